//! `supervision demo` from outside, its repository read by git itself.

use std::fs;

use crate::support::example;
use crate::support::run::Supervision;
use crate::support::store::git;

#[test]
fn the_demonstration_is_a_repository_whose_commits_carry_days_and_authors() {
    let dir = tempfile::tempdir().expect("a folder");
    let target = dir.path().join("demo");
    let output = Supervision::new(["demo", &target.to_string_lossy()]).run();
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    assert!(
        output.stdout.contains("nothing is wrong"),
        "{}",
        output.stdout
    );
    let store = target.join("records");
    let log = git(
        &store,
        &[
            "log",
            "--format=%ad %an",
            "--date=format:%Y-%m-%d",
            "--",
            "workers/jo-field/3-supervision/2025-09-11.md",
        ],
    );
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), 1, "{log}");
    assert!(
        lines[0].starts_with("2025-09-1") && lines[0].ends_with("Sam Okoro"),
        "{log}"
    );
    let days: Vec<String> = git(&store, &["log", "--reverse", "--format=%at"])
        .lines()
        .map(str::to_owned)
        .collect();
    assert!(
        days.len() > 300
            && days
                .iter()
                .map(|day| day.parse::<i64>().expect("a time"))
                .is_sorted()
    );
    assert_eq!(git(&store, &["status", "--porcelain"]), "");
    assert_eq!(git(&store, &["fsck", "--strict", "--no-progress"]), "");

    let schema = fs::read_to_string(store.join(".schemas/session.schema.json"))
        .expect("a schema beside the records");
    assert_eq!(schema, include_str!("../../../schemas/session.schema.json"));
    let original = example::copy();
    let strip = |dir: &std::path::Path| -> Vec<(String, Vec<u8>)> {
        let prefix = dir.to_string_lossy().into_owned();
        let files = example::contents(dir)
            .into_iter()
            .filter(|(path, _)| !path[prefix.len()..].contains("/."));
        files
            .map(|(path, bytes)| (path[prefix.len()..].to_owned(), bytes))
            .collect()
    };
    assert!(
        strip(original.path()) == strip(&store),
        "the last commit is the example as it stands"
    );
    assert!(
        fs::read_to_string(target.join("jo-field.html"))
            .expect("a page")
            .contains("Supervision file of Jo Field")
    );
}

#[test]
fn a_category_is_known_in_the_history_only_from_its_day() {
    let dir = tempfile::tempdir().expect("a folder");
    let target = dir.path().join("demo");
    assert_eq!(
        Supervision::new(["demo", &target.to_string_lossy()])
            .run()
            .status,
        0
    );
    let store = target.join("records");
    let before = git(
        &store,
        &["rev-list", "-1", "--before=2026-02-08T23:00:00Z", "HEAD"],
    );
    let child = git(
        &store,
        &[
            "show",
            &format!("{}:children/c-1042/child.yaml", before.trim()),
        ],
    );
    assert!(
        child.contains("child-protection-enquiry") && !child.contains("child-protection-plan"),
        "{child}"
    );
}

#[test]
fn a_folder_that_holds_something_is_refused_and_left_as_it_was() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("mine.txt"), "mine").expect("written");
    let output = Supervision::new(["demo", &dir.path().to_string_lossy()]).run();
    assert_eq!((output.status, output.stdout.as_str()), (2, ""));
    assert!(output.stderr.contains("is not empty"), "{}", output.stderr);
    assert_eq!(fs::read_dir(dir.path()).expect("listed").count(), 1);
}
