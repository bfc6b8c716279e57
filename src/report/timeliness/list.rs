//! Timeliness for a team manager: the figures in a table, then what was missed and what does not count.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::{
    HOW_TO_READ, Timeliness, group_name, how_late, label, of, share, short_label, what, why_not,
};
use crate::due::timeliness::{By, Figure, Obligation, figures, groups};
use crate::report::visible;

/// The whole report.
pub fn page(report: &Timeliness<'_>, width: usize) -> String {
    let mut out = format!("{}\n", report.title());
    out.push_str(&format!("As of {}\n", report.reading.today.in_words()));
    if let Some(line) = report.limits() {
        out.push_str(&format!("{line}\n"));
    }
    for line in report.caveats() {
        out.push_str(&format!("{}\n", folded(&line, width)));
    }
    let total = figures(&report.obligations);
    if total.is_empty() {
        out.push_str("\nNothing fell due in this period.\n");
    } else {
        out.push_str("\nIn total\n");
        push(&mut out, total_table(&total), width);
        if let Some(by) = report.by {
            out.push_str(&format!("\nIn time, by {}\n", by.name()));
            push(&mut out, group_table(report, by, &total), width);
        }
    }
    list(&mut out, "Missed", &report.missed(), width, |one| {
        vec![how_late(one), report.record(one)]
    });
    list(
        &mut out,
        "Not counted",
        &report.not_counted(),
        width,
        |one| vec![why_not(one)],
    );
    out.push('\n');
    for line in HOW_TO_READ {
        out.push_str(&format!("{}\n", folded(line, width)));
    }
    out
}

fn total_table(total: &[Figure]) -> Table {
    let mut table = plain_table();
    table.set_header(["", "in time", "", "late", "not done", "not counted"]);
    for figure in total {
        table.add_row([
            label(figure),
            of(figure),
            share(figure),
            number(figure.late),
            number(figure.not_done),
            number(figure.left_out()),
        ]);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// A row for each group and a column for each figure of the total.
fn group_table(report: &Timeliness<'_>, by: By, total: &[Figure]) -> Table {
    let mut table = plain_table();
    table.set_header(std::iter::once(String::new()).chain(total.iter().map(short_label)));
    for group in groups(&report.obligations, by) {
        let cells = total.iter().map(|column| {
            let theirs = group.figures.iter();
            let mut theirs =
                theirs.filter(|one| (one.kind, one.must) == (column.kind, column.must));
            theirs
                .next()
                .filter(|one| one.due() > 0)
                .map_or_else(|| "-".to_owned(), of)
        });
        let name = group_name(group.name.as_deref());
        table.add_row(std::iter::once(name).chain(cells));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn list(
    out: &mut String,
    title: &str,
    obligations: &[&Obligation],
    width: usize,
    rest: impl Fn(&Obligation) -> Vec<String>,
) {
    if obligations.is_empty() {
        return;
    }
    out.push_str(&format!("\n{title} ({})\n", obligations.len()));
    let mut table = plain_table();
    for one in obligations {
        let day = one
            .due
            .map_or_else(|| "?".to_owned(), |day| day.to_string());
        let worker = one
            .worker
            .as_ref()
            .map(|id| id.as_str())
            .unwrap_or_default();
        let mut row = vec![day, worker.to_owned(), what(one)];
        row.extend(rest(one).iter().map(|cell| visible(cell).into_owned()));
        table.add_row(row);
    }
    push(out, table, width);
}

fn plain_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table
}

fn push(out: &mut String, mut table: Table, width: usize) {
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    for line in table.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn number(number: usize) -> String {
    match number {
        0 => "-".to_owned(),
        number => number.to_string(),
    }
}

/// Words in lines of a width.
pub(in crate::report) fn folded(words: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        let line = lines.last_mut().expect("one is always there");
        if line.chars().count() + 1 + word.chars().count() > width && !line.is_empty() {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}
