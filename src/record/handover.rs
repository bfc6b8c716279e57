//! Section 8: where a worker's file came from or went (R13e).

use serde::Deserialize;

use super::id::{PersonId, Term, WorkerId};
use crate::calendar::Day;
use crate::source::Spanned;

/// A handover of a worker's file between stores.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Handover {
    /// The worker.
    pub worker: Spanned<WorkerId>,
    /// When.
    pub date: Spanned<Day>,
    /// The other store.
    pub other_store: Spanned<Term>,
    /// Who handed it over.
    pub by: Spanned<PersonId>,
}
