//! A review of the assessed year or of probation that was not held by its day: agreed, or asked by a pack.

use crate::diag::Diagnostic;
use crate::due::DueKind;
use crate::record::WorkerId;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::late::overdue;

rule!(
    MILESTONE_MISSED,
    "milestone-missed",
    Warning,
    milestone_missed
);

fn milestone_missed(context: &Context<'_>) -> Vec<Diagnostic> {
    overdue(context, DueKind::Milestone)
        .filter_map(|late| {
            let (worker, name) = (late.due.worker.as_ref()?, late.due.subject.as_ref()?);
            if is_entered(context, worker, name) {
                return None;
            }
            let message = format!("the {name} of {worker} was to be held by {}, {}", late.day, late.ago);
            let label = match late.from.day == late.day {
                true => "agreed for this day",
                false => "counted from here",
            };
            let finding = finding(late.from.span, message).label(label).help(
                "hold it, and enter the day as `held`; if another day has been agreed, enter it as `due`",
            );
            Some(late.tell(finding))
        })
        .collect()
}

/// Whether a day is entered on which it was held: one that is still to come is found for that.
fn is_entered(context: &Context<'_>, worker: &WorkerId, name: &str) -> bool {
    let file = context.facts.records.workers.get(worker);
    let worker = file.and_then(|file| file.worker.as_ref());
    let stages = worker
        .into_iter()
        .flat_map(|worker| worker.data.asye.iter().chain(&worker.data.probation));
    let mut milestones = stages.flat_map(|stage| &stage.milestones);
    milestones.any(|known| known.milestone.as_str() == name && known.held.is_some())
}
