//! Literate specs: Markdown that a practice lead can read and correct, whose fenced blocks are the files of a store and
//! say which findings they give.
//!
//! Each heading begins a spec. A block ```` ```yaml path="…" ```` or ```` ```markdown path="…" ```` is a file, laid over
//! `tests/stores/base`; the first may say `today="2026-03-02"` and `base=none`. ```` ```delete path="…" ```` takes a file or a
//! folder of the base away. `signed` in a file's info signs it again by all who have signed it in the base; a block
//! `sign-off="<path of a record>" role=supervisor signer=sam-okoro signed=2026-01-12` is one party's statement; with `key=sam` the
//! key of that name signs it, with `comment="…"` words stand beside it. `{{ key sam }}` is the line of that key.
//! A block with `days="2026-01-14 2026-01-21"` is a file for each of the days, which its path and its text call `{{ day }}`.
//! `# finding: code` at the end of a line, or `<!-- finding: code -->` in a body, says that a finding of that code begins on
//! that line; several stand with commas between them. `{{ body }}` is a filled body of the record's kind.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use supervision::calendar::Day;
use supervision::diag::Diagnostic;
use supervision::due::{self, Facts};
use supervision::reading::Reading;
use supervision::record::{Kind, RecordId, Term};
use supervision::revision::seal;
use supervision::revision::signature::NAMESPACE;
use supervision::rules;
use supervision::store::Snapshot;

use crate::support::keys::Key;

/// The day on which the base store is clean.
pub(crate) const TODAY: &str = "2026-03-02";

/// Where a finding begins, and its code: path, line from 1, code.
type Found = (String, usize, String);

/// A behaviour with the files that show it.
pub(crate) struct Spec {
    /// Its heading.
    pub(crate) title: String,
    /// The day on which it is read.
    pub(crate) today: Day,
    /// The files, markers taken out.
    pub(crate) files: BTreeMap<String, String>,
    /// The findings that its markers ask for, in order.
    pub(crate) expected: Vec<Found>,
}

/// A fenced block: its info string and its text.
pub(crate) struct Block {
    pub(crate) info: String,
    pub(crate) text: String,
}

impl Spec {
    /// The specs of a Markdown page: one for each heading under which a block stands.
    pub(crate) fn read_all(markdown: &str) -> Vec<Self> {
        sections(markdown)
            .into_iter()
            .filter(|(_, blocks)| !blocks.is_empty())
            .map(|(title, blocks)| Self::build(title, &blocks))
            .collect()
    }

    fn build(title: String, blocks: &[Block]) -> Self {
        let first = &blocks[0].info;
        let today = attribute(first, "today").unwrap_or_else(|| TODAY.to_owned());
        let starts_empty = ["base=none", "base:none", "base: none"]
            .iter()
            .any(|words| first.contains(words));
        let mut spec = Self {
            today: today.parse().expect("`today` is a day"),
            files: if starts_empty {
                BTreeMap::new()
            } else {
                base()
            },
            expected: Vec::new(),
            title,
        };
        let blocks: Vec<Block> = blocks.iter().flat_map(Block::for_each_day).collect();
        blocks.iter().for_each(|block| spec.lay(block));
        blocks.iter().for_each(|block| spec.sign(block));
        spec.expected.sort();
        spec
    }

    /// Lays a file over the store, or takes some away.
    pub(crate) fn lay(&mut self, block: &Block) {
        let Some(path) = attribute(&block.info, "path") else {
            assert!(
                attribute(&block.info, "sign-off").is_some(),
                "{}: a block says neither `path` nor `sign-off`: {}",
                self.title,
                block.info
            );
            return;
        };
        if block.info.starts_with("delete") {
            let folder = format!("{}/", path.trim_end_matches('/'));
            let before = self.files.len();
            self.files
                .retain(|known, _| *known != path && !known.starts_with(&folder));
            assert!(
                self.files.len() < before,
                "{}: there is no `{path}` to delete",
                self.title
            );
            return;
        }
        let mut text = String::new();
        for (index, line) in block.text.lines().enumerate() {
            let (line, codes) = marker(line);
            text.push_str(line);
            text.push('\n');
            self.expected.extend(
                codes
                    .into_iter()
                    .map(|code| (path.clone(), index + 1, code)),
            );
        }
        self.files.insert(path, with_keys(&with_body(&text)));
    }

    /// Writes the statements that a block asks for, over the content as it now is.
    pub(crate) fn sign(&mut self, block: &Block) {
        let of = |name: &str| attribute(&block.info, name);
        if let Some(record) = of("sign-off") {
            let needed = |name: &str| {
                of(name).unwrap_or_else(|| panic!("{}: a sign-off needs `{name}`", self.title))
            };
            let statement = StatementPlan {
                role: needed("role"),
                signer: needed("signer"),
                signed: needed("signed"),
                meaning: of("meaning").unwrap_or_else(|| "agree".to_owned()),
                revision: of("revision").unwrap_or_else(|| "1".to_owned()),
                comment: of("comment"),
                key: of("key"),
            };
            let written = statement.write_all(&self.files, &record);
            self.files.extend(written);
        } else if block.info.split_whitespace().any(|word| word == "signed") {
            let path = of("path").expect("a file that is signed has a path");
            let signed: Vec<(String, String)> = resigned(&self.files, &path);
            assert!(
                !signed.is_empty(),
                "{}: nobody has signed `{path}` in the base",
                self.title
            );
            self.files.extend(signed);
        }
    }

    /// The store, read on the spec's day.
    pub(crate) fn reading(&self) -> Reading {
        Reading::of(
            Snapshot::from_files(self.files.clone()),
            Some(self.today),
            self.today,
        )
    }

    /// What fails to hold: findings that were missed, and findings that nobody asked for.
    pub(crate) fn failure(&self) -> Option<String> {
        let reading = self.reading();
        let findings = check(&reading);
        let mut surplus: Vec<(Found, &Diagnostic)> = findings
            .iter()
            .map(|finding| (place(&reading, finding), finding))
            .collect();
        let mut missed = Vec::new();
        for expected in &self.expected {
            match surplus.iter().position(|(found, _)| found == expected) {
                Some(at) => drop(surplus.remove(at)),
                None => missed.push(expected),
            }
        }
        if missed.is_empty() && surplus.is_empty() {
            return None;
        }
        let mut words = format!("\"{}\", read on {}\n", self.title, self.today);
        for (path, line, code) in missed {
            let text = self
                .files
                .get(path)
                .and_then(|text| text.lines().nth(line - 1));
            let _ = writeln!(
                words,
                "  missed   {path}:{line}: {code}\n           {}",
                text.unwrap_or_default()
            );
        }
        for ((path, line, code), finding) in surplus {
            let _ = writeln!(
                words,
                "  surplus  {path}:{line}: {code}: {}",
                finding.message
            );
        }
        Some(words)
    }
}

/// Everything that is wrong with a reading.
pub(crate) fn check(reading: &Reading) -> Vec<Diagnostic> {
    let dues = due::find(&Facts::new(
        &reading.records,
        &reading.policy,
        reading.today,
    ));
    rules::check(reading, &dues).findings
}

/// The base store's files.
pub(crate) fn base() -> BTreeMap<String, String> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores/base");
    let files = files_below(&top);
    let relative = |path: &Path| {
        let parts = path
            .strip_prefix(&top)
            .expect("it stands below")
            .components();
        let parts: Vec<_> = parts
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        parts.join("/")
    };
    files
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).expect("the base store can be read");
            (relative(path), text)
        })
        .collect()
}

/// The base store's statements as they should be: of the same people, over what the records now say.
pub(crate) fn base_signed() -> Vec<(String, String)> {
    let files = base();
    let records: Vec<&String> = files.keys().filter(|path| !path.ends_with(".st")).collect();
    records
        .into_iter()
        .flat_map(|path| resigned(&files, path))
        .collect()
}

/// Every file below a folder, in order.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    for entry in entries {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn place(reading: &Reading, finding: &Diagnostic) -> Found {
    let file = reading.sources.file(finding.primary.span.source);
    let line = file.position(finding.primary.span.range().start).line;
    (file.path().to_owned(), line, finding.code.to_string())
}

/// The headings of a page with the fenced blocks under each, down to the next heading of any level.
fn sections(markdown: &str) -> Vec<(String, Vec<Block>)> {
    let mut sections: Vec<(String, Vec<Block>)> = Vec::new();
    let mut in_heading = false;
    let mut open: Option<Block> = None;
    for event in Parser::new_ext(markdown, Options::empty()) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                sections.push((String::new(), Vec::new()));
                in_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let (info, text) = (info.into_string(), String::new());
                open = Some(Block { info, text });
            }
            Event::End(TagEnd::CodeBlock) => {
                let block = open
                    .take()
                    .filter(|block| !block.info.starts_with("console"));
                if let (Some(block), Some((_, blocks))) = (block, sections.last_mut()) {
                    blocks.push(block);
                }
            }
            Event::Text(words) | Event::Code(words) => match (&mut open, sections.last_mut()) {
                (Some(block), _) => block.text.push_str(&words),
                (None, Some((title, _))) if in_heading => title.push_str(&words),
                _ => {}
            },
            _ => {}
        }
    }
    sections
}

impl Block {
    /// The block as often as it names days; once where it names none.
    fn for_each_day(&self) -> Vec<Self> {
        let on = |day: &str| Self {
            info: self.info.replace("{{ day }}", day),
            text: self.text.replace("{{ day }}", day),
        };
        match attribute(&self.info, "days") {
            Some(days) => days.split_whitespace().map(on).collect(),
            None => vec![on("{{ day }}")],
        }
    }
}

/// The value of `name="…"` or `name=…` in an info string.
fn attribute(info: &str, name: &str) -> Option<String> {
    let start = [format!(" {name}="), format!("\t{name}=")]
        .iter()
        .find_map(|key| info.find(key.as_str()).map(|at| at + key.len()))
        .or_else(|| {
            info.starts_with(&format!("{name}="))
                .then(|| name.len() + 1)
        })?;
    let rest = &info[start..];
    let value = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split_whitespace().next(),
    };
    value.map(str::to_owned)
}

/// A line without its marker, and the codes that the marker names.
fn marker(line: &str) -> (&str, Vec<String>) {
    let parts = ["# finding:", "<!-- finding:"]
        .iter()
        .find_map(|sign| line.split_once(sign));
    let Some((text, codes)) = parts else {
        return (line, Vec::new());
    };
    let codes = codes.trim_end_matches("-->").split(',');
    let codes = codes.map(|code| code.trim().to_owned()).collect();
    (text.trim_end(), codes)
}

/// Fills `{{ body }}` with every part that the record's kind requires.
fn with_body(text: &str) -> String {
    if !text.contains("{{ body }}") {
        return text.to_owned();
    }
    let kind = text.lines().find_map(|line| line.strip_prefix("kind: "));
    let kind = kind
        .and_then(|name| Kind::from_name(name.trim()))
        .expect("a record whose body is to be filled says its kind");
    let parts = kind.info().parts.iter().filter(|part| part.required);
    let filled: Vec<String> = parts
        .map(|part| format!("## {}\n\nTalked over and agreed.", part.title))
        .collect();
    text.replace("{{ body }}", &filled.join("\n\n"))
}

/// Fills in the lines of keys.
pub(crate) fn with_keys(text: &str) -> String {
    let mut parts = text.split("{{ key ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(" }}").expect("the name of a key ends");
        out.push_str(&Key::named(name).line());
        out.push_str(rest);
    }
    out
}

/// A statement that is still to be written.
struct StatementPlan {
    role: String,
    signer: String,
    signed: String,
    meaning: String,
    revision: String,
    comment: Option<String>,
    key: Option<String>,
}

impl StatementPlan {
    /// The statement, and what stands beside it.
    fn write_all(&self, files: &BTreeMap<String, String>, path: &str) -> Vec<(String, String)> {
        let (path, text) = self.write(files, path);
        let stem = path.trim_end_matches(".st").to_owned();
        let signature = self.key.as_ref().map(|name| {
            let signature = Key::named(name).sign(NAMESPACE, text.as_bytes());
            (format!("{stem}.sig"), signature)
        });
        let comment = self.comment.as_ref();
        let comment = comment.map(|words| (format!("{stem}.comment.md"), format!("{words}\n")));
        let beside = signature.into_iter().chain(comment);
        std::iter::once((path, text)).chain(beside).collect()
    }

    /// The path and the text of the statement about the record at a path.
    fn write(&self, files: &BTreeMap<String, String>, path: &str) -> (String, String) {
        let text = files
            .get(path)
            .unwrap_or_else(|| panic!("there is no `{path}` to sign"));
        let settings = files.get("supervision.yaml").map_or("", String::as_str);
        let store = settings.lines().find_map(|line| line.strip_prefix("id: "));
        let store = store.expect("a store in which a record is signed has settings with an id");
        let (folder, stem) = split(path);
        let whole = format!("{folder}/{stem}");
        let record = ["workers/", "children/"]
            .iter()
            .find_map(|top| whole.strip_prefix(top))
            .unwrap_or(&whole);
        let digest = seal::digest(&Term::new(store), &RecordId::new(record), text);
        let Self {
            role,
            signer,
            signed,
            meaning,
            revision,
            comment,
            ..
        } = self;
        let (store, record) = (Term::new(store), RecordId::new(record));
        let sealed = comment
            .as_ref()
            .map(|words| seal::comment_digest(&store, &record, words));
        let sealed = sealed.map_or("none".to_owned(), |digest| format!("sha256:{digest}"));
        let name = match meaning.as_str() {
            "not-available" => format!("{role}-not-available"),
            _ => role.clone(),
        };
        let statement = format!(
            "supervision-sign-off: 1\nstore: {store}\nrecord: {record}\nrevision: {revision}\ndigest: sha256:{digest}\n\
             role: {role}\nsigner: {signer}\nmeaning: {meaning}\ncomment-digest: {sealed}\ncommit: none\nsigned: {signed}\n"
        );
        (
            format!("{folder}/signoffs/{stem}/{revision}-{name}.st"),
            statement,
        )
    }

    fn read(text: &str) -> Self {
        let line = |key: &str| {
            let value = text
                .lines()
                .find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
            value.unwrap_or_default().to_owned()
        };
        Self {
            role: line("role"),
            signer: line("signer"),
            signed: line("signed"),
            meaning: line("meaning"),
            revision: line("revision"),
            comment: None,
            key: None,
        }
    }
}

/// The statements about a record, written anew over what it now says.
fn resigned(files: &BTreeMap<String, String>, path: &str) -> Vec<(String, String)> {
    let (folder, stem) = split(path);
    let beside = format!("{folder}/signoffs/{stem}/");
    let statements = files
        .iter()
        .filter(|(known, _)| known.starts_with(&beside) && known.ends_with(".st"));
    statements
        .map(|(_, text)| StatementPlan::read(text).write(files, path))
        .collect()
}

fn split(path: &str) -> (&str, &str) {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    (folder, name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}
