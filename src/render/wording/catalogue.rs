//! A file of strings as a tree of names, each with its string or with the forms of one.

use std::collections::{BTreeMap, BTreeSet};

use super::pattern::Pattern;
use super::plural::{FORMS, form};
use crate::text::yaml::{Field, Node, Value};

/// The strings of a file by their names: `worker.asye.title`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Catalogue {
    pub(super) language: Option<String>,
    pub(super) entries: BTreeMap<String, Entry>,
}

/// A string, or the forms that it takes with a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    One(Pattern),
    Forms(BTreeMap<String, Pattern>),
}

impl Catalogue {
    /// Reads a file that is known to be right: what cannot be read is left out.
    pub(super) fn read(tree: &Node<'_>) -> Self {
        let mut found = Self::default();
        walk(tree, "", &mut |key, field| {
            if key == "language" {
                found.language = field.node.as_str().map(str::to_owned);
            } else if let Some(entry) = Entry::read(&field.node) {
                found.entries.insert(key.to_owned(), entry);
            }
        });
        found
    }
}

impl Entry {
    pub(super) fn read(node: &Node<'_>) -> Option<Self> {
        match &node.value {
            Value::Str(text) => Pattern::read(text).ok().map(Self::One),
            Value::Map(fields) => {
                let one = |field: &Field<'_>| {
                    let pattern = Pattern::read(field.node.as_str()?).ok()?;
                    Some((field.key.clone().into_owned(), pattern))
                };
                fields
                    .iter()
                    .map(one)
                    .collect::<Option<_>>()
                    .map(Self::Forms)
            }
            _ => None,
        }
    }

    /// The string, whatever the number.
    pub(super) fn any(&self) -> &Pattern {
        self.of("", "")
    }

    /// The string in the form that a number takes.
    pub(super) fn of(&self, count: &str, language: &str) -> &Pattern {
        match self {
            Self::One(pattern) => pattern,
            Self::Forms(forms) => {
                let found = forms.get(form(count, language));
                found
                    .or_else(|| forms.get("other"))
                    .or_else(|| forms.values().next())
                    .expect("forms have `other` when they are read")
            }
        }
    }

    /// The names of all its places.
    pub(super) fn places(&self) -> BTreeSet<String> {
        match self {
            Self::One(pattern) => pattern.places(),
            Self::Forms(forms) => forms.values().flat_map(Pattern::places).collect(),
        }
    }
}

/// Whether a mapping holds the forms of one string rather than strings of their own.
pub(super) fn is_forms(fields: &[Field<'_>]) -> bool {
    fields.iter().any(|field| field.key == "other")
        && fields
            .iter()
            .all(|field| FORMS.contains(&field.key.as_ref()))
}

/// Calls for each string of a tree, with its name.
pub(super) fn walk<'n, 't>(
    node: &'n Node<'t>,
    above: &str,
    each: &mut impl FnMut(&str, &'n Field<'t>),
) {
    let Value::Map(fields) = &node.value else {
        return;
    };
    for field in fields {
        let key = match above {
            "" => field.key.clone().into_owned(),
            above => format!("{above}.{}", field.key),
        };
        match &field.node.value {
            Value::Map(inner) if !is_forms(inner) => walk(&field.node, &key, each),
            _ => each(&key, field),
        }
    }
}
