//! A case in a session of a worker who did not hold it that day.

use std::collections::HashSet;

use crate::calendar::{Day, Held};
use crate::diag::Diagnostic;
use crate::record::child::Child;
use crate::record::session::SessionType;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::held;

rule!(CASE_NOT_HELD, "case-not-held", Warning, case_not_held);

fn case_not_held(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let children = facts.records.children.values();
    let holders: HashSet<&str> = children
        .filter_map(|file| file.child.as_ref())
        .flat_map(|child| child.data.allocations.iter())
        .map(|held| held.worker.as_str())
        .collect();
    let mut found = Vec::new();
    for mention in held::cases(facts) {
        let (worker, day) = (mention.worker, mention.day());
        let id = &mention.discussion.child;
        let one_to_one = mention.session.data.session_type.value == SessionType::Individual;
        if !one_to_one || !holders.contains(worker.as_str()) {
            continue;
        }
        let Some(child) = held::child(facts, id) else {
            continue;
        };
        // Who is no worker of the store is found by that name.
        let holder = child.data.allocations.on(day);
        let is_unknown =
            holder.is_some_and(|held| !facts.records.workers.contains_key(&held.worker.value));
        // A case that ends before it begins is found for that.
        let closed = child.data.closed.as_ref();
        let is_backwards = closed.is_some_and(|closed| closed.value < child.data.opened.value);
        if is_unknown
            || is_backwards
            || held::is_held_by(&child.data, worker, day)
            || is_in_a_gap(&child.data, day)
        {
            continue;
        }
        let (id, data) = (&id.value, &child.data);
        let message =
            format!("{id} is in the session of {worker} on {day} and was not theirs that day");
        let finding = finding(mention.discussion.child.span, message).help(format!(
            "correct the id if another child is meant, or the allocations in `children/{id}/child.yaml`"
        ));
        found.push(match (&data.closed, data.allocations.on(day)) {
            (Some(closed), _) if closed.value < day => {
                finding.related(closed.span, "the case was closed here")
            }
            _ if day < data.opened.value => {
                finding.related(data.opened.span, "the case was opened here")
            }
            (_, Some(held)) => finding.related(
                held.worker.span,
                format!("{} held it then", held.worker.value),
            ),
            _ => finding,
        });
    }
    found
}

/// Whether nobody held the case that day, although it was open and had been held: the gap is the fault.
fn is_in_a_gap(child: &Child, day: Day) -> bool {
    let mut allocations = child.allocations.iter().map(Held::period);
    let had_begun = allocations.clone().any(|period| period.from <= day);
    child.is_open(day) && had_begun && !allocations.any(|period| period.contains(day))
}
