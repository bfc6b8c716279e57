//! Two versions of a record that began as one, merged part by part; what is signed is never merged without a person.
//!
//! Which texts those are, and which sign-offs are known of the record, is told by the caller. Whether the outcome is right in the eyes
//! of the policy is for the check that follows.

use super::seal;
use crate::record::RecordId;
use crate::record::layout::{Located, locate};
use crate::record::sign_off::{Meaning, Statement, parse_statement};
use crate::source::{SourceFile, Sources};
use crate::text::merge::{self, Manner, Merged};

/// By what the items of a record's lists are known: an action by its id, a case by its child, a period by its first day.
pub const KNOWN_BY: &[&[&str]] = &[
    &["id"],
    &["child"],
    &["topic"],
    &["risk"],
    &["action"],
    &["objective"],
    &["qualification"],
    &["check"],
    &["milestone"],
    &["question"],
    &["point"],
    &["barrier"],
    &["pack", "from"],
    &["code", "record"],
    &["code"],
    &["store"],
    &["team", "reason"],
    &["what"],
    &["type", "from"],
    &["person", "on"],
    &["from"],
    &["on"],
];

/// The three texts, and what each side is called.
pub struct Versions<'a> {
    /// What both began as; empty where both added the record.
    pub base: &'a str,
    /// What stands here.
    pub ours: &'a str,
    /// What is merged into it.
    pub theirs: &'a str,
    /// How many characters a conflict marker has.
    pub marker: usize,
}

/// What came of it.
pub struct Outcome {
    /// The text, and what a person is to decide.
    pub merged: Merged,
    /// The sign-offs of one side's text that another text would void, in order of day.
    pub signed: Vec<Statement>,
}

/// Merges two versions of the file at a path. The statements are those that are known of it anywhere: path and text.
pub fn merge(path: &str, versions: &Versions<'_>, statements: &[(String, String)]) -> Outcome {
    let record = match locate(path) {
        Located::Record(place) => Some(place.id),
        _ => None,
    };
    let signed = match &record {
        Some(record) => signed(record, versions, statements),
        None => Vec::new(),
    };
    let manner = Manner {
        marker: versions.marker,
        names: ["here", "before", "merged in"],
        keys: KNOWN_BY,
        decide_all: !signed.is_empty(),
    };
    Outcome {
        merged: merge::merge(&manner, versions.base, versions.ours, versions.theirs),
        signed,
    }
}

/// The sign-offs that hold for one side's text and not for the other's.
fn signed(
    record: &RecordId,
    versions: &Versions<'_>,
    statements: &[(String, String)],
) -> Vec<Statement> {
    let mut sources = Sources::default();
    let mut found: Vec<Statement> = Vec::new();
    let mut texts: Vec<&str> = Vec::new();
    for (path, text) in statements {
        let Located::SignOff(place) = locate(path) else {
            continue;
        };
        if place.record != *record || texts.contains(&text.as_str()) {
            continue;
        }
        texts.push(text);
        let file = SourceFile::new(path.clone(), text.clone());
        let source = sources.add(file.clone());
        let (Some(filed), _) = parse_statement(source, &file, &place) else {
            continue;
        };
        let made = filed.data;
        let holds = |text| seal::digest(&made.store.value, record, text) == made.digest.value;
        if made.meaning != Meaning::NotAvailable && holds(versions.ours) != holds(versions.theirs) {
            found.push(made);
        }
    }
    found.sort_by(|one, other| {
        let key = |made: &Statement| (made.signed.value, made.role);
        key(one).cmp(&key(other))
    });
    found
}
