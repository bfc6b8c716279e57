//! What two readings of what falls due have in common and what not: the dates that move, come and go.

use super::{Due, DueKind};
use crate::calendar::Day;
use crate::record::{ChildId, PersonId, WorkerId};

/// A date that is not the same on both sides.
#[derive(Clone, Copy, Debug)]
pub struct Moved<'a> {
    /// As it was; none where it is new.
    pub before: Option<&'a Due>,
    /// As it is; none where it has gone.
    pub after: Option<&'a Due>,
}

/// Which way a date has moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// It comes sooner.
    Sooner,
    /// It was not asked for before.
    New,
    /// It comes later.
    Later,
    /// It is asked for no longer.
    Gone,
    /// It could be told on one side only.
    Told,
}

impl Way {
    /// Every way, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Sooner, Self::New, Self::Later, Self::Gone, Self::Told];

    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sooner => "sooner",
            Self::New => "new",
            Self::Later => "later",
            Self::Gone => "gone",
            Self::Told => "told",
        }
    }
}

impl<'a> Moved<'a> {
    /// The due that there is, the later reading first.
    pub fn due(&self) -> &'a Due {
        self.after.or(self.before).expect("one side has it")
    }

    /// Which way it has moved.
    pub fn way(&self) -> Way {
        match (self.before, self.after) {
            (None, _) => Way::New,
            (_, None) => Way::Gone,
            (Some(before), Some(after)) => match (before.due, after.due) {
                (Some(was), Some(is)) if is < was => Way::Sooner,
                (Some(_), Some(_)) => Way::Later,
                _ => Way::Told,
            },
        }
    }
}

/// What makes two dues the same obligation.
type Obligation<'a> = (
    DueKind,
    Option<&'a WorkerId>,
    Option<&'a ChildId>,
    Option<&'a PersonId>,
    Option<&'a String>,
);

/// A date that a supervisor set is a full discussion by another name.
fn obligation(due: &Due) -> Obligation<'_> {
    let kind = match due.kind {
        DueKind::NextDiscussion => DueKind::CaseDiscussion,
        other => other,
    };
    let of_nobody = due.worker.is_none() && due.child.is_none();
    let person = due.supervisor.as_ref().filter(|_| of_nobody);
    (
        kind,
        due.worker.as_ref(),
        due.child.as_ref(),
        person,
        due.subject.as_ref(),
    )
}

/// The dates that differ, by way and then by day.
pub fn moved<'a>(before: &'a [Due], after: &'a [Due]) -> Vec<Moved<'a>> {
    let mut was: Vec<(Obligation<'a>, &Due)> =
        before.iter().map(|due| (obligation(due), due)).collect();
    let mut is: Vec<(Obligation<'a>, &Due)> =
        after.iter().map(|due| (obligation(due), due)).collect();
    was.sort_by(|a, b| a.0.cmp(&b.0));
    is.sort_by(|a, b| a.0.cmp(&b.0));
    let find = |among: &[(Obligation<'a>, &'a Due)], key: &Obligation<'a>| {
        among
            .binary_search_by(|(other, _)| other.cmp(key))
            .ok()
            .map(|place| among[place].1)
    };
    let kept = was.iter().map(|(key, due)| Moved {
        before: Some(*due),
        after: find(&is, key),
    });
    let new = is
        .iter()
        .filter(|(key, _)| find(&was, key).is_none())
        .map(|(_, due)| Moved {
            before: None,
            after: Some(*due),
        });
    let mut moved: Vec<Moved<'a>> = kept
        .chain(new)
        .filter(|moved| day(moved.before) != day(moved.after))
        .collect();
    moved.sort_by_key(|moved| (moved.way(), moved.due().due, moved.due().id.clone()));
    moved
}

/// By when, where it is asked for at all.
fn day(due: Option<&Due>) -> Option<Option<Day>> {
    due.map(|due| due.due)
}
