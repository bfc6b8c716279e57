//! `supervision hook` from outside, run by git itself: commits and pushes that are refused and let in.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::support::example;
use crate::support::git::{done, refused};
use crate::support::run::Supervision;

const SESSION: &str = "workers/jo-field/3-supervision/2026-10-21.md";
const AGREEMENT: &str = "workers/jo-field/2-agreement-and-history/2025-09-01-agreement.md";
const STATEMENT: &str =
    "workers/jo-field/2-agreement-and-history/signoffs/2025-09-01-agreement/1-supervisor.st";

#[track_caller]
fn install(dir: &Path) -> String {
    let output = Supervision::new(["hook", "install"]).in_dir(dir).run();
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    output.stdout
}

/// The example under git with our hooks.
fn committed() -> TempDir {
    let store = example::copy();
    done(store.path(), &["init", "-q", "-b", "main"]);
    done(store.path(), &["add", "."]);
    done(store.path(), &["commit", "-q", "-m", "The records"]);
    install(store.path());
    store
}

/// A bare repository with our hook, and a clone of it with the example pushed.
fn served() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let (bare, clone) = (
        folder.path().join("records.git"),
        folder.path().join("clone"),
    );
    let store = committed();
    done(
        folder.path(),
        &[
            "clone",
            "-q",
            "--bare",
            &store.path().to_string_lossy(),
            "records.git",
        ],
    );
    let output = Supervision::new(["hook", "install", "--store", "records.git"])
        .in_dir(folder.path())
        .run();
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    assert!(
        bare.join("hooks/pre-receive").is_file(),
        "{}",
        output.stdout
    );
    done(folder.path(), &["clone", "-q", "records.git", "clone"]);
    (folder, bare, clone)
}

fn tip(dir: &Path, branch: &str) -> String {
    done(dir, &["rev-parse", branch])
}

fn replace(dir: &Path, path: &str, from: &str, to: &str) {
    let path = dir.join(path);
    let text = std::fs::read_to_string(&path).expect("the record");
    assert!(text.contains(from), "{from} stands in {}", path.display());
    std::fs::write(&path, text.replacen(from, to, 1)).expect("written");
}

#[test]
fn a_commit_that_brings_an_error_is_refused_and_one_that_brings_none_names_its_records() {
    let store = committed();
    let dir = store.path();
    let before = tip(dir, "main");
    example::edit(dir, SESSION, "minutes: ", "minutes: ninety");
    done(dir, &["add", "."]);
    let words = refused(dir, &["commit", "-m", "Session"]);
    assert!(
        words.contains(SESSION) && words.contains(": error: "),
        "{words}"
    );
    assert!(words.contains("help: "), "{words}");
    assert!(words.contains("The commit is refused"), "{words}");
    assert_eq!(tip(dir, "main"), before);

    example::edit(dir, SESSION, "minutes: ", "minutes: 95");
    done(dir, &["add", "."]);
    done(dir, &["commit", "-q", "-m", "Session of 21 October"]);
    let message = done(dir, &["log", "-1", "--format=%B"]);
    assert_eq!(
        message.trim(),
        "Session of 21 October\n\nRecord: jo-field/3-supervision/2026-10-21"
    );
    let trailers = done(
        dir,
        &["log", "-1", "--format=%(trailers:key=Record,valueonly)"],
    );
    assert_eq!(trailers.trim(), "jo-field/3-supervision/2026-10-21");
}

#[test]
fn the_index_is_judged_and_not_the_files_on_disk() {
    let store = committed();
    let dir = store.path();
    // Staged right, and broken on disk since.
    example::edit(dir, SESSION, "minutes: ", "minutes: 95");
    done(dir, &["add", "."]);
    example::edit(dir, SESSION, "minutes: ", "minutes: ninety");
    done(dir, &["commit", "-q", "-m", "As staged"]);
    // Staged broken, and right on disk since.
    done(dir, &["add", "."]);
    example::edit(dir, SESSION, "minutes: ", "minutes: 95");
    let words = refused(dir, &["commit", "-m", "As staged"]);
    assert!(words.contains(SESSION), "{words}");
}

#[test]
fn what_commit_all_takes_in_beside_the_index_is_judged_too() {
    let store = committed();
    let dir = store.path();
    example::edit(dir, SESSION, "minutes: ", "minutes: ninety");
    let words = refused(dir, &["commit", "-a", "-m", "All"]);
    assert!(words.contains(SESSION), "{words}");
    let words = refused(dir, &["commit", "-m", "One", SESSION]);
    assert!(words.contains(SESSION), "{words}");
}

#[test]
fn what_was_wrong_before_stands_in_nobodys_way() {
    let store = committed();
    let dir = store.path();
    let other = "workers/amira-shah/3-supervision/2026-10-13.md";
    example::edit(dir, other, "minutes: ", "minutes: ninety");
    done(dir, &["commit", "-a", "-q", "--no-verify", "-m", "Wrong"]);
    example::edit(dir, SESSION, "minutes: ", "minutes: 95");
    done(dir, &["commit", "-a", "-q", "-m", "Another record"]);
    // But a record that is changed has to read.
    replace(
        dir,
        other,
        "minutes: ninety\n",
        "minutes: ninety\n# a word\n",
    );
    let words = refused(dir, &["commit", "-a", "-m", "The wrong one"]);
    assert!(words.contains(other), "{words}");
}

#[test]
fn a_signed_record_is_not_changed_by_a_commit() {
    let store = committed();
    let dir = store.path();
    let text = std::fs::read_to_string(dir.join(AGREEMENT)).expect("the agreement");
    std::fs::write(dir.join(AGREEMENT), text + "\nOne more line.\n").expect("written");
    let words = refused(dir, &["commit", "-a", "-m", "A line more"]);
    assert!(words.contains("signed, and changed since"), "{words}");
    assert!(!words.contains("One more line"), "{words}");
}

#[test]
fn hooks_of_somebody_else_are_left_and_ours_go_in_and_out_once() {
    let store = example::copy();
    let dir = store.path();
    done(dir, &["init", "-q", "-b", "main"]);
    let theirs = dir.join(".git/hooks/pre-commit");
    std::fs::create_dir_all(theirs.parent().expect("a folder")).expect("made");
    std::fs::write(&theirs, "#!/bin/sh\nexit 0\n").expect("written");
    let output = Supervision::new(["hook", "install"]).in_dir(dir).run();
    assert_eq!(output.status, 1);
    assert!(
        output
            .stdout
            .contains("supervision hook pre-commit || exit 1"),
        "{}",
        output.stdout
    );
    let kept = std::fs::read_to_string(&theirs).expect("still there");
    assert_eq!(kept, "#!/bin/sh\nexit 0\n");
    std::fs::remove_file(&theirs).expect("removed");
    install(dir);
    let first = std::fs::read_to_string(&theirs).expect("ours");
    let again = install(dir);
    assert!(
        again.contains("stands already") && !again.contains("wrote"),
        "{again}"
    );
    assert_eq!(first, std::fs::read_to_string(&theirs).expect("ours"));
    let output = Supervision::new(["hook", "uninstall"]).in_dir(dir).run();
    assert_eq!(output.status, 0, "{}", output.stderr);
    assert!(!theirs.exists() && !dir.join(".git/hooks/commit-msg").exists());
}

#[test]
fn a_folder_of_hooks_is_honoured_within_the_repository_and_refused_outside() {
    let store = example::copy();
    let dir = store.path();
    done(dir, &["init", "-q", "-b", "main"]);
    done(dir, &["config", "core.hooksPath", ".hooks"]);
    install(dir);
    assert!(dir.join(".hooks/pre-commit").is_file());
    let outside = tempfile::tempdir().expect("a folder");
    let elsewhere = outside.path().to_string_lossy().into_owned();
    done(dir, &["config", "core.hooksPath", &elsewhere]);
    let output = Supervision::new(["hook", "install"]).in_dir(dir).run();
    assert_eq!(output.status, 2, "{}", output.stdout);
    assert!(
        output.stderr.contains("core.hooksPath"),
        "{}",
        output.stderr
    );
    assert_eq!(
        std::fs::read_dir(outside.path()).expect("listed").count(),
        0
    );
}

#[test]
fn a_hook_that_cannot_find_the_program_says_so_and_refuses() {
    let store = committed();
    let dir = store.path();
    let hook = dir.join(".git/hooks/pre-commit");
    let text = std::fs::read_to_string(&hook).expect("the hook");
    let program = env!("CARGO_BIN_EXE_supervision").replace('\\', "/");
    let moved = text.replace(&program, "/nowhere/supervision");
    assert_ne!(text, moved);
    std::fs::write(&hook, moved).expect("written");
    example::edit(dir, SESSION, "minutes: ", "minutes: 95");
    let words = refused(dir, &["commit", "-a", "-m", "Session"]);
    assert!(
        words.contains("cannot find the program `supervision`"),
        "{words}"
    );
}

#[test]
fn a_store_in_a_folder_of_its_repository_is_checked_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = folder.path().join("the records");
    let store = example::copy();
    std::fs::rename(store.path(), &records).expect("moved");
    std::fs::create_dir_all(store.path()).expect("made again, to be cleared away");
    done(folder.path(), &["init", "-q", "-b", "main"]);
    install(&records);
    done(folder.path(), &["add", "."]);
    done(folder.path(), &["commit", "-q", "-m", "All"]);
    let message = done(folder.path(), &["log", "-1", "--format=%B"]);
    assert!(message.contains("\n\nRecords: 4"), "{message}");
    example::edit(&records, SESSION, "minutes: ", "minutes: ninety");
    let words = refused(folder.path(), &["commit", "-a", "-m", "Session"]);
    assert!(words.contains(SESSION), "{words}");
}

#[test]
fn a_push_is_let_in_when_its_records_check_and_refused_when_they_do_not() {
    let (_folder, bare, clone) = served();
    example::edit(&clone, SESSION, "minutes: ", "minutes: 95");
    done(&clone, &["commit", "-a", "-q", "-m", "Session"]);
    done(&clone, &["push", "-q", "origin", "main"]);
    let good = tip(&clone, "main");
    assert_eq!(tip(&bare, "main"), good);

    example::edit(&clone, SESSION, "minutes: ", "minutes: ninety");
    done(&clone, &["commit", "-a", "-q", "-m", "Session"]);
    let words = refused(&clone, &["push", "origin", "main"]);
    assert!(words.contains("The push to main is refused"), "{words}");
    assert!(
        words.contains(SESSION) && words.contains("help: "),
        "{words}"
    );
    assert_eq!(tip(&bare, "main"), good);
    // A new branch is read as well, against what it began from.
    let words = refused(&clone, &["push", "origin", "main:refs/heads/mine"]);
    assert!(words.contains("The push to mine is refused"), "{words}");

    example::edit(&clone, SESSION, "minutes: ", "minutes: 100");
    done(&clone, &["commit", "-a", "-q", "-m", "Mended"]);
    done(&clone, &["push", "-q", "origin", "main"]);
    assert_eq!(tip(&bare, "main"), tip(&clone, "main"));
}

#[test]
fn history_is_neither_rewritten_nor_taken_away_by_a_push() {
    let (_folder, bare, clone) = served();
    let first = tip(&bare, "main");
    example::edit(&clone, SESSION, "minutes: ", "minutes: 95");
    done(
        &clone,
        &["commit", "-a", "-q", "--amend", "-m", "Another beginning"],
    );
    let words = refused(&clone, &["push", "--force", "origin", "main"]);
    assert!(
        words.contains("would rewrite the history of main"),
        "{words}"
    );
    let words = refused(&clone, &["push", "origin", ":main"]);
    assert!(words.contains("refused"), "{words}");
    assert_eq!(tip(&bare, "main"), first);

    done(&clone, &["reset", "-q", "--hard", "origin/main"]);
    done(&clone, &["push", "-q", "origin", "main:refs/heads/mine"]);
    done(&clone, &["push", "-q", "origin", ":mine"]);
    example::edit(&clone, SESSION, "minutes: ", "minutes: 95");
    done(&clone, &["commit", "-a", "-q", "-m", "Mine alone"]);
    done(&clone, &["push", "-q", "origin", "main:refs/heads/mine"]);
    let words = refused(&clone, &["push", "origin", ":mine"]);
    assert!(words.contains("on no other branch"), "{words}");
}

#[test]
fn a_push_that_changes_what_is_signed_is_refused_until_the_revision_is_raised() {
    let (_folder, bare, clone) = served();
    let before = tip(&bare, "main");
    let text = std::fs::read_to_string(clone.join(AGREEMENT)).expect("the agreement");
    std::fs::write(clone.join(AGREEMENT), format!("{text}\nOne more line.\n")).expect("written");
    done(&clone, &["commit", "-a", "-q", "-m", "A line more"]);
    let words = refused(&clone, &["push", "origin", "main"]);
    assert!(
        words.contains(&format!("{AGREEMENT}: signed, and changed since")),
        "{words}"
    );
    assert!(words.contains("jo-field and sam-okoro on 2025-"), "{words}");
    assert!(!words.contains("One more line"), "{words}");
    assert_eq!(tip(&bare, "main"), before);

    let raised = match text.contains("\nrevision: 1\n") {
        true => text.replacen("\nrevision: 1\n", "\nrevision: 2\n", 1),
        false => text.replacen("\nformat: 1\n", "\nformat: 1\nrevision: 2\n", 1),
    };
    assert_ne!(raised, text);
    std::fs::write(clone.join(AGREEMENT), format!("{raised}\nOne more line.\n")).expect("written");
    done(&clone, &["commit", "-a", "-q", "-m", "A new revision"]);
    done(&clone, &["push", "-q", "origin", "main"]);

    std::fs::remove_file(clone.join(STATEMENT)).expect("removed");
    done(&clone, &["commit", "-a", "-q", "-m", "No sign-off"]);
    let words = refused(&clone, &["push", "origin", "main"]);
    assert!(words.contains("a sign-off, and taken away"), "{words}");
}

#[test]
fn a_push_that_takes_the_settings_away_is_refused() {
    let (_folder, _bare, clone) = served();
    done(&clone, &["rm", "-q", "supervision.yaml"]);
    done(&clone, &["commit", "-q", "-m", "Gone"]);
    let words = refused(&clone, &["push", "origin", "main"]);
    assert!(words.contains("supervision.yaml: taken away"), "{words}");
}

#[test]
fn a_record_that_tells_of_practice_as_it_was_is_kept_and_what_is_to_be_done_is_said() {
    let store = committed();
    let dir = store.path();
    // Nobody can hold now the session that was not held.
    std::fs::create_dir_all(dir.join("workers/pat-lane")).expect("made");
    std::fs::write(
        dir.join("people/pat-lane.yaml"),
        "kind: person\nformat: 1\nid: pat-lane\nname: Pat Lane\nposts:\n  - from: 2026-01-05\n    role: social-worker\n",
    )
    .expect("written");
    std::fs::write(
        dir.join("workers/pat-lane/worker.yaml"),
        "kind: worker\nformat: 1\nid: pat-lane\nemployment:\n  - from: 2026-01-05\n    role: social-worker\n    team: north\n    basis: permanent\n    hours: 37\nline-managers:\n  - from: 2026-01-05\n    person: sam-okoro\n",
    )
    .expect("written");
    done(dir, &["add", "."]);
    let words = done(dir, &["commit", "-m", "A new worker"]);
    assert!(
        words.contains("It is kept as it is recorded, and is for you to look at:"),
        "{words}"
    );
    assert!(
        words.contains("session-overdue: supervision of pat-lane"),
        "{words}"
    );
}

#[test]
fn every_finding_of_practice_has_a_page() {
    for name in supervision::rules::brought::OF_PRACTICE {
        let page = Supervision::new(["explain", name]).run();
        assert_eq!(page.status, 0, "{name}");
        assert!(
            page.stdout.starts_with(&format!("# {name}\n")),
            "{}",
            page.stdout
        );
    }
}
