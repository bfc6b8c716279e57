//! A commit in its parts: what it takes in, the objects, the entries of the index.
//!
//! Each part is one function; in which order they come, under which lock and with which note is `store/save/commit.rs`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use git2::build::TreeUpdateBuilder;
use git2::{DiffOptions, ErrorCode, FileMode, Index, IndexEntry, IndexTime, ObjectType, Oid, Tree};

use super::{Error, Git, cause};
use crate::store::save::Stat;

/// The id of a commit, a folder or a file.
pub(in crate::store) type ObjectId = Oid;

/// A file of the work tree as it would be committed.
pub(in crate::store) struct Stored {
    pub(in crate::store) blob: Oid,
    pub(in crate::store) mode: u32,
    pub(in crate::store) stat: Stat,
}

/// What a commit does to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The path in the repository.
    pub path: String,
    /// The text before; none for a new file.
    pub was: Option<Vec<u8>>,
    /// The text from now on; none for a file that is taken away.
    pub now: Option<Vec<u8>>,
}

/// A file in the index as a commit leaves it; no blob where it is taken away.
pub(in crate::store) struct Entry {
    pub(in crate::store) path: String,
    pub(in crate::store) blob: Option<Oid>,
    pub(in crate::store) mode: u32,
    pub(in crate::store) stat: Stat,
}

/// The skip-worktree flag: a file that a sparse checkout leaves out is not on disk, and not taken away.
const SKIPPED: u16 = 1 << 14;

impl Git {
    /// The top of the work tree.
    pub(in crate::store) fn top(&self) -> Option<&Path> {
        self.repository.workdir()
    }

    /// The folder that all work trees of the repository have in common.
    pub(in crate::store) fn common(&self) -> &Path {
        self.repository.commondir()
    }

    /// Whether git knows who commits here.
    pub(in crate::store) fn knows_author(&self) -> Result<(), Error> {
        match self.repository.signature() {
            Ok(_) => Ok(()),
            Err(error) if error.code() == ErrorCode::NotFound => Err(Error::NoAuthor),
            Err(error) => Err(self.failed("read who commits", &error)),
        }
    }

    fn tree_of(&self, commit: Option<Oid>) -> Result<Option<Tree<'_>>, git2::Error> {
        let commit = commit
            .map(|id| self.repository.find_commit(id))
            .transpose()?;
        commit.map(|commit| commit.tree()).transpose()
    }

    /// The tree of what is staged.
    pub(in crate::store) fn staged_tree(&self) -> Result<Oid, Error> {
        let tree = || {
            let mut index = self.repository.index()?;
            index.read(true)?;
            if index.has_conflicts() {
                let conflict = index.conflicts()?.next().transpose()?;
                let entry = conflict.and_then(|it| it.our.or(it.their).or(it.ancestor));
                let path = entry.map(|entry| String::from_utf8_lossy(&entry.path).into_owned());
                return Ok(Err(path.unwrap_or_default()));
            }
            // The index in memory: the one on disk is not written.
            index.write_tree_to(&self.repository).map(Ok)
        };
        let tree: Result<Result<Oid, String>, git2::Error> = tree();
        tree.map_err(|error| self.failed("read what is staged", &error))?
            .map_err(|path| Error::Unmerged { path })
    }

    /// The tree of a commit with these files in place of its own.
    pub(in crate::store) fn tree_with(
        &self,
        commit: Option<Oid>,
        files: &[Entry],
    ) -> Result<Oid, Error> {
        let tree = || {
            let base = match self.tree_of(commit)? {
                Some(tree) => tree,
                None => {
                    let empty = self.repository.treebuilder(None)?.write()?;
                    self.repository.find_tree(empty)?
                }
            };
            let mut update = TreeUpdateBuilder::new();
            for file in files {
                match file.blob {
                    None => update.remove(file.path.as_str()),
                    Some(blob) => {
                        let mode = match file.mode {
                            0o100_755 => FileMode::BlobExecutable,
                            _ => FileMode::Blob,
                        };
                        update.upsert(file.path.as_str(), blob, mode)
                    }
                };
            }
            update.create_updated(&self.repository, &base)
        };
        tree().map_err(|error| self.failed("make the folders of the commit", &error))
    }

    /// The files below these paths that differ between a commit and the disk, in order. What git ignores and does not
    /// hold yet is none of them.
    pub(in crate::store) fn differing(
        &self,
        commit: Option<Oid>,
        paths: &[String],
    ) -> Result<Vec<String>, Error> {
        let differing = || {
            let tree = self.tree_of(commit)?;
            let mut options = DiffOptions::new();
            options.include_untracked(true).recurse_untracked_dirs(true);
            options.include_typechange(true).ignore_submodules(true);
            options.disable_pathspec_match(true);
            for path in paths.iter().filter(|path| !path.is_empty()) {
                options.pathspec(path);
            }
            let diff = self
                .repository
                .diff_tree_to_workdir(tree.as_ref(), Some(&mut options))?;
            let mut found = Vec::new();
            for delta in diff.deltas() {
                let file = match delta.status() {
                    git2::Delta::Deleted => delta.old_file(),
                    _ => delta.new_file(),
                };
                let path = file.path_bytes().unwrap_or_default();
                found.push(String::from_utf8_lossy(path).into_owned());
            }
            found.sort();
            found.dedup();
            Ok(found)
        };
        differing()
            .map_err(|error: git2::Error| self.failed("compare the files with the commit", &error))
    }

    /// Whether a commit holds something at a path.
    pub(in crate::store) fn commit_holds(&self, commit: Option<Oid>, path: &str) -> bool {
        let tree = self.tree_of(commit).ok().flatten();
        tree.is_some_and(|tree| tree.get_path(Path::new(path)).is_ok())
    }

    /// The text of a file in a commit.
    pub(in crate::store) fn text_in(
        &self,
        commit: Option<Oid>,
        path: &str,
    ) -> Result<Option<Vec<u8>>, Error> {
        let text = || {
            let Some(tree) = self.tree_of(commit)? else {
                return Ok(None);
            };
            let entry = match tree.get_path(Path::new(path)) {
                Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
                entry => entry?,
            };
            match entry.kind() {
                Some(ObjectType::Blob) => self.text(entry.id()).map(Some),
                _ => Ok(None),
            }
        };
        text().map_err(|error| self.failed("read a file of the commit", &error))
    }

    fn text(&self, blob: Oid) -> Result<Vec<u8>, git2::Error> {
        Ok(self.repository.find_blob(blob)?.content().to_vec())
    }

    /// The entry that the index has for a path: its blob and mode. A conflict has none that could be meant.
    pub(in crate::store) fn entry(&self, path: &str) -> Result<Option<(Oid, u32, bool)>, Error> {
        let entry = || {
            let mut index = self.repository.index()?;
            index.read(false)?;
            if (1..=3).any(|stage| index.get_path(Path::new(path), stage).is_some()) {
                return Ok(Err(()));
            }
            Ok(Ok(index.get_path(Path::new(path), 0).map(|entry| {
                let skipped = entry.flags_extended & SKIPPED != 0;
                (entry.id, entry.mode, skipped)
            })))
        };
        let entry: Result<_, git2::Error> = entry();
        let entry = entry.map_err(|error| self.failed("read the index", &error))?;
        let path = path.to_owned();
        entry.map_err(|()| Error::Unmerged { path })
    }

    /// Stores a file of the work tree as git itself would: line ends as `.gitattributes` has them.
    pub(in crate::store) fn store_file(
        &self,
        path: &str,
        stat: impl Fn(&Path) -> Option<Stat>,
    ) -> Result<Stored, Error> {
        let failed = |error| self.failed("store a file", &error);
        let disk = self.top().unwrap_or(self.path()).join(path);
        let not_a_file = || Error::NotAFile { path: disk.clone() };
        for _ in 0..10 {
            let before = stat(&disk).ok_or_else(not_a_file)?;
            let blob = self.repository.blob_path(&disk);
            if stat(&disk) != Some(before) {
                continue; // written to while it was read
            }
            let modes = self.repository.config();
            let modes = modes.and_then(|config| config.get_bool("core.filemode"));
            let mode = match (modes.unwrap_or(cfg!(unix)), self.entry(path)?) {
                (false, Some((_, mode, _))) => mode,
                (true, _) if before.executable => 0o100_755,
                _ => 0o100_644,
            };
            return Ok(Stored {
                blob: blob.map_err(failed)?,
                mode,
                stat: before,
            });
        }
        Err(Error::ChangedMeanwhile {
            path: disk,
            kept: None,
        })
    }

    /// What a tree does to the files of a commit, in order of path.
    pub(in crate::store) fn changes(
        &self,
        commit: Option<Oid>,
        tree: Oid,
    ) -> Result<Vec<Change>, Error> {
        let changes = || {
            let old = self.tree_of(commit)?;
            let new = self.repository.find_tree(tree)?;
            let diff = self
                .repository
                .diff_tree_to_tree(old.as_ref(), Some(&new), None)?;
            let mut changes = Vec::new();
            for delta in diff.deltas() {
                let text = |file: git2::DiffFile<'_>| match file.mode() {
                    FileMode::Blob | FileMode::BlobExecutable | FileMode::BlobGroupWritable => {
                        self.text(file.id()).map(Some)
                    }
                    _ => Ok(None),
                };
                let path = delta.new_file().path_bytes();
                let path = path.or(delta.old_file().path_bytes()).unwrap_or_default();
                changes.push(Change {
                    path: String::from_utf8_lossy(path).into_owned(),
                    was: text(delta.old_file())?,
                    now: text(delta.new_file())?,
                });
            }
            Ok(changes)
        };
        changes().map_err(|error: git2::Error| self.failed("compare the commits", &error))
    }

    /// The paths in which two commits differ.
    pub(in crate::store) fn changed_between(
        &self,
        one: Option<Oid>,
        other: Oid,
    ) -> Result<Vec<String>, Error> {
        let tree = self.tree_of(Some(other));
        let tree = tree.map_err(|error| self.failed("read the commit", &error))?;
        let tree = tree.map_or(Oid::ZERO_SHA1, |tree| tree.id());
        let changes = self.changes(one, tree)?;
        Ok(changes.into_iter().map(|change| change.path).collect())
    }

    /// Makes a commit that is on no branch yet, by whoever git's configuration names. It stands on the first commit, and brings
    /// in the history of the other.
    pub(in crate::store) fn write_commit(
        &self,
        (parent, joined): (Option<Oid>, Option<Oid>),
        tree: Oid,
        message: &str,
    ) -> Result<Oid, Error> {
        self.knows_author()?;
        let commit = || {
            let author = self.repository.signature()?;
            let tree = self.repository.find_tree(tree)?;
            let parents = parent.into_iter().chain(joined);
            let parents = parents.map(|id| self.repository.find_commit(id));
            let parents = parents.collect::<Result<Vec<_>, _>>()?;
            let parents: Vec<_> = parents.iter().collect();
            self.repository
                .commit(None, &author, &author, message, &tree, &parents)
        };
        commit().map_err(|error| self.failed("make the commit", &error))
    }

    /// The files on disk in which git keeps a commit that is still loose: its folders and itself, and these blobs.
    pub(in crate::store) fn loose_files(&self, commit: Oid, changes: &[Entry]) -> Vec<PathBuf> {
        let mut ids: Vec<Oid> = changes.iter().filter_map(|entry| entry.blob).collect();
        if let Ok(Some(tree)) = self.tree_of(Some(commit)) {
            ids.push(tree.id());
            for entry in changes {
                let folders = Path::new(&entry.path).ancestors().skip(1);
                let folders = folders.filter(|folder| !folder.as_os_str().is_empty());
                ids.extend(folders.filter_map(|folder| Some(tree.get_path(folder).ok()?.id())));
            }
        }
        ids.push(commit);
        ids.sort();
        ids.dedup();
        let objects = self.common().join("objects");
        let file = |id: Oid| {
            let id = id.to_string();
            objects.join(&id[..2]).join(&id[2..])
        };
        ids.into_iter().map(file).collect()
    }

    /// The index's file.
    pub(in crate::store) fn index_path(&self) -> PathBuf {
        self.path().join("index")
    }

    /// Gives these entries to a copy of the index, which was written at this second.
    ///
    /// An entry that is no older than the index may be of a file that was changed in the same second. git sees that by the
    /// index's own time, which is about to be another; so the entry of a file that was changed loses its size, as git itself
    /// does it, and git reads the file again.
    pub(in crate::store) fn set_entries(
        &self,
        index: &Path,
        written: i32,
        entries: &[Entry],
    ) -> Result<(), Error> {
        let set = || {
            let mut index = Index::open(index)?;
            for mut entry in self.overtaken(&index, written)? {
                entry.file_size = 0;
                index.add(&entry)?;
            }
            for entry in entries {
                match entry.blob {
                    None => match index.remove(Path::new(&entry.path), 0) {
                        Err(error) if error.code() == ErrorCode::NotFound => {}
                        removed => removed?,
                    },
                    Some(id) => index.add(&index_entry(entry, id))?,
                }
            }
            index.write()
        };
        set().map_err(|error| self.failed("write the index", &error))
    }
}

impl Git {
    /// The entries no older than the index whose files have other words by now.
    fn overtaken(&self, index: &Index, written: i32) -> Result<Vec<IndexEntry>, git2::Error> {
        let is_young = |entry: &IndexEntry| {
            let has_one_version = (entry.flags >> 12) & 3 == 0;
            has_one_version && entry.mtime.seconds() >= written
        };
        let young: Vec<IndexEntry> = index.iter().filter(is_young).collect();
        if young.is_empty() {
            return Ok(young);
        }
        let mut options = DiffOptions::new();
        options.disable_pathspec_match(true).ignore_submodules(true);
        for entry in &young {
            options.pathspec(&entry.path[..]);
        }
        let mut own = self.repository.index()?;
        own.read(false)?;
        let diff = self
            .repository
            .diff_index_to_workdir(Some(&own), Some(&mut options))?;
        let changed: BTreeSet<&[u8]> = diff
            .deltas()
            .filter_map(|delta| delta.new_file().path_bytes())
            .collect();
        Ok(young
            .into_iter()
            .filter(|entry| changed.contains(&entry.path[..]))
            .collect())
    }
}

fn index_entry(entry: &Entry, id: Oid) -> IndexEntry {
    let time = |(seconds, nanoseconds)| IndexTime::new(seconds, nanoseconds);
    IndexEntry {
        ctime: time(entry.stat.ctime),
        mtime: time(entry.stat.mtime),
        dev: entry.stat.dev,
        ino: entry.stat.ino,
        mode: entry.mode,
        uid: entry.stat.uid,
        gid: entry.stat.gid,
        file_size: entry.stat.size,
        id,
        flags: 0,
        flags_extended: 0,
        path: entry.path.clone().into_bytes(),
    }
}

/// An id of git's, from its digits.
pub(in crate::store) fn id(digits: &str) -> Result<Oid, Error> {
    Oid::from_str(digits).map_err(|error| Error::Git {
        action: "read the note of an unfinished commit",
        path: PathBuf::from(digits),
        source: cause(&error),
    })
}
