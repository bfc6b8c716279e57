//! `supervision init` from outside: what it makes, what it leaves, and that git and `check` are content with it.

use std::fs;
use std::path::Path;

use crate::support::example;
use crate::support::run::{Output, Supervision};
use crate::support::store::git;

const FLAGS: [&str; 8] = [
    "--id",
    "north-team",
    "--organisation",
    "Exampleshire's Council",
    "--marking",
    "OFFICIAL-SENSITIVE: PERSONAL",
    "--policy",
    "rotherham:2026-01-05",
];

fn init(dir: &Path, args: &[&str]) -> Output {
    Supervision::new(["init"].iter().chain(args).map(|arg| (*arg).to_owned()))
        .in_dir(dir)
        .run()
}

#[test]
fn a_new_store_checks_without_an_error_and_says_what_to_write_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = init(folder.path(), &[&["records"], &FLAGS[..]].concat());
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    let dir = folder.path().join("records");
    let settings = fs::read_to_string(dir.join("supervision.yaml")).expect("settings");
    for line in [
        "id: north-team # sign-offs name it: do not change it once records are signed",
        "organisation: \"Exampleshire's Council\"",
        "marking: \"OFFICIAL-SENSITIVE: PERSONAL\"",
        "  - pack: rotherham",
        "    from: 2026-01-05",
    ] {
        assert!(settings.lines().any(|found| found == line), "{settings}");
    }
    for name in [
        "people",
        "workers",
        "children",
        "policies",
        ".git/hooks/pre-commit",
    ] {
        assert!(dir.join(name).exists(), "{name}");
    }
    assert_eq!(
        fs::read_to_string(dir.join(".schemas/session.schema.json")).expect("a schema"),
        include_str!("../../../schemas/session.schema.json")
    );
    assert!(
        output.stdout.contains("supervision new person"),
        "{}",
        output.stdout
    );
    assert_eq!(
        git(&dir, &["symbolic-ref", "HEAD"]).trim(),
        "refs/heads/main"
    );
    assert_eq!(
        git(&dir, &["rev-parse", "--show-object-format"]).trim(),
        "sha1"
    );

    let check = Supervision::new(["check", "--format", "short"])
        .in_dir(&dir)
        .run();
    assert_eq!(check.status, 0, "{}", check.stdout);
    let codes: Vec<&str> = check.stdout.lines().collect();
    assert!(
        codes.len() == 1 && codes[0].contains("warning: store-empty"),
        "{}",
        check.stdout
    );
    git(&dir, &["add", "."]);
    git(&dir, &["commit", "-q", "-m", "A new store"]);
    let kept = git(&dir, &["ls-files", "people", "workers", "children"]);
    assert_eq!(kept.lines().count(), 3, "{kept}");
}

#[test]
fn a_second_run_changes_nothing_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(init(folder.path(), &FLAGS).status, 0);
    let before = example::contents(folder.path());
    let output = init(folder.path(), &[]);
    assert_eq!(output.status, 0, "{}", output.stderr);
    assert!(
        output.stdout.contains("nothing was missing"),
        "{}",
        output.stdout
    );
    assert_eq!(before, example::contents(folder.path()));
    // What is missing is made again, and nothing else.
    fs::remove_file(folder.path().join(".gitattributes")).expect("removed");
    let output = init(folder.path(), &[]);
    assert!(
        output.stdout.contains(".gitattributes"),
        "{}",
        output.stdout
    );
    assert_eq!(before, example::contents(folder.path()));
}

#[test]
fn without_a_terminal_nobody_is_asked_and_what_is_missing_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = init(
        folder.path(),
        &["--id", "north-team", "--policy", "rotherham"],
    );
    assert_eq!((output.status, output.stdout.as_str()), (2, ""));
    assert!(
        output.stderr.contains("--organisation, --marking"),
        "{}",
        output.stderr
    );
    assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 0);
}

#[test]
fn what_cannot_stand_in_the_settings_is_refused_before_anything_is_written() {
    for (flag, value, words) in [
        ("--id", "North Team", "`North Team` is no short name"),
        ("--marking", "two\nlines", "more than a line"),
        ("--policy", "rotheram", "did you mean `rotherham`?"),
        (
            "--policy",
            "rotherham:2026-02-30",
            "--policy rotherham:2026-02-30",
        ),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut args = FLAGS.to_vec();
        let at = args.iter().position(|arg| *arg == flag).expect("the flag");
        args[at + 1] = value;
        let output = init(folder.path(), &args);
        assert_eq!(output.status, 2, "{flag} {value}");
        assert!(output.stderr.contains(words), "{}", output.stderr);
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 0);
    }
}

#[test]
fn a_repository_and_its_files_are_kept_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    git(folder.path(), &["init", "-q", "-b", "trunk"]);
    let dir = folder.path().join("records");
    fs::create_dir(&dir).expect("made");
    fs::write(dir.join(".gitattributes"), "* -text\n").expect("written");
    let output = init(
        folder.path(),
        &[&["records", "--no-hooks"], &FLAGS[..]].concat(),
    );
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    assert!(!dir.join(".git").exists() && !folder.path().join(".git/hooks/pre-commit").exists());
    let kept = fs::read_to_string(dir.join(".gitattributes")).expect("still there");
    assert_eq!(kept, "* -text\n");
}

#[test]
fn no_store_is_made_inside_another() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(init(folder.path(), &FLAGS).status, 0);
    let output = init(folder.path(), &[&["people/more"], &FLAGS[..]].concat());
    assert_eq!(output.status, 2, "{}", output.stdout);
    assert!(
        output.stderr.contains("is inside the store"),
        "{}",
        output.stderr
    );
}
