//! Commits, and their taking back, ended at every step.

use super::*;
use crate::store::At;
use crate::store::save::{Committing, Landed, Scope};

/// The files on disk are changed, and one of them is staged otherwise.
pub(super) fn edited() -> Played {
    let played = Played::new(true);
    let dir = played.dir();
    fs::write(dir.join(CHANGED[0]), NEW).expect("it goes well");
    fs::remove_file(dir.join(CHANGED[1])).expect("it goes well");
    fs::create_dir_all(dir.join("workers/new")).expect("it goes well");
    fs::write(dir.join(ADDED), NEW).expect("it goes well");
    played
}

pub(super) fn commit(played: &Played, disk: Disk) {
    let store = played.open();
    let scope = Scope::Files(vec!["people".to_owned(), "workers".to_owned()]);
    let Ok(mut committing) = Committing::begin(&store, scope, disk) else {
        return;
    };
    if committing.write("second\n").is_ok() {
        let _ = committing.land();
    }
}

/// The files of a commit or of the index, with their texts.
fn files(store: &Store, at: At) -> BTreeMap<String, String> {
    let snapshot = store.snapshot(at).expect("it goes well");
    let sources = snapshot.into_sources();
    let files = sources
        .iter()
        .map(|(_, file)| (file.path().to_owned(), file.text().to_owned()));
    files.collect()
}

pub(super) fn commit_fault(played: &Played) -> Option<String> {
    let store = played.open();
    if let Err(error) = recover(&store) {
        return Some(format!("it cannot be put right: {error}"));
    }
    let head = files(&store, At::Commit("HEAD".to_owned()));
    if files(&store, At::Index) != head {
        return Some("the index has changes that nobody staged".to_owned());
    }
    let whole = [CHANGED[0], CHANGED[1], ADDED].map(|path| head.get(path).cloned());
    if whole != before() && whole != after() {
        return Some(format!("the commit is torn: {whole:?}"));
    }
    for lock in [".git/index.lock", ".git/refs/heads/main.lock"] {
        if played.dir().join(lock).exists() {
            return Some(format!("{lock} is left"));
        }
    }
    if played.set() != after() {
        return Some("the files were touched".to_owned());
    }
    commit(played, calm());
    let head = files(&store, At::Commit("HEAD".to_owned()));
    let landed = [CHANGED[0], CHANGED[1], ADDED].map(|path| head.get(path).cloned());
    if landed != after() || files(&store, At::Index) != head {
        return Some("the next commit does not go through".to_owned());
    }
    fault(played)
}

#[test]
fn a_commit_that_is_killed_at_any_step_is_made_or_not_and_the_index_follows() {
    let count = at_every_step(&KILLS, None, edited, commit, commit_fault).expect("it goes well");
    assert!(count >= 60, "only {count} kills");
}

#[test]
fn a_commit_where_a_step_fails_is_made_or_not_and_the_index_follows() {
    for end in [End::Fails, End::DiskFull] {
        let count =
            at_every_step(&[end], None, edited, commit, commit_fault).expect("it goes well");
        assert!(count >= 20, "only {count} failures");
    }
}

#[test]
fn a_commit_that_is_killed_while_it_is_taken_back_stands_or_does_not() {
    let prepare = || {
        let played = edited();
        commit(&played, calm());
        played
    };
    let undo = |played: &Played, disk: Disk| {
        let store = played.open();
        if let Ok(Some(act)) = store.last_act() {
            let _ = store.undo_on(disk, act.number);
        }
    };
    let look = |played: &Played| {
        let store = played.open();
        if let Err(error) = recover(&store) {
            return Some(error.to_string());
        }
        let head = files(&store, At::Commit("HEAD".to_owned()));
        let head = [CHANGED[0], CHANGED[1], ADDED].map(|path| head.get(path).cloned());
        let index = files(&store, At::Index);
        let staged = [CHANGED[0], CHANGED[1], ADDED].map(|path| index.get(path).cloned());
        if (head != before() && head != after()) || staged != after() {
            return Some(format!("{head:?} {staged:?}"));
        }
        for lock in [
            ".git/index.lock",
            ".git/refs/heads/main.lock",
            ".git/supervision/intent",
        ] {
            if played.dir().join(lock).exists() {
                return Some(format!("{lock} is left"));
            }
        }
        None
    };
    let count = at_every_step(&KILLS, None, prepare, undo, look).expect("it goes well");
    assert!(count >= 30, "only {count} kills");
}

#[test]
fn the_first_commit_of_a_repository_and_one_that_another_program_overtakes() {
    let played = edited();
    let dir = played.dir();
    fs::remove_file(dir.join(".git/refs/heads/main")).expect("it goes well");
    fs::remove_file(dir.join(".git/index")).expect("it goes well");
    let store = played.open();
    let scope = || Scope::Files(vec![String::new()]);
    let mut committing = store.begin_commit(scope()).expect("it goes well");
    assert_eq!(committing.before(), None);
    committing.write("first\n").expect("it goes well");
    assert_eq!(committing.land().expect("it goes well"), Landed::Done);
    drop(committing);
    let head = files(&store, At::Commit("HEAD".to_owned()));
    assert_eq!(head, files(&store, At::Index));
    assert_eq!(head.get(ADDED).map(String::as_str), Some(NEW));

    // Another commit lands between writing and landing: on another file, and then on the same.
    let first = fs::read_to_string(dir.join(".git/refs/heads/main")).expect("it goes well");
    for (theirs, expected) in [
        ("people/other.yaml", Some(Landed::Again)),
        (CHANGED[0], None),
    ] {
        fs::write(dir.join(CHANGED[0]), format!("{NEW}once more: {theirs}\n"))
            .expect("it goes well");
        fs::write(dir.join(".git/refs/heads/main"), &first).expect("it goes well");
        let ours = Scope::Files(vec![CHANGED[0].to_owned()]);
        let mut committing = store.begin_commit(ours).expect("it goes well");
        committing.write("ours\n").expect("it goes well");
        let git = store.git().expect("it goes well");
        let tip = git.tip("refs/heads/main").expect("it goes well");
        let entry = crate::store::git::Entry {
            path: theirs.to_owned(),
            blob: git
                .entry("supervision.yaml")
                .expect("it goes well")
                .map(|(id, ..)| id),
            mode: 0o100_644,
            stat: super::super::Stat::default(),
        };
        let tree = git.tree_with(tip, &[entry]).expect("it goes well");
        let theirs = git
            .write_commit((tip, None), tree, "theirs\n")
            .expect("it goes well");
        fs::write(dir.join(".git/refs/heads/main"), format!("{theirs}\n")).expect("it goes well");
        match expected {
            Some(again) => {
                assert_eq!(committing.land().expect("it goes well"), again);
                committing.write("ours\n").expect("it goes well");
                assert_eq!(committing.land().expect("it goes well"), Landed::Done);
                let head = files(&store, At::Commit("HEAD".to_owned()));
                assert!(head.contains_key("people/other.yaml"));
                assert!(head[CHANGED[0]].contains("once more"));
            }
            None => {
                let error = committing.land().expect_err("it fails");
                assert!(matches!(error, Error::CommittedMeanwhile { .. }), "{error}");
            }
        }
    }
}
