//! Open actions for a spreadsheet.

use ::csv::{Terminator, WriterBuilder};

use super::Open;
use crate::reading::Reading;
use crate::report::due_csv::cell;

/// The columns, in their order. Stable: columns are only ever added, at the end.
pub const COLUMNS: [&str; 9] = [
    "id",
    "owner",
    "worker",
    "child",
    "by_when",
    "state",
    "days",
    "agreed_in",
    "path",
];

/// The actions, a row each, below a row of headings.
pub fn table(reading: &Reading, actions: &[&Open<'_>]) -> String {
    const MEMORY: &str = "memory takes every row, and every row is as long as the first";
    let mut table = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    table.write_record(COLUMNS).expect(MEMORY);
    for open in actions {
        let due = open.due;
        let text = |text: Option<&str>| cell(text.unwrap_or_default());
        let days = due.days_from(reading.today);
        let row = [
            cell(open.id),
            cell(open.owner.as_str()),
            text(due.worker.as_ref().map(|id| id.as_str())),
            text(due.child.as_ref().map(|id| id.as_str())),
            due.due.map(|day| day.to_string()).unwrap_or_default(),
            cell(due.state.name()),
            // A number, which may begin with a minus and is no formula.
            days.map(|days| days.to_string()).unwrap_or_default(),
            cell(open.record.as_str()),
            cell(reading.sources.file(open.source).path()),
        ];
        table.write_record(row).expect(MEMORY);
    }
    let bytes = table.into_inner().expect(MEMORY);
    String::from_utf8(bytes).expect("cells are text")
}
