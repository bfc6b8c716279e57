//! Writing outside any store: a new tree of files where there is none yet, a document for a reader, and hooks.
//!
//! A new tree never overwrites; a failure half-way leaves what was written so far and names the file it failed at. What
//! stands in a store is written by `save` alone.
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

/// Makes a folder, with those above it.
pub(super) fn make_folder(dir: &Path) -> Result<(), Error> {
    fs::create_dir_all(dir).map_err(|source| Error::write(dir, source))
}

/// Takes away a folder of our own with all that is in it, if it is there.
pub(super) fn clear_folder(dir: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::write(dir, error)),
        _ => Ok(()),
    }
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
