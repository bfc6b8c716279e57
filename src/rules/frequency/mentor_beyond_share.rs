//! A mentor's session beyond the share that the agreement gives the mentor (R8d).

use std::collections::VecDeque;

use crate::calendar::Held;
use crate::diag::Diagnostic;
use crate::record::agreement::Mentoring;
use crate::record::session::{Session, SessionType};
use crate::record::{Filed, WorkerFile};
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::held::is_of_own_cases;
use crate::rules::mentoring::{agreement_on, speaks_of_mentors};
use crate::source::Span;

rule!(
    MENTOR_BEYOND_SHARE,
    "mentor-beyond-share",
    Warning,
    mentor_beyond_share
);

/// A mentor's session, the share and the last session of the mentor's that used it up.
struct Beyond<'a> {
    session: &'a Filed<Session>,
    mentoring: &'a Mentoring,
    before: Option<Span>,
}

fn mentor_beyond_share(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (id, file, _) in facts.workers() {
        let sections = ["2-agreement-and-history", "3-supervision"];
        let mut sections = sections.iter().map(|name| format!("{id}/{name}/"));
        if sections.any(|section| facts.records.has_unread_below(&section)) {
            continue;
        }
        for Beyond {
            session,
            mentoring,
            before,
        } in beyond(context, file)
        {
            let day = session.data.date.value;
            let Some((pack, rule)) = speaks_of_mentors(facts, day) else {
                continue;
            };
            let (mentor, share) = (&session.data.supervisor, mentoring.share);
            let message = format!(
                "{} held the session with {id} on {day}, and {} of {} sessions are agreed for the mentor",
                mentor.value, share.sessions, share.of
            );
            let finding = finding(mentor.span, message)
                .label("one more than the mentor's share")
                .related(mentoring.mentor.span, "the mentor's share is agreed here");
            let finding = match before {
                Some(place) => finding.related(place, "the mentor held this one too"),
                None => finding,
            };
            let asked_at = rule.clauses.first().map_or(rule.span, |id| id.span);
            found.push(
                finding
                    .related(asked_at, "mentors' sessions count here as agreed")
                    .because(pack.cite(&rule.clauses))
                    .help("let the line manager hold the next one, or agree on another share in a new revision of the agreement; the session does not count"),
            );
        }
    }
    found
}

/// The mentor's sessions for which the share has no room, reckoned over as many sessions as it speaks of.
fn beyond<'a>(context: &Context<'_>, file: &'a WorkerFile) -> Vec<Beyond<'a>> {
    let mut counted: VecDeque<&Filed<Session>> = VecDeque::new();
    let mut found = Vec::new();
    let held = file
        .held_sessions()
        .filter(|session| session.data.date.value <= context.facts.today);
    for session in held {
        if is_of_own_cases(&session.data) {
            counted.push_front(session);
            continue;
        }
        let Some(mentoring) = share(file, session) else {
            continue;
        };
        let window = mentoring.share.of.saturating_sub(1) as usize;
        let is_mentors =
            |before: &&&Filed<Session>| before.data.session_type.value == SessionType::Mentor;
        let mut by_mentor = counted.iter().take(window).filter(is_mentors);
        let last = by_mentor.next();
        let others = usize::from(last.is_some()) + by_mentor.count();
        if others < mentoring.share.sessions as usize {
            counted.push_front(session);
        } else {
            found.push(Beyond {
                session,
                mentoring,
                before: last.map(|before| before.data.date.span),
            });
        }
    }
    found
}

/// The share under which a mentor's session was held, if the agreement makes room for this mentor on this day.
fn share<'a>(file: &'a WorkerFile, session: &Filed<Session>) -> Option<&'a Mentoring> {
    let (data, day) = (&session.data, session.data.date.value);
    let mentoring = agreement_on(file, day)?.data.mentoring.as_ref()?;
    let is_theirs = data.session_type.value == SessionType::Mentor
        && mentoring.mentor.value == data.supervisor.value
        && mentoring.period().contains(day);
    is_theirs.then_some(mentoring)
}
