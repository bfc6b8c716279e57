//! What became of the actions that were agreed in a worker's file and in the records of the worker's children (C5b, R9b).
//!
//! What is open today and by when is [`super::action`]'s. Here every action is followed to its end: whether a session closed it in
//! time. In time is at the first session of the worker on or after its day, or before; for what was done is written down in a
//! session, and nobody holds one for that alone.

use std::collections::BTreeMap;

use super::facts::Facts;
use crate::calendar::Day;
use crate::record::action::{Action, Outcome};
use crate::record::{ActionId, PersonId, RecordId, WorkerId};

/// An action and what became of it.
#[derive(Clone, Debug)]
pub struct Followed<'a> {
    /// The action.
    pub id: &'a ActionId,
    /// Who was to do it.
    pub who: &'a PersonId,
    /// By when, as it was first agreed.
    pub by_when: Day,
    /// The record in which it was agreed.
    pub record: &'a RecordId,
    /// The record's day.
    pub agreed: Day,
    /// How often it was carried on to a later day.
    pub carried: usize,
    /// By when it stood in the end.
    pub last_by_when: Day,
    /// The session that closed it, with its day and whether it was done.
    pub closed: Option<(&'a RecordId, Day, bool)>,
    /// What became of it.
    pub fate: Fate,
}

/// What became of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Done by the day that was first agreed.
    InTime,
    /// Done, and later than was first agreed.
    Late,
    /// Given up.
    Dropped,
    /// Open, and its day has not come.
    Open,
    /// Open, and its day is past.
    Overdue,
}

impl Fate {
    /// What a table says of it.
    pub fn spoken(self) -> &'static str {
        match self {
            Self::InTime => "done in time",
            Self::Late => "done late",
            Self::Dropped => "dropped",
            Self::Open => "open, not yet due",
            Self::Overdue => "open, overdue",
        }
    }
}

/// The actions agreed with a worker up to today, in the order in which they were agreed.
pub fn followed<'a>(facts: &Facts<'a>, worker: &WorkerId) -> Vec<Followed<'a>> {
    let mut found: BTreeMap<&ActionId, Followed<'a>> = BTreeMap::new();
    let mut agree = |record: &'a RecordId, day: Day, actions: &'a [Action]| {
        for action in actions.iter().filter(|_| day <= facts.today) {
            found.insert(
                &action.id.value,
                Followed {
                    id: &action.id.value,
                    who: &action.who.value,
                    by_when: action.by_when.value,
                    record,
                    agreed: day,
                    carried: 0,
                    last_by_when: action.by_when.value,
                    closed: None,
                    fate: Fate::Open,
                },
            );
        }
    };
    let Some(file) = facts.records.workers.get(worker) else {
        return Vec::new();
    };
    for filed in &file.sessions {
        agree(&filed.id, filed.data.date.value, &filed.data.actions);
    }
    for filed in &file.quality_audits {
        agree(&filed.id, filed.data.date.value, &filed.data.actions);
    }
    for case in facts.records.children.values() {
        for filed in &case.supervisions {
            if filed.data.worker.value == *worker {
                agree(&filed.id, filed.data.date.value, &filed.data.actions);
            }
        }
        let allocations = case.child.as_ref().map(|child| &child.data.allocations);
        for filed in &case.decisions {
            let day = filed.data.date.value;
            let holder = allocations.and_then(|held| held.on(day));
            if holder.is_some_and(|held| held.worker.value == *worker) {
                agree(&filed.id, day, &filed.data.actions);
            }
        }
    }
    let sessions: Vec<_> = file
        .held_sessions()
        .filter(|session| session.data.date.value <= facts.today)
        .collect();
    // Whoever took the case over may close what was agreed with the last worker.
    let reviewing = facts.records.workers.values();
    let mut reviewing: Vec<_> = reviewing
        .flat_map(|file| &file.sessions)
        .filter(|session| session.data.date.value <= facts.today)
        .collect();
    reviewing.sort_by(|one, other| {
        let day =
            |filed: &crate::record::Filed<crate::record::session::Session>| filed.data.date.value;
        (day(one), &one.id).cmp(&(day(other), &other.id))
    });
    for session in reviewing {
        let day = session.data.date.value;
        for reviewed in &session.data.actions_reviewed {
            let Some(followed) = found.get_mut(&reviewed.action.value) else {
                continue;
            };
            match reviewed.outcome.value {
                Outcome::Done => followed.closed = Some((&session.id, day, true)),
                Outcome::Dropped => followed.closed = Some((&session.id, day, false)),
                Outcome::Carried => {
                    followed.carried += 1;
                    if let Some(by_when) = &reviewed.by_when {
                        followed.last_by_when = by_when.value;
                    }
                }
            }
        }
    }
    let mut found: Vec<Followed<'a>> = found.into_values().collect();
    for one in &mut found {
        let first = sessions.iter().map(|session| session.data.date.value);
        let first = first.filter(|day| *day >= one.by_when).min();
        one.fate = match one.closed {
            Some((_, _, false)) => Fate::Dropped,
            Some((_, day, true)) if first.is_none_or(|first| day <= first) => Fate::InTime,
            Some(_) => Fate::Late,
            None if one.last_by_when < facts.today => Fate::Overdue,
            None => Fate::Open,
        };
    }
    found.sort_by(|one, other| (one.agreed, one.id).cmp(&(other.agreed, other.id)));
    found
}
