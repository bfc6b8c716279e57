//! The words of a record: its fields as they were written and its body part by part, for documents.
//!
//! The words of a child's records come as they are; those of a worker's records come locked, as [`WorkerOnly`]. There is
//! no other way from a record to its prose.

use serde_json::Value as Json;

use super::addendum::Addendum;
use super::child::Child;
use super::child_supervision::ChildSupervision;
use super::decision::Decision;
use super::layout::SignOffPart;
use super::records::{CaseFile, Filed, Records};
use super::sign_off::Statement;
use super::worker_only::WorkerOnly;
use crate::source::{SourceFile, Sources};
use crate::text::{front, yaml};

/// The fields and the prose of one record.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The fields, as in the record.
    pub fields: Json,
    /// The parts of the body: heading and Markdown. Words before the first heading come first, under an empty one.
    pub parts: Vec<(String, String)>,
}

/// Records whose words belong to the child's own file (R11, R12a, R15).
pub trait OfChild {}
impl OfChild for Child {}
impl OfChild for ChildSupervision {}
impl OfChild for Decision {}

/// The words of a child's record.
pub fn of_child<T: OfChild>(filed: &Filed<T>, sources: &Sources) -> Words {
    words(filed, sources.file(filed.source))
}

/// The addenda in a child's folder, with their words: they are part of the child's record, as what they add to is.
pub fn addenda_of_child<'a>(
    file: &'a CaseFile,
    sources: &'a Sources,
) -> impl Iterator<Item = (&'a Filed<Addendum>, Words)> {
    let addenda = file.addenda.iter();
    addenda.map(|filed| (filed, words(filed, sources.file(filed.source))))
}

/// The words of a worker's record, locked.
pub fn of_worker<T>(filed: &Filed<T>, sources: &Sources) -> WorkerOnly<Words> {
    WorkerOnly::new(words(filed, sources.file(filed.source)))
}

/// What a worker's record was signed with beside it, locked as the record's own words are.
pub fn comment_of_worker(
    records: &Records,
    statement: &Statement,
    sources: &Sources,
) -> Option<WorkerOnly<String>> {
    let place = statement.place.other(SignOffPart::Comment);
    let file = sources.file(*records.beside_sign_offs.get(&place)?);
    Some(WorkerOnly::new(file.text().trim().to_owned()))
}

fn words<T>(filed: &Filed<T>, file: &SourceFile) -> Words {
    let text = file.text();
    let range = match file.path().ends_with(".md") {
        true => front::split(text)
            .map(|parts| parts.front)
            .unwrap_or_default(),
        false => front::bom_length(text)..text.len(),
    };
    let fields = yaml::parse(text, range)
        .map(|tree| yaml::to_json(&tree))
        .unwrap_or_default();
    let before = filed.body.preamble.clone();
    let before = before.map(|range| (String::new(), text[range].trim().to_owned()));
    let sections = filed.body.sections.iter();
    let sections = sections.map(|section| {
        let content = &text[section.content.clone()];
        (section.title.clone(), content.trim().to_owned())
    });
    Words {
        fields,
        parts: before.into_iter().chain(sections).collect(),
    }
}
