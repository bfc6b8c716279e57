//! What falls due, as columns that a supervisor plans by: what is late first, then by date, with the clauses that ask.

use comfy_table::{ContentArrangement, Table, presets};

use super::{noted, visible};
use crate::calendar::Day;
use crate::due::{Due, DueKind, State};
use crate::reading::Reading;

/// A group's title, and whether a due that is so many days away belongs to it.
type Group = (&'static str, fn(&Due, i64) -> bool);

/// The groups, in the order in which they are shown.
const GROUPS: &[Group] = &[
    ("Cannot tell", |due, _| due.state == State::CannotTell),
    ("Overdue", |due, _| due.state == State::Overdue),
    ("Due today", |due, _| due.state == State::Due),
    ("In the next four weeks", |due, days| {
        due.state == State::Coming && days <= 28
    }),
    ("Later", |due, days| due.state == State::Coming && days > 28),
    ("Suspended while the worker is away", |due, _| {
        due.state == State::Suspended
    }),
];

/// What the columns after the day are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// Whose, what, and the clauses that ask.
    What,
    /// Whose, and the id, by which `why` knows it.
    Ids,
}

/// The dues in their groups.
pub fn dues(reading: &Reading, dues: &[&Due], columns: Columns, width: usize) -> String {
    let mut out = format!("As of {}\n", reading.today.in_words());
    if dues.is_empty() {
        out.push_str("\nNothing is due.\n");
    }
    for (title, belongs) in GROUPS {
        let group: Vec<&&Due> = dues
            .iter()
            .filter(|due| belongs(due, due.days_from(reading.today).unwrap_or(0)))
            .collect();
        if group.is_empty() {
            continue;
        }
        out.push_str(&format!("\n{title} ({})\n", group.len()));
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        for due in group {
            table.add_row(row(due, columns, reading.today));
        }
        for line in table.lines() {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    if let Some(line) = noted::line(reading) {
        out.push_str(&format!("\n{line}\n"));
    }
    out
}

fn row(due: &Due, columns: Columns, today: Day) -> Vec<String> {
    let id = |id: Option<&str>| id.unwrap_or_default().to_owned();
    let clauses: Vec<&str> = due
        .because
        .iter()
        .map(|citation| citation.clause.as_str())
        .collect();
    let clauses = if clauses.is_empty() {
        due.rule.clone()
    } else {
        clauses.join(", ")
    };
    let mut row = vec![
        due.due
            .map_or_else(|| "?".to_owned(), |day| day.to_string()),
        when(due, today),
        id(due.worker.as_ref().map(|worker| worker.as_str())),
    ];
    match columns {
        Columns::Ids => row.push(due.id.clone()),
        Columns::What => row.extend([
            what(due),
            match due.kind {
                DueKind::Action => String::new(),
                _ => visible(&clauses).into_owned(),
            },
        ]),
    }
    row
}

pub(super) fn what(due: &Due) -> String {
    let spoken = due.kind.spoken();
    match (&due.child, &due.subject) {
        (Some(child), Some(subject)) if due.kind != DueKind::Action => {
            format!("{child}: {spoken} {subject}")
        }
        (_, Some(subject)) => format!("{spoken} {subject}"),
        (Some(child), None) => format!("{child}: {spoken}"),
        (None, None) => spoken.to_owned(),
    }
}

pub(super) fn when(due: &Due, today: Day) -> String {
    let days = |number: i64| {
        if number == 1 {
            "1 day".to_owned()
        } else {
            format!("{number} days")
        }
    };
    match due.days_from(today) {
        None => String::new(),
        Some(0) => "today".to_owned(),
        Some(late) if late < 0 => format!("{} late", days(-late)),
        Some(left) => format!("in {}", days(left)),
    }
}
