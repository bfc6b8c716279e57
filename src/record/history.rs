//! The history that a supervisee writes at the start of a relationship, and that is talked about (R4.2).

use serde::Deserialize;

use super::id::{PersonId, WorkerId};
use crate::calendar::Day;
use crate::source::Spanned;

/// A supervision history.
#[derive(Debug, Deserialize)]
pub struct History {
    /// The supervisee, who wrote it.
    pub worker: Spanned<WorkerId>,
    /// The supervisor it was written for.
    pub supervisor: Spanned<PersonId>,
    /// When it was written.
    pub date: Spanned<Day>,
    /// When the two talked about it.
    #[serde(default)]
    pub discussed: Option<Spanned<Day>>,
}
