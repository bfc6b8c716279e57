//! A signature that was not made over its statement.

use super::made;
use crate::diag::Diagnostic;
use crate::record::layout::SignOffPart;
use crate::revision::signature::{message, verify};
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    SIGNATURE_UNPROVEN,
    "signature-unproven",
    Error,
    signature_unproven
);

fn signature_unproven(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for made in made(context) {
        let Some(signature) = made.beside(context, SignOffPart::Signature) else {
            continue;
        };
        let statement = message(made.file(context).text());
        let Err(fault) = verify(signature.text(), &statement) else {
            continue;
        };
        let data = made.data();
        let words = format!(
            "the signature of {} under {} proves nothing: {fault}",
            data.signer.value,
            made.name()
        );
        found.push(
            finding(made.place(), words)
                .label("not proven")
                .related(data.signer.span, "the statement")
                .help("put the statement and its signature back as they were committed; where they never were right, take both away and sign again"),
        );
    }
    found
}
