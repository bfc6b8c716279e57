//! Which sessions count towards a worker's interval (R8d).

use super::asking::{agreements, end_of};
use super::facts::Facts;
use crate::calendar::{Day, Held, Period};
use crate::record::agreement::Agreement;
use crate::record::session::{Session, SessionType};
use crate::record::{Filed, WorkerFile};

/// The held sessions up to today that count towards the interval, oldest first; a mentor's as far as the agreement's share
/// goes and no further (R8d).
pub(super) fn counting_sessions<'a>(
    facts: &Facts<'_>,
    file: &'a WorkerFile,
) -> Vec<&'a Filed<Session>> {
    let mut counting: Vec<&Filed<Session>> = Vec::new();
    for session in file
        .held_sessions()
        .filter(|session| session.data.date.value <= facts.today)
    {
        let counts = match session.data.session_type.value {
            SessionType::Mentor => mentor_counts(facts, file, session, &counting),
            other => allowed(facts, session.data.date.value, other),
        };
        if counts
            && (session.data.session_type.value != SessionType::Mentor
                || allowed_by_any(facts, session))
        {
            counting.push(session);
        }
    }
    counting
}

/// Whether every pack that speaks of a stage lets this type count.
fn allowed(facts: &Facts<'_>, day: Day, session_type: SessionType) -> bool {
    let mut packs = facts
        .packs()
        .filter(|(period, _)| period.contains(day))
        .filter_map(|(_, pack)| pack.sessions_that_count.as_ref());
    packs.all(|rule| rule.types.contains(&session_type))
}

/// A mentor's session counts where one of the packs lets it.
fn allowed_by_any(facts: &Facts<'_>, session: &Filed<Session>) -> bool {
    let day = session.data.date.value;
    let mut packs = facts
        .packs()
        .filter(|(period, _)| period.contains(day))
        .filter_map(|(_, pack)| pack.sessions_that_count.as_ref());
    packs.any(|rule| rule.types.contains(&SessionType::Mentor))
}

fn mentor_counts(
    facts: &Facts<'_>,
    file: &WorkerFile,
    session: &Filed<Session>,
    counting: &[&Filed<Session>],
) -> bool {
    let day = session.data.date.value;
    let holds = |agreement: &&Filed<Agreement>| {
        let worker = file.worker.as_ref();
        let end = worker.and_then(|worker| end_of(facts, agreement, file, &worker.data));
        Period::new(agreement.data.starts.value, end).contains(day)
    };
    let agreement = agreements(facts, file).rev().find(holds);
    let mentoring = agreement.and_then(|agreement| agreement.data.mentoring.as_ref());
    let Some(mentoring) = mentoring.filter(|mentoring| {
        mentoring.mentor.value == session.data.supervisor.value && mentoring.period().contains(day)
    }) else {
        return false;
    };
    let window = mentoring.share.of.saturating_sub(1) as usize;
    let recent = counting.iter().rev().take(window);
    let by_mentor = recent
        .filter(|session| session.data.session_type.value == SessionType::Mentor)
        .count();
    by_mentor < mentoring.share.sessions as usize
}
