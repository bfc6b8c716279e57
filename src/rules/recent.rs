//! The last sessions that a line manager has held with a worker: enough of them to show a habit.

use super::held::is_of_own_cases;
use crate::due::Facts;
use crate::record::session::Session;
use crate::record::{Filed, PersonId, WorkerId};

/// How many sessions show a habit. No policy gives a number; six is our reading: half a year where sessions are monthly.
pub(super) const SESSIONS: usize = 6;

/// The last sessions of a worker with the present line manager.
pub(super) struct Recent<'a> {
    /// The worker.
    pub(super) worker: &'a WorkerId,
    /// The line manager.
    pub(super) manager: &'a PersonId,
    /// As many as show a habit, oldest first.
    pub(super) sessions: Vec<&'a Filed<Session>>,
}

impl<'a> Recent<'a> {
    /// The last of them.
    pub(super) fn last(&self) -> &'a Filed<Session> {
        self.sessions
            .last()
            .expect("there are as many as show a habit")
    }
}

/// The last sessions of each worker who has had so many with the present line manager, and whose sessions could all be read.
pub(super) fn sessions<'a>(facts: &Facts<'a>) -> Vec<Recent<'a>> {
    let mut found = Vec::new();
    for (id, file, worker) in facts.workers() {
        let Some(relationship) = facts.relationship(worker) else {
            continue;
        };
        let (manager, begins) = (&relationship.person.value, relationship.from.value);
        let of_the_two = file.held_sessions().rev().filter(|session| {
            let (data, day) = (&session.data, session.data.date.value);
            is_of_own_cases(data)
                && data.supervisor.value == *manager
                && begins <= day
                && day <= facts.today
        });
        let mut sessions: Vec<_> = of_the_two.take(SESSIONS).collect();
        let folder = format!("{id}/3-supervision/");
        if sessions.len() < SESSIONS || facts.records.has_unread_below(&folder) {
            continue;
        }
        sessions.reverse();
        found.push(Recent {
            worker: id,
            manager,
            sessions,
        });
    }
    found
}
