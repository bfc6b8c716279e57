//! An agreed action that is past its day and that no session has closed (R9b, C5b).

use crate::diag::Diagnostic;
use crate::due::DueKind;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::late::overdue;

rule!(ACTION_OVERDUE, "action-overdue", Warning, action_overdue);

fn action_overdue(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    overdue(context, DueKind::Action)
        .filter_map(|late| {
            let due = late.due;
            let action = due.subject.as_ref()?;
            let may_be_closed = due.worker.as_ref().is_some_and(|worker| {
                facts.records.has_unread_below(&format!("{worker}/3-supervision/"))
            });
            if may_be_closed {
                return None;
            }
            let whose = match (&due.worker, &due.child) {
                (Some(worker), _) => format!(" of {worker}"),
                (None, Some(child)) => format!(" for {child}"),
                (None, None) => String::new(),
            };
            let message = format!("action {action}{whose} was to be done by {}, {}", late.day, late.ago);
            let finding = finding(late.from.span, message)
                .label("agreed to be done by then")
                .help("go through it in the next session: close it, or carry it with a reason and a new day, under `actions-reviewed`");
            Some(AskedBy::clauses(facts, facts.today, &["R9b", "C5b"]).tell(finding))
        })
        .collect()
}
