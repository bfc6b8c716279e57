//! A writer's turn: the lock is held, and whatever an earlier writer left half-done is finished or taken back.
//!
//! The lock is the kernel's, so that it goes when its holder does, however that ends; the file itself stays.

use std::path::PathBuf;

use super::disk::{self, Disk, Lock};
use super::home::{Home, folder_name};
use super::note::Note;
use crate::store::Store;
use crate::store::error::Error;

/// How many acts are remembered, to be taken back.
pub(super) const REMEMBERED: usize = 20;

/// The note's file in the folder of an act.
pub(super) const NOTE: &str = "note";

/// What became of an act that was cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// Whether it is done now; otherwise everything stands as it did before.
    pub finished: bool,
    /// Whether it was a commit, or one being taken back.
    pub is_commit: bool,
    /// The files that it concerns, as paths below the work tree's top; none where its note cannot be read.
    pub paths: Vec<String>,
    /// Where the new texts are kept, if it was taken back.
    pub kept: Option<PathBuf>,
}

/// The only writer of a work tree, for the time being.
pub(super) struct Turn<'a> {
    pub(super) store: &'a Store,
    pub(super) disk: Disk,
    pub(super) home: Home,
    /// What was found and put right at the beginning.
    pub(super) recovered: Option<Recovered>,
    _lock: Lock,
}

impl<'a> Turn<'a> {
    /// Waits for other writers, and puts right what one of them left when it was cut off.
    pub(super) fn take(store: &'a Store, disk: Disk) -> Result<Self, Error> {
        let home = Home::of(store)?;
        home.make(&disk)?;
        let path = home.lock();
        let lock = disk
            .lock(&path)
            .map_err(|source| Error::write(&path, source))?;
        let mut turn = Self {
            store,
            disk,
            home,
            recovered: None,
            _lock: lock,
        };
        turn.clear_tmp()?;
        turn.recovered = turn.recover()?;
        Ok(turn)
    }

    /// Whatever stands there is a dead writer's: the lock is ours.
    fn clear_tmp(&self) -> Result<(), Error> {
        let tmp = self.home.tmp();
        match disk::is_folder(&tmp) {
            true => self
                .disk
                .clear(&tmp)
                .map_err(|source| Error::write(&tmp, source)),
            false => Ok(()),
        }
    }

    fn recover(&self) -> Result<Option<Recovered>, Error> {
        let intent = self.home.intent();
        if !disk::is_folder(&intent) {
            return Ok(None);
        }
        let Some(note) = read_note(&intent)? else {
            return self.set_aside().map(Some);
        };
        let mut recovered = Recovered {
            finished: true,
            is_commit: note.branch.is_some(),
            paths: note.files.iter().map(|file| file.path.clone()).collect(),
            kept: None,
        };
        match &note.branch {
            Some(branch) => {
                recovered.paths = branch
                    .entries
                    .iter()
                    .map(|entry| entry.path.clone())
                    .collect();
                recovered.finished = self.settle_branch(&note, branch)?;
            }
            None => {
                if let Err(taken_back) = self.settle_files(&note) {
                    recovered.finished = false;
                    recovered.kept = taken_back.kept_or_fail()?;
                }
            }
        }
        match recovered.finished {
            true => self.remember(&note)?,
            false => self.forget_intent()?,
        }
        Ok(Some(recovered))
    }

    /// Puts away a note that nobody can read, with all that stands beside it. That never happens by being cut off.
    fn set_aside(&self) -> Result<Recovered, Error> {
        let number = folder_name(self.home.next_number()?);
        let kept = self.home.rescue.join(number);
        self.make_rescue()?;
        let intent = self.home.intent();
        let moved = self.disk.rename(&intent, &kept);
        moved.map_err(|source| Error::write(&intent, source))?;
        Ok(Recovered {
            finished: false,
            is_commit: false,
            paths: Vec::new(),
            kept: Some(kept),
        })
    }

    pub(super) fn make_rescue(&self) -> Result<(), Error> {
        let rescue = &self.home.rescue;
        let failed = |source| Error::write(rescue, source);
        if let Some(above) = rescue.parent() {
            self.disk.make_folder(above).map_err(failed)?;
        }
        self.disk.make_folder(rescue).map_err(failed)
    }

    /// A new folder in `tmp`, in which an act is made ready.
    pub(super) fn draft(&self, number: u64) -> std::io::Result<PathBuf> {
        let tmp = self.home.tmp();
        self.disk.make_folder(&tmp)?;
        let draft = tmp.join(folder_name(number));
        self.disk.make_folder(&draft)?;
        Ok(draft)
    }

    /// From here on the act is intended: whoever comes next finishes it or takes it back.
    pub(super) fn intend(&self, draft: &std::path::Path, note: &Note) -> std::io::Result<()> {
        self.disk
            .write(&draft.join(NOTE), note.text().as_bytes(), None)?;
        self.disk.sync_folder(draft)?;
        self.disk.rename(draft, &self.home.intent())?;
        self.disk.sync_folder(&self.home.dir)
    }

    /// The act is done: it goes to the journal, or, where it took an earlier one back, both are forgotten.
    pub(super) fn remember(&self, note: &Note) -> Result<(), Error> {
        let journal = self.home.journal();
        let failed = |source| Error::write(&journal, source);
        self.disk.make_folder(&journal).map_err(failed)?;
        if let Some(undone) = note.undoes {
            self.drop_act(&folder_name(undone))?;
            return self.forget_intent();
        }
        let done = journal.join(folder_name(note.number));
        self.disk
            .rename(&self.home.intent(), &done)
            .map_err(failed)?;
        self.disk.sync_folder(&self.home.dir).map_err(failed)?;
        let acts = disk::names(&journal).map_err(failed)?;
        for old in acts.iter().rev().skip(REMEMBERED) {
            self.drop_act(old)?;
        }
        Ok(())
    }

    /// Nothing is intended any more.
    pub(super) fn forget_intent(&self) -> Result<(), Error> {
        self.throw_away(&self.home.intent())
    }

    fn drop_act(&self, name: &str) -> Result<(), Error> {
        let act = self.home.journal().join(name);
        match disk::is_folder(&act) {
            true => self.throw_away(&act),
            false => Ok(()),
        }
    }

    /// Takes a folder away at once, and what is in it after that.
    fn throw_away(&self, folder: &std::path::Path) -> Result<(), Error> {
        let failed = |source| Error::write(folder, source);
        let tmp = self.home.tmp();
        self.disk.make_folder(&tmp).map_err(failed)?;
        let gone = tmp.join("gone");
        self.disk.clear(&gone).map_err(failed)?;
        self.disk.rename(folder, &gone).map_err(failed)?;
        self.disk.sync_folder(&self.home.dir).map_err(failed)?;
        self.disk.clear(&tmp).map_err(failed)
    }

    /// The acts that are remembered, the last one first.
    pub(super) fn acts(home: &Home) -> Result<Vec<Note>, Error> {
        let journal = home.journal();
        let names = disk::names(&journal).map_err(|source| Error::read(&journal, source))?;
        let mut acts = Vec::new();
        for name in names.iter().rev() {
            acts.extend(read_note(&journal.join(name))?);
        }
        Ok(acts)
    }
}

/// The note in the folder of an act; none where it cannot be read as one.
pub(super) fn read_note(folder: &std::path::Path) -> Result<Option<Note>, Error> {
    let path = folder.join(NOTE);
    let text = disk::read_own(&path).map_err(|source| Error::read(&path, source))?;
    Ok(text.and_then(|text| Note::read(&text)))
}
