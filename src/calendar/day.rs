//! A civil date: a year, a month and a day, with no time and no zone.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};

/// The months by name, in small letters.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A day. Written `2026-02-10`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// The day of a year, month and day of the month, if there is one.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// The calendar date.
    pub fn date(self) -> NaiveDate {
        self.0
    }

    /// So many days later (or earlier, when negative). Stops at the calendar's ends.
    pub fn plus_days(self, days: i64) -> Self {
        let limit = if days < 0 {
            NaiveDate::MIN
        } else {
            NaiveDate::MAX
        };
        let moved =
            chrono::Duration::try_days(days).and_then(|span| self.0.checked_add_signed(span));
        Self(moved.unwrap_or(limit))
    }

    /// The day before.
    pub fn before(self) -> Self {
        self.plus_days(-1)
    }

    /// The day after.
    pub fn after(self) -> Self {
        self.plus_days(1)
    }

    /// The same day of the month so many months later, or that month's last day where it has no such day.
    pub fn plus_months(self, months: u32) -> Self {
        Self(
            self.0
                .checked_add_months(chrono::Months::new(months))
                .unwrap_or(NaiveDate::MAX),
        )
    }

    /// How many days from this one to another; negative when the other is earlier.
    pub fn days_to(self, other: Self) -> i64 {
        (other.0 - self.0).num_days()
    }

    /// Whether it is a Saturday or a Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, from 1.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// "April": the month's name.
    pub fn month_name(self) -> String {
        self.0.format("%B").to_string()
    }

    /// How many days ago it was Monday: 0 on a Monday, 6 on a Sunday.
    pub fn days_since_monday(self) -> u32 {
        self.0.weekday().num_days_from_monday()
    }

    /// "2 March 2026": as people write it.
    pub fn in_words(self) -> String {
        self.0.format("%-d %B %Y").to_string()
    }

    /// "2 March": where the year goes without saying.
    pub fn in_short_words(self) -> String {
        self.0.format("%-d %B").to_string()
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

impl FromStr for Day {
    type Err = NotADay;

    /// Reads exactly `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let bytes = text.as_bytes();
        let digits = |range: std::ops::Range<usize>| {
            bytes[range].iter().try_fold(0u32, |number, byte| {
                byte.is_ascii_digit()
                    .then(|| number * 10 + u32::from(byte - b'0'))
            })
        };
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(NotADay);
        }
        let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(5..7), digits(8..10))
        else {
            return Err(NotADay);
        };
        Self::new(year as i32, month, day).ok_or(NotADay)
    }
}

/// The text is no day of the calendar in the form `2026-02-10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a day of the calendar; days are written like 2026-02-10")]
pub struct NotADay;

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.0.year(),
            self.0.month(),
            self.0.day()
        )
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse()
            .map_err(|_| serde::de::Error::custom(format!("`{text}` is {NotADay}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn only_days_of_the_calendar_in_iso_form_are_days() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-2-1",
            "26-02-01",
            "2026-02-1x",
            "2026/02/01",
            "",
            "2026-02-010",
        ] {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
        assert_eq!(day("2024-02-29").to_string(), "2024-02-29");
    }

    #[test]
    fn months_are_clamped_to_the_end_of_the_month_and_never_chained() {
        assert_eq!(day("2026-01-31").plus_months(1), day("2026-02-28"));
        assert_eq!(day("2024-01-31").plus_months(1), day("2024-02-29"));
        assert_eq!(day("2026-01-31").plus_months(2), day("2026-03-31"));
        assert_eq!(day("2025-08-31").plus_months(6), day("2026-02-28"));
        assert_eq!(day("2024-02-29").plus_months(12), day("2025-02-28"));
    }

    #[test]
    fn the_weekend_is_saturday_and_sunday() {
        let weekend: Vec<u32> = (2..9)
            .filter(|on| Day::new(2026, 3, *on).expect("a day").is_weekend())
            .collect();
        assert_eq!(weekend, [7, 8]);
    }

    #[test]
    fn days_are_counted_both_ways() {
        assert_eq!(day("2026-02-28").days_to(day("2026-03-01")), 1);
        assert_eq!(day("2026-03-01").days_to(day("2026-02-28")), -1);
        assert_eq!(day("2024-02-28").plus_days(1), day("2024-02-29"));
    }
}
