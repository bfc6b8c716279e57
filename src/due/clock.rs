//! When the next one is due, where what is asked changes over time: the arithmetic of every interval in the program.
//!
//! Dates and intervals only; who and what they are about is the schedules' business.

use crate::calendar::{Cadence, Day, Period};

/// An interval that is asked for a while. Requests overlap: several rules ask at the same time, and the strictest holds.
#[derive(Clone, Copy, Debug)]
pub struct Asked<R> {
    /// When it is asked.
    pub period: Period,
    /// How often.
    pub cadence: Cadence,
    /// Who asks.
    pub by: R,
}

/// A request with the day that it gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer<R> {
    /// By when.
    pub due: Day,
    /// From which day it was counted: the last one, or the day on which something stricter began.
    pub from: Day,
    /// How often it is asked for.
    pub cadence: Cadence,
    /// Who asks.
    pub by: R,
}

/// The day by which the next one is due after those that have happened, oldest first, strictest request first; none where
/// nothing is asked. Where none has happened yet, an interval is counted from the day on which the counting begins.
///
/// A request in force when the last one happened counts from it. One that begins later counts from its beginning if it is
/// stricter than what was asked until then (C4i), and from the last one if it is looser. A request that ends before its
/// day comes still holds its day if something at least as strict is asked on every day until then: a tightening never
/// postpones. Once something looser is asked it has lapsed. So a later last one never gives an earlier day (C3d).
pub fn next<R: Copy>(happened: &[Day], begins: Day, asked: &[Asked<R>]) -> Vec<Answer<R>> {
    let mut answers: Vec<Answer<R>> = asked
        .iter()
        .filter_map(|request| answer(happened, begins, request, asked))
        .collect();
    answers.sort_by_key(|answer| answer.due);
    answers
}

fn answer<R: Copy>(
    happened: &[Day],
    begins: Day,
    request: &Asked<R>,
    asked: &[Asked<R>],
) -> Option<Answer<R>> {
    let Asked {
        period,
        cadence,
        by,
    } = *request;
    let last = happened.last().copied().unwrap_or(begins);
    if period.to.is_some_and(|to| to < last) {
        return None;
    }
    let begins_later = period.from > last;
    let (from, due) = match cadence {
        Cadence::Every(interval) => {
            let from = if begins_later && tightens(request, asked) {
                period.from
            } else {
                last
            };
            (from, interval.after(from).max(period.from))
        }
        // What is counted in stretches of time is counted from the day on which it is asked, whatever was asked before.
        Cadence::InAny { .. } | Cadence::InEach { .. } => {
            (last.max(period.from), cadence.next(happened, period.from))
        }
    };
    let ended = period.to.is_some_and(|to| to < due);
    (!ended || is_held_up(request, from, due, asked)).then_some(Answer {
        due,
        from,
        cadence,
        by,
    })
}

/// Whether a request is stricter than everything asked on the day before it begins, or the first thing asked at all.
fn tightens<R>(request: &Asked<R>, asked: &[Asked<R>]) -> bool {
    let start = request.period.from;
    let mut before = asked
        .iter()
        .filter(|other| other.period.contains(start.before()));
    before.all(|other| request.cadence.is_stricter_than(other.cadence, start))
}

/// Whether something at least as strict is asked on every day from the end of a request until its day.
fn is_held_up<R>(request: &Asked<R>, from: Day, due: Day, asked: &[Asked<R>]) -> bool {
    let mut day = request.period.to.map(Day::after);
    while let Some(open) = day.filter(|open| *open <= due) {
        let mut then = asked.iter().filter(|other| other.period.contains(open));
        match then.find(|other| !request.cadence.is_stricter_than(other.cadence, from)) {
            None => return false,
            Some(other) => {
                let next = other.period.to.map(Day::after);
                day = next.filter(|next| *next > open);
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Bucket, Interval};

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn asked(from: &str, to: Option<&str>, interval: Interval) -> Asked<()> {
        Asked {
            period: Period::new(day(from), to.map(day)),
            cadence: Cadence::Every(interval),
            by: (),
        }
    }

    fn due(last: &str, requests: &[Asked<()>]) -> Option<String> {
        next(&[day(last)], day(last), requests)
            .first()
            .map(|answer| answer.due.to_string())
    }

    #[test]
    fn the_strictest_of_several_holds() {
        let requests = [
            asked("2026-01-01", None, Interval::Months(1)),
            asked("2026-01-01", None, Interval::Weeks(4)),
            asked("2026-01-01", None, Interval::Months(3)),
        ];
        assert_eq!(due("2026-03-01", &requests).as_deref(), Some("2026-03-29"));
        assert_eq!(next(&[], day("2026-03-01"), &requests).len(), 3);
        assert_eq!(due("2026-03-01", &[]), None);
    }

    #[test]
    fn c4i_a_tightening_counts_from_the_change_and_never_postpones() {
        let eight_then_four = |change: &str| {
            let before = day(change).before().to_string();
            [
                asked("2026-01-01", Some(&before), Interval::Weeks(8)),
                asked(change, None, Interval::Weeks(4)),
            ]
        };
        // Discussed on 5 January: eight weeks end on 2 March.
        assert_eq!(
            due("2026-01-05", &eight_then_four("2026-01-12")).as_deref(),
            Some("2026-02-09")
        );
        assert_eq!(
            due("2026-01-05", &eight_then_four("2026-02-23")).as_deref(),
            Some("2026-03-02")
        );
    }

    #[test]
    fn a_loosening_counts_from_the_last_one() {
        let requests = [
            asked("2026-01-01", Some("2026-01-20"), Interval::Weeks(4)),
            asked("2026-01-21", None, Interval::Weeks(8)),
        ];
        assert_eq!(due("2026-01-05", &requests).as_deref(), Some("2026-03-02"));
    }

    #[test]
    fn a_rolling_interval_and_a_calendar_month_are_asked_side_by_side() {
        let monthly = Asked {
            period: Period::new(day("2026-01-01"), None),
            cadence: Cadence::InEach {
                times: 1,
                bucket: Bucket::Month,
            },
            by: (),
        };
        let six_weeks = asked("2026-01-01", None, Interval::Weeks(6));
        // Six weeks from 2 March are 13 April, before the month ends; from 25 March they are 6 May, after it.
        assert_eq!(
            due("2026-03-02", &[monthly, six_weeks]).as_deref(),
            Some("2026-04-13")
        );
        assert_eq!(
            due("2026-03-25", &[monthly, six_weeks]).as_deref(),
            Some("2026-04-30")
        );
    }

    #[test]
    fn what_was_missed_before_a_loosening_stays_missed() {
        let requests = [
            asked("2026-01-01", Some("2026-03-20"), Interval::Weeks(4)),
            asked("2026-03-21", None, Interval::Weeks(8)),
        ];
        assert_eq!(due("2026-01-05", &requests).as_deref(), Some("2026-02-02"));
    }

    #[test]
    fn c3b_r8b_the_stages_of_the_assessed_year_switch_on_the_day() {
        // ASYE from Monday 1 September 2025: six weeks end on 12 October, six months on 28 February.
        let stages = [
            asked("2025-09-01", Some("2025-10-12"), Interval::Weeks(1)),
            asked("2025-10-13", Some("2026-02-28"), Interval::Weeks(2)),
            asked("2026-03-01", None, Interval::Months(1)),
        ];
        for (last, expected) in [
            ("2025-09-01", "2025-09-08"),
            ("2025-10-05", "2025-10-12"),
            ("2025-10-06", "2025-10-20"),
            ("2025-10-09", "2025-10-23"),
            ("2026-02-14", "2026-02-28"),
            ("2026-02-15", "2026-03-15"),
            ("2026-02-25", "2026-03-25"),
            ("2026-03-31", "2026-04-30"),
        ] {
            assert_eq!(
                due(last, &stages).as_deref(),
                Some(expected),
                "last on {last}"
            );
        }
    }
}
