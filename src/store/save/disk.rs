//! The few things that saving does to the disk, each behind a step that a test can watch, refuse or be killed at.
//!
//! Nothing here decides anything. Outside tests a step does nothing at all.
#![expect(
    clippy::disallowed_methods,
    reason = "this is where saving touches the disk"
)]

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// What is about to be done.
#[derive(Clone, Copy)]
#[allow(
    dead_code,
    reason = "what a step is about is read by tests alone, and not all of it"
)]
pub(in crate::store) enum Step<'a> {
    /// A new file is written.
    Write(&'a Path, &'a [u8]),
    /// A file goes to the disk itself.
    Sync(&'a Path),
    /// The names in a folder go to the disk itself.
    SyncFolder(&'a Path),
    /// A file or folder gets another name.
    Rename(&'a Path, &'a Path),
    /// A file is taken away.
    Remove(&'a Path),
    /// A folder is made.
    MakeFolder(&'a Path),
    /// git changes something.
    Git(&'static str),
}

/// What a test does at a step: it looks on, refuses, or never comes back.
#[cfg(test)]
pub(super) type Watch = dyn Fn(Step<'_>) -> io::Result<()>;

/// The disk as saving uses it.
#[derive(Clone, Default)]
pub(in crate::store) struct Disk {
    #[cfg(test)]
    pub(super) watch: Option<std::rc::Rc<Watch>>,
    #[cfg(test)]
    pub(super) bug: Option<Bug>,
}

/// A mistake planted to see that the tests find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Bug {
    /// Files are put in place without a note of what is intended.
    Unnoted,
    /// Files get their names before they are on the disk itself.
    Unsynced,
    /// The index is left as it was when a commit was cut off.
    StaleIndex,
}

/// A lock that is held until this goes.
pub(super) struct Lock {
    _file: File,
}

/// What stands at a path that leads through folders alone.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Nothing,
    File(Vec<u8>),
    /// A link, a folder, a device; or something that is no folder on the way.
    Odd,
}

impl Disk {
    /// Says what is about to be done.
    #[cfg(test)]
    pub(in crate::store) fn step(&self, step: Step<'_>) -> io::Result<()> {
        self.watch.as_ref().map_or(Ok(()), |watch| watch(step))
    }

    /// Says what is about to be done.
    #[cfg(not(test))]
    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "tests need both"
    )]
    pub(in crate::store) fn step(&self, _: Step<'_>) -> io::Result<()> {
        Ok(())
    }

    #[cfg(test)]
    pub(super) fn has(&self, bug: Bug) -> bool {
        self.bug == Some(bug)
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "tests need it")]
    pub(super) fn has(&self, _: Bug) -> bool {
        false
    }

    /// Writes a file where none stands, down to the disk itself. It may be read and written as `like` may.
    pub(super) fn write(&self, path: &Path, bytes: &[u8], like: Option<&Path>) -> io::Result<()> {
        self.step(Step::Write(path, bytes))?;
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        if let Some(like) = like.and_then(|like| fs::symlink_metadata(like).ok()) {
            file.set_permissions(like.permissions())?;
        }
        if self.has(Bug::Unsynced) {
            return Ok(());
        }
        self.step(Step::Sync(path))?;
        self.sync(&file)
    }

    /// A kill, unlike a power cut, leaves what was written: tests, which play both, need no disk to be slow.
    fn sync(&self, file: &File) -> io::Result<()> {
        #[cfg(test)]
        if self.watch.is_some() {
            return Ok(());
        }
        file.sync_all()
    }

    /// A file that others have written goes to the disk itself, if it is there.
    pub(super) fn sync_if_there(&self, path: &Path) -> io::Result<()> {
        match File::open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            file => {
                self.step(Step::Sync(path))?;
                self.sync(&file?)
            }
        }
    }

    /// The names in a folder go to the disk itself, where the system can do that.
    pub(super) fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step(Step::SyncFolder(path))?;
        if cfg!(unix) {
            self.sync(&File::open(path)?)?;
        }
        Ok(())
    }

    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(Step::Rename(from, to))?;
        fs::rename(from, to)
    }

    /// Gives a file a name that may be on another disk: then it is copied beside its place first.
    pub(super) fn carry(&self, from: &Path, to: &Path) -> io::Result<()> {
        match self.rename(from, to) {
            Err(error) if error.kind() == ErrorKind::CrossesDevices => {}
            done => return done,
        }
        let beside = beside(to);
        self.remove_if_there(&beside)?;
        self.write(&beside, &fs::read(from)?, Some(from))?;
        self.rename(&beside, to)?;
        self.remove(from)
    }

    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(Step::Remove(path))?;
        fs::remove_file(path)
    }

    pub(super) fn remove_if_there(&self, path: &Path) -> io::Result<()> {
        match fs::symlink_metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            _ => self.remove(path),
        }
    }

    /// Makes a folder, if none stands there; the one above it must stand.
    pub(super) fn make_folder(&self, path: &Path) -> io::Result<()> {
        match fs::symlink_metadata(path) {
            Ok(standing) if standing.is_dir() => return Ok(()),
            Ok(_) => return Err(ErrorKind::NotADirectory.into()),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        self.step(Step::MakeFolder(path))?;
        match fs::create_dir(path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            other => other,
        }
    }

    /// Makes the folders that lead to a path below one that stands.
    pub(super) fn make_way(&self, top: &Path, path: &str) -> io::Result<PathBuf> {
        let mut way = top.to_path_buf();
        for name in folders(path) {
            let above = way.clone();
            way.push(name);
            if fs::symlink_metadata(&way).is_err() {
                self.make_folder(&way)?;
                self.sync_folder(&above)?;
            }
            self.make_folder(&way)?;
        }
        Ok(way)
    }

    /// Takes away the folders above a path that hold nothing any more.
    pub(super) fn clear_way(&self, top: &Path, path: &str) {
        let mut way = path;
        while let Some((folder, _)) = way.rsplit_once('/') {
            if fs::remove_dir(top.join(folder)).is_err() {
                return;
            }
            way = folder;
        }
    }

    /// Takes a folder of our own away, with all that is in it.
    pub(super) fn clear(&self, path: &Path) -> io::Result<()> {
        self.step(Step::Remove(path))?;
        match fs::remove_dir_all(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// Waits until nobody else holds a lock, and takes it. Its file is made if need be.
    pub(super) fn lock(&self, path: &Path) -> io::Result<Lock> {
        let mut options = OpenOptions::new();
        let file = options
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)?;
        loop {
            match file.lock() {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                held => return held.map(|()| Lock { _file: file }),
            }
        }
    }

    /// Makes a file that must not be there yet, with its text in it from the first moment on where the disk can do that.
    pub(super) fn claim(&self, draft: &Path, path: &Path, text: &[u8]) -> io::Result<()> {
        self.remove_if_there(draft)?;
        self.write(draft, text, None)?;
        self.step(Step::Rename(draft, path))?;
        match fs::hard_link(draft, path) {
            Ok(()) => fs::remove_file(draft),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
            Err(_) => {
                fs::remove_file(draft)?;
                File::create_new(path)?.write_all(text)
            }
        }
    }
}

/// Where a file stands for a moment when it comes from another disk: `init` lets git ignore it.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.supervision.part"))
}

fn folders(path: &str) -> impl Iterator<Item = &str> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.split('/').filter(|name| !name.is_empty())
}

/// Reads what stands at a path below a folder. Links are never followed.
pub(super) fn look(top: &Path, path: &str) -> io::Result<Standing> {
    let mut way = top.to_path_buf();
    for name in folders(path) {
        way.push(name);
        match fs::symlink_metadata(&way) {
            Ok(standing) if standing.is_dir() => {}
            Ok(_) => return Ok(Standing::Odd),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Standing::Nothing),
            Err(error) => return Err(error),
        }
    }
    let target = top.join(path);
    match fs::symlink_metadata(&target) {
        Ok(standing) if standing.is_file() => Ok(Standing::File(fs::read(&target)?)),
        Ok(_) => Ok(Standing::Odd),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Standing::Nothing),
        Err(error) => Err(error),
    }
}

/// A file of our own, if it is there.
pub(super) fn read_own(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The names in a folder of our own, in order; none where there is no folder.
pub(super) fn names(path: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Whether a folder stands there; a link to one is none.
pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|standing| standing.is_dir())
}

/// Whether somebody holds the lock in this moment; a file that is not there is held by nobody.
pub(super) fn is_held(path: &Path) -> bool {
    let Ok(file) = File::open(path) else {
        return false;
    };
    file.try_lock_shared().is_err()
}

/// What git notes of a file to see later, without reading it, that it is the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::store) struct Stat {
    pub(in crate::store) ctime: (i32, u32),
    pub(in crate::store) mtime: (i32, u32),
    pub(in crate::store) dev: u32,
    pub(in crate::store) ino: u32,
    pub(in crate::store) uid: u32,
    pub(in crate::store) gid: u32,
    pub(in crate::store) size: u32,
    pub(in crate::store) executable: bool,
}

/// What git would note of a file; none where it is no ordinary file, or the system does not say.
#[cfg(unix)]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "git keeps the lower half of each"
)]
pub(in crate::store) fn stat(path: &Path) -> Option<Stat> {
    use std::os::unix::fs::MetadataExt;
    let found = fs::symlink_metadata(path).ok()?;
    found.is_file().then(|| Stat {
        ctime: (found.ctime() as i32, found.ctime_nsec() as u32),
        mtime: (found.mtime() as i32, found.mtime_nsec() as u32),
        dev: found.dev() as u32,
        ino: found.ino() as u32,
        uid: found.uid(),
        gid: found.gid(),
        size: found.size() as u32,
        executable: found.mode() & 0o100 != 0,
    })
}

/// Nothing of this is known here: git reads the file once more.
#[cfg(not(unix))]
pub(in crate::store) fn stat(path: &Path) -> Option<Stat> {
    let found = fs::symlink_metadata(path).ok()?;
    found.is_file().then(Stat::default)
}
