//! Stretches that follow each other without a gap: every month, every quarter, every year from its own first day.

use std::fmt;

use super::{Day, MonthDay, Period};

/// A stretch of the calendar of which every day has exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bucket {
    /// From Monday to Sunday.
    Week,
    /// From the first of a month to its last day.
    Month,
    /// Three months: from January, April, July, October.
    Quarter,
    /// Six months: from January, from July.
    HalfYear,
    /// From 1 January to 31 December.
    Year,
    /// Twelve months from a day: a leave year, a registration year.
    YearFrom(MonthDay),
}

impl Bucket {
    /// The stretch in which a day lies.
    pub fn around(self, day: Day) -> Period {
        let months = |months: u32| {
            let first = (day.month() - 1) / months * months + 1;
            let from = Day::new(day.year(), first, 1).expect("every month has a first day");
            Period::new(from, Some(from.plus_months(months).before()))
        };
        match self {
            Self::Week => {
                let monday = day.plus_days(-i64::from(day.days_since_monday()));
                Period::new(monday, Some(monday.plus_days(6)))
            }
            Self::Month => months(1),
            Self::Quarter => months(3),
            Self::HalfYear => months(6),
            Self::Year => months(12),
            Self::YearFrom(start) => {
                let this_year = start.in_year(day.year());
                let year = day.year() - i32::from(day < this_year);
                Period::new(start.in_year(year), Some(start.in_year(year + 1).before()))
            }
        }
    }

    /// The last day of the stretch in which a day lies.
    pub fn end(self, day: Day) -> Day {
        self.around(day).to.expect("a stretch has a last day")
    }

    /// The last day of the stretch after the one in which a day lies.
    pub fn next_end(self, day: Day) -> Day {
        self.end(self.end(day).after())
    }
}

impl fmt::Display for Bucket {
    /// "calendar month", "year from 1 September".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Week => f.write_str("calendar week"),
            Self::Month => f.write_str("calendar month"),
            Self::Quarter => f.write_str("quarter of the year"),
            Self::HalfYear => f.write_str("half of the year"),
            Self::Year => f.write_str("calendar year"),
            Self::YearFrom(start) => write!(f, "year from {start}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn every_day_has_its_stretch() {
        let leave_year = Bucket::YearFrom(MonthDay::new(4, 1).expect("a day of the year"));
        for (bucket, on, from, to) in [
            (Bucket::Week, "2026-11-23", "2026-11-23", "2026-11-29"),
            (Bucket::Week, "2026-11-22", "2026-11-16", "2026-11-22"),
            (Bucket::Month, "2024-02-10", "2024-02-01", "2024-02-29"),
            (Bucket::Quarter, "2026-06-30", "2026-04-01", "2026-06-30"),
            (Bucket::HalfYear, "2026-07-01", "2026-07-01", "2026-12-31"),
            (Bucket::Year, "2026-02-01", "2026-01-01", "2026-12-31"),
            (leave_year, "2026-03-31", "2025-04-01", "2026-03-31"),
            (leave_year, "2026-04-01", "2026-04-01", "2027-03-31"),
        ] {
            let expected = Period::new(day(from), Some(day(to)));
            assert_eq!(bucket.around(day(on)), expected, "{bucket} around {on}");
        }
    }

    #[test]
    fn a_year_from_the_leap_day_begins_on_28_february_in_other_years() {
        let leap = Bucket::YearFrom(MonthDay::new(2, 29).expect("a day of the year"));
        assert_eq!(leap.around(day("2025-03-01")).from, day("2025-02-28"));
        assert_eq!(leap.around(day("2025-02-27")).from, day("2024-02-29"));
    }

    #[test]
    fn the_next_stretch_ends_where_the_calendar_says() {
        assert_eq!(Bucket::Month.next_end(day("2026-01-01")), day("2026-02-28"));
        assert_eq!(Bucket::Month.next_end(day("2026-12-31")), day("2027-01-31"));
    }
}
