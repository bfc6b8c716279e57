//! The views over whole stores: every section, every word, and nothing of a worker's on a child's record.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::canaries::CANARY_STORE;
use supervision::calendar::{Day, Period};
use supervision::due::{self, Due, Facts};
use supervision::policy::Policy;
use supervision::record::layout::SECTIONS;
use supervision::record::{ChildId, RecordId, Records, WorkerId};
use supervision::render::document::{Block, Document, plain};
use supervision::render::{
    Case, ChildRequest, Error, Purpose, Reader, Templates, View, WorkerRequest, case_note,
    child_record, worker_file, write_html, write_markdown, write_text,
};
use supervision::source::{SourceFile, Sources};
use supervision::text::front;

/// A store read for a day.
struct Read {
    sources: Sources,
    records: Records,
    policy: Policy,
    today: Day,
}

impl Read {
    fn new(files: Vec<(String, String)>, today: &str) -> Self {
        let files = files
            .into_iter()
            .map(|(path, text)| SourceFile::new(path, text));
        let mut sources = Sources::new(files.collect());
        let (records, _) = Records::read(&sources);
        let (policy, _) = Policy::read(&records, &mut sources);
        let today = today.parse().expect("a day");
        Self {
            sources,
            records,
            policy,
            today,
        }
    }

    /// The example store, on its own day.
    fn example() -> Self {
        let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("records-example");
        let mut files = Vec::new();
        collect(&top, &top, &mut files);
        files.sort();
        assert!(!files.is_empty(), "no example in {}", top.display());
        Self::new(files, "2026-11-02")
    }

    fn facts(&self) -> Facts<'_> {
        Facts::new(&self.records, &self.policy, self.today)
    }

    fn worker(&self, id: &str, request: &WorkerRequest<'_>) -> Result<Document, Error> {
        let facts = self.facts();
        let dues: Vec<Due> = due::find(&facts);
        worker_file(&facts, &dues, &self.sources, &WorkerId::new(id), request)
    }

    fn child<'a>(&'a self, id: &'a ChildId) -> Case<'a> {
        Case {
            id,
            file: &self.records.children[id],
            people: &self.records.people,
            policy: &self.policy,
            settings: self.records.settings(),
            sources: &self.sources,
            today: self.today,
        }
    }
}

fn collect(top: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(top, &path, files);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            let name = path.strip_prefix(top).expect("below the top");
            files.push((name.to_string_lossy().replace('\\', "/"), text));
        }
    }
}

fn for_manager(templates: &Templates) -> WorkerRequest<'_> {
    WorkerRequest {
        reader: Reader::LineManager,
        purpose: None,
        period: None,
        revision: Some("commit abcdef1234"),
        templates,
    }
}

fn for_team(templates: &Templates) -> ChildRequest<'_> {
    ChildRequest {
        reader: Reader::TeamMember,
        third_parties: false,
        revision: None,
        templates,
    }
}

/// A document in each format that is text.
fn formats(document: &Document) -> [(&'static str, String); 3] {
    [
        ("Markdown", write_markdown::document(document)),
        ("HTML", write_html::document(document)),
        ("text", write_text::document(document)),
    ]
}

/// The titles of the sections at the second level.
fn headings(document: &Document) -> Vec<String> {
    let title = |block: &Block| match block {
        Block::Section { title, .. } => Some(plain(title)),
        _ => None,
    };
    document.blocks.iter().filter_map(title).collect()
}

fn eight() -> Vec<String> {
    let titles = SECTIONS.iter().enumerate();
    titles
        .map(|(at, (.., title))| format!("{}. {title}", at + 1))
        .collect()
}

/// The words of a text: letters and digits, whatever stands between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// The words of a text in a row.
fn in_a_row(text: &str) -> String {
    words(text).collect::<Vec<_>>().join(" ")
}

/// Asserts that each paragraph of a body stands in a document, word after word.
fn stands_in(said: &str, body: &str, place: &str) {
    for paragraph in body.split("\n\n") {
        let wanted = in_a_row(paragraph);
        assert!(said.contains(&wanted), "{place} lacks `{wanted}`");
    }
}

/// A page's text without its markup.
fn page_text(html: &str) -> String {
    let page = scraper::Html::parse_document(html);
    let body = scraper::Selector::parse("body").expect("a selector");
    let texts = page.select(&body).flat_map(|body| body.text());
    texts
        .collect::<String>()
        .replace(['\u{200b}', '\u{ad}'], "")
}

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
    assert_eq!(headings(&document), eight());
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
