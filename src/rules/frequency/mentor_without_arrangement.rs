//! A mentor's session that the agreement makes no room for (R8d).

use crate::calendar::Held;
use crate::diag::Diagnostic;
use crate::record::agreement::Agreement;
use crate::record::session::{Session, SessionType};
use crate::record::{Filed, WorkerFile};
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::mentoring::{agreement_on, speaks_of_mentors};
use crate::source::Span;

rule!(
    MENTOR_WITHOUT_ARRANGEMENT,
    "mentor-without-arrangement",
    Warning,
    mentor_without_arrangement
);

fn mentor_without_arrangement(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (id, file, _) in facts.workers() {
        let section = format!("{id}/2-agreement-and-history/");
        if facts.records.has_unread_below(&section) {
            continue;
        }
        let sessions = file.held_sessions().filter(|session| {
            session.data.session_type.value == SessionType::Mentor
                && session.data.date.value <= facts.today
        });
        for session in sessions {
            let day = session.data.date.value;
            let Some((pack, rule)) = speaks_of_mentors(facts, day) else {
                continue;
            };
            let Some((agreement, reason, place)) = no_room_in(file, session) else {
                continue;
            };
            let mentor = &session.data.supervisor;
            let message = format!(
                "{} held a mentor's session with {id} on {day}, and the agreement of {} {reason}",
                mentor.value, agreement.data.date.value
            );
            found.push(
                finding(mentor.span, message)
                    .label("held by the mentor")
                    .related(place, "the agreement of that day")
                    .related(rule.clauses.first().map_or(rule.span, |id| id.span), "mentors' sessions count here as agreed")
                    .because(pack.cite(&rule.clauses))
                    .help("agree on `mentoring` with the share of sessions in a new revision of the agreement; until then the session does not count"),
            );
        }
    }
    found
}

/// Why the agreement that held on the day of a session has no room for it; nothing where it has, or where there was none.
fn no_room_in<'a>(
    file: &'a WorkerFile,
    session: &Filed<Session>,
) -> Option<(&'a Filed<Agreement>, &'static str, Span)> {
    let day = session.data.date.value;
    let agreement = agreement_on(file, day)?;
    let Some(mentoring) = &agreement.data.mentoring else {
        let place = agreement.data.date.span;
        return Some((agreement, "names no mentor", place));
    };
    if mentoring.mentor.value != session.data.supervisor.value {
        let place = mentoring.mentor.span;
        return Some((agreement, "names another mentor", place));
    }
    if !mentoring.period().contains(day) {
        let place = match &mentoring.to {
            Some(to) if to.value < day => to.span,
            _ => mentoring.from.span,
        };
        return Some((agreement, "has the mentor for other days", place));
    }
    None
}
