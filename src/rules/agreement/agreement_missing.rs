//! A relationship of supervision without a written agreement (R4.1a).

use super::folder;
use crate::diag::{Diagnostic, Severity};
use crate::due::{DueKind, State};
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    AGREEMENT_MISSING,
    "agreement-missing",
    Warning,
    agreement_missing
);

fn agreement_missing(context: &Context<'_>) -> Vec<Diagnostic> {
    let overdue = context
        .dues
        .iter()
        .filter(|due| due.kind == DueKind::Agreement && due.state == State::Overdue);
    overdue
        .filter_map(|due| {
            let (worker, day, anchor) = (due.worker.as_ref()?, due.due?, due.counted_from?);
            let supervisor = context.facts.supervisor(worker)?;
            if context.facts.records.has_unread_below(&folder(worker)) {
                return None;
            }
            let message = format!("{worker} and {supervisor} have no supervision agreement; it was due by {day}");
            let mut finding = finding(anchor.span, message)
                .label(format!("line manager from {}", anchor.day))
                .because(due.because.clone())
                .help(format!("write it together as `workers/{worker}/2-agreement-and-history/<day>-agreement.md`, and both sign it"));
            if due.must {
                finding.severity = Severity::Error;
            }
            Some(match due.asked_at {
                Some(span) => finding.related(span, "asked here"),
                None => finding,
            })
        })
        .collect()
}
