//! A worker who holds a case, or has records, and has no `worker.yaml` (R1).

use crate::calendar::Held;
use crate::diag::Diagnostic;
use crate::record::store_settings::Holds;
use crate::record::{Records, WorkerFile, WorkerId};
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::held;
use crate::rules::names::unknown;
use crate::source::Span;

rule!(WORKER_UNKNOWN, "worker-unknown", Error, worker_unknown);

fn worker_unknown(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let records = facts.records;
    if held::is_elsewhere(facts, Holds::Workers) {
        return Vec::new();
    }
    let mut named: Vec<(&str, Span)> = Vec::new();
    for child in records
        .children
        .values()
        .filter_map(|file| file.child.as_ref())
    {
        for allocation in child.data.allocations.iter() {
            // The file of a worker who once held the case may have followed them to another store.
            let goes_on =
                allocation.period().contains(facts.today) && child.data.is_open(facts.today);
            if goes_on || !records.people.contains_key(allocation.worker.as_str()) {
                named.push((allocation.worker.as_str(), allocation.worker.span));
            }
        }
    }
    for (id, file) in &records.workers {
        let was_here = file.handovers.is_empty();
        named.extend(
            first_record(file)
                .filter(|_| was_here)
                .map(|span| (id.as_str(), span)),
        );
    }
    unknown(named.into_iter(), |id| is_known(records, id))
        .into_iter()
        .map(|worker| {
            let name = worker.name;
            let message = format!(
                "there is no `workers/{name}/worker.yaml`, so what {name} is owed cannot be told"
            );
            let known = records
                .workers
                .iter()
                .filter(|(_, file)| file.worker.is_some());
            let finding = finding(worker.first, message).help(format!(
                "{}correct the name, or write `workers/{name}/worker.yaml`",
                worker.did_you_mean(known.map(|(id, _): (&WorkerId, _)| id.as_str()))
            ));
            AskedBy::clauses(facts, facts.today, &["R1", "C1"]).tell(worker.also_here(finding))
        })
        .collect()
}

fn is_known(records: &Records, id: &str) -> bool {
    let file = records.workers.get(id);
    file.is_some_and(|file| file.worker.is_some()) || records.is_unread(&format!("{id}/worker"))
}

/// The start of a record of a folder that has no `worker.yaml`.
fn first_record(file: &WorkerFile) -> Option<Span> {
    let sessions = file.sessions.iter().map(|filed| filed.data.worker.span);
    let agreements = file.agreements.iter().map(|filed| filed.data.worker.span);
    let checklist = file.checklist.iter().map(|filed| filed.data.worker.span);
    checklist.chain(agreements).chain(sessions).next()
}
