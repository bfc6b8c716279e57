//! What hooks ask of git: where hooks stand, what the next commit will hold, and what a push would do to history.
//!
//! git tells a hook by its environment where things are for the moment: `cli` reads it and hands it down as a [`HookCall`].

use std::path::{Path, PathBuf};

use git2::{ErrorCode, Index, Oid, Repository};

use super::{Error, Git, cause};
use crate::store::worktree;

/// What git tells a hook about the repository for the time of the call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HookCall {
    /// The index of the commit that is being made, where it is not the repository's own (`git commit -a`, `git commit FILE`).
    pub index: Option<PathBuf>,
    /// Folders with objects that are not the repository's yet: those of a push that may still be refused.
    pub objects: Vec<PathBuf>,
}

impl Git {
    /// Takes to heart what git said to the hook.
    pub(in crate::store) fn heed(&mut self, call: &HookCall) -> Result<(), Error> {
        self.index_file = call.index.clone();
        self.objects = call.objects.clone();
        add_objects(&self.repository, &self.objects)
            .map_err(|error| self.failed("read what is being pushed", &error))
    }

    /// The index that is meant, as it stands now.
    pub(super) fn index(&self) -> Result<Index, git2::Error> {
        match &self.index_file {
            Some(file) => Index::open(file),
            None => {
                let mut index = self.repository.index()?;
                index.read(false)?; // what was staged since the repository was opened
                Ok(index)
            }
        }
    }

    /// The folder from which git runs this repository's hooks. One that lies outside the repository serves others too, and is
    /// refused.
    pub(in crate::store) fn hooks_folder(&self) -> Result<PathBuf, Error> {
        let own = self.repository.commondir().join("hooks");
        let set = self.repository.config();
        let set = set.and_then(|config| config.get_path("core.hooksPath"));
        let set = match set {
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(own),
            set => set.map_err(|error| self.failed("read the configuration", &error))?,
        };
        let top = self.repository.workdir().unwrap_or(self.path());
        let folder = worktree::real_or_as_given(&top.join(set));
        let homes = [top, self.repository.commondir()];
        let mut homes = homes.iter().map(|home| worktree::real_or_as_given(home));
        match homes.any(|home| folder.starts_with(home)) {
            true => Ok(folder),
            false => Err(Error::HooksElsewhere { folder }),
        }
    }

    /// Whether the repository has no files of its own.
    pub(in crate::store) fn is_bare(&self) -> bool {
        self.repository.is_bare()
    }

    /// Whether a merge is being made.
    pub(in crate::store) fn is_merging(&self) -> bool {
        self.repository.state() != git2::RepositoryState::Clean
    }

    /// The branch that a clone begins with, in full.
    pub(in crate::store) fn default_branch(&self) -> Option<String> {
        let head = self.repository.find_reference("HEAD").ok()?;
        head.symbolic_target().ok().flatten().map(str::to_owned)
    }

    /// Whether one commit comes after another, or is the same.
    pub(in crate::store) fn holds(&self, later: &str, earlier: &str) -> Result<bool, Error> {
        let holds = || {
            let (later, earlier) = (Oid::from_str(later)?, Oid::from_str(earlier)?);
            Ok(later == earlier || self.repository.graph_descendant_of(later, earlier)?)
        };
        holds().map_err(|error: git2::Error| Error::Git {
            action: "compare the histories",
            path: self.path().to_path_buf(),
            source: cause(&error),
        })
    }

    /// The last commit that two have in common.
    pub(in crate::store) fn common_commit(&self, one: &str, other: &str) -> Option<String> {
        let id = |revision: &str| {
            let object = self.repository.revparse_single(revision).ok()?;
            Some(object.peel_to_commit().ok()?.id())
        };
        let base = self.repository.merge_base(id(one)?, id(other)?).ok()?;
        Some(base.to_string())
    }

    /// The branches and their last commits, in order of name.
    pub(in crate::store) fn branches(&self) -> Result<Vec<(String, String)>, Error> {
        let list = || {
            let mut found = Vec::new();
            for reference in self.repository.references_glob("refs/heads/*")? {
                let reference = reference?;
                if let (Ok(name), Some(id)) = (reference.name(), reference.target()) {
                    found.push((name.to_owned(), id.to_string()));
                }
            }
            found.sort();
            Ok(found)
        };
        list().map_err(|error: git2::Error| self.failed("list the branches", &error))
    }
}

/// Another handle of the same repository, for another thread.
pub(super) fn open_again(git_dir: &Path, objects: &[PathBuf]) -> Result<Repository, git2::Error> {
    let repository = super::open_git_dir(git_dir)?;
    add_objects(&repository, objects)?;
    Ok(repository)
}

fn add_objects(repository: &Repository, folders: &[PathBuf]) -> Result<(), git2::Error> {
    let odb = repository.odb()?;
    for folder in folders {
        if let Some(folder) = Path::to_str(folder) {
            odb.add_disk_alternate(folder)?;
        }
    }
    Ok(())
}
