//! git asks the program to merge, as it does at a desk.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::example;
use crate::support::git::{done, git, refused};
use crate::support::run::Supervision;

const SESSION: &str = "workers/jo-field/3-supervision/2026-10-21.md";

/// The lines that say which files git asks about.
const ATTRIBUTES: &str = "*.md text eol=lf diff=supervision merge=supervision\n*.yaml text eol=lf diff=supervision merge=supervision\n";

/// The example under git, with the hooks and the merge of records.
fn committed() -> TempDir {
    let store = example::copy();
    founded(store.path(), store.path());
    store
}

/// A repository at `top` with a store in it.
fn founded(top: &Path, store: &Path) {
    fs::write(store.join(".gitattributes"), ATTRIBUTES).expect("written");
    done(top, &["init", "-q", "-b", "main"]);
    done(top, &["add", "."]);
    done(top, &["commit", "-q", "-m", "The records"]);
    let output = Supervision::new(["hook", "install"]).in_dir(store).run();
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    assert!(
        output
            .stdout
            .contains("git merges and shows records part by part"),
        "{}",
        output.stdout
    );
    assert!(
        !output.stdout.contains("to use it, add"),
        "{}",
        output.stdout
    );
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("the record");
    assert_eq!(text.matches(from).count(), 1, "{from}");
    fs::write(file, text.replace(from, to)).expect("written");
}

/// The other side's change on a branch of its own, then ours on main.
fn changed_twice(store: &Path, theirs: (&str, &str), ours: (&str, &str)) {
    done(store, &["checkout", "-q", "-b", "other"]);
    replace(&store.join(SESSION), theirs.0, theirs.1);
    done(store, &["commit", "-qam", "Theirs"]);
    done(store, &["checkout", "-q", "main"]);
    replace(&store.join(SESSION), ours.0, ours.1);
    done(store, &["commit", "-qam", "Ours"]);
}

const MINUTES: &str = "minutes: 90\n";
const PLACE: &str = "place: Meeting room 2, Eastgate House\n";

#[test]
fn two_fields_that_are_neighbours_merge_where_lines_would_not() {
    let store = committed();
    changed_twice(
        store.path(),
        (MINUTES, "minutes: 95\n"),
        (PLACE, "place: Meeting room 3, Eastgate House\n"),
    );
    let by_lines = git(
        store.path(),
        &[
            "-c",
            "merge.supervision.driver=git merge-file %A %O %B",
            "merge",
            "-q",
            "other",
        ],
    );
    assert!(
        !by_lines.done,
        "git alone merges this too: {}",
        by_lines.words
    );
    done(store.path(), &["merge", "--abort"]);
    done(store.path(), &["merge", "-q", "--no-edit", "other"]);
    let text = fs::read_to_string(store.path().join(SESSION)).expect("the record");
    assert!(
        text.contains("minutes: 95\nplace: Meeting room 3, Eastgate House\n"),
        "{text}"
    );
    assert_eq!(done(store.path(), &["status", "--porcelain"]), "");
}

#[test]
fn two_values_for_one_field_are_named_and_a_commit_waits_until_a_person_has_decided() {
    let store = committed();
    changed_twice(
        store.path(),
        (MINUTES, "minutes: 95\n"),
        (MINUTES, "minutes: 100\n"),
    );
    let words = refused(store.path(), &["merge", "--no-edit", "other"]);
    assert!(
        words.contains(&format!(
            "{SESSION}: both sides have changed it, and you are to decide:\n  minutes\n"
        )),
        "{words}"
    );
    let check = Supervision::new(["check", SESSION])
        .in_dir(store.path())
        .run();
    assert_eq!(check.status, 1);
    assert!(
        check.stdout.contains("unresolved conflict"),
        "{}",
        check.stdout
    );
    let text = fs::read_to_string(store.path().join(SESSION)).expect("the record");
    let (before, rest) = text.split_once("<<<<<<< here\n").expect("a mark");
    let (_, after) = rest.split_once(">>>>>>> merged in\n").expect("a mark");
    // Staged as it stands, it is refused; decided, it goes through.
    done(store.path(), &["add", SESSION]);
    refused(store.path(), &["commit", "--no-edit"]);
    fs::write(
        store.path().join(SESSION),
        format!("{before}minutes: 95\n{after}"),
    )
    .expect("written");
    done(store.path(), &["add", SESSION]);
    done(store.path(), &["commit", "-q", "--no-edit"]);
}

#[test]
fn a_signed_text_is_not_merged_without_a_person_and_the_sign_off_is_named() {
    let store = committed();
    done(store.path(), &["checkout", "-q", "-b", "other"]);
    replace(&store.path().join(SESSION), MINUTES, "minutes: 95\n");
    let sign = Supervision::new([
        "sign",
        "jo-field/3-supervision/2026-10-21",
        "--as",
        "supervisee",
        "--by",
        "jo-field",
        "--as-of",
        "2026-10-30",
    ]);
    let signed = sign.in_dir(store.path()).run();
    assert_eq!(signed.status, 0, "{}", signed.stderr);
    done(store.path(), &["add", "."]);
    done(store.path(), &["commit", "-qm", "Theirs, signed"]);
    done(store.path(), &["checkout", "-q", "main"]);
    replace(
        &store.path().join(SESSION),
        PLACE,
        "place: Meeting room 3, Eastgate House\n",
    );
    done(store.path(), &["commit", "-qam", "Ours"]);
    let words = refused(store.path(), &["merge", "--no-edit", "other"]);
    assert!(
        words.contains("you are to decide:\n  minutes\n  place\n"),
        "{words}"
    );
    assert!(
        words.contains(
            "It is signed by jo-field as supervisee, on 2026-10-30: any other text voids that."
        ),
        "{words}"
    );
}

#[test]
fn a_store_in_a_folder_with_a_quote_merges_too() {
    let top = tempfile::tempdir().expect("a folder");
    let copy = example::copy();
    let store = top.path().join("jo's team");
    fs::rename(copy.path(), &store).expect("moved");
    founded(top.path(), &store);
    changed_twice(
        &store,
        (MINUTES, "minutes: 95\n"),
        (PLACE, "place: Meeting room 3, Eastgate House\n"),
    );
    done(top.path(), &["merge", "-q", "--no-edit", "other"]);
}

#[test]
fn without_the_program_the_record_is_left_for_a_person() {
    let store = committed();
    let driver = done(store.path(), &["config", "merge.supervision.driver"]);
    let gone = driver
        .trim()
        .replace(env!("CARGO_BIN_EXE_supervision"), "/nowhere/supervision");
    done(
        store.path(),
        &[
            "config",
            "merge.supervision.driver",
            &gone.replace("program=supervision", "program=/nowhere/else"),
        ],
    );
    changed_twice(
        store.path(),
        (MINUTES, "minutes: 95\n"),
        (PLACE, "place: Meeting room 3, Eastgate House\n"),
    );
    refused(store.path(), &["merge", "-q", "--no-edit", "other"]);
    assert!(done(store.path(), &["status", "--porcelain"]).contains(&format!("UU {SESSION}")));
    let uninstalled = Supervision::new(["hook", "uninstall"])
        .in_dir(store.path())
        .run();
    assert!(
        uninstalled
            .stdout
            .contains("took away merge.supervision.driver"),
        "{}",
        uninstalled.stdout
    );
    assert!(!git(store.path(), &["config", "merge.supervision.driver"]).done);
}
