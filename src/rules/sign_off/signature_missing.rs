//! A statement without a signature, where the store asks for a key.

use super::made;
use crate::diag::Diagnostic;
use crate::record::layout::SignOffPart;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    SIGNATURE_MISSING,
    "signature-missing",
    Error,
    signature_missing
);

fn signature_missing(context: &Context<'_>) -> Vec<Diagnostic> {
    let Some(settings) = context.facts.records.settings() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for made in made(context) {
        let data = made.data();
        let Some(asked) = settings.key_asked_on(data.signed.value) else {
            continue;
        };
        if made.beside(context, SignOffPart::Signature).is_some() {
            continue;
        }
        let message = format!(
            "{} signed {} on {} without a key",
            data.signer.value,
            made.name(),
            data.signed.value
        );
        found.push(
            finding(made.place(), message)
                .label("signed without a key")
                .related(data.signed.span, "the statement")
                .related(asked.asks.span, "a key is asked for here")
                .help("ask whoever signed to take the statement that is not committed yet away and sign again with `--key`; where it has been committed, raise the revision of an agreement and sign that, or sign an addendum to the record"),
        );
    }
    found
}
