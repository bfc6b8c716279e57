//! The documents that are made without a template: the auditor's form, the report on timeliness, practice over the years.

use super::pseudo::{canary_store, nothing_is_left};
use crate::support::views::Read;
use supervision::calendar::Day;
use supervision::diag::Diagnostics;
use supervision::due::Facts;
use supervision::due::timeliness::{By, judged, not_here};
use supervision::reading::Reading;
use supervision::record::discussion::Party;
use supervision::render::document::Document;
use supervision::render::{self, AuditOf, Wording, write_text};
use supervision::report::self_audit::trend;
use supervision::report::timeliness::Timeliness;
use supervision::source::SourceFile;
use supervision::store::Origin;

fn reading(read: Read) -> Reading {
    Reading {
        sources: read.sources,
        records: read.records,
        policy: read.policy,
        today: read.today,
        origin: Origin::Index,
        findings: Diagnostics::default(),
    }
}

fn made(reading: &Reading, words: &Wording) -> Vec<(String, Document)> {
    let from: Day = "2025-01-01".parse().expect("a day");
    let facts = Facts::new(&reading.records, &reading.policy, reading.today);
    let mut documents = Vec::new();
    for id in reading.records.workers.keys() {
        let of = AuditOf {
            reading,
            facts: &facts,
            worker: id,
            from,
            revision: None,
        };
        let form = render::audit_form(words, &of);
        documents.extend(form.map(|form| (format!("audit of {id}"), form)));
        for part in [Party::Supervisor, Party::Supervisee] {
            let trend = trend(&facts, &reading.sources, id, part);
            let document = render::self_audit(words, reading, &trend, None);
            documents.push((format!("practice of {id} as {part:?}"), document));
        }
    }
    for by in [None, Some(By::Worker), Some(By::Team), Some(By::Supervisor)] {
        let report = Timeliness {
            reading,
            from,
            to: reading.today,
            by,
            only: by.map(|by| (by, "somebody")).into_iter().collect(),
            obligations: judged(&facts, from, reading.today),
            not_here: not_here(&facts),
        };
        let document = render::timeliness(words, &report, None);
        documents.push((format!("timeliness by {by:?}"), document));
    }
    documents
}

/// What a form says that no record does: the records' own names, and commands.
fn named_only(reading: &Reading) -> SourceFile {
    let mut said = String::from(
        "said:\n  - somebody\n  - supervision show RECORD\n  - supervision new access\n",
    );
    for (_, file) in reading.sources.iter() {
        let id = file.path().split_once('/').map_or("", |(_, id)| id);
        let id = id.rsplit_once('.').map_or(id, |(id, _)| id);
        said.push_str(&format!("  - {id:?}\n"));
    }
    SourceFile::new("said.yaml", said)
}

fn nothing_is_left_of(store: fn() -> Read) {
    let reading = reading(store());
    let mut read = store();
    read.sources.add(named_only(&reading));
    nothing_is_left(&read, |_, words| made(&reading, words));
}

#[test]
fn every_word_of_the_examples_reports_is_a_string_or_a_records() {
    nothing_is_left_of(Read::example);
}

#[test]
fn every_word_of_reports_on_a_store_with_something_in_every_place_is_a_string_or_a_records() {
    nothing_is_left_of(canary_store);
}

#[test]
fn a_store_says_its_audit_form_otherwise_by_strings_alone() {
    let reading = reading(Read::example());
    let words = Wording::of_text(
        "language: \"cy\"\naudit-form:\n  title: \"Archwiliad goruchwylio: {name}\"\n  auditor: \"Archwilydd\"\n",
    );
    let documents = made(&reading, &words);
    let (_, form) = documents
        .iter()
        .find(|(name, _)| name == "audit of tom-brennan")
        .expect("a form");
    assert_eq!(form.title, "Archwiliad goruchwylio: Tom Brennan");
    let text = write_text::document(form);
    assert!(text.contains("Archwilydd: to be filled in"), "{text}");
}
