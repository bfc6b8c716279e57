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
    /// Which way it went.
    pub direction: Direction,
    /// The other store.
    pub other_store: Spanned<Term>,
    /// The commit of the store that handed it over, if `transfer` did.
    pub commit: Option<String>,
    /// Who handed it over.
    pub by: Spanned<PersonId>,
}

/// Which way a file went.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// It came here.
    Received,
    /// It went from here.
    Sent,
}
