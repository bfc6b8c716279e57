//! A commit or the index → a snapshot of the store's folder, and of nothing beside it.
//!
//! Names are judged as `worktree.rs` judges them on disk, so that the same files give the same snapshot.

use std::path::Path;

use git2::{ErrorCode, IndexEntryExtendedFlag, ObjectType, Odb, Oid, Repository, Tree};
use rayon::prelude::*;

use super::hooks::open_again;
use super::{Error, Git, Place, below, cause, commit_id, place};
use crate::source::SourceFile;
use crate::store::snapshot::{
    DEEPEST_FOLDER, Gathered, LARGEST_FILE, OddKind, Origin, SETTINGS, Snapshot,
};

/// How many files and folders a commit may name. Ten trees, each naming the next ten times over, cost a hostile
/// commit nothing and would keep a walk busy for years.
const MOST_ENTRIES: usize = 8_000_000;

/// Fewer blobs than this are read by one thread.
const BATCH: usize = 512;

/// A file of the store, by the id of its text.
struct Blob {
    path: String,
    id: Oid,
}

/// What a listing gathers before any text is read.
#[derive(Default)]
struct Listing {
    blobs: Vec<Blob>,
    gathered: Gathered,
}

impl Git {
    pub(in crate::store) fn read_commit(&self, revision: &str) -> Result<Snapshot, Error> {
        let object = self.repository.revparse_single(revision);
        let commit = match object.and_then(|object| object.peel_to_commit()) {
            Ok(commit) => commit,
            Err(error) => return Err(self.unknown(revision, &error)),
        };
        let tree = commit.tree();
        let tree = tree.map_err(|error| self.failed("read the commit's files", &error))?;
        let mut walk = Walk {
            repository: &self.repository,
            revision,
            left: MOST_ENTRIES,
        };
        let tree = walk.store_tree(tree, self.folder.as_deref())?;
        let mut listing = Listing::default();
        walk.list(&tree, "", 0, &mut listing)?;
        let id = commit_id(commit.id());
        let gathered = self.read_blobs(listing)?;
        Ok(Snapshot::new(Origin::Commit { id }, gathered))
    }

    pub(in crate::store) fn read_index(&self) -> Result<Snapshot, Error> {
        let index = self.index();
        let index = index.map_err(|error| self.failed("read the index", &error))?;
        let folder = self.folder.as_deref().unwrap_or_default();
        let mut listing = Listing::default();
        let mut has_settings = false;
        for entry in index.iter() {
            let Some(path) = below(&entry.path, folder) else {
                continue;
            };
            if entry.flags_extended & IndexEntryExtendedFlag::INTENT_TO_ADD.bits() != 0 {
                continue; // announced with `git add -N`, but not staged
            }
            match place(path) {
                Place::Hidden => {}
                Place::Odd(path, kind) => listing.gathered.note_odd(path, kind),
                Place::Plain(path) => {
                    has_settings |= path == SETTINGS;
                    let stage = (entry.flags >> 12) & 3;
                    if stage == 0 {
                        listing.push(path.to_owned(), entry.mode, entry.id);
                    } else {
                        listing.gathered.note_odd(path, OddKind::Conflicted);
                    }
                }
            }
        }
        if !has_settings {
            return Err(Error::NoStoreAt {
                at: "the index".to_owned(),
                folder: folder.to_owned(),
            });
        }
        Ok(Snapshot::new(Origin::Index, self.read_blobs(listing)?))
    }

    /// The folders of the index that hold settings, outermost first, not looking for others inside them.
    pub(in crate::store) fn stores_in_index(&self) -> Result<Vec<String>, Error> {
        let index = self.index();
        let index = index.map_err(|error| self.failed("read the index", &error))?;
        let mut folders: Vec<String> = Vec::new();
        for entry in index.iter() {
            let Place::Plain(path) = place(&entry.path) else {
                continue;
            };
            let folder = match path.strip_suffix(SETTINGS) {
                Some("") => "",
                Some(folder) => match folder.strip_suffix('/') {
                    Some(folder) => folder,
                    None => continue,
                },
                None => continue,
            };
            folders.push(folder.to_owned());
        }
        folders.sort();
        folders.dedup();
        let all = folders.clone();
        let is_inside = |folder: &String| {
            all.iter().any(|outer| {
                outer != folder && (outer.is_empty() || folder.starts_with(&format!("{outer}/")))
            })
        };
        folders.retain(|folder| !is_inside(folder));
        Ok(folders)
    }

    /// The folders of a commit that hold settings, not looking for others inside them.
    pub(in crate::store) fn stores_at(&self, revision: &str) -> Result<Vec<String>, Error> {
        let object = self.repository.revparse_single(revision);
        let commit = object.and_then(|object| object.peel_to_commit());
        let commit = commit.map_err(|error| self.unknown(revision, &error))?;
        let tree = commit.tree();
        let tree = tree.map_err(|error| self.failed("read the commit's files", &error))?;
        if is_store(&tree) {
            return Ok(vec![String::new()]);
        }
        let mut walk = Walk {
            repository: &self.repository,
            revision,
            left: MOST_ENTRIES,
        };
        let mut folders = Vec::new();
        walk.find_stores(&tree, "", 0, &mut folders)?;
        Ok(folders)
    }

    pub(super) fn unknown(&self, revision: &str, error: &git2::Error) -> Error {
        let unborn = error.code() == ErrorCode::UnbornBranch
            || (revision.starts_with("HEAD") && matches!(self.head_commit(), Ok(None)));
        let revision = revision.to_owned();
        if unborn {
            Error::NoCommits { revision }
        } else {
            let source = cause(error);
            Error::UnknownRevision { revision, source }
        }
    }

    /// Reads the texts, in parallel where there are many; a repository's handle serves one thread, so each batch opens
    /// its own.
    fn read_blobs(&self, listing: Listing) -> Result<Gathered, Error> {
        let Listing { blobs, gathered } = listing;
        let size = blobs.len().div_ceil(4 * rayon::current_num_threads());
        let batches: Result<Vec<_>, git2::Error> = if blobs.len() <= BATCH {
            self.repository
                .odb()
                .map(|odb| vec![read_batch(&odb, &blobs)])
        } else {
            let (git_dir, objects) = (self.path(), &self.objects);
            blobs
                .par_chunks(size.max(BATCH))
                .map(|batch| Ok(read_batch(&open_again(git_dir, objects)?.odb()?, batch)))
                .collect()
        };
        let batches = batches.map_err(|error| self.failed("read the files", &error))?;
        Ok(batches.into_iter().fold(gathered, Gathered::append))
    }
}

/// A walk through the trees of one commit.
struct Walk<'a> {
    repository: &'a Repository,
    revision: &'a str,
    /// How many more entries may be met.
    left: usize,
}

impl<'a> Walk<'a> {
    /// The tree of the store's folder.
    fn store_tree(&mut self, top: Tree<'a>, folder: Option<&str>) -> Result<Tree<'a>, Error> {
        let revision = self.revision;
        let missing = |folder: &str| Error::NoStoreAt {
            at: revision.to_owned(),
            folder: folder.to_owned(),
        };
        let folder = match folder {
            Some(folder) => folder.to_owned(),
            None if is_store(&top) => String::new(),
            None => {
                let mut folders = Vec::new();
                self.find_stores(&top, "", 0, &mut folders)?;
                let at = self.revision.to_owned();
                match folders.len() {
                    0 => return Err(missing("")),
                    1 => folders.remove(0),
                    _ => return Err(Error::ManyStores { at, folders }),
                }
            }
        };
        let tree = if folder.is_empty() {
            top
        } else {
            top.get_path(Path::new(&folder))
                .and_then(|entry| self.repository.find_tree(entry.id()))
                .map_err(|_| missing(&folder))?
        };
        if is_store(&tree) {
            Ok(tree)
        } else {
            Err(missing(&folder))
        }
    }

    /// The folders that have settings, not looking for others inside them.
    fn find_stores(
        &mut self,
        tree: &Tree<'_>,
        at: &str,
        depth: usize,
        found: &mut Vec<String>,
    ) -> Result<(), Error> {
        for entry in tree.iter() {
            self.count()?;
            let name = entry.name().unwrap_or(".");
            if name.starts_with('.') || entry.kind() != Some(ObjectType::Tree) {
                continue;
            }
            let path = format!("{at}{name}");
            match self.repository.find_tree(entry.id()) {
                Ok(below) if is_store(&below) => found.push(path),
                Ok(below) if depth < DEEPEST_FOLDER => {
                    self.find_stores(&below, &(path + "/"), depth + 1, found)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Lists what is in a tree; `at` is its path in the store, empty or ending with `/`.
    fn list(
        &mut self,
        tree: &Tree<'_>,
        at: &str,
        depth: usize,
        listing: &mut Listing,
    ) -> Result<(), Error> {
        for entry in tree.iter() {
            self.count()?;
            let name = entry.name_bytes();
            if name.starts_with(b".") {
                continue;
            }
            let path = format!("{at}{}", String::from_utf8_lossy(name));
            if name.contains(&b'/') || std::str::from_utf8(name).is_err() {
                listing.gathered.note_odd(path, OddKind::Name);
            } else if entry.kind() != Some(ObjectType::Tree) {
                listing.push(path, entry.filemode_raw().cast_unsigned(), entry.id());
            } else if depth == DEEPEST_FOLDER {
                listing.gathered.note_odd(path, OddKind::TooDeep);
            } else {
                match self.repository.find_tree(entry.id()) {
                    Ok(below) => self.list(&below, &(path + "/"), depth + 1, listing)?,
                    Err(error) => {
                        let reason = error.message().to_owned();
                        let kind = OddKind::UnreadableFolder { reason };
                        listing.gathered.note_odd(path, kind);
                    }
                }
            }
        }
        Ok(())
    }

    fn count(&mut self) -> Result<(), Error> {
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            let at = self.revision.to_owned();
            let most = MOST_ENTRIES;
            Error::TooManyFiles { at, most }
        })?;
        Ok(())
    }
}

impl Listing {
    /// Takes what is no folder, by its mode.
    fn push(&mut self, path: String, mode: u32, id: Oid) {
        match mode & 0o170_000 {
            0o100_000 => self.blobs.push(Blob { path, id }),
            0o120_000 => self.gathered.note_odd(path, OddKind::Symlink),
            0o160_000 => self.gathered.note_odd(path, OddKind::Repository),
            _ => self.gathered.note_odd(path, OddKind::Special),
        }
    }
}

fn is_store(tree: &Tree<'_>) -> bool {
    tree.get_name(SETTINGS)
        .is_some_and(|entry| entry.kind() == Some(ObjectType::Blob))
}

fn read_batch(odb: &Odb<'_>, blobs: &[Blob]) -> Gathered {
    let mut gathered = Gathered::default();
    gathered.files.reserve(blobs.len());
    for Blob { path, id } in blobs {
        match read_blob(odb, path, *id) {
            Ok(file) => gathered.files.push(file),
            Err(error) => {
                let reason = error.message().to_owned();
                gathered.note_odd(path, OddKind::UnreadableFile { reason });
            }
        }
    }
    gathered
}

/// Reads one text, after asking how long it is.
fn read_blob(odb: &Odb<'_>, path: &str, id: Oid) -> Result<SourceFile, git2::Error> {
    let (length, kind) = odb.read_header(id)?;
    if kind != ObjectType::Blob {
        let message = format!("the object {id} is not a file's");
        return Err(git2::Error::from_str(&message));
    }
    if length as u64 > LARGEST_FILE {
        return Ok(SourceFile::too_large(path));
    }
    let object = odb.read(id)?;
    Ok(SourceFile::from_bytes(path, object.data().to_vec()))
}
