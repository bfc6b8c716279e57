//! What was done to records, commit by commit, in the words of the trade: written, shared, signed, changed after that, entered on the
//! case system, taken away.
//!
//! Three days are kept apart: when it happened, when it was written up, when it was committed. Each is said as it is recorded; a commit's
//! own day can be set by whoever makes it.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::change::{Changed, Class, Document, Fate, document};
use crate::calendar::Day;
use crate::record::layout::{Located, SignOffPart, locate};
use crate::record::sign_off::parse_statement;
use crate::source::{SourceFile, Sources};

/// Something that was done to a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// It was written.
    Written,
    /// It says something else.
    Changed {
        /// The classes of the changes, the gravest first.
        classes: Vec<Class>,
        /// Whether it had been shared with the supervisee.
        after_sharing: bool,
        /// Who had signed it, and whose sign-off falls with that.
        after_signing: Vec<String>,
    },
    /// It was shared with the supervisee.
    Shared {
        /// When.
        on: Day,
    },
    /// It was entered on the case system.
    Entered {
        /// When.
        on: Day,
    },
    /// Somebody authorised something in it.
    Authorised {
        /// Who.
        by: String,
    },
    /// It was signed.
    Signed {
        /// By whom.
        by: String,
        /// In which role.
        role: String,
        /// In which sense.
        meaning: String,
        /// The day that the statement gives.
        on: Day,
    },
    /// A sign-off was changed or taken away.
    SignOffUndone {
        /// Whose.
        by: String,
    },
    /// It was given another place.
    Moved {
        /// The path where it stood.
        from: String,
    },
    /// It tells that the worker's file came from another store, or went to one.
    HandedOver {
        /// Whether it came.
        came: bool,
        /// The other store.
        store: String,
    },
    /// It was taken away.
    TakenAway,
}

/// What was done to one record by one commit.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The record's path, where it then stood.
    pub path: String,
    /// What was done, in order.
    pub acts: Vec<Act>,
    /// When what it tells happened, if it says so.
    pub happened: Option<Day>,
    /// When it was written up, if it says so.
    pub recorded: Option<Day>,
}

/// What is known of the records while a history is read, from its first commit on.
#[derive(Debug, Default)]
pub struct Teller {
    /// Who has signed each record, by its id.
    signed: BTreeMap<String, Vec<String>>,
}

impl Teller {
    /// Tells what one commit did. The commits are to come in their order, the first one first.
    pub fn tell(&mut self, files: &[Changed]) -> Vec<Entry> {
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        // The records before the sign-offs: what is signed in one commit is signed as that commit leaves it.
        let is_sign_off = |file: &&Changed| matches!(locate(file.path()), Located::SignOff(_));
        for file in files.iter().filter(|file| !is_sign_off(file)) {
            let entry = self.record(file);
            entries.insert(file.path().to_owned(), entry);
        }
        for file in files.iter().filter(is_sign_off) {
            let Some((path, act)) = self.sign_off(file) else {
                continue;
            };
            let entry = entries.entry(path.clone()).or_insert(Entry {
                path,
                acts: Vec::new(),
                happened: None,
                recorded: None,
            });
            entry.acts.push(act);
        }
        entries
            .into_values()
            .filter(|entry| !entry.acts.is_empty())
            .collect()
    }

    fn record(&mut self, file: &Changed) -> Entry {
        let [was, is] = [&file.was, &file.is].map(|side| side.as_ref().and_then(document));
        let id = record_id(file.path());
        let before = file.was.as_ref().and_then(|was| record_id(was.path()));
        let mut acts = Vec::new();
        match file.fate() {
            Fate::Added => {
                acts.push(Act::Written);
                acts.extend(is.as_ref().and_then(handed_over));
            }
            Fate::Removed => acts.push(Act::TakenAway),
            Fate::Moved => {
                let from = file.was.as_ref().map_or("", SourceFile::path).to_owned();
                if let (Some(before), Some(id)) = (&before, &id)
                    && let Some(signed) = self.signed.get(before).cloned()
                {
                    self.signed.insert(id.clone(), signed);
                }
                acts.push(Act::Moved { from });
            }
            Fate::Changed => {}
        }
        let said = |document: &Option<Document>, way: &[&str]| {
            let mut at = &document.as_ref()?.fields;
            for key in way {
                at = at.get(key)?;
            }
            at.as_str()?.parse::<Day>().ok()
        };
        let is_both = file.was.is_some() && file.is.is_some();
        let mut only_news = !file.changes.is_empty();
        for change in &file.changes {
            let first = change.way.first();
            let key = match first {
                Some(super::change::Step::Field(key)) => key.as_str(),
                _ => "",
            };
            only_news &= change.before.is_none() && matches!(key, "shared" | "case-note");
        }
        if is_both && !only_news && (!file.changes.is_empty() || file.is_unread) {
            acts.push(Act::Changed {
                classes: file.classes(),
                after_sharing: said(&was, &["shared"]).is_some(),
                after_signing: before
                    .iter()
                    .flat_map(|id| self.signed.get(id).cloned().unwrap_or_default())
                    .collect(),
            });
        }
        if let (None, Some(on)) = (said(&was, &["shared"]), said(&is, &["shared"])) {
            acts.push(Act::Shared { on });
        }
        let entered = ["case-note", "entered-on"];
        if let (None, Some(on)) = (said(&was, &entered), said(&is, &entered)) {
            acts.push(Act::Entered { on });
        }
        let authorised = |document: &Option<Document>| -> Vec<String> {
            let mut found = Vec::new();
            if let Some(document) = document {
                authorisers(&document.fields, &mut found);
            }
            found
        };
        let (old, new) = (authorised(&was), authorised(&is));
        for by in new {
            if !old.contains(&by) && !acts.contains(&Act::Authorised { by: by.clone() }) {
                acts.push(Act::Authorised { by });
            }
        }
        let day = |way: &[&str]| said(&is, way).or_else(|| said(&was, way));
        Entry {
            path: file.path().to_owned(),
            acts,
            happened: day(&["date"]),
            recorded: day(&["recorded"]),
        }
    }

    /// A statement that came or went: the path of its record, and what was done.
    fn sign_off(&mut self, file: &Changed) -> Option<(String, Act)> {
        let side = file.is.as_ref().or(file.was.as_ref())?;
        let Located::SignOff(place) = locate(side.path()) else {
            return None;
        };
        if place.part != SignOffPart::Statement {
            return None;
        }
        let mut sources = Sources::default();
        let source = sources.add(side.clone());
        let (statement, _) = parse_statement(source, side, &place);
        let record = place.record.to_string();
        let path = beside(side.path());
        let by = statement.as_ref().map_or_else(
            || place.role.clone(),
            |filed| filed.data.signer.value.to_string(),
        );
        let signed = self.signed.entry(record).or_default();
        match (file.fate(), statement) {
            (Fate::Added | Fate::Moved, Some(filed)) => {
                if !signed.contains(&by) {
                    signed.push(by.clone());
                }
                let act = Act::Signed {
                    by,
                    role: filed.data.role.word().to_owned(),
                    meaning: filed.data.meaning.word().to_owned(),
                    on: filed.data.signed.value,
                };
                (file.fate() == Fate::Added).then_some((path, act))
            }
            _ => {
                signed.retain(|known| *known != by);
                Some((path, Act::SignOffUndone { by }))
            }
        }
    }
}

/// What a record of a handover tells.
fn handed_over(record: &Document) -> Option<Act> {
    let field = |key: &str| record.fields.get(key).and_then(Json::as_str);
    if field("kind") != Some("handover") {
        return None;
    }
    Some(Act::HandedOver {
        came: field("direction") == Some("received"),
        store: field("other-store")?.to_owned(),
    })
}

/// The id of the record at a path.
fn record_id(path: &str) -> Option<String> {
    match locate(path) {
        Located::Record(place) => Some(place.id.to_string()),
        _ => None,
    }
}

/// The path of the record beside which a sign-off stands, as far as its name tells.
fn beside(path: &str) -> String {
    let Some((folder, rest)) = path.split_once("/signoffs/") else {
        return path.to_owned();
    };
    let stem = rest.split('/').next().unwrap_or_default();
    format!("{folder}/{stem}.md")
}

/// Everybody who is said to have authorised something.
fn authorisers(value: &Json, found: &mut Vec<String>) {
    match value {
        Json::Object(fields) => {
            for (key, value) in fields {
                match (key.as_str(), value) {
                    ("authorised-by", Json::String(by)) => found.push(by.clone()),
                    ("authorisation", Json::Object(inner)) => {
                        found.extend(inner.get("by").and_then(Json::as_str).map(str::to_owned));
                    }
                    _ => authorisers(value, found),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| authorisers(item, found)),
        _ => {}
    }
}
