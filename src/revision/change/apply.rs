//! Changes made to what they were found in: that nothing is left out of them, and what a program needs that wants to follow them.

use serde_json::{Map, Value as Json};

use super::fields::name;
use super::prose::paragraphs;
use super::{Change, Step, Text};
use crate::source::SourceFile;
use crate::text::yaml::{self, Value};

/// What a record says: its fields, and the paragraphs of its sections in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The fields.
    pub fields: Json,
    /// The fields' keys, in the order of the record.
    pub order: Vec<String>,
    /// Each section by its heading, empty for what stands above the first.
    pub sections: Vec<(String, Vec<String>)>,
}

/// Reads a file as what it says; none where it cannot be read.
pub fn document(file: &SourceFile) -> Option<Document> {
    let text = Text::of(file)?;
    let sections = text.sections().into_iter().map(|(title, content)| {
        let list = paragraphs(file.text(), content).into_iter();
        (title, list.map(|(words, _)| words).collect())
    });
    let order = match text.tree.as_ref().map(|tree| &tree.value) {
        Some(Value::Map(fields)) => fields.iter().map(|field| field.key.to_string()).collect(),
        _ => Vec::new(),
    };
    Some(Document {
        order,
        fields: text.tree.as_ref().map_or(Json::Null, yaml::to_json),
        sections: sections.collect(),
    })
}

/// Makes the changes. None where one of them does not fit: its place is not there.
pub fn apply(document: &Document, changes: &[Change]) -> Option<Document> {
    let mut made = document.clone();
    // Paragraphs are numbered as they stood: from the last to the first, no number moves before it is used.
    let is_prose = |change: &&Change| matches!(change.way.first(), Some(Step::Section(_)));
    for change in changes.iter().filter(|change| !is_prose(change)) {
        let after = change.after.as_ref().map(|said| &said.value);
        set(&mut made.fields, &change.way, after)?;
    }
    for change in changes.iter().rev().filter(is_prose) {
        let after = change.after.as_ref().map(|said| &said.value);
        let Some(Step::Section(title)) = change.way.first() else {
            continue;
        };
        let at = made.sections.iter().position(|(other, _)| other == title);
        match change.way.get(1) {
            None => match (at, after) {
                (Some(at), None) => drop(made.sections.remove(at)),
                (None, Some(list)) => {
                    let list = list
                        .as_array()?
                        .iter()
                        .map(|item| item.as_str().map(str::to_owned));
                    made.sections
                        .push((title.clone(), list.collect::<Option<_>>()?));
                }
                _ => return None,
            },
            Some(Step::Paragraph(number)) => {
                let list = &mut made.sections[at?].1;
                match (&change.before, after) {
                    (Some(_), Some(words)) => *list.get_mut(*number)? = words.as_str()?.to_owned(),
                    (Some(_), None) if *number < list.len() => drop(list.remove(*number)),
                    (None, Some(words)) if *number <= list.len() => {
                        list.insert(*number, words.as_str()?.to_owned());
                    }
                    _ => return None,
                }
            }
            Some(_) => return None,
        }
    }
    Some(made)
}

fn set(at: &mut Json, way: &[Step], after: Option<&Json>) -> Option<()> {
    let Some((step, rest)) = way.split_first() else {
        *at = after?.clone();
        return Some(());
    };
    match step {
        Step::Field(key) => {
            let fields: &mut Map<String, Json> = at.as_object_mut()?;
            match (rest.is_empty(), after) {
                (true, None) => fields.remove(key).map(drop),
                (true, Some(value)) => {
                    fields.insert(key.clone(), value.clone());
                    Some(())
                }
                (false, _) => set(fields.get_mut(key)?, rest, after),
            }
        }
        Step::Item(known) => {
            let items = at.as_array_mut()?;
            let place = items
                .iter()
                .position(|item| name(item).as_ref() == Some(&known.name));
            match (place, rest.is_empty(), after) {
                (Some(place), true, None) => {
                    items.remove(place);
                    Some(())
                }
                (None, true, Some(value)) => {
                    items.push(value.clone());
                    Some(())
                }
                (Some(place), _, _) => set(&mut items[place], rest, after),
                (None, ..) => None,
            }
        }
        Step::Section(_) | Step::Paragraph(_) => None,
    }
}
