//! A child's case: what decides how often it is discussed, over time. No name, only ids.

use serde::Deserialize;

use super::held::held;
use super::id::{ChildId, PersonId, Term, WorkerId};
use super::worker::LegalHold;
use crate::calendar::{Dated, Day};
use crate::source::Spanned;

/// `child.yaml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Child {
    /// The local id.
    pub id: Spanned<ChildId>,
    /// The number on the case system.
    pub case_reference: String,
    /// When the case was opened.
    pub opened: Spanned<Day>,
    /// When it was closed, if it is.
    #[serde(default)]
    pub closed: Option<Spanned<Day>>,
    /// What kind of case it has been; one at a time.
    pub categories: Dated<Category>,
    /// Pre-proceedings and court.
    #[serde(default)]
    pub proceedings: Dated<Proceedings>,
    /// Where a child in care has been placed, and how settled that is.
    #[serde(default)]
    pub placements: Dated<Placement>,
    /// How often the worker visits.
    #[serde(default)]
    pub visiting: Dated<Visiting>,
    /// Who has held the case.
    pub allocations: Dated<Allocation>,
    /// What the case is about, where that is not a child: a foster carer, an adopter, a household.
    #[serde(default)]
    pub subject: Option<Spanned<Term>>,
    /// The tier of need that the manager has set.
    #[serde(default)]
    pub needs: Dated<Need>,
    /// That nothing of the record may be disposed of, from when to when.
    #[serde(default)]
    pub legal_hold: Dated<LegalHold>,
    /// Brothers and sisters known to the store.
    #[serde(default)]
    pub siblings: Vec<Spanned<ChildId>>,
}

/// A category and when it held.
#[derive(Debug, Deserialize)]
pub struct Category {
    /// First day.
    pub from: Spanned<Day>,
    /// Last day, if it has ended.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
    /// In the policy's words.
    pub category: Spanned<Term>,
}

/// A stage of proceedings and when it held.
#[derive(Debug, Deserialize)]
pub struct Proceedings {
    /// First day.
    pub from: Spanned<Day>,
    /// Last day, if it has ended.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
    /// `pre-proceedings` or `court`.
    pub stage: Spanned<Term>,
}

/// A placement, how settled it was judged to be and by whom (C4f).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Placement {
    /// First day.
    pub from: Spanned<Day>,
    /// Last day, if it has ended.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
    /// Its stability, in the policy's words.
    pub placement: Spanned<Term>,
    /// Whether it is meant to be permanent.
    #[serde(default)]
    pub permanent: Option<bool>,
    /// Who agreed that it is settled.
    #[serde(default)]
    pub agreed_by: Option<Spanned<PersonId>>,
    /// When that was agreed.
    #[serde(default)]
    pub agreed_on: Option<Spanned<Day>>,
}

/// A visiting pattern and when it held (C4h).
#[derive(Debug, Deserialize)]
pub struct Visiting {
    /// First day.
    pub from: Spanned<Day>,
    /// Last day, if it has ended.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
    /// `standard` or `reduced`.
    pub pattern: Spanned<Term>,
}

/// A tier of need and when it held.
#[derive(Debug, Deserialize)]
pub struct Need {
    /// First day.
    pub from: Spanned<Day>,
    /// Last day, if it has ended.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
    /// In the policy's words.
    pub need: Spanned<Term>,
}

/// A worker who held the case, and when.
#[derive(Debug, Deserialize)]
pub struct Allocation {
    /// First day.
    pub from: Spanned<Day>,
    /// Last day, if it has ended.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
    /// The worker.
    pub worker: Spanned<WorkerId>,
}

held!(Category, Proceedings, Placement, Visiting, Need, Allocation);

impl Child {
    /// Whether the case was open on a day. On the day of closing it still was.
    pub fn is_open(&self, day: Day) -> bool {
        self.opened.value <= day
            && self
                .closed
                .as_ref()
                .is_none_or(|closed| day <= closed.value)
    }
}
