//! A commit that is made while a writer's turn is held: what it takes in, made ready, looked at, and put on the branch.
//!
//! The objects come first, because until a branch names them they are nothing to anybody. Then the note, git's own lock of
//! the index, the compare-and-swap of the branch, which is the moment of the commit, and the index. Whoever finds the note
//! of a writer that was cut off sees by the branch whether the commit was made, and if so brings the index after it; without
//! that, what was committed would look as if it had been staged to be taken back.
//!
//! No program is run, so git's hooks are not: whoever commits asks the same of the commit that ours would.

use std::io::ErrorKind;
use std::time::Duration;

use super::disk::{self, Bug, Disk, Step};
use super::note::{BranchNote, EntryNote, Note};
use super::turn::{Recovered, Turn};
use crate::store::error::Error;
use crate::store::git::{self, Branch, Change, Entry, Git, ObjectId, object_id};
use crate::store::snapshot::CommitId;
use crate::store::{Store, worktree};

/// How often a lock of git's is asked for again, and after how long: five seconds in all.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// How often a commit is made again because somebody else's came first.
const RACES: u32 = 50;

/// What a commit takes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// What is staged.
    Staged,
    /// These files, and those in these folders, as they are on disk; paths in the store, the store itself being the empty
    /// one.
    Files(Vec<String>),
}

/// A commit in the making. The writer's turn is held until this goes.
pub struct Committing<'a> {
    turn: Turn<'a>,
    scope: Scope,
    branch: Branch,
    tree: ObjectId,
    entries: Vec<Entry>,
    changes: Vec<Change>,
    commit: Option<ObjectId>,
    /// The end of a history that the commit brings in.
    joined: Option<ObjectId>,
    races: u32,
}

/// Whether a commit was put on its branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landed {
    /// It was.
    Done,
    /// Somebody else's came first, and touched nothing of this one: it has to be written and looked at again.
    Again,
}

impl std::fmt::Debug for Committing<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Committing({:?})", self.scope)
    }
}

impl Store {
    /// Begins a commit: waits for other writers, and gathers what it takes in.
    ///
    /// # Errors
    /// When there is no branch to commit to, git does not know who commits, or something cannot be read.
    pub fn begin_commit(&self, scope: Scope) -> Result<Committing<'_>, Error> {
        Committing::begin(self, scope, Disk::default())
    }

    /// Whether something stands at a path of the store, on disk or in the last commit.
    ///
    /// # Errors
    /// When the disk will not say, or there is no repository.
    pub fn knows(&self, path: &str) -> Result<bool, Error> {
        let git = self.git()?;
        let on_disk = match self.dir() {
            Some(dir) => worktree::standing(&dir.join(path))? != worktree::Standing::Nothing,
            None => false,
        };
        let head = || git.tip(&git.default_branch()?).ok().flatten();
        Ok(on_disk || git.commit_holds(head(), &git.below(path)))
    }
}

impl<'a> Committing<'a> {
    pub(super) fn begin(store: &'a Store, scope: Scope, disk: Disk) -> Result<Self, Error> {
        let git = store.git()?;
        if store.dir().is_none() {
            return Err(Error::NoWorkTree {
                git_dir: git.path().to_path_buf(),
            });
        }
        git.branch()?;
        git.knows_author()?;
        let turn = Turn::take(store, disk)?;
        let branch = git.branch()?;
        let (tree, entries, changes) = gather(git, &turn, &scope, &branch)?;
        Ok(Self {
            turn,
            scope,
            branch,
            tree,
            entries,
            changes,
            commit: None,
            joined: None,
            races: 0,
        })
    }

    /// What was put right first, if an earlier act had been cut off.
    pub fn recovered(&self) -> Option<&Recovered> {
        self.turn.recovered.as_ref()
    }

    /// What the commit does to the files of the repository, in order of path.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The commit on which this one will stand.
    pub fn before(&self) -> Option<CommitId> {
        self.branch.tip.map(commit_id)
    }

    /// Has the commit bring in the history that ends with another.
    pub fn join(&mut self, other: CommitId) {
        self.joined = Some(git::commit_object(other));
    }

    /// Writes the commit down, so that it can be looked at. It is on no branch yet, and if it never comes onto one, git
    /// clears it away one day.
    ///
    /// # Errors
    /// When git cannot write it.
    pub fn write(&mut self, message: &str) -> Result<CommitId, Error> {
        let git = self.turn.store.git()?;
        step(&self.turn.disk, "commit")?;
        let commit = git.write_commit((self.branch.tip, self.joined), self.tree, message)?;
        self.commit = Some(commit);
        Ok(commit_id(commit))
    }

    /// Puts the commit that was written on its branch.
    ///
    /// # Errors
    /// When somebody else's commit came first and changed the same files, or git or the disk says no.
    pub fn land(&mut self) -> Result<Landed, Error> {
        let git = self.turn.store.git()?;
        let commit = self.commit.expect("a commit is written before it lands");
        for file in git.loose_files(commit, &self.entries) {
            let synced = self.turn.disk.sync_if_there(&file);
            synced.map_err(|source| Error::write(&file, source))?;
        }
        let mut entries = Vec::with_capacity(self.entries.len());
        for entry in &self.entries {
            entries.push(EntryNote {
                path: entry.path.clone(),
                was: git.entry(&entry.path)?.map(|(id, ..)| id.to_string()),
                now: entry.blob.map(|id| id.to_string()),
                mode: entry.mode,
            });
        }
        let note = Note {
            number: self.turn.home.next_number()?,
            folder: self.turn.home.folder.clone(),
            branch: Some(BranchNote {
                name: self.branch.name.clone(),
                from: self.branch.tip.map(|id| id.to_string()),
                to: Some(commit.to_string()),
                entries,
            }),
            ..Note::default()
        };
        let intended = |source| Error::write(&self.turn.home.dir, source);
        let draft = self.turn.draft(note.number).map_err(intended)?;
        self.turn.intend(&draft, &note).map_err(intended)?;
        match self
            .turn
            .move_branch(&self.branch, Some(commit), &self.entries)
        {
            Ok(true) => {
                self.turn.remember(&note)?;
                Ok(Landed::Done)
            }
            Ok(false) => {
                self.turn.forget_intent()?;
                self.gather_again()?;
                Ok(Landed::Again)
            }
            Err(error) => match self.turn.settle_failed(&note)? {
                true => Ok(Landed::Done),
                false => Err(error),
            },
        }
    }

    /// Takes in the same files once more, on the commit that came first. What that one changed must not be among them.
    fn gather_again(&mut self) -> Result<(), Error> {
        let git = self.turn.store.git()?;
        let branch = git.branch()?;
        let (tree, entries, changes) = gather(git, &self.turn, &self.scope, &branch)?;
        let known = |change: &Change| {
            self.changes
                .iter()
                .any(|earlier| earlier.path == change.path && earlier.was == change.was)
        };
        self.races += 1;
        if let Some(change) = changes.iter().find(|change| !known(change)) {
            return Err(Error::CommittedMeanwhile {
                path: change.path.clone(),
            });
        }
        if branch.name != self.branch.name || self.races > RACES {
            let path = branch.name;
            return Err(Error::CommittedMeanwhile { path });
        }
        (self.branch, self.tree) = (branch, tree);
        (self.entries, self.changes) = (entries, changes);
        self.commit = None;
        Ok(())
    }
}

type Gathered = (ObjectId, Vec<Entry>, Vec<Change>);

fn gather(git: &Git, turn: &Turn<'_>, scope: &Scope, branch: &Branch) -> Result<Gathered, Error> {
    let mut entries = Vec::new();
    let tree = match scope {
        Scope::Staged => git.staged_tree()?,
        Scope::Files(paths) => {
            let paths: Vec<String> = paths.iter().map(|path| git.below(path)).collect();
            for path in git.differing(branch.tip, &paths)? {
                let staged = git.entry(&path)?;
                let gone = disk::look(&turn.home.top, &path);
                let gone = gone.is_ok_and(|standing| standing == disk::Standing::Nothing);
                if gone && staged.is_some_and(|(_, _, skipped)| skipped) {
                    continue;
                }
                if !super::note::fits(&path) {
                    return Err(Error::PathOutside { path });
                }
                if gone {
                    entries.push(Entry {
                        path,
                        blob: None,
                        mode: 0,
                        stat: disk::Stat::default(),
                    });
                    continue;
                }
                step(&turn.disk, "blob")?;
                let stored = git.store_file(&path, disk::stat)?;
                entries.push(Entry {
                    path,
                    blob: Some(stored.blob),
                    mode: stored.mode,
                    stat: stored.stat,
                });
            }
            step(&turn.disk, "tree")?;
            git.tree_with(branch.tip, &entries)?
        }
    };
    let changes = git.changes(branch.tip, tree)?;
    Ok((tree, entries, changes))
}

impl Turn<'_> {
    /// Moves the branch and brings the index after it; whether the branch still stood where it stood. A note of it stands.
    fn move_branch(
        &self,
        branch: &Branch,
        to: Option<ObjectId>,
        entries: &[Entry],
    ) -> Result<bool, Error> {
        let git = self.store.git()?;
        self.lock_index()?;
        step(&self.disk, "branch")?;
        let mut moved = git.advance(branch, to, "commit: supervision");
        for _ in 0..TRIES {
            if !matches!(moved, Err(Error::Locked { .. })) {
                break;
            }
            std::thread::sleep(PAUSE);
            moved = git.advance(branch, to, "commit: supervision");
        }
        match moved {
            Ok(true) => {}
            other => {
                self.unlock_index()?;
                return other;
            }
        }
        let file = git.branch_file(&branch.name);
        let synced = self.disk.sync_if_there(&file);
        synced.map_err(|source| Error::write(&file, source))?;
        self.write_index(entries)?;
        self.unlock_index()?;
        Ok(true)
    }

    /// What git's own writers wait for. Its text says that it is ours, so that whoever comes after us may clear it away.
    fn lock_index(&self) -> Result<(), Error> {
        let (lock, draft) = (self.index_lock()?, self.home.dir.join("index-lock"));
        for _ in 0..TRIES {
            match self.disk.claim(&draft, &lock, INDEX_LOCK) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    std::thread::sleep(PAUSE);
                }
                other => return other.map_err(|source| Error::write(&lock, source)),
            }
        }
        let _ = self.disk.remove_if_there(&draft);
        Err(Error::Locked { path: lock })
    }

    fn unlock_index(&self) -> Result<(), Error> {
        let lock = self.index_lock()?;
        let removed = self.disk.remove(&lock);
        removed.map_err(|source| Error::write(&lock, source))
    }

    fn index_lock(&self) -> Result<std::path::PathBuf, Error> {
        Ok(self.store.git()?.index_path().with_extension("lock"))
    }

    /// Writes the index anew with these entries; git's lock of it is held.
    fn write_index(&self, entries: &[Entry]) -> Result<(), Error> {
        if entries.is_empty() {
            return Ok(());
        }
        let git = self.store.git()?;
        let (index, tmp) = (git.index_path(), self.home.tmp());
        let failed = |source| Error::write(&index, source);
        self.disk.make_folder(&tmp).map_err(failed)?;
        let copy = tmp.join("index");
        self.disk.remove_if_there(&copy).map_err(failed)?;
        let copied = disk::read_own(&index).map_err(failed)?;
        if let Some(bytes) = copied {
            self.disk
                .write(&copy, &bytes, Some(&index))
                .map_err(failed)?;
        }
        step(&self.disk, "index")?;
        let written = disk::stat(&index).unwrap_or_default().mtime.0;
        git.set_entries(&copy, written, entries)?;
        self.disk.sync_if_there(&copy).map_err(failed)?;
        self.disk.rename(&copy, &index).map_err(failed)?;
        self.disk.sync_folder(git.path()).map_err(failed)
    }

    /// Finishes a commit, or the taking back of one, that was cut off; whether it had been made.
    pub(super) fn settle_branch(&self, note: &Note, moved: &BranchNote) -> Result<bool, Error> {
        self.clear_index_lock()?;
        self.clear_branch_lock(moved)?;
        self.follow_branch(note, moved)
    }

    /// Brings the index after the branch, if that has moved; whether it has.
    fn follow_branch(&self, note: &Note, moved: &BranchNote) -> Result<bool, Error> {
        let git = self.store.git()?;
        let tip = git.tip(&moved.name)?;
        let to = moved.to.as_deref().map(object_id).transpose()?;
        let is_made = match (tip, to) {
            (Some(tip), Some(to)) if note.undoes.is_none() => git.reaches(tip, to),
            (tip, to) => tip == to,
        };
        if !is_made || self.disk.has(Bug::StaleIndex) {
            return Ok(is_made);
        }
        let mut entries = Vec::new();
        for entry in &moved.entries {
            let now = entry.now.as_deref().map(object_id).transpose()?;
            let stands = git.entry(&entry.path)?.map(|(id, ..)| id.to_string());
            if stands != entry.was || stands == entry.now {
                continue; // somebody has staged something else since, or it is done
            }
            let on_disk = git.store_file(&entry.path, disk::stat).ok();
            let same = on_disk.filter(|stored| Some(stored.blob) == now);
            entries.push(Entry {
                path: entry.path.clone(),
                blob: now,
                mode: entry.mode,
                stat: same.map(|stored| stored.stat).unwrap_or_default(),
            });
        }
        if !entries.is_empty() {
            self.lock_index()?;
            self.write_index(&entries)?;
            self.unlock_index()?;
        }
        Ok(true)
    }

    /// Takes away git's lock of the index if one of ours held it.
    fn clear_index_lock(&self) -> Result<(), Error> {
        let index = self.index_lock()?;
        let text = disk::read_own(&index).map_err(|source| Error::read(&index, source))?;
        if text.as_deref() == Some(INDEX_LOCK) {
            self.unlock_index()?;
        }
        let draft = self.home.dir.join("index-lock");
        let failed = |source| Error::write(&draft, source);
        self.disk.remove_if_there(&draft).map_err(failed)
    }

    /// Takes away git's lock of a branch that a writer of ours held when it was cut off, and no other.
    fn clear_branch_lock(&self, moved: &BranchNote) -> Result<(), Error> {
        // git's writers fill theirs at once; one that stays empty, or names our commit, is a dead one's.
        let lock = self.store.git()?.branch_lock(&moved.name);
        let ours = format!("{}\n", moved.to.as_deref().unwrap_or_default());
        for look in 0.. {
            let text = disk::read_own(&lock).map_err(|source| Error::read(&lock, source))?;
            match text.as_deref() {
                Some(text) if text == ours.as_bytes() => {}
                Some(b"") if look < 10 => {
                    std::thread::sleep(PAUSE);
                    continue;
                }
                Some(b"") => {}
                _ => break,
            }
            let removed = self.disk.remove(&lock);
            removed.map_err(|source| Error::write(&lock, source))?;
            break;
        }
        Ok(())
    }

    /// Moves a branch back to where it stood before an act of ours. The files and the index stay: what was committed is
    /// staged.
    pub(super) fn move_back(&self, act: &Note, moved: &BranchNote) -> Result<bool, Error> {
        let note = Note {
            number: self.home.next_number()?,
            undoes: Some(act.number),
            folder: act.folder.clone(),
            branch: Some(BranchNote {
                name: moved.name.clone(),
                from: moved.to.clone(),
                to: moved.from.clone(),
                entries: Vec::new(),
            }),
            ..Note::default()
        };
        let branch = Branch {
            name: moved.name.clone(),
            tip: moved.to.as_deref().map(object_id).transpose()?,
        };
        let to = moved.from.as_deref().map(object_id).transpose()?;
        let intended = |source| Error::write(&self.home.dir, source);
        let draft = self.draft(note.number).map_err(intended)?;
        self.intend(&draft, &note).map_err(intended)?;
        match self.move_branch(&branch, to, &[]) {
            Ok(true) => self.remember(&note).map(|()| true),
            Ok(false) => self.forget_intent().map(|()| false),
            Err(error) => match self.settle_failed(&note)? {
                true => Ok(true),
                false => Err(error),
            },
        }
    }

    /// After something of our own has failed: whether the branch was moved all the same. If even this fails, the note stays
    /// for the next writer.
    fn settle_failed(&self, note: &Note) -> Result<bool, Error> {
        let moved = note.branch.as_ref().expect("the note of a commit");
        self.clear_index_lock()?;
        match self.follow_branch(note, moved)? {
            true => self.remember(note).map(|()| true),
            false => self.forget_intent().map(|()| false),
        }
    }
}

/// The text of git's lock of the index while we hold it.
const INDEX_LOCK: &[u8] = b"held by supervision while it commits\n";

fn step(disk: &Disk, what: &'static str) -> Result<(), Error> {
    let stepped = disk.step(Step::Git(what));
    stepped.map_err(|source| Error::write(std::path::Path::new(what), source))
}

fn commit_id(id: ObjectId) -> CommitId {
    crate::store::git::id_of_commit(id)
}
