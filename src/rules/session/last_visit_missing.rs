//! A case discussed in full without the last recorded visit having been looked at (R5c).

use crate::diag::Diagnostic;
use crate::record::discussion::Discussion;
use crate::record::session::{Session, SessionType};
use crate::record::{Filed, WorkerId};
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    LAST_VISIT_MISSING,
    "last-visit-missing",
    Error,
    last_visit_missing
);

fn last_visit_missing(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (id, file, _) in facts.workers() {
        for session in file.held_sessions() {
            let (day, kind) = (session.data.date.value, session.data.session_type.value);
            let is_managers = matches!(kind, SessionType::Individual | SessionType::Joint);
            let mut asking = facts.policy.rules_on(day, |pack| &pack.last_visit);
            let Some((pack, rule)) = asking.next().filter(|_| is_managers && day <= facts.today)
            else {
                continue;
            };
            let full = session.data.cases.iter().filter(|case| case.is_full());
            for case in full.filter(|case| !is_seen(context, id, session, case)) {
                let message = format!(
                    "{} was discussed in full in the session of {id} on {day} without the last recorded visit",
                    case.child.value
                );
                let asked_at = rule.clauses.first().map_or(rule.span, |clause| clause.span);
                let mut finding = finding(case.child.span, message)
                    .label("no `last-visit-seen` here")
                    .related(asked_at, "asked here")
                    .because(pack.cite(&rule.clauses))
                    .help("read the last recorded visit in the child's file, and enter its day as `last-visit-seen`");
                finding.severity = pack.modality(&rule.clauses).into();
                found.push(finding);
            }
        }
    }
    found
}

/// Whether the last visit was looked at, by the session's record or by the child's own record of the discussion.
fn is_seen(
    context: &Context<'_>,
    worker: &WorkerId,
    session: &Filed<Session>,
    case: &Discussion,
) -> bool {
    let records = context.facts.records;
    let (child, day) = (&case.child.value, session.data.date.value);
    let in_note = || {
        let notes = records.children.get(child).map(|file| &file.supervisions);
        let mut notes = notes
            .into_iter()
            .flatten()
            .filter(|note| note.data.date.value == day && note.data.worker.value == *worker);
        notes.any(|note| note.data.last_visit_seen.is_some())
    };
    case.last_visit_seen.is_some()
        || in_note()
        || records.is_unread(&format!("{child}/supervision/{day}-{worker}"))
}
