//! A manager's decision between sessions (R6a, R12a, R12b).

use serde::Deserialize;

use super::action::Action;
use super::child_supervision::CaseNote;
use super::id::{ChildId, PersonId};
use crate::calendar::Day;
use crate::source::Spanned;

/// A decision; its words stay in the record.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Decision {
    /// The child.
    pub child: Spanned<ChildId>,
    /// When it was taken.
    pub date: Spanned<Day>,
    /// When it was written up.
    pub recorded: Spanned<Day>,
    /// Who decided.
    pub decided_by: Spanned<PersonId>,
    /// What was agreed.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// By when to look at it again.
    #[serde(default)]
    pub revisit_by: Option<Spanned<Day>>,
    /// The entry on the case system.
    #[serde(default)]
    pub case_note: Option<CaseNote>,
}
