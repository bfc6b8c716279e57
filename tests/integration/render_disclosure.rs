//! Who may have what: nothing of a worker's on a child's record, and all of it in the worker's own file.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::canaries::CANARY_STORE;
use crate::support::views::{Read, collect, for_manager, for_team, formats, words};
use supervision::record::{ChildId, RecordId};
use supervision::render::{
    ChildRequest, Error, Reader, Templates, WorkerRequest, case_note, child_record, write_text,
};

/// A store whose every worker-only place holds a word of its own, and a child's that must not hold any of them.
fn canaries() -> (Read, BTreeSet<String>) {
    let mut found = BTreeSet::new();
    let mut files = Vec::new();
    for (path, text) in CANARY_STORE {
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
            if word.starts_with("CANARY") {
                found.insert(word.to_owned());
            }
        }
        files.push(((*path).to_owned(), (*text).to_owned()));
    }
    files.sort();
    (Read::new(files, "2026-03-31"), found)
}

#[test]
fn r10_worker_words_never_reach_a_child() {
    let (read, canaries) = canaries();
    assert!(canaries.len() > 55, "{}", canaries.len());
    let templates = Templates::built_in();
    let id = ChildId::new("c-1");
    let mut documents = Vec::new();
    for reader in Reader::ALL {
        if *reader == Reader::NewLineManager {
            let request = ChildRequest {
                reader: *reader,
                ..for_team(&templates)
            };
            let refused = child_record(read.child(&id), &request);
            assert!(matches!(refused, Err(Error::NotForReader { .. })));
            continue;
        }
        let request = ChildRequest {
            reader: *reader,
            third_parties: reader.may_have_third_party_words(),
            ..for_team(&templates)
        };
        documents.push(child_record(read.child(&id), &request).expect("a record"));
        for record in ["c-1/supervision/2026-02-10-jo", "c-1/decisions/2026-02-20"] {
            let record = RecordId::new(record);
            documents.push(case_note(read.child(&id), &record, &request).expect("a note"));
        }
    }
    for document in &documents {
        for (format, text) in formats(document) {
            assert!(
                !text.contains("CANARY"),
                "{format} of {}: {text}",
                document.title
            );
        }
        assert!(!format!("{document:?}").contains("CANARY"));
    }
}

#[test]
fn r10_every_word_of_the_worker_stands_in_their_own_file() {
    let (read, canaries) = canaries();
    let templates = Templates::built_in();
    let document = read.worker("jo", &for_manager(&templates)).expect("a file");
    let text = write_text::document(&document);
    for canary in canaries {
        let hidden = canary == "CANARYfuture";
        assert_eq!(text.contains(&canary), !hidden, "{canary}");
    }
}

#[test]
fn r11a_a_childs_record_says_all_that_was_decided() {
    let (read, _) = canaries();
    let templates = Templates::built_in();
    let id = ChildId::new("c-1");
    let sparrows: BTreeSet<&str> = CANARY_STORE
        .iter()
        .flat_map(|(_, text)| words(text))
        .filter(|word| word.starts_with("Sparrow"))
        .collect();
    let record = child_record(read.child(&id), &for_team(&templates)).expect("a record");
    let text = write_text::document(&record);
    for word in &sparrows {
        assert!(text.contains(word), "{word}");
    }
    let notes = ["c-1/supervision/2026-02-10-jo", "c-1/decisions/2026-02-20"].map(|id| {
        let record = RecordId::new(id);
        let note = case_note(
            read.child(&ChildId::new("c-1")),
            &record,
            &for_team(&templates),
        );
        write_text::document(&note.expect("a note"))
    });
    for word in &sparrows {
        assert!(notes.iter().any(|note| note.contains(word)), "{word}");
    }
    assert!(text.contains("CN-7") && text.contains("LL-1"));
    assert!(text.contains("not yet entered on the case system"));
}

#[test]
fn r15_words_about_third_parties_are_left_out_unless_asked_for() {
    let (read, _) = canaries();
    let templates = Templates::built_in();
    let id = ChildId::new("c-1");
    let left_out = child_record(read.child(&id), &for_team(&templates)).expect("a record");
    let text = write_text::document(&left_out);
    assert!(!text.contains("Ravenuncle") && text.contains("left out here"));
    let asked = ChildRequest {
        third_parties: true,
        ..for_team(&templates)
    };
    let shown = child_record(read.child(&id), &asked).expect("a record");
    assert!(write_text::document(&shown).contains("Ravenuncle"));
    let applicant = ChildRequest {
        reader: Reader::Applicant,
        ..asked
    };
    let refused = child_record(read.child(&id), &applicant);
    assert!(matches!(refused, Err(Error::NotForReader { .. })));
    let not_theirs = WorkerRequest {
        reader: Reader::Inspector,
        ..for_manager(&templates)
    };
    let refused = read.worker("jo", &not_theirs);
    assert!(matches!(refused, Err(Error::NotForReader { .. })));
}

#[test]
fn r10_a_childs_view_cannot_name_what_holds_a_workers_words() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render");
    let child = std::fs::read_to_string(src.join("child.rs")).expect("the file");
    for name in [
        "WorkerOnly",
        "Key",
        "of_worker",
        "WorkerFile",
        "Records",
        ".key(",
        ".file(",
        "session",
    ] {
        let code = child
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        assert!(!code.into_iter().any(|line| line.contains(name)), "{name}");
    }
    let mut makers = Vec::new();
    let mut files = Vec::new();
    let src = src.parent().expect("src");
    collect(src, src, &mut files);
    for (path, text) in files {
        if text.contains("for_audience") {
            makers.push(path);
        }
    }
    makers.sort();
    assert_eq!(makers, ["record/worker_only.rs", "render/audience.rs"]);
}
