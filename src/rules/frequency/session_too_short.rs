//! A session that was shorter than its stage asks (R8a).

use crate::diag::Diagnostic;
use crate::due::asking::shortest;
use crate::rules::Context;
use crate::rules::asked::as_strong_as;
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
            let asked = shortest(facts, file, worker, session);
            let Some(asked) = asked.filter(|asked| minutes.value < asked.minutes) else {
                continue;
            };
            let message = format!(
                "the session of {day} lasted {} minutes, {} are asked",
                minutes.value, asked.minutes
            );
            let finding = finding(minutes.span, message)
                .label("recorded here")
                .related(asked.at, "asked here")
                .because(asked.because)
                .help("correct the length if it is wrong; otherwise make up the time soon and say so in the next session");
            found.push(as_strong_as(asked.must, finding));
        }
    }
    found
}
