//! A newly allocated child who has been in no session of the worker who holds the case (R7c).

use crate::diag::Diagnostic;
use crate::due::DueKind;
use crate::record::store_settings::Holds;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::held;
use crate::rules::late::overdue;

rule!(
    FIRST_CONSIDERATION_OVERDUE,
    "first-consideration-overdue",
    Error,
    first_consideration_overdue
);

fn first_consideration_overdue(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    if held::is_elsewhere(facts, Holds::Workers) {
        return Vec::new();
    }
    overdue(context, DueKind::CaseFirstConsideration)
        .filter_map(|late| {
            let (child, worker) = (late.due.child.as_ref()?, late.due.worker.as_ref()?);
            if held::is_session_unread(facts.records, worker, late.from.day) {
                return None;
            }
            let message = format!(
                "{child} has been in no session of {worker} since the allocation; that was due by {}, {}",
                late.day, late.ago
            );
            let finding = finding(late.from.span, message)
                .label("allocated here")
                .help(format!("bring it to the next session of {worker}, or hold one sooner"));
            Some(late.tell(finding))
        })
        .collect()
}
