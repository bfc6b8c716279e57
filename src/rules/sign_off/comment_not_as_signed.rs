//! A comment that is missing beside a signature, or is not what was said.

use super::made;
use crate::diag::Diagnostic;
use crate::record::layout::SignOffPart;
use crate::record::sign_off::Meaning;
use crate::revision::seal;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    COMMENT_NOT_AS_SIGNED,
    "comment-not-as-signed",
    Error,
    comment_not_as_signed
);

fn comment_not_as_signed(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for made in made(context) {
        let data = made.data();
        let beside = made.beside(context, SignOffPart::Comment);
        let digest = |text: &str| seal::comment_digest(&data.store.value, &data.record.value, text);
        let (what, help) = match (&data.comment, beside) {
            (Some(said), Some(file)) if said.value == digest(file.text()) => continue,
            (None, None) if data.meaning != Meaning::AgreeWithComment => continue,
            (Some(_), Some(_)) => (
                "has changed since",
                "put the comment back as it was; what is to be added goes into an addendum",
            ),
            (Some(_), None) => ("is not there", "put the comment back beside the statement"),
            (None, Some(_)) => (
                "was not there when it was signed",
                "take the comment away, and write an addendum with what it says",
            ),
            (None, None) => (
                "is not there",
                "ask whoever signed what they wanted to say, and write it as an addendum",
            ),
        };
        let message = format!(
            "the comment with which {} signed {} {what}",
            data.signer.value,
            made.name()
        );
        found.push(
            finding(made.place(), message)
                .related(data.signer.span, "the statement")
                .help(help),
        );
    }
    found
}
