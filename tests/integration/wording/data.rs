//! What templates are given, held against the schemas that tell of it, over every document of two stores.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value;

use super::pseudo::made;
use crate::support::canaries::CANARY_STORE;
use crate::support::views::Read;
use supervision::render::template_data::{PARTS, schema};
use supervision::render::templates::Given;
use supervision::render::{Templates, View};

/// Values that are empty in both stores, though they may hold something.
const NEVER_HERE: &[&str] = &[
    "addendum.settled.closed",
    "addendum.settled.outcome",
    "addendum.settled.risk_over",
    "session.decisions.until",
    "worker.attention.cannot_tell",
    "worker.attention.cannot_tell.asked_by",
    "worker.attention.cannot_tell.what",
    "worker.attention.cannot_tell.when",
    "worker.attention.empty",
    "worker.attention.suspended",
    "worker.attention.suspended.asked_by",
    "worker.attention.suspended.what",
    "worker.attention.suspended.when",
    "worker.attention.unread",
    "worker.sections.checklist.show.missing",
    "worker.worker.left",
];
/// What all records have in common, and few of some kinds.
const OF_RECORDS: [&str; 5] = [".addenda", ".signed", ".parts", ".date", ".still_to_sign"];

fn stores() -> [Read; 2] {
    let files = CANARY_STORE
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    let mut files: Vec<(String, String)> = files.collect();
    files.sort();
    [Read::example(), Read::new(files, "2026-03-31")]
}

/// What every template was given, once for all that is asked of it here.
static GIVEN: LazyLock<Vec<(View, Value)>> = LazyLock::new(|| {
    let given = Given::default();
    let templates = Templates::built_in().noting(given.clone());
    for read in &stores() {
        made(read, &templates);
    }
    let given = given.lock().expect("nobody holds it").clone();
    assert!(given.len() > 100, "{}", given.len());
    given
});

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn every_value_that_a_template_is_given_is_told_of_and_of_that_form() {
    let parts = json(PARTS);
    let registry = jsonschema::Registry::new()
        .add(parts["$id"].as_str().expect("an id"), parts.clone())
        .and_then(jsonschema::RegistryBuilder::prepare)
        .expect("a registry");
    let mut validators = BTreeMap::new();
    for view in View::ALL {
        let Some(text) = schema(view) else { continue };
        let validator = jsonschema::options()
            .with_registry(&registry)
            .build(&json(text))
            .expect("a schema");
        validators.insert(view, validator);
    }
    let mut wrong = BTreeSet::new();
    for (view, value) in GIVEN.iter() {
        for error in validators[view].iter_errors(value) {
            wrong.insert(format!("{view:?} {}: {error}", error.instance_path()));
        }
    }
    let wrong: Vec<&String> = wrong.iter().take(30).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Notes the values that a schema tells of and that are there.
fn seen(schema: &Value, parts: &Value, value: &Value, way: &str, found: &mut BTreeSet<String>) {
    let schema = schema["anyOf"].get(0).unwrap_or(schema);
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or_default();
        return seen(&parts["$defs"][name], parts, value, name, found);
    }
    if let (Some(properties), Some(values)) = (schema["properties"].as_object(), value.as_object())
    {
        for (name, schema) in properties {
            let way = format!("{way}.{name}");
            match values.get(name) {
                None | Some(Value::Null) => {}
                Some(value) => {
                    if value.as_array().is_none_or(|items| !items.is_empty()) {
                        found.insert(way.clone());
                    }
                    seen(schema, parts, value, &way, found);
                }
            }
        }
    }
    if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
        for value in values {
            seen(items, parts, value, way, found);
        }
    }
}

/// All that a schema tells of.
fn told(schema: &Value, parts: &Value, way: &str, found: &mut BTreeSet<String>) {
    let schema = schema["anyOf"].get(0).unwrap_or(schema);
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or_default();
        if found.insert(format!("({name})")) {
            told(&parts["$defs"][name], parts, name, found);
        }
        return;
    }
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        let way = format!("{way}.{name}");
        found.insert(way.clone());
        told(schema, parts, &way, found);
    }
    if let Some(items) = schema.get("items") {
        told(items, parts, way, found);
    }
}

#[test]
fn every_value_that_is_told_of_is_given_somewhere() {
    let parts = json(PARTS);
    let (mut wanted, mut found) = (BTreeSet::new(), BTreeSet::new());
    for view in View::ALL {
        if let Some(text) = schema(view) {
            told(&json(text), &parts, view.name(), &mut wanted);
        }
    }
    for (view, value) in GIVEN.iter() {
        let text = schema(*view).expect("a schema");
        seen(&json(text), &parts, value, view.name(), &mut found);
    }
    wanted.retain(|way| {
        let is_of_all = OF_RECORDS.iter().any(|name| way.ends_with(name));
        !way.starts_with('(') && !is_of_all && !NEVER_HERE.contains(&way.as_str())
    });
    // All but the last is given with some record; nothing is half signed in either store.
    for name in &OF_RECORDS[..4] {
        assert!(found.iter().any(|way| way.ends_with(name)), "{name}");
    }
    let missing: Vec<&String> = wanted.difference(&found).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_value_has_words_that_say_what_it_is() {
    fn look(schema: &Value, way: &str, bare: &mut Vec<String>) {
        for (name, value) in schema["properties"].as_object().into_iter().flatten() {
            let way = format!("{way}.{name}");
            let words = value["description"].as_str().unwrap_or_default();
            let refers = value.get("$ref").is_some() || value.get("anyOf").is_some();
            if !refers && (!words.ends_with('.') || words.len() < 4) {
                bare.push(way.clone());
            }
            look(value, &way, bare);
            look(&value["items"], &way, bare);
        }
    }
    let mut bare = Vec::new();
    for text in View::ALL.into_iter().filter_map(schema) {
        look(&json(text), "", &mut bare);
    }
    for (name, definition) in json(PARTS)["$defs"].as_object().expect("definitions") {
        look(definition, name, &mut bare);
    }
    assert!(bare.is_empty(), "{bare:?}");
}
