//! Section 7: a time away from work, and the return (R13b).

use serde::Deserialize;

use super::held::held;
use super::id::{PersonId, WorkerId};
use crate::calendar::Day;
use crate::source::Spanned;

/// An absence.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Absence {
    /// The worker.
    pub worker: Spanned<WorkerId>,
    /// First day away.
    pub from: Spanned<Day>,
    /// Last day away, once known.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
    /// Of which type.
    #[serde(rename = "type")]
    pub absence_type: Spanned<AbsenceType>,
    /// The meeting on return.
    #[serde(default)]
    pub return_to_work: Option<ReturnToWork>,
}

/// The types of absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AbsenceType {
    /// Sickness.
    Sickness,
    /// Parental leave.
    ParentalLeave,
    /// Annual leave.
    AnnualLeave,
    /// Other leave.
    OtherLeave,
}

/// The meeting on return.
#[derive(Debug, Deserialize)]
pub struct ReturnToWork {
    /// When.
    pub on: Spanned<Day>,
    /// With whom.
    pub with: Spanned<PersonId>,
}

held!(Absence);
