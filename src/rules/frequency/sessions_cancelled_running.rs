//! Session after session that did not take place (R5a).

use crate::diag::Diagnostic;
use crate::record::Filed;
use crate::record::session::Session;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;

rule!(
    SESSIONS_CANCELLED_RUNNING,
    "sessions-cancelled-running",
    Warning,
    sessions_cancelled_running
);

/// How many sessions called off show that it is no accident. No policy gives a number; this is our reading.
const TIMES: usize = 3;

fn sessions_cancelled_running(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (id, file, _) in facts.workers() {
        if facts
            .records
            .has_unread_below(&format!("{id}/3-supervision/"))
        {
            continue;
        }
        let latest_first = file.sessions.iter().rev();
        let latest_first = latest_first.filter(|session| session.data.date.value <= facts.today);
        let running: Vec<&Filed<Session>> = latest_first
            .take_while(|session| !session.data.is_held())
            .collect();
        let Some((last, before)) = running.split_first() else {
            continue;
        };
        let asked = AskedBy::clauses(facts, last.data.date.value, &["R5a"]);
        if running.len() < TIMES || asked.is_nobody() {
            continue;
        }
        let message = format!(
            "the last {} sessions of {id} did not take place, up to that of {}",
            running.len(),
            last.data.date.value
        );
        let finding = finding(last.data.status.span, message)
            .label("nor was this one held")
            .help("hold the next one whatever comes, and talk about what keeps getting in the way; tell the supervisor's own line manager if it is workload");
        let finding = before.iter().fold(finding, |finding, session| {
            finding.related(session.data.status.span, "not held")
        });
        found.push(asked.tell(finding));
    }
    found
}
