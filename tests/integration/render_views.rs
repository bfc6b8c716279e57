//! The views over whole stores: every section and every word.

use crate::support::canaries::CANARY_STORE;
use crate::support::views::{
    Read, eight, for_manager, for_team, formats, headings, in_a_row, page_text, stands_in,
};
use supervision::calendar::{Day, Period};
use supervision::record::{ChildId, RecordId};
use supervision::render::document::Block;
use supervision::render::{
    ChildRequest, Error, Purpose, Templates, View, WorkerRequest, case_note, child_record,
    write_text,
};
use supervision::text::front;

#[test]
fn r13b_every_worker_has_all_eight_sections_in_order() {
    let read = Read::example();
    let templates = Templates::built_in();
    assert!(read.records.workers.len() >= 6);
    for id in read.records.workers.keys() {
        let document = read
            .worker(id.as_str(), &for_manager(&templates))
            .expect("a file");
        assert_eq!(headings(&document), eight(), "{id}");
        let name = read.records.name(&id.person());
        assert_eq!(document.title, format!("Supervision file of {name}"));
    }
}

#[test]
fn r13b_every_word_of_a_workers_records_stands_in_every_format() {
    let read = Read::example();
    let templates = Templates::built_in();
    for id in read.records.workers.keys() {
        let document = read
            .worker(id.as_str(), &for_manager(&templates))
            .expect("a file");
        for (format, text) in formats(&document) {
            let text = match format {
                "HTML" => page_text(&text),
                _ => text,
            };
            let said = in_a_row(&text);
            let folder = format!("workers/{id}/");
            for (_, file) in read.sources.iter() {
                if !file.path().starts_with(&folder) || !file.path().ends_with(".md") {
                    continue;
                }
                // The words beside a signature stand with the record, and have no fields of their own.
                if file.path().ends_with(".comment.md") {
                    stands_in(&said, file.text(), &format!("{format}: {}", file.path()));
                    continue;
                }
                let day = file
                    .path()
                    .rsplit('/')
                    .next()
                    .and_then(|name| name.get(..10));
                let day: Day = day.expect("a day").parse().expect("a day");
                if day > read.today {
                    continue;
                }
                let body = front::split(file.text()).expect("front matter").body;
                stands_in(
                    &said,
                    &file.text()[body],
                    &format!("{format}: {}", file.path()),
                );
            }
        }
    }
}

#[test]
fn r11a_every_word_of_a_childs_records_stands_in_every_format() {
    let read = Read::example();
    let templates = Templates::built_in();
    let request = ChildRequest {
        third_parties: true,
        ..for_team(&templates)
    };
    for id in read.records.children.keys() {
        let document = child_record(read.child(id), &request).expect("a record");
        for (format, text) in formats(&document) {
            let text = match format {
                "HTML" => page_text(&text),
                _ => text,
            };
            let said = in_a_row(&text);
            let folder = format!("children/{id}/");
            for (_, file) in read.sources.iter() {
                if !file.path().starts_with(&folder) || !file.path().ends_with(".md") {
                    continue;
                }
                let body = front::split(file.text()).expect("front matter").body;
                stands_in(
                    &said,
                    &file.text()[body],
                    &format!("{format}: {}", file.path()),
                );
            }
        }
    }
}

#[test]
fn r11d_every_note_and_decision_renders_as_a_case_note() {
    let read = Read::example();
    let templates = Templates::built_in();
    let mut count = 0;
    for (id, file) in &read.records.children {
        let notes = file.supervisions.iter().map(|filed| &filed.id);
        let decisions = file.decisions.iter().map(|filed| &filed.id);
        for record in notes.chain(decisions) {
            let note = case_note(read.child(id), record, &for_team(&templates)).expect("a note");
            assert!(
                !note
                    .blocks
                    .iter()
                    .any(|block| matches!(block, Block::Table(_))),
                "{record}"
            );
            count += 1;
        }
    }
    assert!(count > 100);
    let id = ChildId::new("c-1042");
    let unknown = RecordId::new("c-1042/supervision/2020-01-01-jo-field");
    let error = case_note(read.child(&id), &unknown, &for_team(&templates));
    assert_eq!(error, Err(Error::NoNote(unknown)));
}

#[test]
fn r13b_what_is_missing_or_overdue_comes_first() {
    let read = Read::example();
    let templates = Templates::built_in();
    for id in read.records.workers.keys() {
        let document = read
            .worker(id.as_str(), &for_manager(&templates))
            .expect("a file");
        let text = write_text::document(&document);
        let first = text.find("1. Checklist").expect("section 1");
        let missing = text.find("Missing or overdue");
        let calm = text.find("Nothing is missing or overdue");
        let told = missing.or(calm).expect("one of the two");
        assert!(told < first, "{id}");
    }
}

#[test]
fn r14a_every_rendering_says_whose_it_is_and_what_it_was_made_from() {
    let read = Read::example();
    let templates = Templates::built_in();
    let worker = read
        .worker("jo-field", &for_manager(&templates))
        .expect("a file");
    let id = ChildId::new("c-1042");
    let child = child_record(read.child(&id), &for_team(&templates)).expect("a record");
    for (format, text) in formats(&worker).into_iter().chain(formats(&child)) {
        let text = text.replace('\\', "");
        for said in [
            "OFFICIAL-SENSITIVE: PERSONAL",
            "Private, not confidential: this record belongs to the organisation",
            "From northmoor-example",
            "as of 2 November 2026",
        ] {
            assert!(text.contains(said), "{format}: {said}");
        }
    }
    assert!(worker.source_line.contains("at commit abcdef1234"));
}

#[test]
fn r13b_an_empty_file_says_so_in_each_section() {
    let kept = |path: &str| !path.starts_with("workers/") || path == "workers/jo/worker.yaml";
    let files = CANARY_STORE.iter().filter(|(path, _)| kept(path));
    let files = files.map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    let read = Read::new(files.collect(), "2026-03-31");
    let templates = Templates::built_in();
    let document = read.worker("jo", &for_manager(&templates)).expect("a file");
    assert_eq!(headings(&document), eight());
    let text = write_text::document(&document);
    assert_eq!(
        text.matches("Nothing is recorded in this section.").count(),
        8
    );
    assert!(text.contains("Nothing at all is recorded in:"), "{text}");
}

#[test]
fn r13d_a_purpose_and_a_period_choose_what_is_shown() {
    let read = Read::example();
    let templates = Templates::built_in();
    let pdr = WorkerRequest {
        purpose: Some(Purpose::Pdr),
        ..for_manager(&templates)
    };
    let document = read.worker("jo-field", &pdr).expect("a file");
    assert_eq!(headings(&document)[0], "What matters for the PDR");
    assert_eq!(headings(&document)[1..], eight());
    let text = write_text::document(&document);
    assert!(text.contains("Left out of a file for the PDR"), "{text}");
    assert!(text.contains("3 November 2025 to 2 November 2026"));
    assert!(!text.contains("Session of 23 October 2025"));
    let day = |text: &str| text.parse::<Day>().expect("a day");
    let nothing = WorkerRequest {
        period: Some(Period::new(day("2020-01-01"), Some(day("2020-02-01")))),
        ..for_manager(&templates)
    };
    let document = read.worker("jo-field", &nothing).expect("a file");
    let text = write_text::document(&document);
    assert_eq!(headings(&document), eight());
    assert_eq!(
        text.matches("Nothing is recorded for this period").count(),
        6
    );
}

#[test]
fn r13d_each_purpose_shows_first_what_it_is_for() {
    let read = Read::example();
    let templates = Templates::built_in();
    let child = ChildId::new("c-1042");
    let first_page = |purpose: Purpose| {
        let request = WorkerRequest {
            purpose: Some(purpose),
            child: (purpose == Purpose::CaseReview).then_some(&child),
            ..for_manager(&templates)
        };
        let document = read.worker("jo-field", &request).expect("a file");
        let text = write_text::document(&document);
        assert_eq!(headings(&document)[1..], eight(), "{}", purpose.name());
        text.split("\n1. Checklist\n")
            .next()
            .expect("a first page")
            .to_owned()
    };
    // Each line is in the records: the PDR of 21 October 2026, the agreement, and so on.
    for (purpose, lines) in [
        (
            Purpose::Pdr,
            &[
                "Objective: Leave no visit due in an absence without a named worker",
                // Counted by hand in workers/jo-field/3-supervision.
                "All 18 sessions that fell due from 3 November 2025 to 2 November 2026 were held in time",
                "3 activities, 11.5 hours",
                "Review by: 1 September 2026",
                "Reviewed: 26 August 2026",
            ][..],
        ),
        (
            Purpose::Progression,
            &[
                "Level: Newly qualified social worker (assessed and supported year) to Social worker",
                "Record: session of 29 July 2026",
                "What: Thought over with a peer",
                "What: Records audited",
            ],
        ),
        (
            Purpose::Induction,
            &[
                "Talked about: 4 September 2025",
                "Review: Three month review",
                "Minutes: 100",
            ],
        ),
        (
            Purpose::CaseReview,
            &[
                "About: c-1042, case reference LCS-318842",
                "What: Session: discussed in full",
                "What: Manager's decision",
            ],
        ),
        (
            Purpose::Transfer,
            &["Section: 3. Supervision record", "Records: 25"],
        ),
    ] {
        let text = first_page(purpose);
        for line in lines {
            assert!(
                text.lines().any(|found| found == *line),
                "{}: {line}\n{text}",
                purpose.name()
            );
        }
    }
}

#[test]
fn r13d_gaps_are_named_with_their_days_on_the_first_page() {
    let mut files = Vec::new();
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("records-example");
    crate::support::views::collect(&top, &top, &mut files);
    // Without the session of 29 July the next one after 1 July is that of 26 August, where 1 August was the last day.
    files.retain(|(path, _)| !path.ends_with("jo-field/3-supervision/2026-07-29.md"));
    files.sort();
    let read = Read::new(files, "2026-11-02");
    let templates = Templates::built_in();
    let document = read
        .worker("jo-field", &for_manager(&templates))
        .expect("a file");
    let text = write_text::document(&document);
    let first = text.split("1. Checklist").next().expect("a first page");
    assert!(
        first.contains("Looking back: late, left out or not signed"),
        "{first}"
    );
    assert!(
        first.contains("Due 1 August 2026: session, done on 26 August 2026, 25 days late"),
        "{first}"
    );
    assert!(first.contains("Signed by nobody: "), "{first}");
    assert!(
        first.contains("agreements, histories, sessions and PDRs shown here are signed by both"),
        "{first}"
    );
}

#[test]
fn r13c_a_stores_own_template_keeps_the_eight_sections() {
    let read = Read::example();
    let templates =
        Templates::built_in().with(View::Worker, "## Ours\n\nHello {{ worker.name }}\n");
    let error = read.worker("jo-field", &for_manager(&templates));
    let Err(Error::Template(error)) = error else {
        panic!("no section 1")
    };
    assert!(error.message.contains("1. Checklist"), "{error}");
    let templates = Templates::built_in().with(View::Child, "## Ours\n\n{{ case.reference }}\n");
    let id = ChildId::new("c-1042");
    let document = child_record(read.child(&id), &for_team(&templates)).expect("a record");
    assert_eq!(headings(&document), ["Ours"]);
}

#[test]
fn r13b_a_record_that_cannot_be_read_is_named_and_never_silently_left_out() {
    let mut files: Vec<(String, String)> = CANARY_STORE
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    let path = "workers/jo/3-supervision/2026-03-03.md".to_owned();
    files.push((path, "---\nkind: session\nformat: [\n---\n".to_owned()));
    let path = "workers/jo/8-miscellaneous/2026-03-04-bare.md".to_owned();
    let bare = "---\nkind: note\nformat: 1\nworker: jo\ndate: 2026-03-04\nby: sam\n---\n";
    files.push((path, bare.to_owned()));
    files.sort();
    let read = Read::new(files, "2026-03-31");
    let templates = Templates::built_in();
    let document = read.worker("jo", &for_manager(&templates)).expect("a file");
    let text = write_text::document(&document);
    assert!(text.contains("Could not be read, and so is not shown"));
    assert!(text.contains("jo/3-supervision/2026-03-03"));
    assert!(text.contains("Note, 4 March 2026"));
}
