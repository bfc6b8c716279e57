//! The tree: values, and the byte range at which each stands.

use std::borrow::Cow;
use std::ops::Range;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// What stands there.
    pub value: Value<'a>,
}

/// The kinds of value of the YAML 1.2 core schema.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing: `null`, `~`, or no value at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a point or an exponent.
    Float(f64),
    /// Text. Dates are text.
    Str(Cow<'a, str>),
    /// A list.
    Seq(Vec<Node<'a>>),
    /// A mapping, in the order written.
    Map(Vec<Field<'a>>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<'a> {
    /// The key.
    pub key: Cow<'a, str>,
    /// First byte of the key.
    pub key_start: u32,
    /// The byte after the key.
    pub key_end: u32,
    /// The value.
    pub node: Node<'a>,
}

impl<'a> Node<'a> {
    pub(super) fn new(range: Range<usize>, value: Value<'a>) -> Self {
        Self {
            start: range.start as u32,
            end: range.end as u32,
            value,
        }
    }

    /// The byte range.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The field of a mapping; none where this is no mapping or has no such key.
    pub fn field(&self, key: &str) -> Option<&Field<'a>> {
        match &self.value {
            Value::Map(fields) => fields.iter().find(|field| field.key == key),
            _ => None,
        }
    }

    /// The text, where this is text.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The byte range of what a JSON pointer names: the value, or its key where the value is empty. A pointer that leads
    /// nowhere gives the nearest place above it.
    pub fn range_at(&self, pointer: &str) -> Range<usize> {
        let mut node = self;
        let mut range = self.range();
        for step in pointer.split('/').skip(1) {
            match &node.value {
                Value::Map(_) => {
                    let key = step.replace("~1", "/").replace("~0", "~");
                    let Some(field) = node.field(&key) else {
                        return range;
                    };
                    node = &field.node;
                    range = if node.start == node.end {
                        field.key_range()
                    } else {
                        node.range()
                    };
                }
                Value::Seq(items) => {
                    let Some(item) = step
                        .parse::<usize>()
                        .ok()
                        .and_then(|index| items.get(index))
                    else {
                        return range;
                    };
                    node = item;
                    range = node.range();
                }
                _ => return range,
            }
        }
        range
    }

    /// Takes the value at a byte range out of the tree, with its key: what cannot be read is left out so that the rest can.
    /// Returns whether something was taken.
    pub fn prune(&mut self, range: &Range<usize>) -> bool {
        match &mut self.value {
            Value::Map(fields) => {
                let before = fields.len();
                fields.retain(|field| field.node.range() != *range && field.key_range() != *range);
                fields.len() < before || fields.iter_mut().any(|field| field.node.prune(range))
            }
            Value::Seq(items) => {
                let before = items.len();
                items.retain(|item| item.range() != *range);
                items.len() < before || items.iter_mut().any(|item| item.prune(range))
            }
            _ => false,
        }
    }
}

impl Field<'_> {
    /// The byte range of the key.
    pub fn key_range(&self) -> Range<usize> {
        self.key_start as usize..self.key_end as usize
    }
}
