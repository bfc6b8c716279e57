//! Self-audits for a spreadsheet: a row for each rating.

use ::csv::{Terminator, WriterBuilder};

use super::Trend;
use crate::report::due_csv::cell;

/// The columns, in their order. Stable: columns are only ever added, at the end.
pub const COLUMNS: [&str; 7] = [
    "worker", "as", "date", "point", "question", "rating", "record",
];

/// The ratings, a row each, below a row of headings; point by point, oldest first.
pub fn table(trend: &Trend<'_>) -> String {
    const MEMORY: &str = "memory takes every row, and every row is as long as the first";
    let mut table = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    table.write_record(COLUMNS).expect(MEMORY);
    for point in &trend.points {
        for ((day, record), rating) in trend.audits.iter().zip(&point.ratings) {
            let Some(rating) = rating else { continue };
            let row = [
                cell(trend.id.as_str()),
                cell(trend.part_name()),
                day.to_string(),
                cell(&point.point),
                cell(point.question.as_deref().unwrap_or_default()),
                rating.to_string(),
                cell(record.as_str()),
            ];
            table.write_record(row).expect(MEMORY);
        }
    }
    let bytes = table.into_inner().expect(MEMORY);
    String::from_utf8(bytes).expect("cells are text")
}
