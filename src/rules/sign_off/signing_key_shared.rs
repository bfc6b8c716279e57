//! One key for two people, or twice for one at the same time.

use std::collections::BTreeMap;

use crate::calendar::Held;
use crate::diag::Diagnostic;
use crate::record::PersonId;
use crate::record::signing_key::{PublicKey, SigningKey};
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    SIGNING_KEY_SHARED,
    "signing-key-shared",
    Error,
    signing_key_shared
);

fn signing_key_shared(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut holders: BTreeMap<PublicKey, Vec<(&PersonId, &SigningKey)>> = BTreeMap::new();
    for (id, person) in &context.facts.records.people {
        for held in &person.data.signing_keys {
            if let Ok(key) = held.public() {
                holders.entry(key).or_default().push((id, held));
            }
        }
    }
    let mut found = Vec::new();
    for held in holders.values() {
        for (index, (id, key)) in held.iter().enumerate() {
            let mut earlier = held[..index].iter();
            let other =
                earlier.find(|(other, known)| other != id || known.period().overlaps(key.period()));
            let Some((other, known)) = other else {
                continue;
            };
            let message = match other == id {
                true => format!("the same key of {id} stands here twice for the same days"),
                false => format!(
                    "{id} has the same key as {other}: a signature with it could be either's"
                ),
            };
            found.push(
                finding(key.key.span, message)
                    .related(known.key.span, "the same key")
                    .help("let each person have a key that nobody else holds; where it is written down twice, take one of the two out"),
            );
        }
    }
    found
}
