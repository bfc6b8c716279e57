//! An open action of which the next session says nothing (C5b).

use std::collections::{BTreeMap, HashMap};

use crate::calendar::Day;
use crate::diag::Diagnostic;
use crate::due::{DueKind, State};
use crate::record::session::Session;
use crate::record::{ActionId, Filed, WorkerId};
use crate::rules::Context;
use crate::rules::agreed;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::held;
use crate::source::{SourceId, Span, Spanned};

rule!(
    ACTION_PASSED_OVER,
    "action-passed-over",
    Warning,
    action_passed_over
);

/// The open actions that a session passed over.
struct PassedOver<'a> {
    worker: &'a WorkerId,
    session: &'a Session,
    actions: Vec<&'a Spanned<ActionId>>,
}

fn action_passed_over(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let records = facts.records;
    let agreed: HashMap<&str, (Day, &Spanned<ActionId>)> = agreed::actions(records)
        .map(|(day, id)| (id.as_str(), (day, id)))
        .collect();
    let reviewed = last_reviewed(context);
    let mut passed_over: BTreeMap<SourceId, PassedOver<'_>> = BTreeMap::new();
    // An action that is past its day is found for that.
    let in_time = context.dues.iter().filter(|due| {
        due.kind == DueKind::Action && matches!(due.state, State::Coming | State::Due)
    });
    for due in in_time {
        let Some((worker, id)) = due.worker.as_ref().zip(due.subject.as_deref()) else {
            continue;
        };
        let Some((day, action)) = agreed.get(id) else {
            continue;
        };
        let seen = reviewed.get(id).map_or(*day, |last| *last.max(day));
        let Some((worker, session)) = next_session(context, worker, seen) else {
            continue;
        };
        let day = session.data.date.value;
        let child = due.child.as_ref();
        let went_on = child.is_some_and(|child| {
            let child = held::child(facts, child);
            child.is_some_and(|child| !held::is_held_by(&child.data, worker, day))
        });
        let unread = records.has_unread_below(&format!("{worker}/3-supervision/"));
        if went_on || unread || !session.is_whole("actions-reviewed") {
            continue;
        }
        let entry = passed_over
            .entry(session.source)
            .or_insert_with(|| PassedOver {
                worker,
                session: &session.data,
                actions: Vec::new(),
            });
        entry.actions.push(action);
    }
    passed_over
        .into_values()
        .filter_map(|passed_over| tell(context, &passed_over))
        .collect()
}

fn tell(context: &Context<'_>, passed_over: &PassedOver<'_>) -> Option<Diagnostic> {
    let day = passed_over.session.date.value;
    let asked = AskedBy::clauses(&context.facts, day, &["C5b"]);
    if asked.is_nobody() {
        return None;
    }
    let mut actions = passed_over.actions.clone();
    actions.sort_by_key(|action| action.as_str());
    let (first, more) = (actions.first()?, actions.len() - 1);
    let what = match more {
        0 => format!("the action {} that was open", first.value),
        _ => format!("{} actions that were open", more + 1),
    };
    let message = format!(
        "the session of {} on {day} says nothing of {what}, and no later one does",
        passed_over.worker
    );
    let places: Vec<Span> = actions.iter().map(|action| action.span).collect();
    let finding = finding(passed_over.session.date.span, message)
        .label("not among the actions reviewed here")
        .help("go through what is open in the next session, and enter what became of each under `actions-reviewed`");
    let finding = places.into_iter().fold(finding, |finding, place| {
        finding.related(place, "agreed here")
    });
    Some(asked.tell(finding))
}

/// The day on which each action was last reviewed, in any session.
fn last_reviewed<'a>(context: &Context<'a>) -> HashMap<&'a str, Day> {
    let mut last: HashMap<&str, Day> = HashMap::new();
    for file in context.facts.records.workers.values() {
        for session in file.held_sessions() {
            let day = session.data.date.value;
            for reviewed in &session.data.actions_reviewed {
                let known = last.entry(reviewed.action.as_str()).or_insert(day);
                *known = day.max(*known);
            }
        }
    }
    last
}

/// The first session of a worker's own cases after a day.
fn next_session<'a>(
    context: &Context<'a>,
    worker: &WorkerId,
    after: Day,
) -> Option<(&'a WorkerId, &'a Filed<Session>)> {
    let today = context.facts.today;
    let (id, file) = context.facts.records.workers.get_key_value(worker)?;
    let sessions = &file.sessions;
    let from = sessions.partition_point(|session| session.data.date.value <= after);
    let mut later = sessions[from..].iter().filter(|session| {
        session.data.is_held()
            && held::is_of_own_cases(&session.data)
            && session.data.date.value <= today
    });
    later.next().map(|session| (id, session))
}
