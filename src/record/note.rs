//! Section 8: anything that has no place elsewhere.

use serde::Deserialize;

use super::id::{PersonId, WorkerId};
use crate::calendar::Day;
use crate::source::Spanned;

/// A note; its words stay in the record.
#[derive(Debug, Deserialize)]
pub struct Note {
    /// The worker in whose file it stands.
    pub worker: Spanned<WorkerId>,
    /// When.
    pub date: Spanned<Day>,
    /// Who wrote it.
    pub by: Spanned<PersonId>,
}
