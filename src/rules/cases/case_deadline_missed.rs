//! A case that was not discussed by the day that something else set, or before something happened to it (local policy).

use crate::diag::Diagnostic;
use crate::due::{Due, DueKind, State};
use crate::record::ChildId;
use crate::record::store_settings::Holds;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::held;
use crate::rules::late::{Late, overdue};

rule!(
    CASE_DEADLINE_MISSED,
    "case-deadline-missed",
    Error,
    case_deadline_missed
);

fn case_deadline_missed(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    if held::is_elsewhere(facts, Holds::Workers) {
        return Vec::new();
    }
    overdue(context, DueKind::CaseDeadline)
        .filter_map(|late| {
            let child = late.due.child.as_ref()?;
            let worker = late.due.worker.as_ref();
            let is_unread = worker.is_some_and(|worker| {
                held::is_session_unread(facts.records, worker, late.from.day)
            });
            if is_unread || is_found_already(context, child) {
                return None;
            }
            let (message, help) = said(context, child, &late)?;
            let finding = finding(late.from.span, message)
                .label("counted from here")
                .help(help);
            Some(late.tell(finding))
        })
        .collect()
}

/// Whether another rule already says that this case waits to be discussed: one session mends both.
fn is_found_already(context: &Context<'_>, child: &ChildId) -> bool {
    let discussions = [
        DueKind::CaseDiscussion,
        DueKind::NextDiscussion,
        DueKind::CaseFirstConsideration,
    ];
    let waits = |due: &&Due| {
        due.child.as_ref() == Some(child)
            && due.state == State::Overdue
            && discussions.contains(&due.kind)
    };
    context.dues.iter().any(|due| waits(&due))
}

/// What was to be done by when, and what to do now.
fn said(context: &Context<'_>, child: &ChildId, late: &Late<'_>) -> Option<(String, String)> {
    let id = &late.due.rule;
    let mut after = context.facts.rules(|pack| &pack.deadlines);
    if let Some((_, _, rule)) = after.find(|(_, _, rule)| rule.id() == *id) {
        let needs = rule.done_by.spoken();
        let message = format!(
            "{child} was to have {needs} by {}, {}, as {} on {}",
            late.day,
            late.ago,
            rule.after.spoken(),
            late.from.day
        );
        let help = "bring it to the next session, or hold one sooner, and record it; where a decision is asked for, write it on the child's file";
        return Some((message, help.to_owned()));
    }
    let mut before = context.facts.rules(|pack| &pack.needed_before);
    let (_, _, rule) = before.find(|(_, _, rule)| rule.id() == *id)?;
    let needs = rule.needs.spoken();
    let message = format!(
        "{} on {}, and {child} had not had {needs} first",
        rule.before.spoken(),
        late.day
    );
    let help = "enter the discussion or the decision if there was one; otherwise go through it in the next session and record why it was left out";
    Some((message, help.to_owned()))
}
