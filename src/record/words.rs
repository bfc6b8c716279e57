//! The words of a record: its fields as they were written and its body part by part, for documents.
//!
//! The words of a child's records come as they are; those of a worker's records come locked, as [`WorkerOnly`]. There is
//! no other way from a record to its prose.

use serde_json::Value as Json;

use super::child::Child;
use super::child_supervision::ChildSupervision;
use super::decision::Decision;
use super::records::Filed;
use super::worker_only::WorkerOnly;
use crate::source::{SourceFile, Sources};
use crate::text::{front, yaml};

/// The fields and the prose of one record.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The fields, as in the record.
    pub fields: Json,
    /// The parts of the body: heading and Markdown.
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

/// The words of a worker's record, locked.
pub fn of_worker<T>(filed: &Filed<T>, sources: &Sources) -> WorkerOnly<Words> {
    WorkerOnly::new(words(filed, sources.file(filed.source)))
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
    let parts = filed.body.sections.iter();
    let parts = parts
        .map(|section| {
            (
                section.title.clone(),
                text[section.content.clone()].trim().to_owned(),
            )
        })
        .collect();
    Words { fields, parts }
}
