//! The strict YAML subset of the store: one tree in which every value has its place.
//!
//! Two readers give the same tree. [`plain`] takes the shape that people and scaffolds write and gives up on anything
//! else; [`full`] takes the whole language over the events of a real YAML parser and says what is wrong. A property test
//! holds them, and `serde_yaml`, together. No anchors, aliases, tags, second documents, equal keys or keys that are not
//! text; depth and size have budgets.

mod de;
mod full;
mod json;
mod plain;
mod scalar;
mod tree;

use std::ops::Range;

use super::Fault;
use crate::diag::Code;

pub use de::{Both, Error as ReadError, read_typed};
pub use json::to_json;
pub use tree::{Field, Node, Value};

/// The YAML cannot be read.
pub const YAML_SYNTAX: Code = Code::new("yaml-syntax");
/// The YAML uses something that records may not use.
pub const YAML_NOT_ALLOWED: Code = Code::new("yaml-not-allowed");
/// The same key stands twice in one mapping.
pub const DUPLICATE_KEY: Code = Code::new("duplicate-key");

/// The deepest nesting that is read.
pub const MOST_DEPTH: usize = 32;

/// The most fields of one mapping: each is held against those before it.
pub const MOST_FIELDS: usize = 1000;

/// Reads the YAML in a range of a text. Places in the tree are offsets in the whole text.
///
/// # Errors
/// The first fault, at its place; a text with a fault gives no tree.
pub fn parse(text: &str, range: Range<usize>) -> Result<Node<'_>, Fault> {
    match plain::parse(text, range.clone()) {
        Some(node) => Ok(node),
        None => full::parse(text, range),
    }
}

#[cfg(test)]
mod tests;
