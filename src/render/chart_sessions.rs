//! A picture of supervision sessions against the dates by which they were due: a row for each kind of mark, a bar for each delay.
//!
//! Told apart by shape, row and hatching, so that it can be read in black and white. What it shows stands in the table beside it.

use super::chart_axis::{Axis, HEAD};
use super::svg::{Anchor, Fill, GUIDE, Svg, key_places};
use super::wording::Wording;
use crate::calendar::Day;

/// The rows, from the top, in the catalogue of strings.
const ROWS: [&str; 5] = [
    "pictures.sessions.row.due",
    "pictures.sessions.row.late",
    "pictures.sessions.row.held",
    "pictures.sessions.row.called-off",
    "pictures.sessions.row.away",
];
/// What the marks mean.
const KEY: [(Mark, &str); 5] = [
    (Mark::Kept, "pictures.sessions.key.kept"),
    (Mark::Missed, "pictures.sessions.key.missed"),
    (Mark::NotCounted, "pictures.sessions.key.not-counted"),
    (Mark::Held, "pictures.sessions.key.session"),
    (Mark::Beside, "pictures.sessions.key.beside"),
];

/// What became of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// A session was held by then.
    Kept,
    /// None was.
    Missed,
    /// It counts neither way, or its day has not come.
    NotCounted,
}

/// A time after a date in which there was still no session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Delay {
    /// The date.
    pub(super) from: Day,
    /// The day of the session, or the last day that could be looked at.
    pub(super) to: Day,
    /// How many days; none where that cannot be told.
    pub(super) days: Option<i64>,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sessions {
    /// The first and the last day.
    pub(super) span: (Day, Day),
    /// The day of the reading.
    pub(super) today: Day,
    /// The dates.
    pub(super) due: Vec<(Day, Fate)>,
    /// The delays.
    pub(super) late: Vec<Delay>,
    /// The sessions with the line manager.
    pub(super) held: Vec<Day>,
    /// The sessions of other types.
    pub(super) beside: Vec<Day>,
    /// The sessions that did not take place on their day.
    pub(super) called_off: Vec<Day>,
    /// The times away; none where the reader is not to see them here.
    pub(super) away: Option<Vec<(Day, Day)>>,
}

#[derive(Clone, Copy)]
enum Mark {
    Kept,
    Missed,
    NotCounted,
    Held,
    Beside,
}

const LEFT: usize = 92;
const WIDTH: usize = 660;
const TOP: usize = 34;
const ROW: usize = 40;

/// The picture.
pub(super) fn sessions(
    wording: &Wording,
    title: &str,
    description: &str,
    shown: &Sessions,
) -> String {
    let rows = if shown.away.is_some() { 5 } else { 4 };
    let words = KEY.map(|(_, key)| wording.say(key));
    let (places, more) = key_places(LEFT, 20, &words);
    let top = TOP + more;
    let foot = top + HEAD + rows * ROW + 20;
    let mut svg = Svg::new(title, description, foot + 8);
    for (((mark, _), words), (x, y)) in KEY.into_iter().zip(&words).zip(places) {
        draw(&mut svg, mark, x + 7, y + 12);
        svg.text(x + 20, y + 17, Anchor::Start, words);
    }
    let axis = Axis::new(shown.span.0, shown.span.1, LEFT, WIDTH);
    axis.draw(&mut svg, wording, (top, foot), shown.today);
    let middle = |row: usize| top + HEAD + row * ROW + ROW / 2;
    for (row, key) in ROWS.into_iter().take(rows).enumerate() {
        svg.text(LEFT - 10, middle(row) + 5, Anchor::End, &wording.say(key));
        let y = top + HEAD + row * ROW;
        svg.line((LEFT, y), (LEFT + WIDTH, y), GUIDE, 1);
    }
    for (from, to) in shown.away.iter().flatten() {
        let (from, to) = (axis.at(*from), axis.at(to.after()));
        svg.rect(from, middle(4) - 8, to.max(from + 3) - from, 16, Fill::Pale);
    }
    for late in &shown.late {
        let (from, to) = (axis.at(late.from), axis.at(late.to));
        let to = to.max(from + 4);
        svg.rect(from, middle(1) - 14, to - from, 14, Fill::Hatched);
        let days = late
            .days
            .map_or_else(|| "?".to_owned(), |days| days.to_string());
        svg.text((from + to) / 2, middle(1) + 15, Anchor::Middle, &days);
    }
    for (day, fate) in &shown.due {
        let mark = match fate {
            Fate::Kept => Mark::Kept,
            Fate::Missed => Mark::Missed,
            Fate::NotCounted => Mark::NotCounted,
        };
        draw(&mut svg, mark, axis.at(*day), middle(0));
    }
    for (days, mark) in [(&shown.held, Mark::Held), (&shown.beside, Mark::Beside)] {
        for day in days {
            draw(&mut svg, mark, axis.at(*day), middle(2));
        }
    }
    for day in &shown.called_off {
        svg.cross(axis.at(*day), middle(3), 6);
    }
    svg.finish()
}

fn draw(svg: &mut Svg, mark: Mark, x: usize, y: usize) {
    match mark {
        Mark::Kept => svg.diamond(x, y, 8, Fill::Full),
        Mark::Missed => {
            svg.diamond(x, y, 8, Fill::Empty);
            svg.cross(x, y, 3);
        }
        Mark::NotCounted => svg.diamond(x, y, 8, Fill::Empty),
        Mark::Held => svg.circle(x, y, 7, Fill::Full),
        Mark::Beside => svg.circle(x, y, 7, Fill::Empty),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_delay_reaches_from_its_date_to_its_session() {
        // January to November 2026 are 334 days over 660 units from 92 on: 31 January is day 30, at 92 + 59.3; 28 February is
        // day 58, at 92 + 114.6.
        let shown = Sessions {
            span: (day("2026-01-05"), day("2026-11-02")),
            today: day("2026-11-02"),
            due: vec![(day("2026-01-31"), Fate::Missed)],
            late: vec![Delay {
                from: day("2026-01-31"),
                to: day("2026-02-28"),
                days: Some(28),
            }],
            held: vec![day("2026-02-28")],
            beside: Vec::new(),
            called_off: vec![day("2026-01-31")],
            away: None,
        };
        let svg = sessions(&Wording::default(), "T", "D", &shown);
        // Rows are 40 high from 76 on: their middles are 96, 136, 176, 216.
        for part in [
            "<rect x=\"151\" y=\"122\" width=\"56\" height=\"14\" fill=\"url(#figure-hatched)\"",
            "<text x=\"179\" y=\"151\" text-anchor=\"middle\">28</text>",
            "<path d=\"M151 88L159 96L151 104L143 96Z\" fill=\"#ffffff\"",
            "<circle cx=\"207\" cy=\"176\" r=\"7\" fill=\"#1f4e5f\"",
            "<path d=\"M145 210L157 222M145 222L157 210\"",
        ] {
            assert!(svg.contains(part), "{part}\n{svg}");
        }
        assert!(!svg.contains("Away"), "{svg}");
        let away = Sessions {
            away: Some(vec![(day("2026-01-01"), day("2026-01-31"))]),
            ..shown
        };
        // 31 days from 92 on: 61.3 wide; the fifth row's middle is 256.
        let svg = sessions(&Wording::default(), "T", "D", &away);
        assert!(svg.contains("Away"));
        assert!(
            svg.contains("<rect x=\"92\" y=\"248\" width=\"61\" height=\"16\""),
            "{svg}"
        );
    }
}
