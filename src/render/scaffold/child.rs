//! A child's records to be: the case, the record of a discussion, a manager's decision. Nothing of any worker's file comes
//! here: this file cannot say the name of what holds it (R10; a test reads it).

use serde_json::{Map, Value as Json, json};

use super::open::{self, ActionWords};
use super::{Asked, Refusal};
use crate::record::discussion::Depth;
use crate::record::{CaseFile, ChildId};

/// A new case.
pub(super) fn case(asked: &Asked<'_>) -> Result<Map<String, Json>, Refusal> {
    let given = asked.given;
    object(json!({
        "child": asked.id("child")?,
        "date": asked.day.to_string(),
        "case_reference": given.text("case-reference"),
        "category": given.slug("category")?,
        "worker": asked.id("worker")?,
    }))
}

/// The record of a discussion, from the session in which it was.
pub(super) fn supervision(asked: &Asked<'_>) -> Result<Map<String, Json>, Refusal> {
    let (worker, session) = asked.session_named()?;
    let (id, file) = child(asked)?;
    let day = session.data.date.value;
    let mut discussions = session.data.cases.iter();
    let Some(discussion) = discussions.find(|discussion| discussion.child.value == *id) else {
        return Err(Refusal::other(
            format!("the session {} does not speak of {id}", session.id),
            "enter the case in the session first: what is written for a child belongs to a discussion",
        ));
    };
    if discussion.depth.value != Depth::Full {
        return Err(Refusal::other(
            format!("{id} was only acknowledged in the session {}", session.id),
            "a child's record is written of a full discussion; if there was one, correct `discussion` in the session",
        ));
    }
    let reflective = discussion.reflective.as_ref().is_some_and(|is| is.value);
    let known = file.child.as_ref();
    let category = known.and_then(|filed| filed.data.categories.on(day));
    let mut words = ActionWords::new();
    open::actions_of_child(asked, file, &mut words);
    let actions = open::actions(asked).filter(|due| due.child.as_ref() == Some(id));
    let actions: Vec<Json> = actions
        .filter_map(|due| open::action(asked, due, &words))
        .collect();
    object(json!({
        "child": id.as_str(),
        "worker": worker.as_str(),
        "supervisor": session.data.supervisor.value.as_str(),
        "date": day.to_string(),
        "recorded": asked.said.max(day).to_string(),
        "depth": match reflective { true => "reflective", false => "full" },
        "category": category.map_or("# TODO what the case was on that day", |held| held.category.value.as_str()),
        "last_visit": discussion.last_visit_seen.as_ref().map(|seen| seen.value.to_string()),
        "decisions": open::decisions(asked, id, file, None),
        "open_actions": actions,
        "open_risks": open::risks(asked, id, file),
    }))
}

/// A manager's decision between sessions.
pub(super) fn decision(asked: &Asked<'_>) -> Result<Map<String, Json>, Refusal> {
    let (id, file) = child(asked)?;
    let held = file
        .child
        .as_ref()
        .and_then(|filed| filed.data.allocations.on(asked.day));
    let worker = held.map(|held| &held.worker.value);
    let manager = worker.and_then(|worker| asked.facts.supervisor(worker));
    let by = match asked.person("by")? {
        Some(by) => by.to_owned(),
        None => manager.map(ToString::to_string).ok_or_else(|| {
            Refusal::other(
                format!("nobody manages whoever holds {id} on {}", asked.day),
                "say with --by who decided",
            )
        })?,
    };
    object(json!({
        "child": id.as_str(),
        "date": asked.day.to_string(),
        "recorded": asked.day.max(asked.reading.today).to_string(),
        "supervisor": by,
        "worker": worker.map(|worker| worker.as_str()),
    }))
}

fn child<'a>(asked: &Asked<'a>) -> Result<(&'a ChildId, &'a CaseFile), Refusal> {
    let id = asked.id("child")?.unwrap_or_default();
    let found = asked.reading.records.children.get_key_value(id);
    found.ok_or_else(|| {
        Refusal::other(
            format!("the records of {id} are kept in another store"),
            "run this in that store",
        )
    })
}

fn object(values: Json) -> Result<Map<String, Json>, Refusal> {
    match values {
        Json::Object(values) => Ok(values),
        _ => unreachable!("it was made as an object"),
    }
}
