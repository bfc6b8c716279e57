//! Time from left to right in whole months, with the months' names above and today's line: what the pictures over time have in common.

use super::svg::{Anchor, GUIDE, Svg};
use super::wording::Wording;
use crate::calendar::Day;

/// How high the names of the months and the years are together.
pub(super) const HEAD: usize = 42;

/// Days on a line, from the first of a month to the last of one.
pub(super) struct Axis {
    from: Day,
    to: Day,
    left: usize,
    width: usize,
}

impl Axis {
    /// The whole months in which two days lie, from `left` on.
    pub(super) fn new(from: Day, to: Day, left: usize, width: usize) -> Self {
        let from = first_of_month(from);
        Self {
            from,
            to: first_of_month(to.max(from)).plus_months(1).before(),
            left,
            width,
        }
    }

    /// Where the beginning of a day is; one outside the months stands at their edge.
    pub(super) fn at(&self, day: Day) -> usize {
        let whole = days(self.from, self.to.after()).max(1);
        let before = days(self.from, day.min(self.to.after())).min(whole);
        self.left + (before * self.width * 2 + whole) / (whole * 2)
    }

    /// The names of the months with a line before each, from `top` down to `foot`, and today's line where today is among them.
    pub(super) fn draw(
        &self,
        svg: &mut Svg,
        wording: &Wording,
        (top, foot): (usize, usize),
        today: Day,
    ) {
        let mut month = self.from;
        while month <= self.to {
            let next = month.plus_months(1);
            let (x, middle) = (self.at(month), (self.at(month) + self.at(next)) / 2);
            svg.line((x, top), (x, foot), GUIDE, 1);
            svg.text(
                middle,
                top + 15,
                Anchor::Middle,
                &wording.short_month(month),
            );
            if month == self.from || month.month() == 1 {
                svg.text(middle, top + 33, Anchor::Middle, &month.year().to_string());
            }
            month = next;
        }
        let end = self.left + self.width;
        svg.line((end, top), (end, foot), GUIDE, 1);
        if self.from <= today && today <= self.to {
            let x = self.at(today);
            svg.dashed(x, top + HEAD, foot);
            let (anchor, at) = match x + 60 > end {
                true => (Anchor::End, x - 6),
                false => (Anchor::Start, x + 6),
            };
            svg.text(at, foot, anchor, &wording.say("pictures.today"));
        }
    }
}

fn first_of_month(day: Day) -> Day {
    Day::new(day.year(), day.month(), 1).expect("every month has a first")
}

/// How many days from one to a later one; none to an earlier one.
fn days(from: Day, to: Day) -> usize {
    usize::try_from(from.days_to(to)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_day_stands_at_its_share_of_the_months() {
        // 3 November 2025 to 2 November 2026: 1 November to 30 November, 30 + 365 = 395 days over 790 units, two a day.
        let axis = Axis::new(day("2025-11-03"), day("2026-11-02"), 100, 790);
        assert_eq!(axis.at(day("2025-11-01")), 100);
        assert_eq!(axis.at(day("2025-11-02")), 102);
        assert_eq!(axis.at(day("2025-12-01")), 160);
        assert_eq!(axis.at(day("2026-11-30")), 100 + 394 * 2);
        // What lies outside stands at the edge.
        assert_eq!(axis.at(day("2025-01-01")), 100);
        assert_eq!(axis.at(day("2028-01-01")), 890);
    }

    #[test]
    fn every_month_is_named_once_and_the_year_where_it_begins() {
        let axis = Axis::new(day("2025-11-30"), day("2026-02-01"), 0, 120);
        let mut svg = Svg::new("T", "D", 100);
        axis.draw(&mut svg, &Wording::default(), (0, 90), day("2026-03-01"));
        let drawn = svg.finish();
        for name in [">Nov<", ">Dec<", ">Jan<", ">Feb<", ">2025<", ">2026<"] {
            assert_eq!(drawn.matches(name).count(), 1, "{name}: {drawn}");
        }
        assert!(
            !drawn.contains("today") && !drawn.contains(">Mar<"),
            "{drawn}"
        );
        let mut svg = Svg::new("T", "D", 100);
        axis.draw(&mut svg, &Wording::default(), (0, 90), day("2025-12-01"));
        // 120 days in four months, one unit each: 30 of November come first.
        assert!(svg.finish().contains("<line x1=\"30\" y1=\"42\" x2=\"30\" y2=\"90\" stroke=\"#1b1b1b\" stroke-width=\"2\" stroke-dasharray"));
    }
}
