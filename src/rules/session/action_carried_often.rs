//! An action that is put off again and again (C5b, R9b).

use std::collections::{BTreeMap, HashMap};

use crate::calendar::Day;
use crate::diag::Diagnostic;
use crate::due::{DueKind, State};
use crate::record::action::{ActionReviewed, Outcome};
use crate::rules::Context;
use crate::rules::agreed;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::source::Span;

rule!(
    ACTION_CARRIED_OFTEN,
    "action-carried-often",
    Warning,
    action_carried_often
);

/// How often an action may be put off before somebody asks whether it is wanted. No policy gives a number; this is our reading.
const TIMES: usize = 3;

fn action_carried_often(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let first_days: HashMap<&str, Day> = agreed::actions_by_when(facts.records)
        .map(|(id, by_when)| (id.as_str(), by_when))
        .collect();
    // An action that is past its day is found for that.
    let in_time = context.dues.iter().filter(|due| {
        due.kind == DueKind::Action && matches!(due.state, State::Coming | State::Due)
    });
    let mut open: BTreeMap<&str, (Option<Day>, Vec<Span>)> = in_time
        .filter_map(|due| due.subject.as_deref())
        .map(|id| (id, (first_days.get(id).copied(), Vec::new())))
        .collect();
    for reviewed in reviews(context) {
        let Some((by_when, carried)) = open.get_mut(reviewed.action.as_str()) else {
            continue;
        };
        // To say that an action goes on to the day it has is not to put it off.
        let new = reviewed.by_when.as_ref().map(|day| day.value);
        if reviewed.outcome.value == Outcome::Carried && new > *by_when {
            carried.push(reviewed.outcome.span);
            *by_when = new;
        }
    }
    let mut found = Vec::new();
    for (id, (_, carried)) in open {
        let (Some(last), true) = (carried.last(), carried.len() >= TIMES) else {
            continue;
        };
        let message = format!(
            "action {id} has been carried to a later day {} times",
            carried.len()
        );
        let finding = finding(*last, message)
            .label("carried again")
            .help("ask in the next session what is in the way: drop it with the reason, give it to somebody else, or make it smaller");
        let finding = carried[..carried.len() - 1]
            .iter()
            .fold(finding, |finding, span| finding.related(*span, "carried"));
        found.push(AskedBy::clauses(facts, facts.today, &["C5b", "R9b"]).tell(finding));
    }
    found
}

/// What became of actions in the sessions up to today; those of one worker oldest first.
fn reviews<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a ActionReviewed> {
    let today = context.facts.today;
    let files = context.facts.records.workers.values();
    let sessions = files.flat_map(|file| file.held_sessions());
    sessions
        .filter(move |session| session.data.date.value <= today)
        .flat_map(|session| &session.data.actions_reviewed)
}
