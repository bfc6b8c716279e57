//! Files put in place together: all of them, or none.
//!
//! What is to stand there and what stood there are written down beside the note first. From then on each file is moved to
//! its place by one rename, and whoever finds the note later sees by the digests how far that came. Where somebody else has
//! written a file before its new text came, theirs stays, the rest is taken back, and the new texts are kept in `rescue`. (Between the last look at a file and its rename another program could still write it; there is no call
//! that closes that moment.)

use std::io;
use std::path::{Path, PathBuf};

use super::Edit;
use super::disk::{self, Bug, Standing};
use super::home::folder_name;
use super::note::{FileNote, Note, digest, fits};
use super::turn::Turn;
use crate::store::error::Error;
use crate::store::path::is_plain;

/// How a file stands to a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// As it was before.
    Was,
    /// As it is to be.
    Now,
    /// As somebody else has left it.
    Other,
}

/// Why files were not put in place; everything stands as it did before, if not `Stuck`.
#[derive(Debug)]
pub(super) enum NotPlaced {
    /// Somebody else has written this file.
    Changed { path: String, kept: Option<PathBuf> },
    /// A new file was to stand where something stands already.
    Taken { path: String, kept: Option<PathBuf> },
    /// The disk said no.
    Failed {
        path: String,
        source: io::Error,
        kept: Option<PathBuf>,
    },
    /// The disk said no when it was to be taken back: the note stays for the next writer.
    Stuck(Error),
}

impl NotPlaced {
    /// Where the new texts are kept; an error where not even taking back went well.
    pub(super) fn kept_or_fail(self) -> Result<Option<PathBuf>, Error> {
        match self {
            Self::Changed { kept, .. } | Self::Taken { kept, .. } | Self::Failed { kept, .. } => {
                Ok(kept)
            }
            Self::Stuck(error) => Err(error),
        }
    }

    fn into_error(self, top: &Path) -> Error {
        match self {
            Self::Changed { path, kept } => Error::ChangedMeanwhile {
                path: top.join(path),
                kept,
            },
            Self::Taken { path, kept } => Error::StandsAlready {
                path: top.join(path),
                kept,
            },
            Self::Failed { path, source, kept } => Error::NotSaved {
                path: top.join(path),
                kept,
                source,
            },
            Self::Stuck(error) => error,
        }
    }
}

impl Turn<'_> {
    /// Saves files; with `undoes`, as the taking back of an earlier act.
    pub(super) fn save(&self, edits: &[Edit], undoes: Option<u64>) -> Result<(), Error> {
        let number = self.home.next_number()?;
        self.save_as(number, edits, undoes)
            .map_err(|not| not.into_error(&self.home.top))
    }

    fn save_as(&self, number: u64, edits: &[Edit], undoes: Option<u64>) -> Result<(), NotPlaced> {
        let edits: Vec<&Edit> = edits.iter().filter(|edit| edit.was != edit.now).collect();
        let mut files: Vec<FileNote> = Vec::with_capacity(edits.len());
        for edit in &edits {
            if !is_plain(&edit.path) || !fits(&edit.path) || is_ours(&edit.path) {
                let path = edit.path.clone();
                return Err(NotPlaced::Stuck(Error::PathOutside { path }));
            }
            let path = self.home.below_top(&edit.path);
            let digest = |text: &Option<Vec<u8>>| text.as_deref().map(digest);
            let file = FileNote {
                path,
                was: digest(&edit.was),
                now: digest(&edit.now),
            };
            let twice = files.iter().any(|other| other.path == file.path);
            if twice || self.state(&file) != State::Was {
                let kept = self.keep_edits(number, &edits);
                return Err(changed(&file, kept));
            }
            files.push(file);
        }
        if files.is_empty() && undoes.is_none() {
            return Ok(());
        }
        let note = Note {
            number,
            undoes,
            folder: self.home.folder.clone(),
            head: self
                .store
                .head_commit()
                .ok()
                .flatten()
                .map(|id| id.to_string()),
            files,
            branch: None,
        };
        if let Err(source) = self.make_ready(&note, &edits) {
            let path = match note.files.first() {
                Some(file) => file.path.clone(),
                None => self.home.folder.clone(),
            };
            // Half-made things in `tmp` are nobody's; if they cannot be cleared now, the next writer does.
            let _ = self.disk.clear(&self.home.tmp());
            return Err(NotPlaced::Failed {
                path,
                source,
                kept: self.keep_edits(number, &edits),
            });
        }
        if self.disk.has(Bug::Unnoted) {
            return self.place_without_note(&note);
        }
        match self.settle_files(&note) {
            Ok(()) => self.remember(&note).map_err(NotPlaced::Stuck),
            Err(NotPlaced::Stuck(error)) => Err(NotPlaced::Stuck(error)),
            Err(not) => {
                self.forget_intent().map_err(NotPlaced::Stuck)?;
                Err(not)
            }
        }
    }

    fn make_ready(&self, note: &Note, edits: &[&Edit]) -> io::Result<()> {
        let draft = self.draft(note.number)?;
        for (index, (file, edit)) in note.files.iter().zip(edits).enumerate() {
            let target = self.home.top.join(&file.path);
            if let Some(was) = &edit.was {
                self.disk.write(&old(&draft, index), was, Some(&target))?;
            }
            if let Some(now) = &edit.now {
                let like = edit.was.as_ref().map(|_| target.as_path());
                self.disk.write(&new(&draft, index), now, like)?;
            }
        }
        if self.disk.has(Bug::Unnoted) {
            return Ok(());
        }
        self.intend(&draft, note)
    }

    /// The mistake of doing without a note, for the tests to find.
    fn place_without_note(&self, note: &Note) -> Result<(), NotPlaced> {
        let draft = self.home.tmp().join(folder_name(note.number));
        for (index, file) in note.files.iter().enumerate() {
            let placed = self.place(&draft, index, file);
            placed.map_err(|source| NotPlaced::Stuck(Error::write(&draft, source)))?;
        }
        Ok(())
    }

    /// Puts the files of a note in place, however far that has come; otherwise takes all of them back.
    pub(super) fn settle_files(&self, note: &Note) -> Result<(), NotPlaced> {
        let intent = self.home.intent();
        for (index, file) in note.files.iter().enumerate() {
            let can_go_on = match self.state(file) {
                State::Now => true,
                State::Was => file.now.is_none() || self.holds(&new(&intent, index), &file.now),
                // Somebody has gone on from ours, or wrote theirs where ours was still to come.
                State::Other => self.was_placed(&intent, index, file),
            };
            if !can_go_on {
                return Err(self.take_back(note, file, None));
            }
        }
        for (index, file) in note.files.iter().enumerate() {
            match self.state(file) {
                State::Now => {}
                State::Other if self.was_placed(&intent, index, file) => {}
                State::Other => return Err(self.take_back(note, file, None)),
                State::Was => {
                    if let Err(source) = self.place(&intent, index, file) {
                        return Err(self.take_back(note, file, Some(source)));
                    }
                }
            }
        }
        Ok(())
    }

    /// Gives one file its new text, or takes it away.
    fn place(&self, from: &Path, index: usize, file: &FileNote) -> io::Result<()> {
        let target = self.home.top.join(&file.path);
        if file.now.is_none() {
            self.disk.remove(&target)?;
            let folder = target.parent().unwrap_or(&self.home.top);
            self.disk.sync_folder(folder)?;
            self.disk.clear_way(&self.home.top, &file.path);
            return Ok(());
        }
        let folder = self.disk.make_way(&self.home.top, &file.path)?;
        self.disk.carry(&new(from, index), &target)?;
        self.disk.sync_folder(&folder)
    }

    /// Gives every file what stood there before, but for those that somebody else has written since.
    fn take_back(&self, note: &Note, at: &FileNote, failure: Option<io::Error>) -> NotPlaced {
        let intent = self.home.intent();
        let kept = self.keep_new(note, &intent);
        let back = || -> io::Result<()> {
            for (index, file) in note.files.iter().enumerate() {
                if self.state(file) != State::Now {
                    continue;
                }
                let target = self.home.top.join(&file.path);
                if file.was.is_some() {
                    let folder = self.disk.make_way(&self.home.top, &file.path)?;
                    self.disk.carry(&old(&intent, index), &target)?;
                    self.disk.sync_folder(&folder)?;
                } else {
                    self.disk.remove(&target)?;
                    let folder = target.parent().unwrap_or(&self.home.top);
                    self.disk.sync_folder(folder)?;
                    self.disk.clear_way(&self.home.top, &file.path);
                }
            }
            Ok(())
        };
        let path = at.path.clone();
        match (back(), failure) {
            (Ok(()), None) => changed(at, kept),
            (Ok(()), Some(source)) => NotPlaced::Failed { path, source, kept },
            (Err(source), _) => NotPlaced::Stuck(Error::HalfSaved {
                path: self.home.top.join(path),
                source,
            }),
        }
    }

    fn state(&self, file: &FileNote) -> State {
        let standing = match disk::look(&self.home.top, &file.path) {
            Ok(Standing::Nothing) => None,
            Ok(Standing::File(bytes)) => Some(digest(&bytes)),
            Ok(Standing::Odd) | Err(_) => return State::Other,
        };
        match standing {
            standing if standing == file.was => State::Was,
            standing if standing == file.now => State::Now,
            _ => State::Other,
        }
    }

    /// Whether a new text has left the folder of the note, and so has been in its place.
    fn was_placed(&self, intent: &Path, index: usize, file: &FileNote) -> bool {
        let waits = disk::read_own(&new(intent, index));
        file.now.is_some() && matches!(waits, Ok(None))
    }

    fn holds(&self, path: &Path, wanted: &Option<String>) -> bool {
        let bytes = disk::read_own(path).ok().flatten();
        bytes.map(|bytes| digest(&bytes)) == *wanted
    }

    /// Keeps the texts that were to be saved, as far as the disk takes them: the folder in which they are.
    fn keep_edits(&self, number: u64, edits: &[&Edit]) -> Option<PathBuf> {
        let texts = edits
            .iter()
            .filter_map(|edit| Some((self.home.below_top(&edit.path), edit.now.clone()?)));
        self.keep(number, texts)
    }

    /// The same for the texts of a note: those that are still beside it, and those in place already.
    fn keep_new(&self, note: &Note, intent: &Path) -> Option<PathBuf> {
        let texts = note.files.iter().enumerate().filter_map(|(index, file)| {
            file.now.as_ref()?;
            let beside = disk::read_own(&new(intent, index)).ok().flatten();
            let placed = || match self.state(file) {
                State::Now => match disk::look(&self.home.top, &file.path) {
                    Ok(Standing::File(bytes)) => Some(bytes),
                    _ => None,
                },
                _ => None,
            };
            Some((file.path.clone(), beside.or_else(placed)?))
        });
        self.keep(note.number, texts)
    }

    /// Keeps texts in `rescue`, under their own paths; what is kept there already stays.
    pub(super) fn keep(
        &self,
        number: u64,
        texts: impl Iterator<Item = (String, Vec<u8>)>,
    ) -> Option<PathBuf> {
        let folder = self.home.rescue.join(folder_name(number));
        let mut kept = None;
        for (path, bytes) in texts {
            if !is_plain(&path) {
                continue;
            }
            let write = || -> Result<(), Error> {
                self.make_rescue()?;
                let target = folder.join(&path);
                let failed = |source| Error::write(&target, source);
                self.disk.make_folder(&folder).map_err(failed)?;
                let way = self.disk.make_way(&folder, &path).map_err(failed)?;
                if disk::read_own(&target).map_err(failed)?.as_ref() == Some(&bytes) {
                    return Ok(());
                }
                self.disk.remove_if_there(&target).map_err(failed)?;
                if let Err(source) = self.disk.write(&target, &bytes, None) {
                    let _ = self.disk.remove_if_there(&target);
                    return Err(failed(source));
                }
                self.disk.sync_folder(&way).map_err(failed)
            };
            if write().is_ok() {
                kept = Some(folder.clone());
            }
        }
        kept
    }
}

fn changed(file: &FileNote, kept: Option<PathBuf>) -> NotPlaced {
    let path = file.path.clone();
    match file.was {
        Some(_) => NotPlaced::Changed { path, kept },
        None => NotPlaced::Taken { path, kept },
    }
}

/// Folders of git's and of saving are never written into as if they were the store's.
fn is_ours(path: &str) -> bool {
    path.split('/')
        .any(|name| name.eq_ignore_ascii_case(".git") || name.eq_ignore_ascii_case(".supervision"))
}

fn new(folder: &Path, index: usize) -> PathBuf {
    folder.join(format!("new-{index}"))
}

/// What stood at the place of a file before: by it the act can be taken back.
pub(super) fn old(folder: &Path, index: usize) -> PathBuf {
    folder.join(format!("old-{index}"))
}
