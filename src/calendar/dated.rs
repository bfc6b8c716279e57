//! Values that change on days: what held when.

use super::Day;

/// From a first day to a last one, both included; with no last day it still goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day, if it has ended.
    pub to: Option<Day>,
}

impl Period {
    /// The period from a day on.
    pub fn new(from: Day, to: Option<Day>) -> Self {
        Self { from, to }
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// The days that it has in common with another.
    pub fn common(self, other: Self) -> Option<Self> {
        let from = self.from.max(other.from);
        let to = self.to.into_iter().chain(other.to).min();
        to.is_none_or(|to| from <= to)
            .then_some(Self::new(from, to))
    }

    /// What is left of it without the days of another: nothing, one piece or two.
    pub fn without(self, other: Self) -> Vec<Self> {
        if !self.overlaps(other) {
            return vec![self];
        }
        let before =
            (self.from < other.from).then(|| Self::new(self.from, Some(other.from.before())));
        let after = other
            .to
            .filter(|end| self.to.is_none_or(|to| *end < to))
            .map(|end| Self::new(end.after(), self.to));
        before.into_iter().chain(after).collect()
    }

    /// Whether it has a day in common with another.
    pub fn overlaps(self, other: Self) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }
}

/// Something that held for a period: a post, a category, an allocation.
pub trait Held {
    /// When it held.
    fn period(&self) -> Period;
}

/// A value that changes over time: what held, period by period, in the order written.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(transparent)]
pub struct Dated<T>(Vec<T>);

/// What is wrong between one period and the one after it. The index is that of the later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatedFault {
    /// The period ends before it begins.
    Backwards(usize),
    /// It begins before the one above it.
    OutOfOrder(usize),
    /// It begins while the one above it still goes on.
    Overlap(usize),
    /// There are days between the one above it and this one.
    Gap(usize),
}

impl<T> Default for Dated<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Held> Dated<T> {
    /// Periods in the order they were written.
    pub fn new(periods: Vec<T>) -> Self {
        Self(periods)
    }

    /// What held on a day.
    pub fn on(&self, day: Day) -> Option<&T> {
        self.0.iter().find(|held| held.period().contains(day))
    }

    /// All of it, in the order written.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// Whether there is no period at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The days on which something begins or has just ended: where what holds may change.
    pub fn turning_days(&self) -> impl Iterator<Item = Day> {
        self.0
            .iter()
            .flat_map(|held| [Some(held.period().from), held.period().to.map(Day::after)])
            .flatten()
    }

    /// What is wrong with the sequence of periods; `gaps_allowed` where nothing may hold for a while.
    pub fn faults(&self, gaps_allowed: bool) -> Vec<DatedFault> {
        let mut faults = Vec::new();
        for (index, held) in self.0.iter().enumerate() {
            let period = held.period();
            if period.to.is_some_and(|to| to < period.from) {
                faults.push(DatedFault::Backwards(index));
                continue;
            }
            let Some(above) = index.checked_sub(1).map(|at| self.0[at].period()) else {
                continue;
            };
            if period.from < above.from {
                faults.push(DatedFault::OutOfOrder(index));
            } else if above.overlaps(period) {
                faults.push(DatedFault::Overlap(index));
            } else if !gaps_allowed
                && above
                    .to
                    .is_some_and(|to| to.after() < period.from && above.from <= to)
            {
                faults.push(DatedFault::Gap(index));
            }
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    impl Held for (usize, Period) {
        fn period(&self) -> Period {
            self.1
        }
    }

    fn dated(periods: &[(&str, Option<&str>)]) -> Dated<(usize, Period)> {
        let period = |(from, to): &(&str, Option<&str>)| Period::new(day(from), to.map(day));
        Dated::new(periods.iter().map(period).enumerate().collect())
    }

    #[test]
    fn the_last_day_still_counts_and_the_next_day_is_the_next_period() {
        let values = dated(&[("2026-01-01", Some("2026-01-31")), ("2026-02-01", None)]);
        assert_eq!(values.on(day("2026-01-31")).map(|held| held.0), Some(0));
        assert_eq!(values.on(day("2026-02-01")).map(|held| held.0), Some(1));
        assert_eq!(values.on(day("2025-12-31")).map(|held| held.0), None);
        assert_eq!(values.faults(false), []);
    }

    #[test]
    fn gaps_overlaps_and_disorder_are_told_apart() {
        let fault = |periods: &[_], gaps| dated(periods).faults(gaps);
        let gap = [("2026-01-01", Some("2026-01-30")), ("2026-02-01", None)];
        assert_eq!(fault(&gap, false), [DatedFault::Gap(1)]);
        assert_eq!(fault(&gap, true), []);
        assert_eq!(
            fault(&[("2026-01-01", None), ("2026-02-01", None)], false),
            [DatedFault::Overlap(1)]
        );
        let same_day = [("2026-01-01", Some("2026-02-01")), ("2026-02-01", None)];
        assert_eq!(fault(&same_day, false), [DatedFault::Overlap(1)]);
        assert_eq!(
            fault(
                &[("2026-02-01", None), ("2026-01-01", Some("2026-01-31"))],
                false
            ),
            [DatedFault::OutOfOrder(1)]
        );
        assert_eq!(
            fault(&[("2026-02-01", Some("2026-01-31"))], false),
            [DatedFault::Backwards(0)]
        );
    }
}
