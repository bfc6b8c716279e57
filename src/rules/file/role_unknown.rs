//! A role that no pack in force knows (R1, C3a).

use std::collections::BTreeSet;

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::names::unknown;

rule!(ROLE_UNKNOWN, "role-unknown", Error, role_unknown);

fn role_unknown(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let known: BTreeSet<&str> = facts
        .policy
        .roles()
        .map(|role| role.role.as_str())
        .collect();
    if known.is_empty() {
        return Vec::new();
    }
    let people = facts.records.people.values();
    let posts = people.flat_map(|person| person.data.posts.iter().map(|post| &post.role));
    let workers = facts
        .records
        .workers
        .values()
        .filter_map(|file| file.worker.as_ref());
    let employed = workers.flat_map(|worker| worker.data.employment.iter().map(|post| &post.role));
    let named = posts.chain(employed).map(|role| (role.as_str(), role.span));
    let listed: Vec<&str> = known.iter().copied().collect();
    unknown(named, |role| known.contains(role))
        .into_iter()
        .map(|role| {
            let message = format!("no policy in force knows the role `{}`", role.name);
            let finding = finding(role.first, message).help(format!(
                "{}write one of {}; or add your own under `roles:` of a pack in `policies/`",
                role.did_you_mean(known.iter().copied()),
                listed.join(", ")
            ));
            AskedBy::clauses(facts, facts.today, &["C3a", "R1"]).tell(role.also_here(finding))
        })
        .collect()
}
