//! A record that no longer says what was signed. Agreements that a pack wants signed are `agreement-changed-after-signing`.

use crate::diag::Diagnostic;
use crate::record::Kind;
use crate::revision::signable;
use crate::revision::state::standing;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    RECORD_CHANGED_AFTER_SIGNING,
    "record-changed-after-signing",
    Error,
    record_changed_after_signing
);

fn record_changed_after_signing(context: &Context<'_>) -> Vec<Diagnostic> {
    let records = context.facts.records;
    let signed = signable::signed(records).filter(|record| record.kind != Kind::Agreement);
    let mut found = Vec::new();
    for record in signed {
        let standing = standing(records, context.sources, &record, context.facts.today);
        let Some(first) = standing.changed.first() else {
            continue;
        };
        let signers = standing.changed.iter();
        let signers: Vec<&str> = signers.map(|made| made.data.signer.as_str()).collect();
        let message = format!(
            "the {} {} has changed since {} signed it on {}",
            record.kind.info().spoken,
            record.id,
            signers.join(" and "),
            first.data.signed.value
        );
        let mut finding = finding(record.day.span, message).label("not what was signed");
        for made in &standing.changed {
            finding = finding.related(made.data.digest.span, "signed over other words");
        }
        found.push(finding.help(
            "put back what was signed, and write what is to be added as an addendum: `supervision addendum RECORD --by PERSON`",
        ));
    }
    found
}
