//! Cases of which it cannot be told when they are due, because something is not known.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::due::{Due, DueKind, State};
use crate::record::{Records, WorkerId};
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::source::Span;

rule!(
    CASE_CANNOT_BE_JUDGED,
    "case-cannot-be-judged",
    Error,
    case_cannot_be_judged
);

fn case_cannot_be_judged(context: &Context<'_>) -> Vec<Diagnostic> {
    let today = context.facts.today;
    let mut by_holder: BTreeMap<&WorkerId, Vec<&Due>> = BTreeMap::new();
    for due in context.dues {
        let untold = due.kind == DueKind::CaseDiscussion && due.state == State::CannotTell;
        let role = |worker: &WorkerId| context.facts.records.role_on(&worker.person(), today);
        if let Some(worker) = due
            .worker
            .as_ref()
            .filter(|worker| untold && role(worker).is_none())
        {
            by_holder.entry(worker).or_default().push(due);
        }
    }
    let mut found = Vec::new();
    for (worker, dues) in by_holder {
        let names: Vec<&str> = dues
            .iter()
            .filter_map(|due| Some(due.child.as_ref()?.as_str()))
            .collect();
        let (Some(first), Some(place)) = (dues.first(), place(context.facts.records, worker))
        else {
            continue;
        };
        let message = format!(
            "when {} is due cannot be told: the role of {worker} on {today} is not known",
            names.join(", ")
        );
        let mut finding = finding(place, message)
            .label("the last post that is known")
            .because(first.because.clone())
            .help(format!(
                "give the post in `workers/{worker}/worker.yaml` or `people/{worker}.yaml`, or allocate the case to somebody else"
            ));
        if let Some(asked) = first.asked_at {
            finding = finding.related(asked, "this depends on the role");
        }
        found.push(finding);
    }
    found
}

/// Where the role should stand; nowhere, where a missing or unread file is the fault.
fn place(records: &Records, worker: &WorkerId) -> Option<Span> {
    let unread = [format!("{worker}/worker"), format!("people/{worker}")];
    if unread.iter().any(|id| records.is_unread(id)) {
        return None;
    }
    let worker = records.workers.get(worker)?.worker.as_ref()?;
    let last = worker.data.employment.iter().last();
    Some(last.map_or(worker.data.id.span, |post| post.role.span))
}
