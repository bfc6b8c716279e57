//! Everything git: finding the repository, its head, and how the files on disk stand to a commit.
//!
//! Only this file and those below `git/` name `git2`: `read.rs` turns a commit or the index into a snapshot, `found.rs`
//! makes a repository and its first history, `branch.rs` and `commit.rs` the parts of a commit, `hooks.rs` answers what hooks ask,
//! `transfer.rs` carries a history elsewhere. libgit2 runs no program that a repository's configuration names, and it refuses a
//! repository of another account as git does: leave that check on.
#![expect(
    clippy::disallowed_methods,
    reason = "this is where repositories are opened"
)]

mod branch;
mod commit;
mod difference;
mod differing;
mod doubts;
mod found;
mod history;
mod hooks;
mod merging;
mod read;
mod trail;
mod transfer;

use std::path::{Path, PathBuf};

use git2::{Delta, DiffOptions, ErrorClass, ErrorCode, Oid, Repository, RepositoryOpenFlags};

pub(super) use branch::Branch;
pub use commit::Change;
pub(super) use commit::{Entry, ObjectId, id as object_id};
pub use found::{CommitPlan, commit_files, init_repository};
pub use hooks::HookCall;
pub use trail::Trail;

use super::error::{Cause, Error};
use super::path::{Place, below, is_plain, place};
use super::snapshot::CommitId;
use super::worktree;

/// A repository, and where in it the store is.
pub(super) struct Git {
    repository: Repository,
    /// The store's folder, empty for the top; `None` to search each commit for it.
    folder: Option<String>,
    /// The index to read, where a hook is told of another than the repository's own.
    index_file: Option<PathBuf>,
    /// Folders with objects of a push that has not been let in yet.
    objects: Vec<PathBuf>,
}

impl std::fmt::Debug for Git {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Git({}, {:?})", self.path().display(), self.folder)
    }
}

impl Git {
    /// The repository whose work tree holds a folder, if there is one.
    pub(super) fn discover(dir: &Path) -> Result<Option<Self>, Error> {
        let ceilings: [&str; 0] = [];
        let repository = match Repository::open_ext(dir, RepositoryOpenFlags::empty(), ceilings) {
            Ok(repository) => repository,
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
            Err(error) => return Err(opening(dir, &error)),
        };
        let Some(top) = repository.workdir() else {
            return Ok(None);
        };
        let (top, real) = (worktree::real_path(top)?, worktree::real_path(dir)?);
        let Ok(folder) = real.strip_prefix(top) else {
            return Ok(None); // `core.worktree` points elsewhere: not the repository of these files
        };
        let names: Option<Vec<_>> = folder.iter().map(|name| name.to_str()).collect();
        let names = names.ok_or_else(|| Error::PathNotUtf8 {
            dir: dir.to_path_buf(),
        })?;
        let folder = Some(names.join("/"));
        Ok(Some(Self::new(repository, folder)))
    }

    /// A repository without files of its own, and the folder of the store in it if that is known.
    pub(super) fn open_bare(git_dir: &Path, folder: Option<&str>) -> Result<Self, Error> {
        let folder = folder.map(|folder| folder.trim_end_matches('/').to_owned());
        if let Some(path) = &folder
            && !path.is_empty()
            && !is_plain(path)
        {
            return Err(Error::PathOutside { path: path.clone() });
        }
        let repository = open_git_dir(git_dir).map_err(|error| opening(git_dir, &error))?;
        Ok(Self::new(repository, folder))
    }

    fn new(repository: Repository, folder: Option<String>) -> Self {
        Self {
            repository,
            folder,
            index_file: None,
            objects: Vec::new(),
        }
    }

    /// From now on the store in this folder is meant.
    pub(super) fn set_folder(&mut self, folder: String) {
        self.folder = Some(folder);
    }

    /// A folder below this one's, as a path in the repository.
    pub(super) fn below(&self, name: &str) -> String {
        match (self.folder(), name) {
            ("", name) => name.to_owned(),
            (folder, "") => folder.to_owned(),
            (folder, name) => format!("{folder}/{name}"),
        }
    }

    /// The repository's own folder (`.git`).
    pub(super) fn path(&self) -> &Path {
        self.repository.path()
    }

    /// The store's folder, empty for the top and where each commit is searched for it.
    pub(super) fn folder(&self) -> &str {
        self.folder.as_deref().unwrap_or_default()
    }

    pub(super) fn head_commit(&self) -> Result<Option<CommitId>, Error> {
        let head = self.repository.head().and_then(|head| {
            let commit = head.peel_to_commit()?;
            Ok(Some(commit_id(commit.id())))
        });
        match head {
            Err(error) if error.code() == ErrorCode::UnbornBranch => Ok(None),
            other => other.map_err(|error| self.failed("read the head", &error)),
        }
    }

    /// Whether the files on disk below the store's folder are not those of a commit. Hidden names and what git
    /// ignores do not count.
    pub(super) fn differs_from(&self, commit: CommitId) -> Result<bool, Error> {
        let folder = self.folder.as_deref().unwrap_or_default();
        let differs = || {
            let id = Oid::from_bytes(commit.as_bytes())?;
            let tree = self.repository.find_commit(id)?.tree()?;
            self.repository.index()?.read(false)?; // what was staged since the repository was opened
            let mut options = DiffOptions::new();
            options.include_untracked(true).recurse_untracked_dirs(true);
            options.include_typechange(true).ignore_submodules(true);
            if !folder.is_empty() {
                options.pathspec(folder).disable_pathspec_match(true);
            }
            let diff = self
                .repository
                .diff_tree_to_workdir_with_index(Some(&tree), Some(&mut options))?;
            Ok(diff.deltas().any(|delta| {
                let file = match delta.status() {
                    Delta::Deleted => delta.old_file(),
                    _ => delta.new_file(),
                };
                let path = file.path_bytes().and_then(|path| below(path, folder));
                path.is_some_and(|path| place(path) != Place::Hidden)
            }))
        };
        differs().map_err(|error| self.failed("compare the files with the commit", &error))
    }

    fn failed(&self, action: &'static str, error: &git2::Error) -> Error {
        let (path, source) = (self.path().to_path_buf(), cause(error));
        if error.class() == ErrorClass::Index && error.message().contains("extension") {
            return Error::IndexExtension { path, source };
        }
        Error::Git {
            action,
            path,
            source,
        }
    }
}

/// Opens a repository by its own folder, with no search upwards. (`Repository::open_bare` would not ask whose it is.)
fn open_git_dir(git_dir: &Path) -> Result<Repository, git2::Error> {
    let flags =
        RepositoryOpenFlags::NO_SEARCH | RepositoryOpenFlags::NO_DOTGIT | RepositoryOpenFlags::BARE;
    let ceilings: [&str; 0] = [];
    Repository::open_ext(git_dir, flags, ceilings)
}

/// Why a repository would not open, in words that say what mends it.
fn opening(path: &Path, error: &git2::Error) -> Error {
    let (message, source) = (error.message(), cause(error));
    let path = path.to_path_buf();
    if error.code() == ErrorCode::Owner {
        // The message has the folder in quotes; `safe.directory` wants the one that holds `.git`.
        let named = message.split('\'').nth(1).unwrap_or_default();
        let named = named.strip_suffix("/.git").unwrap_or(named).to_owned();
        Error::OtherOwner { path: named }
    } else if message.contains("extensions.objectformat") || message.contains("object format") {
        Error::Sha256 { path }
    } else if message.contains("extensions.refstorage") {
        Error::Reftable { path }
    } else if message.contains("unsupported extension") {
        Error::Extension { path, source }
    } else {
        Error::Git {
            action: "open the repository",
            path,
            source,
        }
    }
}

fn cause(error: &git2::Error) -> Cause {
    error.message().into()
}

/// An object's id as the id of a commit.
pub(super) fn id_of_commit(id: ObjectId) -> CommitId {
    commit_id(id)
}

/// A commit's id as the id of an object.
pub(super) fn commit_object(id: CommitId) -> ObjectId {
    Oid::from_bytes(id.as_bytes()).expect("both have twenty bytes")
}

fn commit_id(id: Oid) -> CommitId {
    let bytes = id.as_bytes().try_into();
    CommitId::from_bytes(bytes.expect("only SHA-1 repositories are opened"))
}
