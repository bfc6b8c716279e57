//! A session that was held before the worker was employed.

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::held::is_from_elsewhere;

rule!(
    BEFORE_EMPLOYMENT,
    "before-employment",
    Error,
    before_employment
);

fn before_employment(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (id, file) in &facts.records.workers {
        let worker = file.worker.as_ref();
        let posts = worker
            .into_iter()
            .flat_map(|worker| worker.data.employment.iter());
        let Some(first) = posts.map(|post| post.from).min_by_key(|from| from.value) else {
            continue;
        };
        let mut early = file
            .held_sessions()
            .map(|session| session.data.date)
            .filter(|day| {
                let happened = day.value <= facts.today && !is_from_elsewhere(file, day.value);
                happened && day.value < first.value
            });
        let Some(day) = early.next() else { continue };
        let more = match early.count() {
            0 => String::new(),
            more => format!(", and {more} more were"),
        };
        let message = format!(
            "the session of {id} on {} was held before they were employed, from {}{more}",
            day.value, first.value
        );
        found.push(
            finding(day.span, message)
                .related(first.span, "employed from here on")
                .help("correct the day of the session, or give the earlier post under `employment`; if the file came from another store, record the handover in section 8"),
        );
    }
    found
}
