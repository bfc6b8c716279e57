//! `supervision undo` from outside: what it takes back, what it keeps, and what it leaves alone.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::example;
use crate::support::run::{Output, Supervision};
use crate::support::store::git;

const SESSION: &str = "workers/jo-field/3-supervision/2026-10-21.md";
const CPD: &str = "workers/jo-field/5-training/2026-10-30-cpd.md";

fn call(dir: &Path, args: &[&str]) -> Output {
    Supervision::new(args.iter().map(|arg| (*arg).to_owned()))
        .in_dir(dir)
        .run()
}

#[track_caller]
fn done(dir: &Path, args: &[&str]) {
    let _ = said(dir, args);
}

#[track_caller]
fn said(dir: &Path, args: &[&str]) -> Output {
    let output = call(dir, args);
    assert_eq!(
        output.status, 0,
        "{args:?}: {}{}",
        output.stdout, output.stderr
    );
    output
}

/// Puts right what has one right answer; what the rest of the example would say is left out of this store.
#[track_caller]
fn fix(dir: &Path) {
    let output = call(dir, &["check", "--fix", "--write"]);
    assert!(
        output.stderr.contains(" put right in "),
        "{}",
        output.stderr
    );
}

#[track_caller]
fn refused(dir: &Path, said: &str) {
    let before = example::contents(&dir.join("workers"));
    let output = call(dir, &["undo", "--write"]);
    assert_eq!(output.status, 2, "{}{}", output.stdout, output.stderr);
    assert!(output.stderr.contains(said), "{said} in {}", output.stderr);
    assert_eq!(example::contents(&dir.join("workers")), before);
}

fn committed() -> TempDir {
    let store = example::few();
    let dir = store.path();
    git(dir, &["init", "-q", "-b", "main"]);
    git(dir, &["config", "user.name", "Helen Marsh"]);
    git(dir, &["config", "user.email", "helen.marsh@example.org"]);
    git(dir, &["add", "."]);
    git(dir, &["commit", "-q", "-m", "The records"]);
    store
}

fn new(dir: &Path) {
    done(
        dir,
        &[
            "new",
            "cpd",
            "--worker",
            "jo-field",
            "--type",
            "course",
            "--about",
            "Neglect",
            "--date",
            "2026-10-30",
        ],
    );
}

#[test]
fn a_new_record_goes_and_its_text_is_kept() {
    let store = committed();
    let dir = store.path();
    new(dir);
    let text = fs::read(dir.join(CPD)).expect("the record");
    let shown = said(dir, &["undo"]);
    assert!(
        shown.stdout.contains(&format!("{CPD}: goes")),
        "{}",
        shown.stdout
    );
    assert!(
        shown
            .stderr
            .contains("nothing is written without `--write`"),
        "{}",
        shown.stderr
    );
    assert!(dir.join(CPD).exists(), "shown only");
    let output = said(dir, &["undo", "--write"]);
    assert!(!dir.join(CPD).exists());
    let folder = output.stderr.trim().rsplit(' ').next().expect("a folder");
    assert_eq!(
        fs::read(Path::new(folder).join(CPD)).expect("it is kept"),
        text
    );
    let nothing = call(dir, &["undo"]);
    assert!(
        nothing.status == 2 && nothing.stderr.contains("there is nothing to take back"),
        "{}",
        nothing.stderr
    );
    assert_eq!(git(dir, &["status", "--porcelain"]), "");
}

#[test]
fn files_that_were_put_right_together_are_as_they_were_before() {
    // Outside git as well: the store has a folder of its own that no reading enters.
    let store = example::few();
    let dir = store.path();
    let files = [SESSION, "workers/dana-wells/3-supervision/2026-10-20.md"];
    for path in files {
        let text = fs::read_to_string(dir.join(path)).expect("a session");
        fs::write(dir.join(path), text.replacen("\nminutes:", "\nmintues:", 1)).expect("written");
    }
    let before = example::contents(&dir.join("workers"));
    fix(dir);
    assert_ne!(example::contents(&dir.join("workers")), before);
    let output = said(dir, &["undo", "--write"]);
    assert_eq!(
        output
            .stdout
            .matches("gets the text that stood there before")
            .count(),
        2,
        "{}",
        output.stdout
    );
    assert_eq!(example::contents(&dir.join("workers")), before);
    let check = call(dir, &["check", "--format", "short"]);
    assert!(
        !check.stdout.contains("supervision/rescue"),
        "{}",
        check.stdout
    );
    assert!(dir.join(".supervision/rescue").is_dir());
}

#[test]
fn what_was_changed_since_or_committed_since_is_left_alone() {
    let store = committed();
    let dir = store.path();
    new(dir);
    let text = fs::read_to_string(dir.join(CPD)).expect("the record");
    fs::write(dir.join(CPD), format!("{text}mine\n")).expect("written");
    refused(dir, "was changed since");
    fs::write(dir.join(CPD), text).expect("written");
    git(dir, &["add", "."]);
    git(dir, &["commit", "-q", "-m", "By hand"]);
    refused(dir, "was committed since");
}

#[test]
fn a_commit_goes_back_and_the_files_stay_and_then_the_save_before_it() {
    let store = committed();
    let dir = store.path();
    let first = git(dir, &["rev-parse", "HEAD"]);
    example::edit(dir, SESSION, "minutes: ", "minutes: mintues");
    let text = fs::read_to_string(dir.join(SESSION)).expect("the session");
    fs::write(
        dir.join(SESSION),
        text.replacen("\nminutes: mintues\n", "\nmintues: 95\n", 1),
    )
    .expect("written");
    let slip = fs::read(dir.join(SESSION)).expect("the slip");
    fix(dir);
    let right = fs::read(dir.join(SESSION)).expect("put right");
    done(dir, &["commit", "jo-field"]);
    let commit = git(dir, &["rev-parse", "--short=10", "HEAD"]);
    let shown = said(dir, &["undo"]);
    assert!(
        shown.stdout.contains(commit.trim()) && shown.stdout.contains(SESSION),
        "{}",
        shown.stdout
    );
    assert_ne!(git(dir, &["rev-parse", "HEAD"]), first, "shown only");
    done(dir, &["undo", "--write"]);
    assert_eq!(git(dir, &["rev-parse", "HEAD"]), first);
    assert_eq!(
        git(dir, &["status", "--porcelain"]),
        format!("M  {SESSION}\n")
    );
    assert_eq!(fs::read(dir.join(SESSION)).expect("the session"), right);
    done(dir, &["undo", "--write"]);
    assert_eq!(fs::read(dir.join(SESSION)).expect("the session"), slip);
}

#[test]
fn a_commit_that_others_have_or_that_others_follow_is_left_alone() {
    let store = committed();
    let dir = store.path();
    let folder = tempfile::tempdir().expect("a folder");
    let bare = folder
        .path()
        .join("bare.git")
        .to_string_lossy()
        .into_owned();
    git(dir, &["clone", "-q", "--bare", ".", &bare]);
    git(dir, &["remote", "add", "origin", &bare]);
    example::edit(dir, SESSION, "minutes: ", "minutes: 95");
    done(dir, &["commit", "jo-field"]);
    git(dir, &["push", "-q", "origin", "main"]);
    refused(dir, "origin/main has it already");
    example::edit(dir, SESSION, "minutes: ", "minutes: 85");
    done(dir, &["commit", "jo-field"]);
    git(dir, &["commit", "-q", "--allow-empty", "-m", "Another"]);
    refused(dir, "somebody has committed since");
}

#[test]
fn what_is_signed_is_never_taken_back() {
    let store = committed();
    let dir = store.path();
    let record = "amira-shah/3-supervision/2026-06-23";
    done(
        dir,
        &["sign", record, "--as", "supervisee", "--by", "amira-shah"],
    );
    refused(
        dir,
        "it holds a sign-off of amira-shah/3-supervision/2026-06-23",
    );
    done(dir, &["commit", record]);
    refused(
        dir,
        "it holds a sign-off of amira-shah/3-supervision/2026-06-23",
    );
    // A save of a record that has been signed since, by other means.
    let store = committed();
    let dir = store.path();
    let close = [
        "actions",
        "close",
        "c-0903-2026-10-20-1",
        "--in",
        "dana-wells/3-supervision/2026-10-20",
        "--outcome",
        "done",
        "--write",
    ];
    done(dir, &close);
    let elsewhere = example::few();
    done(elsewhere.path(), &close);
    done(
        elsewhere.path(),
        &[
            "sign",
            "dana-wells/3-supervision/2026-10-20",
            "--as",
            "supervisee",
            "--by",
            "dana-wells",
        ],
    );
    let statement = "workers/dana-wells/3-supervision/signoffs/2026-10-20/1-supervisee.st";
    fs::create_dir_all(dir.join(statement).parent().expect("a folder")).expect("made");
    fs::copy(elsewhere.path().join(statement), dir.join(statement)).expect("copied");
    refused(dir, "dana-wells/3-supervision/2026-10-20 is signed");
}

#[test]
fn a_new_store_is_not_taken_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path();
    done(
        dir,
        &[
            "init",
            "--id",
            "north",
            "--organisation",
            "Exampleshire",
            "--marking",
            "OFFICIAL",
            "--policy",
            "rotherham",
        ],
    );
    let output = call(dir, &["undo", "--write"]);
    assert!(
        output.status == 2 && output.stderr.contains("it made the store itself"),
        "{}",
        output.stderr
    );
    assert!(dir.join("supervision.yaml").exists());
}

/// A save of two files that was cut off when one of them was in place, as a killed writer leaves it.
fn cut_off(dir: &Path) -> [Vec<u8>; 2] {
    const FILES: [&str; 2] = [SESSION, "workers/dana-wells/3-supervision/2026-10-20.md"];
    let right = FILES.map(|path| fs::read(dir.join(path)).expect("a session"));
    for path in FILES {
        let text = fs::read_to_string(dir.join(path)).expect("a session");
        fs::write(dir.join(path), text.replacen("\nminutes:", "\nmintues:", 1)).expect("written");
    }
    let slips = FILES.map(|path| fs::read(dir.join(path)).expect("a session"));
    fix(dir);
    let home = dir.join(".git/supervision");
    fs::rename(home.join("journal/000001"), home.join("intent")).expect("moved");
    // Files are saved in the order of their paths: the second is the first again, and its text still waits.
    fs::write(dir.join(SESSION), &slips[0]).expect("written");
    let note = fs::read_to_string(home.join("intent/note")).expect("a note");
    let files: Vec<&str> = note
        .lines()
        .filter(|line| line.starts_with("file "))
        .collect();
    let index = files
        .iter()
        .position(|line| line.ends_with(SESSION))
        .expect("it is in the set");
    fs::write(home.join(format!("intent/new-{index}")), &right[0]).expect("written");
    slips
}

#[test]
fn a_save_that_was_cut_off_is_named_by_readers_and_finished_by_writers() {
    let store = committed();
    let dir = store.path();
    let slips = cut_off(dir);
    for args in [&["check"][..], &["due"]] {
        let output = call(dir, args);
        assert!(
            output.stderr.contains("an earlier command was cut off")
                && output.stderr.contains("supervision undo"),
            "{args:?}: {}",
            output.stderr
        );
    }
    assert_eq!(
        fs::read(dir.join(SESSION)).expect("the session"),
        slips[0],
        "readers change nothing"
    );
    let output = call(
        dir,
        &[
            "new",
            "cpd",
            "--worker",
            "jo-field",
            "--type",
            "course",
            "--about",
            "Neglect",
            "--date",
            "2026-10-30",
        ],
    );
    assert!(
        output.status == 0
            && output
                .stderr
                .contains("the save of 2 files that had been cut off is finished now"),
        "{}",
        output.stderr
    );
    assert_ne!(fs::read(dir.join(SESSION)).expect("the session"), slips[0]);
    assert!(!call(dir, &["check"]).stderr.contains("cut off"));
}

#[test]
fn a_save_that_was_cut_off_can_be_taken_back_as_a_whole() {
    let store = committed();
    let dir = store.path();
    let slips = cut_off(dir);
    let shown = said(dir, &["undo"]);
    assert!(
        shown
            .stdout
            .contains("It was cut off, and is still half done."),
        "{}",
        shown.stdout
    );
    done(dir, &["undo", "--write"]);
    assert_eq!(fs::read(dir.join(SESSION)).expect("the session"), slips[0]);
    let other = fs::read(dir.join("workers/dana-wells/3-supervision/2026-10-20.md"));
    assert_eq!(other.expect("the other"), slips[1]);
    assert!(!call(dir, &["check"]).stderr.contains("cut off"));
}
