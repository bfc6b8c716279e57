//! A session that was written up later than the two have agreed.

use crate::diag::Diagnostic;
use crate::record::agreement::Agreement;
use crate::record::session::Session;
use crate::record::{Filed, WorkerFile};
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::held;

rule!(RECORDED_LATE, "recorded-late", Warning, recorded_late);

fn recorded_late(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (worker, session) in held::sessions(facts) {
        let (day, recorded) = (session.data.date.value, session.data.recorded.as_ref());
        let agreement = facts
            .records
            .workers
            .get(worker)
            .and_then(|file| in_force(file, &session.data));
        let days = agreement.and_then(|agreement| agreement.data.recording_days);
        let Some((recorded, days)) = recorded.zip(days) else {
            continue;
        };
        let after = day.days_to(recorded.value);
        if after <= i64::from(days.value) || recorded.value > facts.today {
            continue;
        }
        let message = format!(
            "the session of {worker} on {day} was written up {after} days after it, {} are agreed",
            days.value
        );
        found.push(
            finding(recorded.span, message)
                .label("written up on this day")
                .related(days.span, "agreed here")
                .help("correct the day if it is wrong; otherwise keep time for writing up right after each session, or agree on more days"),
        );
    }
    found
}

/// The agreement of the two that held on the day of a session.
fn in_force<'a>(file: &'a WorkerFile, session: &Session) -> Option<&'a Filed<Agreement>> {
    let day = session.date.value;
    file.agreements.iter().rev().find(|agreement| {
        let data = &agreement.data;
        data.supervisor.value == session.supervisor.value && data.starts.value <= day
    })
}
