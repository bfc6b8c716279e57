//! A store in the middle of a merge, and the program that git asks to merge its records.

use std::path::{Path, PathBuf};

use super::error::Error;
use super::{Store, is_store};

impl Store {
    /// The store to which a file of the work tree belongs, and the file's path in it. None where no folder above it is a store.
    ///
    /// # Errors
    /// When the disk will not say, or the store cannot be opened.
    pub fn of_file(top: &Path, file: &str) -> Result<Option<(Self, String)>, Error> {
        let names: Vec<&str> = file.split('/').collect();
        for depth in (0..names.len()).rev() {
            let dir: PathBuf = top.join(names[..depth].join("/"));
            if is_store(&dir)? {
                return Ok(Some((Self::open(&dir)?, names[depth..].join("/"))));
            }
        }
        Ok(None)
    }

    /// The texts in a folder of the store at the last commit of any branch that is known here, and at these commits: path and
    /// text. None outside git.
    ///
    /// # Errors
    /// When git cannot give them.
    pub fn texts_anywhere(
        &self,
        folder: &str,
        commits: &[String],
    ) -> Result<Vec<(String, String)>, Error> {
        match &self.git {
            Some(git) => git.texts_anywhere(folder, commits),
            None => Ok(Vec::new()),
        }
    }

    /// Sets keys of the repository's own configuration; returns whether anything was not so before.
    ///
    /// # Errors
    /// When there is no repository, or its configuration cannot be written.
    pub fn configure(&self, keys: &[(&str, String)]) -> Result<bool, Error> {
        self.git()?.configure(keys)
    }

    /// Takes keys out of the repository's own configuration; returns whether one stood there.
    ///
    /// # Errors
    /// When there is no repository, or its configuration cannot be written.
    pub fn unconfigure(&self, keys: &[&str]) -> Result<bool, Error> {
        self.git()?.unconfigure(keys)
    }
}
