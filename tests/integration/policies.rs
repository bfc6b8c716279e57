//! Invented policies, each from one page of prose, written as packs from the page that teaches the language alone, with dates
//! worked out by hand. `SPEC=name` picks those whose name contains it.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use supervision::policy::pack::SCHEMA_TEXT;
use supervision::policy::{Pack, parse_pack};
use supervision::source::{SourceFile, Sources};
use supervision::text::yaml::{parse, to_json};

use crate::support::dates::invented;

fn fail_with(faults: &[String]) {
    assert!(faults.is_empty(), "\n\n{}\n", faults.join("\n"));
}

#[test]
fn every_invented_pack_reads_without_a_finding() {
    let mut faults = Vec::new();
    for policy in invented() {
        for (path, text) in &policy.packs {
            let mut sources = Sources::default();
            let source = sources.add(SourceFile::new(path, text.as_str()));
            let (_, found) = parse_pack(source, sources.file(source));
            faults.extend(found.iter().map(|finding| {
                let line = sources
                    .file(source)
                    .position(finding.primary.span.range().start)
                    .line;
                format!("{path}:{line}: {}: {}", finding.code, finding.message)
            }));
        }
    }
    fail_with(&faults);
}

#[test]
fn every_date_that_was_worked_out_by_hand_is_the_programs() {
    let chosen = std::env::var("SPEC").unwrap_or_default();
    let mut faults = Vec::new();
    for policy in invented() {
        if !policy.name.contains(&chosen) {
            continue;
        }
        let (wrong, lines) = policy.judge();
        faults.extend(wrong);
        if lines < 10 {
            faults.push(format!("{}: its page says {lines} dates only", policy.name));
        }
    }
    fail_with(&faults);
}

/// Words that the language has and that no policy was ever seen to need: before a case is opened or allocated there is nothing
/// to be done in supervision, and what follows a record's signature by the supervisor, or its entry, has no time of its own.
const OF_NO_USE: [&str; 4] = [
    "before: allocation",
    "before: opened",
    "counted-from: entered",
    "counted-from: signed-by-supervisor",
];

/// What a schema lets be written, as far as the words are the language's own: `applies`, `stage: asye`, `cpd/hours`.
///
/// What says which stretch of the calendar is meant is one word under three names, and what may be left out may also be asked
/// for, so that one of the two is enough.
fn allowed(schema: &Json, name: &str, root: &Json, common: &Json, words: &mut BTreeSet<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let (file, definition) = reference.split_once("#/$defs/").expect("a definition");
        let definitions = if file.is_empty() { root } else { common };
        let definition = &definitions["$defs"][definition];
        return allowed(definition, name, root, common, words);
    }
    let choices = schema["enum"].as_array().into_iter().flatten();
    let choices: Vec<&str> = choices.filter_map(Json::as_str).collect();
    let pattern = schema["pattern"].as_str().unwrap_or_default();
    let pattern = pattern.trim_start_matches('^').trim_end_matches('$');
    let pattern = pattern.trim_start_matches('(').trim_end_matches(')');
    let is_words = |text: &str| {
        text.chars()
            .all(|sign| sign.is_ascii_lowercase() || "-|".contains(sign))
    };
    let choice = pattern
        .split('|')
        .filter(|word| !word.is_empty() && is_words(pattern));
    words.extend(
        choices
            .into_iter()
            .chain(choice)
            .map(|word| said(name, word)),
    );
    for (property, schema) in schema["properties"].as_object().into_iter().flatten() {
        words.insert(property.clone());
        allowed(schema, property, root, common, words);
    }
    if schema["items"].is_object() {
        allowed(&schema["items"], name, root, common, words);
    }
}

fn said(name: &str, word: &str) -> String {
    let name = match name {
        "in" | "in-each" | "once-in-each" => "stretch",
        other => other.trim_end_matches("-not"),
    };
    format!("{name}: {word}")
}

/// What a pack writes, in the same form.
fn written(pack: &Json, name: &str, words: &mut BTreeSet<String>) {
    match pack {
        Json::Object(fields) => {
            for (field, value) in fields {
                words.insert(field.clone());
                written(value, field, words);
            }
        }
        Json::Array(values) => values.iter().for_each(|value| written(value, name, words)),
        Json::String(word) => drop(words.insert(said(name, word))),
        _ => {}
    }
}

/// The fields that stand directly in a rule of each key: `cpd/hours`.
fn in_rules(key: &str, rule: &Json) -> Vec<String> {
    let fields = rule.as_object().into_iter().flatten();
    fields.map(|(field, _)| format!("{key}/{field}")).collect()
}

/// The rules under a key, be it one or a list.
fn rules(value: &Json) -> Vec<&Json> {
    match value {
        Json::Array(rules) => rules.iter().collect(),
        rule => vec![rule],
    }
}

#[test]
fn the_invented_packs_use_every_word_of_the_language() {
    let root: Json = serde_json::from_str(SCHEMA_TEXT).expect("the schema is JSON");
    let common = include_str!("../../schemas/common.schema.json");
    let common: Json = serde_json::from_str(common).expect("the schema is JSON");
    let (mut known, mut used) = (BTreeSet::new(), BTreeSet::new());
    allowed(&root, "", &root, &common, &mut known);
    let head: Vec<&str> = root["$defs"]
        .as_object()
        .expect("definitions")
        .keys()
        .map(String::as_str)
        .collect();
    for (key, _) in Pack::KEYS {
        let rule = &root["properties"][*key];
        let rule = rule.get("items").unwrap_or(rule);
        let of_any_rule = |field: &String| {
            head.iter()
                .any(|shared| field.ends_with(&format!("/{shared}")))
                || field.ends_with("/id")
        };
        known.extend(
            in_rules(key, &rule["properties"])
                .into_iter()
                .filter(|field| !of_any_rule(field)),
        );
    }
    for (_, text) in invented().iter().flat_map(|policy| &policy.packs) {
        let tree = parse(text, 0..text.len()).expect("a pack is YAML");
        let pack = to_json(&tree);
        written(&pack, "", &mut used);
        for (key, value) in pack.as_object().expect("a pack has keys") {
            used.extend(
                rules(value)
                    .into_iter()
                    .flat_map(|rule| in_rules(key, rule)),
            );
        }
    }
    let unused = known.difference(&used);
    let unused: Vec<&String> = unused
        .filter(|word| !OF_NO_USE.contains(&word.as_str()))
        .collect();
    assert!(unused.is_empty(), "no invented pack uses {unused:#?}");
}
