//! The files of a store at one moment, frozen: what every floor above works on.
//!
//! No reading here and no meaning: a snapshot knows paths and texts, and which paths it could not read as files.

use std::fmt;

use crate::source::{SourceFile, SourceId, Sources};

/// Files larger than this many bytes are named but not read.
pub const LARGEST_FILE: u64 = 1024 * 1024;

/// Folders deeper below the store than this are named but not entered.
pub const DEEPEST_FOLDER: usize = 32;

/// The file that makes a folder a store.
pub const SETTINGS: &str = "supervision.yaml";

/// The files of a store at one moment, in order of path (byte by byte, each path once).
#[derive(Clone, Debug)]
pub struct Snapshot {
    origin: Origin,
    sources: Sources,
    count: usize,
    odd: Vec<OddEntry>,
}

/// Where a snapshot came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The files on disk, or given by hand in a test.
    WorkTree,
    /// What is staged.
    Index,
    /// A commit.
    Commit {
        /// Which one.
        id: CommitId,
    },
}

/// The id of a commit. Shown in full; [`CommitId::abbreviated`] for people.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitId([u8; 20]);

impl CommitId {
    pub(super) fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    pub(super) fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// The first ten digits.
    pub fn abbreviated(&self) -> String {
        let mut digits = self.to_string();
        digits.truncate(10);
        digits
    }
}

impl fmt::Display for CommitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for CommitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CommitId({self})")
    }
}

/// Something that stands in the store and was not read as a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OddEntry {
    /// The path relative to the store; bytes that are not UTF-8 stand as U+FFFD.
    pub path: String,
    /// Why it was not read.
    pub kind: OddKind,
}

/// Why a path of the store was not read as a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum OddKind {
    /// A symbolic link: never followed, wherever it leads.
    Symlink,
    /// A named pipe, a socket or a device: never opened.
    Special,
    /// A repository within the store: its files belong to another history.
    Repository,
    /// A name that is not UTF-8 or that no file system would hold; a folder so named is not entered.
    Name,
    /// A folder too far down; see [`DEEPEST_FOLDER`].
    TooDeep,
    /// A file that git has in several versions after a merge.
    Conflicted,
    /// A path that the same tree names twice.
    Duplicate,
    /// A folder that would not be listed.
    UnreadableFolder {
        /// What the system or git said.
        reason: String,
    },
    /// A file that would not be read.
    UnreadableFile {
        /// What the system or git said.
        reason: String,
    },
}

/// What a reader gathers: files, and what could not be read as a file.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) files: Vec<SourceFile>,
    pub(super) odd: Vec<OddEntry>,
}

impl Gathered {
    pub(super) fn note_odd(&mut self, path: impl Into<String>, kind: OddKind) {
        self.odd.push(OddEntry {
            path: path.into(),
            kind,
        });
    }

    pub(super) fn append(mut self, mut other: Self) -> Self {
        if self.files.is_empty() {
            std::mem::swap(&mut self.files, &mut other.files);
        }
        self.files.append(&mut other.files);
        self.odd.append(&mut other.odd);
        self
    }
}

impl Snapshot {
    /// A snapshot of files given by hand: what tests of the floors above start from.
    pub fn from_files<P, T>(files: impl IntoIterator<Item = (P, T)>) -> Self
    where
        P: Into<String>,
        T: Into<String>,
    {
        let files = files
            .into_iter()
            .map(|(path, text)| SourceFile::new(path, text))
            .collect();
        Self::new(
            Origin::WorkTree,
            Gathered {
                files,
                odd: Vec::new(),
            },
        )
    }

    pub(super) fn new(origin: Origin, gathered: Gathered) -> Self {
        let Gathered { mut files, mut odd } = gathered;
        // The readers give files in order already, which a stable sort finds in one pass.
        files.sort_by(|one, other| one.path().cmp(other.path()));
        files.dedup_by(|later, earlier| {
            let twice = later.path() == earlier.path();
            if twice {
                odd.push(OddEntry {
                    path: later.path().to_owned(),
                    kind: OddKind::Duplicate,
                });
            }
            twice
        });
        odd.sort();
        odd.dedup();
        Self {
            origin,
            count: files.len(),
            sources: Sources::new(files),
            odd,
        }
    }

    /// Where the files came from.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The files; a [`SourceId`] is the place in the order of paths.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The files, to which a caller may add others (built-in packs, say); ids stay as they are.
    pub fn into_sources(self) -> Sources {
        self.sources
    }

    /// What stands in the store and was not read as a file, in order of path.
    pub fn odd(&self) -> &[OddEntry] {
        &self.odd
    }

    /// How many files there are, those with an encoding fault included.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is no file at all.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The id of the file at a path.
    pub fn find(&self, path: &str) -> Option<SourceId> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low.midpoint(high);
            let id = SourceId::from_index(middle);
            match self.sources.file(id).path().cmp(path) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(id),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stand_in_order_of_path_and_are_found_there() {
        let snapshot = Snapshot::from_files([("b.md", "b"), ("a/x.md", "x"), ("a.md", "a")]);
        let paths: Vec<_> = snapshot
            .sources()
            .iter()
            .map(|(_, file)| file.path())
            .collect();
        assert_eq!(paths, ["a.md", "a/x.md", "b.md"]);
        for path in paths {
            let id = snapshot.find(path).expect("the path is in the snapshot");
            assert_eq!(snapshot.sources().file(id).path(), path);
        }
        assert_eq!(snapshot.find("c.md"), None);
        assert_eq!(snapshot.find(""), None);
    }

    #[test]
    fn a_path_named_twice_is_kept_once_and_said_to_be_odd() {
        let snapshot = Snapshot::from_files([("a.md", "one"), ("a.md", "two")]);
        assert_eq!(snapshot.len(), 1);
        assert_eq!(snapshot.odd()[0].kind, OddKind::Duplicate);
    }

    #[test]
    fn an_id_is_shown_in_full_and_abbreviated_to_ten_digits() {
        let id = CommitId::from_bytes([0xab; 20]);
        assert_eq!(id.to_string(), "ab".repeat(20));
        assert_eq!(id.abbreviated(), "ababababab");
    }
}
