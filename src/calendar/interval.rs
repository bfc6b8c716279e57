//! A length of calendar time as policies say it: hours, days, working days, weeks, months or years.

use std::fmt;

use super::{Day, Nation};

/// So many days, weeks, months or years; never nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Interval {
    /// Hours, rounded up to whole days: records know days and no times.
    Hours(u32),
    /// Days on which people work: neither weekends nor bank holidays.
    #[serde(deserialize_with = "working_days")]
    WorkingDays(u32, Nation),
    /// Days.
    Days(u32),
    /// Weeks of seven days.
    Weeks(u32),
    /// Months: the same day of the month, or the month's last day where it has none.
    Months(u32),
    /// Years: twelve months each.
    Years(u32),
}

impl Interval {
    /// The day that lies so much later.
    pub fn after(self, day: Day) -> Day {
        match self {
            Self::Hours(hours) => day.plus_days(i64::from(hours.div_ceil(24))),
            Self::WorkingDays(days, nation) => nation.plus_working_days(day, days),
            Self::Days(days) => day.plus_days(i64::from(days)),
            Self::Weeks(weeks) => day.plus_days(i64::from(weeks) * 7),
            Self::Months(months) => day.plus_months(months),
            Self::Years(years) => day.plus_months(years.saturating_mul(12)),
        }
    }

    /// Whether this one, counted from a day, ends before the other does. Weeks and months are compared on the
    /// calendar: four weeks are stricter than a month in March and as strict in most Februaries.
    pub fn is_stricter_than(self, other: Self, from: Day) -> bool {
        self.after(from) < other.after(from)
    }

    /// The same, with working days as a nation has them.
    pub fn in_nation(self, nation: Nation) -> Self {
        match self {
            Self::WorkingDays(days, _) => Self::WorkingDays(days, nation),
            other => other,
        }
    }

    fn parts(self) -> (u32, &'static str) {
        match self {
            Self::Hours(number) => (number, "hour"),
            Self::WorkingDays(number, _) => (number, "working day"),
            Self::Days(number) => (number, "day"),
            Self::Weeks(number) => (number, "week"),
            Self::Months(number) => (number, "month"),
            Self::Years(number) => (number, "year"),
        }
    }
}

/// Those of England and Wales, until the pack says whose.
fn working_days<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<(u32, Nation), D::Error> {
    let days = serde::Deserialize::deserialize(deserializer)?;
    Ok((days, Nation::default()))
}

impl fmt::Display for Interval {
    /// "12 weeks", "1 month".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = self.parts();
        write!(f, "{number} {unit}{}", if number == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stricter_interval_is_the_one_that_ends_first_on_the_calendar() {
        let february: Day = "2026-02-01".parse().expect("a day");
        let march: Day = "2026-03-01".parse().expect("a day");
        assert!(!Interval::Weeks(4).is_stricter_than(Interval::Months(1), february));
        assert!(Interval::Weeks(4).is_stricter_than(Interval::Months(1), march));
        assert!(!Interval::Months(1).is_stricter_than(Interval::Weeks(4), march));
    }

    #[test]
    fn hours_are_whole_days_and_working_days_skip_the_weekend() {
        let friday: Day = "2026-11-20".parse().expect("a day");
        let after = |interval: Interval| interval.after(friday).to_string();
        assert_eq!(after(Interval::Hours(24)), "2026-11-21");
        assert_eq!(after(Interval::Hours(25)), "2026-11-22");
        let working = |days| Interval::WorkingDays(days, Nation::EnglandAndWales);
        assert_eq!(after(working(1)), "2026-11-23");
        assert_eq!(after(working(5)), "2026-11-27");
    }

    #[test]
    fn intervals_are_spoken_in_words() {
        let working = Interval::WorkingDays(5, Nation::Scotland);
        assert_eq!(working.to_string(), "5 working days");
        assert_eq!(Interval::Weeks(1).to_string(), "1 week");
        assert_eq!(Interval::Months(3).to_string(), "3 months");
    }
}
