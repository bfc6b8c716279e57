//! An agreement that should have been looked at again by now (R4.3).

use super::folder;
use crate::diag::Diagnostic;
use crate::due::DueKind;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::late::overdue;

rule!(
    AGREEMENT_REVIEW_OVERDUE,
    "agreement-review-overdue",
    Error,
    agreement_review_overdue
);

fn agreement_review_overdue(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    overdue(context, DueKind::AgreementReview)
        .filter_map(|late| {
            let worker = late.due.worker.as_ref()?;
            let supervisor = facts.supervisor(worker)?;
            let sections = [folder(worker), format!("{worker}/4-pdr/")];
            if sections.iter().any(|section| facts.records.has_unread_below(section)) {
                return None;
            }
            let message = format!(
                "the agreement of {worker} and {supervisor} was to be reviewed by {}",
                late.day
            );
            let finding = finding(late.from.span, message)
                .label("last looked at on this day")
                .help("review it together as part of the PDR, and enter the day under `agreement-reviewed` in the PDR record, or under `reviews` in a new revision that both sign");
            Some(late.tell(finding))
        })
        .collect()
}
