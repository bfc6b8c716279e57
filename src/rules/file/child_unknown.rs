//! A child who is named in records and has no `child.yaml`.

use crate::diag::Diagnostic;
use crate::record::ChildId;
use crate::record::store_settings::Holds;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::held;
use crate::rules::names::unknown;
use crate::source::Spanned;

rule!(CHILD_UNKNOWN, "child-unknown", Error, child_unknown);

fn child_unknown(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let records = facts.records;
    if held::is_elsewhere(facts, Holds::Children) {
        return Vec::new();
    }
    let mut named: Vec<&Spanned<ChildId>> = Vec::new();
    for file in records.workers.values() {
        // The children of sessions held before a handover stand in the store from which the worker came.
        let here = file
            .sessions
            .iter()
            .filter(|session| !held::is_from_elsewhere(file, session.data.date.value));
        named.extend(
            here.flat_map(|session| &session.data.cases)
                .map(|case| &case.child),
        );
    }
    for file in records.children.values() {
        named.extend(file.child.iter().flat_map(|child| &child.data.siblings));
        named.extend(file.supervisions.iter().map(|note| &note.data.child));
        named.extend(file.decisions.iter().map(|decision| &decision.data.child));
    }
    let is_known = |id: &str| {
        let file = records.children.get(id);
        file.is_some_and(|file| file.child.is_some()) || records.is_unread(&format!("{id}/child"))
    };
    let known = || {
        records
            .children
            .iter()
            .filter(|(_, file)| file.child.is_some())
    };
    unknown(
        named.into_iter().map(|child| (child.as_str(), child.span)),
        is_known,
    )
    .into_iter()
    .map(|child| {
        let name = child.name;
        let message = format!(
            "there is no `children/{name}/child.yaml`, so what {name} is due cannot be told"
        );
        let finding = finding(child.first, message).help(format!(
            "{}correct the id, or write `children/{name}/child.yaml`",
            child.did_you_mean(known().map(|(id, _)| id.as_str()))
        ));
        child.also_here(finding)
    })
    .collect()
}
