//! The commits of a store, and what each of them did to its files.

use super::Store;
use super::difference::FileChange;
use super::error::Error;
use super::snapshot::CommitId;
use super::transfer::MadeIn;
use crate::calendar::Day;

/// A commit as its writer left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub id: CommitId,
    /// The commits before it: none for the first, two or more for a merge.
    pub parents: Vec<CommitId>,
    /// Who wrote it, by name.
    pub author: String,
    /// Their address.
    pub email: String,
    /// The day on which it was committed, where its committer was. Whoever commits can set it.
    pub day: Day,
    /// The time of that day, as hours and minutes.
    pub time: (u32, u32),
    /// The first line of its message.
    pub subject: String,
    /// Where it was made, if it came with a worker's file from another store. Whoever commits can write that.
    pub origin: Option<MadeIn>,
}

impl Store {
    /// The commits that lead to a revision, the last first: each after all that come of it, and otherwise by time.
    ///
    /// # Errors
    /// When there is no repository, or the revision or what leads to it cannot be read.
    pub fn commits(&self, revision: &str) -> Result<Vec<Commit>, Error> {
        self.git()?.commits(revision)
    }

    /// What a commit did to the files of the store below these paths (or all, for none): compared with the commit before it. Of a merge
    /// only what is otherwise than on every side that it merged.
    ///
    /// # Errors
    /// When git cannot give it.
    pub fn done_by(&self, commit: &Commit, paths: &[String]) -> Result<Vec<FileChange>, Error> {
        self.git()?.done_by(commit, paths)
    }

    /// The same for the files at these paths, seen beside everything else that the commit did: so that one which has come from another
    /// place is known to have.
    ///
    /// # Errors
    /// When git cannot give it.
    pub fn moved_by(&self, commit: &Commit, paths: &[String]) -> Result<Vec<FileChange>, Error> {
        self.git()?.moved_by(commit, paths)
    }

    /// The last commit up to the end of a day, of those that lead to a revision. None where there was none yet.
    ///
    /// # Errors
    /// As [`Store::commits`].
    pub fn last_commit_by(&self, revision: &str, day: Day) -> Result<Option<CommitId>, Error> {
        let commits = self.commits(revision)?;
        // What came with a worker's file from another store is no state of this one.
        let mut until = commits
            .iter()
            .filter(|commit| commit.day <= day && commit.origin.is_none());
        Ok(until.next().map(|commit| commit.id))
    }
}
