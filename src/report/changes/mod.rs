//! What has changed in the records, and what follows from it, as an outline that every format tells alike: for people at a terminal
//! here, as a document in [`render::changes`](crate::render), for programs in `json.rs`.

mod human;
mod json;
mod outline;
mod questions;

pub(super) use human::in_braces;
pub use human::{human, one, stat};
pub use json::json;
pub use outline::{FilePart, Group, Line, Outline, What, outline};
pub use questions::questions;

use super::masks::Words;
use crate::calendar::Day;
use crate::revision::change::Changed;
use crate::rules::consequence::{Consequences, Judged};

/// Two points of a store, compared.
pub struct Comparison<'a> {
    /// What the earlier point is called.
    pub was: &'a str,
    /// What the later point is called.
    pub is: &'a str,
    /// The day on which both are judged; none where they are not.
    pub today: Option<Day>,
    /// The files that are not the same.
    pub files: &'a [Changed],
    /// What follows, where it was asked for.
    pub follows: Option<Follows<'a>>,
    /// Whether people's own words are shown.
    pub words: Words,
}

/// What follows from the changes, with both sides that were judged.
pub struct Follows<'a> {
    /// The store before.
    pub before: &'a Judged,
    /// The store after.
    pub after: &'a Judged,
    /// What is not the same.
    pub consequences: &'a Consequences<'a>,
}
