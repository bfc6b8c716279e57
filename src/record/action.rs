//! What somebody has agreed to do by when, and what became of it (C5b, C5c, R9b, R12b).

use serde::Deserialize;

use super::id::{ActionId, PersonId};
use crate::calendar::Day;
use crate::source::Spanned;

/// An agreed action; its words stay in the record.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Action {
    /// Its id, unique in the store.
    pub id: Spanned<ActionId>,
    /// Who does it.
    pub who: Spanned<PersonId>,
    /// By when.
    pub by_when: Spanned<Day>,
}

/// What became of an action in a later session.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ActionReviewed {
    /// Which one.
    pub action: Spanned<ActionId>,
    /// What became of it.
    pub outcome: Spanned<Outcome>,
    /// The new day of one that is carried.
    #[serde(default)]
    pub by_when: Option<Spanned<Day>>,
}

/// What became of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Done.
    Done,
    /// Still to be done, by a new day.
    Carried,
    /// No longer to be done.
    Dropped,
}
