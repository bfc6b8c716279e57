//! How somebody sees their own practice over the years as a document: a table, a picture of it, the barriers.

use super::blocks::{heading, paragraph, table};
use super::chart_ratings::{self, Row};
use super::document::{Block, Document, Figure};
use super::marking;
use super::wording::Wording;
use crate::reading::Reading;
use crate::report::self_audit::list::{key, named_on, summary};
use crate::report::self_audit::{RATINGS, Trend, spoken};

/// The whole report. `revision` is what it is made from, as [`marking::revision_words`] says it.
pub fn self_audit(reading: &Reading, trend: &Trend<'_>, revision: Option<&str>) -> Document {
    let mut blocks = vec![paragraph(&summary(trend))];
    if !trend.audits.is_empty() {
        blocks.push(paragraph(&key()));
        blocks.push(heading("Each point over time"));
        blocks.push(picture(trend));
        blocks.push(points(trend));
        blocks.push(heading("Barriers named"));
        blocks.push(barriers(trend));
    }
    blocks.push(heading("What the records show of themselves"));
    let rows = trend.shown.iter().map(|shown| {
        vec![
            shown.what.to_owned(),
            format!("{} of {}", shown.some, shown.of),
        ]
    });
    blocks.push(table(
        "Sessions of the last twelve months in which something got in the way, as far as records say so",
        &["What", "Sessions"],
        &[1],
        rows,
    ));
    blocks.push(paragraph(
        "Ratings are the person's own view. What they wrote beside a rating stays in their record and is not shown here.",
    ));
    marking::marked(
        &Wording::default(),
        trend.title(),
        blocks,
        reading.records.settings(),
        revision,
        trend.today,
    )
}

fn picture(trend: &Trend<'_>) -> Block {
    let title = "How each point was rated, first and last";
    let rows: Vec<Row> = trend
        .rated()
        .map(|point| Row {
            label: point.spoken(),
            ratings: point.ratings.iter().flatten().copied().collect(),
        })
        .collect();
    let (up, down, same) = trend.moved();
    let description = format!(
        "A row for each of {} points: a ring at the first rating, a square at the last. {up} are higher than at first, {down} lower, {same} as before.",
        rows.len()
    );
    Block::Figure(Figure {
        svg: chart_ratings::ratings(title, &description, RATINGS, &rows),
        title: title.to_owned(),
        description: "The same ratings stand in the table below.".to_owned(),
    })
}

fn points(trend: &Trend<'_>) -> Block {
    let days: Vec<String> = trend
        .audits
        .iter()
        .map(|(day, _)| day.to_string())
        .collect();
    let mut heads = vec!["Point"];
    heads.extend(days.iter().map(String::as_str));
    heads.push("Change");
    let right: Vec<usize> = (1..=days.len()).collect();
    let rows = trend.rated().map(|point| {
        let name = match &point.question {
            Some(question) => format!("{}: {question}", point.spoken()),
            None => format!("{} (not a point of the policy in force)", point.spoken()),
        };
        let ratings = point.ratings.iter();
        let ratings = ratings
            .map(|rating| rating.map_or_else(|| "not rated".to_owned(), |one| one.to_string()));
        std::iter::once(name)
            .chain(ratings)
            .chain([point.change()])
            .collect()
    });
    table(
        "Ratings by point and day, from 1 (hardly ever) to 4 (always)",
        &heads,
        &right,
        rows,
    )
}

fn barriers(trend: &Trend<'_>) -> Block {
    if trend.barriers.is_empty() {
        return paragraph("None was named.");
    }
    let rows = trend.barriers.iter().map(|barrier| {
        vec![
            spoken(&barrier.barrier),
            barrier.question.clone().unwrap_or_default(),
            named_on(trend, &barrier.named),
        ]
    });
    table(
        "Barriers, and in which self-audits they were named",
        &["Barrier", "What it is", "Named on"],
        &[],
        rows,
    )
}
