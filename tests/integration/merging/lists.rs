//! Every list of a record's schema has something by which its items are known.

use std::fs;
use std::path::Path;

use serde_json::Value;
use supervision::revision::merge::KNOWN_BY;

fn schemas() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).expect("schemas") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if path.is_file() {
            let text = fs::read_to_string(&path).expect("a schema");
            found.push((name, serde_json::from_str(&text).expect("JSON")));
        }
    }
    found
}

fn follow<'a>(
    schemas: &'a [(String, Value)],
    file: &'a str,
    mut at: &'a Value,
) -> (&'a str, &'a Value) {
    let mut file = file;
    while let Some(reference) = at.get("$ref").and_then(Value::as_str) {
        let (name, pointer) = reference.split_once('#').expect("a pointer");
        if !name.is_empty() {
            file = name;
        }
        let (_, schema) = schemas
            .iter()
            .find(|(known, _)| known == file)
            .expect("a schema");
        at = schema.pointer(pointer).expect("it points at something");
    }
    (file, at)
}

fn lists<'a>(
    schemas: &'a [(String, Value)],
    (file, at): (&'a str, &'a Value),
    way: &str,
    found: &mut Vec<(String, Vec<&'a str>)>,
) {
    let (file, at) = follow(schemas, file, at);
    if let Some(items) = at.get("items") {
        let (file, items) = follow(schemas, file, items);
        if let Some(fields) = items.get("properties").and_then(Value::as_object) {
            found.push((way.to_owned(), fields.keys().map(String::as_str).collect()));
            lists(schemas, (file, items), &format!("{way}[]"), found);
        }
    }
    if let Some(fields) = at.get("properties").and_then(Value::as_object) {
        for (name, field) in fields {
            lists(schemas, (file, field), &format!("{way}/{name}"), found);
        }
    }
}

#[test]
fn the_items_of_every_list_are_known_by_something() {
    let schemas = schemas();
    let mut found = Vec::new();
    for (name, schema) in &schemas {
        // A pack's rules are read as a whole, and a rule of the same name stands for another: a person merges them.
        if name != "policy-pack.schema.json" {
            lists(&schemas, (name, schema), name, &mut found);
        }
    }
    assert!(found.len() > 30, "only {} lists were found", found.len());
    let unknown: Vec<_> = found
        .iter()
        // Who raised a disagreement and when is in two fields, of which one is found: its day.
        .filter(|(_, fields)| {
            !KNOWN_BY
                .iter()
                .any(|set| set.iter().all(|key| fields.contains(key)))
        })
        .collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}
