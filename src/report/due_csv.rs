//! What falls due, as a table for a spreadsheet: RFC 4180, and no cell that a spreadsheet would run as a formula.

use csv::{Terminator, WriterBuilder};

use super::visible;
use crate::due::Due;
use crate::reading::Reading;

/// The columns, in their order. Stable: columns are only ever added, at the end.
pub const COLUMNS: [&str; 14] = [
    "id",
    "kind",
    "worker",
    "child",
    "supervisor",
    "subject",
    "due",
    "state",
    "days",
    "counted_from",
    "path",
    "rule",
    "clauses",
    "why",
];

/// The dues, a row each, below a row of headings.
pub fn dues(reading: &Reading, dues: &[&Due]) -> String {
    const MEMORY: &str = "memory takes every row, and every row is as long as the first";
    let mut table = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    table.write_record(COLUMNS).expect(MEMORY);
    for due in dues {
        table.write_record(row(reading, due)).expect(MEMORY);
    }
    let bytes = table.into_inner().expect(MEMORY);
    String::from_utf8(bytes).expect("cells are text")
}

fn row(reading: &Reading, due: &Due) -> [String; 14] {
    let text = |text: Option<&str>| cell(text.unwrap_or_default());
    let from = due.counted_from;
    let path = from.map(|from| reading.sources.file(from.span.source).path());
    let clauses: Vec<String> = due.because.iter().map(ToString::to_string).collect();
    [
        cell(&due.id),
        cell(due.kind.name()),
        text(due.worker.as_ref().map(|id| id.as_str())),
        text(due.child.as_ref().map(|id| id.as_str())),
        text(due.supervisor.as_ref().map(|id| id.as_str())),
        text(due.subject.as_deref()),
        due.due.map(|day| day.to_string()).unwrap_or_default(),
        cell(due.state.name()),
        // A number, which may begin with a minus and is no formula.
        due.days_from(reading.today)
            .map(|days| days.to_string())
            .unwrap_or_default(),
        from.map(|from| from.day.to_string()).unwrap_or_default(),
        text(path),
        cell(&due.rule),
        cell(&clauses.join("; ")),
        cell(&due.why.join("; ")),
    ]
}

/// Text that no spreadsheet runs. One that cuts cells at other signs than the comma would find a formula in the middle of a
/// cell, so an apostrophe stands before every sign that could begin one, wherever a cell might be taken to begin.
pub(super) fn cell(text: &str) -> String {
    let text = visible(text);
    let mut safe = String::with_capacity(text.len());
    let mut begins = true;
    for sign in text.chars() {
        if begins && begins_a_formula(sign) {
            safe.push('\'');
        }
        let goes_on = begins && (sign.is_whitespace() || matches!(sign, '"' | '\''));
        begins = goes_on || matches!(sign, ',' | ';' | '|');
        safe.push(sign);
    }
    safe
}

fn begins_a_formula(sign: char) -> bool {
    // The wide forms are what some spreadsheets take for the narrow ones.
    matches!(sign, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_formula_is_text_and_text_stays_as_it_is() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell(" @SUM(A1)"), " '@SUM(A1)");
        assert_eq!(cell("one; =2"), "one; '=2");
        assert_eq!(cell("a\t=1\r\n"), "a\\u{9}=1\\u{d}\\u{a}");
        assert_eq!(
            cell("jo-field/worker-session/2026-03-09"),
            "jo-field/worker-session/2026-03-09"
        );
    }

    proptest! {
        #[test]
        fn no_piece_of_a_cell_begins_a_formula(text in r#"[-=+@a"',;| \t\r\n＝\u{1b}]{0,12}"#) {
            let safe = cell(&text);
            prop_assert!(!safe.chars().any(char::is_control), "{safe:?}");
            for piece in safe.split([',', ';', '|']) {
                let bare = piece.trim_start_matches([' ', '"']);
                prop_assert!(!bare.starts_with(begins_a_formula), "{safe:?}");
            }
        }
    }
}
