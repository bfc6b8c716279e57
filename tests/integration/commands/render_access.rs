//! Who is given a worker's file: refused, recorded, and told (R14c).

use std::fs;
use std::path::Path;

use crate::support::example::{contents, few};
use crate::support::git::done;
use crate::support::run::{Output, Supervision};

fn render(store: &Path, args: &[&str]) -> Output {
    let store = store.to_string_lossy().into_owned();
    let mut all = vec!["render".to_owned(), "--store".to_owned(), store];
    all.extend(args.iter().map(|arg| (*arg).to_owned()));
    Supervision::new(all).run()
}

const RECORD: &str = "workers/jo-field/8-miscellaneous/2026-11-02-access.yaml";

#[test]
fn r14c_a_file_for_another_reader_is_recorded_and_the_worker_is_to_be_told() {
    let store = few();
    let asked = [
        "worker",
        "jo-field",
        "--for",
        "pdr",
        "--reader",
        "senior-manager",
        "--by",
        "helen-marsh",
        "--reason",
        "Moderating the PDRs: \"fair\"?",
    ];
    let output = render(store.path(), &asked);
    assert_eq!(output.status, 0, "{}", output.stderr);
    assert!(output.stdout.contains("Reader"), "{}", output.stdout);
    assert!(
        output
            .stderr
            .contains("tell jo-field who has seen what and why"),
        "{}",
        output.stderr
    );
    assert!(output.stderr.contains(RECORD), "{}", output.stderr);
    let record = fs::read_to_string(store.path().join(RECORD)).expect("a record");
    for line in [
        "worker: jo-field",
        "date: 2026-11-02",
        "by: \"helen-marsh\"",
        "role: \"Senior manager\"",
        "reason: \"Moderating the PDRs: \\\"fair\\\"?\"",
        "  - \"What the supervision file holds for the PDR\"",
    ] {
        assert!(
            record.lines().any(|found| found == line),
            "{line} in\n{record}"
        );
    }
    // A second reading on the same day is a second record.
    assert_eq!(render(store.path(), &asked).status, 0);
    assert!(
        store
            .path()
            .join(RECORD.replace("access", "access-2"))
            .is_file()
    );
    // Nothing to be found on the day itself; the day after, that the worker was not told.
    let path = store.path().to_string_lossy().into_owned();
    let check = |day: &str| {
        Supervision::new([
            "check", "--store", &path, "--as-of", day, "--format", "short",
        ])
        .run()
    };
    let untold = |output: &Output| {
        output
            .stdout
            .lines()
            .filter(|line| line.contains("access-untold") && line.contains("2026-11-02-access"))
            .count()
    };
    assert_eq!(untold(&check("2026-11-02")), 0);
    assert_eq!(untold(&check("2026-11-03")), 2);
}

#[test]
fn r14c_without_a_reason_nothing_is_shown_and_nothing_recorded() {
    let store = few();
    let before = contents(store.path());
    let start = ["worker", "jo-field", "--reader", "cover-manager"];
    for more in [
        &[][..],
        &["--by", "dana-wells"],
        &["--reason", "Leave"],
        &["--by", " ", "--reason", "Leave"],
    ] {
        let output = render(store.path(), &[&start[..], more].concat());
        assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{more:?}");
        assert!(
            output.stderr.contains("--by PERSON and --reason"),
            "{}",
            output.stderr
        );
    }
    // Nor where there is nothing to render.
    let output = render(
        store.path(),
        &[
            "session",
            "jo-field/3-supervision/2020-01-01",
            "--reader",
            "cover-manager",
            "--by",
            "dana-wells",
            "--reason",
            "Leave",
        ],
    );
    assert_eq!((output.status, output.stdout.as_str()), (2, ""));
    let nowhere = store
        .path()
        .join("missing/file.md")
        .to_string_lossy()
        .into_owned();
    let output = render(
        store.path(),
        &[
            "worker",
            "jo-field",
            "--reader",
            "cover-manager",
            "--by",
            "dana-wells",
            "--reason",
            "Leave",
            "-o",
            &nowhere,
        ],
    );
    assert_eq!(output.status, 2);
    assert_eq!(before, contents(store.path()));
}

#[test]
fn r14c_the_worker_and_the_line_manager_leave_no_record() {
    let store = few();
    let before = contents(store.path());
    for reader in ["worker", "line-manager"] {
        let output = render(store.path(), &["worker", "jo-field", "--reader", reader]);
        assert_eq!(output.status, 0, "{}", output.stderr);
        assert!(!output.stderr.contains("recorded in"), "{}", output.stderr);
        let output = render(
            store.path(),
            &[
                "worker",
                "jo-field",
                "--reader",
                reader,
                "--by",
                "sam-okoro",
                "--reason",
                "PDR",
            ],
        );
        assert_eq!((output.status, output.stdout.as_str()), (2, ""));
        assert!(
            output.stderr.contains("nothing is recorded where"),
            "{}",
            output.stderr
        );
    }
    assert_eq!(before, contents(store.path()));
}

#[test]
fn r14c_single_records_of_the_file_are_recorded_by_name() {
    let store = few();
    let who = [
        "--reader",
        "investigating-officer",
        "--by",
        "Ann Other",
        "--reason",
        "Complaint 12",
        "--format",
        "text",
    ];
    for (document, record, said) in [
        (
            "session",
            "jo-field/3-supervision/2026-10-21",
            "Supervision session of Jo Field, 21 October 2026",
        ),
        ("agreement", "jo-field", "Supervision agreement of Jo Field"),
        ("history", "jo-field", "Supervision history of Jo Field"),
        (
            "access-log",
            "jo-field",
            "Who has seen the supervision file of Jo Field",
        ),
    ] {
        let output = render(store.path(), &[&[document, record][..], &who].concat());
        assert_eq!(output.status, 0, "{document}: {}", output.stderr);
        assert!(
            output.stdout.contains(said),
            "{document}: {}",
            output.stdout
        );
        assert!(
            output
                .stderr
                .contains("recorded in workers/jo-field/8-miscellaneous/2026-11-02-access"),
            "{}",
            output.stderr
        );
    }
    let record = fs::read_to_string(store.path().join(RECORD)).expect("a record");
    assert!(
        record.contains("  - \"jo-field/3-supervision/2026-10-21\""),
        "{record}"
    );
    assert!(
        record.contains("by: \"Ann Other\"") && record.contains("role: \"Investigating officer\""),
        "{record}"
    );
}

#[test]
fn r14c_where_no_record_can_be_written_it_is_said_even_when_all_is_quiet() {
    let store = few();
    done(store.path(), &["init", "-q"]);
    done(store.path(), &["add", "."]);
    done(store.path(), &["commit", "-qm", "All"]);
    let before = contents(store.path());
    let who = [
        "worker",
        "jo-field",
        "--reader",
        "cover-manager",
        "--by",
        "dana-wells",
        "--reason",
        "Leave",
        "--quiet",
    ];
    let output = render(store.path(), &[&who[..], &["--at", "HEAD"]].concat());
    assert_eq!(output.status, 0, "{}", output.stderr);
    assert!(output.stdout.contains("Supervision file of Jo Field"));
    for part in [
        "no record of this access could be written",
        "read as it was at another point",
        "supervision new access --worker jo-field",
    ] {
        assert!(output.stderr.contains(part), "{part}: {}", output.stderr);
    }
    assert_eq!(before, contents(store.path()));
    let bare = tempfile::tempdir().expect("a folder");
    done(
        bare.path(),
        &[
            "clone",
            "-q",
            "--bare",
            &store.path().to_string_lossy(),
            "b.git",
        ],
    );
    let output = render(
        &bare.path().join("b.git"),
        &[&who[..], &["--at", "HEAD"]].concat(),
    );
    assert_eq!(output.status, 0, "{}", output.stderr);
    assert!(
        output
            .stderr
            .contains("a bare repository has no files to write to"),
        "{}",
        output.stderr
    );
}

#[test]
fn r15_a_reader_who_may_not_have_it_is_told_who_may() {
    let store = few();
    let cases: [(&[&str], &str, &str); 6] = [
        (
            &[
                "worker",
                "jo-field",
                "--for",
                "pdr",
                "--reader",
                "inspector",
            ],
            "an inspector may not have a worker's file for the PDR",
            "--for case-review",
        ),
        (
            &["worker", "jo-field", "--reader", "team-member"],
            "may not have a worker's whole file",
            "`render child`",
        ),
        (
            &["worker", "jo-field", "--reader", "applicant"],
            "may not have a worker's whole file",
            "--for access --reader worker",
        ),
        (
            &[
                "worker",
                "jo-field",
                "--for",
                "access",
                "--reader",
                "line-manager",
            ],
            "the line manager may not have",
            "those who may: worker",
        ),
        (
            &["child", "c-0903", "--reader", "new-line-manager"],
            "the new line manager may not have a child's record",
            "those who may: team-member",
        ),
        (
            &[
                "child",
                "c-0903",
                "--reader",
                "applicant",
                "--third-parties",
            ],
            "may not have what a child's record says of other people",
            "leave out --third-parties",
        ),
    ];
    for (args, message, hint) in cases {
        let output = render(store.path(), args);
        assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{args:?}");
        assert!(
            output.stderr.contains(message) && output.stderr.contains(hint),
            "{args:?}: {}",
            output.stderr
        );
    }
    let page = Supervision::new(["explain", "readers"]).run();
    assert!(
        page.stdout
            .contains("| case-review | inspector | the child's records"),
        "{}",
        page.stdout
    );
}

#[test]
fn r13d_a_case_review_needs_its_child() {
    let store = few();
    for args in [
        &["worker", "dana-wells", "--for", "case-review"][..],
        &["worker", "dana-wells", "--child", "c-0903"],
        &["worker", "dana-wells", "--third-parties"],
    ] {
        let output = render(store.path(), args);
        assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{args:?}");
    }
    let output = render(
        store.path(),
        &[
            "worker",
            "dana-wells",
            "--for",
            "case-review",
            "--child",
            "c-0903",
        ],
    );
    assert_eq!(output.status, 0, "{}", output.stderr);
}
