//! The last act taken back: what stood in its files before, or where its branch stood.
//!
//! Which acts may be taken back by what is signed is not asked here: paths and bytes only.

use std::path::PathBuf;

use super::Edit;
use super::disk::{self, Disk, Standing};
use super::files::old;
use super::home::{Home, folder_name};
use super::note::{Note, digest};
use super::turn::{Recovered, Turn, read_note};
use crate::store::Store;
use crate::store::error::Error;
use crate::store::git::object_id;
use crate::store::snapshot::CommitId;

/// The last act of this program in a work tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its number.
    pub number: u64,
    /// Whether it was cut off and is still to be finished.
    pub unfinished: bool,
    /// What it did.
    pub what: Done,
}

/// What an act did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// It saved these files: the path in the store, and what taking it back does to it.
    Saved(Vec<(String, Back)>),
    /// It made a commit that touches these files; paths in the repository.
    Committed(CommitId, Vec<String>),
}

/// What taking back does to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Back {
    /// It goes, because there was none.
    Goes,
    /// It gets its earlier text.
    AsBefore,
    /// It comes back, because it had been taken away.
    Returns,
}

impl Store {
    /// The last act that can be thought of taking back; none where nothing is remembered.
    ///
    /// # Errors
    /// When it cannot be taken back: the reason is the message.
    pub fn last_act(&self) -> Result<Option<Act>, Error> {
        let home = Home::of(self)?;
        let unfinished = match disk::is_folder(&home.intent()) {
            true => read_note(&home.intent())?,
            false => None,
        };
        let is_unfinished = unfinished.is_some();
        let note = match unfinished {
            Some(note) => Some(note),
            None => Turn::acts(&home)?.into_iter().next(),
        };
        let Some(note) = note else { return Ok(None) };
        if let Some(number) = note.undoes {
            return Ok(Some(Act {
                number,
                unfinished: true,
                what: half_undone(&note)?,
            }));
        }
        let what = match &note.branch {
            None => self.saved(&home, &note, is_unfinished)?,
            Some(_) => self.committed(&note)?,
        };
        Ok(Some(Act {
            number: note.number,
            unfinished: is_unfinished,
            what,
        }))
    }

    /// Takes the last act back; the texts that go are kept in the folder that is given back.
    ///
    /// # Errors
    /// When it is not the act of this number any more, or cannot be taken back.
    pub fn undo(&self, number: u64) -> Result<(Option<PathBuf>, Option<Recovered>), Error> {
        self.undo_on(Disk::default(), number)
    }

    pub(super) fn undo_on(
        &self,
        disk: Disk,
        number: u64,
    ) -> Result<(Option<PathBuf>, Option<Recovered>), Error> {
        let turn = Turn::take(self, disk)?;
        let act = Turn::acts(&turn.home)?.into_iter().next();
        let Some(act) = act.filter(|act| act.number == number) else {
            // What was cut off has been put right just now; otherwise somebody else has written.
            return match turn.recovered {
                Some(recovered) => Ok((recovered.kept.clone(), Some(recovered))),
                None => Err(not_undone("another has come after it; look again")),
            };
        };
        if let Some(moved) = &act.branch {
            self.committed(&act)?;
            return match turn.move_back(&act, moved)? {
                true => Ok((None, turn.recovered)),
                false => Err(not_undone("somebody has committed since")),
            };
        }
        self.saved(&turn.home, &act, false)?;
        let folder = turn.home.journal().join(folder_name(number));
        let (mut edits, mut gone) = (Vec::new(), Vec::new());
        for (index, file) in act.files.iter().enumerate() {
            let failed = |source| Error::read(&turn.home.top.join(&file.path), source);
            let was = match disk::look(&turn.home.top, &file.path).map_err(failed)? {
                Standing::File(bytes) => Some(bytes),
                Standing::Nothing | Standing::Odd => None,
            };
            let before = match &file.was {
                Some(known) => {
                    let before = disk::read_own(&old(&folder, index)).map_err(failed)?;
                    let before = before.filter(|before| digest(before) == *known);
                    Some(
                        before
                            .ok_or_else(|| not_undone("what stood before is not kept any more"))?,
                    )
                }
                None => None,
            };
            gone.extend(was.clone().map(|was| (file.path.clone(), was)));
            edits.push(Edit {
                path: in_store(&act, &file.path).to_owned(),
                was,
                now: before,
            });
        }
        let wanted = gone.len();
        let kept = turn.keep(number, gone.into_iter());
        if wanted > 0 && kept.is_none() {
            return Err(not_undone(
                "its texts cannot be kept, because the disk takes nothing",
            ));
        }
        turn.save(&edits, Some(number))?;
        Ok((kept, turn.recovered))
    }

    fn saved(&self, home: &Home, note: &Note, unfinished: bool) -> Result<Done, Error> {
        if note.folder != home.folder {
            let words = format!(
                "it was in another store, `{}`; name that with --store",
                note.folder
            );
            return Err(not_undone(&words));
        }
        let git = self.git.as_ref();
        let head = git.and_then(|git| git.tip(&git.default_branch()?).ok().flatten());
        let then = note.head.as_deref().map(object_id).transpose()?;
        let mut files = Vec::new();
        for file in &note.files {
            let standing = disk::look(&home.top, &file.path);
            let standing = match standing.map_err(|source| Error::read(&home.top, source))? {
                Standing::Nothing => None,
                Standing::File(bytes) => Some(digest(&bytes)),
                Standing::Odd => Some(String::new()),
            };
            let path = in_store(note, &file.path).to_owned();
            let is_as_saved = standing == file.now || (unfinished && standing == file.was);
            if !is_as_saved {
                return Err(not_undone(&format!("{path} was changed since")));
            }
            if let Some(git) = git {
                let text = |commit| -> Result<_, Error> {
                    let text = git.text_in(commit, &file.path)?;
                    Ok(text.map(|text| digest(&text)))
                };
                if text(head)? == file.now && text(then)? != file.now {
                    let words = format!(
                        "{path} was committed since, by another program; `git revert` takes a commit back"
                    );
                    return Err(not_undone(&words));
                }
            }
            let back = match (&file.was, &file.now) {
                (None, _) => Back::Goes,
                (Some(_), Some(_)) => Back::AsBefore,
                (Some(_), None) => Back::Returns,
            };
            files.push((path, back));
        }
        Ok(Done::Saved(files))
    }

    fn committed(&self, note: &Note) -> Result<Done, Error> {
        let git = self.git()?;
        let moved = note.branch.as_ref().expect("the act moved a branch");
        let commit = moved.to.as_deref().map(object_id).transpose()?;
        let commit = commit.ok_or_else(|| not_undone("it is being taken back already"))?;
        let branch = git.branch()?;
        if branch.name != moved.name {
            let words = format!(
                "it was a commit on {}, which is not checked out",
                moved.name
            );
            return Err(not_undone(&words));
        }
        if branch.tip != Some(commit) {
            return Err(not_undone(
                "it was a commit, and somebody has committed since; `git revert` takes one back",
            ));
        }
        if let Some(name) = git.published(commit)? {
            let name = name.trim_start_matches("refs/remotes/");
            let words = format!(
                "it was a commit, and {name} has it already; `git revert` takes it back for everybody"
            );
            return Err(not_undone(&words));
        }
        let from = moved.from.as_deref().map(object_id).transpose()?;
        let changed = git.changed_between(from, commit)?;
        Ok(Done::Committed(
            crate::store::git::id_of_commit(commit),
            changed,
        ))
    }
}

/// An act that was being taken back when that was cut off.
fn half_undone(note: &Note) -> Result<Done, Error> {
    if let Some(moved) = &note.branch {
        let commit = moved.from.as_deref().map(object_id).transpose()?;
        let commit = commit.ok_or_else(|| not_undone("it made no commit"))?;
        let commit = crate::store::git::id_of_commit(commit);
        return Ok(Done::Committed(commit, Vec::new()));
    }
    let files = note.files.iter().map(|file| {
        let back = match (&file.was, &file.now) {
            (_, None) => Back::Goes,
            (None, Some(_)) => Back::Returns,
            (Some(_), Some(_)) => Back::AsBefore,
        };
        (in_store(note, &file.path).to_owned(), back)
    });
    Ok(Done::Saved(files.collect()))
}

fn in_store<'a>(note: &Note, path: &'a str) -> &'a str {
    match note.folder.as_str() {
        "" => path,
        folder => path
            .strip_prefix(folder)
            .and_then(|rest| rest.strip_prefix('/'))
            .unwrap_or(path),
    }
}

fn not_undone(why: &str) -> Error {
    Error::NotUndone {
        why: why.to_owned(),
    }
}
