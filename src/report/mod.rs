//! What the program says about records: findings, due dates and figures as text and as JSON. Strings out; nothing is printed here.

mod about;
pub mod action_list;
pub mod audit;
pub mod audit_draw;
pub mod blame_list;
pub mod changes;
pub mod clause;
pub mod commit_subject;
pub mod due_csv;
pub mod due_ics;
pub mod due_list;
pub mod github;
pub mod import_list;
pub mod json_v1;
pub mod junit;
pub mod log;
mod masks;
pub mod mending;
pub mod noted;
pub mod pages;
pub mod plain;
pub mod policy_changes;
pub mod policy_list;
pub mod refusal;
pub mod sarif;
pub mod saving;
pub mod self_audit;
pub mod short;
pub mod timeliness;
mod visible;
pub mod why;

pub use visible::visible;

use crate::diag::{Counts, Diagnostic};

/// The last line of a check: what was found in how many records.
pub fn summary(counts: Counts, records: usize) -> String {
    let count = |number: usize, word: &str| match number {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{number} {word}s")),
    };
    let parts: Vec<String> = [
        count(counts.error, "error"),
        count(counts.warning, "warning"),
        count(counts.note, "note"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let records = count(records, "record").unwrap_or_else(|| "0 records".to_owned());
    match parts.is_empty() {
        true => format!("{records} checked: nothing is wrong"),
        false => format!("{records} checked: {}", parts.join(", ")),
    }
}

/// A path of the store as one of its repository, which is where other programs look for it.
fn in_repository(folder: &str, path: &str) -> String {
    match folder.is_empty() {
        true => path.to_owned(),
        false => format!("{folder}/{path}"),
    }
}

/// What is wrong, who asks, and what to do, a line each.
fn in_lines(finding: &Diagnostic) -> String {
    let mut lines = visible(&finding.message).into_owned();
    if !finding.because.is_empty() {
        let clauses: Vec<String> = finding.because.iter().map(ToString::to_string).collect();
        lines.push_str(&format!("\nbecause: {}", visible(&clauses.join("; "))));
    }
    if let Some(help) = &finding.help {
        lines.push_str(&format!("\nhelp: {}", visible(help)));
    }
    lines
}
