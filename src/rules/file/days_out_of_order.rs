//! Something that is said to have happened before what it follows from.

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::days;
use crate::rules::declare::rule;

rule!(
    DAYS_OUT_OF_ORDER,
    "days-out-of-order",
    Error,
    days_out_of_order
);

fn days_out_of_order(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for days in days::all(facts.records) {
        // A day that is still to come is found by itself.
        let wrong = days
            .order
            .iter()
            .find(|((_, first), (_, then))| then.value < first.value && first.value <= facts.today);
        let Some(((before, first), (after, then))) = wrong else {
            continue;
        };
        let message = format!(
            "the {} has `{after}` on {}, before `{before}` on {}",
            days.name(),
            then.value,
            first.value
        );
        found.push(
            finding(then.span, message)
                .label(format!("cannot be before `{before}`"))
                .related(first.span, format!("`{before}` is this day"))
                .help("correct whichever of the two days is wrong"),
        );
    }
    found
}
