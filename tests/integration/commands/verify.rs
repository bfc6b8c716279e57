//! `supervision verify`: a document that was altered is found out, and one that the store does not give.

use std::fs;
use std::path::Path;

use crate::support::example::few;
use crate::support::git::committed;
use crate::support::run::{Output, Supervision};

fn verify(file: &Path, store: Option<&Path>) -> Output {
    let mut args = vec!["verify".to_owned(), file.to_string_lossy().into_owned()];
    if let Some(store) = store {
        args.extend(["--store".to_owned(), store.to_string_lossy().into_owned()]);
    }
    let nowhere = tempfile::tempdir().expect("a folder");
    Supervision::new(args).in_dir(nowhere.path()).run()
}

fn rendered(store: &Path, args: &[&str], to: &Path) {
    let (store, to) = (
        store.to_string_lossy().into_owned(),
        to.to_string_lossy().into_owned(),
    );
    let mut all = vec!["render", "--store", &store, "-o", &to];
    all.extend(args);
    let output = Supervision::new(all).run();
    assert_eq!(output.status, 0, "{}", output.stderr);
}

#[test]
fn every_document_says_where_it_comes_from_and_is_made_again_byte_by_byte() {
    let store = few();
    let head = committed(store.path());
    let dir = tempfile::tempdir().expect("a folder");
    let documents: [&[&str]; 8] = [
        &["worker", "jo-field"],
        &["worker", "jo-field", "--for", "pdr", "--reader", "worker"],
        &[
            "worker",
            "dana-wells",
            "--for",
            "case-review",
            "--child",
            "c-0903",
            "--third-parties",
            "--from",
            "2026-01-01",
            "--to",
            "2026-06-30",
        ],
        &["worker", "jo-field", "--for", "access"],
        &["child", "c-0903", "--reader", "applicant"],
        &["session", "jo-field/3-supervision/2026-10-21"],
        &["agreement", "jo-field"],
        &["access-log", "jo-field"],
    ];
    for document in documents {
        for format in ["html", "markdown", "text"] {
            let file = dir.path().join("document");
            rendered(
                store.path(),
                &[document, &["--format", format]].concat(),
                &file,
            );
            let output = verify(&file, Some(store.path()));
            assert_eq!(
                output.status, 0,
                "{document:?} as {format}: {}{}",
                output.stdout, output.stderr
            );
            for part in [
                "unaltered",
                "Store: northmoor-example",
                &format!("Made from: commit {}, as of 2026-11-02", head),
                &format!("Asked for: render {} {}", document[0], document[1]),
                "Made again from that commit: the same, byte by byte.",
            ] {
                assert!(output.stdout.contains(part), "{part}: {}", output.stdout);
            }
            let alone = verify(&file, None);
            assert_eq!(alone.status, 0, "{}", alone.stderr);
            assert!(
                alone.stdout.contains("Not made again: no store is here")
                    && alone.stdout.contains("no key in it"),
                "{}",
                alone.stdout
            );
        }
    }
}

#[test]
fn one_letter_that_was_altered_is_found_in_every_format() {
    let store = few();
    committed(store.path());
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("document");
    for format in ["html", "markdown", "text"] {
        rendered(
            store.path(),
            &["worker", "jo-field", "--format", format],
            &file,
        );
        let text = fs::read_to_string(&file).expect("written");
        let altered = text.replacen("Sam Okoro", "Sam Okora", 1);
        assert_ne!(text, altered);
        fs::write(&file, &altered).expect("altered");
        for store in [None, Some(store.path())] {
            let output = verify(&file, store);
            assert_eq!(output.status, 1, "{format}: {}", output.stdout);
            assert!(output.stdout.contains("ALTERED"), "{}", output.stdout);
        }
        // With the ends of its lines as Windows has them it says the same.
        fs::write(&file, text.replace('\n', "\r\n")).expect("sent by mail");
        assert!(verify(&file, None).stdout.contains("unaltered"));
    }
}

#[test]
fn who_reckons_the_string_anew_is_found_out_by_the_store_alone() {
    use supervision::render::verification::{self, MARK};
    let store = few();
    committed(store.path());
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("document");
    rendered(
        store.path(),
        &["worker", "jo-field", "--format", "text"],
        &file,
    );
    let text = fs::read_to_string(&file).expect("written");
    let found = verification::read(&text).expect("a document");
    let body = text.trim_end().rsplit_once('\n').expect("a last line").0;
    let forged = body
        .replacen("Sam Okoro", "Sam Okora", 1)
        .replace(&found.string, MARK);
    let forged = verification::sealed(forged.trim_end(), found.form, &found.source);
    fs::write(&file, forged).expect("forged");
    assert_eq!(verify(&file, None).status, 0, "no key, no proof");
    let output = verify(&file, Some(store.path()));
    assert_eq!(output.status, 1, "{}", output.stdout);
    assert!(
        output
            .stdout
            .contains("NOT the same; the first difference is in line"),
        "{}",
        output.stdout
    );
    assert!(!output.stdout.contains("Okora"), "{}", output.stdout);
}

#[test]
fn what_was_never_rendered_or_never_committed_is_said_to_be_so() {
    let store = few();
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("document");
    fs::write(&file, "# A letter\n\nWords.\n").expect("written");
    let output = verify(&file, Some(store.path()));
    assert_eq!((output.status, output.stdout.as_str()), (2, ""));
    assert!(
        output
            .stderr
            .contains("no line that says where it comes from"),
        "{}",
        output.stderr
    );
    rendered(store.path(), &["worker", "jo-field"], &file);
    let output = verify(&file, Some(store.path()));
    assert_eq!(output.status, 0);
    assert!(
        output.stdout.contains("no commit gives it again"),
        "{}",
        output.stdout
    );
}
