//! A sign-off by somebody who is not the party in that role, or whose post does not allow it (R4.1b, C4d).

use super::made;
use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    SIGNED_WITHOUT_STANDING,
    "signed-without-standing",
    Error,
    signed_without_standing
);

fn signed_without_standing(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for made in made(context) {
        let data = made.data();
        // Whom an earlier text named is no longer to be seen.
        if data.revision != made.record.revision || !made.is_of_this_text(context) {
            continue;
        }
        let (role, signer, day) = (data.role, &data.signer.value, data.signed.value);
        let may = match data.is_own() {
            true => made.record.may_sign(facts, role, signer, day),
            false => made.record.may_answer_for(facts, role, signer, day),
        };
        let Err(bar) = may else { continue };
        let message = format!(
            "a sign-off of {day} as {} does not count: {bar}",
            role.word()
        );
        found.push(
            finding(made.place(), message)
                .related(data.signer.span, "the statement")
                .help("ask whoever is named to sign; if the record or the posts name the wrong person, correct those"),
        );
    }
    found
}
