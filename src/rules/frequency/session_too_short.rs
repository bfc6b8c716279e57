//! A session that was shorter than its stage asks (R8a).

use crate::diag::Diagnostic;
use crate::due::asking::shortest_session;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    SESSION_TOO_SHORT,
    "session-too-short",
    Error,
    session_too_short
);

fn session_too_short(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (_, file, worker) in facts.workers() {
        for session in file.held_sessions() {
            let Some(minutes) = &session.data.minutes else {
                continue;
            };
            let day = session.data.date.value;
            let Some((asked, asked_at, because)) = shortest_session(facts, file, worker, day)
            else {
                continue;
            };
            if minutes.value < asked {
                let message = format!(
                    "the session of {day} lasted {} minutes, {} are asked",
                    minutes.value, asked
                );
                found.push(
                    finding(minutes.span, message)
                        .label("recorded here")
                        .related(asked_at, "asked here")
                        .because(because)
                        .help("correct the length if it is wrong; otherwise make up the time soon and say so in the next session"),
                );
            }
        }
    }
    found
}
