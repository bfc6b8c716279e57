//! Where saving keeps its own things, and the numbers of its acts.
//!
//! Lock, note and journal belong to one work tree, as git's own index and head do: two linked work trees of a repository
//! share no file on disk, and what they do share, the branches, git guards itself. What was rescued stands in the folder
//! that all of them have in common, because a linked work tree's own folder goes when it is taken away. A store outside git has a
//! hidden folder instead, which no reading of the store enters.

use std::path::PathBuf;

use super::disk::{self, Disk};
use crate::store::error::Error;
use crate::store::{Store, worktree};

/// The folder beside the settings of a store that is in no repository.
const OUTSIDE_GIT: &str = ".supervision";

/// The places of saving.
#[derive(Clone, Debug)]
pub(super) struct Home {
    /// The folder that holds all of them but `rescue`.
    pub(super) dir: PathBuf,
    /// Texts that could not be put in place, or were taken back: `rescue/<number>/<path>`.
    pub(super) rescue: PathBuf,
    /// The folder to which the paths of notes are relative: the work tree's.
    pub(super) top: PathBuf,
    /// The store's folder below it.
    pub(super) folder: String,
    /// Whether it is the hidden folder of a store outside git.
    is_outside_git: bool,
}

impl Home {
    /// The home of a store with files on disk.
    pub(super) fn of(store: &Store) -> Result<Self, Error> {
        let Some(dir) = store.dir() else {
            return Err(Error::NoWorkTree {
                git_dir: store.git()?.path().to_path_buf(),
            });
        };
        let git = store.git.as_ref();
        if let Some((git, top)) = git.and_then(|git| Some((git, git.top()?))) {
            return Ok(Self {
                dir: git.path().join("supervision"),
                rescue: git.common().join("supervision").join("rescue"),
                top: top.to_path_buf(),
                folder: git.folder().to_owned(),
                is_outside_git: false,
            });
        }
        let top = worktree::real_path(dir)?;
        let home = top.join(OUTSIDE_GIT);
        Ok(Self {
            rescue: home.join("rescue"),
            dir: home,
            top,
            folder: String::new(),
            is_outside_git: true,
        })
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.dir.join("lock")
    }

    pub(super) fn tmp(&self) -> PathBuf {
        self.dir.join("tmp")
    }

    pub(super) fn intent(&self) -> PathBuf {
        self.dir.join("intent")
    }

    pub(super) fn journal(&self) -> PathBuf {
        self.dir.join("journal")
    }

    /// A path of the store as a path below the top.
    pub(super) fn below_top(&self, path: &str) -> String {
        match self.folder.as_str() {
            "" => path.to_owned(),
            folder => format!("{folder}/{path}"),
        }
    }

    /// Makes the folder, where there is none yet.
    pub(super) fn make(&self, disk: &Disk) -> Result<(), Error> {
        let failed = |source| Error::write(&self.dir, source);
        if disk::is_folder(&self.dir) {
            return Ok(());
        }
        disk.make_folder(&self.dir).map_err(failed)?;
        if self.is_outside_git {
            // Should the store come under git one day, this does not.
            let ignore = self.dir.join(".gitignore");
            disk.write(&ignore, b"*\n", None).map_err(failed)?;
        }
        Ok(())
    }

    /// A number higher than that of every act so far.
    pub(super) fn next_number(&self) -> Result<u64, Error> {
        let mut last = 0;
        for folder in [self.journal(), self.rescue.clone()] {
            let names = disk::names(&folder).map_err(|source| Error::read(&folder, source))?;
            let numbers = names.iter().filter_map(|name| name.parse().ok());
            last = numbers.fold(last, u64::max);
        }
        Ok(last + 1)
    }
}

/// The name of an act's folder: names in order are acts in order.
pub(super) fn folder_name(number: u64) -> String {
    format!("{number:06}")
}
