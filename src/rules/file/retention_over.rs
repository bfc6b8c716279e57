//! A file whose time is over, so that somebody decides what becomes of it (R14b, L8, L9).

use crate::diag::Diagnostic;
use crate::due::DueKind;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::late::overdue;

rule!(RETENTION_OVER, "retention-over", Note, retention_over);

fn retention_over(context: &Context<'_>) -> Vec<Diagnostic> {
    overdue(context, DueKind::Disposal)
        .filter_map(|late| {
            let whose = match (&late.due.child, &late.due.worker) {
                (Some(child), _) => child.to_string(),
                (None, worker) => worker.as_ref()?.to_string(),
            };
            let message = format!(
                "the file of {whose} was to be kept until {}, {}",
                late.day, late.ago
            );
            let finding = finding(late.from.span, message).label("counted from here").help(
                "ask whoever looks after records whether it may be destroyed; where it must stay, enter a legal hold",
            );
            Some(late.tell(finding))
        })
        .collect()
}
