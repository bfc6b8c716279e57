//! A disagreement that was referred to one of the two who disagree (R4.4).

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::disputed;

rule!(
    DISPUTE_REFERRED_TO_PARTY,
    "dispute-referred-to-party",
    Warning,
    dispute_referred_to_party
);

fn dispute_referred_to_party(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for disputed in disputed::all(facts) {
        let dispute = disputed.dispute;
        let Some(to) = &dispute.referred_to else {
            continue;
        };
        let (supervisor, worker) = (disputed.supervisor, disputed.worker.as_str());
        if to.value != *supervisor && to.as_str() != worker {
            continue;
        }
        let asked = AskedBy::clauses(facts, dispute.on.value, &["R4.4"]);
        if asked.is_nobody() {
            continue;
        }
        let message = format!(
            "the disagreement of {} {} was referred to {}, who is one of the two",
            dispute.on.value,
            disputed.about(),
            to.value
        );
        let finding = finding(to.span, message).help(format!(
            "take it to the line manager of {supervisor}, and enter who that is"
        ));
        found.push(asked.tell(finding));
    }
    found
}
