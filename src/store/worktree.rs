//! Reading the disk: one listing of every folder, every file read once, folders and files in parallel.
//!
//! No git here and no writing. Names that start with a dot are passed over (`.git` among them), and links are never
//! followed. A regular file with several hard links is read like any other: its text stands in the store under that
//! name, git would commit it just so, and the number of its names says nothing about who may read it.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read")]

use std::ffi::OsString;
use std::fs::{self, File, FileType};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::Error;
use super::snapshot::{DEEPEST_FOLDER, Gathered, LARGEST_FILE, OddKind, Origin, Snapshot};
use crate::source::SourceFile;

/// Reads the folder of a store and everything below it.
pub(super) fn read_work_tree(dir: &Path) -> Result<Snapshot, Error> {
    let listing = Listing::read(dir).map_err(|source| Error::read(dir, source))?;
    let gathered = listing.gather(&Folder {
        disk: dir.to_path_buf(),
        path: String::new(),
        depth: 0,
    });
    Ok(Snapshot::new(Origin::WorkTree, gathered))
}

/// Reads one text that somebody names, in a store or not; it is no longer than a record may be.
///
/// # Errors
/// When the disk says no, it is too long, or it is no text.
pub fn read_text(path: &Path) -> Result<String, Error> {
    let failed = |source| Error::read(path, source);
    let size = fs::metadata(path).map_err(failed)?.len();
    if size > LARGEST_FILE {
        let says = format!("it is longer than the {LARGEST_FILE} bytes that a record may have");
        return Err(failed(std::io::Error::new(ErrorKind::InvalidData, says)));
    }
    fs::read_to_string(path).map_err(failed)
}

/// Reads one file that somebody names and that is no record, if it is no longer than so many bytes.
///
/// # Errors
/// When the disk says no, it is no file, or it is too long.
pub fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, Error> {
    let failed = |source| Error::read(path, source);
    let refused = |says: String| failed(std::io::Error::new(ErrorKind::InvalidData, says));
    let file = File::open(path).map_err(failed)?;
    if !file.metadata().map_err(failed)?.is_file() {
        return Err(refused("it is no file".to_owned()));
    }
    let mut bytes = Vec::new();
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    match u64::try_from(bytes.len()) {
        Ok(length) if length <= most => Ok(bytes),
        _ => Err(refused(format!("it is longer than {most} bytes"))),
    }
}

/// What stands at a path, itself: a link is a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Nothing,
    File,
    Other,
}

pub(super) fn standing(path: &Path) -> Result<Standing, Error> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(Standing::File),
        Ok(_) => Ok(Standing::Other),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(Standing::Nothing)
        }
        Err(error) => Err(Error::read(path, error)),
    }
}

/// The path without links in it: asked once of a store's folder, never of a file.
pub(super) fn real_path(path: &Path) -> Result<PathBuf, Error> {
    fs::canonicalize(path).map_err(|source| Error::read(path, source))
}

/// The path without links in it, or as it was given where there is nothing yet.
pub(super) fn real_or_as_given(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// The text of one file that is no record; none where it is no text, or larger than a record may be.
pub(super) fn read_if_text(path: &Path) -> Result<Option<String>, Error> {
    match read_file(path).map_err(|source| Error::read(path, source))? {
        Contents::Bytes(bytes) => Ok(String::from_utf8(bytes).ok()),
        Contents::TooLarge | Contents::NotAFile => Ok(None),
    }
}

/// One file of a store, by its path in it; none where it is no plain file, or has gone.
pub(super) fn read_source(dir: &Path, path: &str) -> Option<SourceFile> {
    match read_file(&dir.join(path)).ok()? {
        Contents::Bytes(bytes) => Some(SourceFile::from_bytes(path, bytes)),
        Contents::TooLarge => Some(SourceFile::too_large(path)),
        Contents::NotAFile => None,
    }
}

/// The folders just below one that hold a file of this name, to suggest them.
pub(super) fn folders_with(dir: &Path, name: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(dir) else {
        return Vec::new();
    };
    let mut found: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| matches!(standing(&path.join(name)), Ok(Standing::File)))
        .collect();
    found.sort();
    found
}

/// One folder: where it is on disk, and its path in the store, which is empty or ends with `/`.
struct Folder {
    disk: PathBuf,
    path: String,
    depth: usize,
}

/// The names in one folder, in the order in which their paths sort.
struct Listing {
    entries: Vec<(OsString, FileType)>,
    is_repository: bool,
}

impl Listing {
    fn read(dir: &Path) -> io::Result<Self> {
        let mut listing = Self {
            entries: Vec::new(),
            is_repository: false,
        };
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(b".") {
                listing.is_repository |= name == ".git";
                continue;
            }
            match entry.file_type() {
                Ok(kind) => listing.entries.push((name, kind)),
                Err(error) if error.kind() == ErrorKind::NotFound => {} // gone since it was listed
                Err(error) => return Err(error),
            }
        }
        // As if the name of a folder ended with `/`, which is how the paths below it go on (and how git sorts a tree).
        listing
            .entries
            .sort_unstable_by(|one, other| sort_key(one).cmp(sort_key(other)));
        Ok(listing)
    }

    fn gather(self, folder: &Folder) -> Gathered {
        self.entries
            .into_par_iter()
            .fold(Gathered::default, |gathered, (name, kind)| {
                visit(folder, &name, kind, gathered)
            })
            .reduce(Gathered::default, Gathered::append)
    }
}

fn sort_key((name, kind): &(OsString, FileType)) -> impl Iterator<Item = &u8> {
    let end: &[u8] = if kind.is_dir() { b"/" } else { b"" };
    name.as_encoded_bytes().iter().chain(end)
}

fn visit(folder: &Folder, name: &OsString, kind: FileType, mut gathered: Gathered) -> Gathered {
    let Some(text) = name.to_str() else {
        let path = format!("{}{}", folder.path, name.to_string_lossy());
        gathered.note_odd(path, OddKind::Name);
        return gathered;
    };
    let mut path = String::with_capacity(folder.path.len() + text.len() + 1);
    path.push_str(&folder.path);
    path.push_str(text);
    if kind.is_file() {
        match read_file(&folder.disk.join(name)) {
            Ok(Contents::Bytes(bytes)) => gathered.files.push(SourceFile::from_bytes(path, bytes)),
            Ok(Contents::TooLarge) => gathered.files.push(SourceFile::too_large(path)),
            Ok(Contents::NotAFile) => gathered.note_odd(path, OddKind::Special),
            Err(error) if error.kind() == ErrorKind::NotFound => {} // gone since it was listed
            Err(error) => {
                let reason = error.to_string();
                gathered.note_odd(path, OddKind::UnreadableFile { reason });
            }
        }
        gathered
    } else if kind.is_dir() {
        gathered.append(visit_folder(folder, name, path))
    } else {
        let kind = if kind.is_symlink() {
            OddKind::Symlink
        } else {
            OddKind::Special
        };
        gathered.note_odd(path, kind);
        gathered
    }
}

fn visit_folder(parent: &Folder, name: &OsString, mut path: String) -> Gathered {
    let mut gathered = Gathered::default();
    if parent.depth == DEEPEST_FOLDER {
        gathered.note_odd(path, OddKind::TooDeep);
        return gathered;
    }
    let disk = parent.disk.join(name);
    match Listing::read(&disk) {
        Ok(listing) if listing.is_repository => {
            gathered.note_odd(path, OddKind::Repository);
            gathered
        }
        Ok(listing) => {
            path.push('/');
            listing.gather(&Folder {
                disk,
                path,
                depth: parent.depth + 1,
            })
        }
        Err(error) if error.kind() == ErrorKind::NotFound => gathered,
        Err(error) => {
            let reason = error.to_string();
            gathered.note_odd(path, OddKind::UnreadableFolder { reason });
            gathered
        }
    }
}

enum Contents {
    Bytes(Vec<u8>),
    TooLarge,
    NotAFile,
}

/// Reads a path that was listed as a regular file.
///
/// The opened file is asked again what it is, in case the name was given to something else in between. (A link put
/// there in that moment would be followed: the standard library has no portable `O_NOFOLLOW`.) A file that is read
/// in full takes four calls: open, stat, read, close.
fn read_file(disk: &Path) -> io::Result<Contents> {
    let mut file = File::open(disk)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Ok(Contents::NotAFile);
    }
    if metadata.len() > LARGEST_FILE {
        return Ok(Contents::TooLarge);
    }
    let expected = usize::try_from(metadata.len()).expect("the largest file fits in memory");
    let mut bytes = vec![0; expected + 1];
    let mut filled = 0;
    loop {
        match file.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        // One byte fewer than asked for is the whole file: no second read to see its end.
        if filled == expected {
            break;
        }
        if filled == bytes.len() {
            return read_grown(file, bytes);
        }
    }
    bytes.truncate(filled);
    Ok(Contents::Bytes(bytes))
}

/// Goes on with a file that has grown since it was opened, still within the budget.
fn read_grown(file: File, mut bytes: Vec<u8>) -> io::Result<Contents> {
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Ok(Contents::TooLarge);
    }
    Ok(Contents::Bytes(bytes))
}
