//! Section 4: the appraisal record (R4.3, R13b).

use serde::Deserialize;

use super::id::{PersonId, RecordId, Term, WorkerId};
use crate::calendar::Day;
use crate::source::Spanned;

/// A PDR meeting.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Pdr {
    /// The worker.
    pub worker: Spanned<WorkerId>,
    /// Who held it.
    pub supervisor: Spanned<PersonId>,
    /// When.
    pub date: Spanned<Day>,
    /// Start, mid-year or end.
    pub stage: Spanned<Term>,
    /// The agreement that was reviewed in it.
    #[serde(default)]
    pub agreement_reviewed: Option<AgreementReviewed>,
}

/// A review of the agreement as part of the PDR.
#[derive(Debug, Deserialize)]
pub struct AgreementReviewed {
    /// Which agreement.
    pub agreement: Spanned<RecordId>,
    /// When.
    pub on: Spanned<Day>,
}
