//! What has changed in a record: field by field, section by section, in the words of the trade.
//!
//! Two texts are compared by what they say. The order of fields and of items that are known by something, comments, and where lines break are
//! no change, though each of them voids a sign-off, which is over bytes. What follows from a change is not asked here.

mod apply;
mod class;
mod fields;
mod prose;

use std::ops::Range;

use serde_json::Value as Json;

pub use apply::{Document, apply, document};
pub use class::Class;
pub use fields::{keys as item_keys, name as item_name};
pub use prose::{Words, words};

use crate::record::kind::Kind;
use crate::record::layout::{Located, locate};
use crate::record::withheld;
use crate::source::SourceFile;
use crate::text::yaml::{Node, Value};
use crate::text::{front, markdown, yaml};

/// One step of the way to a place in a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A field, by its key.
    Field(String),
    /// An item of a list.
    Item(Item),
    /// A section, by its heading; empty for what stands above the first.
    Section(String),
    /// A paragraph of a section: the number of those that stood before it.
    Paragraph(usize),
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// What it is known by.
    pub name: String,
    /// Where it stands in its list, from 1: as it was, or as it is where it is new.
    pub number: usize,
    /// Whether what it is known by is people's own words.
    pub is_withheld: bool,
}

/// Something that is not the same in a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where.
    pub way: Vec<Step>,
    /// What stood there; none where it is new.
    pub before: Option<Said>,
    /// What stands there; none where it has gone.
    pub after: Option<Said>,
    /// What sort of change it is.
    pub class: Class,
}

/// A value, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// What it says.
    pub value: Json,
    /// Its bytes in the file.
    pub place: Range<usize>,
    /// What it says without people's own words, which are left out unless a reader asks for them; none where nothing is left.
    pub open: Option<Json>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is new.
    Added,
    /// It has gone.
    Removed,
    /// It says something else.
    Changed,
    /// It stands elsewhere, and may say something else too.
    Moved,
}

/// A file that is not the same.
#[derive(Clone, Debug)]
pub struct Changed {
    /// As it was.
    pub was: Option<SourceFile>,
    /// As it is.
    pub is: Option<SourceFile>,
    /// What kind of record it is, if it says so.
    pub kind: Option<Kind>,
    /// What is not the same in it, in the order of the record; nothing for one that is new or gone.
    pub changes: Vec<Change>,
    /// Whether one of the texts could not be read, so that what changed in it cannot be told.
    pub is_unread: bool,
}

impl Changed {
    /// Compares a file as it was with itself as it is.
    pub fn between(was: Option<SourceFile>, is: Option<SourceFile>) -> Self {
        let (old, new) = (was.as_ref().map(Text::of), is.as_ref().map(Text::of));
        let kind = [&new, &old]
            .into_iter()
            .flatten()
            .find_map(|text| text.as_ref()?.kind);
        let mut changes = Vec::new();
        let is_unread = [&old, &new].into_iter().flatten().any(Option::is_none);
        if let (Some(Some(old)), Some(Some(new))) = (&old, &new) {
            fields::compare(old, new, &mut changes);
            prose::compare(old, new, &mut changes);
        }
        Self {
            kind,
            changes,
            is_unread,
            was,
            is,
        }
    }

    /// What became of it.
    pub fn fate(&self) -> Fate {
        match (&self.was, &self.is) {
            (None, _) => Fate::Added,
            (_, None) => Fate::Removed,
            (Some(was), Some(is)) if was.path() != is.path() => Fate::Moved,
            _ => Fate::Changed,
        }
    }

    /// Its path: where it stands, else where it stood.
    pub fn path(&self) -> &str {
        let file = self.is.as_ref().or(self.was.as_ref());
        file.map_or("", SourceFile::path)
    }

    /// The classes of its changes, each once, the gravest first.
    pub fn classes(&self) -> Vec<Class> {
        let of_file = class::of_file(self.path());
        let mut classes: Vec<Class> = match self.fate() {
            Fate::Added | Fate::Removed => vec![of_file.unwrap_or(Class::Content)],
            Fate::Changed | Fate::Moved if self.is_unread => {
                vec![of_file.unwrap_or(Class::Content)]
            }
            Fate::Changed | Fate::Moved if self.changes.is_empty() => vec![Class::Form],
            Fate::Changed | Fate::Moved => self.changes.iter().map(|change| change.class).collect(),
        };
        classes.sort();
        classes.dedup();
        classes
    }
}

/// A text that was read: its fields, its sections, and which of its bytes are people's own words.
struct Text<'a> {
    file: &'a SourceFile,
    kind: Option<Kind>,
    tree: Option<Node<'a>>,
    body: Range<usize>,
    withheld: Vec<Range<usize>>,
}

impl<'a> Text<'a> {
    /// Reads a file; none where it cannot be read.
    fn of(file: &'a SourceFile) -> Option<Self> {
        let text = file.text();
        if file.encoding_fault().is_some() {
            return None;
        }
        let (fields, body) = match locate(file.path()) {
            Located::SignOff(_) => return None,
            _ if file.path().ends_with(".md") => {
                let parts = front::split(text).ok()?;
                (parts.front, parts.body)
            }
            _ if file.path().ends_with(".yaml") => {
                (front::bom_length(text)..text.len(), text.len()..text.len())
            }
            _ => return None,
        };
        let tree = yaml::parse(text, fields).ok()?;
        let kind = tree
            .field("kind")
            .and_then(|field| Kind::from_name(field.node.as_str()?));
        Some(Self {
            file,
            kind,
            tree: Some(tree),
            body,
            withheld: withheld::ranges(file),
        })
    }

    fn is_withheld(&self, place: &Range<usize>) -> bool {
        self.withheld
            .iter()
            .any(|range| range.start < place.end && place.start < range.end)
    }

    fn said(&self, node: &Node<'_>) -> Said {
        Said {
            value: yaml::to_json(node),
            open: self.open(node),
            place: node.range(),
        }
    }

    /// A value without what is withheld in it.
    fn open(&self, node: &Node<'_>) -> Option<Json> {
        match &node.value {
            Value::Map(fields) => {
                let shown = fields.iter().filter_map(|field| {
                    Some((field.key.clone().into_owned(), self.open(&field.node)?))
                });
                let shown: serde_json::Map<String, Json> = shown.collect();
                (!shown.is_empty() || fields.is_empty()).then_some(Json::Object(shown))
            }
            Value::Seq(items) => {
                let shown: Vec<Json> = items.iter().filter_map(|item| self.open(item)).collect();
                (!shown.is_empty() || items.is_empty()).then_some(Json::Array(shown))
            }
            _ => (!self.is_withheld(&node.range())).then(|| yaml::to_json(node)),
        }
    }

    /// What stands in the body at a place.
    fn words(&self, value: Json, place: Range<usize>) -> Said {
        Said {
            open: (!self.is_withheld(&place)).then(|| value.clone()),
            value,
            place,
        }
    }

    fn sections(&self) -> Vec<(String, Range<usize>)> {
        let sections = markdown::sections(self.file.text(), self.body.clone()).sections;
        let first = sections
            .first()
            .map_or(self.body.end, |section| section.heading.start);
        let above = (String::new(), self.body.start..first);
        let under = sections
            .into_iter()
            .map(|section| (section.title, section.content));
        std::iter::once(above).chain(under).collect()
    }
}

#[cfg(test)]
mod tests;
