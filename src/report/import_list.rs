//! What an extract would change, or has changed: record by record, in the trade's words; and the rows that cannot be taken.
//!
//! Values of an extract are not repeated here, beyond ids, days and words of the vocabulary, unless the reader asked for them.

mod json_v1;

use std::fmt::Write;

use super::plain::Words;
use super::visible;
use crate::calendar::Day;

pub use json_v1::import as json;

/// What became of an extract.
#[derive(Debug, Default)]
pub struct Listing {
    /// How many rows it has below its headings.
    pub rows: usize,
    /// How many of them the mapping leaves out.
    pub passed_over: usize,
    /// The records that change, by path.
    pub changes: Vec<Change>,
    /// How many records are as the extract has them.
    pub same: usize,
    /// What the extract says nothing of and the record says still holds.
    pub left_alone: Vec<LeftAlone>,
    /// The rows that cannot be taken.
    pub refused: Vec<Refused>,
    /// How many findings that are no fault of form the changes bring: what falls due by them.
    pub brought: usize,
}

/// A record that changes.
#[derive(Debug)]
pub struct Change {
    /// Whose it is: the id.
    pub record: String,
    /// Its path.
    pub path: String,
    /// Whether it is new.
    pub is_new: bool,
    /// What changes, one phrase each.
    pub says: Vec<String>,
    /// The rows that say so.
    pub rows: Vec<usize>,
}

/// Something that holds on in a record, of which the extract says nothing.
#[derive(Debug)]
pub struct LeftAlone {
    /// Whose record.
    pub record: String,
    /// What holds on.
    pub says: String,
}

/// A row that cannot be taken.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Its number in the extract; none for what is about a record as a whole.
    pub row: Option<usize>,
    /// The heading of its column.
    pub column: Option<String>,
    /// Whose record it is about, where that is known.
    pub record: Option<String>,
    /// Why.
    pub reason: String,
    /// What to do.
    pub help: String,
    /// The other place, as `path:line`.
    pub place: Option<String>,
    /// What stands in the cell.
    pub value: Option<String>,
}

/// The changes and what is in their way, as people read them.
pub fn list(listing: &Listing, extract: &str, today: Day, words: Words) -> String {
    let mut out = String::new();
    for (title, is_new) in [("New", true), ("Changed", false)] {
        let changes = listing
            .changes
            .iter()
            .filter(|change| change.is_new == is_new);
        let changes: Vec<&Change> = changes.collect();
        if changes.is_empty() {
            continue;
        }
        writeln!(out, "{title} ({})", changes.len()).expect("writing to text");
        for change in changes {
            // A person and a worker of one id are told apart by their files.
            writeln!(
                out,
                "  {}: {}\n      in {}, by {}",
                change.record,
                change.says.join("; "),
                change.path,
                rows(&change.rows),
            )
            .expect("writing to text");
        }
        out.push('\n');
    }
    if !listing.left_alone.is_empty() {
        writeln!(out, "Left alone ({})", listing.left_alone.len()).expect("writing to text");
        for left in &listing.left_alone {
            writeln!(out, "  {}: {}", left.record, left.says).expect("writing to text");
        }
        out.push('\n');
    }
    out.push_str(&refusals(listing, extract, today, words));
    out.push('\n');
    out
}

/// What is in the way, and how much of what there is: what stands beside a diff.
pub fn refusals(listing: &Listing, extract: &str, today: Day, words: Words) -> String {
    let mut out = String::new();
    if !listing.refused.is_empty() {
        writeln!(out, "Refused ({})", listing.refused.len()).expect("writing to text");
        for refused in &listing.refused {
            out.push_str(&self::refused(refused, extract, words));
        }
        out.push('\n');
    }
    out.push_str(&counts(listing, today));
    out
}

fn refused(refused: &Refused, extract: &str, words: Words) -> String {
    let mut place = visible(extract).into_owned();
    if let Some(row) = refused.row {
        place.push_str(&format!(", row {row}"));
    }
    if let Some(column) = &refused.column {
        place.push_str(&format!(", column `{}`", visible(column)));
    }
    let whose = match &refused.record {
        Some(record) => format!("{record}: "),
        None => String::new(),
    };
    let mut out = format!("  {place}: {whose}{}\n", visible(&refused.reason));
    if let Some(other) = &refused.place {
        out.push_str(&format!("      it stands at {other}\n"));
    }
    if let Some(value) = refused.value.as_ref().filter(|_| words == Words::Shown) {
        out.push_str(&format!("      the cell says: {}\n", visible(value)));
    }
    out.push_str(&format!("      {}\n", visible(&refused.help)));
    out
}

fn rows(rows: &[usize]) -> String {
    match rows {
        [] => "no row".to_owned(),
        [row] => format!("row {row}"),
        rows => {
            let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
            format!("rows {}", rows.join(", "))
        }
    }
}

/// How much of what there is, in one line.
fn counts(listing: &Listing, today: Day) -> String {
    let is_new = listing
        .changes
        .iter()
        .filter(|change| change.is_new)
        .count();
    let mut parts = vec![
        count(listing.rows, "row", "rows"),
        format!("{} new", count(is_new, "record", "records")),
        format!("{} changed", listing.changes.len() - is_new),
        format!("{} the same", listing.same),
    ];
    if listing.passed_over > 0 {
        parts.push(format!(
            "{} left out by the mapping",
            count(listing.passed_over, "row", "rows")
        ));
    }
    parts.push(format!(
        "{} refused",
        count(listing.refused.len(), "row", "rows")
    ));
    format!("{} (as of {today})", parts.join(", "))
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
