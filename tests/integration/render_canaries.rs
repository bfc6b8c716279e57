//! More than five hundred marks in a store, each in a place of its own, and every document for every reader in every format: exactly those
//! stand in it that the reader may have. What they may have is said here from the clauses, place by place, and not asked of the program.

use std::collections::BTreeSet;

use crate::support::canaries::{is_mark, many};
use crate::support::views::{Read, for_manager, for_team, formats};
use supervision::due::{self, Facts};
use supervision::record::{ChildId, RecordId, WorkerId};
use supervision::render::document::Document;
use supervision::render::{
    ChildRequest, Purpose, Reader, Single, Templates, WorkerRequest, about_child, access_log,
    case_note, child_record, purpose, worker_record,
};

type Marks = BTreeSet<String>;

/// What comes with a worker's own words, of a session in a case review (R13d): the one case, the two parts that may be about it, where it
/// was, and what was added later.
const IN_A_REVIEW: [&str; 8] = [
    "CANARYcase",
    "CANARYinterval",
    "CANARYcases",
    "CANARYimpact",
    "CANARYreviewed",
    "CANARYplace",
    "CANARYwhy",
    "CANARYaddendum",
];
/// What a worker's own access leaves out: it is about children.
const ABOUT_CHILDREN: [&str; 6] = [
    "CANARYcase",
    "CANARYother",
    "CANARYinterval",
    "CANARYcases",
    "CANARYreviewed",
    "CANARYevidence",
];
/// A child's actions are the worker's to do, so that the file names them; and what is open is on its first page, from whichever section.
const ACTIONS: [&str; 6] = [
    "Sparrowaction",
    "Sparrowdo",
    "Otteraction",
    "Otterdo",
    "CANARYaction",
    "CANARYaudit",
];

fn words(text: &str) -> Marks {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .filter(|word| is_mark(word))
        .map(str::to_owned)
        .collect()
}

/// The word of a mark's place, without its year.
fn place(mark: &str) -> &str {
    mark.split('Y')
        .next()
        .filter(|_| !mark.starts_with("CANARY"))
        .unwrap_or_else(|| {
            let rest = &mark["CANARY".len()..];
            &mark[.."CANARY".len() + rest.find('Y').unwrap_or(rest.len())]
        })
}

struct Store {
    read: Read,
    /// Each file's marks.
    marks: Vec<(String, Marks)>,
    all: Marks,
}

impl Store {
    fn new() -> Self {
        let files = many();
        let marks: Vec<(String, Marks)> = files
            .iter()
            .map(|(path, text)| (path.clone(), words(text)))
            .collect();
        let all = marks.iter().flat_map(|(_, marks)| marks.clone()).collect();
        Self {
            read: Read::new(files, "2026-03-31"),
            marks,
            all,
        }
    }

    /// The marks of the files whose path fits.
    fn of(&self, fits: impl Fn(&str) -> bool) -> Marks {
        let files = self.marks.iter().filter(|(path, _)| fits(path));
        files
            .flat_map(|(_, marks)| marks.clone())
            .filter(|mark| !mark.contains("uture"))
            .collect()
    }

    /// Asserts that a document holds these marks, and beside them none but those that it may hold.
    fn assert_holds(&self, document: &Document, must: &Marks, may: &[&str], what: &str) {
        for (format, text) in formats(document) {
            let found: Marks = words(&text);
            let lacking: Vec<&String> = must.difference(&found).collect();
            assert!(lacking.is_empty(), "{what} as {format} lacks {lacking:?}");
            let over: Vec<&String> = found
                .difference(must)
                .filter(|mark| !may.contains(&place(mark)))
                .collect();
            assert!(over.is_empty(), "{what} as {format} discloses {over:?}");
        }
        #[cfg(feature = "pdf")]
        assert_pdf_holds(document, must, may, what);
        // Nor in what no writer shows.
        let found = words(&format!("{document:?}"));
        let over: Vec<&String> = found
            .difference(must)
            .filter(|mark| !may.contains(&place(mark)))
            .collect();
        assert!(over.is_empty(), "{what} holds {over:?}");
    }
}

/// The same of the PDF: its pages as they are read, and whatever else stands in the file.
#[cfg(feature = "pdf")]
fn assert_pdf_holds(document: &Document, must: &Marks, may: &[&str], what: &str) {
    use crate::pdf::readers::{laid_open, pdf, text};
    let bytes = pdf(document);
    let Some(pages) = text(&bytes) else { return };
    let found = words(&pages);
    let lacking: Vec<&String> = must.difference(&found).collect();
    assert!(lacking.is_empty(), "{what} as PDF lacks {lacking:?}");
    let open = laid_open(&bytes).unwrap_or(bytes);
    for text in [pages, String::from_utf8_lossy(&open).into_owned()] {
        let found = words(&text);
        let over: Vec<&String> = found
            .difference(must)
            .filter(|mark| !may.contains(&place(mark)))
            .collect();
        assert!(over.is_empty(), "{what} as PDF discloses {over:?}");
    }
}

#[test]
fn r10_there_are_more_than_five_hundred_marks_and_each_stands_in_one_place() {
    let store = Store::new();
    assert!(store.all.len() > 500, "{}", store.all.len());
    let total: usize = store.marks.iter().map(|(_, marks)| marks.len()).sum();
    assert_eq!(total, store.all.len(), "a mark stands in two files");
    assert!(
        store.read.records.unread.is_empty(),
        "{:?}",
        store.read.records.unread
    );
}

#[test]
fn r10_r15_a_childs_documents_hold_what_each_reader_may_have() {
    let store = Store::new();
    let templates = Templates::built_in();
    let id = ChildId::new("c-1");
    let elsewhere = about_child(
        templates.wording(),
        &store.read.records,
        &id,
        store.read.today,
    );
    for reader in Reader::ALL
        .iter()
        .copied()
        .filter(|reader| purpose::child_record(*reader).is_ok())
    {
        for third_parties in [false, true] {
            if third_parties && reader == Reader::Applicant {
                continue;
            }
            let request = ChildRequest {
                reader,
                third_parties,
                elsewhere: &elsewhere,
                ..for_team(&templates)
            };
            let may_have = |mark: &String| match place(mark) {
                "Ravenuncle" | "Ravenaunt" => third_parties,
                "Sparrowrisk" | "Sparrowguard" => reader != Reader::Applicant,
                _ => true,
            };
            let of = |fits: &dyn Fn(&str) -> bool| -> Marks {
                store.of(fits).into_iter().filter(may_have).collect()
            };
            let what = format!("{} with third parties {third_parties}", reader.name());
            let record = child_record(store.read.child(&id), &request).expect("a record");
            store.assert_holds(
                &record,
                &of(&|path| path.starts_with("children/c-1/")),
                &[],
                &format!("child for {what}"),
            );
            for note in ["supervision/2024-02-10-jo", "decisions/2024-02-20"] {
                let name = RecordId::new(format!("c-1/{note}"));
                let document = case_note(store.read.child(&id), &name, &request).expect("a note");
                let stem = format!("children/c-1/{note}");
                store.assert_holds(
                    &document,
                    &of(&|path| path.starts_with(&stem)),
                    &[],
                    &format!("{note} for {what}"),
                );
            }
        }
    }
}

#[test]
fn r10_r14c_a_workers_file_holds_what_each_reader_may_have_for_each_purpose() {
    let store = Store::new();
    let templates = Templates::built_in();
    let id = ChildId::new("c-1");
    let own = |path: &str| path.starts_with("workers/jo/");
    for row in purpose::WORKER_FILE {
        for third_parties in [false, true] {
            let is_review = row.purpose == Some(Purpose::CaseReview);
            if third_parties && !is_review {
                continue;
            }
            let request = WorkerRequest {
                reader: row.reader,
                purpose: row.purpose,
                child: is_review.then_some(&id),
                third_parties,
                ..for_manager(&templates)
            };
            let has = |section: &'static str| move |path: &str| path.contains(section);
            let in_year = |path: &str| {
                path.contains("/2026-")
                    || has("1-checklist")(path)
                    || has("2-agreement")(path)
                    || path.ends_with("worker.yaml")
            };
            let (must, may): (Marks, &[&str]) = match row.purpose {
                None | Some(Purpose::Transfer) => (store.of(own), &ACTIONS),
                // The last twelve months, and nothing of health.
                Some(Purpose::Pdr) => (
                    store.of(|path| own(path) && in_year(path) && !has("7-health")(path)),
                    &ACTIONS,
                ),
                Some(Purpose::Induction) => (
                    store.of(|path| {
                        own(path)
                            && !["4-pdr", "6-prog", "7-health", "8-misc"]
                                .iter()
                                .any(|section| path.contains(section))
                    }),
                    &ACTIONS,
                ),
                Some(Purpose::Progression) => (
                    store.of(|path| {
                        own(path)
                            && !["2-agreement", "7-health", "8-misc"]
                                .iter()
                                .any(|section| path.contains(section))
                    }),
                    &ACTIONS,
                ),
                Some(Purpose::Access) => {
                    let mut marks = store.of(own);
                    marks.retain(|mark| !ABOUT_CHILDREN.contains(&place(mark)));
                    (marks, &[])
                }
                Some(Purpose::CaseReview) => {
                    let mut marks = store.of(|path| {
                        path.starts_with("children/c-1/") && !path.ends_with("child.yaml")
                    });
                    marks.retain(|mark| third_parties || !mark.starts_with("Raven"));
                    marks.insert("CANARYteam".to_owned());
                    if row.reader.may_have_worker_words() {
                        let sessions = store.of(|path| own(path) && has("3-supervision")(path));
                        marks.extend(
                            sessions
                                .into_iter()
                                .filter(|mark| IN_A_REVIEW.contains(&place(mark))),
                        );
                    }
                    (marks, &[])
                }
            };
            let document = store.read.worker("jo", &request).expect("a file");
            let what = row.purpose.map_or("the whole file", Purpose::name);
            store.assert_holds(
                &document,
                &must,
                may,
                &format!(
                    "{what} for {} with third parties {third_parties}",
                    row.reader.name()
                ),
            );
        }
    }
}

#[test]
fn r14c_one_record_of_a_file_holds_its_own_words_and_no_others() {
    let store = Store::new();
    let templates = Templates::built_in();
    let facts = Facts::new(&store.read.records, &store.read.policy, store.read.today);
    let dues = due::find(&facts);
    for reader in Reader::ALL.iter().copied() {
        let request = WorkerRequest {
            reader,
            ..for_manager(&templates)
        };
        let may_have = purpose::worker_file(None, reader).is_ok();
        for (kind, name) in [
            (Single::Session, "3-supervision/2024-02-10"),
            (
                Single::Agreement,
                "2-agreement-and-history/2025-01-01-agreement",
            ),
            (
                Single::History,
                "2-agreement-and-history/2025-01-01-history",
            ),
        ] {
            let record = RecordId::new(format!("jo/{name}"));
            let document = worker_record(
                &facts,
                &dues,
                &store.read.sources,
                (kind, &record),
                &request,
            );
            assert_eq!(document.is_ok(), may_have, "{name} for {}", reader.name());
            let Ok(document) = document else { continue };
            let stem = format!("workers/jo/{name}");
            let must = store.of(|path| path.starts_with(&stem));
            // An action that was gone through is named.
            store.assert_holds(
                &document,
                &must,
                &["Sparrowaction"],
                &format!("{name} for {}", reader.name()),
            );
        }
        let log = access_log(
            &facts,
            &dues,
            &store.read.sources,
            &WorkerId::new("jo"),
            &request,
        );
        assert_eq!(log.is_ok(), may_have, "{}", reader.name());
        if let Ok(log) = log {
            let must = store.of(|path| path.ends_with("-access.yaml"));
            store.assert_holds(
                &log,
                &must,
                &[],
                &format!("the access log for {}", reader.name()),
            );
        }
    }
}

#[test]
fn r15_what_is_withheld_is_listed_by_kind_day_and_ground() {
    use supervision::render::write_text;
    let store = Store::new();
    let templates = Templates::built_in();
    let id = ChildId::new("c-1");
    let elsewhere = about_child(
        templates.wording(),
        &store.read.records,
        &id,
        store.read.today,
    );
    assert_eq!(elsewhere.len(), 7, "one session a year");
    let request = ChildRequest {
        reader: Reader::Applicant,
        elsewhere: &elsewhere,
        ..for_team(&templates)
    };
    let text =
        write_text::document(&child_record(store.read.child(&id), &request).expect("a record"));
    for (kind, count) in [
        ("What: A part about other people\n", 7),
        ("What: A part about other people, in an addendum\n", 7),
        ("What: Risks to staff in a supervision record\n", 7),
        (
            "What: A worker's supervision session in which the case was considered\n",
            7,
        ),
        ("Day: 10 February 2023\n", 3),
        ("Day: 12 February 2023\n", 1),
    ] {
        assert_eq!(text.matches(kind).count(), count, "{kind}{text}");
    }
    let access = WorkerRequest {
        reader: Reader::Worker,
        purpose: Some(Purpose::Access),
        ..for_manager(&templates)
    };
    let text = write_text::document(&store.read.worker("jo", &access).expect("a file"));
    for (kind, count) in [
        (
            "What: The cases in a session: how each was discussed, and what was noted\n",
            7,
        ),
        ("What: The part of a session about case management\n", 7),
        ("What: Actions for children, gone through in a session\n", 7),
        (
            "What: Evidence for progression that lies in a child's record\n",
            7,
        ),
    ] {
        assert_eq!(text.matches(kind).count(), count, "{kind}");
    }
}
