//! The history of a few files of a store on its way to another: packed here, looked through and taken in there.
//!
//! Which files those are, and what is told of each commit, is decided above.

use super::Store;
use super::error::Error;
use super::history::Commit;
use super::snapshot::CommitId;

/// Where a commit was made that has come from another store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeIn {
    /// The store's id.
    pub store: String,
    /// The commit there, by its forty digits.
    pub commit: String,
}

/// The keys of the lines that say so, at the end of a message.
const STORE: &str = "Supervision-Store";
const COMMIT: &str = "Supervision-Commit";

impl MadeIn {
    /// The lines that say so, for the end of a message.
    pub fn lines(&self) -> String {
        format!("{STORE}: {}\n{COMMIT}: {}\n", self.store, self.commit)
    }

    /// What a message says of it; none where it says nothing that could be.
    pub fn of(message: &str) -> Option<Self> {
        let (store, commit) = (
            message_line(message, STORE)?,
            message_line(message, COMMIT)?,
        );
        let is_id = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_id.then(|| Self {
            store: store.to_owned(),
            commit: commit.to_owned(),
        })
    }
}

/// The value of a line `Key: value` in the last paragraph of a message.
pub fn message_line<'m>(message: &'m str, key: &str) -> Option<&'m str> {
    let last = message.trim_end().rsplit("\n\n").next()?;
    let mut lines = last.lines();
    lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
}

/// A history as `git bundle` would pack it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// The bundle: `git bundle verify` reads it.
    pub bytes: Vec<u8>,
    /// How many commits are in it, beside the last, which says where it came from.
    pub commits: usize,
}

/// A history that came from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The files of its last commit, by their paths in the store, in order.
    pub files: Vec<(String, Vec<u8>)>,
    /// The message of its last commit.
    pub message: String,
    /// How many commits are in it, beside the last.
    pub commits: usize,
}

impl Store {
    /// Packs what led to a commit at these paths of the store. Each is one name, or a folder's name and a name in it, such as
    /// `workers/jo-field`. Each commit keeps its author and days; `tell` gives its message, and `last` that of one more at the end. None where no commit
    /// holds any of them.
    ///
    /// # Errors
    /// When there is no repository, or git cannot read what led to the commit, or does not know who commits.
    pub fn pack_history(
        &self,
        head: CommitId,
        paths: &[&str],
        tell: &dyn Fn(&Commit) -> String,
        last: &str,
    ) -> Result<Option<Packed>, Error> {
        self.git()?.pack_history(head, paths, tell, last)
    }

    /// Looks through a packed history. Nothing of it comes into the store.
    ///
    /// # Errors
    /// When it was not made by [`Store::pack_history`], is not whole, or holds anything at a path that is not wanted.
    pub fn look_through(
        &self,
        bytes: &[u8],
        is_wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Received, Error> {
        self.git()?.look_through(bytes, is_wanted)
    }

    /// The text of a file of a commit, as it was committed.
    ///
    /// # Errors
    /// When git cannot read the commit.
    pub fn text_at(&self, commit: &str, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let git = self.git()?;
        git.text_in(Some(super::git::object_id(commit)?), &git.below(path))
    }

    /// Takes a packed history that was looked through into the repository, on no branch yet, and gives its last commit.
    ///
    /// # Errors
    /// When git cannot read it, or the disk says no.
    pub fn take_in(&self, bytes: &[u8]) -> Result<CommitId, Error> {
        self.git()?.take_in(bytes)
    }
}
