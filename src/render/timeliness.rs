//! Timeliness over a period as a document: figures, a picture of them, what was missed and what does not count.

use super::blocks::{heading, paragraph, table};
use super::chart::{self, Bar};
use super::document::{Block, CalloutKind, Document, Figure as Picture};
use super::marking;
use super::wording::Wording;
use crate::due::timeliness::{By, Figure, Obligation, figures, groups};
use crate::report::timeliness::{
    HOW_TO_READ, Timeliness, group_name, how_late, label, of, share, short_label, what, why_not,
};

/// The whole report. `revision` is what it is made from, as [`marking::revision_words`] says it.
pub fn timeliness(report: &Timeliness<'_>, revision: Option<&str>) -> Document {
    let total = figures(&report.obligations);
    let mut blocks = Vec::new();
    blocks.extend(report.limits().map(|limits| paragraph(&limits)));
    let caveats: Vec<Block> = report
        .caveats()
        .iter()
        .map(|line| paragraph(line))
        .collect();
    if !caveats.is_empty() {
        blocks.push(Block::Callout {
            kind: CalloutKind::Important,
            blocks: caveats,
        });
    }
    if total.is_empty() {
        blocks.push(paragraph("Nothing fell due in this period."));
    } else {
        blocks.push(total_table(&total));
        blocks.extend(picture(&total));
    }
    if let Some(by) = report.by.filter(|_| !total.is_empty()) {
        blocks.push(heading(&format!("By {}", by.name())));
        blocks.push(group_table(report, by, &total));
    }
    let missed = report.missed();
    blocks.push(heading(&format!("Missed ({})", missed.len())));
    blocks.push(missed_table(report, &missed));
    let not_counted = report.not_counted();
    blocks.push(heading(&format!("Not counted ({})", not_counted.len())));
    blocks.push(not_counted_table(&not_counted));
    blocks.push(heading("How to read this"));
    blocks.push(Block::List {
        ordered: false,
        start: 1,
        items: HOW_TO_READ
            .iter()
            .map(|line| vec![paragraph(line)])
            .collect(),
    });
    marking::marked(
        &Wording::default(),
        report.title(),
        blocks,
        report.reading.records.settings(),
        revision,
        report.reading.today,
    )
}

fn total_table(total: &[Figure]) -> Block {
    let heads = [
        "What",
        "In time",
        "Share",
        "Late",
        "Not done",
        "Not counted",
    ];
    let rows = total.iter().map(|figure| {
        vec![
            label(figure),
            of(figure),
            share(figure),
            figure.late.to_string(),
            figure.not_done.to_string(),
            figure.left_out().to_string(),
        ]
    });
    table(
        "What fell due in the period, and how much of it was in time",
        &heads,
        &[1, 2, 3, 4, 5],
        rows,
    )
}

fn picture(total: &[Figure]) -> Option<Block> {
    const TITLE: &str = "How much of what fell due was in time";
    let due = total.iter().filter(|figure| figure.due() > 0);
    let bars: Vec<Bar> = due
        .map(|figure| Bar {
            label: label(figure),
            value: format!("{} ({})", of(figure), share(figure)),
            parts: [figure.in_time, figure.late, figure.not_done],
        })
        .collect();
    let spoken: Vec<String> = bars
        .iter()
        .map(|bar| format!("{}: {}", bar.label, bar.value))
        .collect();
    let description = format!(
        "A bar for each kind, full as far as it was in time. {}.",
        spoken.join("; ")
    );
    let key = ["in time", "late", "not done"];
    (!bars.is_empty()).then(|| {
        Block::Figure(Picture {
            svg: chart::shares(TITLE, &description, key, &bars),
            title: TITLE.to_owned(),
            description: "The same figures stand in the table above.".to_owned(),
        })
    })
}

fn group_table(report: &Timeliness<'_>, by: By, total: &[Figure]) -> Block {
    let labels: Vec<String> = total.iter().map(short_label).collect();
    let who = match by {
        By::Worker => "Worker",
        By::Team => "Team",
        By::Supervisor => "Supervisor",
    };
    let heads: Vec<&str> = std::iter::once(who)
        .chain(labels.iter().map(String::as_str))
        .collect();
    let rows = groups(&report.obligations, by).into_iter().map(|group| {
        let name = group_name(group.name.as_deref());
        let cells = total.iter().map(|column| {
            let mut theirs = group.figures.iter();
            let theirs = theirs.find(|one| (one.kind, one.must) == (column.kind, column.must));
            theirs.map_or_else(|| "none due".to_owned(), of)
        });
        std::iter::once(name).chain(cells).collect::<Vec<_>>()
    });
    let right: Vec<usize> = (1..heads.len()).collect();
    let caption = format!("In time, of what fell due, by {}", by.name());
    table(&caption, &heads, &right, rows)
}

fn missed_table(report: &Timeliness<'_>, missed: &[&Obligation]) -> Block {
    if missed.is_empty() {
        return paragraph("Nothing was missed.");
    }
    let rows = missed.iter().map(|one| {
        vec![
            day(one),
            whose(one),
            what(one),
            how_late(one),
            report.record(one),
        ]
    });
    table(
        "What was late or has not been done",
        &["Due", "Worker", "What", "How late", "Record"],
        &[],
        rows,
    )
}

fn not_counted_table(not_counted: &[&Obligation]) -> Block {
    if not_counted.is_empty() {
        return paragraph("Everything that fell due is counted.");
    }
    let rows = not_counted
        .iter()
        .map(|one| vec![day(one), whose(one), what(one), why_not(one)]);
    table(
        "What is in neither number, and why",
        &["Due", "Worker", "What", "Why"],
        &[],
        rows,
    )
}

fn day(one: &Obligation) -> String {
    let due = one.due.map(|due| due.to_string());
    due.unwrap_or_else(|| "not known".to_owned())
}

fn whose(one: &Obligation) -> String {
    group_name(one.worker.as_ref().map(|id| id.as_str()))
}
