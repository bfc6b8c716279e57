//! A key of a person that is no public key to sign with: a private one above all.

use crate::diag::Diagnostic;
use crate::record::signing_key::KeyFault;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    SIGNING_KEY_UNFIT,
    "signing-key-unfit",
    Error,
    signing_key_unfit
);

fn signing_key_unfit(context: &Context<'_>) -> Vec<Diagnostic> {
    let people = context.facts.records.people.iter();
    let keys = people.flat_map(|(id, person)| {
        let keys = person.data.signing_keys.iter();
        keys.map(move |key| (id, key))
    });
    keys.filter_map(|(id, key)| {
        let (message, help) = match key.public().err()? {
            KeyFault::Private => (
                format!("what stands here as a key of {id} is a private key"),
                "remove it at once, and never use it again: whoever can read this store has it. Make a new one with `ssh-keygen -t ed25519`, and put the one line of its `.pub` file here",
            ),
            KeyFault::OtherType(name) => (
                format!("the key of {id} is of the type {name}, with which nothing is signed here"),
                "use one of the type ed25519, as `ssh-keygen -t ed25519` makes it, and put the line of its `.pub` file here",
            ),
            KeyFault::Unreadable => (
                format!("the key of {id} cannot be read"),
                "put the whole line of the `.pub` file here, as it begins with `ssh-ed25519`",
            ),
        };
        Some(finding(key.key.span, message).help(help))
    })
    .collect()
}
