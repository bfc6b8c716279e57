//! Writing: a new tree of files where there is none yet, a document for a reader outside the store, and a record in place of
//! its earlier text.
//!
//! A new tree never overwrites; a failure half-way leaves what was written so far and names the file it failed at. A record
//! is replaced whole or not at all, and only while it stands there as it was read.
#![expect(
    clippy::disallowed_methods,
    reason = "this is where the disk is written"
)]

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::error::Error;
use super::path::is_plain;

/// Writes files into a folder that is new or empty; folders are made as they are needed.
///
/// # Errors
/// When the folder holds anything already, a path would leave it, a path comes twice, or the disk says no.
pub fn write_new_tree<P, B>(
    dir: &Path,
    files: impl IntoIterator<Item = (P, B)>,
) -> Result<(), Error>
where
    P: AsRef<str>,
    B: AsRef<[u8]>,
{
    require_empty(dir)?;
    fs::create_dir_all(dir).map_err(|source| Error::write(dir, source))?;
    for (path, bytes) in files {
        write_new(dir, path.as_ref(), bytes.as_ref())?;
    }
    Ok(())
}

/// Writes one new file into a store; folders are made as they are needed. What stands there already is never touched.
///
/// # Errors
/// When a file stands there, the path would leave the store, or the disk says no.
pub fn write_new_file(dir: &Path, path: &str, bytes: &[u8]) -> Result<(), Error> {
    write_new(dir, path, bytes)
}

/// Writes a document for a reader, in place of an earlier one of the same name. It is written beside its place first, so
/// that a failure leaves the earlier one whole.
///
/// # Errors
/// When the disk says no.
pub fn write_document(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let write = || {
        let mut file = File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().map_err(|source| {
        let _ = fs::remove_file(&beside);
        Error::write(path, source)
    })
}

/// Puts a new text in place of a file of the store, which must still be the file that was read, with the same text in it. It
/// is written beside its place first and then given the name, so that there is always one of the two, whole. Links are
/// never followed, neither at the file nor on the way to it.
///
/// # Errors
/// When the file has changed since it was read, is no plain file, the path would leave the store, or the disk says no.
pub fn replace_file(dir: &Path, path: &str, read: &[u8], bytes: &[u8]) -> Result<(), Error> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if !is_plain(path) {
        return Err(Error::PathOutside {
            path: path.to_owned(),
        });
    }
    let target = dir.join(path);
    let changed = || Error::ChangedMeanwhile {
        path: target.clone(),
    };
    let failed = |source| Error::write(&target, source);
    let mut way = dir.to_path_buf();
    for name in folder.split('/').filter(|name| !name.is_empty()) {
        way.push(name);
        if !fs::symlink_metadata(&way).map_err(failed)?.is_dir() {
            return Err(changed());
        }
    }
    let standing = fs::symlink_metadata(&target).map_err(failed)?;
    if !standing.is_file() || fs::read(&target).map_err(failed)? != read {
        return Err(changed());
    }
    let beside = way.join(format!(".{name}.part"));
    let write = || {
        let mut file = File::create_new(&beside)?;
        file.write_all(bytes)?;
        file.set_permissions(standing.permissions())?;
        file.sync_all()?;
        fs::rename(&beside, &target)
    };
    write().map_err(|source| {
        // What stood there before is not ours to clear away.
        if source.kind() != ErrorKind::AlreadyExists {
            let _ = fs::remove_file(&beside);
        }
        Error::write(&beside, source)
    })
}

/// Writes a program for git to run, in place of an earlier one; folders are made as they are needed.
pub(super) fn program(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |source| Error::write(path, source);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    write_document(path, text.as_bytes())?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).map_err(failed)?;
    }
    Ok(())
}

/// Takes away what this program has written.
pub(super) fn remove(path: &Path) -> Result<(), Error> {
    fs::remove_file(path).map_err(|source| Error::write(path, source))
}

/// Refuses a folder that holds anything; one that is not there is as good as empty.
pub(super) fn require_empty(dir: &Path) -> Result<(), Error> {
    match fs::read_dir(dir) {
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(Error::NotEmpty {
                dir: dir.to_path_buf(),
            }),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::write(dir, error)),
    }
}

fn write_new(dir: &Path, path: &str, bytes: &[u8]) -> Result<(), Error> {
    if !is_plain(path) {
        return Err(Error::PathOutside {
            path: path.to_owned(),
        });
    }
    let target = dir.join(path);
    let write = || {
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        File::create_new(&target)?.write_all(bytes)
    };
    write().map_err(|source| Error::write(&target, source))
}
