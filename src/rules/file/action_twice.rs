//! An action whose id another action has too (C5c).

use std::collections::BTreeMap;

use crate::calendar::Day;
use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::agreed;
use crate::rules::declare::rule;
use crate::source::Span;

rule!(ACTION_TWICE, "action-twice", Error, action_twice);

fn action_twice(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut agreed: BTreeMap<&str, Vec<(Day, Span)>> = BTreeMap::new();
    for (day, id) in agreed::actions(context.facts.records) {
        agreed.entry(id.as_str()).or_default().push((day, id.span));
    }
    let mut found = Vec::new();
    for (id, mut places) in agreed {
        places.sort();
        let [(first, span), later @ ..] = places.as_slice() else {
            continue;
        };
        for (day, place) in later {
            let message =
                format!("the action `{id}` of {day} has the id of another, agreed on {first}");
            found.push(
                finding(*place, message)
                    .related(*span, "agreed here first")
                    .help("leave it only where it was agreed first, if it is the same action; otherwise give it an id of its own"),
            );
        }
    }
    found
}
