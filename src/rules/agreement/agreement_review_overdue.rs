//! An agreement that should have been looked at again by now (R4.3).

use super::folder;
use crate::diag::{Diagnostic, Severity};
use crate::due::{DueKind, State};
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    AGREEMENT_REVIEW_OVERDUE,
    "agreement-review-overdue",
    Warning,
    agreement_review_overdue
);

fn agreement_review_overdue(context: &Context<'_>) -> Vec<Diagnostic> {
    let overdue = context
        .dues
        .iter()
        .filter(|due| due.kind == DueKind::AgreementReview && due.state == State::Overdue);
    overdue
        .filter_map(|due| {
            let (worker, day, anchor) = (due.worker.as_ref()?, due.due?, due.counted_from?);
            let supervisor = context.facts.supervisor(worker)?;
            let records = context.facts.records;
            if records.has_unread_below(&folder(worker)) || records.has_unread_below(&format!("{worker}/4-pdr/")) {
                return None;
            }
            let message = format!("the agreement of {worker} and {supervisor} was to be reviewed by {day}");
            let mut finding = finding(anchor.span, message)
                .label("last looked at on this day")
                .because(due.because.clone())
                .help("review it together as part of the PDR, and enter the day under `agreement-reviewed` in the PDR record, or under `reviews` in a new revision that both sign");
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
