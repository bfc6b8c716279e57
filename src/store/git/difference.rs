//! Two points of a repository compared by git: it enters only what differs.

use std::path::Path;

use git2::{Delta, Diff, DiffDelta, DiffFindOptions, DiffOptions, Oid, Tree};

use super::differing::differing;
use super::{Error, Git, Place, below, cause, place};
use crate::source::SourceFile;
use crate::store::difference::FileChange;
use crate::store::snapshot::LARGEST_FILE;
use crate::store::{At, worktree};

impl Git {
    pub(in crate::store) fn compared(
        &self,
        was: &At,
        is: &At,
        dir: Option<&Path>,
    ) -> Result<Vec<FileChange>, Error> {
        let folder = self.folder().to_owned();
        let failed = |error: &git2::Error| self.failed("compare", error);
        let mut diff = self.difference(was, is, &folder)?;
        let mut find = DiffFindOptions::new();
        find.renames(true).for_untracked(true);
        diff.find_similar(Some(&mut find))
            .map_err(|error| failed(&error))?;
        let mut found = Vec::new();
        for delta in diff.deltas() {
            found.extend(
                self.change(&delta, &folder, dir, is)
                    .map_err(|error| failed(&error))?,
            );
        }
        found.sort_by(|one, other| one.path().cmp(other.path()));
        Ok(found)
    }

    fn difference(&self, was: &At, is: &At, folder: &str) -> Result<Diff<'_>, Error> {
        if let (At::Commit(was), At::Commit(is)) = (was, is) {
            let (was, is) = (self.tree(was)?, self.tree(is)?);
            let compare = || self.between(Some(&was), Some(&is), &[folder.to_owned()]);
            return compare().map_err(|error| self.failed("compare", &error));
        }
        let repository = &self.repository;
        let mut options = DiffOptions::new();
        options.include_typechange(true).ignore_submodules(true);
        options.include_untracked(true).recurse_untracked_dirs(true);
        if !folder.is_empty() {
            options.pathspec(folder).disable_pathspec_match(true);
        }
        let options = Some(&mut options);
        let was = match was {
            At::Commit(revision) => Some(self.tree(revision)?),
            At::Index | At::WorkTree => None,
        };
        let was = was.as_ref();
        let index = || {
            let index = self.index();
            index.map_err(|error| self.failed("read the index", &error))
        };
        let diff = match is {
            At::WorkTree if was.is_some() => {
                index()?;
                repository.diff_tree_to_workdir_with_index(was, options)
            }
            At::WorkTree => repository.diff_index_to_workdir(Some(&index()?), options),
            At::Index | At::Commit(_) => {
                repository.diff_tree_to_index(was, Some(&index()?), options)
            }
        };
        diff.map_err(|error| self.failed("compare", &error))
    }

    /// Two folders of a history compared, at and below some paths. Only what differs is read.
    pub(super) fn between(
        &self,
        was: Option<&Tree<'_>>,
        is: Option<&Tree<'_>>,
        wanted: &[String],
    ) -> Result<Diff<'_>, git2::Error> {
        let differing = differing(&self.repository, was, is, wanted)?;
        let mut options = DiffOptions::new();
        options.include_typechange(true).ignore_submodules(true);
        options.disable_pathspec_match(true);
        if differing.is_empty() {
            return self
                .repository
                .diff_tree_to_tree(None, None, Some(&mut options));
        }
        for path in differing {
            options.pathspec(path);
        }
        self.repository
            .diff_tree_to_tree(was, is, Some(&mut options))
    }

    fn tree(&self, revision: &str) -> Result<Tree<'_>, Error> {
        let commit = self.repository.revparse_single(revision);
        let commit = commit.and_then(|object| object.peel_to_commit());
        let commit = commit.map_err(|error| self.unknown(revision, &error))?;
        commit
            .tree()
            .map_err(|error| self.failed("read the commit's files", &error))
    }

    pub(super) fn change(
        &self,
        delta: &DiffDelta<'_>,
        folder: &str,
        dir: Option<&Path>,
        is: &At,
    ) -> Result<Option<FileChange>, git2::Error> {
        let side = |file: &git2::DiffFile<'_>, is_there: bool, on_disk: bool| {
            let path = file.path_bytes().and_then(|path| below(path, folder));
            let Some(Place::Plain(path)) = path.map(place).filter(|_| is_there) else {
                return Ok(None);
            };
            if on_disk && let Some(dir) = dir {
                let text = worktree::read_source(dir, path);
                return Ok(text);
            }
            self.source(path, file.id())
        };
        let gone = delta.status() == Delta::Deleted;
        let new = matches!(delta.status(), Delta::Added | Delta::Untracked);
        let change = FileChange {
            was: side(&delta.old_file(), !new, false)?,
            is: side(&delta.new_file(), !gone, *is == At::WorkTree)?,
        };
        let is_same = match (&change.was, &change.is) {
            (Some(was), Some(is)) => was.path() == is.path() && was.text() == is.text(),
            (None, None) => true,
            _ => false,
        };
        Ok((!is_same).then_some(change))
    }

    fn source(&self, path: &str, id: Oid) -> Result<Option<SourceFile>, git2::Error> {
        let blob = self.repository.find_blob(id)?;
        Ok(Some(match blob.size() as u64 > LARGEST_FILE {
            true => SourceFile::too_large(path),
            false => SourceFile::from_bytes(path, blob.content().to_vec()),
        }))
    }

    pub(in crate::store) fn fork(&self, one: &str, other: &str) -> Result<String, Error> {
        let id = |revision: &str| {
            let commit = self.repository.revparse_single(revision);
            let commit = commit.and_then(|object| object.peel_to_commit());
            commit.map_err(|error| self.unknown(revision, &error))
        };
        let (one, other) = (id(one)?.id(), id(other)?.id());
        let base = self.repository.merge_base(one, other);
        base.map(|id| id.to_string()).map_err(|error| Error::Git {
            action: "find a commit that both have in common",
            path: self.path().to_path_buf(),
            source: cause(&error),
        })
    }
}
