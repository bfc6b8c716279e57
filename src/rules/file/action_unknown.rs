//! An action whose outcome is recorded and that was never agreed (C5b, R9b).

use std::collections::BTreeSet;

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::agreed;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::held::{is_any_unread, is_from_elsewhere};
use crate::rules::names::unknown;

rule!(ACTION_UNKNOWN, "action-unknown", Error, action_unknown);

fn action_unknown(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let records = facts.records;
    let settings = records.settings();
    // What another store or an unread record holds may be where the action was agreed.
    let of_children = |id: &str| id.contains("/supervision/") || id.contains("/decisions/");
    if settings.is_some_and(|settings| !settings.links.is_empty())
        || records.unread.iter().any(|id| of_children(id.as_str()))
    {
        return Vec::new();
    }
    let agreed: BTreeSet<&str> = agreed::actions(records)
        .map(|(_, id)| id.as_str())
        .collect();
    let mut found = Vec::new();
    for (worker, file) in &records.workers {
        if is_any_unread(records, &format!("{worker}/")) {
            continue;
        }
        for session in &file.sessions {
            let day = session.data.date.value;
            if day > facts.today || is_from_elsewhere(file, day) {
                continue;
            }
            let reviewed = session
                .data
                .actions_reviewed
                .iter()
                .map(|reviewed| &reviewed.action);
            let named = reviewed.map(|action| (action.as_str(), action.span));
            for action in unknown(named, |id| agreed.contains(id)) {
                let message = format!(
                    "the session of {worker} on {day} reviews the action `{}`, which was never agreed",
                    action.name
                );
                let finding = finding(action.first, message).help(format!(
                    "{}correct the id, or enter the action where it was agreed",
                    action.did_you_mean(agreed.iter().copied())
                ));
                found.push(AskedBy::clauses(facts, day, &["C5b"]).tell(finding));
            }
        }
    }
    found
}
