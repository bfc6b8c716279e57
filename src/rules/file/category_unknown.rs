//! A category of case that no pack in force knows.

use std::collections::BTreeSet;

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::names::unknown;

rule!(
    CATEGORY_UNKNOWN,
    "category-unknown",
    Error,
    category_unknown
);

fn category_unknown(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let categories = facts.policy.categories();
    let known: BTreeSet<&str> = categories.map(|known| known.category.as_str()).collect();
    if known.is_empty() {
        return Vec::new();
    }
    let children = facts.records.children.values();
    let children = children.filter_map(|file| file.child.as_ref());
    let named = children.flat_map(|child| child.data.categories.iter());
    let named = named.map(|held| (held.category.as_str(), held.category.span));
    let listed: Vec<&str> = known.iter().copied().collect();
    unknown(named, |category| known.contains(category))
        .into_iter()
        .map(|category| {
            let message = format!("no policy in force knows the category `{}`", category.name);
            let finding = finding(category.first, message).help(format!(
                "{}write one of {}; or add your own under `categories:` of a pack in `policies/`",
                category.did_you_mean(known.iter().copied()),
                listed.join(", ")
            ));
            category.also_here(finding)
        })
        .collect()
}
