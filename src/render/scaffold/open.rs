//! What stands open on a child's file: actions, decisions, risks to staff and disagreements, with their words. All of it is
//! the child's own record, so it may stand in the child's and in that of the worker who holds the case.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::Asked;
use crate::calendar::Day;
use crate::due::{Due, DueKind};
use crate::record::decision::Decision;
use crate::record::dispute::Dispute;
use crate::record::words::{Words, of_child};
use crate::record::{ActionId, CaseFile, ChildId, Filed};
use crate::render::values::{list, text};
use crate::source::Spanned;

/// What an action is, and whose.
pub(super) type ActionWords = BTreeMap<String, Json>;

/// Notes the words of the actions in a record.
pub(super) fn note_actions(found: &mut ActionWords, words: &Words) {
    for action in list(&words.fields, "actions") {
        if let Some(id) = action["id"].as_str() {
            found.insert(id.to_owned(), action.clone());
        }
    }
}

/// The words of the actions on a child's file.
pub(super) fn actions_of_child(asked: &Asked<'_>, file: &CaseFile, found: &mut ActionWords) {
    let sources = &asked.reading.sources;
    for note in &file.supervisions {
        note_actions(found, &of_child(note, sources));
    }
    for decision in &file.decisions {
        note_actions(found, &of_child(decision, sources));
    }
}

/// An open action as the scaffolds list it.
pub(super) fn action(asked: &Asked<'_>, due: &Due, words: &ActionWords) -> Option<Json> {
    let id = ActionId::new(due.subject.as_deref()?);
    let written = words.get(id.as_str())?;
    let by_when = due.due?;
    Some(json!({
        "id": id.as_str(),
        "what": text(written, "what"),
        "who": text(written, "who"),
        "by_when": by_when.to_string(),
        "overdue": by_when < asked.day,
    }))
}

/// The open actions, in order of day.
pub(super) fn actions<'a>(asked: &'a Asked<'_>) -> impl Iterator<Item = &'a Due> {
    asked.dues.iter().filter(|due| due.kind == DueKind::Action)
}

/// The managers' decisions about a child that no full discussion has followed, and those since a day.
pub(super) fn decisions(
    asked: &Asked<'_>,
    id: &ChildId,
    file: &CaseFile,
    since: Option<Day>,
) -> Vec<Json> {
    let mentions = asked.facts.mentions(id);
    let earlier = mentions.iter().filter(|mention| mention.day() < asked.day);
    let last_full = earlier
        .filter(|mention| mention.discussion.is_full())
        .map(|mention| mention.day())
        .max();
    let is_open = |decision: &&Filed<Decision>| {
        let day = decision.data.date.value;
        let is_new =
            last_full.is_none_or(|full| full < day) || since.is_some_and(|since| since < day);
        day <= asked.day && is_new
    };
    let decisions = file.decisions.iter().filter(is_open);
    let values = decisions.map(|decision| {
        let words = of_child(decision, &asked.reading.sources);
        json!({
            "child": id.as_str(),
            "date": decision.data.date.value.to_string(),
            "decision": text(&words.fields, "decision"),
            "revisit_by": decision.data.revisit_by.as_ref().map(|day| day.value.to_string()),
            "record": decision.id.as_str(),
        })
    });
    values.collect()
}

/// The risks to staff that were last named for a child and are not closed (R11c).
pub(super) fn risks(asked: &Asked<'_>, id: &ChildId, file: &CaseFile) -> Vec<Json> {
    let notes = file.supervisions.iter().rev();
    let mut notes = notes.filter(|note| note.data.date.value <= asked.day);
    let Some(note) = notes.find(|note| !note.data.risks_to_staff.is_empty()) else {
        return Vec::new();
    };
    let words = of_child(note, &asked.reading.sources);
    let written = list(&words.fields, "risks-to-staff");
    let typed = note.data.risks_to_staff.iter().map(|risk| risk.closed);
    let closed = closed_since(written.len(), typed);
    let open = written.iter().zip(closed);
    let open = open.filter(|(risk, is_closed)| risk["closed"].is_null() && !is_closed);
    open.map(|(risk, _)| {
        json!({
            "child": id.as_str(),
            "risk": text(risk, "risk"),
            "action": text(risk, "action"),
            "record": note.id.as_str(),
        })
    })
    .collect()
}

/// The disagreements in a record that have no outcome.
pub(super) fn disputes(words: &Words, record: &str, typed: &[Dispute]) -> Vec<Json> {
    let written = list(&words.fields, "disputes");
    let closed = closed_since(written.len(), typed.iter().map(|dispute| dispute.closed));
    let open = written.iter().zip(closed).filter(|(dispute, is_closed)| {
        dispute["closed"].is_null() && dispute["outcome"].is_null() && !is_closed
    });
    open.map(|(dispute, _)| {
        json!({"on": text(dispute, "on"), "about": text(dispute, "about"), "record": record})
    })
    .collect()
}

/// Which entries of a list an addendum has closed. Where an entry could not be read, none can be told from another.
fn closed_since(
    written: usize,
    typed: impl ExactSizeIterator<Item = Option<Spanned<Day>>>,
) -> Vec<bool> {
    match typed.len() == written {
        true => typed.map(|closed| closed.is_some()).collect(),
        false => vec![false; written],
    }
}
