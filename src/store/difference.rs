//! The files of a store that are not the same at two points: two commits, a commit and the index, a commit and the disk.

use super::error::Error;
use super::{At, Store};
use crate::source::SourceFile;

/// A file that is not the same, with its texts. One that has changed its place has two paths.
#[derive(Clone, Debug)]
pub struct FileChange {
    /// As it was; none where it is new.
    pub was: Option<SourceFile>,
    /// As it is; none where it has gone.
    pub is: Option<SourceFile>,
}

impl FileChange {
    /// Its path: where it stands, else where it stood.
    pub fn path(&self) -> &str {
        let file = self.is.as_ref().or(self.was.as_ref());
        file.map_or("", SourceFile::path)
    }
}

impl Store {
    /// The files of the store that differ, in order of path. The earlier point is a commit, or the index where the later is the disk.
    /// What both have alike is not read, and folders that are alike are not entered.
    ///
    /// # Errors
    /// When there is no repository, or git cannot give what was asked for.
    pub fn changes(&self, was: &At, is: &At) -> Result<Vec<FileChange>, Error> {
        self.git()?.compared(was, is, self.dir())
    }

    /// The last commit that two have in common.
    ///
    /// # Errors
    /// When there is none, or one of them is not known.
    pub fn fork(&self, one: &str, other: &str) -> Result<String, Error> {
        self.git()?.fork(one, other)
    }
}
