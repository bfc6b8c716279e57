//! Which findings have one right answer only, and what it is: the edits of a record that `check --fix` may offer.
//!
//! A guess is made here and then tried: the record is judged again with the edit in it, and the edit is offered only if the
//! finding has gone and no other has come. Where more than one guess would do, none is offered. An edit changes the bytes
//! that are wrong and no others, so comments and the order of fields stay.
//!
//! These have one right answer, at times:
//!
//! - `field-unknown`: the name is a slip for the only field near it, which is not there yet, and the value fits that field.
//! - `value-unfit`: a day in another form that can be read in one way only (`10 February 2026`, `23/02/2026`, a day with a
//!   time), a time with am or pm, a number or a yes in quotes or words, a number where text belongs, a word of the
//!   vocabulary or an id in capitals, spaces that cannot be seen around a value.
//! - `field-missing`: the version of the format, and what the path says: whose record it is and of which day.
//! - `kind-missing`: the folder takes one kind of record only.
//! - `kind-unknown`: the word is a slip for the only kind near it that belongs in the folder.
//! - `part-missing`: the heading is there with a slip in it, or in capitals.
//! - `hidden-character`: characters without width, which change nothing that is seen when they go. Not those that turn the
//!   direction or break the line: what was meant to be read is for people to say.
//! - `yaml-not-allowed`: a line `---` before the fields of a file that is YAML alone.
//!
//! These have none:
//!
//! - Another answer may be right as well: `duplicate-key` and `path-differs` (whichever of two is wrong),
//!   `unresolved-conflict`, `control-character` (a letter may have stood there), `yaml-syntax`, `front-matter-missing`,
//!   `not-text` (which encoding it was), `record-misplaced`, `file-unknown`.
//! - People's words are wanted: `part-empty`, `placeholder-left`.
//! - It is a decision: `acceptance-unused`, `finding-unknown`, `rule-unknown`, `pack-unknown`, `pack-unreadable`,
//!   `pack-beneath-missing`, `overlay-loosens`, `clause-unknown`, `clause-without-rule`, `rule-contradicts`, `rule-unmatched`,
//!   `rule-without-effect`, `word-unknown`, `template-unusable`, `template-unknown`, `string-unknown`, `string-unusable`.
//! - Nothing is ever written there: `sign-off-unreadable`.
//! - The file is not there to be changed: `entry-unreadable`, `file-too-large`, `not-a-record`, `store-empty`.
//! - No rule's finding: what was done, said or decided is not for a program to write.

mod value;

use std::ops::Range;

use super::kind::Kind;
use super::layout::{Owner, Place};
use super::parse::{self, judge};
use super::schema::{self, Schema};
use crate::diag::{Code, Diagnostic, Edit};
use crate::source::{SourceFile, SourceId, Span};
use crate::text::markdown::sections;
use crate::text::yaml::{self, Node, Value};
use crate::text::{edit, front, hazard};

/// The findings that have a right answer at times: of no other is one looked for.
pub const AT_TIMES: [Code; 8] = [
    schema::FIELD_UNKNOWN,
    schema::VALUE_UNFIT,
    schema::FIELD_MISSING,
    parse::KIND_MISSING,
    parse::KIND_UNKNOWN,
    parse::PART_MISSING,
    hazard::HIDDEN_CHARACTER,
    yaml::YAML_NOT_ALLOWED,
];

/// How long a record may be, and how often it is judged again, while answers are looked for: a file made to have no end of
/// faults costs no more time than others.
const MOST_BYTES: usize = 32 * 1024;
const MOST_TRIES: usize = 32;

/// Bytes of the file, and what would stand there instead.
type Guess = Vec<(Range<usize>, String)>;

/// Adds the edits that put the findings of a record right, where there is only one way to.
pub(super) fn offer(
    source: SourceId,
    file: &SourceFile,
    place: &Place,
    can_be_read: bool,
    found: &mut [Diagnostic],
) {
    let has_any = found.iter().any(|finding| AT_TIMES.contains(&finding.code));
    if !has_any || file.text().len() > MOST_BYTES {
        return;
    }
    let record = Record::read(file.text(), place, can_be_read);
    let mut fixes = Vec::new();
    let mut tries = 0;
    for finding in found.iter() {
        let guesses = record.guesses(finding);
        tries += guesses.len();
        if tries > MOST_TRIES {
            break;
        }
        let mut stand: Vec<Guess> = Vec::new();
        for guess in guesses {
            if !stand.contains(&guess) && record.stands(source, file, found, finding, &guess) {
                stand.push(guess);
            }
        }
        fixes.push(match <[Guess; 1]>::try_from(stand) {
            Ok([only]) => only,
            Err(_) => Guess::new(),
        });
    }
    for (finding, fix) in found.iter_mut().zip(fixes) {
        let edits = fix.into_iter().map(|(range, text)| Edit {
            span: Span::new(source, range),
            text,
        });
        finding.fix = edits.collect();
    }
}

/// How many findings of a record have gone; none where another has come. Each record is told by whether it can be read, and
/// what is wrong with it. The body is judged only once the fields can be read, so what is found there then was there before.
pub fn gone(before: (bool, &[Diagnostic]), after: (bool, &[Diagnostic])) -> Option<usize> {
    const IN_BODY: [Code; 3] = [
        parse::PART_MISSING,
        parse::PART_EMPTY,
        parse::PLACEHOLDER_LEFT,
    ];
    let ((could_be_read, before), (can_be_read, after)) = (before, after);
    let name = |finding: &Diagnostic| (finding.code, finding.message.clone());
    let mut gone: Vec<_> = before.iter().map(name).collect();
    let seen_now = |code: Code| !could_be_read && IN_BODY.contains(&code);
    let has_come = after.iter().any(|finding| {
        let at = gone.iter().position(|other| *other == name(finding));
        match at {
            Some(at) => {
                gone.swap_remove(at);
                false
            }
            None => !seen_now(finding.code),
        }
    });
    (!has_come && (can_be_read || !could_be_read)).then_some(gone.len())
}

/// What of a record can be read, to guess from.
struct Record<'a> {
    text: &'a str,
    place: &'a Place,
    /// Whether it can be read as it is.
    can_be_read: bool,
    /// Where its fields stand.
    fields: Range<usize>,
    body: Option<Range<usize>>,
    tree: Option<Node<'a>>,
    kind: Option<Kind>,
}

impl<'a> Record<'a> {
    fn read(text: &'a str, place: &'a Place, can_be_read: bool) -> Self {
        let parts = match place.markdown {
            true => front::split(text).ok(),
            false => None,
        };
        let (fields, body) = match parts {
            Some(parts) => (parts.front, Some(parts.body)),
            None => (front::bom_length(text)..text.len(), None),
        };
        let tree = yaml::parse(text, fields.clone()).ok();
        let kind = tree
            .as_ref()
            .and_then(|tree| Kind::from_name(tree.field("kind")?.node.as_str()?));
        Self {
            text,
            place,
            can_be_read,
            fields,
            body,
            tree,
            kind,
        }
    }

    /// Whether the record is better with the guess in it, and nowhere worse.
    fn stands(
        &self,
        source: SourceId,
        file: &SourceFile,
        found: &[Diagnostic],
        finding: &Diagnostic,
        guess: &Guess,
    ) -> bool {
        let edits = guess
            .iter()
            .map(|(range, text)| (range.clone(), text.as_str()));
        let Some(text) = edit::apply(self.text, edits) else {
            return false;
        };
        let file = SourceFile::new(file.path(), text);
        let (filed, after) = judge(source, &file, self.place);
        let count = |list: &[Diagnostic]| {
            let same = |other: &&Diagnostic| {
                (other.code, &other.message) == (finding.code, &finding.message)
            };
            list.iter().filter(same).count()
        };
        let before = (self.can_be_read, found);
        count(&after) < count(found) && gone(before, (filed.is_some(), &after)).is_some()
    }

    fn guesses(&self, finding: &Diagnostic) -> Vec<Guess> {
        let range = finding.primary.span.range();
        match finding.code {
            hazard::HIDDEN_CHARACTER => self.without_hidden(),
            yaml::YAML_NOT_ALLOWED => self.without_line(range),
            parse::PART_MISSING => self.headings(),
            code => {
                let Some(tree) = &self.tree else {
                    return Vec::new();
                };
                match (code, self.kind) {
                    (parse::KIND_MISSING, _) => self.only_kind(),
                    (parse::KIND_UNKNOWN, _) => self.near_kinds(tree, range),
                    (schema::FIELD_MISSING, Some(kind)) => {
                        self.known_fields(tree, schema::of(kind))
                    }
                    (schema::FIELD_UNKNOWN, Some(kind)) => {
                        let names = near_fields(tree, schema::of(kind), &range);
                        self.instead_of(range, names)
                    }
                    (schema::VALUE_UNFIT, Some(kind)) => {
                        let found = find(tree, &range, "");
                        let Some((pointer, node)) = found else {
                            return Vec::new();
                        };
                        let raw = &self.text[range.clone()];
                        let readings = value::readings(schema::of(kind), &pointer, node, raw);
                        self.instead_of(range, readings)
                    }
                    _ => Vec::new(),
                }
            }
        }
    }

    /// Each text instead of what stands at a range, with the spaces behind it that cannot be told from others.
    fn instead_of(&self, range: Range<usize>, texts: Vec<String>) -> Vec<Guess> {
        let behind = &self.text[range.end..];
        let unseen = behind.len() - behind.trim_start_matches('\u{a0}').len();
        let range = range.start..range.end + unseen;
        let texts = texts.into_iter();
        texts.map(|text| vec![(range.clone(), text)]).collect()
    }

    /// Characters that can go without a change in what is seen, if there are no others.
    fn without_hidden(&self) -> Vec<Guess> {
        let edits: Option<Guess> = hazard::hidden_places(self.text)
            .map(|(at, character)| {
                let without_width = matches!(
                    character,
                    '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
                );
                without_width.then(|| (at..at + character.len_utf8(), String::new()))
            })
            .collect();
        edits.into_iter().collect()
    }

    /// The line `---` at which some editors let every YAML file begin.
    fn without_line(&self, range: Range<usize>) -> Vec<Guess> {
        let start = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let start = start.max(self.fields.start);
        let end = self.text[range.start..]
            .find('\n')
            .map_or(self.text.len(), |at| range.start + at + 1);
        let is_above_all = self.text[self.fields.start..start]
            .lines()
            .all(|line| line.trim().is_empty() || line.starts_with('#'));
        match self.text[start..end].trim() == "---" && is_above_all && !self.place.markdown {
            true => vec![vec![(start..end, String::new())]],
            false => Vec::new(),
        }
    }

    /// A line at the top of the fields.
    fn first_line(&self, line: &str) -> Guess {
        let at = self.fields.start;
        let mut line = line.to_owned();
        line.push_str(line_end(self.text));
        vec![(at..at, line)]
    }

    fn only_kind(&self) -> Vec<Guess> {
        match self.place.kinds().as_slice() {
            [only] => vec![self.first_line(&format!("kind: {only}"))],
            _ => Vec::new(),
        }
    }

    fn near_kinds(&self, tree: &Node<'_>, range: Range<usize>) -> Vec<Guess> {
        let Some(name) = tree.field("kind").and_then(|field| field.node.as_str()) else {
            return Vec::new();
        };
        let kinds = self
            .place
            .kinds()
            .into_iter()
            .filter(|kind| is_slip(name, kind));
        kinds
            .map(|kind| vec![(range.clone(), kind.to_owned())])
            .collect()
    }

    /// The fields that have one value: the format's version, and what the path says.
    fn known_fields(&self, tree: &Node<'_>, schema: &Schema) -> Vec<Guess> {
        let owner = match &self.place.owner {
            Owner::Worker(id) => Some((["worker", "id"], id.as_str())),
            Owner::Child(id) => Some((["child", "id"], id.as_str())),
            Owner::Person(id) => Some((["id", "id"], id.as_str())),
            Owner::Store => None,
        };
        let mut values = vec![("format", "1".to_owned())];
        values.extend(owner.map(|(names, id)| {
            let fields = schema.properties("");
            let name = names
                .into_iter()
                .find(|name| fields.iter().any(|field| field == name));
            (name.unwrap_or(names[0]), id.to_owned())
        }));
        values.extend(self.place.day.map(|day| ("date", day.to_string())));
        let Some(above) = tree.field("format").or(tree.field("kind")) else {
            return Vec::new();
        };
        let is_flow = self.text[tree.range()].starts_with('{');
        let line = self.text[above.node.range().end..].find('\n');
        let (Some(line), false) = (line, is_flow || self.place.addendum.is_some()) else {
            return Vec::new();
        };
        let at = above.node.range().end + line + 1;
        let missing = values
            .into_iter()
            .filter(|(name, _)| tree.field(name).is_none());
        missing
            .map(|(name, value)| vec![(at..at, format!("{name}: {value}{}", line_end(self.text)))])
            .collect()
    }

    /// Headings with a slip in them, as they should be.
    fn headings(&self) -> Vec<Guess> {
        let (Some(kind), Some(body)) = (self.kind, self.body.clone()) else {
            return Vec::new();
        };
        let parts = kind.info().parts;
        let sections = sections(self.text, body).sections;
        let mut guesses = Vec::new();
        let unknown = |title: &str| parts.iter().all(|part| part.title != title);
        for section in sections.iter().filter(|section| unknown(&section.title)) {
            let missing = parts.iter().filter(|part| {
                let is_there = sections.iter().any(|section| section.title == part.title);
                part.required && !is_there && is_slip(&section.title, part.title)
            });
            guesses.extend(missing.map(|part| {
                let line = &self.text[section.heading.clone()];
                let end = section.heading.start + line.trim_end().len();
                vec![(section.heading.start..end, format!("## {}", part.title))]
            }));
        }
        guesses
    }
}

/// How the lines of a text end.
fn line_end(text: &str) -> &'static str {
    match text.split_once('\n') {
        Some((line, _)) if line.ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The name that a field was meant to have, if only one is near and it is not there yet.
fn near_fields(tree: &Node<'_>, schema: &Schema, range: &Range<usize>) -> Vec<String> {
    let Some((pointer, parent, key)) = find_key(tree, range, "") else {
        return Vec::new();
    };
    let known = schema.properties(&pointer);
    let near: Vec<&String> = known.iter().filter(|known| is_slip(key, known)).collect();
    match near.as_slice() {
        [only] if parent.field(only).is_none() => vec![(*only).clone()],
        _ => Vec::new(),
    }
}

/// Whether what was written is what was meant but for a slip, capitals, or spaces and marks between the words.
fn is_slip(written: &str, meant: &str) -> bool {
    let plain = |text: &str| {
        let words = text.replace('&', " and ");
        value::plain(&words, &[' ', '_', '-', '\u{a0}', ':', '.'])
    };
    let (written, meant) = (plain(written), plain(meant));
    // One slip changes a short word into many others.
    let most = if meant.chars().count() <= 4 { 1 } else { 2 };
    !written.is_empty() && strsim::damerau_levenshtein(&written, &meant) <= most
}

/// The value at a range, and the pointer to it.
fn find<'n, 'a>(
    node: &'n Node<'a>,
    range: &Range<usize>,
    pointer: &str,
) -> Option<(String, &'n Node<'a>)> {
    if node.range() == *range && !matches!(node.value, Value::Map(_) | Value::Seq(_)) {
        return Some((pointer.to_owned(), node));
    }
    match &node.value {
        Value::Map(fields) => fields
            .iter()
            .find_map(|field| find(&field.node, range, &format!("{pointer}/{}", field.key))),
        Value::Seq(items) => {
            let items = items.iter().enumerate();
            items
                .filter_map(|(index, item)| find(item, range, &format!("{pointer}/{index}")))
                .next()
        }
        _ => None,
    }
}

/// The key at a range, with what it stands in and the pointer to that.
fn find_key<'n, 'a>(
    node: &'n Node<'a>,
    range: &Range<usize>,
    pointer: &str,
) -> Option<(String, &'n Node<'a>, &'n str)> {
    match &node.value {
        Value::Map(fields) => fields
            .iter()
            .find_map(|field| match field.key_range() == *range {
                true => Some((pointer.to_owned(), node, &*field.key)),
                false => find_key(&field.node, range, &format!("{pointer}/{}", field.key)),
            }),
        Value::Seq(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| find_key(item, range, &format!("{pointer}/{index}"))),
        _ => None,
    }
}
