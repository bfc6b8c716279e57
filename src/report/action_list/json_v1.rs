//! The machine's form of open actions, version 1: `schemas/output/actions.schema.json`. Stable: fields are only ever added.

use serde::Serialize;

use super::Open;
use crate::reading::Reading;

#[derive(Serialize)]
struct Actions<'a> {
    version: u32,
    as_of: String,
    actions: Vec<ActionOut<'a>>,
}

#[derive(Serialize)]
struct ActionOut<'a> {
    id: &'a str,
    owner: &'a str,
    worker: Option<&'a str>,
    child: Option<&'a str>,
    by_when: Option<String>,
    state: &'a str,
    days: Option<i64>,
    agreed_in: &'a str,
    path: &'a str,
}

/// The actions as a document of their own.
pub fn actions(reading: &Reading, actions: &[&Open<'_>]) -> String {
    let out = actions.iter().map(|open| ActionOut {
        id: open.id,
        owner: open.owner.as_str(),
        worker: open.due.worker.as_ref().map(|id| id.as_str()),
        child: open.due.child.as_ref().map(|id| id.as_str()),
        by_when: open.due.due.map(|day| day.to_string()),
        state: open.due.state.name(),
        days: open.due.days_from(reading.today),
        agreed_in: open.record.as_str(),
        path: reading.sources.file(open.source).path(),
    });
    let out = Actions {
        version: 1,
        as_of: reading.today.to_string(),
        actions: out.collect(),
    };
    let text = serde_json::to_string_pretty(&out).expect("types of our own are JSON");
    format!("{text}\n")
}
