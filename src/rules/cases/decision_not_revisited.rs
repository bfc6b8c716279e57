//! A manager's decision between sessions that nobody has come back to in supervision (R6a, R12a).

use std::collections::HashSet;

use super::skipped;
use crate::calendar::Day;
use crate::diag::Diagnostic;
use crate::due::{DueKind, State};
use crate::record::decision::Decision;
use crate::record::store_settings::Holds;
use crate::record::{ChildId, Filed};
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::held;
use crate::source::Span;

rule!(
    DECISION_NOT_REVISITED,
    "decision-not-revisited",
    Warning,
    decision_not_revisited
);

fn decision_not_revisited(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    if held::is_elsewhere(facts, Holds::Workers) {
        return Vec::new();
    }
    let (reviewed, found_already) = (reviewed(context), found_already(context));
    let mut found = Vec::new();
    for (id, file) in &facts.records.children {
        let is_open = file
            .child
            .as_ref()
            .is_some_and(|child| child.data.is_open(facts.today));
        if !is_open || found_already.contains(id.as_str()) {
            continue;
        }
        for decision in &file.decisions {
            let day = decision.data.date.value;
            // An action that is still open is found by itself where nobody comes back to it.
            let is_open = |id: &str| found_already.contains(id);
            let mut actions = decision
                .data
                .actions
                .iter()
                .map(|action| action.id.as_str());
            if day > facts.today || actions.any(|id| reviewed.contains(id) || is_open(id)) {
                continue;
            }
            found.extend(judge(context, id, decision));
        }
    }
    found
}

fn judge(context: &Context<'_>, id: &ChildId, decision: &Filed<Decision>) -> Option<Diagnostic> {
    let facts = &context.facts;
    let (data, day) = (&decision.data, decision.data.date.value);
    let since = facts
        .mentions(id)
        .iter()
        .filter(|mention| mention.day() >= day);
    let since: Vec<_> = since.collect();
    if since.iter().any(|mention| mention.discussion.is_full()) {
        return None;
    }
    let child = held::child(facts, id)?;
    let holder = child.data.allocations.on(facts.today)?;
    if held::is_session_unread(facts.records, &holder.worker.value, day) {
        return None;
    }
    // That this session should have discussed the case in full says it already.
    if since
        .iter()
        .any(|mention| skipped(facts, mention).is_some())
    {
        return None;
    }
    let acknowledged = since
        .iter()
        .find(|mention| mention.day() > day && held::is_of_own_cases(&mention.session.data));
    let acknowledged: Option<(Day, Span)> =
        acknowledged.map(|mention| (mention.day(), mention.discussion.depth.span));
    let (place, label, why) = match (&data.revisit_by, acknowledged) {
        (Some(by), _) if by.value >= facts.today => return None,
        (Some(by), _) => (
            by.span,
            "this day is past",
            format!("was to be looked at again by {}", by.value),
        ),
        (None, Some((held, _))) => (
            data.date.span,
            "decided between sessions",
            format!("was not talked about in the session of {held}"),
        ),
        (None, None) => return None,
    };
    let asked = AskedBy::clauses(facts, day, &["R6a", "R12a"]);
    if asked.is_nobody() {
        return None;
    }
    let message =
        format!("the decision of {day} about {id} {why}, and no session has come back to it");
    let finding = finding(place, message).label(label).help(
        "discuss the case in full in the next session: has the decision done what it was for?",
    );
    let finding = match acknowledged {
        Some((_, place)) => finding.related(place, "only acknowledged here"),
        None => finding,
    };
    Some(asked.tell(finding))
}

/// The actions that any session has gone through.
fn reviewed<'a>(context: &Context<'a>) -> HashSet<&'a str> {
    let files = context.facts.records.workers.values();
    let sessions = files.flat_map(|file| file.held_sessions());
    let sessions = sessions.filter(|session| session.data.date.value <= context.facts.today);
    let reviewed = sessions.flat_map(|session| &session.data.actions_reviewed);
    reviewed.map(|reviewed| reviewed.action.as_str()).collect()
}

/// The children whose discussion is overdue; and the actions that are open, as far as each is found that nobody comes back to.
fn found_already<'a>(context: &Context<'a>) -> HashSet<&'a str> {
    let facts = &context.facts;
    let reviews_asked = !AskedBy::clauses(facts, facts.today, &["C5b"]).is_nobody();
    let mut known = HashSet::new();
    for due in context.dues {
        let is_late = matches!(due.state, State::Overdue | State::CannotTell);
        match due.kind {
            DueKind::Action if is_late || reviews_asked => known.extend(due.subject.as_deref()),
            DueKind::CaseDiscussion | DueKind::NextDiscussion | DueKind::CaseFirstConsideration
                if is_late =>
            {
                known.extend(due.child.as_ref().map(ChildId::as_str));
            }
            _ => {}
        }
    }
    known
}
