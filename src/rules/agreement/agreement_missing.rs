//! A relationship of supervision without a written agreement (R4.1a).

use super::folder;
use crate::diag::Diagnostic;
use crate::due::DueKind;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::late::overdue;

rule!(
    AGREEMENT_MISSING,
    "agreement-missing",
    Error,
    agreement_missing
);

fn agreement_missing(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    overdue(context, DueKind::Agreement)
        .filter_map(|late| {
            let worker = late.due.worker.as_ref()?;
            let supervisor = facts.supervisor(worker)?;
            // A line manager who is no person of the store is found by that name.
            let is_known = facts.records.people.contains_key(supervisor);
            if !is_known || facts.records.has_unread_below(&folder(worker)) {
                return None;
            }
            let message = format!(
                "{worker} and {supervisor} have no supervision agreement; it was due by {}",
                late.day
            );
            let finding = finding(late.from.span, message)
                .label(format!("line manager from {}", late.from.day))
                .help(format!(
                    "write it together as `workers/{worker}/2-agreement-and-history/<day>-agreement.md`, and both sign it"
                ));
            Some(late.tell(finding))
        })
        .collect()
}
