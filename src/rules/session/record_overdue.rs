//! A record that has not been shared or signed by its day (local policy).
//!
//! One that was written up too late is `recorded-late`, one without the day is `field-missing`, and one that is not on the case
//! system is `note-not-entered`.

use crate::diag::Diagnostic;
use crate::due::{Due, DueKind};
use crate::policy::rule::{RecordMilestone, Recorded};
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::late::overdue;

rule!(RECORD_OVERDUE, "record-overdue", Warning, record_overdue);

fn record_overdue(context: &Context<'_>) -> Vec<Diagnostic> {
    let steps = [DueKind::Record, DueKind::SignOff];
    let late = steps.into_iter().flat_map(|kind| overdue(context, kind));
    late.filter_map(|late| {
        let mut rules = context.facts.rules(|pack| &pack.recording);
        let (_, _, rule) = rules.find(|(_, _, rule)| rule.id() == late.due.rule)?;
        let (name, _) = late.due.subject.as_ref()?.split_once('/')?;
        if is_entered(context, late.due, rule.milestone, name) {
            return None;
        }
        let (what, whose) = match rule.of.value {
            Recorded::Session => ("session", late.due.worker.as_ref()?.to_string()),
            Recorded::ChildSupervision => ("supervision record", late.due.child.as_ref()?.to_string()),
            Recorded::Decision => ("manager's decision", late.due.child.as_ref()?.to_string()),
        };
        let day = name.get(..10).unwrap_or(name);
        let step = rule.milestone.spoken();
        let message = format!(
            "the {what} of {whose} of {day} was to be {step} by {}, {}",
            late.day, late.ago
        );
        let help = match rule.milestone {
            RecordMilestone::SignedBySupervisor | RecordMilestone::SignedBySupervisee => {
                "read it through and sign it; whoever does not agree signs with a comment that says so"
            }
            _ => "let the worker read it, and enter the day as `shared`",
        };
        let finding = finding(late.from.span, message)
            .label("counted from here")
            .help(help);
        Some(late.tell(finding))
    })
    .collect()
}

/// Whether something else is found of the step: a session's day that is not entered at all, or that is still to come.
fn is_entered(context: &Context<'_>, due: &Due, milestone: RecordMilestone, name: &str) -> bool {
    let workers = &context.facts.records.workers;
    let file = due.worker.as_ref().and_then(|worker| workers.get(worker));
    let mut sessions = file.into_iter().flat_map(|file| file.held_sessions());
    let session = sessions.find(|session| session.id.as_str().ends_with(&format!("/{name}")));
    session.is_some_and(|session| match milestone {
        RecordMilestone::Recorded => true,
        RecordMilestone::Shared => session.data.shared.is_some(),
        _ => false,
    })
}
