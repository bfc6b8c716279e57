//! Timeliness for a spreadsheet: a row for each obligation, counted or not, from which every figure can be reckoned again.

use ::csv::{Terminator, WriterBuilder};

use super::{Timeliness, why_not};
use crate::due::timeliness::{Obligation, Outcome};
use crate::report::due_csv::cell;

/// The columns, in their order. Stable: columns are only ever added, at the end.
pub const COLUMNS: [&str; 19] = [
    "kind",
    "asked",
    "worker",
    "team",
    "supervisor",
    "child",
    "due",
    "outcome",
    "done",
    "days_late",
    "not_counted",
    "not_counted_because",
    "counted_from",
    "counted_from_path",
    "done_path",
    "rule",
    "clauses",
    "asked_by",
    "note",
];

/// The obligations, a row each, below a row of headings.
pub fn table(report: &Timeliness<'_>) -> String {
    const MEMORY: &str = "memory takes every row, and every row is as long as the first";
    let mut table = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    table.write_record(COLUMNS).expect(MEMORY);
    for one in &report.obligations {
        table.write_record(row(report, one)).expect(MEMORY);
    }
    let bytes = table.into_inner().expect(MEMORY);
    String::from_utf8(bytes).expect("cells are text")
}

fn row(report: &Timeliness<'_>, one: &Obligation) -> [String; 19] {
    let text = |text: Option<&str>| cell(text.unwrap_or_default());
    let day =
        |day: Option<crate::calendar::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let from = one.counted_from;
    let clauses: Vec<String> = one.because.iter().map(ToString::to_string).collect();
    let reason = match one.outcome {
        Outcome::NotCounted(reason) => Some(reason),
        _ => None,
    };
    [
        cell(one.kind.name()),
        cell(if one.must { "must" } else { "should" }),
        text(one.worker.as_ref().map(|id| id.as_str())),
        text(one.team.as_ref().map(|id| id.as_str())),
        text(one.supervisor.as_ref().map(|id| id.as_str())),
        text(one.child.as_ref().map(|id| id.as_str())),
        day(one.due),
        cell(one.outcome.name()),
        day(one.done.map(|done| done.value)),
        one.days_late
            .map(|days| days.to_string())
            .unwrap_or_default(),
        text(reason.map(|reason| reason.name())),
        cell(&why_not(one)),
        day(from.map(|from| from.day)),
        text(from.map(|from| report.path(from.span))),
        text(one.done.map(|done| report.path(done.span))),
        cell(&one.rule),
        cell(&clauses.join("; ")),
        cell(&one.asked.join("; ")),
        text(one.note.as_ref().map(ToString::to_string).as_deref()),
    ]
}
