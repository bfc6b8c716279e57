//! Which sessions count for which clock: by type, by who held them, a mentor's as far as the agreement's share goes (R8d).

use super::asking::{agreements, end_of};
use super::facts::Facts;
use crate::calendar::{Held, Period};
use crate::policy::rule::Party;
use crate::record::agreement::Agreement;
use crate::record::session::{Session, SessionType};
use crate::record::{Filed, Term, WorkerFile};

/// The held sessions up to today that count for a stream of supervision, oldest first; for the line manager's where none is
/// named.
pub(super) fn counting_sessions<'a>(
    facts: &Facts<'_>,
    file: &'a WorkerFile,
    stream: Option<&Term>,
) -> Vec<&'a Filed<Session>> {
    let held = file.held_sessions();
    let held = held.filter(|session| session.data.date.value <= facts.today);
    let mut counting: Vec<&Filed<Session>> = Vec::new();
    for session in held {
        let counts = match stream {
            Some(stream) => counts_in(facts, file, session, stream),
            None => counts(facts, file, session, &counting),
        };
        if counts {
            counting.push(session);
        }
    }
    counting
}

/// Whether a session counts for the line manager's supervision: every pack that speaks of it lets it, and a mentor's also
/// by the agreement.
fn counts(
    facts: &Facts<'_>,
    file: &WorkerFile,
    session: &Filed<Session>,
    counting: &[&Filed<Session>],
) -> bool {
    let day = session.data.date.value;
    let session_type = session.data.session_type.value;
    let mut rules = facts.policy.rules_on(day, |pack| &pack.sessions_that_count);
    if session_type == SessionType::Mentor {
        return rules.any(|(_, rule)| rule.types.contains(&session_type))
            && mentor_counts(facts, file, session, counting);
    }
    rules.all(|(_, rule)| {
        rule.types.contains(&session_type)
            && (rule.remote || !session.data.remote)
            && is_held_by(
                facts,
                file,
                session,
                rule.held_by.as_ref().map(|party| &party.value),
            )
    })
}

/// Whether a session counts for a stream of its own.
fn counts_in(
    facts: &Facts<'_>,
    file: &WorkerFile,
    session: &Filed<Session>,
    stream: &Term,
) -> bool {
    let day = session.data.date.value;
    let mut rules = facts.policy.rules_on(day, |pack| &pack.streams);
    rules.any(|(_, rule)| {
        rule.id() == stream.as_str()
            && rule.types.contains(&session.data.session_type.value)
            && is_held_by(
                facts,
                file,
                session,
                rule.held_by.as_ref().map(|party| &party.value),
            )
    })
}

/// Whether a session is of a type that counts for some stream of supervision, or no pack says which do.
pub(super) fn is_of_a_counting_type(facts: &Facts<'_>, session: &Session) -> bool {
    let (day, session_type) = (session.date.value, session.session_type.value);
    let main = facts.policy.rules_on(day, |pack| &pack.sessions_that_count);
    let main: Vec<bool> = main
        .map(|(_, rule)| rule.types.contains(&session_type))
        .collect();
    let mut streams = facts.policy.rules_on(day, |pack| &pack.streams);
    main.is_empty()
        || main.contains(&true)
        || streams.any(|(_, rule)| rule.types.contains(&session_type))
}

/// The streams of their own for which a session counts.
pub(super) fn streams_of<'a>(
    facts: &Facts<'a>,
    file: &WorkerFile,
    session: &Filed<Session>,
) -> Vec<&'a str> {
    let day = session.data.date.value;
    let rules = facts.policy.rules_on(day, |pack| &pack.streams);
    rules
        .map(|(_, rule)| rule.id())
        .filter(|id| counts_in(facts, file, session, &Term::new(*id)))
        .collect()
}

fn is_held_by(
    facts: &Facts<'_>,
    file: &WorkerFile,
    session: &Filed<Session>,
    party: Option<&Party>,
) -> bool {
    let (day, supervisor) = (session.data.date.value, &session.data.supervisor.value);
    match party {
        None => true,
        Some(Party::LineManager) => {
            let worker = file.worker.as_ref();
            let manager = worker.and_then(|worker| worker.data.line_managers.on(day));
            manager.is_some_and(|manager| manager.person.value == *supervisor)
        }
        Some(Party::Roles(roles)) => {
            let role = facts.records.role_on(supervisor, day);
            role.is_some_and(|role| roles.contains(role))
        }
    }
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
