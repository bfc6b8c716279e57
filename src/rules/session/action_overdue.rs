//! An agreed action that is past its day and that no session has closed (R9b, C5b).

use crate::diag::Diagnostic;
use crate::due::{DueKind, State};
use crate::rules::Context;
use crate::rules::declare::rule;

/// The clauses that ask; the packs have no figure for it.
const ASKED_BY: [&str; 2] = ["R9b", "C5b"];

rule!(ACTION_OVERDUE, "action-overdue", Warning, action_overdue);

fn action_overdue(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let overdue = context
        .dues
        .iter()
        .filter(|due| due.kind == DueKind::Action && due.state == State::Overdue);
    overdue
        .filter_map(|due| {
            let (action, day, anchor) = (due.subject.as_ref()?, due.due?, due.counted_from?);
            let may_be_closed = due.worker.as_ref().is_some_and(|worker| {
                facts.records.has_unread_below(&format!("{worker}/3-supervision/"))
            });
            if may_be_closed {
                return None;
            }
            let late = day.days_to(facts.today);
            let days = if late == 1 { "1 day".to_owned() } else { format!("{late} days") };
            let whose = match (&due.worker, &due.child) {
                (Some(worker), _) => format!(" of {worker}"),
                (None, Some(child)) => format!(" for {child}"),
                (None, None) => String::new(),
            };
            let message = format!("action {action}{whose} was to be done by {day}, {days} ago");
            let finding = finding(anchor.span, message)
                    .label("agreed to be done by then")
                    .because(facts.policy.cite(facts.today, &ASKED_BY))
                    .help("go through it in the next session: close it, or carry it with a reason and a new day, under `actions-reviewed`");
            Some(match facts.policy.clause_at(facts.today, &ASKED_BY) {
                Some(span) => finding.related(span, "asked here"),
                None => finding,
            })
        })
        .collect()
}
