//! The disagreements that records tell of, and the sessions that have been held since.

use super::held::is_of_own_cases;
use crate::calendar::Day;
use crate::due::Facts;
use crate::record::dispute::Dispute;
use crate::record::session::Session;
use crate::record::{ChildId, Filed, PersonId, WorkerId};

/// A disagreement and the record that tells of it.
pub(super) struct Disputed<'a> {
    /// The worker whose session it was.
    pub(super) worker: &'a WorkerId,
    /// Who held the session.
    pub(super) supervisor: &'a PersonId,
    /// The child whose record tells of it; none where it is the session's own.
    pub(super) child: Option<&'a ChildId>,
    /// The session's day.
    pub(super) day: Day,
    /// The disagreement.
    pub(super) dispute: &'a Dispute,
}

impl Disputed<'_> {
    /// "about the session of jo-field on 2026-02-10", "about the record of c-1042 of 2026-02-10".
    pub(super) fn about(&self) -> String {
        match self.child {
            Some(child) => format!("about the record of {child} of {}", self.day),
            None => format!("about the session of {} on {}", self.worker, self.day),
        }
    }
}

/// Every disagreement that was raised by today.
pub(super) fn all<'a>(facts: &Facts<'a>) -> impl Iterator<Item = Disputed<'a>> {
    let today = facts.today;
    let of_sessions = facts.records.workers.iter().flat_map(|(worker, file)| {
        let sessions = file.sessions.iter().map(|session| &session.data);
        sessions.flat_map(move |session| {
            session.disputes.iter().map(move |dispute| Disputed {
                worker,
                supervisor: &session.supervisor.value,
                child: None,
                day: session.date.value,
                dispute,
            })
        })
    });
    let of_children = facts.records.children.iter().flat_map(|(child, file)| {
        let notes = file.supervisions.iter().map(|note| &note.data);
        notes.flat_map(move |note| {
            note.disputes.iter().map(move |dispute| Disputed {
                worker: &note.worker.value,
                supervisor: &note.supervisor.value,
                child: Some(child),
                day: note.date.value,
                dispute,
            })
        })
    });
    of_sessions
        .chain(of_children)
        .filter(move |disputed| disputed.dispute.on.value <= today)
}

/// The sessions of a worker's own cases that were held after a day and by today, oldest first.
pub(super) fn sessions_since<'a>(
    facts: &Facts<'a>,
    worker: &WorkerId,
    day: Day,
) -> impl Iterator<Item = &'a Filed<Session>> {
    let today = facts.today;
    let file = facts.records.workers.get(worker);
    let sessions = file.into_iter().flat_map(|file| file.held_sessions());
    sessions.filter(move |session| {
        let held = session.data.date.value;
        is_of_own_cases(&session.data) && day < held && held <= today
    })
}
