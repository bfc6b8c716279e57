//! Section 8: a manager's audit of a session or a child's record (R6b).

use serde::Deserialize;

use super::action::Action;
use super::id::{PersonId, RecordId, WorkerId};
use crate::calendar::Day;
use crate::source::Spanned;

/// A quality audit; its words stay in the record.
#[derive(Debug, Deserialize)]
pub struct QualityAudit {
    /// The worker in whose file it stands.
    pub worker: Spanned<WorkerId>,
    /// When.
    pub date: Spanned<Day>,
    /// The auditor.
    pub by: Spanned<PersonId>,
    /// The records audited.
    pub of: Vec<Spanned<RecordId>>,
    /// What was agreed.
    #[serde(default)]
    pub actions: Vec<Action>,
}
