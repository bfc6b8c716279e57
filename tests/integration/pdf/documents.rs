//! Every kind of document: it is well formed, tagged, and says every word that its text form says.

use std::collections::BTreeMap;

use super::readers::{
    assert_well_formed, laid_open, other_text, pdf, spoilt, structure, text as text_in_order,
    text_as_it_stands,
};
use crate::support::views::{Read, for_manager, for_team, page_text, words};
use supervision::due;
use supervision::record::{ChildId, RecordId, WorkerId};
use supervision::render::document::Document;
use supervision::render::{
    ChildRequest, Reader, Single, Templates, WorkerRequest, about_child, access_log, case_note,
    child_record, worker_record, write_html, write_text,
};

/// A document of each kind, of the example.
pub(super) fn documents() -> Vec<(&'static str, Document)> {
    let read = Read::example();
    let templates = Templates::built_in();
    let facts = read.facts();
    let dues = due::find(&facts);
    let manager = for_manager(&templates);
    let id = ChildId::new("c-1042");
    let elsewhere = about_child(templates.wording(), &read.records, &id, read.today);
    let applicant = ChildRequest {
        reader: Reader::Applicant,
        elsewhere: &elsewhere,
        ..for_team(&templates)
    };
    let single = |kind, record: &str| {
        let record = RecordId::new(record);
        worker_record(&facts, &dues, &read.sources, (kind, &record), &manager).expect("a record")
    };
    let note = |record: &str| {
        case_note(
            read.child(&id),
            &RecordId::new(record),
            &for_team(&templates),
        )
        .expect("a note")
    };
    let jo = WorkerId::new("jo-field");
    vec![
        (
            "a worker's file",
            read.worker("jo-field", &manager).expect("a file"),
        ),
        (
            "a file for PDR",
            read.worker(
                "dana-wells",
                &WorkerRequest {
                    purpose: Some(supervision::render::Purpose::Pdr),
                    ..for_manager(&templates)
                },
            )
            .expect("a file"),
        ),
        (
            "a child's record",
            child_record(read.child(&id), &for_team(&templates)).expect("a record"),
        ),
        (
            "a child's record for its subject",
            child_record(read.child(&id), &applicant).expect("a record"),
        ),
        (
            "a case note",
            note("c-1042/supervision/2026-02-11-jo-field"),
        ),
        ("a decision", note("c-1042/decisions/2026-01-19")),
        ("a session", single(Single::Session, "jo-field")),
        ("an agreement", single(Single::Agreement, "jo-field")),
        ("a history", single(Single::History, "jo-field")),
        (
            "an access log",
            access_log(&facts, &[], &read.sources, &jo, &manager).expect("a log"),
        ),
    ]
}

fn counted<'a>(words: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counted = BTreeMap::new();
    words.for_each(|word| *counted.entry(word).or_default() += 1);
    counted
}

/// The words of a document as its page says them, without what only a screen needs; the words in a drawing are its own.
pub(super) fn said(document: &Document) -> String {
    let html = write_html::document(document).replace("Skip to the document", "");
    let parts = html
        .split("<svg ")
        .map(|part| part.split_once("</svg>").map_or(part, |(_, rest)| rest));
    page_text(&parts.collect::<String>().replace('<', " <"))
}

/// The words that a text lacks of those that a document says, each as often as it says it.
pub(super) fn lacking(said: &str, text: &str) -> Vec<String> {
    let there = counted(words(text));
    let lacking = counted(words(said))
        .into_iter()
        .filter(|(word, count)| there.get(word).copied().unwrap_or_default() < *count);
    lacking
        .map(|(word, count)| format!("{word} ×{count}"))
        .collect()
}

#[test]
fn every_document_is_well_formed_and_tagged_and_loses_no_word() {
    for (what, document) in documents() {
        let document = Document {
            verification: "AB12-CD34-EF56-7890-ABCD".to_owned(),
            ..document
        };
        let bytes = pdf(&document);
        assert!(
            bytes.starts_with(b"%PDF-1.7") && bytes.ends_with(b"%%EOF"),
            "{what}"
        );
        assert_well_formed(&bytes, what);
        let said = said(&document);
        // What only the text form says, such as where a link leads, stands on the pages too.
        let as_text = write_text::document(&document).replace("[struck out: ", " ");
        for (reader, text) in [
            ("poppler", text_as_it_stands(&bytes)),
            ("mupdf", other_text(&bytes)),
        ] {
            let Some(text) = text else { continue };
            let mut lost = lacking(&said, &text);
            // As it stands columns may touch, and in the order of reading a hyphen at a line's end may go: one of the two must have it.
            if let Some(other) = text_in_order(&bytes) {
                lost.retain(|word| lacking(&said, &other).contains(word));
            }
            assert_eq!(lost, Vec::<String>::new(), "{what} read by {reader}");
            let once = words(&as_text).filter(|word| !words(&text).any(|there| there == *word));
            assert_eq!(
                once.collect::<Vec<_>>(),
                Vec::<&str>::new(),
                "{what} read by {reader}"
            );
            // The marking, the source, the string and the number stand on every page.
            let pages: Vec<&str> = text
                .split('\u{c}')
                .filter(|page| !page.trim().is_empty())
                .collect();
            for (at, page) in pages.iter().enumerate() {
                let number = format!("Page {} of {}", at + 1, pages.len());
                for part in [
                    &document.marking,
                    &document.source_line,
                    &document.verification,
                    &number,
                ] {
                    assert!(
                        page.contains(part.as_str()),
                        "{what}, {number}, read by {reader}, lacks {part}: {page}"
                    );
                }
            }
        }
        if let Some(structure) = structure(&bytes) {
            assert_eq!(structure.faults, Vec::<String>::new(), "{what}");
        }
    }
}

#[test]
fn the_reader_of_structure_finds_what_is_spoilt() {
    let (_, document) = documents().swap_remove(0);
    let Some(found) = spoilt(&pdf(&document)) else {
        return;
    };
    for fault in [
        "the language is not en-GB",
        "it is not marked as tagged",
        "it has no title",
        "a table's head does not say what it heads",
        "a link has no words of its own",
        "is neither tagged nor an artifact",
        "is not embedded",
    ] {
        assert!(
            found.faults.iter().any(|found| found.contains(fault)),
            "{fault}: {:?}",
            found.faults
        );
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for (what, document) in documents().into_iter().skip(2).step_by(3) {
        assert!(pdf(&document) == pdf(&document), "{what}");
    }
}

#[test]
fn nothing_in_it_names_a_clock_or_a_place() {
    let (_, document) = documents().swap_remove(4);
    let Some(open) = laid_open(&pdf(&document)) else {
        return;
    };
    let open = String::from_utf8_lossy(&open);
    assert!(
        open.contains("(D:20261102"),
        "its date is the day that it shows"
    );
    for word in ["/tmp", "/root", "/home", "document.typ", "document.json"] {
        assert!(!open.contains(word), "{word}");
    }
}
