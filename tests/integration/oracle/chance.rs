//! Chance that is the same on every machine, and the days that it picks.

use serde_json::{Value as Json, json};
use supervision::calendar::Day;

/// A small generator, started from a seed.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        // Seeds that lie close together lead to sequences that do not.
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1 << 40)
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }

    pub(crate) fn days(&mut self, least: i64, most: i64) -> i64 {
        let many = u64::try_from(most - least + 1).expect("the most is not less than the least");
        least + i64::try_from(self.below(many)).expect("few days")
    }

    pub(crate) fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    pub(crate) fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        let place = self.below(choices.len() as u64);
        choices[usize::try_from(place).expect("few choices")]
    }

    /// The day, or now and then the last day of its month or the first of the next.
    pub(crate) fn near(&mut self, day: Day) -> Day {
        let text = day.to_string();
        let first: Day = format!("{}-01", &text[..7])
            .parse()
            .expect("a first of the month");
        match self.below(4) {
            0 => first.plus_months(1).before(),
            1 => first.plus_months(1),
            _ => day,
        }
    }

    /// So many days after a day, or near it.
    pub(crate) fn after(&mut self, day: Day, least: i64, most: i64) -> Day {
        let far = day.plus_days(self.days(least, most));
        self.near(far)
    }

    /// One of these intervals, as it is written in a record and as the oracle is told.
    pub(crate) fn interval(&mut self, choices: &[(u32, &'static str)]) -> (String, Json) {
        let (number, unit) = self.of(choices);
        (format!("{unit}: {number}"), json!([number, unit]))
    }

    /// Up to four periods that follow each other from a first day on, with a value each. The last goes on; one in `gaps` is
    /// followed by days on which nothing holds.
    pub(crate) fn periods(
        &mut self,
        from: Day,
        values: &[&str],
        spread: i64,
        gaps: Option<u64>,
    ) -> Vec<Held> {
        let mut found: Vec<Held> = Vec::new();
        let mut begins = from;
        for _ in 0..=self.below(4) {
            if let Some(last) = found.last_mut() {
                last.to = Some(begins.before());
                if gaps.is_some_and(|gaps| self.one_in(gaps)) {
                    begins = begins.plus_days(self.days(1, 60));
                }
            }
            found.push(Held {
                from: begins,
                to: None,
                value: self.of(values).to_owned(),
            });
            begins = self.after(begins, 1, spread).max(begins.after());
        }
        found
    }
}

/// Something that held for a while.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) from: Day,
    pub(crate) to: Option<Day>,
    pub(crate) value: String,
}

impl Held {
    pub(crate) fn contains(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// As records of the tests write it.
    pub(crate) fn written(&self) -> String {
        written(self.from, self.to)
    }
}

/// `2026-01-05..2026-02-01`, or without an end.
pub(crate) fn written(from: Day, to: Option<Day>) -> String {
    format!(
        "{from}..{}",
        to.map_or_else(String::new, |to| to.to_string())
    )
}

/// A day that may be none, as the oracle is told.
pub(crate) fn told_day(day: Option<Day>) -> Json {
    day.map_or(Json::Null, |day| json!(day.to_string()))
}

/// Periods as the oracle is told, each value under a name.
pub(crate) fn told(periods: &[Held], name: &str) -> Json {
    let told = periods.iter().map(
        |held| json!({"from": held.from.to_string(), "to": told_day(held.to), name: held.value}),
    );
    told.collect()
}
