//! A session that was written up before it took place.

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    RECORDED_BEFORE_SESSION,
    "recorded-before-session",
    Error,
    recorded_before_session
);

fn recorded_before_session(context: &Context<'_>) -> Vec<Diagnostic> {
    let today = context.facts.today;
    let mut found = Vec::new();
    for (id, file) in &context.facts.records.workers {
        for session in file.held_sessions() {
            let held = &session.data.date;
            let before = session.data.recorded.as_ref();
            let before = before.filter(|day| day.value < held.value && held.value <= today);
            let Some(recorded) = before else { continue };
            let message = format!(
                "the session of {id} on {} was recorded on {}, before it took place",
                held.value, recorded.value
            );
            found.push(
                finding(recorded.span, message)
                    .label("recorded on this day")
                    .related(held.span, "held on this day")
                    .help("correct whichever of the two days is wrong; `recorded` is the day on which the session was written up"),
            );
        }
    }
    found
}
