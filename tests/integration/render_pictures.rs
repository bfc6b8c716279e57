//! The pictures of a worker's file: they say what the records say, each reader has those that they may have, and several stand in one
//! page without getting in each other's way.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::views::{Read, for_manager};
use supervision::calendar::Day;
use supervision::record::{ChildId, WorkerId};
use supervision::render::document::{Block, Document, Figure, Table, plain};
use supervision::render::{Purpose, Reader, Templates, WorkerRequest, purpose, write_html};

const FROM: &str = "2025-11-03";
const TODAY: &str = "2026-11-02";

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn all<'a>(blocks: &'a [Block], found: &mut Vec<&'a Block>) {
    for block in blocks {
        found.push(block);
        if let Block::Section { blocks, .. } = block {
            all(blocks, found);
        }
    }
}

fn figures(document: &Document) -> Vec<&Figure> {
    let mut blocks = Vec::new();
    all(&document.blocks, &mut blocks);
    let figures = blocks.into_iter().filter_map(|block| match block {
        Block::Figure(figure) => Some(figure),
        _ => None,
    });
    figures.collect()
}

/// The table of which the picture with this title stands straight before, row by row.
fn beside(document: &Document, title: &str) -> Vec<Vec<String>> {
    let mut blocks = Vec::new();
    all(&document.blocks, &mut blocks);
    let at = blocks.iter().position(
        |block| matches!(block, Block::Figure(figure) if figure.title.starts_with(title)),
    );
    let table = at.and_then(|at| {
        blocks[at..].iter().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    });
    let Table { rows, .. } = table.expect("a table beside the picture");
    rows.iter()
        .map(|row| row.iter().map(|cell| plain(cell)).collect())
        .collect()
}

fn of<'a>(document: &'a Document, title: &str) -> Option<&'a Figure> {
    let figures = figures(document).into_iter();
    figures
        .into_iter()
        .find(|figure| figure.title.starts_with(title))
}

const SESSIONS: &str = "Sessions against their due dates";
const CASES: &str = "Case discussions by child";
const ELEMENTS: &str = "The four elements of supervision";

#[test]
fn r13d_each_purpose_has_its_pictures_and_no_reader_any_that_they_may_not_have() {
    let read = Read::example();
    let templates = Templates::built_in();
    let child = ChildId::new("c-0917");
    for row in purpose::WORKER_FILE {
        let is_review = row.purpose == Some(Purpose::CaseReview);
        let request = WorkerRequest {
            reader: row.reader,
            purpose: row.purpose,
            child: is_review.then_some(&child),
            ..for_manager(&templates)
        };
        let document = read.worker("dana-wells", &request).expect("a file");
        let titles: Vec<&str> = figures(&document)
            .iter()
            .map(|figure| figure.title.split(',').next().expect("a title"))
            .collect();
        let wanted: &[&str] = match row.purpose {
            None | Some(Purpose::Progression | Purpose::Transfer) => &[SESSIONS, CASES, ELEMENTS],
            Some(Purpose::Pdr) => &[SESSIONS, ELEMENTS, CASES],
            Some(Purpose::Induction) => &[],
            Some(Purpose::CaseReview) => &[CASES],
            Some(Purpose::Access) => &[SESSIONS, ELEMENTS],
        };
        assert_eq!(titles, wanted, "{row:?}");
        let drawn: String = figures(&document)
            .iter()
            .map(|figure| format!("{} {} {}", figure.svg, figure.title, figure.description))
            .collect();
        let named: BTreeSet<&str> = read
            .records
            .children
            .keys()
            .map(|id| id.as_str())
            .filter(|id| drawn.contains(id))
            .collect();
        match row.purpose {
            Some(Purpose::CaseReview) => assert_eq!(named, BTreeSet::from(["c-0917"])),
            Some(Purpose::Access | Purpose::Induction) => assert!(named.is_empty(), "{named:?}"),
            _ => assert!(named.len() > 5, "{named:?}"),
        }
        // The times away are of section 7, which an appraisal and progression leave out.
        let away = drawn.contains(">Away</text>");
        let has_section = matches!(
            row.purpose,
            None | Some(Purpose::Transfer | Purpose::Access)
        );
        assert_eq!(away, has_section, "{row:?}");
    }
}

#[test]
fn r7_the_calendar_and_its_table_hold_every_discussion_of_the_records() {
    let read = Read::example();
    let templates = Templates::built_in();
    for worker in ["dana-wells", "jo-field", "amira-shah"] {
        let document = read
            .worker(worker, &for_manager(&templates))
            .expect("a file");
        let mut expected: BTreeMap<String, [BTreeSet<String>; 3]> = BTreeMap::new();
        let sessions = &read.records.workers[&WorkerId::new(worker)].sessions;
        let mut marks = [0; 3];
        for filed in sessions.iter().filter(|filed| filed.data.is_held()) {
            let on = filed.data.date.value;
            if on < day(FROM) || on > day(TODAY) {
                continue;
            }
            for case in filed.data.cases.iter().map(|case| &case.value) {
                let is_reflective = case.reflective.as_ref().is_some_and(|one| one.value);
                let column = match (case.is_full(), is_reflective) {
                    (true, true) => 0,
                    (true, false) => 1,
                    (false, _) => 2,
                };
                marks[column] += 1;
                let row = expected.entry(case.child.value.to_string()).or_default();
                row[column].insert(on.in_words());
            }
        }
        let rows = beside(&document, CASES);
        let said: BTreeMap<String, [BTreeSet<String>; 3]> = rows
            .iter()
            .map(|row| {
                let days = |column: usize| -> BTreeSet<String> {
                    let days = row[column].split(", ").filter(|day| !day.is_empty());
                    days.map(str::to_owned).collect()
                };
                (row[0].clone(), [days(1), days(2), days(3)])
            })
            .filter(|(_, days)| days.iter().any(|days| !days.is_empty()))
            .collect();
        assert_eq!(said, expected, "{worker}");
        let svg = &of(&document, CASES).expect("a picture").svg;
        // One of each stands in the key.
        let count = |sign: &str| svg.matches(sign).count() - 1;
        let drawn = [count("<path d="), count("r=\"6\""), count("r=\"5\"")];
        assert_eq!(drawn, marks, "{worker}");
    }
}

#[test]
fn r8_the_timeline_and_its_table_hold_every_session_of_the_records() {
    let read = Read::example();
    let templates = Templates::built_in();
    for worker in ["dana-wells", "jo-field", "tom-brennan"] {
        let document = read
            .worker(worker, &for_manager(&templates))
            .expect("a file");
        let said: Vec<String> = beside(&document, SESSIONS)
            .into_iter()
            .map(|row| row[1].clone())
            .collect();
        let sessions = read.records.workers[&WorkerId::new(worker)].sessions.iter();
        let sessions: Vec<_> = sessions
            .map(|filed| &filed.data)
            .filter(|one| one.date.value >= day(FROM) && one.date.value <= day(TODAY))
            .collect();
        for session in &sessions {
            let on = format!("of {}", session.date.value.in_words());
            let found: Vec<&String> = said.iter().filter(|words| words.contains(&on)).collect();
            assert_eq!(found.len(), 1, "{worker} {on}: {said:?}");
        }
        let held = sessions.iter().filter(|one| one.is_held()).count();
        let svg = &of(&document, SESSIONS).expect("a picture").svg;
        // One of each type stands in the key.
        assert_eq!(svg.matches("r=\"7\"").count() - 2, held, "{worker}");
    }
}

#[test]
fn r8e_a_date_that_the_agreement_sets_is_said_to_be_asked_by_it() {
    let read = Read::example();
    let templates = Templates::built_in();
    let document = read
        .worker("dana-wells", &for_manager(&templates))
        .expect("a file");
    let rows = beside(&document, SESSIONS);
    let asked_by = |due: &str| {
        let row = rows.iter().find(|row| row[0] == due);
        row.map(|row| row[3].as_str())
    };
    // Every four weeks with Ruth Adeyemi, from 7 October; a new manager on 2 March 2026, whose agreement says four weeks too.
    assert_eq!(
        asked_by("4 November 2025"),
        Some("The agreement of 1 September 2025")
    );
    assert_eq!(
        asked_by("7 April 2026"),
        Some("The agreement of 2 March 2026")
    );
}

#[test]
fn r8e_a_decision_to_meet_more_often_is_told_as_what_it_is() {
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("records-example");
    let mut files = Vec::new();
    crate::support::views::collect(&top, &top, &mut files);
    files.sort();
    for (path, text) in &mut files {
        if path == "workers/dana-wells/3-supervision/2026-06-02.md" {
            let decision = "decisions:\n  - {type: uplift, interval: {weeks: 1}, reason: A hard month, decided-by: sam-okoro, from: 2026-06-02, until: 2026-06-30}\nagenda:\n";
            *text = text.replacen("agenda:\n", decision, 1);
        }
    }
    let read = Read::new(files, TODAY);
    let templates = Templates::built_in();
    let document = read
        .worker("dana-wells", &for_manager(&templates))
        .expect("a file");
    let rows = beside(&document, SESSIONS);
    let row = rows.iter().find(|row| row[0] == "9 June 2026");
    assert_eq!(
        row.map(|row| row[3].as_str()),
        Some("The decision to meet more often from 2 June 2026"),
        "{rows:?}"
    );
}

/// Three months in which one session came late and another not at all.
#[test]
fn r8a_a_delay_is_drawn_and_told_with_its_days() {
    let session = |on: &str| {
        (
            format!("workers/jo/3-supervision/{on}.md"),
            format!(
                "---\nkind: session\nformat: 1\nworker: jo\nsupervisor: sam\ndate: {on}\nplanned: {on}\nminutes: 90\nplace: office\nstatus: held\ntype: individual\n---\n\n## Case management\n\nThe visits.\n\n## Personal support\n\nLeft out, no time.\n"
            ),
        )
    };
    let mut files: Vec<(String, String)> = crate::support::canaries::CANARY_STORE
        .iter()
        .filter(|(path, _)| {
            ["supervision.yaml", "people/", "worker.yaml"]
                .iter()
                .any(|part| path.contains(part))
        })
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    // A month after 5 January is 5 February, and the session was on 12 February; a month after that is 12 March.
    files.extend([session("2026-01-05"), session("2026-02-12")]);
    let read = Read::new(files, "2026-04-01");
    let templates = Templates::built_in();
    let request = WorkerRequest {
        reader: Reader::LineManager,
        ..for_manager(&templates)
    };
    let document = read.worker("jo", &request).expect("a file");
    let rows = beside(&document, SESSIONS);
    let last: Vec<Vec<&str>> = rows[rows.len() - 2..]
        .iter()
        .map(|row| row[..3].iter().map(String::as_str).collect())
        .collect();
    assert_eq!(
        last,
        [
            [
                "5 February 2026",
                "Session of 12 February 2026",
                "7 days late"
            ],
            // 12 March to 1 April.
            ["12 March 2026", "Not held", "20 days late"],
        ]
    );
    let picture = of(&document, SESSIONS).expect("a picture");
    assert!(picture.svg.contains(">7</text>") && picture.svg.contains(">20</text>"));
    let elements = beside(&document, ELEMENTS);
    let counts: Vec<Vec<&str>> = elements
        .iter()
        .map(|row| row[2..5].iter().map(String::as_str).collect())
        .collect();
    assert_eq!(
        counts,
        [
            ["2", "0", "0"],
            ["0", "0", "2"],
            ["0", "0", "2"],
            ["0", "2", "0"]
        ]
    );
}

#[test]
fn every_id_of_a_page_with_several_pictures_stands_once_and_is_the_one_meant() {
    let read = Read::example();
    let templates = Templates::built_in();
    let request = WorkerRequest {
        // Two years, so two pictures of each kind that has one for each year.
        period: Some(supervision::calendar::Period::new(
            day("2024-11-03"),
            Some(day(TODAY)),
        )),
        ..for_manager(&templates)
    };
    let document = read.worker("dana-wells", &request).expect("a file");
    assert_eq!(figures(&document).len(), 5);
    let html = write_html::document(&document);
    let page = scraper::Html::parse_document(&html);
    let mut ids = BTreeSet::new();
    for element in page.root_element().descendent_elements() {
        if let Some(id) = element.value().attr("id") {
            assert!(ids.insert(id.to_owned()), "{id} stands twice");
        }
    }
    for element in page.root_element().descendent_elements() {
        let value = element.value();
        let named = value
            .attr("aria-labelledby")
            .into_iter()
            .flat_map(str::split_whitespace);
        let filled = value
            .attr("fill")
            .and_then(|fill| fill.strip_prefix("url(#"));
        let filled = filled.map(|fill| fill.trim_end_matches(')'));
        for id in named.chain(filled) {
            assert!(ids.contains(id), "nothing is named {id}");
        }
    }
    assert_eq!(html.matches("<svg role=\"img\"").count(), 5);
}

#[test]
fn a_worker_without_sessions_has_words_in_place_of_pictures() {
    let files = crate::support::canaries::CANARY_STORE
        .iter()
        .filter(|(path, _)| !path.contains("3-supervision") && !path.contains("children/"))
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    let read = Read::new(files, "2025-01-02");
    let templates = Templates::built_in();
    let request = WorkerRequest {
        purpose: Some(Purpose::Pdr),
        ..for_manager(&templates)
    };
    let document = read.worker("jo", &request).expect("a file");
    assert!(figures(&document).len() <= 1, "only the date to come");
    let html = write_html::document(&document);
    assert!(html.contains("No session was held in this period."));
}
