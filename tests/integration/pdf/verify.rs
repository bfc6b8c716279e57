//! A PDF is verified as the command does it: unaltered, altered anywhere, appended to, made again.

use std::fs;
use std::path::Path;

use crate::support::example::few;
use crate::support::git::committed;
use crate::support::run::{Output, Supervision};
use supervision::render::verification::pdf;

fn run(args: &[&str]) -> Output {
    let nowhere = tempfile::tempdir().expect("a folder");
    Supervision::new(args.iter().copied())
        .in_dir(nowhere.path())
        .run()
}

fn rendered(store: &Path, args: &[&str], to: &Path) -> Vec<u8> {
    let (store, file) = (store.to_string_lossy(), to.to_string_lossy());
    let before = ["render", "--store", &store, "-o", &file];
    let output = run(&[&before, args, &["--format", "pdf"]].concat());
    assert_eq!(output.status, 0, "{}", output.stderr);
    fs::read(to).expect("a file")
}

#[test]
fn a_pdf_says_where_it_comes_from_and_is_made_again_byte_by_byte() {
    let store = few();
    let head = committed(store.path());
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("document.pdf");
    for document in [
        &["worker", "jo-field", "--for", "pdr", "--reader", "worker"] as &[&str],
        &["child", "c-0903", "--reader", "applicant"],
        &["session", "jo-field/3-supervision/2026-10-21"],
    ] {
        let bytes = rendered(store.path(), document, &file);
        let name = file.to_string_lossy();
        let output = run(&["verify", &name, "--store", &store.path().to_string_lossy()]);
        assert_eq!(
            output.status, 0,
            "{document:?}: {}{}",
            output.stdout, output.stderr
        );
        for part in [
            "unaltered",
            "Store: northmoor-example",
            &format!("Made from: commit {head}, as of 2026-11-02"),
            &format!("Asked for: render {} {}", document[0], document[1]),
            "--format pdf",
            "Made again from that commit: the same, byte by byte.",
        ] {
            assert!(output.stdout.contains(part), "{part}: {}", output.stdout);
        }
        // The string that it says stands on the pages.
        let found = pdf::read(&bytes).expect("a document");
        if let Some(text) = super::readers::text(&bytes) {
            assert!(text.matches(&found.string).count() >= 2, "{}", found.string);
        }
        let alone = run(&["verify", &name]);
        assert_eq!(alone.status, 0, "{}", alone.stderr);
        assert!(
            alone.stdout.contains("Not made again: no store is here"),
            "{}",
            alone.stdout
        );
        // In another folder, the same bytes.
        assert!(
            rendered(store.path(), document, &dir.path().join("other.pdf")) == bytes,
            "{document:?}"
        );
    }
}

#[test]
fn whatever_is_altered_in_a_pdf_is_seen() {
    let store = few();
    committed(store.path());
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("document.pdf");
    let bytes = rendered(store.path(), &["session", "jo-field"], &file);
    assert!(pdf::read(&bytes).expect("a document").is_unaltered);
    let is_seen = |altered: &[u8]| !pdf::read(altered).is_ok_and(|found| found.is_unaltered);
    let step = bytes.len() / 400;
    for at in (0..bytes.len()).step_by(step.max(1)) {
        let mut altered = bytes.clone();
        altered[at] = altered[at].wrapping_add(1);
        assert!(is_seen(&altered), "byte {at}");
        altered.remove(at);
        assert!(is_seen(&altered), "without byte {at}");
    }
    // As an editor appends what was changed.
    let update = b"\n1 0 obj\n<</Type /Catalog>>\nendobj\nxref\n1 1\n0000000000 00000 n \ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n";
    assert!(is_seen(&[&bytes[..], &update[..]].concat()));
    assert!(is_seen(&[&bytes[..], b"\n"].concat()));
    // The source, with the same length.
    let found = pdf::read(&bytes).expect("a document");
    let keywords = b"supervision-document: ";
    let at = bytes
        .windows(keywords.len())
        .rposition(|some| some == keywords)
        .expect("it is there");
    let mut altered = bytes.clone();
    altered[at + keywords.len() + 10] ^= 1;
    assert!(is_seen(&altered));
    let text = String::from_utf8_lossy(&bytes);
    assert_eq!(
        text.matches("supervision-digest: ").count(),
        2,
        "in its information and in its metadata"
    );
    assert!(!found.string.is_empty());
    fs::write(&file, &altered).expect("it can be written");
    let output = run(&["verify", &file.to_string_lossy()]);
    assert_ne!(output.status, 0, "{}", output.stdout);
    altered.copy_from_slice(&bytes);
    *altered.last_mut().expect("bytes") = b'X';
    fs::write(&file, &altered).expect("it can be written");
    let output = run(&["verify", &file.to_string_lossy()]);
    assert_eq!(output.status, 1, "{}", output.stdout);
    assert!(output.stdout.contains("ALTERED"), "{}", output.stdout);
}

#[test]
fn a_store_that_says_something_else_does_not_give_the_same_pdf() {
    let store = few();
    committed(store.path());
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("document.pdf");
    let bytes = rendered(store.path(), &["session", "jo-field"], &file);
    let found = pdf::read(&bytes).expect("a document");
    // Sealed anew by somebody who can reckon, with another word: only making it again finds it out.
    let forged = pdf::seal("Other words", &found.source);
    let made = supervision::render::write_pdf::document(
        &super::layout::made(vec![super::layout::paragraph("Other words")]),
        "2026-11-02".parse().expect("a day"),
        Some(&forged.keywords),
    );
    let made = pdf::sealed(made.expect("it can be set").bytes, &forged);
    fs::write(&file, made).expect("it can be written");
    let name = file.to_string_lossy();
    let output = run(&["verify", &name]);
    assert_eq!(output.status, 0, "{}", output.stdout);
    let output = run(&["verify", &name, "--store", &store.path().to_string_lossy()]);
    assert_eq!(output.status, 1, "{}", output.stdout);
    assert!(
        output
            .stdout
            .contains("NOT the same; the first difference is at byte"),
        "{}",
        output.stdout
    );
}

#[test]
fn a_pdf_is_not_for_the_screen_and_case_notes_hold_no_source() {
    let store = few();
    committed(store.path());
    let place = store.path().to_string_lossy().into_owned();
    let output = run(&[
        "render", "session", "jo-field", "--format", "pdf", "--store", &place,
    ]);
    assert_eq!(output.status, 2, "{}", output.stderr);
    assert!(
        output.stderr.contains("a PDF is nothing for the screen"),
        "{}",
        output.stderr
    );
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("note.pdf");
    let note = fs::read_dir(store.path().join("children/c-0903/supervision")).expect("notes");
    let note = note.map(|entry| {
        entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    let note = note.min().expect("a note");
    let record = format!("c-0903/supervision/{}", note.trim_end_matches(".md"));
    let bytes = rendered(store.path(), &["case-note", &record], &file);
    assert!(!String::from_utf8_lossy(&bytes).contains("supervision-document"));
    let output = run(&["verify", &file.to_string_lossy()]);
    assert_eq!(output.status, 2, "{}", output.stdout);
}
