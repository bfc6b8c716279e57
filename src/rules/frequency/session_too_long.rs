//! A session that was longer than the policy lets it be (no built-in policy has such a bound; other councils' have).

use crate::diag::Diagnostic;
use crate::due::asking::longest;
use crate::rules::Context;
use crate::rules::asked::as_strong_as;
use crate::rules::declare::rule;

rule!(
    SESSION_TOO_LONG,
    "session-too-long",
    Warning,
    session_too_long
);

fn session_too_long(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (_, file, worker) in facts.workers() {
        for session in file.held_sessions() {
            let Some(minutes) = &session.data.minutes else {
                continue;
            };
            let asked = longest(facts, file, worker, session);
            let Some(asked) = asked.filter(|asked| minutes.value > asked.minutes) else {
                continue;
            };
            let message = format!(
                "the session of {} lasted {} minutes, {} are the most",
                session.data.date.value, minutes.value, asked.minutes
            );
            let finding = finding(minutes.span, message)
                .label("recorded here")
                .related(asked.at, "asked here")
                .because(asked.because)
                .help("correct the length if it is wrong; otherwise ask what made it so long, and whether the next ones should be closer together");
            found.push(as_strong_as(asked.must, finding));
        }
    }
    found
}
