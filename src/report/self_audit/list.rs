//! The trend for a reader at the terminal.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::{RATINGS, Trend, spoken};
use crate::report::visible;

/// The whole report.
pub fn page(trend: &Trend<'_>, width: usize) -> String {
    let mut out = format!("{}\nAs of {}\n", trend.title(), trend.today.in_words());
    if trend.audits.is_empty() {
        out.push_str(&format!(
            "\nThere is no self-audit as a {} yet: `supervision new self-audit --worker {} --as {}` begins one.\n",
            trend.part_name(),
            trend.id,
            trend.part_name()
        ));
    } else {
        out.push_str(&format!("\n{}\n", key()));
        out.push_str(&format!("{}\n\n", summary(trend)));
        let mut table = plain(width);
        let days = trend.audits.iter().map(|(day, _)| day.to_string());
        table.set_header(
            std::iter::once("Point".to_owned())
                .chain(days)
                .chain([String::new()]),
        );
        for point in trend.rated() {
            let ratings = point.ratings.iter();
            let ratings =
                ratings.map(|rating| rating.map_or_else(|| "-".to_owned(), |one| one.to_string()));
            let name = visible(&point.spoken()).into_owned();
            table.add_row(std::iter::once(name).chain(ratings).chain([point.change()]));
        }
        for column in table.column_iter_mut().skip(1).take(trend.audits.len()) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        push(&mut out, &table);
        if !trend.barriers.is_empty() {
            out.push_str("\nBarriers named\n");
            let mut table = plain(width);
            for barrier in &trend.barriers {
                table.add_row([spoken(&barrier.barrier), named_on(trend, &barrier.named)]);
            }
            push(&mut out, &table);
        }
    }
    out.push_str("\nWhat the records of the last twelve months show of themselves, in sessions\n");
    let mut table = plain(width);
    for shown in &trend.shown {
        table.add_row([
            shown.what.spoken().to_owned(),
            format!("{} of {}", shown.some, shown.of),
        ]);
    }
    push(&mut out, &table);
    out
}

/// "Rated from 1 to 4: 1 hardly ever, 2 sometimes, 3 mostly, 4 always."
fn key() -> String {
    let key: Vec<String> = RATINGS
        .iter()
        .enumerate()
        .map(|(index, words)| format!("{} {words}", index + 1))
        .collect();
    format!("Rated from 1 to 4: {}.", key.join(", "))
}

/// "From 22 October 2025 to 21 October 2026: 17 points higher, 0 lower, 8 as before."
fn summary(trend: &Trend<'_>) -> String {
    match (trend.audits.first(), trend.audits.last()) {
        (Some((first, _)), Some((last, _))) if first != last => {
            let (up, down, same) = trend.moved();
            format!(
                "From {} to {}: {up} points higher, {down} lower, {same} as before.",
                first.in_words(),
                last.in_words()
            )
        }
        (Some((day, _)), _) => format!("One self-audit so far, of {}.", day.in_words()),
        _ => "No self-audit so far.".to_owned(),
    }
}

/// The days on which something was named.
fn named_on(trend: &Trend<'_>, named: &[bool]) -> String {
    let days = trend.audits.iter().zip(named).filter(|(_, named)| **named);
    let days: Vec<String> = days.map(|((day, _), _)| day.to_string()).collect();
    days.join(", ")
}

fn plain(width: usize) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table
}

fn push(out: &mut String, table: &Table) {
    for line in table.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}
