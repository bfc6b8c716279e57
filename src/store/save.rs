//! Saving: files of a store together, each only while it stands as it was read; commits; and the last act taken back.
//!
//! Whoever writes holds a lock of the kernel's and leaves a note of what is intended before the first byte of a record is
//! touched, so that an act that is cut off at any moment is finished or taken back as a whole by the next one that writes.
//! A text is never lost: what cannot be put in place, or is taken back, is kept in `rescue/`.
//!
//! In `save/`: `home` says where all this stands, `note` is what a note says, `turn` the lock and the putting right,
//! `files` and `commit` the acts, `undo` their taking back, and `disk` the only one that touches it.

mod commit;
mod disk;
mod files;
mod home;
mod note;
mod turn;
mod undo;

#[cfg(test)]
mod tests;

use std::path::Path;

pub use commit::{Committing, Landed, Scope};
pub(in crate::store) use disk::Stat;
pub use turn::Recovered;
pub use undo::{Act, Back, Done};

use super::Store;
use super::error::Error;
use super::git::Git;
use disk::Disk;
use home::Home;
use turn::Turn;

/// One file of a save: what was read there, and what is to stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The path in the store.
    pub path: String,
    /// What stood there when it was read; nothing for a new file.
    pub was: Option<Vec<u8>>,
    /// What is to stand there; nothing for a file that is taken away.
    pub now: Option<Vec<u8>>,
}

impl Edit {
    /// A file that is not there yet.
    pub fn new_file(path: impl Into<String>, now: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            was: None,
            now: Some(now.into()),
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
            now: Some(now.into()),
        }
    }

    /// A file that was read, taken away.
    pub fn remove(path: impl Into<String>, was: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            was: Some(was.into()),
            now: None,
        }
    }
}

impl Store {
    /// Saves these files, all of them or none. Waits while somebody else saves.
    ///
    /// # Errors
    /// When there are no files on disk, one of them has changed since it was read, a path would leave the store, or the disk
    /// says no. The error says where the new texts are kept.
    pub fn save(&self, edits: &[Edit]) -> Result<(), Error> {
        self.save_on(Disk::default(), edits)
    }

    fn save_on(&self, disk: Disk, edits: &[Edit]) -> Result<(), Error> {
        Turn::take(self, disk)?.save(edits, None)
    }

    /// The folder of a store that is still to be made, to save its first files into. Where it is in no repository, nothing
    /// is made of one.
    ///
    /// # Errors
    /// When it cannot be made, or stands in a repository that git or we must refuse.
    pub fn founded_in(dir: &Path) -> Result<Self, Error> {
        super::write::make_folder(dir)?;
        Ok(Self {
            git: Git::discover(dir)?,
            dir: Some(dir.to_path_buf()),
        })
    }

    /// Puts right what a writer that was cut off has left: whoever is going to write calls this before it reads. None where
    /// there is nothing to put right, or no files on disk.
    ///
    /// # Errors
    /// When it cannot be put right.
    pub fn recover(&self) -> Result<Option<Recovered>, Error> {
        match self.dir() {
            Some(_) if self.is_cut_off()? => Ok(Turn::take(self, Disk::default())?.recovered),
            _ => Ok(None),
        }
    }

    /// Whether an act was cut off and is still to be put right. Nothing is changed by asking.
    ///
    /// # Errors
    /// When the store's folder cannot be read.
    pub fn is_cut_off(&self) -> Result<bool, Error> {
        if self.dir().is_none() {
            return Ok(false);
        }
        let home = Home::of(self)?;
        let intended = || disk::is_folder(&home.intent());
        // Asked again, because a writer at work may just have ended.
        Ok(intended() && !disk::is_held(&home.lock()) && intended())
    }
}
