//! A store as a hook meets it: staged for a commit that is being made, or in a push that has not been let in.

use std::path::{Path, PathBuf};

use super::error::Error;
use super::git::{Git, HookCall};
use super::worktree::{self, Standing};
use super::{At, Store, path, write};

/// What stands at the place of a hook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HookFile {
    /// Nothing.
    Missing,
    /// This text.
    Text(String),
    /// Something that is no text file: a link, a folder, a program.
    Other,
}

impl Store {
    /// The stores in the index of the commit that is being made: the one in this folder, or without a folder all in the
    /// repository around here. A folder need not be on disk any more. None where nothing staged is a store.
    ///
    /// # Errors
    /// When there is no repository here, or its index cannot be read.
    pub fn staged(folder: Option<&Path>, call: &HookCall) -> Result<Vec<Self>, Error> {
        let here = Path::new(".");
        let dir = match folder {
            Some(folder) if worktree::standing(folder)? == Standing::Other => folder,
            _ => here,
        };
        let find = || -> Result<Git, Error> {
            let git = Git::discover(dir)?;
            let mut git = git.ok_or_else(|| Error::NoRepository {
                dir: dir.to_path_buf(),
            })?;
            git.heed(call)?;
            Ok(git)
        };
        let mut git = find()?;
        let folders = match folder {
            Some(folder) if dir == here => {
                let name = folder.to_string_lossy();
                let name = name.trim_start_matches("./").trim_end_matches('/');
                if !path::is_plain(name) && !matches!(name, "" | ".") {
                    let dir = folder.to_path_buf();
                    return Err(Error::NotAStore { dir });
                }
                vec![git.below(name.trim_start_matches('.'))]
            }
            Some(_) => vec![git.folder().to_owned()],
            None => git.stores_in_index()?,
        };
        let mut stores = Vec::new();
        for folder in folders {
            git.set_folder(folder);
            stores.push(Self {
                dir: Some(dir.to_path_buf()),
                git: Some(git),
            });
            git = find()?;
        }
        Ok(stores)
    }

    /// A repository that is being pushed to, without saying yet which of its folders is a store.
    ///
    /// # Errors
    /// When it is no repository, or one that git or we must refuse.
    pub fn receiving(git_dir: &Path, call: &HookCall) -> Result<Self, Error> {
        let mut git = Git::open_bare(git_dir, None)?;
        git.heed(call)?;
        Ok(Self {
            dir: None,
            git: Some(git),
        })
    }

    /// The stores of a commit: the folders that have settings, empty for the top.
    ///
    /// # Errors
    /// When the commit cannot be read.
    pub fn stores_at(&self, revision: &str) -> Result<Vec<String>, Error> {
        self.git()?.stores_at(revision)
    }

    /// From now on the store in this folder of the repository is meant.
    pub fn choose(&mut self, folder: &str) {
        if let Some(git) = &mut self.git {
            git.set_folder(folder.to_owned());
        }
    }

    /// The files, or none where there is no store in what was asked for, or no commit yet.
    ///
    /// # Errors
    /// As [`Store::snapshot`].
    pub fn snapshot_if_there(&self, at: At) -> Result<Option<super::Snapshot>, Error> {
        match self.snapshot(at) {
            Ok(snapshot) => Ok(Some(snapshot)),
            Err(Error::NoStoreAt { .. } | Error::NoCommits { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether a merge or the like is under way.
    pub fn is_merging(&self) -> bool {
        self.git.as_ref().is_some_and(Git::is_merging)
    }

    /// Whether the repository is bare.
    pub fn is_bare(&self) -> bool {
        self.git.as_ref().is_some_and(Git::is_bare)
    }

    /// Whether one commit comes after another, or is the same.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn holds(&self, later: &str, earlier: &str) -> Result<bool, Error> {
        self.git()?.holds(later, earlier)
    }

    /// The last commit that two have in common, if there is one.
    pub fn common_commit(&self, one: &str, other: &str) -> Option<String> {
        self.git.as_ref()?.common_commit(one, other)
    }

    /// The branch that a clone begins with, such as `refs/heads/main`.
    pub fn default_branch(&self) -> Option<String> {
        self.git.as_ref()?.default_branch()
    }

    /// The branches with their last commits, in order of name.
    ///
    /// # Errors
    /// When they cannot be listed.
    pub fn branches(&self) -> Result<Vec<(String, String)>, Error> {
        self.git()?.branches()
    }

    /// The file from which git runs a hook of this repository.
    ///
    /// # Errors
    /// When there is no repository, or its hooks stand outside it.
    pub fn hook_path(&self, name: &str) -> Result<PathBuf, Error> {
        Ok(self.git()?.hooks_folder()?.join(name))
    }
}

/// What stands at the place of a hook.
///
/// # Errors
/// When the disk will not say.
pub fn read_hook(path: &Path) -> Result<HookFile, Error> {
    match worktree::standing(path)? {
        Standing::Nothing => Ok(HookFile::Missing),
        Standing::Other => Ok(HookFile::Other),
        Standing::File => Ok(match worktree::read_if_text(path)? {
            Some(text) => HookFile::Text(text),
            None => HookFile::Other,
        }),
    }
}

/// Writes a hook, which git may run, in place of an earlier one.
///
/// # Errors
/// When the disk says no.
pub fn write_hook(path: &Path, text: &str) -> Result<(), Error> {
    write::program(path, text)
}

/// Takes a hook away.
///
/// # Errors
/// When the disk says no.
pub fn remove_hook(path: &Path) -> Result<(), Error> {
    write::remove(path)
}

/// The text of a file outside the store, such as a commit's message.
///
/// # Errors
/// When it is not there, no text, or larger than any record may be.
pub fn read_message(path: &Path) -> Result<String, Error> {
    worktree::read_if_text(path)?.ok_or_else(|| {
        let source = std::io::Error::other("it is not UTF-8 text, or too large");
        Error::read(path, source)
    })
}
