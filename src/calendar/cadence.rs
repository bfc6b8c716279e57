//! How often something happens: every so long, so many times in any such time, or so many times in each stretch of the
//! calendar.
//!
//! Dates only. What is asked when, and which of several requests holds, is not known here.

use std::fmt;

use super::{Bucket, Day, Interval};

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// So long after the last one at the latest.
    Every(Interval),
    /// At least so many times in any stretch of this length, whenever it begins.
    InAny {
        /// How many times.
        times: u32,
        /// How long the stretch is.
        within: Interval,
    },
    /// At least so many times in each stretch of the calendar.
    InEach {
        /// How many times.
        times: u32,
        /// Which stretches.
        bucket: Bucket,
    },
}

impl Cadence {
    /// The day by which the next one is due, after those that have happened, oldest first, where the counting begins on a
    /// day. Of stretches of the calendar the first whole one counts.
    pub fn next(self, happened: &[Day], begins: Day) -> Day {
        let since = &happened[happened.partition_point(|day| *day < begins)..];
        match self {
            Self::Every(interval) => interval.after(happened.last().copied().unwrap_or(begins)),
            Self::InAny { times, within } => match since.len().checked_sub(times as usize) {
                Some(place) if times > 0 => within.after(since[place]),
                _ => within.after(begins.before()),
            },
            Self::InEach { times, bucket } => {
                let Some(last) = since.last() else {
                    return bucket.next_end(begins.before());
                };
                let stretch = bucket.around(*last);
                let held = since.iter().filter(|day| stretch.contains(**day)).count();
                if held < times as usize && begins <= stretch.from {
                    bucket.end(*last)
                } else {
                    bucket.next_end(*last)
                }
            }
        }
    }

    /// How many there are to be for each that is due: more than one only where the first of several is asked for.
    pub fn times(self) -> u32 {
        match self {
            Self::Every(_) => 1,
            Self::InAny { times, .. } | Self::InEach { times, .. } => times,
        }
    }

    /// "4 weeks", "10 times in any 12 months": where "every" goes without saying.
    pub fn length(self) -> String {
        match self {
            Self::Every(interval) => interval.to_string(),
            other => other.to_string(),
        }
    }

    /// Whether this one, counted from a day, ends before the other does; of several times in a stretch each has its share.
    pub fn is_stricter_than(self, other: Self, from: Day) -> bool {
        self.pace(from) < other.pace(from)
    }

    /// The latest day for the next one after one on a day.
    fn pace(self, from: Day) -> Day {
        match self {
            Self::Every(interval) => interval.after(from),
            Self::InAny { times, within } => {
                from.plus_days(from.days_to(within.after(from)) / i64::from(times.max(1)))
            }
            Self::InEach {
                times: 0 | 1,
                bucket,
            } => bucket.next_end(from),
            Self::InEach { times, bucket } => {
                let stretch = bucket.around(from);
                let days = stretch.from.days_to(bucket.end(from)) + 1;
                from.plus_days(days / i64::from(times))
            }
        }
    }
}

impl From<Interval> for Cadence {
    fn from(interval: Interval) -> Self {
        Self::Every(interval)
    }
}

impl fmt::Display for Cadence {
    /// "every 4 weeks", "in each calendar month", "10 times in any 12 months".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Every(interval) => write!(f, "every {interval}"),
            Self::InAny { times: 1, within } => write!(f, "in any {within}"),
            Self::InAny { times, within } => write!(f, "{times} times in any {within}"),
            Self::InEach { times: 1, bucket } => write!(f, "in each {bucket}"),
            Self::InEach { times, bucket } => write!(f, "{times} times in each {bucket}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(texts: &[&str]) -> Vec<Day> {
        texts
            .iter()
            .map(|text| text.parse().expect("a day"))
            .collect()
    }

    fn next(cadence: Cadence, happened: &[&str], begins: &str) -> String {
        let begins = begins.parse().expect("a day");
        cadence.next(&days(happened), begins).to_string()
    }

    const MONTHLY: Cadence = Cadence::InEach {
        times: 1,
        bucket: Bucket::Month,
    };

    #[test]
    fn one_in_each_month_may_lie_eight_weeks_apart() {
        assert_eq!(next(MONTHLY, &["2026-01-01"], "2025-06-01"), "2026-02-28");
        assert_eq!(next(MONTHLY, &["2026-01-31"], "2025-06-01"), "2026-02-28");
    }

    #[test]
    fn the_first_whole_month_counts() {
        assert_eq!(next(MONTHLY, &[], "2026-03-15"), "2026-04-30");
        assert_eq!(next(MONTHLY, &[], "2026-03-01"), "2026-03-31");
        // One in the month that had begun already is welcome and changes nothing.
        assert_eq!(next(MONTHLY, &["2026-03-20"], "2026-03-15"), "2026-04-30");
    }

    #[test]
    fn twice_in_each_quarter_asks_for_the_second_before_the_quarter_ends() {
        let twice = Cadence::InEach {
            times: 2,
            bucket: Bucket::Quarter,
        };
        assert_eq!(next(twice, &["2026-02-10"], "2026-01-01"), "2026-03-31");
        assert_eq!(
            next(twice, &["2026-02-10", "2026-03-30"], "2026-01-01"),
            "2026-06-30"
        );
    }

    #[test]
    fn ten_in_any_year_falls_due_when_the_tenth_last_is_a_year_old() {
        let ten = Cadence::InAny {
            times: 10,
            within: Interval::Months(12),
        };
        let monthly: Vec<String> = (1..=12)
            .map(|month| format!("2026-{month:02}-05"))
            .collect();
        let monthly: Vec<&str> = monthly.iter().map(String::as_str).collect();
        // Of twelve the tenth last is that of 5 March.
        assert_eq!(next(ten, &monthly, "2026-01-01"), "2027-03-05");
        // With nine there is time until the first year is over.
        assert_eq!(next(ten, &monthly[..9], "2026-01-01"), "2026-12-31");
        assert_eq!(next(ten, &monthly[..10], "2026-01-01"), "2027-01-05");
    }

    #[test]
    fn cadences_are_compared_by_how_soon_the_next_one_comes() {
        let from = "2026-01-15".parse().expect("a day");
        let four_weeks = Cadence::Every(Interval::Weeks(4));
        assert!(four_weeks.is_stricter_than(MONTHLY, from));
        assert!(!MONTHLY.is_stricter_than(four_weeks, from));
        let ten = Cadence::InAny {
            times: 10,
            within: Interval::Years(1),
        };
        assert!(four_weeks.is_stricter_than(ten, from));
        assert!(ten.is_stricter_than(MONTHLY, from));
    }
}
