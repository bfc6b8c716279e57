//! Branches: the one that is checked out, where it stands, and moving it by compare-and-swap.

use std::path::PathBuf;

use git2::{ErrorClass, ErrorCode, Oid, RepositoryState};

use super::{Error, Git};

/// The branch that is checked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Branch {
    /// In full: `refs/heads/main`.
    pub(in crate::store) name: String,
    /// Its last commit; none before the first.
    pub(in crate::store) tip: Option<Oid>,
}

impl Git {
    /// The branch that can be committed to.
    pub(in crate::store) fn branch(&self) -> Result<Branch, Error> {
        let path = || self.path().to_path_buf();
        let what = match self.repository.state() {
            RepositoryState::Clean => None,
            RepositoryState::Merge => Some("merge"),
            RepositoryState::Revert | RepositoryState::RevertSequence => Some("revert"),
            RepositoryState::CherryPick | RepositoryState::CherryPickSequence => {
                Some("cherry-pick")
            }
            RepositoryState::Bisect => Some("bisect"),
            RepositoryState::ApplyMailbox => Some("am"),
            _ => Some("rebase"),
        };
        if let Some(what) = what {
            return Err(Error::UnderWay { what, path: path() });
        }
        let detached = self.repository.head_detached();
        if detached.map_err(|error| self.failed("read the head", &error))? {
            return Err(Error::DetachedHead { path: path() });
        }
        let name = self.default_branch();
        let name = name.ok_or_else(|| Error::DetachedHead { path: path() })?;
        let tip = self.tip(&name)?;
        Ok(Branch { name, tip })
    }

    /// The last commit of a branch.
    pub(in crate::store) fn tip(&self, name: &str) -> Result<Option<Oid>, Error> {
        match self.repository.refname_to_id(name) {
            Ok(id) => Ok(Some(id)),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(self.failed("read the branch", &error)),
        }
    }

    /// Moves a branch, if it still stands where it stood; whether it did.
    pub(in crate::store) fn advance(
        &self,
        branch: &Branch,
        to: Option<Oid>,
        words: &str,
    ) -> Result<bool, Error> {
        let moved = match to {
            Some(to) => {
                let from = branch.tip.unwrap_or(Oid::ZERO_SHA1);
                let moved = self
                    .repository
                    .reference_matching(&branch.name, to, true, from, words);
                moved.map(|_| ())
            }
            None => self
                .repository
                .find_reference(&branch.name)
                .and_then(|mut reference| match reference.target() == branch.tip {
                    true => reference.delete(),
                    false => Err(git2::Error::new(
                        ErrorCode::Modified,
                        ErrorClass::Reference,
                        "it has moved",
                    )),
                }),
        };
        match moved {
            Ok(()) => Ok(true),
            Err(error) if error.code() == ErrorCode::Modified => Ok(false),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(false),
            Err(error) if error.code() == ErrorCode::Locked => Err(Error::Locked {
                path: self.branch_lock(&branch.name),
            }),
            Err(error) => Err(self.failed("move the branch", &error)),
        }
    }

    /// The file by which git locks a branch.
    pub(in crate::store) fn branch_lock(&self, name: &str) -> PathBuf {
        self.common().join(format!("{name}.lock"))
    }

    /// The file of a branch that is not packed.
    pub(in crate::store) fn branch_file(&self, name: &str) -> PathBuf {
        self.common().join(name)
    }

    /// A branch of another repository, as it was last seen, that holds a commit.
    pub(in crate::store) fn published(&self, commit: Oid) -> Result<Option<String>, Error> {
        let published = || {
            for reference in self.repository.references_glob("refs/remotes/*")? {
                let reference = reference?;
                let Some(tip) = reference.resolve().ok().and_then(|found| found.target()) else {
                    continue;
                };
                if tip == commit || self.repository.graph_descendant_of(tip, commit)? {
                    return Ok(reference.name().ok().map(str::to_owned));
                }
            }
            Ok(None)
        };
        published().map_err(|error: git2::Error| self.failed("look at the remote branches", &error))
    }

    /// Whether a branch's history has a commit in it.
    pub(in crate::store) fn reaches(&self, tip: Oid, commit: Oid) -> bool {
        tip == commit
            || self
                .repository
                .graph_descendant_of(tip, commit)
                .unwrap_or(false)
    }
}
