//! Section 7: a talk about health and wellbeing.

use serde::Deserialize;

use super::id::{PersonId, WorkerId};
use crate::calendar::Day;
use crate::source::Spanned;

/// A wellbeing record; its words stay in the record.
#[derive(Debug, Deserialize)]
pub struct Wellbeing {
    /// The worker.
    pub worker: Spanned<WorkerId>,
    /// When.
    pub date: Spanned<Day>,
    /// With whom.
    pub with: Spanned<PersonId>,
    /// When to look at it again.
    #[serde(default)]
    pub review: Option<Spanned<Day>>,
}
