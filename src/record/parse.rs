//! One file to one record: the pipeline that every record goes through, and everything it can find on the way.
//!
//! Hazards, front matter, YAML, kind and place, schema, typed record, body: each step stands on the one before, and what
//! a step cannot read it takes out and names, so that the rest is still read.

use serde::de::DeserializeOwned;

use super::kind::{KINDS, Kind};
use super::layout::{Owner, Place, home};
use super::records::Filed;
use super::{schema, *};
use crate::diag::{Code, Diagnostic, Severity};
use crate::source::{SourceFile, SourceId, Span};
use crate::text::markdown::{Body, SectionState, sections};
use crate::text::yaml::{Node, Value, parse as parse_yaml, read_typed};
use crate::text::{front, hazard};

/// The record does not say what kind it is.
pub const KIND_MISSING: Code = Code::new("kind-missing");
/// The record says that it is of a kind that does not exist.
pub const KIND_UNKNOWN: Code = Code::new("kind-unknown");
/// The record stands in a folder where its kind does not belong.
pub const RECORD_MISPLACED: Code = Code::new("record-misplaced");
/// The path says one thing and the record another.
pub const PATH_DIFFERS: Code = Code::new("path-differs");
/// A required part of the body is not there.
pub const PART_MISSING: Code = Code::new("part-missing");
/// A part of the body says nothing.
pub const PART_EMPTY: Code = Code::new("part-empty");
/// A prompt or filler still stands where words should.
pub const PLACEHOLDER_LEFT: Code = Code::new("placeholder-left");

/// What a record says, by kind.
#[expect(missing_docs, reason = "each variant is the kind of its name")]
#[derive(Debug)]
pub enum Content {
    Store(store_settings::StoreSettings),
    Person(person::Person),
    Worker(worker::Worker),
    Child(child::Child),
    Checklist(checklist::Checklist),
    Agreement(agreement::Agreement),
    History(history::History),
    Session(session::Session),
    ChildSupervision(child_supervision::ChildSupervision),
    Decision(decision::Decision),
    Pdr(pdr::Pdr),
    Cpd(cpd::Cpd),
    Progression(progression::Progression),
    Absence(absence::Absence),
    Wellbeing(wellbeing::Wellbeing),
    Access(access::Access),
    SelfAudit(self_audit::SelfAudit),
    QualityAudit(quality_audit::QualityAudit),
    Note(note::Note),
    Handover(handover::Handover),
    Addendum(addendum::Addendum),
}

/// Reads the record in a file that stands at a record's place. Findings that have one right answer come with it.
pub fn parse_record(
    source: SourceId,
    file: &SourceFile,
    place: &Place,
) -> (Option<Filed<Content>>, Vec<Diagnostic>) {
    let (filed, mut found) = judge(source, file, place);
    repair::offer(source, file, place, filed.is_some(), &mut found);
    (filed, found)
}

/// Reads the record, and looks for no answers.
pub(super) fn judge(
    source: SourceId,
    file: &SourceFile,
    place: &Place,
) -> (Option<Filed<Content>>, Vec<Diagnostic>) {
    if let Some(fault) = hazard::find(file) {
        return (None, vec![fault.in_file(source)]);
    }
    let mut found = Vec::new();
    let filed = read(source, file, place, &mut found);
    found.extend(hazard::hidden(file.text()).map(|fault| {
        let mut finding = fault.in_file(source);
        finding.severity = Severity::Warning;
        finding
    }));
    (filed, found)
}

fn read(
    source: SourceId,
    file: &SourceFile,
    place: &Place,
    found: &mut Vec<Diagnostic>,
) -> Option<Filed<Content>> {
    let mut refuse = |fault: crate::text::Fault| found.push(fault.in_file(source));
    let text = file.text();
    let (fields, body) = match place.markdown {
        true => match front::split(text) {
            Ok(parts) => (parts.front, Some(parts.body)),
            Err(fault) => {
                refuse(fault);
                return None;
            }
        },
        false => (front::bom_length(text)..text.len(), None),
    };
    let fields_start = fields.start;
    let mut tree = match parse_yaml(text, fields) {
        Ok(tree) => tree,
        Err(fault) => {
            refuse(fault);
            return None;
        }
    };
    let kind = kind_of(&tree, place, source, fields_start, found)?;
    found.extend(schema::of(kind).find_faults(&tree, source));
    check_path(&tree, place, source, found);
    if text.contains("TODO") {
        find_placeholders(&tree, source, found);
    }
    let (content, left_out) = read_content(kind, &mut tree, source, found)?;
    let body = body.map(|range| sections(text, range)).unwrap_or_default();
    let needs_body = !matches!(&content, Content::Session(session) if !session.is_held());
    if needs_body && place.markdown {
        check_body(kind, &body, text.len(), source, found);
    }
    Some(Filed {
        id: place.id.clone(),
        source,
        day: place.day,
        body,
        left_out,
        data: content,
    })
}

fn kind_of(
    tree: &Node<'_>,
    place: &Place,
    source: SourceId,
    start: usize,
    found: &mut Vec<Diagnostic>,
) -> Option<Kind> {
    let top = Span::new(source, start..start);
    let Some(field) = tree.field("kind") else {
        let here = place.kinds().join(", ");
        found.push(
            Diagnostic::format_error(KIND_MISSING, top, "the record does not say what kind it is")
                .help(format!("begin it with a line `kind:` and one of: {here}")),
        );
        return None;
    };
    let span = Span::new(
        source,
        if field.node.range().is_empty() {
            field.key_range()
        } else {
            field.node.range()
        },
    );
    let name = field.node.as_str().unwrap_or_default();
    let Some(kind) = Kind::from_name(name) else {
        let near = KINDS
            .iter()
            .min_by_key(|info| strsim::damerau_levenshtein(info.name, name));
        let names: Vec<&str> = KINDS.iter().map(|info| info.name).collect();
        let hint = match near {
            Some(info) if strsim::damerau_levenshtein(info.name, name) <= 3 => {
                format!("did you mean `{}`? ", info.name)
            }
            _ => String::new(),
        };
        let message = match id::is_slug(name) {
            true => format!("there is no kind of record `{name}`"),
            false => "what stands at `kind` is no kind of record".to_owned(),
        };
        found.push(
            Diagnostic::format_error(KIND_UNKNOWN, span, message)
                .help(format!("{hint}write one of: {}", names.join(", "))),
        );
        return None;
    };
    if !place.takes(kind) {
        found.push(
            Diagnostic::format_error(
                RECORD_MISPLACED,
                span,
                format!("{} does not belong here", kind.with_article()),
            )
            .help(format!("move it to where it belongs: `{}`", home(kind))),
        );
        return None;
    }
    Some(kind)
}

/// The path and the record say the same: whose it is, and of which day.
fn check_path(tree: &Node<'_>, place: &Place, source: SourceId, found: &mut Vec<Diagnostic>) {
    let owner = match &place.owner {
        Owner::Worker(id) => Some((["worker", "id"], id.as_str())),
        Owner::Child(id) => Some((["child", "id"], id.as_str())),
        Owner::Person(id) => Some((["id", "id"], id.as_str())),
        Owner::Store => None,
    };
    let mut differs = |names: &[&str], expected: &str, words: &str| {
        let Some(field) = names.iter().find_map(|name| tree.field(name)) else {
            return;
        };
        // What has not the form of an id or a day is a fault of its own, and not repeated here.
        let differs = |said: &&str| *said != expected && id::is_slug(said);
        let Some(said) = field.node.as_str().filter(differs) else {
            return;
        };
        let message = format!("`{}` says {said}, the {words} says {expected}", field.key);
        found.push(
            Diagnostic::format_error(PATH_DIFFERS, Span::new(source, field.node.range()), message)
                .help("correct whichever of the two is wrong: the field, or the name of the file or folder"),
        );
    };
    if let Some((names, id)) = owner {
        differs(&names, id, "folder");
    }
    if let (Some(day), None) = (place.day, place.addendum) {
        differs(&["date", "from"], &day.to_string(), "file's name");
    }
    if place.folder == layout::Folder::ChildSupervision && place.addendum.is_none() {
        differs(&["worker"], &place.tail, "file's name");
    }
}

fn find_placeholders(node: &Node<'_>, source: SourceId, found: &mut Vec<Diagnostic>) {
    match &node.value {
        Value::Str(text) if text.contains("TODO") => {
            found.push(placeholder(
                Span::new(source, node.range()),
                "a prompt still stands here",
            ));
        }
        Value::Seq(items) => items
            .iter()
            .for_each(|item| find_placeholders(item, source, found)),
        Value::Map(fields) => fields
            .iter()
            .for_each(|field| find_placeholders(&field.node, source, found)),
        _ => {}
    }
}

fn placeholder(span: Span, message: &str) -> Diagnostic {
    Diagnostic::format_error(PLACEHOLDER_LEFT, span, message)
        .help("write what was said or decided; where there is nothing to say, write why")
}

/// The typed record, and the fields of it from which something had to be left out. A value that does not fit is named and
/// taken out, and the rest is read again.
fn read_content(
    kind: Kind,
    tree: &mut Node<'_>,
    source: SourceId,
    found: &mut Vec<Diagnostic>,
) -> Option<(Content, Vec<Box<str>>)> {
    let clean = found.is_empty();
    let mut left_out = Vec::new();
    loop {
        let error = match read_kind(kind, tree, source) {
            Ok(content) => return Some((content, left_out)),
            Err(error) => error,
        };
        let range = error.range.filter(|range| *range != tree.range());
        // What lacks something only because that was taken out is no fault of its own.
        let known = |range: &std::ops::Range<usize>| {
            found
                .iter()
                .any(|finding| range.contains(&finding.primary.span.range().start))
        };
        match range {
            Some(range) => {
                if !known(&range) && (clean || error.message.contains("2026-02-10")) {
                    let span = Span::new(source, range.clone());
                    found.push(
                        Diagnostic::format_error(schema::VALUE_UNFIT, span, error.message)
                            .help("correct the value; the record is read without it until then"),
                    );
                }
                left_out.extend(field_around(tree, &range));
                if !tree.prune(&range) {
                    return None;
                }
            }
            None => return None,
        }
    }
}

/// The field of the record in which a place lies.
fn field_around(tree: &Node<'_>, range: &std::ops::Range<usize>) -> Option<Box<str>> {
    let Value::Map(fields) = &tree.value else {
        return None;
    };
    let around = fields.iter().find(|field| {
        field.key_range().start <= range.start && range.end <= field.node.range().end
    });
    around.map(|field| field.key.as_ref().into())
}

fn read_kind(
    kind: Kind,
    tree: &Node<'_>,
    source: SourceId,
) -> Result<Content, crate::text::yaml::ReadError> {
    fn typed<T: DeserializeOwned>(
        tree: &Node<'_>,
        source: SourceId,
        content: fn(T) -> Content,
    ) -> Result<Content, crate::text::yaml::ReadError> {
        read_typed(tree, source).map(content)
    }
    match kind {
        Kind::Store => typed(tree, source, Content::Store),
        Kind::Person => typed(tree, source, Content::Person),
        Kind::Worker => typed(tree, source, Content::Worker),
        Kind::Child => typed(tree, source, Content::Child),
        Kind::Checklist => typed(tree, source, Content::Checklist),
        Kind::Agreement => typed(tree, source, Content::Agreement),
        Kind::History => typed(tree, source, Content::History),
        Kind::Session => typed(tree, source, Content::Session),
        Kind::ChildSupervision => typed(tree, source, Content::ChildSupervision),
        Kind::Decision => typed(tree, source, Content::Decision),
        Kind::Pdr => typed(tree, source, Content::Pdr),
        Kind::Cpd => typed(tree, source, Content::Cpd),
        Kind::Progression => typed(tree, source, Content::Progression),
        Kind::Absence => typed(tree, source, Content::Absence),
        Kind::Wellbeing => typed(tree, source, Content::Wellbeing),
        Kind::Access => typed(tree, source, Content::Access),
        Kind::SelfAudit => typed(tree, source, Content::SelfAudit),
        Kind::QualityAudit => typed(tree, source, Content::QualityAudit),
        Kind::Note => typed(tree, source, Content::Note),
        Kind::Handover => typed(tree, source, Content::Handover),
        Kind::Addendum => typed(tree, source, Content::Addendum),
    }
}

fn check_body(kind: Kind, body: &Body, end: usize, source: SourceId, found: &mut Vec<Diagnostic>) {
    let parts = kind.info().parts;
    let mut above = body.sections.first().map_or(end..end, |section| {
        section.heading.start..section.heading.start
    });
    for part in parts {
        let Some(section) = body.section(part.title) else {
            if part.required {
                let near = body.sections.iter().find(|section| {
                    let known = parts.iter().any(|part| part.title == section.title);
                    !known
                        && strsim::damerau_levenshtein(
                            &section.title.to_lowercase(),
                            &part.title.to_lowercase(),
                        ) <= 4
                });
                let (span, help) = match near {
                    Some(section) => (
                        section.heading.clone(),
                        format!(
                            "the heading reads `{}`: write `## {}`",
                            section.title, part.title
                        ),
                    ),
                    None => (
                        above.clone(),
                        format!("add the heading `## {}` and write under it", part.title),
                    ),
                };
                let message = format!("the {} has no part \"{}\"", kind.info().spoken, part.title);
                found.push(
                    Diagnostic::format_error(PART_MISSING, Span::new(source, span), message)
                        .help(help),
                );
            }
            continue;
        };
        above = section.heading.clone();
        let heading = Span::new(source, section.heading.clone());
        match &section.state {
            SectionState::Written => {}
            SectionState::Empty => found.push(
                Diagnostic::new(
                    PART_EMPTY,
                    Severity::Error,
                    heading,
                    format!("nothing is written under \"{}\"", part.title),
                )
                .help(
                    "write what was talked about; if it was not, write why not and when it will be",
                ),
            ),
            SectionState::Placeholder(range) => {
                let span = Span::new(source, range.clone());
                let message = format!(
                    "a filler stands under \"{}\" where words should",
                    part.title
                );
                found.push(placeholder(span, &message).related(heading, "under this heading"));
            }
        }
    }
}
