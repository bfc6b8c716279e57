//! Who wrote each part of a record, and when: for each field, item and paragraph the commit that last made it what it is.

use serde_json::Value as Json;

use super::change::{Document, item_keys, item_name};

/// A part of a record as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The way to it, as it is spoken.
    pub way: String,
    /// The same without people's own words.
    pub open_way: String,
    /// How many words it has.
    pub words: usize,
    /// Which of the versions made it so: 0 is the last.
    pub version: usize,
}

/// Puts every part of the last version down to the version that made it what it is. The versions come with the last first; one that
/// cannot be read is as if the record had not been there.
pub fn blame(versions: &[Option<Document>]) -> Vec<Part> {
    let Some(Some(last)) = versions.first() else {
        return Vec::new();
    };
    let mut parts: Vec<(Key, Part)> = keys(last)
        .into_iter()
        .map(|key| {
            let part = Part {
                way: key.spoken.clone(),
                open_way: key.open.clone(),
                words: key.value.split_whitespace().count(),
                version: 0,
            };
            (key, part)
        })
        .collect();
    let mut open: Vec<bool> = vec![true; parts.len()];
    for (number, version) in versions.iter().enumerate().skip(1) {
        let there = version.as_ref().map(keys).unwrap_or_default();
        for ((key, part), open) in parts.iter_mut().zip(&mut open) {
            *open &= there.iter().any(|other| other.same(key));
            if *open {
                part.version = number;
            }
        }
    }
    parts.into_iter().map(|(_, part)| part).collect()
}

/// A part by its way and what it says.
struct Key {
    spoken: String,
    open: String,
    value: String,
}

impl Key {
    /// A paragraph is the same wherever it stands in its section.
    fn same(&self, other: &Self) -> bool {
        let place = |key: &Self| {
            key.spoken
                .rsplit_once(" › paragraph")
                .map(|(section, _)| section.to_owned())
        };
        self.value == other.value
            && match (place(self), place(other)) {
                (Some(one), Some(other)) => one == other,
                (None, None) => self.spoken == other.spoken,
                _ => false,
            }
    }
}

fn keys(document: &Document) -> Vec<Key> {
    let mut keys = Vec::new();
    fields(&document.fields, &mut Vec::new(), &mut keys);
    keys.sort_by_key(|key| {
        let first = key.spoken.split(" › ").next();
        document
            .order
            .iter()
            .position(|known| Some(known.as_str()) == first)
    });
    for (title, paragraphs) in &document.sections {
        let title = match title.as_str() {
            "" => "above the first heading",
            title => title,
        };
        for (number, words) in paragraphs.iter().enumerate() {
            let spoken = format!("{title} › paragraph {}", number + 1);
            keys.push(Key {
                open: spoken.clone(),
                spoken,
                value: words.clone(),
            });
        }
    }
    keys
}

/// Keys by which an item is known that are never a person's own words: ids, days and words of the policy.
const OPEN: [&str; 15] = [
    "action",
    "barrier",
    "check",
    "child",
    "code",
    "from",
    "id",
    "milestone",
    "on",
    "pack",
    "person",
    "point",
    "record",
    "store",
    "type",
];

/// Each step of the way as it is spoken, and without people's own words.
type Way = Vec<(String, String)>;

fn fields(value: &Json, way: &mut Way, keys: &mut Vec<Key>) {
    match value {
        Json::Object(fields_of) if !fields_of.is_empty() => {
            for (key, value) in fields_of {
                way.push((key.clone(), key.clone()));
                fields(value, way, keys);
                way.pop();
            }
        }
        Json::Array(items) if items.iter().any(Json::is_object) => {
            for (number, item) in items.iter().enumerate() {
                let by_number = format!("number {}", number + 1);
                let name = item_name(item).unwrap_or_else(|| by_number.clone());
                let is_open =
                    item_keys(item).is_some_and(|keys| keys.iter().all(|key| OPEN.contains(key)));
                let open = if is_open { name.clone() } else { by_number };
                way.push((name, open));
                fields(item, way, keys);
                way.pop();
            }
        }
        value => {
            let (spoken, open): (Vec<&str>, Vec<&str>) = way
                .iter()
                .map(|(spoken, open)| (spoken.as_str(), open.as_str()))
                .unzip();
            keys.push(Key {
                spoken: spoken.join(" › "),
                open: open.join(" › "),
                value: match value {
                    Json::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
                    other => other.to_string(),
                },
            });
        }
    }
}
