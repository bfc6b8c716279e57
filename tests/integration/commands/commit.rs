//! `supervision commit` from outside: what git says of the commits it makes, and what it refuses.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::example;
use crate::support::run::{Output, Supervision};
use crate::support::store::git;

const SESSION: &str = "workers/jo-field/3-supervision/2026-10-21.md";
const RECORD: &str = "jo-field/3-supervision/2026-10-21";
const AGREEMENT: &str = "workers/jo-field/2-agreement-and-history/2025-09-01-agreement.md";

fn commit(dir: &Path, args: &[&str]) -> Output {
    let args = ["commit"].iter().chain(args);
    Supervision::new(args.map(|arg| (*arg).to_owned()))
        .in_dir(dir)
        .run()
}

#[track_caller]
fn refused(dir: &Path, args: &[&str], status: i32, said: &str) {
    let head = || git(dir, &["for-each-ref", "refs/heads"]);
    let before = head();
    let output = commit(dir, args);
    assert_eq!(output.status, status, "{}{}", output.stdout, output.stderr);
    let words = output.stdout + &output.stderr;
    assert!(words.contains(said), "{said} in {words}");
    assert_eq!(head(), before, "no branch has moved");
    assert!(!dir.join(".git/index.lock").exists());
}

/// The example under git, by an author whom its configuration names.
fn committed() -> TempDir {
    let store = example::few();
    let dir = store.path();
    fs::write(
        dir.join(".gitattributes"),
        "*.yaml text eol=lf\n*.md text eol=lf\n*.st text eol=lf\n",
    )
    .expect("written");
    git(dir, &["init", "-q", "-b", "main"]);
    git(dir, &["config", "user.name", "Helen Marsh"]);
    git(dir, &["config", "user.email", "helen.marsh@example.org"]);
    git(dir, &["add", "."]);
    git(dir, &["commit", "-q", "-m", "The records"]);
    store
}

fn status(dir: &Path) -> String {
    git(dir, &["status", "--porcelain"])
}

#[test]
fn records_are_committed_from_disk_and_what_else_is_staged_stays() {
    let store = committed();
    let dir = store.path();
    example::edit(dir, SESSION, "minutes: ", "minutes: 95");
    // Staged otherwise than on disk, and something else staged.
    git(dir, &["add", SESSION]);
    example::edit(dir, SESSION, "minutes: ", "minutes: 85");
    example::edit(
        dir,
        "workers/amira-shah/3-supervision/2026-10-13.md",
        "minutes: ",
        "minutes: 87",
    );
    git(dir, &["add", "workers/amira-shah"]);
    fs::write(dir.join("people/left.yaml"), "kind: person\n").expect("written");
    let output = commit(dir, &[RECORD]);
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    let subject = "jo-field: session of 21 October 2026 changed";
    assert!(
        output.stdout.ends_with(&format!(" {subject}\n")),
        "{}",
        output.stdout
    );
    assert_eq!(
        git(dir, &["log", "-1", "--format=%an <%ae> %cn%n%B"]),
        format!(
            "Helen Marsh <helen.marsh@example.org> Helen Marsh\n{subject}\n\nRecord: {RECORD}\n\n"
        )
    );
    assert_eq!(
        status(dir),
        "M  workers/amira-shah/3-supervision/2026-10-13.md\n?? people/left.yaml\n"
    );
    assert_eq!(
        git(dir, &["diff-tree", "-r", "--name-only", "HEAD~1", "HEAD"]),
        format!("{SESSION}\n")
    );
    assert!(git(dir, &["show", &format!("HEAD:{SESSION}")]).contains("\nminutes: 85\n"));
    // Plumbing, which does not look at the file again, sees no change either.
    assert_eq!(git(dir, &["diff-files", "--name-only"]), "");
    assert_eq!(
        git(dir, &["fsck", "--strict", "--no-dangling", "--no-progress"]),
        ""
    );
    // What git would write as the tree of these files is the tree that was written.
    git(dir, &["restore", "--staged", "workers/amira-shah"]);
    assert_eq!(
        git(dir, &["write-tree"]),
        git(dir, &["rev-parse", "HEAD^{tree}"])
    );
}

#[test]
fn what_is_staged_is_committed_and_not_what_is_on_disk() {
    let store = committed();
    let dir = store.path();
    refused(dir, &[], 2, "nothing is staged");
    example::edit(dir, SESSION, "minutes: ", "minutes: 95");
    refused(dir, &[], 2, "nothing is staged");
    git(dir, &["add", SESSION]);
    example::edit(dir, SESSION, "minutes: ", "minutes: 85");
    let output = commit(dir, &["--message", "In our own words"]);
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    assert_eq!(
        git(dir, &["log", "-1", "--format=%B"]),
        format!("In our own words\n\nRecord: {RECORD}\n\n")
    );
    assert!(git(dir, &["show", &format!("HEAD:{SESSION}")]).contains("\nminutes: 95\n"));
    assert_eq!(status(dir), format!(" M {SESSION}\n"));
}

#[test]
fn a_folder_an_id_and_a_path_stand_for_their_records_and_sign_offs_with_them() {
    let store = committed();
    let dir = store.path();
    let record = "amira-shah/3-supervision/2026-06-23";
    let sign = ["sign", record, "--as", "supervisee", "--by", "amira-shah"];
    let output = Supervision::new(sign).in_dir(dir).run();
    assert_eq!(output.status, 0, "{}", output.stderr);
    assert_eq!(commit(dir, &[record]).status, 0);
    assert_eq!(
        git(dir, &["log", "-1", "--format=%s%n%(trailers)"]),
        format!("amira-shah: session of 23 June 2026 signed by supervisee\nRecord: {record}\n\n")
    );
    // A worker's whole file by the id, with a file that is gone; and a path from a folder below.
    example::edit(dir, SESSION, "minutes: ", "minutes: 95");
    let gone = "workers/jo-field/5-training";
    let first = git(dir, &["ls-files", gone]);
    let first = first.lines().next().expect("an activity").to_owned();
    fs::remove_file(dir.join(&first)).expect("removed");
    let output = commit(dir, &["jo-field"]);
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    let names = git(dir, &["diff-tree", "-r", "--name-status", "HEAD~1", "HEAD"]);
    assert_eq!(names, format!("M\t{SESSION}\nD\t{first}\n"));
    assert_eq!(status(dir), "");
    example::edit(dir, SESSION, "minutes: ", "minutes: 85");
    let output = commit(
        &dir.join("workers/jo-field"),
        &["3-supervision/2026-10-21.md"],
    );
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    assert_eq!(status(dir), "");
    refused(dir, &["jo-field"], 2, "nothing has changed there");
    refused(dir, &["jo-feild"], 2, "there is no record `jo-feild`");
}

#[test]
fn line_ends_are_stored_as_git_stores_them() {
    let store = committed();
    let dir = store.path();
    let text = fs::read_to_string(dir.join(SESSION)).expect("the session");
    let changed = text.replacen("\nminutes: ", "\n# a word\nminutes: ", 1);
    fs::write(dir.join(SESSION), changed.replace('\n', "\r\n")).expect("written");
    let output = commit(dir, &[SESSION]);
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    assert_eq!(git(dir, &["show", &format!("HEAD:{SESSION}")]), changed);
    assert_eq!(status(dir), "");
}

#[test]
fn a_commit_that_brings_an_error_or_changes_what_is_signed_is_refused_and_nothing_is_lost() {
    let store = committed();
    let dir = store.path();
    example::edit(dir, SESSION, "minutes: ", "minutes: ninety");
    let before = example::contents(&dir.join("workers"));
    refused(dir, &[RECORD], 1, ": error: ");
    refused(
        dir,
        &["jo-field"],
        1,
        "The commit is refused, and nothing is lost",
    );
    git(dir, &["add", "."]);
    refused(dir, &[], 1, SESSION);
    assert_eq!(example::contents(&dir.join("workers")), before);
    git(dir, &["reset", "-q", "--hard"]);
    let text = fs::read_to_string(dir.join(AGREEMENT)).expect("the agreement");
    fs::write(dir.join(AGREEMENT), text + "\nOne more line.\n").expect("written");
    refused(dir, &["jo-field"], 1, "signed, and changed since");
    git(dir, &["reset", "-q", "--hard"]);
    git(dir, &["rm", "-q", "supervision.yaml", "--cached"]);
    refused(dir, &[], 1, "supervision.yaml: taken away");
    // What was wrong before stands in nobody's way.
    git(dir, &["reset", "-q", "--hard"]);
    example::edit(
        dir,
        "workers/amira-shah/3-supervision/2026-10-13.md",
        "minutes: ",
        "minutes: ninety",
    );
    example::edit(dir, SESSION, "minutes: ", "minutes: 95");
    assert_eq!(
        commit(dir, &["jo-field"]).status,
        0,
        "another's error is not committed"
    );
}

#[test]
fn nobodys_words_are_in_a_message() {
    let store = committed();
    let dir = store.path();
    let text = fs::read_to_string(dir.join(SESSION)).expect("the session");
    fs::write(
        dir.join(SESSION),
        text.replacen(
            "## Wellbeing\n",
            "## Wellbeing\n\nCANARY-4711 told me.\n",
            1,
        ),
    )
    .expect("written");
    let output = commit(dir, &["jo-field"]);
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    let said = output.stdout + &output.stderr + &git(dir, &["log", "-1", "--format=%B"]);
    assert!(!said.contains("CANARY"), "{said}");
    assert!(git(dir, &["show", "HEAD"]).contains("CANARY-4711"));
}

#[test]
fn states_in_which_git_has_to_be_asked_first_are_refused_with_what_mends_them() {
    let store = committed();
    let dir = store.path();
    example::edit(dir, SESSION, "minutes: ", "minutes: 95");
    git(dir, &["checkout", "-q", "--detach"]);
    refused(dir, &["jo-field"], 2, "git switch -c NAME");
    git(dir, &["switch", "-q", "main"]);
    let head = git(dir, &["rev-parse", "HEAD"]);
    fs::write(dir.join(".git/MERGE_HEAD"), &head).expect("written");
    refused(dir, &["jo-field"], 2, "a merge is under way");
    fs::remove_file(dir.join(".git/MERGE_HEAD")).expect("removed");
    fs::create_dir(dir.join(".git/rebase-merge")).expect("made");
    refused(dir, &["jo-field"], 2, "a rebase is under way");
    fs::remove_dir(dir.join(".git/rebase-merge")).expect("removed");
    git(dir, &["config", "--unset", "user.email"]);
    refused(dir, &["jo-field"], 2, "git config --global user.name");
    git(dir, &["config", "user.email", "helen.marsh@example.org"]);
    refused(
        dir,
        &["jo-field", "--at", "HEAD"],
        2,
        "leave out --at and --staged",
    );
    refused(dir, &["jo-field", "-m", " "], 2, "the message is empty");
    git(dir, &["clone", "-q", "--bare", ".", "bare.git"]);
    let bare = dir.join("bare.git").to_string_lossy().into_owned();
    refused(
        dir,
        &["jo-field", "--store", &bare],
        2,
        "a bare repository has no files",
    );
    let outside = example::few();
    let output = commit(outside.path(), &["jo-field"]);
    assert!(
        output.status == 2 && output.stderr.contains("not in a git repository"),
        "{}",
        output.stderr
    );
}

#[test]
fn a_link_in_the_place_of_a_record_is_not_followed() {
    #[cfg(unix)]
    {
        let store = committed();
        let dir = store.path();
        fs::remove_file(dir.join(SESSION)).expect("removed");
        std::os::unix::fs::symlink("/etc/hostname", dir.join(SESSION)).expect("linked");
        refused(dir, &["jo-field"], 2, "links are not followed");
    }
}

#[test]
fn the_first_commit_of_a_new_store_holds_what_init_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path();
    let init = [
        "init",
        "--id",
        "north",
        "--organisation",
        "Exampleshire",
        "--marking",
        "OFFICIAL",
        "--policy",
        "rotherham",
    ];
    let output = Supervision::new(init).in_dir(dir).run();
    assert_eq!(output.status, 0, "{}", output.stderr);
    git(dir, &["config", "user.name", "Helen Marsh"]);
    git(dir, &["config", "user.email", "helen.marsh@example.org"]);
    let output = commit(dir, &["."]);
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    assert_eq!(git(dir, &["log", "--format=%s"]), "store: settings\n");
    assert_eq!(status(dir), "");
    assert!(git(dir, &["ls-files"]).contains(".gitattributes"));
}

#[test]
fn a_store_in_a_folder_of_its_repository_and_a_linked_work_tree() {
    let folder = tempfile::tempdir().expect("a folder");
    let top = folder.path();
    let store = committed();
    fs::rename(store.path(), top.join("records")).expect("moved");
    fs::create_dir_all(store.path()).expect("made again, to be cleared away");
    fs::remove_dir_all(top.join("records/.git")).expect("removed");
    git(top, &["init", "-q", "-b", "main"]);
    for (key, value) in [
        ("user.name", "Helen Marsh"),
        ("user.email", "helen.marsh@example.org"),
    ] {
        git(top, &["config", key, value]);
    }
    fs::write(top.join("README.md"), "one\n").expect("written");
    git(top, &["add", "."]);
    git(top, &["commit", "-q", "-m", "All"]);
    fs::write(top.join("README.md"), "two\n").expect("written");
    let records = top.join("records");
    example::edit(&records, SESSION, "minutes: ", "minutes: 95");
    let output = commit(&records, &["."]);
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    assert_eq!(
        git(
            top,
            &["log", "-1", "--format=%(trailers:key=Record,valueonly)"]
        )
        .trim(),
        RECORD
    );
    assert_eq!(git(top, &["status", "--porcelain"]), " M README.md\n");

    git(top, &["worktree", "add", "-q", "../linked", "-b", "other"]);
    let linked = top.parent().expect("a folder above").join("linked");
    example::edit(&linked.join("records"), SESSION, "minutes: ", "minutes: 85");
    let output = commit(&linked.join("records"), &["jo-field"]);
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    assert_eq!(git(&linked, &["status", "--porcelain"]), "");
    assert_eq!(git(top, &["rev-list", "--count", "main..other"]), "1\n");
    fs::remove_dir_all(linked).expect("removed");
}
