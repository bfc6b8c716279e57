//! The machine's form of what an extract changes, version 1: `schemas/output/import.schema.json`. Stable: fields are only ever
//! added.

use serde::Serialize;

use super::Listing;
use crate::calendar::Day;
use crate::report::plain::Words;

#[derive(Serialize)]
struct Import<'a> {
    version: u32,
    as_of: String,
    written: bool,
    counts: Counts,
    changes: Vec<ChangeOut<'a>>,
    left_alone: Vec<LeftAloneOut<'a>>,
    refused: Vec<RefusedOut<'a>>,
}

#[derive(Serialize)]
struct Counts {
    rows: usize,
    left_out: usize,
    new: usize,
    changed: usize,
    same: usize,
    refused: usize,
    findings_brought: usize,
}

#[derive(Serialize)]
struct ChangeOut<'a> {
    record: &'a str,
    path: &'a str,
    new: bool,
    says: &'a [String],
    rows: &'a [usize],
}

#[derive(Serialize)]
struct LeftAloneOut<'a> {
    record: &'a str,
    says: &'a str,
}

#[derive(Serialize)]
struct RefusedOut<'a> {
    row: Option<usize>,
    column: Option<&'a str>,
    record: Option<&'a str>,
    reason: &'a str,
    help: &'a str,
    place: Option<&'a str>,
    value: Option<&'a str>,
}

/// The changes as a document of their own.
pub fn import(listing: &Listing, today: Day, written: bool, words: Words) -> String {
    let new = listing
        .changes
        .iter()
        .filter(|change| change.is_new)
        .count();
    let changes = listing.changes.iter().map(|change| ChangeOut {
        record: &change.record,
        path: &change.path,
        new: change.is_new,
        says: &change.says,
        rows: &change.rows,
    });
    let left_alone = listing.left_alone.iter().map(|left| LeftAloneOut {
        record: &left.record,
        says: &left.says,
    });
    let refused = listing.refused.iter().map(|refused| RefusedOut {
        row: refused.row,
        column: refused.column.as_deref(),
        record: refused.record.as_deref(),
        reason: &refused.reason,
        help: &refused.help,
        place: refused.place.as_deref(),
        value: refused.value.as_deref().filter(|_| words == Words::Shown),
    });
    let out = Import {
        version: 1,
        as_of: today.to_string(),
        written,
        counts: Counts {
            rows: listing.rows,
            left_out: listing.passed_over,
            new,
            changed: listing.changes.len() - new,
            same: listing.same,
            refused: listing.refused.len(),
            findings_brought: listing.brought,
        },
        changes: changes.collect(),
        left_alone: left_alone.collect(),
        refused: refused.collect(),
    };
    let text = serde_json::to_string_pretty(&out).expect("types of our own are JSON");
    format!("{text}\n")
}
