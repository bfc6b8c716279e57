//! The auditor's form as a PDF.

use super::readers::{assert_well_formed, text};
use crate::support::run::Supervision;

#[test]
fn r6b_the_auditors_form_is_a_pdf_that_another_program_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("audit.pdf");
    let name = file.to_string_lossy();
    let args = [
        "quality-audit",
        "form",
        "tom-brennan",
        "--format",
        "pdf",
        "-o",
    ];
    let store = ["--store", "records-example"];
    let given = Supervision::new(args.into_iter().chain([name.as_ref()]).chain(store)).run();
    assert_eq!(given.status, 0, "{}", given.stderr);
    let bytes = std::fs::read(&file).expect("a file");
    assert_well_formed(&bytes, "the form");
    let Some(text) = text(&bytes) else {
        return;
    };
    for words in [
        "Supervision audit: Tom Brennan",
        "Interrupted: 1, of which avoidably: 1.",
        "For the auditor to judge: Actions closed in time",
        // The name of a record is broken at a hyphen or a slash, and not in the middle of a word.
        "supervision/2025-11-10",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}
