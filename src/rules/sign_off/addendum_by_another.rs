//! An addendum by somebody who has no part in the record that it adds to.

use crate::calendar::Day;
use crate::diag::Diagnostic;
use crate::record::addendum::Addendum;
use crate::record::{Filed, PersonId, Records, WorkerId};
use crate::revision::signable;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::held::is_from_elsewhere;

rule!(
    ADDENDUM_BY_ANOTHER,
    "addendum-by-another",
    Warning,
    addendum_by_another
);

fn addendum_by_another(context: &Context<'_>) -> Vec<Diagnostic> {
    let records = context.facts.records;
    let mut found = Vec::new();
    for (id, file) in &records.workers {
        for filed in &file.addenda {
            let is_theirs = !is_from_elsewhere(file, filed.data.date.value);
            if is_theirs && file.worker.is_some() {
                found.extend(judge(records, filed, Some(id)));
            }
        }
    }
    for file in records.children.values() {
        let Some(child) = &file.child else { continue };
        for filed in &file.addenda {
            let held = child.data.allocations.on(filed.data.date.value);
            found.extend(judge(records, filed, held.map(|held| &held.worker.value)));
        }
    }
    found
}

fn judge(
    records: &Records,
    filed: &Filed<Addendum>,
    worker: Option<&WorkerId>,
) -> Option<Diagnostic> {
    let (by, day) = (&filed.data.by, filed.data.date.value);
    // Who is no person of the store is found by that name.
    if !records.people.contains_key(&by.value) {
        return None;
    }
    let mut may: Vec<PersonId> = Vec::new();
    if let Some(record) = signable::find(records, &filed.data.amends.value) {
        may.extend(
            record
                .sides()
                .into_iter()
                .map(|(_, person)| person.value.clone()),
        );
        may.extend(record.authorisers.iter().map(|person| person.value.clone()));
    }
    let people: Vec<PersonId> = may
        .iter()
        .cloned()
        .chain(worker.map(WorkerId::person))
        .collect();
    for person in people {
        may.extend(above(records, &person, day));
        may.push(person);
    }
    if may.contains(&by.value) {
        return None;
    }
    let message = format!("{} has no part in the record that this adds to", by.value);
    Some(
        finding(by.span, message)
            .related(filed.data.amends.span, "the record")
            .help("let one of its people or a manager of theirs write the addendum; where the name is wrong, correct it"),
    )
}

/// Somebody's line manager on a day, and that one's own.
fn above(records: &Records, person: &PersonId, day: Day) -> Vec<PersonId> {
    let manager = |person: &PersonId| {
        let file = records.workers.get(&person.worker())?.worker.as_ref()?;
        let held = file.data.line_managers.on(day)?;
        Some(held.person.value.clone())
    };
    let first = manager(person);
    let second = first.as_ref().and_then(manager);
    first.into_iter().chain(second).collect()
}
