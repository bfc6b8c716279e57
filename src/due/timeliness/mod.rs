//! What fell due in a period and what had become of it by its day: the obligations behind every figure of timeliness.
//!
//! Each is judged by what was known on its own day ([`super::replay`]). Every session sets the date for the next one, and every
//! full discussion of a case the date for the next; so who meets more often than is asked has more dates, and meets them. An
//! agreement, a history and a first consideration are owed once in each relationship or allocation. Each is counted in the
//! period in which its date lies, and belongs to the worker, the team and the supervisor of that day, or of the last day
//! where the worker had left or the case had been closed by then.
//!
//! In time is on or before the date. What was not owed when its day came, or cannot be told, is kept apart with the reason and
//! counts neither as met nor as missed; where even its date cannot be told, it lies in every period that it touches.
//!
//! Deliberately not here: actions and renewals, which are agreed and bought rather than supervised, whether an agreement is
//! signed, and any judgement of a figure.

mod cases;
mod figures;
mod relationships;
mod sessions;

use std::fmt;

use rayon::prelude::*;

use super::facts::Facts;
use super::replay::{Fate, How, Stretch};
use super::{Agreed, Anchor, Draft, DueKind, Untold};
use crate::calendar::{Dated, Day, Held, Period};
use crate::diag::Citation;
use crate::record::store_settings::Holds;
use crate::record::{ChildId, PersonId, Term, WorkerId};
use crate::source::{Span, Spanned};

pub use figures::{By, Figure, Group, figures, groups};

/// The kinds that are judged, in the order in which they are shown. A date that a supervisor set counts among the full
/// discussions.
pub const KINDS: [DueKind; 6] = [
    DueKind::WorkerSession,
    DueKind::CaseDiscussion,
    DueKind::CaseFirstConsideration,
    DueKind::Agreement,
    DueKind::History,
    DueKind::AgreementReview,
];

/// Something that fell due, or would have, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// What; one of [`KINDS`].
    pub kind: DueKind,
    /// The worker whose it was on the day.
    pub worker: Option<WorkerId>,
    /// The worker's team on the day.
    pub team: Option<Term>,
    /// The worker's line manager on the day.
    pub supervisor: Option<PersonId>,
    /// The child it concerns.
    pub child: Option<ChildId>,
    /// By when; none where that cannot be told.
    pub due: Option<Day>,
    /// Whether the policy says that it must be so; otherwise it should.
    pub must: bool,
    /// The rule whose date it is.
    pub rule: String,
    /// The clauses that ask.
    pub because: Vec<Citation>,
    /// Who asked for it by which day, strictest first.
    pub asked: Vec<String>,
    /// What the two had settled on, where that asked for the earliest of them and no policy.
    pub agreed: Option<Agreed>,
    /// What the date was counted from.
    pub counted_from: Option<Anchor>,
    /// What became of it.
    pub outcome: Outcome,
    /// When it was met, with the record that says so.
    pub done: Option<Spanned<Day>>,
    /// How many days after its date it was met, or had not been met on the last day that could be looked at; none where it
    /// was in time, does not count, or cannot be told.
    pub days_late: Option<i64>,
    /// What else there is to say.
    pub note: Option<Note>,
}

/// What else there is to say of an obligation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Why something about it cannot be told.
    Untold(Untold),
    /// What put an end to it after its day had passed.
    EndedSince(Reason),
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Untold(untold) => untold.fmt(f),
            Self::EndedSince(reason) => f.write_str(reason.spoken_after()),
        }
    }
}

/// What became of an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It was met on or before its date.
    InTime,
    /// It was met after its date.
    Late,
    /// It had not been met when its date had passed, nor since.
    NotDone,
    /// It counts neither as met nor as missed.
    NotCounted(Reason),
}

impl Outcome {
    /// Its name in JSON and in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::InTime => "in-time",
            Self::Late => "late",
            Self::NotDone => "not-done",
            Self::NotCounted(_) => "not-counted",
        }
    }

    /// Whether its date passed without it.
    pub fn is_missed(self) -> bool {
        matches!(self, Self::Late | Self::NotDone)
    }
}

/// Why something counts neither as met nor as missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The worker was away when it fell due.
    Away,
    /// A record that is needed is missing, cannot be read or is kept elsewhere.
    CannotTell,
    /// The worker left before the day came.
    Left,
    /// The case was closed before the day came.
    Closed,
    /// The case went to another worker before the day came.
    Reallocated,
    /// The worker had another line manager before the day came.
    ManagerChanged,
    /// The day is the day of the reading, which is not over.
    DueToday,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::Away,
        Self::CannotTell,
        Self::Left,
        Self::Closed,
        Self::Reallocated,
        Self::ManagerChanged,
        Self::DueToday,
    ];

    /// Its name in JSON and in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Away => "away",
            Self::CannotTell => "cannot-tell",
            Self::Left => "left",
            Self::Closed => "closed",
            Self::Reallocated => "reallocated",
            Self::ManagerChanged => "manager-changed",
            Self::DueToday => "due-today",
        }
    }

    /// What a sentence says of it.
    pub fn spoken(self) -> &'static str {
        match self {
            Self::Away => "the worker was away when it fell due",
            Self::CannotTell => "it cannot be told",
            Self::Left => "the worker left before the day came",
            Self::Closed => "the case was closed before the day came",
            Self::Reallocated => "the case went to another worker before the day came",
            Self::ManagerChanged => "the line manager changed before the day came",
            Self::DueToday => "due on the day of the reading, which is not over",
        }
    }
}

/// Everything that fell due in a period, from its first day to its last, by date. The last day may not be after today.
pub fn judged(facts: &Facts<'_>, from: Day, to: Day) -> Vec<Obligation> {
    let window = Window { from, to };
    let workers = facts.records.workers.par_iter();
    let by_worker = workers.flat_map_iter(|(id, file)| {
        let sessions = sessions::judged(facts, window, id, file);
        sessions
            .into_iter()
            .chain(relationships::judged(facts, window, id, file))
    });
    let children = facts.records.children.par_iter();
    let by_child = children.flat_map_iter(|(id, file)| {
        let child = file.child.as_ref();
        child
            .into_iter()
            .flat_map(move |child| cases::judged(facts, window, id, child))
    });
    let mut judged: Vec<Obligation> = by_worker.chain(by_child).collect();
    judged.extend(without_their_file(facts));
    judged.sort_by(|a, b| {
        let key = |one: &Obligation| (one.due.is_none(), one.due, place(one.kind));
        let whose = |one: &Obligation| (one.worker.clone(), one.child.clone());
        key(a).cmp(&key(b)).then_with(|| whose(a).cmp(&whose(b)))
    });
    judged
}

/// The halves of which the figures of a store cannot speak, because they are kept elsewhere.
pub fn not_here(facts: &Facts<'_>) -> Vec<Holds> {
    let settings = facts.records.settings();
    let mut halves = vec![Holds::Workers, Holds::Children];
    halves.retain(|half| settings.is_some_and(|settings| settings.holds_elsewhere(*half)));
    halves
}

/// The place of a kind in the order in which they are shown.
fn place(kind: DueKind) -> usize {
    let place = KINDS.iter().position(|known| *known == kind);
    place.unwrap_or(KINDS.len())
}

/// The period, both days included.
#[derive(Clone, Copy)]
struct Window {
    from: Day,
    to: Day,
}

/// Whose something is, and until when.
struct Whose<'a> {
    worker: Option<&'a WorkerId>,
    child: Option<&'a ChildId>,
    /// The last day on which it was theirs, if there is one.
    until: Option<Day>,
    /// Why it is nobody's after that.
    then: Reason,
}

impl Window {
    /// What became of a stretch of time, as far as it lies in the period. `changes` and `stood` are those of
    /// [`Stretch::follow`]; `unseen` says whether a record that cannot be read may tell that it was met between two days.
    fn judge<'a>(
        self,
        facts: &Facts<'_>,
        stretch: &Stretch,
        changes: &[Day],
        stood: impl Fn(Day) -> Option<Draft>,
        unseen: impl Fn(&Draft, Day, Day) -> Option<Untold>,
        whose: impl Fn(Day) -> Whose<'a>,
    ) -> Vec<Obligation> {
        if stretch.from > self.to {
            return Vec::new();
        }
        let doubt = |draft: &Draft, day: Day| {
            let since = draft.counted_from.map_or(stretch.from, |from| from.day);
            unseen(draft, since, day)
        };
        let fates = stretch.follow(changes, stood, doubt);
        let in_period = fates
            .into_iter()
            .filter_map(|fate| self.lies_within(fate, stretch));
        in_period
            .map(|(fate, day)| obligation(facts, stretch, fate, &whose(day), day, &unseen))
            .collect()
    }

    /// What became of it with the day by which it is counted, if that is in the period. What cannot be told stays so until it
    /// is met, so it lies in every period until then, without a date in all but the first.
    fn lies_within(self, mut fate: Fate, stretch: &Stretch) -> Option<(Fate, Day)> {
        let day = fate.due.unwrap_or(fate.since);
        if self.from <= day && day <= self.to {
            return Some((fate, day));
        }
        let goes_on = fate.how == How::Untold && day < self.from && self.from <= stretch.last;
        fate.due = None;
        goes_on.then_some((fate, self.from))
    }
}

fn obligation(
    facts: &Facts<'_>,
    stretch: &Stretch,
    fate: Fate,
    whose: &Whose<'_>,
    day: Day,
    unseen: impl Fn(&Draft, Day, Day) -> Option<Untold>,
) -> Obligation {
    let Fate {
        draft, due, how, ..
    } = fate;
    let mut note = None;
    let mut done = stretch.met;
    let mut days_late = None;
    let outcome = match how {
        How::InTime => Outcome::InTime,
        How::Missed if done.is_none() && due == Some(facts.today) => {
            Outcome::NotCounted(Reason::DueToday)
        }
        How::Missed => {
            note = unseen(&draft, day, stretch.last).map(Note::Untold);
            if note.is_some() {
                // Late it is; what cannot be read may say that it was met sooner than by what can.
                done = None;
                Outcome::Late
            } else {
                let until = done.map_or(stretch.last, |done| done.value);
                days_late = Some(day.days_to(until));
                match done {
                    Some(_) => Outcome::Late,
                    None => {
                        note = stretch.ended.then_some(Note::EndedSince(whose.then));
                        Outcome::NotDone
                    }
                }
            }
        }
        How::PutOff => Outcome::NotCounted(Reason::Away),
        How::Untold => {
            note = draft.untold.clone().map(Note::Untold);
            Outcome::NotCounted(Reason::CannotTell)
        }
        How::Ended => Outcome::NotCounted(whose.then),
    };
    if matches!(outcome, Outcome::NotCounted(_)) {
        done = None;
    }
    let on = whose.until.map_or(day, |until| until.min(day));
    let (team, supervisor) = stood_under(facts, whose.worker, on);
    Obligation {
        kind: match draft.kind {
            DueKind::NextDiscussion => DueKind::CaseDiscussion,
            kind => kind,
        },
        worker: whose.worker.cloned(),
        team,
        supervisor,
        child: whose.child.cloned(),
        due,
        must: draft.must,
        rule: draft.rule,
        because: draft.because,
        agreed: draft.asked.first().and_then(|ask| ask.agreed),
        asked: draft.asked.into_iter().map(|ask| ask.says).collect(),
        counted_from: draft.counted_from,
        outcome,
        done,
        days_late,
        note,
    }
}

impl Reason {
    /// What is said of something that was missed and is owed no more.
    fn spoken_after(self) -> &'static str {
        match self {
            Self::Left => "the worker has left since",
            Self::Closed => "the case has been closed since",
            Self::Reallocated => "the case has gone to another worker since",
            _ => "the line manager has changed since",
        }
    }
}

/// The team and the line manager of a worker on a day.
fn stood_under(
    facts: &Facts<'_>,
    worker: Option<&WorkerId>,
    day: Day,
) -> (Option<Term>, Option<PersonId>) {
    let file = worker.and_then(|worker| facts.records.workers.get(worker));
    let Some(worker) = file.and_then(|file| file.worker.as_ref()) else {
        return (None, None);
    };
    let post = worker.data.employment.on(day);
    let manager = worker.data.line_managers.on(day);
    (
        post.map(|post| post.team.value.clone()),
        manager.map(|held| held.person.value.clone()),
    )
}

/// The times in which something held without a gap, oldest first.
fn spells<T: Held>(held: &Dated<T>) -> Vec<Period> {
    let mut periods: Vec<Period> = held.iter().map(Held::period).collect();
    periods.sort();
    let mut spells: Vec<Period> = Vec::new();
    for period in periods {
        match spells.last_mut() {
            Some(last) if last.to.is_none_or(|to| period.from <= to.after()) => {
                last.to = last.to.zip(period.to).map(|(a, b)| a.max(b));
            }
            _ => spells.push(period),
        }
    }
    spells
}

/// The days that two periods have in common.
fn common(a: Period, b: Period) -> Option<Period> {
    let to = a.to.into_iter().chain(b.to).min();
    a.overlaps(b).then(|| Period::new(a.from.max(b.from), to))
}

/// The days on which packs begin or have ended.
fn pack_days(facts: &Facts<'_>) -> impl Iterator<Item = Day> {
    let packs = facts.policy.packs.iter();
    packs.flat_map(|in_force| {
        let ended = in_force.period.to.map(Day::after);
        std::iter::once(in_force.period.from).chain(ended)
    })
}

/// Days in order, each once.
fn in_order(days: impl Iterator<Item = Day>) -> Vec<Day> {
    let mut days: Vec<Day> = days.collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The workers and children whose own file is missing or cannot be read: what was due from them is not known.
fn without_their_file(facts: &Facts<'_>) -> Vec<Obligation> {
    let unread = |name: &str| -> Vec<String> {
        let ids = facts.records.unread.iter();
        ids.filter_map(|id| Some(id.as_str().strip_suffix(name)?.to_owned()))
            .filter(|id| !id.contains('/'))
            .collect()
    };
    let missing = facts.records.workers.iter();
    let missing = missing.filter(|(_, file)| file.worker.is_none());
    let mut workers = unread("/worker");
    workers.extend(missing.map(|(id, _)| id.to_string()));
    workers.sort();
    workers.dedup();
    let no_file = |kind, id: &str, name: &str| Obligation {
        kind,
        worker: None,
        team: None,
        supervisor: None,
        child: None,
        due: None,
        must: true,
        rule: String::new(),
        because: Vec::new(),
        asked: Vec::new(),
        agreed: None,
        counted_from: None,
        outcome: Outcome::NotCounted(Reason::CannotTell),
        done: None,
        days_late: None,
        note: Some(Note::Untold(Untold::Record {
            record: format!("{id}/{name}"),
        })),
    };
    let workers = workers.into_iter().map(|id| Obligation {
        worker: Some(WorkerId::new(id.as_str())),
        ..no_file(DueKind::WorkerSession, &id, "worker")
    });
    let missing = facts.records.children.iter();
    let missing = missing.filter(|(_, file)| file.child.is_none());
    let mut children = unread("/child");
    children.extend(missing.map(|(id, _)| id.to_string()));
    children.sort();
    children.dedup();
    let children = children.into_iter().map(|id| Obligation {
        child: Some(ChildId::new(id.as_str())),
        ..no_file(DueKind::CaseDiscussion, &id, "child")
    });
    workers.chain(children).collect()
}

/// A day that a record gives.
fn given(day: Day, span: Span) -> Spanned<Day> {
    Spanned::new(day, span)
}
