//! A picture of the discussions of cases: a row for each child, a mark for each discussion by its depth, a bar for each delay.
//!
//! Told apart by shape and hatching, so that it can be read in black and white. What it shows stands in the table beside it.

use super::chart_axis::{Axis, HEAD};
use super::svg::{Anchor, Fill, GUIDE, Svg, key_places};
use super::wording::Wording;
use crate::calendar::Day;

/// What the marks mean.
const KEY: [(Option<Depth>, &str); 4] = [
    (Some(Depth::Reflective), "pictures.cases.key.reflective"),
    (Some(Depth::Full), "pictures.cases.key.full"),
    (Some(Depth::Acknowledged), "pictures.cases.key.acknowledged"),
    (None, "pictures.cases.key.overdue"),
];

/// How far a discussion went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depth {
    /// Acknowledged as open.
    Acknowledged,
    /// In full.
    Full,
    /// In full, and the in-depth reflective one.
    Reflective,
}

/// One child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The child's id.
    pub(super) label: String,
    /// The discussions.
    pub(super) marks: Vec<(Day, Depth)>,
    /// The times in which a discussion was overdue.
    pub(super) overdue: Vec<(Day, Day)>,
}

/// So many characters of an id fit beside the months.
const LABEL: usize = 14;
const LEFT: usize = 132;
const WIDTH: usize = 620;
const TOP: usize = 34;
const ROW: usize = 26;

/// The picture of the days of `span`.
pub(super) fn cases(
    wording: &Wording,
    (title, description): (&str, &str),
    span: (Day, Day),
    today: Day,
    rows: &[Row],
) -> String {
    let words = KEY.map(|(_, key)| wording.say(key));
    let (places, more) = key_places(LEFT, 26, &words);
    let top = TOP + more;
    let foot = top + HEAD + rows.len() * ROW + 20;
    let mut svg = Svg::new(title, description, foot + 8);
    for (((depth, _), words), (x, y)) in KEY.into_iter().zip(&words).zip(places) {
        match depth {
            Some(depth) => draw(&mut svg, depth, x + 8, y + 12),
            None => svg.rect(x, y + 7, 20, 10, Fill::Hatched),
        }
        svg.text(x + 26, y + 17, Anchor::Start, words);
    }
    let axis = Axis::new(span.0, span.1, LEFT, WIDTH);
    axis.draw(&mut svg, wording, (top, foot), today);
    for (index, row) in rows.iter().enumerate() {
        let y = top + HEAD + index * ROW;
        let middle = y + ROW / 2;
        svg.line((LEFT, y), (LEFT + WIDTH, y), GUIDE, 1);
        svg.text(LEFT - 10, middle + 5, Anchor::End, &short(&row.label));
        for (from, to) in &row.overdue {
            let (from, to) = (axis.at(*from), axis.at(*to));
            svg.rect(from, middle - 5, to.max(from + 4) - from, 10, Fill::Hatched);
        }
        for (day, depth) in &row.marks {
            draw(&mut svg, *depth, axis.at(*day), middle);
        }
    }
    svg.finish()
}

/// An id that would not fit is cut; the table has it whole.
fn short(id: &str) -> String {
    match id.chars().count() > LABEL {
        true => id.chars().take(LABEL - 1).chain(['…']).collect(),
        false => id.to_owned(),
    }
}

fn draw(svg: &mut Svg, depth: Depth, x: usize, y: usize) {
    match depth {
        Depth::Reflective => svg.diamond(x, y, 9, Fill::Full),
        Depth::Full => svg.circle(x, y, 6, Fill::Full),
        Depth::Acknowledged => svg.circle(x, y, 5, Fill::Empty),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_childs_marks_stand_in_its_row_by_their_depth() {
        let row = |label: &str, marks: &[(Day, Depth)], overdue: &[(Day, Day)]| Row {
            label: label.to_owned(),
            marks: marks.to_vec(),
            overdue: overdue.to_vec(),
        };
        let rows = [
            row("c-1", &[(day("2026-01-01"), Depth::Full)], &[]),
            row(
                "c-2<-of-a-long-name",
                &[
                    (day("2026-02-01"), Depth::Reflective),
                    (day("2026-02-11"), Depth::Acknowledged),
                ],
                &[(day("2026-01-16"), day("2026-02-01"))],
            ),
        ];
        let span = (day("2026-01-01"), day("2026-02-28"));
        let svg = cases(
            &Wording::default(),
            ("T", "D"),
            span,
            day("2027-01-01"),
            &rows,
        );
        // 59 days over 620 units from 132 on; rows are 26 high from 76 on, their middles 89 and 115. 1 February is day 31: 325.8,
        // so 458; 11 February is day 41: 430.8, so 563; 16 January is day 15: 157.6, so 290.
        for part in [
            "<circle cx=\"132\" cy=\"89\" r=\"6\" fill=\"#1f4e5f\"",
            "<path d=\"M458 106L467 115L458 124L449 115Z\" fill=\"#1f4e5f\"",
            "<circle cx=\"563\" cy=\"115\" r=\"5\" fill=\"#ffffff\"",
            "<rect x=\"290\" y=\"110\" width=\"168\" height=\"10\" fill=\"url(#figure-hatched)\"",
            ">c-2&lt;-of-a-lon…</text>",
        ] {
            assert!(svg.contains(part), "{part}\n{svg}");
        }
    }
}
