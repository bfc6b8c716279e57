//! Stores read for a day, and documents made of them.

use std::path::Path;

use supervision::calendar::Day;
use supervision::due::{self, Due, Facts};
use supervision::policy::Policy;
use supervision::record::layout::SECTIONS;
use supervision::record::{ChildId, Records, WorkerId};
use supervision::render::document::{Block, Document, plain};
use supervision::render::{
    Case, ChildRequest, Error, Reader, Templates, WorkerRequest, worker_file, write_html,
    write_markdown, write_text,
};
use supervision::source::{SourceFile, Sources};

/// A store read for a day.
pub(crate) struct Read {
    pub(crate) sources: Sources,
    pub(crate) records: Records,
    pub(crate) policy: Policy,
    pub(crate) today: Day,
}

impl Read {
    pub(crate) fn new(files: Vec<(String, String)>, today: &str) -> Self {
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
    pub(crate) fn example() -> Self {
        let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("records-example");
        let mut files = Vec::new();
        collect(&top, &top, &mut files);
        files.sort();
        assert!(!files.is_empty(), "no example in {}", top.display());
        Self::new(files, "2026-11-02")
    }

    pub(crate) fn facts(&self) -> Facts<'_> {
        Facts::new(&self.records, &self.policy, self.today)
    }

    pub(crate) fn worker(&self, id: &str, request: &WorkerRequest<'_>) -> Result<Document, Error> {
        let facts = self.facts();
        let dues: Vec<Due> = due::find(&facts);
        worker_file(&facts, &dues, &self.sources, &WorkerId::new(id), request)
    }

    pub(crate) fn child<'a>(&'a self, id: &'a ChildId) -> Case<'a> {
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

pub(crate) fn collect(top: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
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

pub(crate) fn for_manager(templates: &Templates) -> WorkerRequest<'_> {
    WorkerRequest {
        reader: Reader::LineManager,
        purpose: None,
        child: None,
        third_parties: false,
        period: None,
        revision: Some("commit abcdef1234"),
        templates,
    }
}

pub(crate) fn for_team(templates: &Templates) -> ChildRequest<'_> {
    ChildRequest {
        reader: Reader::TeamMember,
        third_parties: false,
        elsewhere: &[],
        revision: None,
        templates,
    }
}

/// A document in each format that is text.
pub(crate) fn formats(document: &Document) -> [(&'static str, String); 3] {
    [
        ("Markdown", write_markdown::document(document)),
        ("HTML", write_html::document(document)),
        ("text", write_text::document(document)),
    ]
}

/// The titles of the sections at the second level.
pub(crate) fn headings(document: &Document) -> Vec<String> {
    let title = |block: &Block| match block {
        Block::Section { title, .. } => Some(plain(title)),
        _ => None,
    };
    document.blocks.iter().filter_map(title).collect()
}

pub(crate) fn eight() -> Vec<String> {
    let titles = SECTIONS.iter().enumerate();
    titles
        .map(|(at, (.., title))| format!("{}. {title}", at + 1))
        .collect()
}

/// The words of a text: letters and digits, whatever stands between them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// The words of a text in a row.
pub(crate) fn in_a_row(text: &str) -> String {
    words(text).collect::<Vec<_>>().join(" ")
}

/// Asserts that each paragraph of a body stands in a document, word after word.
pub(crate) fn stands_in(said: &str, body: &str, place: &str) {
    for paragraph in body.split("\n\n") {
        let wanted = in_a_row(paragraph);
        assert!(said.contains(&wanted), "{place} lacks `{wanted}`");
    }
}

/// A page's text without its markup.
pub(crate) fn page_text(html: &str) -> String {
    let page = scraper::Html::parse_document(html);
    let body = scraper::Selector::parse("body").expect("a selector");
    let texts = page.select(&body).flat_map(|body| body.text());
    texts
        .collect::<String>()
        .replace(['\u{200b}', '\u{ad}'], "")
}
