//! A child's record of a discussion that no session knows of (R11a).

use std::collections::HashMap;

use crate::calendar::Day;
use crate::diag::Diagnostic;
use crate::record::session::Session;
use crate::record::store_settings::Holds;
use crate::record::{ChildId, Filed, Records, WorkerId};
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::held;
use crate::source::Span;

rule!(
    NOTE_WITHOUT_SESSION,
    "note-without-session",
    Error,
    note_without_session
);

fn note_without_session(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let records = facts.records;
    if held::is_elsewhere(facts, Holds::Workers) {
        return Vec::new();
    }
    let mut sessions: HashMap<(&str, Day), Vec<&Filed<Session>>> = HashMap::new();
    for (worker, file) in &records.workers {
        for session in &file.sessions {
            let key = (worker.as_str(), session.data.date.value);
            sessions.entry(key).or_default().push(session);
        }
    }
    let notes = records
        .children
        .values()
        .flat_map(|file| &file.supervisions);
    let mut found = Vec::new();
    for note in notes.filter(|note| note.data.date.value <= facts.today) {
        let (child, worker, day) = (
            &note.data.child.value,
            &note.data.worker.value,
            note.data.date.value,
        );
        let that_day = sessions.get(&(worker.as_str(), day));
        let that_day = that_day.map_or(&[][..], Vec::as_slice);
        if that_day
            .iter()
            .any(|session| held::has_untold_case(session))
        {
            continue;
        }
        let Some((why, place)) = fault(that_day, child) else {
            continue;
        };
        if that_day.is_empty() && is_unknown(records, worker, day) {
            continue;
        }
        let message = format!(
            "the record of {child} tells of a discussion with {worker} on {day}, but {why}"
        );
        let finding = finding(note.data.date.span, message)
            .help(format!("correct the day or the worker, or record the discussion in `workers/{worker}/3-supervision/{day}.md`"));
        let finding = match place {
            Some(place) => finding.related(place, "the session"),
            None => finding,
        };
        found.push(AskedBy::clauses(facts, day, &["R11a"]).tell(finding));
    }
    found
}

/// Why the sessions of a day do not bear out a note about a child, and where they say so; nothing where one does.
fn fault(that_day: &[&Filed<Session>], child: &ChildId) -> Option<(&'static str, Option<Span>)> {
    let held = that_day.iter().find(|session| session.data.is_held());
    let Some(held) = held.map(|session| &session.data) else {
        let first = that_day.first().map(|session| session.data.status.span);
        return Some(match first {
            None => ("there is no session of that day", None),
            first => ("the session was not held", first),
        });
    };
    let sessions = that_day.iter().filter(|session| session.data.is_held());
    let cases = sessions.flat_map(|session| &session.data.cases);
    let mut cases = cases.filter(|case| case.child.value == *child).peekable();
    match cases.peek().map(|case| case.depth.span) {
        None => Some(("the session does not list the child", Some(held.date.span))),
        _ if cases.any(|case| case.is_full()) => None,
        first => Some(("the session only acknowledges the case", first)),
    }
}

/// Whether the session may be there and cannot be read, or stands in the store from which the worker came or went.
fn is_unknown(records: &Records, worker: &WorkerId, day: Day) -> bool {
    let is_unread = held::is_any_unread(records, &format!("{worker}/3-supervision/{day}"));
    let file = records.workers.get(worker);
    is_unread || file.is_some_and(|file| held::is_from_elsewhere(file, day))
}
