//! A worker's supervision session is past its day.

use crate::diag::Diagnostic;
use crate::due::{DueKind, State};
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::held::is_session_unread;

rule!(SESSION_OVERDUE, "session-overdue", Error, session_overdue);

fn session_overdue(context: &Context<'_>) -> Vec<Diagnostic> {
    let overdue = context
        .dues
        .iter()
        .filter(|due| due.kind == DueKind::WorkerSession && due.state == State::Overdue);
    overdue
        .filter_map(|due| {
            let (worker, day, anchor) = (due.worker.as_ref()?, due.due?, due.counted_from?);
            // What the sessions that cannot be read say is not known: they are the fault.
            if is_session_unread(context.facts.records, worker, anchor.day) {
                return None;
            }
            let late = day.days_to(context.facts.today);
            let days = if late == 1 { "1 day".to_owned() } else { format!("{late} days") };
            let message = format!("supervision of {worker} was due by {day}, {days} ago");
            let finding = finding(anchor.span, message)
                .label("counted from here")
                .because(due.because.clone())
                .help(format!("hold it, and record it as `workers/{worker}/3-supervision/<day>.md`; if it was held, record it now"));
            Some(match due.asked_at {
                Some(span) => finding.related(span, "asked here"),
                None => finding,
            })
        })
        .collect()
}
