//! A session that was called off and for which no other was held or agreed (R5a).

use crate::diag::Diagnostic;
use crate::record::session::Status;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::late::out_of_step;

rule!(
    SESSION_NOT_REPLACED,
    "session-not-replaced",
    Warning,
    session_not_replaced
);

fn session_not_replaced(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let today = facts.today;
    let out_of_step = out_of_step(context);
    let mut found = Vec::new();
    for (id, file, _) in facts.workers() {
        // That none has been held for too long says more; and whoever is away can agree on no day.
        let unread = facts
            .records
            .has_unread_below(&format!("{id}/3-supervision/"));
        if out_of_step.contains(id) || unread {
            continue;
        }
        let mut latest_first = file.sessions.iter().rev().map(|session| &session.data);
        let Some(last) = latest_first.find(|session| session.date.value <= today) else {
            continue;
        };
        let cancellation = last.cancellation.as_ref().filter(|_| !last.is_held());
        let Some(cancellation) = cancellation else {
            continue;
        };
        let what = match last.status.value {
            Status::Rearranged => "was moved to another day",
            _ => "was cancelled",
        };
        let asked = AskedBy::clauses(facts, last.date.value, &["R5a"]);
        let (place, rest, help) = match &cancellation.replacement {
            None => (
                last.status.span,
                "no other day is agreed".to_owned(),
                "agree on another day now, and enter it as `replacement`",
            ),
            Some(day) if day.value < today => (
                day.span,
                format!(
                    "nothing is recorded on {}, the day agreed instead",
                    day.value
                ),
                "write it up if it was held; if not, say so in a record of that day and agree on another",
            ),
            Some(_) => continue,
        };
        if asked.is_nobody() {
            continue;
        }
        let message = format!(
            "the session of {id} on {} {what}, and {rest}",
            last.date.value
        );
        found.push(asked.tell(finding(place, message).help(help)));
    }
    found
}
