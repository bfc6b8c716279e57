//! Timeliness over a period as a document: figures, a picture of them, what was missed and what does not count.

use super::blocks::{heading, list, paragraph, table};
use super::chart::{self, Bar};
use super::document::{Block, CalloutKind, Document, Figure as Picture};
use super::marking;
use super::obligation::{
    elsewhere, how_late, in_time, label, record, share, short_label, what, why_not,
};
use super::wording::Wording;
use crate::due::timeliness::{By, Figure, Obligation, figures, groups};
use crate::report::timeliness::Timeliness;
use crate::report::visible;

/// The whole report. `revision` is what it is made from, as [`marking::revision_words`] says it.
pub fn timeliness(words: &Wording, report: &Timeliness<'_>, revision: Option<&str>) -> Document {
    let total = figures(&report.obligations);
    let mut blocks = Vec::new();
    blocks.extend(limits(words, report).map(|limits| paragraph(&limits)));
    let caveats = caveats(words, report);
    if !caveats.is_empty() {
        blocks.push(Block::Callout {
            kind: CalloutKind::Important,
            blocks: caveats.iter().map(|line| paragraph(line)).collect(),
        });
    }
    if total.is_empty() {
        blocks.push(paragraph(&words.say("timeliness.nothing-due")));
    } else {
        blocks.push(total_table(words, &total));
        blocks.extend(picture(words, &total));
    }
    if let Some(by) = report.by.filter(|_| !total.is_empty()) {
        blocks.push(heading(
            &words.say(&format!("timeliness.groups.title.{}", by.name())),
        ));
        blocks.push(group_table(words, report, by, &total));
    }
    let counted = |key: &str, many: usize| heading(&words.with(key, &[("count", &many)]));
    let missed = report.missed();
    blocks.push(counted("timeliness.missed.title", missed.len()));
    blocks.push(missed_table(words, report, &missed));
    let left_out = report.not_counted();
    blocks.push(counted("timeliness.left-out.title", left_out.len()));
    blocks.push(left_out_table(words, &left_out));
    blocks.push(heading(&words.say("timeliness.how-to-read.title")));
    let lines = ["in-time", "gaps", "period", "not-counted"];
    let lines = lines.map(|line| words.say(&format!("timeliness.how-to-read.{line}")));
    blocks.push(list(lines.iter().map(String::as_str)));
    let title = words.with(
        "timeliness.title",
        &[
            ("from", &words.day(report.from)),
            ("to", &words.day(report.to)),
        ],
    );
    marking::marked(
        words,
        title,
        blocks,
        report.reading.records.settings(),
        revision,
        report.reading.today,
    )
}

/// To whom the report is limited; none where it is about everybody.
fn limits(words: &Wording, report: &Timeliness<'_>) -> Option<String> {
    let limits = report.only.iter().map(|(by, id)| {
        let key = format!("timeliness.limit.{}", by.name());
        words.with(&key, &[("id", id)])
    });
    let limits: Vec<String> = limits.collect();
    (!limits.is_empty()).then(|| words.with("timeliness.only", &[("limits", &limits.join(", "))]))
}

/// What stands in the way of judging everything.
fn caveats(words: &Wording, report: &Timeliness<'_>) -> Vec<String> {
    let halves = report.not_here.iter();
    let mut caveats: Vec<String> = halves.map(|half| elsewhere(words, *half)).collect();
    match report.reading.records.unread.len() {
        0 => {}
        many => caveats.push(words.many("obligations.unread", many, &[])),
    }
    caveats
}

/// A table by its group of strings.
fn worded(
    words: &Wording,
    group: &str,
    head: &[&str],
    right: &[usize],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Block {
    let say = |name: &str| words.say(&format!("timeliness.{group}.{name}"));
    let head: Vec<String> = head.iter().map(|name| say(name)).collect();
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    table(&say("caption"), &head, right, rows)
}

fn total_table(words: &Wording, total: &[Figure]) -> Block {
    let rows = total.iter().map(|figure| {
        vec![
            label(words, figure),
            in_time(words, figure),
            share(words, figure).unwrap_or_default(),
            figure.late.to_string(),
            figure.not_done.to_string(),
            figure.left_out().to_string(),
        ]
    });
    let head = [
        "what",
        "in-time",
        "share",
        "late",
        "not-done",
        "not-counted",
    ];
    worded(words, "total", &head, &[1, 2, 3, 4, 5], rows)
}

fn picture(words: &Wording, total: &[Figure]) -> Option<Block> {
    let due = total.iter().filter(|figure| figure.due() > 0);
    let bars: Vec<Bar> = due
        .map(|figure| Bar {
            label: label(words, figure),
            value: words.with(
                "timeliness.picture.share",
                &[
                    ("of", &in_time(words, figure)),
                    ("share", &share(words, figure).unwrap_or_default()),
                ],
            ),
            parts: [figure.in_time, figure.late, figure.not_done],
        })
        .collect();
    let spoken: Vec<String> = bars
        .iter()
        .map(|bar| {
            words.with(
                "timeliness.picture.kind",
                &[("what", &bar.label), ("share", &bar.value)],
            )
        })
        .collect();
    let title = words.say("timeliness.picture.title");
    let drawn = words.with("timeliness.picture.drawn", &[("kinds", &spoken.join("; "))]);
    let key = ["in-time", "late", "not-done"];
    let key = key.map(|name| words.say(&format!("timeliness.picture.{name}")));
    (!bars.is_empty()).then(|| {
        Block::Figure(Picture {
            svg: chart::shares(&title, &drawn, key.each_ref().map(String::as_str), &bars),
            title,
            description: words.say("timeliness.picture.beside"),
        })
    })
}

fn group_table(words: &Wording, report: &Timeliness<'_>, by: By, total: &[Figure]) -> Block {
    let say = |what: &str| words.say(&format!("timeliness.groups.{what}.{}", by.name()));
    let labels = total.iter().map(|figure| short_label(words, figure));
    let heads: Vec<String> = std::iter::once(say("head")).chain(labels).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let rows = groups(&report.obligations, by).into_iter().map(|group| {
        let name = group_name(words, group.name.as_deref());
        let cells = total.iter().map(|column| {
            let mut theirs = group.figures.iter();
            let theirs = theirs.find(|one| (one.kind, one.must) == (column.kind, column.must));
            theirs.map_or_else(
                || words.say("obligations.none-due"),
                |theirs| in_time(words, theirs),
            )
        });
        std::iter::once(name).chain(cells).collect::<Vec<_>>()
    });
    let right: Vec<usize> = (1..heads.len()).collect();
    table(&say("caption"), &heads, &right, rows)
}

fn missed_table(words: &Wording, report: &Timeliness<'_>, missed: &[&Obligation]) -> Block {
    if missed.is_empty() {
        return paragraph(&words.say("timeliness.missed.none"));
    }
    let rows = missed.iter().map(|one| {
        vec![
            day(words, one),
            whose(words, one),
            what(words, one),
            how_late(words, one),
            record(words, report, one),
        ]
    });
    let head = ["due", "worker", "what", "how-late", "record"];
    worded(words, "missed", &head, &[], rows)
}

fn left_out_table(words: &Wording, left_out: &[&Obligation]) -> Block {
    if left_out.is_empty() {
        return paragraph(&words.say("timeliness.left-out.none"));
    }
    let rows = left_out.iter().map(|one| {
        vec![
            day(words, one),
            whose(words, one),
            what(words, one),
            why_not(words, one),
        ]
    });
    let head = ["due", "worker", "what", "why"];
    worded(words, "left-out", &head, &[], rows)
}

fn day(words: &Wording, one: &Obligation) -> String {
    let due = one.due.map(|due| due.to_string());
    due.unwrap_or_else(|| words.say("obligations.day-not-known"))
}

fn whose(words: &Wording, one: &Obligation) -> String {
    group_name(words, one.worker.as_ref().map(|id| id.as_str()))
}

/// What a worker, a team or a supervisor is called.
fn group_name(words: &Wording, name: Option<&str>) -> String {
    name.map_or_else(
        || words.say("obligations.nobody"),
        |name| visible(name).into_owned(),
    )
}
