//! An agreement that was signed before the worker had read what it says was read (R4.1c).

use super::to_sign;
use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;

rule!(
    CONFIRMED_AFTER_SIGNING,
    "confirmed-after-signing",
    Warning,
    confirmed_after_signing
);

fn confirmed_after_signing(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for signing in to_sign(context) {
        let signed = signing
            .holds
            .iter()
            .min_by_key(|made| made.data.signed.value);
        let Some(signed) = signed.map(|made| &made.data) else {
            continue;
        };
        let confirmations = &signing.agreement.data.confirmations;
        let after: Vec<_> = [
            ("supervision", &confirmations.supervision_policy),
            ("induction", &confirmations.induction_policy),
            ("PDR", &confirmations.pdr_policy),
        ]
        .into_iter()
        .filter(|(_, day)| day.value > signed.signed.value)
        .collect();
        let Some((_, first)) = after.first() else {
            continue;
        };
        let asked = AskedBy::clauses(facts, facts.today, &["R4.1c"]);
        if asked.is_nobody() {
            continue;
        }
        let policies: Vec<&str> = after.iter().map(|(policy, _)| *policy).collect();
        let (which, policy) = match policies.as_slice() {
            [one] => ((*one).to_owned(), "policy"),
            [one, two] => (format!("{one} and {two}"), "policies"),
            _ => ("supervision, induction and PDR".to_owned(), "policies"),
        };
        let message = format!(
            "the {} was signed on {}, before the worker had read the {which} {policy}",
            signing.name(),
            signed.signed.value
        );
        let finding = finding(first.span, message)
            .label("read on this day")
            .related(signed.signed.span, "signed on this day")
            .help("give the day on which it was read, in a new revision that both sign; if it was read only then, sign again after it");
        found.push(asked.tell(finding));
    }
    found
}
