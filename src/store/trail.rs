//! Every commit that leads to one, the first one first, by the ids of the files in it: what an audit walks.
//!
//! Files are known by the ids that git gives to their bytes, so a folder that is alike on two sides is not entered and a file is read
//! only where somebody asks for it. Replacements, grafts and the ends of a shallow history are not followed: what the commits
//! themselves say counts. What any of it means is judged above.

use super::Store;
use super::error::Error;
use super::history::Commit;
use super::snapshot::CommitId;

pub use super::git::Trail;

/// The id of a file's bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobId(pub(super) [u8; 20]);

impl std::fmt::Debug for BlobId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BlobId(")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}

/// A commit of a trail.
#[derive(Clone, Debug)]
pub struct Step {
    /// The commit.
    pub commit: Commit,
    /// Where those before it stand in the trail; those that are not there are left out.
    pub parents: Vec<usize>,
    /// Of a merge of two, where the last commit that both have in common stands; none where there are several.
    pub base: Option<usize>,
}

/// A file that is not the same on two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileStep {
    /// Its path in the store.
    pub path: String,
    /// Its bytes as they were; none where it is new.
    pub was: Option<BlobId>,
    /// Its bytes as they are; none where it has gone.
    pub is: Option<BlobId>,
}

/// Something about a repository that lets its history be told otherwise than its commits have it, or not in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// git shows something else in the place of this object.
    Replaced(String),
    /// A file gives commits other parents.
    Grafted,
    /// The history ends before its beginning.
    Shallow,
    /// Files are fetched from elsewhere when they are asked for.
    Partial,
    /// Objects stand in another repository.
    Borrowed,
    /// A commit is not there, or cannot be read; with the commit that names it.
    CommitUnreadable {
        /// The commit.
        id: String,
        /// The one after it.
        after: Option<CommitId>,
    },
    /// A folder or a file of a commit is not there, or cannot be read.
    ObjectUnreadable {
        /// The commit.
        commit: CommitId,
        /// The path in the store.
        path: String,
    },
    /// A folder names the same thing twice.
    NamedTwice {
        /// The commit.
        commit: CommitId,
        /// The path in the store.
        path: String,
    },
}

impl Store {
    /// Whether a path on disk lies in the repository or among its files.
    ///
    /// # Errors
    /// When there is nothing at the path.
    pub fn is_within(&self, path: &std::path::Path) -> Result<bool, Error> {
        self.git()?.is_within(path)
    }

    /// The commits that lead to a revision.
    ///
    /// # Errors
    /// When there is no repository, or no such revision.
    pub fn trail(&self, revision: &str) -> Result<Trail<'_>, Error> {
        self.git()?.trail(revision)
    }
}
