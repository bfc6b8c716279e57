//! An agreement that one of the parties has signed and another has not (R4.1b).

use super::to_sign;
use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    AGREEMENT_HALF_SIGNED,
    "agreement-half-signed",
    Warning,
    agreement_half_signed
);

fn agreement_half_signed(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for signing in to_sign(context) {
        let Some(signed) = signing.holds.first() else {
            continue;
        };
        if !signing.changed.is_empty() {
            continue;
        }
        for (person, place) in &signing.missing {
            let message = format!(
                "{} has signed the {}, {person} has not",
                signed.data.signer.value,
                signing.name()
            );
            let mut finding = finding(*place, message)
                .label("has not signed")
                .related(
                    signed.data.signer.span,
                    format!("signed on {}", signed.data.signed.value),
                )
                .related(signing.asked_at, "both signatures are asked for here")
                .because(signing.because.clone())
                .help(format!(
                    "ask {person} to read it and sign with `supervision sign {} --as ROLE --by {person}`, or with `--meaning disagree`",
                    signing.agreement.id
                ));
            finding.severity = signing.severity;
            found.push(finding);
        }
    }
    found
}
