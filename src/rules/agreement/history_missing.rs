//! A relationship of supervision for which the supervisee has written no history (R4.2).

use super::folder;
use crate::diag::{Diagnostic, Severity};
use crate::due::{DueKind, State};
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(HISTORY_MISSING, "history-missing", Error, history_missing);

fn history_missing(context: &Context<'_>) -> Vec<Diagnostic> {
    let overdue = context
        .dues
        .iter()
        .filter(|due| due.kind == DueKind::History && due.state == State::Overdue);
    overdue
        .filter_map(|due| {
            let (worker, day, anchor) = (due.worker.as_ref()?, due.due?, due.counted_from?);
            let supervisor = context.facts.supervisor(worker)?;
            if context.facts.records.has_unread_below(&folder(worker)) {
                return None;
            }
            let message = format!("{worker} has written no supervision history for {supervisor}; it was due by {day}");
            let mut finding = finding(anchor.span, message)
                .label(format!("line manager from {}", anchor.day))
                .because(due.because.clone())
                .help(format!("ask {worker} to write it as `workers/{worker}/2-agreement-and-history/<day>-history.md`, and talk about it together"));
            if !due.must {
                finding.severity = Severity::Warning;
            }
            Some(match due.asked_at {
                Some(span) => finding.related(span, "asked here"),
                None => finding,
            })
        })
        .collect()
}
