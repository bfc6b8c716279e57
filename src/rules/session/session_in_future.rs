//! A session that is recorded as held on a day that is still to come.

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    SESSION_IN_FUTURE,
    "session-in-future",
    Error,
    session_in_future
);

fn session_in_future(context: &Context<'_>) -> Vec<Diagnostic> {
    let today = context.facts.today;
    let mut found = Vec::new();
    for (id, file) in &context.facts.records.workers {
        let to_come = file
            .held_sessions()
            .filter(|session| session.data.date.value > today);
        for session in to_come {
            let data = &session.data;
            let message = format!(
                "the session of {id} on {} is recorded as held, and that day is still to come",
                data.date.value
            );
            found.push(
                finding(data.date.span, message)
                    .label(format!("today is {today}"))
                    .related(data.status.span, "recorded as held")
                    .help("correct the day; a session that is planned stands as `next-session` in the record of the last one"),
            );
        }
    }
    found
}
