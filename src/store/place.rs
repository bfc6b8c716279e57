//! What stands where a new store is to be: asked before anything is written.

use std::path::{Path, PathBuf};

use super::SETTINGS;
use super::error::Error;
use super::git::Git;
use super::worktree::{self, Standing};

/// Whether something stands at a path of a folder.
///
/// # Errors
/// When the disk will not say.
pub fn stands(dir: &Path, name: &str) -> Result<bool, Error> {
    Ok(worktree::standing(&dir.join(name))? != Standing::Nothing)
}

/// Whether a store stands in a folder.
///
/// # Errors
/// When the disk will not say.
pub fn is_store(dir: &Path) -> Result<bool, Error> {
    stands(dir, SETTINGS)
}

/// The store in which a folder would stand, if there is one. The folder itself need not be there yet.
///
/// # Errors
/// When the disk will not say.
pub fn store_above(dir: &Path) -> Result<Option<PathBuf>, Error> {
    let dir = std::path::absolute(dir).map_err(|source| Error::read(dir, source))?;
    for above in dir.ancestors().skip(1) {
        if is_store(above)? {
            return Ok(Some(above.to_path_buf()));
        }
    }
    Ok(None)
}

/// Whether a folder stands in the files of a git repository.
///
/// # Errors
/// When there is a repository that cannot be opened.
pub fn is_in_repository(dir: &Path) -> Result<bool, Error> {
    Ok(Git::discover(dir)?.is_some())
}
