//! Which dates a change of policy moves: for a practice lead who decides on it, and for programs.

use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;

use crate::due::Due;
use crate::due::moved::{Moved, Way};
use crate::reading::Reading;

use super::due_list::what;

/// The dates that move, in tables, sooner ones first.
pub fn human(
    reading: &Reading,
    before: &str,
    after: &str,
    moved: &[Moved<'_>],
    width: usize,
) -> String {
    let mut out = format!(
        "What changes if {after} stands in the place of {before} (as of {})\n",
        reading.today.in_words()
    );
    if moved.is_empty() {
        out.push_str("\nNo date moves.\n");
    }
    for way in Way::ALL {
        let group: Vec<&Moved<'_>> = moved.iter().filter(|moved| moved.way() == way).collect();
        if group.is_empty() {
            continue;
        }
        out.push_str(&format!("\n{} ({})\n", title(way), group.len()));
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        for moved in group {
            table.add_row(row(moved));
        }
        for line in table.lines() {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    let overdue = moved
        .iter()
        .filter(|one| becomes_overdue(one, reading))
        .count();
    if overdue > 0 {
        out.push_str(&format!("\n{overdue} of these would be overdue at once.\n"));
    }
    out
}

fn title(way: Way) -> &'static str {
    match way {
        Way::Sooner => "Sooner",
        Way::New => "Asked for that was not",
        Way::Later => "Later",
        Way::Gone => "No longer asked for",
        Way::Told => "Could be told on one side only",
    }
}

fn row(moved: &Moved<'_>) -> Vec<String> {
    let due = moved.due();
    let day = |due: Option<&Due>| match due.map(|due| due.due) {
        None => "-".to_owned(),
        Some(None) => "?".to_owned(),
        Some(Some(day)) => day.to_string(),
    };
    let by = match shift(moved) {
        Some(days) if days.abs() == 1 => format!("{days:+} day"),
        Some(days) => format!("{days:+} days"),
        None => String::new(),
    };
    let clauses: Vec<&str> = due
        .because
        .iter()
        .map(|citation| citation.clause.as_str())
        .collect();
    vec![
        day(moved.before),
        "to".to_owned(),
        day(moved.after),
        by,
        due.worker
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        what(due),
        clauses.join(", "),
    ]
}

/// By how many days a date moves.
pub(super) fn shift(moved: &Moved<'_>) -> Option<i64> {
    Some(moved.before?.due?.days_to(moved.after?.due?))
}

fn becomes_overdue(moved: &Moved<'_>, reading: &Reading) -> bool {
    let is_late = |due: Option<&Due>| {
        due.and_then(|due| due.due)
            .is_some_and(|day| day < reading.today)
    };
    is_late(moved.after) && !is_late(moved.before)
}

#[derive(Serialize)]
struct Changes<'a> {
    version: u32,
    as_of: String,
    before: &'a str,
    after: &'a str,
    moved: Vec<MovedOut<'a>>,
}

#[derive(Serialize)]
pub(super) struct MovedOut<'a> {
    way: &'a str,
    kind: &'a str,
    worker: Option<&'a str>,
    child: Option<&'a str>,
    subject: Option<&'a str>,
    before: Option<SideOut<'a>>,
    after: Option<SideOut<'a>>,
    days: Option<i64>,
}

#[derive(Serialize)]
struct SideOut<'a> {
    id: &'a str,
    due: Option<String>,
    state: &'a str,
    rule: &'a str,
    clauses: Vec<&'a str>,
}

fn side(due: &Due) -> SideOut<'_> {
    SideOut {
        id: &due.id,
        due: due.due.map(|day| day.to_string()),
        state: due.state.name(),
        rule: &due.rule,
        clauses: due
            .because
            .iter()
            .map(|citation| citation.clause.as_str())
            .collect(),
    }
}

/// The same for programs.
pub fn json(reading: &Reading, before: &str, after: &str, moved: &[Moved<'_>]) -> String {
    let out = moved.iter().map(moved_out);
    super::json_v1::to_text(&Changes {
        version: 1,
        as_of: reading.today.to_string(),
        before,
        after,
        moved: out.collect(),
    })
}

/// A date that moves.
pub(super) fn moved_out<'a>(one: &Moved<'a>) -> MovedOut<'a> {
    let due = one.due();
    MovedOut {
        way: one.way().name(),
        kind: due.kind.name(),
        worker: due.worker.as_ref().map(|id| id.as_str()),
        child: due.child.as_ref().map(|id| id.as_str()),
        subject: due.subject.as_deref(),
        before: one.before.map(side),
        after: one.after.map(side),
        days: shift(one),
    }
}
