//! One obligation, followed from the day on which it began until it was met: when it fell due, and what had become of it by then.
//!
//! Each day is asked what was known on it, so nothing recorded later moves what was judged before. Something falls due on the
//! first day on which its due date, as known that day, is that day or is past; a date that becomes known only after it has
//! passed therefore falls due on the day on which it becomes known. However long it then takes, it is one obligation, and late
//! by so many days. One that waits because the worker is away when it would have fallen due is one that was put off, and goes
//! on under its new date after the return.
//!
//! Between the days on which anything changes only the due dates themselves are looked at, so that a year costs a few looks.
//! Deliberately not here: what is owed, to whom, and what counts as meeting it.

use super::{Draft, Untold};
use crate::calendar::{Day, Period};
use crate::source::Spanned;

/// A time in which one thing is owed: from what began it to what met it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    /// The first day on which it was owed.
    pub(super) from: Day,
    /// When it was met.
    pub(super) met: Option<Spanned<Day>>,
    /// The last day to look at: the eve of the day on which it was met, the last one on which it was owed, or today.
    pub(super) last: Day,
    /// Whether nobody owed it any more after the last day.
    pub(super) ended: bool,
}

/// What became of an obligation.
pub(super) struct Fate {
    /// What was owed, as it stood then.
    pub(super) draft: Draft,
    /// The day on which it fell due, or would have; none where that cannot be told.
    pub(super) due: Option<Day>,
    /// From which day on this is known to have become of it.
    pub(super) since: Day,
    /// What became of it.
    pub(super) how: How,
}

/// What can become of an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// It was met before its day had passed.
    InTime,
    /// Its day came, and it had not been met by then.
    Missed,
    /// Its day fell into an absence.
    PutOff,
    /// Whether it was met cannot be told.
    Untold,
    /// Nobody owed it any more before its day came.
    Ended,
}

impl Stretch {
    /// The stretches of what comes again and again: each begins on the day on which the one before was met. What is met on the
    /// very first day was never owed.
    pub(super) fn chain(time: Period, met: &[Spanned<Day>], today: Day) -> Vec<Self> {
        let mut stretches = Vec::new();
        let (end, ended) = end_of(time, today);
        let mut from = time.from;
        if from > end {
            return stretches;
        }
        let begins = from;
        let within = met.iter();
        for met in within.filter(|met| begins <= met.value && met.value <= end) {
            if met.value > from {
                stretches.push(Self {
                    from,
                    met: Some(*met),
                    last: met.value.before(),
                    ended: false,
                });
            }
            from = met.value;
        }
        stretches.push(Self {
            from,
            met: None,
            last: end,
            ended,
        });
        stretches
    }

    /// The stretch of what is owed once. It may have been met in advance.
    pub(super) fn once(time: Period, met: Option<Spanned<Day>>, today: Day) -> Option<Self> {
        let (end, ended) = end_of(time, today);
        let met = met.filter(|met| met.value <= end);
        (time.from <= end).then(|| Self {
            from: time.from,
            met,
            last: met.map_or(end, |met| met.value.before().max(time.from)),
            ended: ended && met.is_none(),
        })
    }

    /// Follows it day by day. `stood` says what was owed on a day as it was known then, with a date that is empty where it
    /// could not be told; `doubt` why it cannot be told whether what fell due on a day had been met by then; `changes` are the
    /// days, in order, on which anything that it hangs on may have changed.
    pub(super) fn follow(
        &self,
        changes: &[Day],
        stood: impl Fn(Day) -> Option<Draft>,
        doubt: impl Fn(&Draft, Day) -> Option<Untold>,
    ) -> Vec<Fate> {
        let mut fates = Vec::new();
        let mut known: Option<(Day, Draft)> = None;
        let mut untold: Option<(Day, Draft)> = None;
        let mut eve: Option<Day> = None;
        let mut day = self.from;
        loop {
            let since = untold.take().map_or(day, |(since, _)| since);
            match stood(day) {
                None => known = None,
                Some(draft) => match draft.due {
                    None if known.as_ref().is_some_and(|(due, _)| *due <= day) => {
                        let due = known.map(|(due, _)| due);
                        fates.push(Fate::new(draft, due, day, How::Untold));
                        return fates;
                    }
                    None => untold = Some((since, draft)),
                    Some(due) if due <= day && draft.suspended => {
                        if fates.is_empty() {
                            fates.push(Fate::new(draft, Some(due), day, How::PutOff));
                        }
                        known = None;
                    }
                    Some(due) if due <= day => {
                        let (day, mut draft) = first(eve, day, draft, &stood);
                        let doubt = doubt(&draft, day);
                        let how = doubt.as_ref().map_or(How::Missed, |_| How::Untold);
                        draft.untold = doubt;
                        fates.push(Fate::new(draft, Some(day), day, how));
                        return fates;
                    }
                    Some(due) => known = Some((due, draft)),
                },
            }
            if day >= self.last {
                fates.extend(self.end(known, untold));
                return fates;
            }
            eve = Some(day);
            let change = changes[changes.partition_point(|change| *change <= day)..].first();
            let due = known.as_ref().map(|(due, _)| *due).filter(|due| *due > day);
            day = [Some(self.last), change.copied(), due]
                .into_iter()
                .flatten()
                .min()
                .expect("the last day is among them");
        }
    }

    /// What became of one whose day had not come by the last day.
    fn end(&self, known: Option<(Day, Draft)>, untold: Option<(Day, Draft)>) -> Option<Fate> {
        let last = self.last;
        match (known, untold) {
            (Some((due, draft)), _) if self.met.is_some() => {
                Some(Fate::new(draft, Some(due), last, How::InTime))
            }
            (Some((due, draft)), _) if self.ended => {
                Some(Fate::new(draft, Some(due), last, How::Ended))
            }
            (Some(_), _) | (None, None) => None,
            (None, Some((since, draft))) => Some(Fate::new(draft, None, since, How::Untold)),
        }
    }
}

impl Fate {
    fn new(draft: Draft, due: Option<Day>, since: Day, how: How) -> Self {
        Self {
            draft,
            due,
            since,
            how,
        }
    }
}

/// The last day of a time up to today, and whether the time ended with it.
fn end_of(time: Period, today: Day) -> (Day, bool) {
    match time.to {
        Some(to) if to <= today => (to, true),
        _ => (today, false),
    }
}

/// The first day after the last look on which it had fallen due, with how it stood then.
fn first(
    eve: Option<Day>,
    day: Day,
    draft: Draft,
    stood: &impl Fn(Day) -> Option<Draft>,
) -> (Day, Draft) {
    let between = std::iter::successors(eve.map(Day::after), |day| Some(day.after()));
    let has_fallen = |at: Day| {
        let draft = stood(at)?;
        let is_due = !draft.suspended && draft.due.is_some_and(|due| due <= at);
        is_due.then_some((at, draft))
    };
    // Where the date is the day itself, no day before it can have been.
    let passed = draft.due.is_some_and(|due| due < day);
    let between = between.take_while(|at| passed && *at < day);
    between
        .filter_map(has_fallen)
        .next()
        .unwrap_or((day, draft))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::due::DueKind;
    use crate::source::{SourceId, Span};

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn met(text: &str) -> Spanned<Day> {
        Spanned::new(day(text), Span::file(SourceId::from_index(0)))
    }

    fn time(from: &str, to: Option<&str>) -> Period {
        Period::new(day(from), to.map(day))
    }

    fn owed(due: &str) -> Draft {
        Draft {
            due: Some(day(due)),
            ..Draft::new(DueKind::WorkerSession, "rule")
        }
    }

    fn said(fates: &[Fate]) -> Vec<String> {
        let due = |fate: &Fate| fate.due.map_or("unknown".to_owned(), |due| due.to_string());
        fates
            .iter()
            .map(|fate| format!("{:?} {}", fate.how, due(fate)))
            .collect()
    }

    /// One stretch from 1 March, met on a day, as of 30 June.
    fn once(
        met_on: Option<&str>,
        changes: &[&str],
        stood: impl Fn(Day) -> Option<Draft>,
    ) -> String {
        let time = time("2026-03-01", None);
        let stretch = Stretch::once(time, met_on.map(met), day("2026-06-30")).expect("one");
        let changes: Vec<Day> = changes.iter().map(|text| day(text)).collect();
        said(&stretch.follow(&changes, stood, |_, _| None)).join(", ")
    }

    #[test]
    fn on_the_day_is_in_time_and_the_day_after_is_not() {
        let stood = |_| Some(owed("2026-04-01"));
        assert_eq!(once(Some("2026-03-31"), &[], stood), "InTime 2026-04-01");
        assert_eq!(once(Some("2026-04-01"), &[], stood), "InTime 2026-04-01");
        assert_eq!(once(Some("2026-04-02"), &[], stood), "Missed 2026-04-01");
        assert_eq!(once(None, &[], stood), "Missed 2026-04-01");
        assert_eq!(once(None, &[], |_| Some(owed("2026-07-01"))), "");
    }

    #[test]
    fn a_date_that_moved_before_it_came_is_judged_by_where_it_moved() {
        let moved = |to: &'static str| {
            move |on: Day| {
                Some(owed(if on < day("2026-03-10") {
                    "2026-04-01"
                } else {
                    to
                }))
            }
        };
        assert_eq!(
            once(Some("2026-04-20"), &[], moved("2026-05-01")),
            "InTime 2026-05-01"
        );
        assert_eq!(
            once(Some("2026-04-20"), &[], moved("2026-03-20")),
            "Missed 2026-03-20"
        );
        // Known on 10 March only: on 5 March nobody could know that it was due.
        let late = "Missed 2026-03-10";
        assert_eq!(once(Some("2026-03-31"), &[], moved("2026-03-05")), late);
        assert_eq!(
            once(Some("2026-03-31"), &["2026-03-10"], moved("2026-03-05")),
            late
        );
    }

    #[test]
    fn a_date_that_passed_stays_missed_whatever_is_set_afterwards() {
        // Set for 10 March, and on the 20th, ten days too late, for 10 April.
        let stood = |on: Day| {
            Some(owed(if on < day("2026-03-20") {
                "2026-03-10"
            } else {
                "2026-04-10"
            }))
        };
        assert_eq!(
            once(Some("2026-04-05"), &["2026-03-20"], stood),
            "Missed 2026-03-10"
        );
        // Set on 5 March for the 10th, and only on the 20th for 10 April: between two far dates, and seen at its change.
        let stood = |on: Day| {
            let due = match on {
                on if on < day("2026-03-05") => "2026-05-01",
                on if on < day("2026-03-20") => "2026-03-10",
                _ => "2026-04-10",
            };
            Some(owed(due))
        };
        let changes = ["2026-03-05", "2026-03-20"];
        assert_eq!(
            once(Some("2026-04-05"), &changes, stood),
            "Missed 2026-03-10"
        );
    }

    #[test]
    fn one_that_fell_into_an_absence_is_put_off_and_goes_on_after_the_return() {
        // Away from 20 March to 20 April; a week after the return is 28 April.
        let stood = |on: Day| {
            let mut draft = owed("2026-04-01");
            draft.suspended = on >= day("2026-03-20") && on <= day("2026-04-20");
            if on > day("2026-04-20") {
                draft.due = Some(day("2026-04-28"));
            }
            Some(draft)
        };
        for changes in [&["2026-03-20", "2026-04-21"][..], &[]] {
            let judged = |met| once(met, changes, stood);
            assert_eq!(judged(Some("2026-03-15")), "InTime 2026-04-01");
            // held while away, before its day
            assert_eq!(judged(Some("2026-03-25")), "InTime 2026-04-01");
            assert_eq!(judged(Some("2026-04-10")), "PutOff 2026-04-01");
            assert_eq!(
                judged(Some("2026-04-28")),
                "PutOff 2026-04-01, InTime 2026-04-28"
            );
            assert_eq!(judged(None), "PutOff 2026-04-01, Missed 2026-04-28");
        }
    }

    #[test]
    fn what_cannot_be_told_on_its_day_is_said_so_and_what_was_met_before_is_not() {
        // From 25 March on a record that cannot be read stands in the way.
        let stood = |on: Day| {
            let mut draft = owed("2026-04-01");
            if on >= day("2026-03-25") {
                draft.due = None;
            }
            Some(draft)
        };
        assert_eq!(once(Some("2026-03-30"), &[], stood), "InTime 2026-04-01");
        assert_eq!(once(Some("2026-04-05"), &[], stood), "Untold 2026-04-01");
        assert_eq!(once(None, &[], stood), "Untold 2026-04-01");
        let never = |_| Some(Draft::new(DueKind::WorkerSession, "rule"));
        assert_eq!(once(None, &["2026-04-01"], never), "Untold unknown");
    }

    #[test]
    fn what_is_in_doubt_on_its_day_is_neither_met_nor_missed() {
        let time = time("2026-03-01", None);
        let stood = |_| Some(owed("2026-04-01"));
        let judged = |met_on: &str, since: &'static str| {
            let stretch = Stretch::once(time, Some(met(met_on)), day("2026-06-30")).expect("one");
            let doubt = |_: &Draft, on: Day| {
                let holder = || Untold::Holder {
                    rule: "rule".to_owned(),
                };
                (on >= day(since)).then(holder)
            };
            said(&stretch.follow(&[], stood, doubt)).join(", ")
        };
        assert_eq!(judged("2026-04-05", "2026-04-01"), "Untold 2026-04-01");
        // What came after the day excuses nothing, and what was met in time needs no excuse.
        assert_eq!(judged("2026-04-05", "2026-04-02"), "Missed 2026-04-01");
        assert_eq!(judged("2026-04-01", "2026-03-10"), "InTime 2026-04-01");
    }

    #[test]
    fn what_is_asked_only_later_or_no_longer_is_judged_while_it_is_asked() {
        let later = |on: Day| (on >= day("2026-04-15")).then(|| owed("2026-05-15"));
        assert_eq!(
            once(Some("2026-06-01"), &["2026-04-15"], later),
            "Missed 2026-05-15"
        );
        assert_eq!(once(Some("2026-04-10"), &["2026-04-15"], later), "");
        let ended = |on: Day| (on < day("2026-04-15")).then(|| owed("2026-05-15"));
        assert_eq!(once(None, &["2026-04-15"], ended), "");
    }

    #[test]
    fn a_chain_begins_anew_on_each_day_on_which_it_is_met() {
        let days = ["2026-01-05", "2026-02-02", "2026-02-20", "2026-09-01"].map(met);
        let stretches = Stretch::chain(
            time("2026-01-05", Some("2026-03-31")),
            &days,
            day("2026-06-30"),
        );
        let said: Vec<String> = stretches
            .iter()
            .map(|one| {
                format!(
                    "{} {:?} {} {}",
                    one.from,
                    one.met.map(|met| met.value),
                    one.last,
                    one.ended
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                "2026-01-05 Some(2026-02-02) 2026-02-01 false",
                "2026-02-02 Some(2026-02-20) 2026-02-19 false",
                "2026-02-20 None 2026-03-31 true",
            ]
        );
        assert!(Stretch::chain(time("2026-07-01", None), &days, day("2026-06-30")).is_empty());
    }

    #[test]
    fn one_whose_time_ended_before_its_day_is_said_to_have_ended() {
        let stood = |_: Day| Some(owed("2026-04-01"));
        let stretch =
            |to| Stretch::once(time("2026-03-01", Some(to)), None, day("2026-06-30")).expect("one");
        assert_eq!(
            said(&stretch("2026-03-31").follow(&[], stood, |_, _| None)),
            ["Ended 2026-04-01"]
        );
        assert_eq!(
            said(&stretch("2026-04-01").follow(&[], stood, |_, _| None)),
            ["Missed 2026-04-01"]
        );
    }
}
