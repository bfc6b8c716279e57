//! A disagreement that is closed without a word of how it ended (R4.4, R12c).

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::disputed;

rule!(
    DISPUTE_WITHOUT_OUTCOME,
    "dispute-without-outcome",
    Warning,
    dispute_without_outcome
);

fn dispute_without_outcome(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for disputed in disputed::all(facts) {
        let dispute = disputed.dispute;
        let closed = dispute.closed.filter(|_| dispute.has_outcome.is_none());
        let Some(closed) = closed else { continue };
        let asked = AskedBy::clauses(facts, closed.value, &["R4.4", "R12c"]);
        if asked.is_nobody() {
            continue;
        }
        let message = format!(
            "the disagreement of {} {} is closed, and it is not said how it ended",
            dispute.on.value,
            disputed.about()
        );
        let finding = finding(closed.span, message)
            .label("closed on this day")
            .help("add `outcome` with what was decided or agreed in the end");
        found.push(asked.tell(finding));
    }
    found
}
