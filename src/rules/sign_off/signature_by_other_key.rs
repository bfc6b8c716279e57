//! A good signature, made with a key that was not the signer's on that day.

use super::made;
use crate::calendar::Held;
use crate::diag::Diagnostic;
use crate::record::layout::SignOffPart;
use crate::revision::keys::{holders, is_theirs};
use crate::revision::signature::{message, verify};
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    SIGNATURE_BY_OTHER_KEY,
    "signature-by-other-key",
    Error,
    signature_by_other_key
);

fn signature_by_other_key(context: &Context<'_>) -> Vec<Diagnostic> {
    let records = context.facts.records;
    let mut found = Vec::new();
    for made in made(context) {
        let Some(signature) = made.beside(context, SignOffPart::Signature) else {
            continue;
        };
        let statement = message(made.file(context).text());
        let Ok(key) = verify(signature.text(), &statement) else {
            continue;
        };
        let data = made.data();
        let (signer, day) = (&data.signer.value, data.signed.value);
        let is_unread = records.is_unread(&format!("people/{signer}"));
        if is_unread || is_theirs(records, &key, signer, day) {
            continue;
        }
        let mut known = holders(records, &key);
        let held = known.find(|(_, held)| held.period().contains(day));
        let held = held.or_else(|| holders(records, &key).next());
        let whose = match held {
            Some((person, _)) if person == signer => {
                format!("with a key that was not {signer}'s on that day")
            }
            Some((person, _)) => format!("with a key of {person}"),
            None => "with a key that is nobody's here".to_owned(),
        };
        let words = format!(
            "{signer} is said to have signed {} on {day}, {whose}",
            made.name()
        );
        let mut finding = finding(made.place(), words)
            .label("not their key")
            .related(data.signer.span, "the statement");
        if let Some((_, held)) = held {
            finding = finding.related(held.key.span, "the key");
        }
        found.push(finding.help(format!(
            "ask {signer} whether they signed: if so, enter the key in people/{signer}.yaml with the days on which it was theirs; if not, find out who did"
        )));
    }
    found
}
