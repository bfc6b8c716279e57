//! Strings by name: none that the program asks for and the file has not, and none that nothing asks for.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::views::collect;
use supervision::render::Wording;

/// Groups whose strings are chosen by a word of a record or of this program; what is said of each of them is shown by `pseudo`.
const CHOSEN: [&str; 15] = [
    "audit-form.",
    "checks.",
    "child.over-time.",
    "dates.every.",
    "dates.lasting.",
    "dates.months.",
    "dates.short-months.",
    "dues.",
    "front.",
    "not-counted.",
    "pdr.stage.",
    "purposes.",
    "readers.",
    "roles.",
    "terms.",
];
const MORE: [&str; 15] = [
    "obligations.ended-since.",
    "obligations.kind.",
    "obligations.short.",
    "pictures.elements.name.",
    "pictures.elements.serves.",
    "practice.rating.",
    "sections.title.",
    "self-audit.ratings.",
    "timeliness.groups.",
    "timeliness.how-to-read.",
    "timeliness.left-out.",
    "timeliness.limit.",
    "timeliness.missed.",
    "timeliness.picture.",
    "timeliness.total.",
];

fn files(folder: &str) -> Vec<(String, String)> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    collect(&top, &top, &mut found);
    found.sort();
    found
}

/// What stands between quotation marks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}

/// The names of strings in the source of the documents and in the built-in templates.
fn named() -> BTreeSet<String> {
    let groups: BTreeSet<&str> = Wording::keys()
        .filter_map(|key| key.split('.').next())
        .collect();
    let is_name = |text: &&str| {
        let is_part = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '-')
        };
        let mut parts = text.split('.');
        parts.next().is_some_and(|first| groups.contains(first))
            && text.contains('.')
            && text.split('.').all(is_part)
            && !text.ends_with(".md")
            && !text.ends_with(".yaml")
    };
    let mut found = BTreeSet::new();
    for (path, text) in files("src/render")
        .into_iter()
        .chain(files("templates/render"))
    {
        if path.starts_with("wording/")
            || path.starts_with("scaffold")
            || path.ends_with("tests.rs")
        {
            continue;
        }
        // What a test quotes is no name of a string, and an odd quotation mark ends with its line.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in text.lines() {
            found.extend(quoted(line).filter(is_name).map(str::to_owned));
        }
    }
    found
}

#[test]
fn every_string_that_is_asked_for_is_in_the_built_in_file() {
    let keys: BTreeSet<&str> = Wording::keys().collect();
    let named = named();
    assert!(named.len() > 250, "{}", named.len());
    let unknown: Vec<&String> = named
        .iter()
        .filter(|name| {
            let group = format!("{name}.");
            !keys.contains(name.as_str()) && !keys.iter().any(|key| key.starts_with(&group))
        })
        .collect();
    assert!(unknown.is_empty(), "not in strings.yaml: {unknown:?}");
}

#[test]
fn every_string_of_the_built_in_file_is_asked_for() {
    let named = named();
    let idle: Vec<&str> = Wording::keys()
        .filter(|key| !named.contains(*key))
        .filter(|key| {
            !CHOSEN
                .iter()
                .chain(&MORE)
                .any(|group| key.starts_with(group))
        })
        .collect();
    assert!(idle.is_empty(), "nothing says these: {idle:?}");
}
