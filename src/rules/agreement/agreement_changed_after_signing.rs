//! An agreement that no longer says what was signed (R4.1b).

use super::to_sign;
use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    AGREEMENT_CHANGED_AFTER_SIGNING,
    "agreement-changed-after-signing",
    Warning,
    agreement_changed_after_signing
);

fn agreement_changed_after_signing(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for signing in to_sign(context) {
        let Some(first) = signing.changed.first() else {
            continue;
        };
        let signers: Vec<&str> = signing
            .changed
            .iter()
            .map(|made| made.data.signer.as_str())
            .collect();
        let message = format!(
            "the {} has changed since {} signed it on {}",
            signing.name(),
            signers.join(" and "),
            first.data.signed.value
        );
        let data = &signing.agreement.data;
        let place = match &data.revision {
            Some(revision) => revision.span,
            None => data.date.span,
        };
        let mut finding = finding(place, message).label("not what was signed");
        for made in &signing.changed {
            finding = finding.related(made.data.digest.span, "signed over other words");
        }
        finding = finding
            .related(signing.asked_at, "signatures are asked for here")
            .because(signing.because)
            .help("put back what was signed; to agree on something new, raise `revision` by one and both sign again");
        finding.severity = signing.severity;
        found.push(finding);
    }
    found
}
