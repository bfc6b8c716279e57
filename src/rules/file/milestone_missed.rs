//! A review of the assessed year whose agreed day is past and that has not been held.

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    MILESTONE_MISSED,
    "milestone-missed",
    Warning,
    milestone_missed
);

fn milestone_missed(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let today = facts.today;
    let mut found = Vec::new();
    for (id, _, worker) in facts.workers() {
        let milestones = worker.data.asye.iter().flat_map(|asye| &asye.milestones);
        for milestone in milestones.filter(|milestone| milestone.held.is_none()) {
            let Some(due) = milestone.due.filter(|due| due.value < today) else {
                continue;
            };
            let message = format!(
                "the milestone {} in the assessed year of {id} was to be held by {}",
                milestone.milestone.value, due.value
            );
            found.push(
                finding(due.span, message)
                    .label("agreed for this day")
                    .help("hold it, and enter the day as `held`; if another day has been agreed, correct `due`"),
            );
        }
    }
    found
}
