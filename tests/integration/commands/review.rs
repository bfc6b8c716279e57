//! `supervision review` from outside: one page, and an exit status for whatever runs it.

use std::fs;

use crate::support::example;
use crate::support::git::done;
use crate::support::run::Supervision;

#[test]
fn a_review_asks_what_a_person_is_to_judge_and_fails_where_the_hooks_would_refuse() {
    let store = example::copy();
    let dir = store.path();
    done(dir, &["init", "-q", "-b", "main"]);
    done(dir, &["add", "."]);
    done(dir, &["commit", "-qm", "The records"]);
    done(dir, &["checkout", "-qb", "branch"]);
    let edit = |path: &str, from: &str, to: &str| {
        let text = fs::read_to_string(dir.join(path)).expect("the record");
        assert_eq!(text.matches(from).count(), 1, "{from}");
        fs::write(dir.join(path), text.replace(from, to)).expect("written");
    };
    // Nothing stands against a word in a note.
    edit(
        "workers/jo-field/3-supervision/2026-10-21.md",
        "Meeting room 2",
        "Meeting room 3",
    );
    done(dir, &["commit", "-qam", "The room"]);
    let review = || {
        Supervision::new(["review", "main...branch"])
            .in_dir(dir)
            .run()
    };
    let output = review();
    assert_eq!(output.status, 0, "{}", output.stderr);
    let page = output.stdout;
    assert!(
        page.contains("## For you to judge\n\n- What is said has changed:"),
        "{page}"
    );
    assert!(
        page.contains("## What follows\n\nNothing: no date moves"),
        "{page}"
    );
    assert!(
        page.contains("| place | 1 word new, 1 gone | content |"),
        "{page}"
    );
    assert!(!page.contains("Meeting room"), "{page}");
    // A signed record that is changed would be refused.
    edit(
        "workers/dana-wells/3-supervision/2026-05-05.md",
        "minutes: 75",
        "minutes: 80",
    );
    done(dir, &["commit", "-qam", "The length"]);
    let output = review();
    assert_eq!(output.status, 1, "{}", output.stderr);
    let page = output.stdout;
    assert!(
        page.contains(
            "What was signed would no longer stand in 1 record: should that be an addendum instead?"
        ),
        "{page}"
    );
    assert!(page.contains("### Sign-offs that fall (1)"), "{page}");
    let html = Supervision::new(["review", "main...branch", "--format", "html"])
        .in_dir(dir)
        .run();
    assert!(
        html.stdout.starts_with("<!DOCTYPE html>"),
        "{}",
        html.stdout
    );
    assert!(
        html.stdout.contains("default-src 'none'"),
        "{}",
        html.stdout
    );
}
