//! Two sets of fields compared: what is new, what has gone, what has another value.

use std::collections::BTreeMap;

use super::class;
use super::{Change, Item, Said, Step, Text};
use crate::revision::merge::KNOWN_BY;
use crate::text::yaml::{Field, Node, Value};

pub(super) fn compare(was: &Text<'_>, is: &Text<'_>, changes: &mut Vec<Change>) {
    if let (Some(old), Some(new)) = (&was.tree, &is.tree) {
        let mut comparison = Comparison {
            was,
            is,
            way: Vec::new(),
            changes,
        };
        comparison.values(old, new);
    }
}

struct Comparison<'t, 'a> {
    was: &'t Text<'a>,
    is: &'t Text<'a>,
    way: Vec<Step>,
    changes: &'t mut Vec<Change>,
}

impl Comparison<'_, '_> {
    fn values(&mut self, old: &Node<'_>, new: &Node<'_>) {
        match (&old.value, &new.value) {
            (Value::Map(old), Value::Map(new)) => self.fields(old, new),
            (Value::Seq(old_items), Value::Seq(new_items)) => {
                match (known(old_items), known(new_items)) {
                    (Some(olds), Some(news)) => self.items(&olds, &news),
                    _ if says(old) == says(new) => {}
                    _ => self.note(Some(self.was.said(old)), Some(self.is.said(new))),
                }
            }
            _ if says(old) == says(new) => {}
            _ => self.note(Some(self.was.said(old)), Some(self.is.said(new))),
        }
    }

    fn fields(&mut self, old: &[Field<'_>], new: &[Field<'_>]) {
        let in_new = |key: &str| new.iter().find(|field| field.key == key);
        for field in old {
            self.way.push(Step::Field(field.key.clone().into_owned()));
            match in_new(&field.key) {
                Some(other) => self.values(&field.node, &other.node),
                None => self.note(Some(self.was.said(&field.node)), None),
            }
            self.way.pop();
        }
        for field in new {
            if !old.iter().any(|other| other.key == field.key) {
                self.way.push(Step::Field(field.key.clone().into_owned()));
                self.note(None, Some(self.is.said(&field.node)));
                self.way.pop();
            }
        }
    }

    fn items(&mut self, old: &[(String, &Node<'_>)], new: &[(String, &Node<'_>)]) {
        let named = |list: &[(String, &Node<'_>)]| -> BTreeMap<String, usize> {
            list.iter()
                .enumerate()
                .map(|(at, (name, _))| (name.clone(), at))
                .collect()
        };
        let (olds, news) = (named(old), named(new));
        for (at, (name, node)) in old.iter().enumerate() {
            self.way.push(step(self.was, name, at, node));
            match news.get(name) {
                Some(other) => self.values(node, new[*other].1),
                None => self.note(Some(self.was.said(node)), None),
            }
            self.way.pop();
        }
        for (at, (name, node)) in new.iter().enumerate() {
            if !olds.contains_key(name) {
                self.way.push(step(self.is, name, at, node));
                self.note(None, Some(self.is.said(node)));
                self.way.pop();
            }
        }
    }

    fn note(&mut self, before: Option<Said>, after: Option<Said>) {
        self.changes.push(Change {
            class: class::of(
                self.is.file.path(),
                &self.way,
                before.as_ref(),
                after.as_ref(),
            ),
            way: self.way.clone(),
            before,
            after,
        });
    }
}

/// An item of a list, as a step of the way.
fn step(text: &Text<'_>, name: &str, at: usize, node: &Node<'_>) -> Step {
    let is_withheld = match &node.value {
        Value::Map(_) => {
            let set = KNOWN_BY
                .iter()
                .find(|set| set.iter().all(|key| node.field(key).is_some()));
            let mut fields = set
                .into_iter()
                .flat_map(|set| set.iter())
                .filter_map(|key| node.field(key));
            fields.any(|field| text.is_withheld(&field.node.range()))
        }
        _ => text.is_withheld(&node.range()),
    };
    Step::Item(Item {
        name: name.to_owned(),
        number: at + 1,
        is_withheld,
    })
}

/// A value as it is compared: where lines break in a text is no change.
fn says(node: &Node<'_>) -> serde_json::Value {
    fn even(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text) => {
                *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(even),
            serde_json::Value::Object(fields) => fields.values_mut().for_each(even),
            _ => {}
        }
    }
    let mut value = crate::text::yaml::to_json(node);
    even(&mut value);
    value
}

/// The items of a list by what each is known by; none where two are known by the same, or one by nothing.
pub(super) fn known<'n, 'a>(items: &'n [Node<'a>]) -> Option<Vec<(String, &'n Node<'a>)>> {
    let named: Vec<(String, &Node<'_>)> = items
        .iter()
        .map(|item| Some((name(&crate::text::yaml::to_json(item))?, item)))
        .collect::<Option<_>>()?;
    let mut names: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names
        .windows(2)
        .all(|pair| pair[0] != pair[1])
        .then_some(named)
}

/// What an item of a list is known by; none where it is known by nothing.
pub fn name(item: &serde_json::Value) -> Option<String> {
    let scalar = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => {
            Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    };
    let serde_json::Value::Object(fields) = item else {
        return scalar(item);
    };
    KNOWN_BY.iter().find_map(|set| {
        let values = set.iter().map(|key| scalar(fields.get(*key)?));
        Some(values.collect::<Option<Vec<_>>>()?.join(", "))
    })
}

/// By which of its fields an item of a list is known; none where it is no mapping, or known by nothing.
pub fn keys(item: &serde_json::Value) -> Option<&'static [&'static str]> {
    let fields = item.as_object()?;
    let has_all = |set: &&&[&str]| set.iter().all(|key| fields.contains_key(*key));
    KNOWN_BY.iter().find(has_all).copied()
}
