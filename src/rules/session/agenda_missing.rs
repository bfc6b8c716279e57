//! Session after session without an agenda (R5a, R9a).

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::recent::{self, SESSIONS};

rule!(AGENDA_MISSING, "agenda-missing", Warning, agenda_missing);

fn agenda_missing(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for recent in recent::sessions(facts) {
        let has_none = |session: &crate::record::Filed<crate::record::session::Session>| {
            session.data.agenda.is_empty() && session.is_whole("agenda")
        };
        let last = recent.last().data.date;
        let asked = AskedBy::clauses(facts, last.value, &["R5a", "R9a"]);
        if asked.is_nobody() || !recent.sessions.iter().all(|session| has_none(session)) {
            continue;
        }
        let message = format!(
            "none of the last {SESSIONS} sessions of {} with {} has an agenda",
            recent.worker, recent.manager
        );
        let finding = finding(last.span, message)
            .label("the last of them")
            .related(recent.sessions[0].data.date.span, "the first of them")
            .help("agree the next agenda beforehand, and enter each topic under `agenda` with who raised it");
        found.push(asked.tell(finding));
    }
    found
}
