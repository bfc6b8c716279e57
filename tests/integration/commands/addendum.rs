//! `supervision addendum` from outside: it stands beside what it adds to, says why, and can be signed in its turn.

use std::fs;

use crate::support::example;
use crate::support::run::Supervision;

const RECORD: &str = "jo-field/3-supervision/2026-10-21";
const FILE: &str = "workers/jo-field/3-supervision/2026-10-21-addendum-1.md";

#[test]
fn r12c_an_addendum_stands_beside_the_record_with_its_reason_and_is_signed_when_it_is_finished() {
    let store = example::copy();
    let run = |args: &[&str]| {
        let store = store.path().to_string_lossy().into_owned();
        let common = ["--store", &store, "--as-of", "2026-11-02"];
        Supervision::new(args.iter().chain(&common).copied()).run()
    };
    let path = format!("workers/{RECORD}.md");
    let args = [
        "addendum",
        &path,
        "--by",
        "jo-field",
        "--reason",
        "A date: wrong",
    ];
    let made = run(&args);
    assert_eq!(
        (made.status, made.stdout.trim()),
        (0, FILE),
        "{}",
        made.stderr
    );
    let written = fs::read_to_string(store.path().join(FILE)).expect("the addendum");
    for line in [
        &format!("amends: {RECORD}"),
        "date: 2026-11-02",
        "by: jo-field",
        "reason: \"A date: wrong\"",
    ] {
        assert!(
            written.lines().any(|found| found == line),
            "{line} in\n{written}"
        );
    }
    let name = FILE.trim_start_matches("workers/").trim_end_matches(".md");
    let sign = ["sign", name, "--as", "supervisee", "--by", "jo-field"];
    let early = run(&sign);
    assert_eq!(early.status, 2);
    assert!(early.stderr.contains("is not finished"), "{}", early.stderr);
    let finished = written.split("<!--").next().unwrap_or_default().to_owned();
    let finished = finished + "The visit was on the 20th.\n";
    fs::write(store.path().join(FILE), finished).expect("written");
    let signed = run(&sign);
    assert_eq!(signed.status, 0, "{}", signed.stderr);
    assert!(signed.stderr.contains("offered"), "{}", signed.stderr);
    assert!(
        signed.stderr.contains("--as supervisor --by sam-okoro"),
        "{}",
        signed.stderr
    );
    let check = run(&["check"]);
    assert_eq!((check.status, check.stdout.as_str()), (0, ""));
}

#[test]
fn nothing_is_added_to_a_record_that_is_not_there() {
    let store = example::copy();
    let before = example::contents(store.path());
    let dir = store.path().to_string_lossy().into_owned();
    let args = [
        "addendum",
        "jo-field/3-supervision/2026-10-22",
        "--by",
        "jo-field",
        "--store",
        &dir,
    ];
    let refused = Supervision::new(args).run();
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""));
    assert_eq!(before, example::contents(store.path()));
}
