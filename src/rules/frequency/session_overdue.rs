//! A worker's supervision session is past its day.

use crate::diag::Diagnostic;
use crate::due::DueKind;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::late::overdue;

rule!(SESSION_OVERDUE, "session-overdue", Error, session_overdue);

fn session_overdue(context: &Context<'_>) -> Vec<Diagnostic> {
    overdue(context, DueKind::WorkerSession)
        .filter_map(|late| {
            let worker = late.due.worker.as_ref()?;
            let message = format!("supervision of {worker} was due by {}, {}", late.day, late.ago);
            let finding = finding(late.from.span, message)
                .label("counted from here")
                .help(format!(
                    "hold it, and record it as `workers/{worker}/3-supervision/<day>.md`; if it was held, record it now"
                ));
            Some(late.tell(finding))
        })
        .collect()
}
