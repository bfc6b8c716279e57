//! git and the working tree → an immutable [`Snapshot`]: the only floor that touches the outside.
//!
//! It knows paths and bytes. What a path means, what a record says and whether anything is wrong with it are the
//! business of the floors above. Reading never changes anything, on disk or in git, and never runs a program.
//!
//! Disks are read in `worktree.rs` and written in `write.rs` and, where files of a store are saved, in `save/disk.rs`; git
//! is asked in `git.rs` and the files below `git/`, and nowhere else.

mod difference;
mod error;
mod git;
mod history;
mod hook;
mod merging;
mod path;
mod place;
mod save;
mod snapshot;
mod trail;
mod transfer;
mod worktree;
mod write;

use std::path::{Path, PathBuf};

pub use difference::FileChange;
pub use error::{Cause, Error};
pub use git::{Change, CommitPlan, HookCall, commit_files, init_repository};
pub use history::Commit;
pub use hook::{HookFile, read_hook, read_message, remove_hook, write_hook};
pub use place::{is_in_repository, is_store, stands, store_above};
pub use save::{Act, Back, Committing, Done, Edit, Landed, Recovered, Scope};
pub use snapshot::{
    CommitId, DEEPEST_FOLDER, LARGEST_FILE, OddEntry, OddKind, Origin, SETTINGS, Snapshot,
};
pub use trail::{BlobId, Doubt, FileStep, Step, Trail};
pub use transfer::{MadeIn, Packed, Received, message_line};
pub use worktree::{read_bytes, read_text};
pub use write::{write_document, write_new_tree};

use git::Git;
use worktree::Standing;

/// A folder of supervision records, with the repository around it if there is one; or a store in a bare repository.
#[derive(Debug)]
pub struct Store {
    dir: Option<PathBuf>,
    git: Option<Git>,
}

/// Which files of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// Those on disk now, committed or not, ignored by git or not.
    WorkTree,
    /// Those staged for the next commit.
    Index,
    /// Those of a commit: anything git understands as one (`main`, `HEAD~3`, a tag, an id).
    Commit(String),
}

/// How the files on disk stand to the commit they are based on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The commit that is checked out.
    pub commit: CommitId,
    /// Whether the store's files differ from it.
    pub state: RevisionState,
}

/// Whether files are just as their commit has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevisionState {
    /// They are.
    Unmodified,
    /// A file of the store was changed, added or removed since; files that git ignores do not count.
    Modified,
}

impl Store {
    /// Opens the store whose `supervision.yaml` is in this folder.
    ///
    /// # Errors
    /// When there is none, or it stands in a repository that git or we must refuse.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        let settings = dir.join(SETTINGS);
        match worktree::standing(&settings)? {
            Standing::File => {}
            Standing::Nothing => {
                return Err(Error::NotAStore {
                    dir: dir.to_path_buf(),
                });
            }
            Standing::Other => return Err(Error::SettingsNotAFile { path: settings }),
        }
        Ok(Self {
            git: Git::discover(dir)?,
            dir: Some(dir.to_path_buf()),
        })
    }

    /// Opens the nearest store, from this folder upwards.
    ///
    /// # Errors
    /// When no folder is one; the error lists where it looked. Otherwise as [`Store::open`].
    pub fn find(from: &Path) -> Result<Self, Error> {
        let from = worktree::real_path(from)?;
        for dir in from.ancestors() {
            if worktree::standing(&dir.join(SETTINGS))? != Standing::Nothing {
                return Self::open(dir);
            }
        }
        Err(Error::NotFound {
            looked: from.ancestors().map(Path::to_path_buf).collect(),
            nearby: worktree::folders_with(&from, SETTINGS),
        })
    }

    /// Opens a store inside a bare repository (or a `.git` folder taken as one). Without a folder, each commit is
    /// searched: the store is at its top, or in the only folder that has a `supervision.yaml`.
    ///
    /// # Errors
    /// When it is no repository, or one that git or we must refuse. Whether a store is in it is seen at
    /// [`Store::snapshot`].
    pub fn open_bare(git_dir: &Path, folder: Option<&str>) -> Result<Self, Error> {
        Ok(Self {
            dir: None,
            git: Some(Git::open_bare(git_dir, folder)?),
        })
    }

    /// The folder on disk that holds `supervision.yaml`; none for a bare repository.
    pub fn dir(&self) -> Option<&Path> {
        self.dir.as_deref()
    }

    /// A path on disk as a path within the store; empty for the store's own folder, none for a path outside it.
    ///
    /// # Errors
    /// When there is nothing at the path.
    pub fn relative(&self, path: &Path) -> Result<Option<String>, Error> {
        let Some(dir) = &self.dir else {
            return Ok(None);
        };
        let (dir, path) = (worktree::real_path(dir)?, worktree::real_path(path)?);
        let inside = path.strip_prefix(&dir).ok();
        Ok(inside.map(|inside| {
            inside
                .to_string_lossy()
                .replace(std::path::MAIN_SEPARATOR, "/")
        }))
    }

    /// Whether there is a repository, and so history.
    pub fn is_in_repository(&self) -> bool {
        self.git.is_some()
    }

    /// The store's folder in its repository, with `/` between names: empty for the top, and where it is not known.
    pub fn folder_in_repository(&self) -> &str {
        self.git.as_ref().map_or("", Git::folder)
    }

    /// Reads the files.
    ///
    /// # Errors
    /// When the folder cannot be listed, or git cannot give what was asked for. A single file that cannot be read is
    /// no error but an [`OddEntry`].
    pub fn snapshot(&self, at: At) -> Result<Snapshot, Error> {
        match (at, &self.dir) {
            (At::WorkTree, Some(dir)) => worktree::read_work_tree(dir),
            (At::Index, Some(_)) => self.git()?.read_index(),
            (At::WorkTree | At::Index, None) => Err(Error::NoWorkTree {
                git_dir: self.git()?.path().to_path_buf(),
            }),
            (At::Commit(revision), _) => self.git()?.read_commit(&revision),
        }
    }

    /// The commit that is checked out; none without a repository, and none before the first commit.
    ///
    /// # Errors
    /// When the repository's head cannot be read.
    pub fn head_commit(&self) -> Result<Option<CommitId>, Error> {
        self.git.as_ref().map_or(Ok(None), Git::head_commit)
    }

    /// The commit that is checked out and whether the files on disk differ from it, for a document to say what it was
    /// made from. None where there is no commit.
    ///
    /// # Errors
    /// When git cannot compare them.
    pub fn revision(&self) -> Result<Option<Revision>, Error> {
        let (Some(git), Some(commit)) = (&self.git, self.head_commit()?) else {
            return Ok(None);
        };
        let state = match &self.dir {
            Some(_) if git.differs_from(commit)? => RevisionState::Modified,
            _ => RevisionState::Unmodified,
        };
        Ok(Some(Revision { commit, state }))
    }

    fn git(&self) -> Result<&Git, Error> {
        self.git.as_ref().ok_or_else(|| Error::NoRepository {
            dir: self.dir.clone().unwrap_or_default(),
        })
    }
}
