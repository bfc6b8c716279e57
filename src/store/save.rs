//! Saving: several files of a store together, each only while it stands as it was read.

use super::Store;
use super::error::Error;
use super::write::{replace_file, write_new_file};

/// One file of a save: what was read there, and what is to stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The path in the store.
    pub path: String,
    /// What stood there when it was read; nothing for a new file.
    pub was: Option<Vec<u8>>,
    /// What is to stand there.
    pub now: Vec<u8>,
}

impl Edit {
    /// A file that is not there yet.
    pub fn new_file(path: impl Into<String>, now: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            was: None,
            now: now.into(),
        }
    }

    /// Another text in place of the one that was read.
    pub fn replace(
        path: impl Into<String>,
        was: impl Into<Vec<u8>>,
        now: impl Into<Vec<u8>>,
    ) -> Self {
        Self {
            path: path.into(),
            was: Some(was.into()),
            now: now.into(),
        }
    }
}

impl Store {
    /// Saves these files, in this order.
    ///
    /// # Errors
    /// When there are no files on disk, one of them has changed since it was read, a path would leave the store, or the disk
    /// says no.
    pub fn save(&self, edits: &[Edit]) -> Result<(), Error> {
        let Some(dir) = self.dir() else {
            return Err(Error::NoWorkTree {
                git_dir: self.git()?.path().to_path_buf(),
            });
        };
        for edit in edits {
            match &edit.was {
                None => write_new_file(dir, &edit.path, &edit.now)?,
                Some(was) => replace_file(dir, &edit.path, was, &edit.now)?,
            }
        }
        Ok(())
    }
}
