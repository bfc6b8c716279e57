//! A case whose full discussion, or the discussion on a date that was set, is past its day (C4, R7a, R7d).

use crate::diag::Diagnostic;
use crate::due::DueKind;
use crate::record::store_settings::Holds;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::held;
use crate::rules::late::overdue;

rule!(
    DISCUSSION_OVERDUE,
    "discussion-overdue",
    Error,
    discussion_overdue
);

fn discussion_overdue(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    if held::is_elsewhere(facts, Holds::Workers) {
        return Vec::new();
    }
    let kinds = [
        (
            DueKind::CaseDiscussion,
            "the full discussion of",
            "was due by",
            "counted from here",
        ),
        (
            DueKind::NextDiscussion,
            "the next discussion of",
            "was set for",
            "set here",
        ),
    ];
    let mut found = Vec::new();
    for (kind, what, asked, label) in kinds {
        found.extend(overdue(context, kind).filter_map(|late| {
            let (child, worker) = (late.due.child.as_ref()?, late.due.worker.as_ref()?);
            if held::is_session_unread(facts.records, worker, late.from.day) || held::has_unknown_authoriser(facts, child) {
                return None;
            }
            let message = format!("{what} {child} {asked} {}, {}", late.day, late.ago);
            let finding = finding(late.from.span, message).label(label).help(format!(
                "discuss it in full in the next session of {worker}, sooner if there is any risk, and record that"
            ));
            Some(late.tell(finding))
        }));
    }
    found
}
