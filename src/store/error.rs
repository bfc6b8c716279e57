//! Why the work could not be done: no store, no repository, a disk that says no.
//!
//! Nothing about the records themselves: what is wrong in a record is a finding. Every message stands alone, starts
//! in lower case and says what mends it. Paths are given as they are; whoever prints them escapes them.

use std::error::Error as StdError;
use std::io;
use std::path::{Path, PathBuf};

/// What another library said, without naming that library.
pub type Cause = Box<dyn StdError + Send + Sync>;

/// A failure of the store floor.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The disk would not give a file or folder.
    #[error("cannot read {}", path.display())]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The disk would not take a file or folder.
    #[error("cannot write {}", path.display())]
    Write {
        /// What was to be written.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// No folder from here upwards is a store.
    #[error(
        "no supervision.yaml here or above (looked in {}); {}",
        list(looked),
        elsewhere(nearby)
    )]
    NotFound {
        /// The folders that were searched, nearest first.
        looked: Vec<PathBuf>,
        /// Stores just below the starting folder, which may have been meant.
        nearby: Vec<PathBuf>,
    },
    /// The folder named as a store is none.
    #[error("{} holds no supervision.yaml; name the folder that does, or write one (`supervision schema store` says what stands in it)", dir.display())]
    NotAStore {
        /// The folder.
        dir: PathBuf,
    },
    /// The settings are there, but as a link, a folder or something else that is never opened.
    #[error("{} is not a plain file; links are not followed, so put the file itself there", path.display())]
    SettingsNotAFile {
        /// The settings file.
        path: PathBuf,
    },
    /// A new tree was to go where there is something already.
    #[error("{} is not empty; choose a new or empty folder", dir.display())]
    NotEmpty {
        /// The folder.
        dir: PathBuf,
    },
    /// A file is not as it was when it was read.
    #[error("{} has changed since it was read, and nothing is written; {}", path.display(), kept_in(kept.as_deref(), "run the command again"))]
    ChangedMeanwhile {
        /// The file.
        path: PathBuf,
        /// The folder in which the new texts are kept, if there were any and they could be.
        kept: Option<PathBuf>,
    },
    /// A new file was to stand where something stands already.
    #[error("{} stands already, and nothing is written; {}", path.display(), kept_in(kept.as_deref(), "open the one that is there"))]
    StandsAlready {
        /// The file.
        path: PathBuf,
        /// The folder in which the new texts are kept, if they could be.
        kept: Option<PathBuf>,
    },
    /// The disk would not take what was to be saved, and everything stands as it did before.
    #[error("cannot write {}, and nothing is changed; {}", path.display(), kept_in(kept.as_deref(), "make room or ask for the right to write there, and run the command again"))]
    NotSaved {
        /// The file.
        path: PathBuf,
        /// The folder in which the new texts are kept, if they could be.
        kept: Option<PathBuf>,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The disk failed twice: when files were to be saved, and when they were to be taken back.
    #[error("cannot write {}, nor put back what was written before it; make room or ask for the right to write there: the next command that writes finishes the work or takes it back", path.display())]
    HalfSaved {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// What came from another store is not what it should be.
    #[error(
        "that cannot be taken in: {why}; nothing is changed. Ask the other team to make it again with `supervision transfer send`"
    )]
    BundleRefused {
        /// What is wrong with it.
        why: String,
    },
    /// git, or another program that works like it, holds a lock.
    #[error("{} stands, so another program is writing to this repository; wait until it is done, or, if none is running any more, remove that file, and run the command again", path.display())]
    Locked {
        /// The lock.
        path: PathBuf,
    },
    /// A commit was asked for where no branch is checked out.
    #[error("no branch is checked out in {}; run `git switch main`, or `git switch -c NAME` to make one from here, and try again", path.display())]
    DetachedHead {
        /// The repository.
        path: PathBuf,
    },
    /// A commit was asked for while git is in the middle of something.
    #[error("a {what} is under way in {}; finish it with git (`git status` says how), or end it with `git {what} --{}`, and try again", path.display(), if *what == "bisect" { "reset" } else { "abort" })]
    UnderWay {
        /// What git calls it.
        what: &'static str,
        /// The repository.
        path: PathBuf,
    },
    /// git does not know who commits.
    #[error(
        "git does not know who you are; run `git config --global user.name \"Your Name\"` and `git config --global user.email you@example.org`, and try again"
    )]
    NoAuthor,
    /// git holds two versions of a file.
    #[error("git holds two versions of {path}; resolve it, `git add` it, and try again")]
    Unmerged {
        /// The path in the repository.
        path: String,
    },
    /// Something that was to be committed is no ordinary file.
    #[error("{} is no ordinary file; links are not followed, so put the file itself there", path.display())]
    NotAFile {
        /// What was to be committed.
        path: PathBuf,
    },
    /// Somebody else's commit came first, and changed the same files.
    #[error(
        "somebody else has committed in the meantime and changed {path}; nothing is committed, and your files are as they were: look at `git log -1` and `git status`, and try again"
    )]
    CommittedMeanwhile {
        /// The path in the repository.
        path: String,
    },
    /// The last act cannot be taken back.
    #[error("the last act is not taken back: {why}")]
    NotUndone {
        /// Why not.
        why: String,
    },
    /// A path that would leave the folder, or that names no file in it.
    #[error(
        "`{path}` is not a plain path inside a store; use names joined by `/`, without `..` or a leading `/`"
    )]
    PathOutside {
        /// The path as it was given.
        path: String,
    },
    /// The way from the repository's top to the store is not UTF-8.
    #[error("the path of {} is not UTF-8; rename the folders that lead to the store", dir.display())]
    PathNotUtf8 {
        /// The store's folder.
        dir: PathBuf,
    },
    /// History was asked of a store that has none.
    #[error("{} is not in a git repository, so it has no revisions; run `git init` there and commit", dir.display())]
    NoRepository {
        /// The store's folder.
        dir: PathBuf,
    },
    /// Files on disk or in the index were asked of a bare repository.
    #[error("{} is a bare repository without files of its own; name a revision with --at", git_dir.display())]
    NoWorkTree {
        /// The repository.
        git_dir: PathBuf,
    },
    /// The branch has no commit yet.
    #[error(
        "`{revision}` names no commit yet, because nothing has been committed; make the first commit, or leave out the revision to read the files as they are"
    )]
    NoCommits {
        /// The revision as it was given.
        revision: String,
    },
    /// The revision is not a commit of this repository.
    #[error(
        "`{revision}` names no commit in this repository; `git log --oneline --all` lists those there are"
    )]
    UnknownRevision {
        /// The revision as it was given.
        revision: String,
        /// What git said.
        #[source]
        source: Cause,
    },
    /// The commit or the index has no store where the store is now.
    #[error(
        "there is no supervision.yaml in {} of {at}; name a revision that has the store, or add and commit it",
        folder_name(folder)
    )]
    NoStoreAt {
        /// The revision, or the index.
        at: String,
        /// The folder in the repository, empty for its top.
        folder: String,
    },
    /// A bare repository with several stores, none of them at its top.
    #[error("{at} holds more than one store ({}); name the folder of the one you mean", folders.join(", "))]
    ManyStores {
        /// The revision.
        at: String,
        /// The folders that hold a supervision.yaml.
        folders: Vec<String>,
    },
    /// A commit with more files than any store has, as a hostile one can have at no cost.
    #[error(
        "{at} names more than {most} files and folders, which is more than a store may have; name another revision"
    )]
    TooManyFiles {
        /// The revision.
        at: String,
        /// How many there may be.
        most: usize,
    },
    /// The repository belongs to another account; git refuses it, and so do we.
    #[error(
        "the repository {path} belongs to another account; if you trust it, run `git config --global --add safe.directory {path}`"
    )]
    OtherOwner {
        /// The repository's folder.
        path: String,
    },
    /// The repository names its objects by SHA-256.
    #[error("{} is a SHA-256 repository, which is not supported; to convert it, run `git init --object-format=sha1 NEW` and then `git fast-export --all | git -C NEW fast-import` (commit ids change)", path.display())]
    Sha256 {
        /// Where the repository was met.
        path: PathBuf,
    },
    /// The repository keeps its branches in reftable files.
    #[error("{} is a reftable repository, which is not supported; to convert it, run `git refs migrate --ref-format=files` there", path.display())]
    Reftable {
        /// Where the repository was met.
        path: PathBuf,
    },
    /// The repository needs some other extension of git.
    #[error("{} uses a git extension that is not supported; see `git config --get-regexp '^extensions\\.'`", path.display())]
    Extension {
        /// Where the repository was met.
        path: PathBuf,
        /// What git said.
        #[source]
        source: Cause,
    },
    /// The index is split or sparse.
    #[error("the index of {} is split or sparse, which is not supported; run `git update-index --no-split-index` and `git sparse-checkout reapply --no-sparse-index`", path.display())]
    IndexExtension {
        /// The repository.
        path: PathBuf,
        /// What git said.
        #[source]
        source: Cause,
    },
    /// A repository was to be made where there is one.
    #[error("{} is a git repository already; choose another folder", dir.display())]
    AlreadyRepository {
        /// The folder.
        dir: PathBuf,
    },
    /// git is told to take hooks from a folder that serves other repositories too.
    #[error("git is told by `core.hooksPath` to run hooks from {}, which is not in this repository; run `git config core.hooksPath .git/hooks` at its top to give it hooks of its own, or call `supervision hook pre-commit` and `supervision hook commit-msg \"$1\"` from the hooks that stand there", folder.display())]
    HooksElsewhere {
        /// The folder.
        folder: PathBuf,
    },
    /// Anything else that git could not do.
    #[error("cannot {action} in {}", path.display())]
    Git {
        /// What was being done.
        action: &'static str,
        /// The repository or folder.
        path: PathBuf,
        /// What git said.
        #[source]
        source: Cause,
    },
}

impl Error {
    pub(super) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read {
            path: path.to_path_buf(),
            source,
        }
    }

    pub(super) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write {
            path: path.to_path_buf(),
            source,
        }
    }
}

fn kept_in(kept: Option<&Path>, otherwise: &str) -> String {
    match kept {
        Some(folder) => format!(
            "the new text is kept in {}: take it from there once you have looked at what stands here",
            folder.display()
        ),
        None => otherwise.to_owned(),
    }
}

fn list(paths: &[PathBuf]) -> String {
    let names: Vec<_> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    names.join(", ")
}

fn elsewhere(nearby: &[PathBuf]) -> String {
    if nearby.is_empty() {
        "name one with --store, or see one made by `supervision demo`".to_owned()
    } else {
        format!("there is one below: use --store {}", list(nearby))
    }
}

fn folder_name(folder: &str) -> String {
    if folder.is_empty() {
        "the top folder".to_owned()
    } else {
        format!("the folder {folder}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_without_a_store_says_where_it_looked_and_what_to_do() {
        let looked = vec![PathBuf::from("/a/b"), PathBuf::from("/a")];
        let error = Error::NotFound {
            looked: looked.clone(),
            nearby: Vec::new(),
        };
        let words = error.to_string();
        assert!(words.contains("looked in /a/b, /a)"), "{words}");
        assert!(words.contains("`supervision demo`"), "{words}");
        let nearby = vec![PathBuf::from("/a/b/records")];
        let words = Error::NotFound { looked, nearby }.to_string();
        assert!(words.ends_with("use --store /a/b/records"), "{words}");
    }
}
