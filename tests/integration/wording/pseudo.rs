//! A language that is none: every string is marked, so that a word of a document that is no string and no value of a record stands out.

use std::collections::BTreeSet;
use std::io::Read as _;

use crate::support::canaries::CANARY_STORE;
use crate::support::views::{Read, for_manager, for_team, formats, page_text};
use supervision::calendar::{Day, Period};
use supervision::due;
use supervision::record::{RecordId, WorkerId};
use supervision::render::document::Document;
use supervision::render::markdown_tree::parse_prose;
use supervision::render::wording::{self, BUILT_IN};
use supervision::render::{
    ChildRequest, Purpose, Reader, Single, Templates, Wording, WorkerRequest, about_child,
    access_log, case_note, child_record, clean, worker_record, write_docx, write_text,
};
use supervision::source::{SourceFile, Sources};

/// The built-in strings, each run of words in them between marks, and places left as they are.
fn marked_strings(read: &Read) -> String {
    let mut out = String::new();
    for line in BUILT_IN.lines() {
        match line.split_once(": \"") {
            Some((key, text)) if !line.starts_with('#') && key != "language" => {
                let text = text.strip_suffix('"').expect("a string ends its line");
                out.push_str(&format!("{key}: \"{}\"\n", marked(text)));
            }
            _ => out.push_str(&format!("{line}\n")),
        }
    }
    // The terms of the records stand at the end of the file, as a store would add its own.
    let known: BTreeSet<&str> = BUILT_IN
        .split("\nterms:\n")
        .nth(1)
        .expect("terms come last")
        .lines()
        .filter_map(|line| line.trim().split(':').next())
        .collect();
    for term in terms(read) {
        if !known.contains(term.as_str()) {
            let words = term.replace('-', " ");
            out.push_str(&format!("  \"{term}\": \"{}\"\n", marked(&words)));
        }
    }
    out
}

fn marked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = match rest.strip_prefix('{') {
            Some(_) => rest.find('}').expect("a place ends") + 1,
            None => rest.find('{').unwrap_or(rest.len()),
        };
        let (piece, after) = rest.split_at(end);
        match piece.starts_with('{') || !piece.contains(char::is_alphanumeric) {
            true => out.push_str(piece),
            false => out.push_str(&format!("⟦{piece}⟧")),
        }
        rest = after;
    }
    out
}

/// Whatever in the records could be a term: a value in small letters with hyphens.
fn terms(read: &Read) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut note = |text: &str| {
        // A record is named by what stands behind the day.
        let text = text.rsplit('/').next().unwrap_or_default();
        let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
        let is_term = text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        if is_term {
            found.insert(text.to_owned());
        }
    };
    for (_, file) in read.sources.iter() {
        fields_of(file.text(), &mut note);
        note(file.path().split('.').next().unwrap_or_default());
    }
    found
}

/// Calls for each value of a record's fields.
fn fields_of(text: &str, note: &mut impl FnMut(&str)) {
    let fields = supervision::text::front::split(text).map(|parts| &text[parts.front]);
    let fields = fields.unwrap_or(text);
    if let Ok(tree) = supervision::text::yaml::parse(fields, 0..fields.len()) {
        leaves(&supervision::text::yaml::to_json(&tree), note);
    }
}

/// What the records say: each value, and each line of their prose as plain text.
fn values(read: &Read) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut note = |text: &str| {
        found.insert(plain(text));
    };
    for (_, file) in read.sources.iter() {
        fields_of(file.text(), &mut note);
        let parts = supervision::text::front::split(file.text());
        let prose = parts.map_or(0..file.text().len(), |parts| parts.body);
        let prose = match file.path().ends_with(".md") {
            true => &file.text()[prose],
            false => "",
        };
        let said = write_text::blocks(&clean::blocks(parse_prose(prose), 1));
        for line in said.lines() {
            note(line.trim_start_matches("- "));
            // A row of a table in prose is said as head and value.
            line.split(": ").for_each(&mut note);
        }
    }
    found
}

fn leaves(value: &serde_json::Value, note: &mut impl FnMut(&str)) {
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|item| leaves(item, note)),
        serde_json::Value::Object(fields) => fields.values().for_each(|item| leaves(item, note)),
        serde_json::Value::String(text) => {
            note(text);
            text.lines().for_each(note);
        }
        _ => {}
    }
}

/// Words alone, in a row; one word by itself only as it is written.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [word] => (*word).to_owned(),
        words => words.join(" ").to_lowercase(),
    }
}

/// What is neither marked nor said by a record.
fn left_over(text: &str, said: &BTreeSet<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in text.lines() {
        for (at, piece) in line.split('⟦').enumerate() {
            let piece = match at {
                0 => piece,
                _ => piece.split_once('⟧').map_or(piece, |(_, after)| after),
            };
            if !is_covered(piece, said) {
                found.insert(piece.trim().to_owned());
            }
        }
    }
    found
}

/// Whether a piece is values in a row, and numbers and ids of clauses between them.
fn is_covered(piece: &str, said: &BTreeSet<String>) -> bool {
    let words: Vec<&str> = piece
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut at = 0;
    while at < words.len() {
        let known = (at + 1..=words.len())
            .rev()
            .find(|end| said.contains(&plain(&words[at..*end].join(" "))));
        let is_number = !words[at].contains(|c: char| c.is_alphabetic())
            || words[at].starts_with('R')
                && words[at][1..].starts_with(|c: char| c.is_ascii_digit());
        match known {
            Some(end) => at = end,
            None if is_number => at += 1,
            None => return false,
        }
    }
    true
}

pub(super) struct Made {
    pub(super) documents: Vec<(String, Document)>,
}

/// Every document of a store, for every reader who may have it.
pub(super) fn made(read: &Read, templates: &Templates) -> Made {
    let mut documents = Vec::new();
    let facts = read.facts();
    let dues = due::find(&facts);
    let mut keep = |name: String, document: Result<Document, supervision::render::Error>| {
        if let Ok(document) = document {
            documents.push((name, document));
        }
    };
    let day = |text: &str| text.parse::<Day>().expect("a day");
    let old = Period::new(day("2020-01-01"), Some(day("2020-02-01")));
    for (at, id) in read.records.workers.keys().enumerate() {
        // What is said does not hang on the reader; each of them once is enough.
        for reader in Reader::ALL
            .iter()
            .filter(|reader| at == 0 || **reader == Reader::LineManager)
        {
            for purpose in std::iter::once(None).chain(Purpose::ALL.iter().copied().map(Some)) {
                let request = WorkerRequest {
                    reader: *reader,
                    purpose,
                    ..for_manager(templates)
                };
                let name = format!("{id} for {purpose:?} by {reader:?}");
                if purpose != Some(Purpose::CaseReview) {
                    keep(name, read.worker(id.as_str(), &request));
                    continue;
                }
                for child in read
                    .records
                    .children
                    .keys()
                    .take(1 + 4 * usize::from(*reader == Reader::LineManager))
                {
                    let request = WorkerRequest {
                        child: Some(child),
                        third_parties: true,
                        ..request
                    };
                    keep(
                        format!("{name}: {child}"),
                        read.worker(id.as_str(), &request),
                    );
                }
            }
        }
        let request = WorkerRequest {
            period: Some(old),
            ..for_manager(templates)
        };
        keep(format!("{id} long ago"), read.worker(id.as_str(), &request));
        let request = for_manager(templates);
        let id = WorkerId::new(id.as_str());
        keep(
            format!("who has seen {id}"),
            access_log(&facts, &dues, &read.sources, &id, &request),
        );
        for kind in [Single::Session, Single::Agreement, Single::History] {
            let record = RecordId::new(id.as_str());
            let document = worker_record(&facts, &dues, &read.sources, (kind, &record), &request);
            keep(format!("{kind:?} of {id}"), document);
        }
    }
    for (id, file) in read.records.children.iter().step_by(3) {
        let elsewhere = about_child(templates.wording(), &read.records, id, read.today);
        for reader in Reader::ALL {
            for third_parties in [false, true] {
                let request = ChildRequest {
                    reader: *reader,
                    third_parties,
                    elsewhere: &elsewhere,
                    ..for_team(templates)
                };
                keep(
                    format!("{id} by {reader:?}"),
                    child_record(read.child(id), &request),
                );
            }
        }
        let notes = file.supervisions.iter().map(|filed| &filed.id);
        for record in notes.chain(file.decisions.iter().map(|filed| &filed.id)) {
            for reader in [Reader::TeamMember, Reader::Applicant] {
                let request = ChildRequest {
                    reader,
                    ..for_team(templates)
                };
                let document = case_note(read.child(id), record, &request);
                keep(format!("note {record} by {reader:?}"), document);
            }
        }
    }
    Made { documents }
}

/// The text of a Word file, its header and footer included.
fn word_text(document: &Document) -> String {
    let bytes = write_docx::document(document);
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let mut out = String::new();
    for part in ["word/document.xml", "word/header1.xml", "word/footer1.xml"] {
        let mut text = String::new();
        let mut file = zip.by_name(part).expect("a part");
        file.read_to_string(&mut text).expect("text");
        let text = text.replace("</w:p>", "\n").replace("<w:br/>", "\n");
        let page = scraper::Html::parse_fragment(&text);
        out.extend(page.root_element().text());
        out.push('\n');
    }
    out
}

/// Documents made with strings that are all marked have no other words than records' own.
pub(super) fn nothing_is_left(
    read: &Read,
    documents: impl FnOnce(&Templates, &Wording) -> Vec<(String, Document)>,
) {
    let strings = marked_strings(read);
    let file = SourceFile::new(wording::PATH, strings.clone());
    assert_eq!(wording::findings::of(&Sources::new(vec![file])), []);
    let words = Wording::of_text(&strings);
    let templates = Templates::built_in().with_wording(words.clone());
    let mut said = values(read);
    let revision = ["abcdef1234", "commit abcdef1234"];
    said.extend(revision.map(str::to_owned));
    let mut left = BTreeSet::new();
    let documents = documents(&templates, &words);
    assert!(documents.len() > 5, "{}", documents.len());
    for (at, (name, document)) in documents.iter().enumerate() {
        let mut texts: Vec<(&str, String)> = match at % 9 {
            0 => formats(document).into_iter().collect(),
            _ => vec![("text", write_text::document(document))],
        };
        if at % 9 == 0 {
            texts.push(("Word", word_text(document)));
        }
        for (format, text) in texts {
            let text = match format {
                "HTML" => page_text(&text),
                "Markdown" => text.replace('\\', ""),
                _ => text,
            };
            let pieces = left_over(&text, &said).into_iter();
            left.extend(pieces.map(|piece| format!("{piece}  [{format} of {name}]")));
        }
    }
    let left: Vec<&String> = left.iter().collect();
    assert!(
        left.is_empty(),
        "{} pieces that no string says:\n{}",
        left.len(),
        left.iter()
            .take(60)
            .map(|line| line.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    );
}

#[test]
fn a_word_that_is_neither_is_seen() {
    let said = values(&Read::example());
    let seen = |text: &str| left_over(text, &said).into_iter().collect::<Vec<_>>();
    assert_eq!(seen("⟦By⟧ Jo Field, 3 ⟦March⟧ 2026"), Vec::<String>::new());
    assert_eq!(seen("Written by ⟦the⟧ Jo Field"), ["Written by"]);
    assert_eq!(seen("⟦x⟧: Looking back"), [": Looking back"]);
}

#[test]
fn every_word_of_the_examples_documents_is_a_string_or_a_records() {
    let read = Read::example();
    nothing_is_left(&read, |templates, _| made(&read, templates).documents);
}

/// A store with something in every place, on a day when much of it is overdue.
pub(super) fn canary_store() -> Read {
    let files = CANARY_STORE
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    let mut files: Vec<(String, String)> = files.collect();
    files.sort();
    Read::new(files, "2026-03-31")
}

#[test]
fn every_word_of_a_store_with_something_in_every_place_is_a_string_or_a_records() {
    let read = canary_store();
    nothing_is_left(&read, |templates, _| made(&read, templates).documents);
}
