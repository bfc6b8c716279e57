//! One person who has signed a record in two roles (R4.1b).

use super::made;
use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    SIGNED_FOR_BOTH_SIDES,
    "signed-for-both-sides",
    Error,
    signed_for_both_sides
);

fn signed_for_both_sides(context: &Context<'_>) -> Vec<Diagnostic> {
    let all = made(context);
    let own: Vec<_> = all.iter().filter(|made| made.data().is_own()).collect();
    let mut found = Vec::new();
    for (index, made) in own.iter().enumerate() {
        let data = made.data();
        let mut earlier = own[..index].iter().rev();
        let other = earlier.find(|other| {
            let known = other.data();
            known.record.value == data.record.value
                && known.revision == data.revision
                && known.signer.value == data.signer.value
                && known.role != data.role
        });
        let Some(other) = other else { continue };
        let message = format!(
            "{} has signed {} both as {} and as {}",
            data.signer.value,
            made.name(),
            other.data().role.word(),
            data.role.word()
        );
        found.push(
            finding(made.place(), message)
                .related(other.data().signer.span, "signed in one role")
                .related(data.signer.span, "and in the other")
                .help("have the other side sign, or whoever stands in; nobody signs for both, whatever posts they hold"),
        );
    }
    found
}
