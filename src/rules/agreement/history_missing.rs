//! A relationship of supervision for which the supervisee has written no history (R4.2).

use super::folder;
use crate::diag::Diagnostic;
use crate::due::DueKind;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::late::overdue;

rule!(HISTORY_MISSING, "history-missing", Error, history_missing);

fn history_missing(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    overdue(context, DueKind::History)
        .filter_map(|late| {
            let worker = late.due.worker.as_ref()?;
            let supervisor = facts.supervisor(worker)?;
            // A line manager who is no person of the store is found by that name.
            let is_known = facts.records.people.contains_key(supervisor);
            if !is_known || facts.records.has_unread_below(&folder(worker)) {
                return None;
            }
            let message = format!(
                "{worker} has written no supervision history for {supervisor}; it was due by {}",
                late.day
            );
            let finding = finding(late.from.span, message)
                .label(format!("line manager from {}", late.from.day))
                .help(format!(
                    "ask {worker} to write it as `workers/{worker}/2-agreement-and-history/<day>-history.md`, and talk about it together"
                ));
            Some(late.tell(finding))
        })
        .collect()
}
