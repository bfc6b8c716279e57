//! A session that was held by somebody who was neither line manager that day nor said to stand in (R4.1e, R9b).

use crate::calendar::{Day, Held};
use crate::diag::Diagnostic;
use crate::due::Facts;
use crate::record::session::Session;
use crate::record::sign_off::Role;
use crate::record::{Filed, WorkerFile};
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::held::{is_from_elsewhere, is_of_own_cases};
use crate::rules::mentoring::agreement_on;

rule!(
    SESSION_HELD_BY_ANOTHER,
    "session-held-by-another",
    Warning,
    session_held_by_another
);

fn session_held_by_another(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (id, file) in &facts.records.workers {
        let Some(worker) = &file.worker else { continue };
        // An access that cannot be read may say who stood in.
        if facts
            .records
            .has_unread_below(&format!("{id}/8-miscellaneous/"))
        {
            continue;
        }
        let mut before: Option<Day> = None;
        for session in file.held_sessions() {
            let (data, day) = (&session.data, session.data.date.value);
            let since = before.replace(day);
            if !is_of_own_cases(data) || day > facts.today || is_from_elsewhere(file, day) {
                continue;
            }
            // Where nobody was line manager that day, that is another fault.
            let Some(manager) = worker.data.line_managers.on(day) else {
                continue;
            };
            let (by, manager) = (&data.supervisor, &manager.person);
            // Who is no person of the store is found by that name.
            let people = &facts.records.people;
            let is_known = people.contains_key(&by.value) && people.contains_key(&manager.value);
            if by.value == manager.value || !is_known || stands_in(facts, file, session, since) {
                continue;
            }
            let asked = AskedBy::clauses(facts, day, &["R4.1e", "R9b"]);
            if asked.is_nobody() {
                continue;
            }
            let is_mentor = is_mentor(file, data);
            let message = match is_mentor {
                true => format!(
                    "{}, the mentor, held the session of {id} on {day}, which is not recorded as a mentor's",
                    by.value
                ),
                false => format!(
                    "{} held the session of {id} on {day}, when {} was line manager",
                    by.value, manager.value
                ),
            };
            let help = match is_mentor {
                true => "write `type: mentor`, so that it counts as far as the agreement says"
                    .to_owned(),
                false => format!(
                    "correct the name, or the line manager in `workers/{id}/worker.yaml`; if {} stood in, enter that in section 8 as an access in the role of cover manager",
                    by.value
                ),
            };
            let finding = finding(by.span, message)
                .label("held by somebody else")
                .related(manager.span, "line manager that day")
                .help(help);
            found.push(asked.tell(finding));
        }
    }
    found
}

/// Whether it is said that whoever held a session stood in: by a signature in that role, or by an access to the file as cover
/// since the session before.
fn stands_in(
    facts: &Facts<'_>,
    file: &WorkerFile,
    session: &Filed<Session>,
    since: Option<Day>,
) -> bool {
    let (by, day) = (session.data.supervisor.as_str(), session.data.date.value);
    if facts.records.unread_sign_offs.contains(&session.id) {
        return true;
    }
    let signed = facts.records.sign_offs.get(&session.id);
    let signed = signed
        .into_iter()
        .flatten()
        .any(|made| made.data.role == Role::Cover && made.data.signer.as_str() == by);
    let name = facts.records.name(&session.data.supervisor.value);
    let seen = file
        .accesses
        .iter()
        .map(|access| &access.data)
        .any(|access| {
            let on = access.date.value;
            let is_theirs = access.by == by || access.by == name;
            let is_cover = access.role.to_lowercase().contains("cover");
            is_theirs && is_cover && on <= day && since.is_none_or(|since| since < on)
        });
    signed || seen
}

/// Whether the agreement of that day names whoever held a session as the mentor.
fn is_mentor(file: &WorkerFile, session: &Session) -> bool {
    let day = session.date.value;
    let agreement = agreement_on(file, day);
    let mentoring = agreement.and_then(|agreement| agreement.data.mentoring.as_ref());
    mentoring.is_some_and(|mentoring| {
        mentoring.mentor.value == session.supervisor.value && mentoring.period().contains(day)
    })
}
