//! A day of every year, with no year: where a window opens, where a leave year begins.

use std::fmt;

use super::Day;

/// A day of every year, written `11-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    month: u32,
    day: u32,
}

impl MonthDay {
    /// A day of a month, if the month ever has it.
    pub fn new(month: u32, day: u32) -> Option<Self> {
        const LEAP_YEAR: i32 = 2024;
        Day::new(LEAP_YEAR, month, day).map(|_| Self { month, day })
    }

    /// The day of a year; 29 February is 28 in other years.
    pub fn in_year(self, year: i32) -> Day {
        Day::new(year, self.month, self.day)
            .or_else(|| Day::new(year, self.month, self.day - 1))
            .expect("a month and a day that were read as a day")
    }

    /// The first such day after a day.
    pub fn after(self, day: Day) -> Day {
        let this_year = self.in_year(day.year());
        if this_year > day {
            this_year
        } else {
            self.in_year(day.year() + 1)
        }
    }
}

impl fmt::Display for MonthDay {
    /// "1 September".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LEAP_YEAR: i32 = 2024;
        f.write_str(&self.in_year(LEAP_YEAR).in_short_words())
    }
}

impl<'de> serde::Deserialize<'de> for MonthDay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parts = text
            .split_once('-')
            .and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
        parts
            .and_then(|(month, day)| Self::new(month, day))
            .ok_or_else(|| {
                serde::de::Error::custom(format!(
                    "`{text}` is no day of the year; it is written like 11-30"
                ))
            })
    }
}
