//! The changes made to the earlier record give the later one, whatever was changed.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value as Json;
use supervision::revision::change::{Changed, Document, apply, document};
use supervision::source::SourceFile;

use crate::merging::random::{changed, edit, records};

/// What a record says, without the order of what is known by something and without line breaks.
fn says(document: &Document) -> (Json, BTreeMap<String, Vec<String>>) {
    fn even(value: &Json) -> Json {
        match value {
            Json::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" ").into(),
            Json::Array(items) => {
                let mut items: Vec<Json> = items.iter().map(even).collect();
                items.sort_by_key(Json::to_string);
                Json::Array(items)
            }
            Json::Object(fields) => fields
                .iter()
                .map(|(key, value)| (key.clone(), even(value)))
                .collect(),
            other => other.clone(),
        }
    }
    (
        even(&document.fields),
        document.sections.iter().cloned().collect(),
    )
}

/// Whether headings can tell the sections apart.
fn has_twins(document: &Document) -> bool {
    let titles: BTreeMap<&String, ()> = document
        .sections
        .iter()
        .map(|(title, _)| (title, ()))
        .collect();
    titles.len() < document.sections.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn the_changes_of_a_record_make_the_later_of_the_earlier(
        pick: usize,
        edits in prop::collection::vec(edit(), 0..8),
        more in prop::collection::vec(edit(), 0..4),
    ) {
        let records = records();
        let (path, text) = &records[pick % records.len()];
        let was = SourceFile::new(path.as_str(), changed(text, &edits, "was"));
        let is = SourceFile::new(path.as_str(), changed(was.text(), &more, "is"));
        let both = document(&was).zip(document(&is));
        let found = Changed::between(Some(was), Some(is));
        match both {
            None => prop_assert!(found.is_unread),
            Some((was, is)) => {
                prop_assume!(!has_twins(&was) && !has_twins(&is));
                let made = apply(&was, &found.changes);
                let made = made.expect("every change finds its place");
                prop_assert_eq!(says(&made), says(&is), "{:#?}", found.changes);
                if found.changes.is_empty() {
                    prop_assert_eq!(says(&was), says(&is));
                }
            }
        }
    }
}
