//! Somebody has seen a worker's file, and the worker has not been told (R14c).

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;

/// The clauses that ask; the pack has no figure for it.
const ASKED_BY: [&str; 1] = ["R14c"];

rule!(ACCESS_UNTOLD, "access-untold", Warning, access_untold);

fn access_untold(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let today = facts.today;
    let mut found = Vec::new();
    for (id, file) in &facts.records.workers {
        let untold = file.accesses.iter().filter(|access| {
            let told = access.data.worker_told.as_ref();
            access.data.date.value < today && told.is_none_or(|day| day.value > today)
        });
        for access in untold {
            let seen = &access.data.date;
            let message = format!(
                "{id} has not been told that somebody saw their file on {}",
                seen.value
            );
            let finding = finding(seen.span, message)
                .label("seen on this day")
                .because(facts.policy.cite(today, &ASKED_BY))
                .help(format!(
                    "tell {id} who saw what and why, and enter the day as `worker-told`"
                ));
            found.push(match facts.policy.clause_at(today, &ASKED_BY) {
                Some(span) => finding.related(span, "asked here"),
                None => finding,
            });
        }
    }
    found
}
