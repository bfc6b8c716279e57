//! How somebody sees their own practice over the years as a document: a table, a picture of it, the barriers.

use super::blocks::{heading, paragraph, table};
use super::chart_ratings::{self, Row};
use super::document::{Block, Document, Figure};
use super::marking;
use super::wording::Wording;
use crate::reading::Reading;
use crate::record::discussion::Party;
use crate::report::self_audit::{InTheWay, Point, Trend};

/// The whole report. `revision` is what it is made from, as [`marking::revision_words`] says it.
pub fn self_audit(
    words: &Wording,
    reading: &Reading,
    trend: &Trend<'_>,
    revision: Option<&str>,
) -> Document {
    let mut blocks = vec![paragraph(&summary(words, trend))];
    if !trend.audits.is_empty() {
        let [one, two, three, four] = ratings(words);
        blocks.push(paragraph(&words.with(
            "practice.key",
            &[
                ("one", &one),
                ("two", &two),
                ("three", &three),
                ("four", &four),
            ],
        )));
        blocks.push(heading(&words.say("practice.points.title")));
        blocks.push(picture(words, trend));
        blocks.push(points(words, trend));
        blocks.push(heading(&words.say("practice.barriers.title")));
        blocks.push(barriers(words, trend));
    }
    blocks.push(heading(&words.say("practice.shown.title")));
    let rows = trend.shown.iter().map(|shown| {
        let places: [(&str, &dyn std::fmt::Display); 2] =
            [("some", &shown.some), ("all", &shown.of)];
        vec![
            words.say(in_the_way(shown.what)),
            words.with("obligations.of", &places),
        ]
    });
    blocks.push(table(
        &words.say("practice.shown.caption"),
        &[
            &words.say("practice.shown.what"),
            &words.say("practice.shown.sessions"),
        ],
        &[1],
        rows,
    ));
    blocks.push(paragraph(&words.say("practice.own-view")));
    let title = match trend.part {
        Party::Supervisor => "practice.title.supervisor",
        Party::Supervisee => "practice.title.supervisee",
    };
    marking::marked(
        words,
        words.with(title, &[("name", &trend.name)]),
        blocks,
        reading.records.settings(),
        revision,
        trend.today,
    )
}

/// What each rating says.
fn ratings(words: &Wording) -> [String; 4] {
    ["1", "2", "3", "4"].map(|rating| {
        let said = words.one_of("practice.rating", rating);
        said.unwrap_or_default()
    })
}

fn summary(words: &Wording, trend: &Trend<'_>) -> String {
    match (trend.audits.first(), trend.audits.last()) {
        (Some((first, _)), Some((last, _))) if first != last => {
            let (up, down, same) = trend.moved();
            words.with(
                "practice.moved",
                &[
                    ("from", &words.day(*first)),
                    ("to", &words.day(*last)),
                    ("up", &up),
                    ("down", &down),
                    ("same", &same),
                ],
            )
        }
        (Some((day, _)), _) => words.with("practice.one", &[("date", &words.day(*day))]),
        _ => words.say("practice.none"),
    }
}

fn in_the_way(what: InTheWay) -> &'static str {
    match what {
        InTheWay::CalledOff => "practice.shown.called-off",
        InTheWay::Interrupted => "practice.shown.interrupted",
        InTheWay::NoReflection => "practice.shown.no-reflection",
        InTheWay::OneElement => "practice.shown.one-element",
        InTheWay::OneSide => "practice.shown.one-side",
    }
}

fn picture(words: &Wording, trend: &Trend<'_>) -> Block {
    let title = words.say("practice.picture.title");
    let rows: Vec<Row> = trend
        .rated()
        .map(|point| Row {
            label: words.term(&point.point),
            ratings: point.ratings.iter().flatten().copied().collect(),
        })
        .collect();
    let (up, down, same) = trend.moved();
    let (up, down, same) = (up.to_string(), down.to_string(), same.to_string());
    let drawn = words.many(
        "practice.picture.drawn",
        rows.len(),
        &[("up", &up), ("down", &down), ("same", &same)],
    );
    Block::Figure(Figure {
        svg: chart_ratings::ratings(words, &title, &drawn, &ratings(words), &rows),
        title,
        description: words.say("practice.picture.beside"),
    })
}

fn points(words: &Wording, trend: &Trend<'_>) -> Block {
    let days = trend.audits.iter().map(|(day, _)| day.to_string());
    let heads: Vec<String> = std::iter::once(words.say("practice.points.point"))
        .chain(days)
        .chain([words.say("practice.points.change")])
        .collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let right: Vec<usize> = (1..heads.len() - 1).collect();
    let rows = trend.rated().map(|point| {
        let name = words.term(&point.point);
        let name = match &point.question {
            Some(question) => words.with(
                "practice.points.asked",
                &[("point", &name), ("question", question)],
            ),
            None => words.with("practice.points.not-asked", &[("point", &name)]),
        };
        let ratings = point.ratings.iter().map(|rating| {
            rating.map_or_else(
                || words.say("practice.points.not-rated"),
                |one| one.to_string(),
            )
        });
        std::iter::once(name)
            .chain(ratings)
            .chain([change(words, point)])
            .collect()
    });
    table(&words.say("practice.points.caption"), &heads, &right, rows)
}

/// "up by 2", "as before".
fn change(words: &Wording, point: &Point) -> String {
    match point.step() {
        None => words.say("practice.points.once"),
        Some(0) => words.say("practice.points.same"),
        Some(step) if step > 0 => words.with("practice.points.up", &[("steps", &step)]),
        Some(step) => words.with("practice.points.down", &[("steps", &-step)]),
    }
}

fn barriers(words: &Wording, trend: &Trend<'_>) -> Block {
    if trend.barriers.is_empty() {
        return paragraph(&words.say("practice.barriers.none"));
    }
    let rows = trend.barriers.iter().map(|barrier| {
        let audits = trend.audits.iter().zip(&barrier.named);
        let days = audits.filter(|(_, named)| **named);
        let days: Vec<String> = days.map(|((day, _), _)| day.to_string()).collect();
        vec![
            words.term(&barrier.barrier),
            barrier.question.clone().unwrap_or_default(),
            days.join(", "),
        ]
    });
    table(
        &words.say("practice.barriers.caption"),
        &[
            &words.say("practice.barriers.barrier"),
            &words.say("practice.barriers.what"),
            &words.say("practice.barriers.named"),
        ],
        &[],
        rows,
    )
}
