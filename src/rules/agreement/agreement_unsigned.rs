//! An agreement that nobody has signed (R4.1b).

use super::to_sign;
use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    AGREEMENT_UNSIGNED,
    "agreement-unsigned",
    Warning,
    agreement_unsigned
);

fn agreement_unsigned(context: &Context<'_>) -> Vec<Diagnostic> {
    let unsigned = to_sign(context)
        .into_iter()
        .filter(|signing| signing.holds.is_empty() && signing.changed.is_empty());
    unsigned
        .map(|signing| {
            let message = format!("nobody has signed the {}", signing.name());
            let mut finding = finding(signing.agreement.data.date.span, message)
                .label("written on this day")
                .related(signing.asked_at, "signatures are asked for here")
                .because(signing.because)
                .help(format!(
                    "let each of the two read it and sign with `supervision sign {} --as ROLE --by PERSON`",
                    signing.agreement.id
                ));
            finding.severity = signing.severity;
            finding
        })
        .collect()
}
