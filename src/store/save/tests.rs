//! Writers that are killed, and disks that say no, at every step of every act; and mistakes planted to see that this finds
//! them.
//!
//! A kill leaves the disk as it is in that moment: the step is not taken, nothing after it happens, and the lock goes. With a
//! torn write, half of the bytes are there. With a power cut, every file that had not gone to the disk itself is empty.
#![allow(clippy::disallowed_methods, reason = "tests make folders of their own")]

mod commits;
mod saves;

use commits::{commit, commit_fault, edited};
use saves::save;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use tempfile::TempDir;

use super::disk::{Bug, Disk, Step};
use super::turn::Turn;
use super::{Edit, Recovered};
use crate::store::error::Error;
use crate::store::{CommitPlan, Store, commit_files};

/// How an act ends too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Kill,
    Torn,
    PowerCut,
    /// This one step fails.
    Fails,
    /// This step fails, and all after it.
    DiskFull,
}

const KILLS: [End; 3] = [End::Kill, End::Torn, End::PowerCut];

/// What the watcher knows of the files that were written.
#[derive(Default)]
struct Seen {
    steps: usize,
    last: Option<Done>,
    /// Files that are not on the disk itself yet.
    unsynced: Vec<PathBuf>,
}

enum Done {
    Wrote(PathBuf),
    Synced(PathBuf),
    Renamed(PathBuf, PathBuf),
    Nothing,
}

impl Seen {
    fn settle(&mut self) {
        match self.last.take() {
            Some(Done::Wrote(path)) => self.unsynced.push(path),
            Some(Done::Synced(path)) => self.unsynced.retain(|other| *other != path),
            Some(Done::Renamed(from, to)) => {
                for path in &mut self.unsynced {
                    if let Ok(rest) = path.strip_prefix(&from) {
                        *path = match rest.as_os_str().is_empty() {
                            true => to.clone(),
                            false => to.join(rest),
                        };
                    }
                }
            }
            Some(Done::Nothing) | None => {}
        }
    }
}

struct Killed;

/// Does something on a disk that ends it at a step; whether it came that far.
fn ended(end: End, at: usize, bug: Option<Bug>, act: impl FnOnce(Disk)) -> bool {
    let seen = Rc::new(RefCell::new(Seen::default()));
    let watched = Rc::clone(&seen);
    let watch = move |step: Step<'_>| -> io::Result<()> {
        let mut seen = watched.borrow_mut();
        seen.settle();
        seen.steps += 1;
        let is_end = seen.steps == at || (end == End::DiskFull && seen.steps > at);
        if !is_end {
            seen.last = Some(match step {
                Step::Write(path, _) => Done::Wrote(path.to_path_buf()),
                Step::Sync(path) => Done::Synced(path.to_path_buf()),
                Step::Rename(from, to) => Done::Renamed(from.to_path_buf(), to.to_path_buf()),
                _ => Done::Nothing,
            });
            return Ok(());
        }
        match end {
            End::Fails | End::DiskFull => return Err(ErrorKind::StorageFull.into()),
            End::Torn => {
                if let Step::Write(path, bytes) = step {
                    fs::write(path, &bytes[..bytes.len() / 2]).expect("it goes well");
                }
            }
            End::PowerCut => {
                for path in &seen.unsynced {
                    if path.is_file() {
                        fs::write(path, "").expect("it goes well");
                    }
                }
            }
            End::Kill => {}
        }
        drop(seen);
        resume_unwind(Box::new(Killed))
    };
    let disk = Disk {
        watch: Some(Rc::new(watch)),
        bug,
    };
    if let Err(cause) = catch_unwind(AssertUnwindSafe(|| act(disk)))
        && !cause.is::<Killed>()
    {
        resume_unwind(cause);
    }
    let steps = seen.borrow().steps;
    steps >= at
}

/// A disk on which everything goes well, and nothing waits for the platter.
fn calm() -> Disk {
    Disk {
        watch: Some(Rc::new(|_| Ok(()))),
        bug: None,
    }
}

/// The next writer, on a calm disk.
fn recover(store: &Store) -> Result<Option<Recovered>, Error> {
    Ok(Turn::take(store, calm())?.recovered)
}

/// A store for one end.
struct Played {
    folder: TempDir,
    in_git: bool,
}

const SETTINGS: &str = "kind: store\nformat: 1\nid: played\n";
const OLD: &str = "old words\nof some length\n";
const NEW: &str = "new words\nof some other length, too\n";
const CHANGED: [&str; 2] = ["people/changed.yaml", "people/gone.yaml"];
const ADDED: &str = "workers/new/worker.yaml";

impl Played {
    fn new(in_git: bool) -> Self {
        // Memory where the system offers it as a folder: a thousand stores are made here.
        let memory = Path::new("/dev/shm");
        let folder = match memory.is_dir() {
            true => tempfile::tempdir_in(memory).expect("it goes well"),
            false => tempfile::tempdir().expect("it goes well"),
        };
        let files = [
            ("supervision.yaml", SETTINGS),
            (CHANGED[0], OLD),
            (CHANGED[1], OLD),
        ];
        if in_git {
            let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
            let plan = CommitPlan {
                author_name: "Sam Okoro".to_owned(),
                author_email: "sam.okoro@example.org".to_owned(),
                time: 1_768_208_400,
                offset_minutes: 0,
                message: "first".to_owned(),
                files: files.to_vec(),
            };
            commit_files(&folder.path().join("store"), &[plan]).expect("it goes well");
            let config = folder.path().join("store/.git/config");
            let known = fs::read_to_string(&config).expect("it goes well");
            let known = known + "[user]\n\tname = Sam Okoro\n\temail = sam.okoro@example.org\n";
            fs::write(&config, known).expect("it goes well");
        } else {
            for (path, text) in files {
                let path = folder.path().join("store").join(path);
                fs::create_dir_all(path.parent().expect("it goes well")).expect("it goes well");
                fs::write(path, text).expect("it goes well");
            }
        }
        Self { folder, in_git }
    }

    fn dir(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    fn open(&self) -> Store {
        Store::open(&self.dir()).expect("it goes well")
    }

    fn home(&self) -> PathBuf {
        self.dir().join(match self.in_git {
            true => ".git/supervision",
            false => ".supervision",
        })
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.dir().join(path)).ok()
    }

    /// The three files of the set, as they stand.
    fn set(&self) -> [Option<String>; 3] {
        [CHANGED[0], CHANGED[1], ADDED].map(|path| self.text(path))
    }

    /// Whether every text of the set is found in `rescue`.
    fn is_rescued(&self) -> bool {
        let texts = below(&self.home().join("rescue"));
        let all = || texts.values().filter(|text| **text == NEW.as_bytes());
        all().count() >= 2
    }
}

/// Every file below a folder.
fn below(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => found.extend(below(&path)),
            false => drop(found.insert(path.clone(), fs::read(&path).expect("it goes well"))),
        }
    }
    found
}

fn edits() -> Vec<Edit> {
    vec![
        Edit::replace(CHANGED[0], OLD, NEW),
        Edit::new_file(ADDED, NEW),
        Edit::remove(CHANGED[1], OLD),
    ]
}

fn before() -> [Option<String>; 3] {
    [Some(OLD.to_owned()), Some(OLD.to_owned()), None]
}

fn after() -> [Option<String>; 3] {
    [Some(NEW.to_owned()), None, Some(NEW.to_owned())]
}

/// What is wrong once the next writer has been there; nothing where all is well.
fn fault(played: &Played) -> Option<String> {
    let store = played.open();
    if let Err(error) = recover(&store) {
        return Some(format!("it cannot be put right: {error}"));
    }
    let next = store.save_on(calm(), &[Edit::new_file("people/next.yaml", "next\n")]);
    if let Err(error) = next {
        return Some(format!("the next writer cannot write: {error}"));
    }
    let set = played.set();
    if set != before() && set != after() {
        return Some(format!("neither all old nor all new: {set:?}"));
    }
    let home = played.home();
    for left in ["intent", "index-lock"] {
        if home.join(left).exists() {
            return Some(format!("{left} is left"));
        }
    }
    if !below(&home.join("tmp")).is_empty() {
        return Some("something is left in tmp".to_owned());
    }
    let strays =
        below(&played.dir().join("people")).len() + below(&played.dir().join("workers")).len();
    if strays != 3 {
        return Some("there are files that nobody wrote".to_owned());
    }
    None
}

/// Ends an act at every step in turn, each time in a new store, and looks; how many ends there were.
fn at_every_step(
    ends: &[End],
    bug: Option<Bug>,
    prepare: impl Fn() -> Played,
    act: impl Fn(&Played, Disk),
    look: impl Fn(&Played) -> Option<String>,
) -> Result<usize, String> {
    let mut count = 0;
    for end in ends {
        for at in 1.. {
            let played = prepare();
            if !ended(*end, at, bug, |disk| act(&played, disk)) {
                break;
            }
            count += 1;
            if let Some(fault) = look(&played) {
                return Err(format!("{end:?} at step {at}: {fault}"));
            }
        }
    }
    Ok(count)
}

#[test]
fn a_planted_mistake_is_found() {
    let found = |bug, ends: &[End]| {
        at_every_step(ends, Some(bug), || Played::new(true), save, fault).expect_err("it fails")
    };
    let words = found(Bug::Unnoted, &KILLS);
    assert!(words.contains("neither all old nor all new"), "{words}");
    let words = found(Bug::Unsynced, &KILLS);
    assert!(words.starts_with("PowerCut"), "{words}");
    // Putting right with the mistake in it: the branch has the commit, and the index has not.
    let words = at_every_step(&KILLS, None, edited, commit, |played| {
        let disk = Disk {
            bug: Some(Bug::StaleIndex),
            ..calm()
        };
        let _ = Turn::take(&played.open(), disk);
        commit_fault(played)
    });
    let words = words.expect_err("it fails");
    assert!(
        words.contains("the index has changes that nobody staged"),
        "{words}"
    );
}
