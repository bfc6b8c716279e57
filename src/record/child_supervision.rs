//! The child's own record of a discussion, one per child and session (R11, R12).

use serde::Deserialize;

use super::action::Action;
use super::dispute::Dispute;
use super::id::{ChildId, PersonId, Term, WorkerId};
use crate::calendar::Day;
use crate::source::Spanned;

/// A child's supervision record; its words stay in the record.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ChildSupervision {
    /// The child.
    pub child: Spanned<ChildId>,
    /// The worker in whose session it was.
    pub worker: Spanned<WorkerId>,
    /// Who held the session.
    pub supervisor: Spanned<PersonId>,
    /// The session's day.
    pub date: Spanned<Day>,
    /// When it was written up.
    pub recorded: Spanned<Day>,
    /// The category at the time.
    pub category: Spanned<Term>,
    /// The last recorded visit that was looked at.
    #[serde(default)]
    pub last_visit_seen: Option<Spanned<Day>>,
    /// What was agreed.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// Risks to staff that were named (R11c).
    #[serde(default)]
    pub risks_to_staff: Vec<Spanned<Risk>>,
    /// Disagreements.
    #[serde(default)]
    pub disputes: Vec<Dispute>,
    /// The entry on the case system (R11d).
    #[serde(default)]
    pub case_note: Option<CaseNote>,
}

/// A risk to staff, open until closed.
#[derive(Debug, Deserialize)]
pub struct Risk {
    /// When it was closed.
    #[serde(default)]
    pub closed: Option<Spanned<Day>>,
}

/// The entry on the case system.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct CaseNote {
    /// When it was entered.
    pub entered_on: Spanned<Day>,
}
