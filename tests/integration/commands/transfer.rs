//! `supervision transfer` from outside: a worker's file from one store to another, held against git's own account of both.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::support::example;
use crate::support::git::done;
use crate::support::run::{Output, Supervision};

const SESSION: &str = "workers/jo-field/3-supervision/2026-10-21.md";
const SIGNED: &str = "workers/jo-field/3-supervision/2026-03-11.md";
/// What goes: the file, and what its sign-offs rest on.
const GOES: [&str; 6] = [
    "supervision.yaml",
    "policies",
    "workers/jo-field",
    "people/jo-field.yaml",
    "people/sam-okoro.yaml",
    "people/helen-marsh.yaml",
];

fn run(dir: &Path, args: &[&str]) -> Output {
    Supervision::new(args.iter().copied()).in_dir(dir).run()
}

#[track_caller]
fn clean(dir: &Path, args: &[&str]) -> String {
    let output = run(dir, args);
    assert_eq!(
        output.status, 0,
        "{args:?}: {}{}",
        output.stdout, output.stderr
    );
    output.stdout + &output.stderr
}

#[track_caller]
fn refused(dir: &Path, args: &[&str], said: &str) {
    let state = || done(dir, &["status", "--porcelain"]) + &done(dir, &["for-each-ref"]);
    let before = state();
    let output = run(dir, args);
    let words = output.stdout + &output.stderr;
    assert_ne!(output.status, 0, "{args:?}: {words}");
    assert!(words.contains(said), "{said} in {words}");
    assert_eq!(state(), before, "nothing has changed");
    assert!(!dir.join(".git/supervision/looked-through").exists());
}

fn replace(dir: &Path, path: &str, from: &str, to: &str) {
    let text = fs::read_to_string(dir.join(path)).expect("the record");
    assert!(text.contains(from), "{from}");
    fs::write(dir.join(path), text.replacen(from, to, 1)).expect("written");
}

fn commit(dir: &Path, day: &str, author: &str, words: &str) {
    done(dir, &["add", "-A"]);
    let environment = format!(
        "GIT_AUTHOR_DATE={day}T09:00:00+0100 GIT_COMMITTER_DATE={day}T10:30:00+0100 git commit -q --no-verify --author '{author} <{author}@example.org>' -m '{words}'"
    );
    done(dir, &["-c", &format!("alias.on=!{environment}"), "on"]);
}

/// Who commits, where the program does.
fn configured(dir: &Path, name: &str) {
    done(dir, &["init", "-q", "-b", "main"]);
    done(dir, &["config", "user.name", name]);
    done(dir, &["config", "user.email", "team@example.org"]);
}

/// Two teams' stores, and what one has packed for the other.
struct Teams {
    _room: TempDir,
    north: PathBuf,
    south: PathBuf,
    bundle: String,
}

impl Teams {
    fn send(&self) -> Output {
        let args = [
            "transfer",
            "send",
            "jo-field",
            "--to",
            "south-team",
            "--by",
            "sam-okoro",
            "--reason",
            "Moves south",
            "-o",
            &self.bundle,
        ];
        run(&self.north, &args)
    }

    fn receive(&self) -> Output {
        run(
            &self.south,
            &["transfer", "receive", &self.bundle, "--by", "ada-cole"],
        )
    }

    fn sent(&self) {
        let output = self.send();
        assert_eq!(output.status, 0, "{}", output.stderr);
    }

    fn received(&self) {
        let output = self.receive();
        assert_eq!(output.status, 0, "{}", output.stderr);
    }
}

/// A store with a history: a branch that is merged, other people's records in the same commits, their words in the messages.
fn teams() -> Teams {
    let room = tempfile::tempdir().expect("a folder");
    let (north, south) = (room.path().join("north"), room.path().join("south"));
    let store = example::few();
    fs::rename(store.path(), &north).expect("moved");
    configured(&north, "Sam Okoro");
    let late = fs::read_to_string(north.join(SESSION)).expect("the session");
    fs::remove_file(north.join(SESSION)).expect("removed");
    commit(&north, "2026-10-01", "sam", "The team");
    done(&north, &["switch", "-qc", "pdr"]);
    replace(
        &north,
        "workers/jo-field/4-pdr/2026-08-26-pdr.md",
        "stage:",
        "stage: ",
    );
    commit(
        &north,
        "2026-10-02",
        "jo",
        "PDR, and SECRETWORD of another worker",
    );
    done(&north, &["switch", "-q", "main"]);
    replace(
        &north,
        "workers/amira-shah/worker.yaml",
        "kind: worker",
        "kind: worker ",
    );
    commit(&north, "2026-10-03", "sam", "Amira alone, SECRETWORD");
    fs::write(north.join(SESSION), late).expect("written");
    fs::write(north.join("workers/jo-field/.DS_Store"), "x").expect("written");
    replace(
        &north,
        "workers/amira-shah/worker.yaml",
        "kind: worker ",
        "kind: worker",
    );
    commit(
        &north,
        "2026-10-22",
        "sam",
        "Session of jo-field, and SECRETWORD of amira-shah",
    );
    done(
        &north,
        &["merge", "-q", "--no-ff", "--no-verify", "-m", "Both", "pdr"],
    );
    fs::create_dir(&south).expect("made");
    let made = run(
        room.path(),
        &[
            "init",
            "south",
            "--id",
            "south-team",
            "--organisation",
            "Southshire (invented)",
            "--marking",
            "OFFICIAL-SENSITIVE",
            "--policy",
            "rotherham:2025-01-01",
            "--no-hooks",
        ],
    );
    assert_eq!(made.status, 0, "{}", made.stderr);
    configured(&south, "Ada Cole");
    clean(
        &south,
        &[
            "new",
            "person",
            "--person",
            "ada-cole",
            "--name",
            "Ada Cole",
            "--role",
            "team-manager",
        ],
    );
    commit(&south, "2026-10-05", "ada", "Our store");
    let bundle = room.path().join("jo-field.bundle");
    Teams {
        bundle: bundle.to_str().expect("UTF-8").to_owned(),
        _room: room,
        north,
        south,
    }
}

/// The files of a worker as they stand on disk.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let listed = done(dir, &["ls-files", "-co", "workers/jo-field"]);
    let named = listed.lines().filter(|path| !path.contains("/."));
    let read = named.filter(|path| dir.join(path).exists());
    read.map(|path| (path.to_owned(), fs::read(dir.join(path)).expect("read")))
        .collect()
}

#[test]
fn r13e_a_file_goes_to_another_store_with_its_history_and_both_say_so() {
    let teams = teams();
    let before = files(&teams.north);
    teams.sent();
    let record = fs::read_to_string(
        teams
            .north
            .join("workers/jo-field/8-miscellaneous/2026-11-02-handover.yaml"),
    );
    let record = record.expect("the record of where it went");
    let head = done(&teams.north, &["rev-parse", "HEAD"]);
    assert!(
        record.contains("direction: sent\nother-store: south-team\n"),
        "{record}"
    );
    assert!(record.contains(head.trim()), "{record}");
    done(&teams.north, &["bundle", "verify", &teams.bundle]);

    // What git itself tells of these paths is what is told there, with the same people and days, and one commit more.
    let told = |dir: &Path, from: &str, paths: &[&str]| {
        let format = "--format=%an <%ae> %ad | %cn %cd";
        let args = ["log", "--full-history", "--date-order", format, from, "--"];
        let all = done(dir, &[&args[..], paths].concat());
        all.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    done(
        &teams.south,
        &[
            "fetch",
            "-q",
            &teams.bundle,
            "refs/supervision/transfer:looked",
        ],
    );
    let mut there = told(&teams.south, "looked", &[]);
    there.remove(0);
    assert_eq!(there, told(&teams.north, "HEAD", &GOES));
    assert_eq!(there.len(), 4, "{there:?}: Amira's own commit is not one");
    let parents = done(&teams.south, &["log", "-1", "--format=%P", "looked~1"]);
    assert_eq!(parents.split_whitespace().count(), 2);

    // Nothing of anybody else goes with it.
    let paths = done(
        &teams.south,
        &["log", "--name-only", "--format=%B", "looked"],
    );
    assert!(
        !paths.contains("SECRETWORD") && !paths.contains("amira"),
        "{paths}"
    );
    assert!(
        !paths.contains("children/") && !paths.contains(".DS_Store"),
        "{paths}"
    );
    done(&teams.south, &["branch", "-qD", "looked"]);

    let output = teams.receive();
    assert_eq!(output.status, 0, "{}", output.stderr);
    assert!(
        output
            .stdout
            .contains("jo-field: file received from northmoor-example"),
        "{}",
        output.stdout
    );
    assert_eq!(done(&teams.south, &["status", "--porcelain"]), "");
    let mut after = files(&teams.south);
    let came = after.remove("workers/jo-field/8-miscellaneous/2026-11-23-handover.yaml");
    let came = after
        .keys()
        .find(|path| !before.contains_key(*path))
        .cloned()
        .and_then(|path| after.remove(&path))
        .or(came)
        .expect("the record of where it came from");
    let came = String::from_utf8(came).expect("text");
    assert!(
        came.contains("direction: received\nother-store: northmoor-example\n"),
        "{came}"
    );
    assert!(
        came.contains(head.trim()) && came.contains("by: ada-cole"),
        "{came}"
    );
    assert_eq!(after, before, "byte for byte");
    assert!(
        !teams.south.join("people/sam-okoro.yaml").exists(),
        "people are not taken over"
    );
    assert!(teams.south.join("people/jo-field.yaml").exists());
}

#[test]
fn r13e_the_history_is_told_on_in_the_new_store() {
    let teams = teams();
    teams.sent();
    let was = clean(&teams.north, &["log", "jo-field/3-supervision/2026-10-21"]);
    teams.received();
    let is = clean(&teams.south, &["log", "jo-field/3-supervision/2026-10-21"]);
    let lines = |text: &str| {
        let cut = text
            .lines()
            .map(|line| line.split("  (").next().unwrap_or_default().to_owned());
        cut.collect::<Vec<_>>()
    };
    assert_eq!(lines(&is), lines(&was));
    let first = done(
        &teams.north,
        &["log", "--format=%h", "--abbrev=10", "-1", "--", SESSION],
    );
    assert!(
        is.contains(&format!(", in northmoor-example {})", first.trim())),
        "{is}"
    );
    assert!(is.starts_with("22 October 2026 10:30  sam  ("), "{is}");
    let whole = clean(&teams.south, &["log", "jo-field"]);
    assert!(
        whole.contains("the file came from the store northmoor-example"),
        "{whole}"
    );
    let blame = clean(
        &teams.south,
        &["blame", "jo-field/3-supervision/2026-10-21"],
    );
    assert!(blame.contains(" 2026-10-22  sam  "), "{blame}");
    // What was committed elsewhere was no state of this store.
    let then = run(
        &teams.south,
        &[
            "show",
            "jo-field/3-supervision/2026-10-21",
            "--at",
            "2026-10-31",
        ],
    );
    assert!(
        then.stderr.contains("there is no record"),
        "{}",
        then.stderr
    );
}

#[test]
fn r13e_what_was_signed_is_as_good_in_the_new_store() {
    let teams = teams();
    teams.sent();
    teams.received();
    let audit = clean(&teams.south, &["audit"]);
    assert!(
        audit.contains("file-received") && !audit.contains("error:"),
        "{audit}"
    );
    let session = clean(&teams.south, &["show", "jo-field/3-supervision/2026-03-11"]);
    assert!(session.contains("sign-offs by"), "{session}");
    let check = run(
        &teams.south,
        &["check", "--as-of", "2026-11-02", "--format", "short"],
    );
    assert!(!check.stdout.contains("sign-off"), "{}", check.stdout);

    // Slipped into the commit that brings it in, or changed after that: both are found.
    let commit = done(&teams.south, &["rev-parse", "HEAD"]);
    replace(&teams.south, SIGNED, "minutes: ", "minutes: 9");
    done(
        &teams.south,
        &["commit", "-qa", "--amend", "--no-edit", "--no-verify"],
    );
    let audit = run(&teams.south, &["audit"]);
    assert!(
        audit.stdout.contains("signed-record-changed"),
        "{}",
        audit.stdout
    );
    done(&teams.south, &["reset", "-q", "--hard", commit.trim()]);
    fs::remove_dir_all(teams.south.join("workers/jo-field/3-supervision/signoffs"))
        .expect("removed");
    done(
        &teams.south,
        &["commit", "-qa", "--amend", "--no-edit", "--no-verify"],
    );
    let audit = run(&teams.south, &["audit"]);
    assert!(
        audit.stdout.contains("sign-off-removed"),
        "{}",
        audit.stdout
    );
    done(&teams.south, &["reset", "-q", "--hard", commit.trim()]);

    // A history of another store that nothing accounts for.
    let handover = done(
        &teams.south,
        &[
            "log",
            "-1",
            "--name-only",
            "--diff-filter=A",
            "--format=",
            "-m",
            "--first-parent",
        ],
    );
    let handover = handover
        .lines()
        .find(|path| path.contains("handover"))
        .expect("the record");
    done(&teams.south, &["rm", "-q", handover]);
    done(
        &teams.south,
        &["commit", "-q", "--amend", "--no-edit", "--no-verify"],
    );
    let audit = run(&teams.south, &["audit"]);
    assert!(
        audit.stdout.contains("history-of-another-store"),
        "{}",
        audit.stdout
    );
}

#[test]
fn what_is_not_right_is_refused_and_changes_nothing() {
    let teams = teams();
    let send = |more: &[&str]| {
        let args = ["transfer", "send", "jo-field", "--reason", "Moves"];
        [&args[..], more]
            .concat()
            .iter()
            .map(|arg| (*arg).to_owned())
            .collect::<Vec<_>>()
    };
    for (more, said) in [
        (
            vec!["--to", "south-team", "--by", "sam-okoro"],
            "nothing for the screen",
        ),
        (
            vec!["--to", "south-team", "--by", "sam-okoro", "-o", "jo.bundle"],
            "among the records",
        ),
        (
            vec![
                "--to",
                "northmoor-example",
                "--by",
                "sam-okoro",
                "-o",
                &teams.bundle,
            ],
            "not the id of another store",
        ),
        (
            vec![
                "--to",
                "South Team",
                "--by",
                "sam-okoro",
                "-o",
                &teams.bundle,
            ],
            "not the id of another store",
        ),
        (
            vec![
                "--to",
                "south-team",
                "--by",
                "sam-okro",
                "-o",
                &teams.bundle,
            ],
            "did you mean `sam-okoro`",
        ),
    ] {
        let args = send(&more);
        refused(
            &teams.north,
            &args.iter().map(String::as_str).collect::<Vec<_>>(),
            said,
        );
    }
    assert!(!Path::new(&teams.bundle).exists());
    replace(&teams.north, SESSION, "minutes: ", "minutes: 1");
    let args = send(&[
        "--to",
        "south-team",
        "--by",
        "sam-okoro",
        "-o",
        &teams.bundle,
    ]);
    refused(
        &teams.north,
        &args.iter().map(String::as_str).collect::<Vec<_>>(),
        "not committed as it stands",
    );
    done(&teams.north, &["checkout", "-q", "--", "."]);
    refused(
        &teams.north,
        &["transfer", "finish", "jo-field"],
        "was not handed over",
    );
    teams.sent();

    // To whom it was not sent.
    let bytes = fs::read(&teams.bundle).expect("the bundle");
    refused(
        &teams.north,
        &["transfer", "receive", &teams.bundle, "--by", "sam-okoro"],
        "this is northmoor-example",
    );
    // Cut off, or with a byte of it changed.
    let mut wrong: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"# v2 git bundle\n".to_vec(),
        b"words\n\n".to_vec(),
    ];
    wrong.extend((0..20).map(|part| bytes[..bytes.len() * part / 20].to_vec()));
    wrong.extend((0..40).map(|part| {
        let mut bytes = bytes.clone();
        let at = bytes.len() * part / 40;
        bytes[at] ^= 0x10;
        bytes
    }));
    for bytes in wrong {
        fs::write(&teams.bundle, bytes).expect("written");
        refused(
            &teams.south,
            &["transfer", "receive", &teams.bundle, "--by", "ada-cole"],
            "supervision transfer send",
        );
    }
}

/// What is said of a forgery, and what it does to the history.
type Forged<'a> = (&'a str, &'a dyn Fn(&Path));

#[test]
fn what_somebody_else_has_packed_is_looked_through() {
    let teams = teams();
    teams.sent();
    let forged = |change: &dyn Fn(&Path)| {
        let room = tempfile::tempdir().expect("a folder");
        done(room.path(), &["init", "-q", "-b", "main"]);
        done(
            room.path(),
            &[
                "fetch",
                "-q",
                &teams.bundle,
                "refs/supervision/transfer:main",
                "--update-head-ok",
            ],
        );
        done(room.path(), &["reset", "-q", "--hard"]);
        let message = done(room.path(), &["log", "-1", "--format=%B"]);
        change(room.path());
        done(room.path(), &["add", "-Af"]);
        done(
            room.path(),
            &["commit", "-q", "--allow-empty", "-m", message.trim()],
        );
        done(
            room.path(),
            &["update-ref", "refs/supervision/transfer", "HEAD"],
        );
        let path = room.path().join("forged.bundle");
        let path = path.to_str().expect("UTF-8").to_owned();
        done(
            room.path(),
            &["bundle", "create", "-q", &path, "refs/supervision/transfer"],
        );
        (room, path)
    };
    let cases: [Forged<'_>; 6] = [
        (
            "children/c-0903/child.yaml`, which is not of that file",
            &|dir| {
                fs::create_dir_all(dir.join("children/c-0903")).expect("made");
                fs::write(dir.join("children/c-0903/child.yaml"), "x").expect("written");
            },
        ),
        (
            "workers/amira-shah/worker.yaml`, which is not of that file",
            &|dir| {
                fs::create_dir_all(dir.join("workers/amira-shah")).expect("made");
                fs::write(dir.join("workers/amira-shah/worker.yaml"), "x").expect("written");
            },
        ),
        (".gitattributes`, which is no file", &|dir| {
            fs::write(dir.join("workers/jo-field/.gitattributes"), "* filter=x").expect("written");
        }),
        ("no file that a store can hold", &|dir| {
            std::os::unix::fs::symlink("/etc/passwd", dir.join("workers/jo-field/link.md"))
                .expect("linked");
        }),
        ("larger than a record can be", &|dir| {
            fs::write(dir.join("workers/jo-field/large.md"), vec![b'x'; 3 << 20]).expect("written");
        }),
        // Taken away again in a later commit, it would still be in the history.
        (
            "children/c-1/child.yaml`, which is not of that file",
            &|dir| {
                fs::create_dir_all(dir.join("children/c-1")).expect("made");
                fs::write(dir.join("children/c-1/child.yaml"), "x").expect("written");
                done(dir, &["add", "-A"]);
                done(dir, &["commit", "-qm", "x"]);
                fs::remove_dir_all(dir.join("children")).expect("removed");
            },
        ),
    ];
    for (said, change) in cases {
        let (_room, path) = forged(change);
        refused(
            &teams.south,
            &["transfer", "receive", &path, "--by", "ada-cole"],
            said,
        );
    }
    // With nothing changed, it is what it was.
    let (_room, path) = forged(&|_| {});
    clean(
        &teams.south,
        &["transfer", "receive", &path, "--by", "ada-cole"],
    );
}

#[test]
fn what_is_sent_again_brings_what_is_new_and_writes_over_nothing() {
    let teams = teams();
    teams.sent();
    teams.received();
    refused(
        &teams.south,
        &["transfer", "receive", &teams.bundle, "--by", "ada-cole"],
        "was received before",
    );
    // Sent once more as it was: no second record of it.
    teams.sent();
    assert_ne!(
        fs::read(&teams.bundle).expect("the bundle"),
        Vec::<u8>::new()
    );
    assert!(
        !teams
            .north
            .join("workers/jo-field/8-miscellaneous/2026-11-02-handover-2.yaml")
            .exists()
    );

    // The new manager has begun to work with the file; the old one adds a note that was forgotten, and changes a PDR.
    replace(
        &teams.south,
        "workers/jo-field/worker.yaml",
        "kind: worker",
        "kind: worker # here now",
    );
    commit(&teams.south, "2026-11-24", "ada", "Here");
    let note = "workers/jo-field/8-miscellaneous/2026-10-30-forgotten.md";
    fs::write(teams.north.join(note), "---\nkind: note\nformat: 1\nworker: jo-field\ndate: 2026-10-30\nby: sam-okoro\nabout: Keys\n---\n\nHanded in.\n").expect("written");
    replace(
        &teams.north,
        "workers/jo-field/4-pdr/2026-08-26-pdr.md",
        "stage: ",
        "stage:",
    );
    commit(&teams.north, "2026-11-25", "sam", "Forgotten");
    refused(
        &teams.north,
        &["transfer", "finish", "jo-field", "--write"],
        "was added or changed after the file was sent",
    );
    teams.sent();
    assert!(
        teams
            .north
            .join("workers/jo-field/8-miscellaneous/2026-11-02-handover-2.yaml")
            .exists()
    );
    let output = teams.receive();
    assert!(
        output.stderr.contains("2 files of jo-field"),
        "{}{}",
        output.stdout,
        output.stderr
    );
    assert!(teams.south.join(note).exists());
    let worker =
        fs::read_to_string(teams.south.join("workers/jo-field/worker.yaml")).expect("read");
    assert!(worker.contains("# here now"), "{worker}");
    let audit = clean(&teams.south, &["audit"]);
    assert!(!audit.contains("error:"), "{audit}");

    // Both have changed the same record since: a person has to look.
    replace(&teams.south, note, "Handed in.", "Handed in here.");
    commit(&teams.south, "2026-11-26", "ada", "Note");
    replace(&teams.north, note, "Handed in.", "Handed in there.");
    commit(&teams.north, "2026-11-26", "sam", "Note");
    teams.sent();
    refused(
        &teams.south,
        &["transfer", "receive", &teams.bundle, "--by", "ada-cole"],
        "says something else",
    );
}

#[test]
fn another_persons_file_of_the_same_name_is_not_written_over() {
    let teams = teams();
    teams.sent();
    let path = teams.south.join("workers/jo-field/worker.yaml");
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(&path, "kind: worker\nformat: 1\nid: jo-field\n").expect("written");
    commit(&teams.south, "2026-11-01", "ada", "Another Jo Field");
    refused(
        &teams.south,
        &["transfer", "receive", &teams.bundle, "--by", "ada-cole"],
        "stands here already",
    );
}

#[test]
fn a_receipt_that_was_cut_off_is_finished_and_one_that_was_wrong_is_taken_back() {
    let teams = teams();
    teams.sent();
    let head = done(&teams.south, &["rev-parse", "HEAD"]);
    teams.received();
    // As if it had been cut off between the files and the commit: the files stand, and no commit holds them.
    done(&teams.south, &["reset", "-q", "--soft", head.trim()]);
    done(&teams.south, &["reset", "-q"]);
    teams.received();
    let parents = done(&teams.south, &["log", "-1", "--format=%P"]);
    assert_eq!(parents.split_whitespace().count(), 2);
    let handovers = files(&teams.south)
        .into_keys()
        .filter(|path| path.contains("handover"))
        .count();
    assert_eq!(handovers, 1);
    let first = format!("{}^1", "HEAD");
    assert_eq!(done(&teams.south, &["rev-parse", &first]), head);
}

#[test]
fn a_store_in_a_folder_of_its_repository_takes_a_file_in_below_it() {
    let teams = teams();
    teams.sent();
    let folder = teams.south.join("records");
    fs::create_dir(&folder).expect("made");
    for name in ["supervision.yaml", "people", "workers", "children"] {
        if teams.south.join(name).exists() {
            fs::rename(teams.south.join(name), folder.join(name)).expect("moved");
        }
    }
    commit(&teams.south, "2026-11-01", "ada", "Below");
    clean(
        &folder,
        &["transfer", "receive", &teams.bundle, "--by", "ada-cole"],
    );
    let log = clean(&folder, &["log", "jo-field/3-supervision/2026-10-21"]);
    assert!(log.contains("22 October 2026 10:30  sam  ("), "{log}");
    let audit = clean(&folder, &["audit"]);
    assert!(
        !audit.contains("error:") && audit.contains("file-received"),
        "{audit}"
    );
}

#[test]
fn r13e_what_has_been_received_is_taken_away_where_nobody_needs_it_any_more() {
    let teams = teams();
    // A child of the team whose case the worker still holds.
    let case = "children/c-0903/child.yaml";
    let text = fs::read_to_string(teams.north.join(case)).expect("the case");
    let held: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("to:") && !line.starts_with("closed:"))
        .map(|line| match line.trim_start().starts_with("worker:") {
            true => "    worker: jo-field\n".to_owned(),
            false => format!("{line}\n"),
        })
        .collect();
    fs::write(teams.north.join(case), held).expect("written");
    commit(&teams.north, "2026-10-30", "sam", "Case");
    teams.sent();
    commit(&teams.north, "2026-11-02", "sam", "Sent");
    refused(
        &teams.north,
        &["transfer", "finish", "jo-field", "--write"],
        "Give the cases of jo-field to somebody else first",
    );
    fs::write(teams.north.join(case), text).expect("written");
    commit(&teams.north, "2026-11-03", "sam", "Given to somebody else");
    let shown = clean(&teams.north, &["transfer", "finish", "jo-field"]);
    assert!(
        shown.contains(SESSION) && shown.contains("Nothing is written without `--write`"),
        "{shown}"
    );
    assert_eq!(done(&teams.north, &["status", "--porcelain"]), "");
    clean(&teams.north, &["transfer", "finish", "jo-field", "--write"]);
    let left: Vec<String> = files(&teams.north).into_keys().collect();
    assert_eq!(
        left,
        ["workers/jo-field/8-miscellaneous/2026-11-02-handover.yaml"]
    );
    clean(&teams.north, &["commit", "jo-field"]);
    let audit = clean(&teams.north, &["audit"]);
    assert!(
        audit.contains("handed-over") && !audit.contains("error:"),
        "{audit}"
    );
    let log = clean(&teams.north, &["log", "jo-field"]);
    assert!(
        log.contains("the file went to the store south-team") && log.contains("taken away"),
        "{log}"
    );
    let check = run(&teams.north, &["check", "--format", "short"]);
    assert!(
        !check.stdout.contains("workers/jo-field"),
        "{}",
        check.stdout
    );
}

#[test]
fn r13e_a_file_that_comes_back_brings_both_histories() {
    let teams = teams();
    teams.sent();
    commit(&teams.north, "2026-11-02", "sam", "Sent");
    teams.received();
    clean(&teams.north, &["transfer", "finish", "jo-field", "--write"]);
    clean(&teams.north, &["commit", "jo-field"]);
    let note = "workers/jo-field/8-miscellaneous/2026-11-20-desk.md";
    fs::write(teams.south.join(note), "---\nkind: note\nformat: 1\nworker: jo-field\ndate: 2026-11-20\nby: ada-cole\nabout: Desk\n---\n\nBy the window.\n").expect("written");
    commit(&teams.south, "2026-11-20", "ada", "Desk");
    let back = format!("{}-back", teams.bundle);
    clean(
        &teams.south,
        &[
            "transfer",
            "send",
            "jo-field",
            "--to",
            "northmoor-example",
            "--by",
            "ada-cole",
            "--reason",
            "Comes back",
            "-o",
            &back,
        ],
    );
    clean(
        &teams.north,
        &["transfer", "receive", &back, "--by", "sam-okoro"],
    );
    assert!(teams.north.join(note).exists() && teams.north.join(SIGNED).exists());
    let log = clean(
        &teams.north,
        &[
            "log",
            note.trim_start_matches("workers/").trim_end_matches(".md"),
        ],
    );
    assert!(log.contains(", in south-team "), "{log}");
    let audit = run(&teams.north, &["audit"]);
    assert!(!audit.stdout.contains("error:"), "{}", audit.stdout);
}
