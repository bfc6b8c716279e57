//! A case that is acknowledged in session after session and not discussed (R7e).

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Interval;
use crate::diag::Diagnostic;
use crate::due::{Due, DueKind, State};
use crate::record::ChildId;
use crate::record::child::Child;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::held;

rule!(CASE_DRIFTING, "case-drifting", Warning, case_drifting);

/// How often running a case may be acknowledged and not discussed. No policy gives a number; this is our reading.
const TIMES: usize = 3;

/// Over how long, so that a case is not said to drift because its worker is supervised every week. Our reading too.
const LENGTH: Interval = Interval::Weeks(8);

fn case_drifting(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let asked = || AskedBy::clauses(facts, facts.today, &["R7e"]);
    if asked().is_nobody() {
        return Vec::new();
    }
    let known = known(context.dues);
    let mut found = Vec::new();
    for (id, file) in &facts.records.children {
        let Some(child) = file.child.as_ref().map(|child| &child.data) else {
            continue;
        };
        let holder = child
            .allocations
            .on(facts.today)
            .filter(|_| child.is_open(facts.today));
        let Some(holder) = holder.filter(|_| !known.contains(id)) else {
            continue;
        };
        let own = facts
            .mentions(id)
            .iter()
            .rev()
            .filter(|mention| held::is_of_own_cases(&mention.session.data));
        let running: Vec<_> = own
            .take_while(|mention| !mention.discussion.is_full())
            .collect();
        let Some(last) = running.first().filter(|_| running.len() >= TIMES) else {
            continue;
        };
        let full = facts
            .mentions(id)
            .iter()
            .rev()
            .find(|mention| mention.discussion.is_full());
        let (since, place, words) = match full {
            Some(full) => (
                full.day(),
                full.discussion.depth.span,
                "last discussed in full here",
            ),
            None => {
                let from = first_held(child).unwrap_or(holder.from);
                (from.value, from.span, "held from here on")
            }
        };
        let unread = held::is_session_unread(facts.records, &holder.worker.value, since);
        if last.day() < LENGTH.after(since) || unread {
            continue;
        }
        let what = match full {
            Some(_) => format!("last discussed in full on {since}"),
            None => "never discussed in full".to_owned(),
        };
        let message = format!(
            "{id} has been acknowledged in {} sessions running and was {what}",
            running.len()
        );
        let finding = finding(last.discussion.depth.span, message)
            .label("acknowledged again")
            .related(place, words)
            .help("discuss it in full in the next session; if it can wait, let the decision be authorised and say why");
        found.push(asked().tell(finding));
    }
    found
}

/// The cases of which more is known: the discussion is overdue, or somebody has authorised that it may wait.
fn known(dues: &[Due]) -> BTreeSet<&ChildId> {
    let mut by_child: BTreeMap<&ChildId, bool> = BTreeMap::new();
    for due in dues {
        let is_discussion = matches!(due.kind, DueKind::CaseDiscussion | DueKind::NextDiscussion);
        let Some(child) = due.child.as_ref().filter(|_| is_discussion) else {
            continue;
        };
        let is_overdue = matches!(due.state, State::Overdue | State::CannotTell);
        let may_wait = due.asked.iter().any(|ask| ask.authorised.is_some());
        *by_child.entry(child).or_default() |= is_overdue || may_wait;
    }
    by_child.retain(|_, known| *known);
    by_child.into_keys().collect()
}

fn first_held(child: &Child) -> Option<crate::source::Spanned<crate::calendar::Day>> {
    let held = child.allocations.iter().map(|held| held.from);
    held.min_by_key(|from| from.value)
}
