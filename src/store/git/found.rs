//! Founding a repository: an empty one, or one with a history that was written down beforehand.
//!
//! Adding to a history that people share is not here: that is saving, with its locks and its care.

use std::io::Write;
use std::path::Path;

use git2::build::{CheckoutBuilder, TreeUpdateBuilder};
use git2::{Buf, ErrorCode, FileMode, ObjectType, Oid, Repository, RepositoryInitOptions};
use git2::{Signature, Time};

use super::{Error, cause, commit_id, is_plain};
use crate::store::{CommitId, write};

/// The branch of a history that is made here.
const BRANCH: &str = "main";

/// New objects go to memory before they go to disk: libgit2's own stores of objects have priorities 1 and 2.
const MEMORY_FIRST: i32 = 1000;

/// One commit to be made: the same plans give the same commit ids on every machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitPlan {
    /// Who wrote and committed it.
    pub author_name: String,
    /// Their address.
    pub author_email: String,
    /// When, in seconds since 1970 began in UTC.
    pub time: i64,
    /// The author's distance from UTC, in minutes east.
    pub offset_minutes: i32,
    /// The commit message.
    pub message: String,
    /// The files that the commit adds or changes: path and whole content. Others stay as they were.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Makes an empty repository in a folder (made too if need be), with `main` as its branch. Nothing is taken from a
/// template, so no hook comes with it.
///
/// # Errors
/// When the folder has a repository of its own already, or the disk says no.
pub fn init_repository(dir: &Path) -> Result<(), Error> {
    init(dir).map(drop)
}

/// Makes a repository with these commits, one after the other, in a folder that is new or empty: branch, index and
/// work tree stand at the last one, and the ids come back in order. No plans give an empty repository.
///
/// # Errors
/// When the folder holds anything, a path would leave it, or the disk says no.
pub fn commit_files(dir: &Path, plans: &[CommitPlan]) -> Result<Vec<CommitId>, Error> {
    write::require_empty(dir)?;
    for (path, _) in plans.iter().flat_map(|plan| &plan.files) {
        if !is_plain(path) {
            let path = path.clone();
            return Err(Error::PathOutside { path });
        }
    }
    let repository = init(dir)?;
    let ids = make_commits(&repository, plans).map_err(|error| Error::Git {
        action: "make the commits",
        path: dir.to_path_buf(),
        source: cause(&error),
    })?;
    Ok(ids.into_iter().map(commit_id).collect())
}

fn init(dir: &Path) -> Result<Repository, Error> {
    let mut options = RepositoryInitOptions::new();
    options
        .initial_head(BRANCH)
        .external_template(false)
        .no_reinit(true);
    Repository::init_opts(dir, &options).map_err(|error| {
        let dir = dir.to_path_buf();
        if error.code() == ErrorCode::Exists {
            return Error::AlreadyRepository { dir };
        }
        Error::Git {
            action: "make a repository",
            path: dir,
            source: cause(&error),
        }
    })
}

/// Builds every commit in memory (only folders that change are built anew), then writes one pack, the branch, the index
/// and the files, each once: a file for every object would take ten times as long.
fn make_commits(repository: &Repository, plans: &[CommitPlan]) -> Result<Vec<Oid>, git2::Error> {
    let odb = repository.odb()?;
    let memory = odb.add_new_mempack_backend(MEMORY_FIRST)?;
    let mut tree = repository.find_tree(repository.treebuilder(None)?.write()?)?;
    let mut ids: Vec<Oid> = Vec::with_capacity(plans.len());
    for plan in plans {
        let mut update = TreeUpdateBuilder::new();
        for (path, bytes) in &plan.files {
            let blob = odb.write(ObjectType::Blob, bytes)?;
            update.upsert(path.as_str(), blob, FileMode::Blob);
        }
        tree = repository.find_tree(update.create_updated(repository, &tree)?)?;
        let time = Time::new(plan.time, plan.offset_minutes);
        let author = Signature::new(&plan.author_name, &plan.author_email, &time)?;
        let parent = ids.last().map(|id| repository.find_commit(*id));
        let parent = parent.transpose()?;
        let parents: Vec<_> = parent.iter().collect();
        ids.push(repository.commit(None, &author, &author, &plan.message, &tree, &parents)?);
    }
    if let Some(last) = ids.last() {
        let mut pack = Buf::new();
        memory.dump(repository, &mut pack)?;
        let mut writer = odb.packwriter()?;
        writer
            .write_all(&pack)
            .map_err(|error| git2::Error::from_str(&error.to_string()))?;
        writer.commit()?;
        let name = format!("refs/heads/{BRANCH}");
        repository.reference(&name, *last, false, "commits from a plan")?;
        // Bytes as they are in the commits: sign-offs are over bytes, whatever line ends this machine likes.
        let mut checkout = CheckoutBuilder::new();
        checkout.force().disable_filters(true);
        repository.checkout_head(Some(&mut checkout))?;
    }
    Ok(ids)
}
