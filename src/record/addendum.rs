//! What is added to a signed record later; the record itself stays as it was signed.

use serde::Deserialize;

use super::id::{PersonId, RecordId};
use crate::calendar::Day;
use crate::source::Spanned;

/// An addendum; its words stay in the record.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Addendum {
    /// The record it adds to.
    pub amends: Spanned<RecordId>,
    /// When.
    pub date: Spanned<Day>,
    /// Who wrote it.
    pub by: Spanned<PersonId>,
    /// How a disagreement ended that the record tells of (R4.4).
    #[serde(default)]
    pub dispute_outcome: Option<DisputeOutcome>,
    /// That a risk to staff is over which the record names (R11c).
    #[serde(default)]
    pub risk_closed: Option<RiskClosed>,
}

/// How a disagreement ended; the words stay in the record.
#[derive(Debug, Deserialize)]
pub struct DisputeOutcome {
    /// Which of the record's disagreements, counted from one; the first where nothing is said.
    #[serde(default)]
    pub number: Option<Spanned<usize>>,
    /// When it was closed.
    pub closed: Spanned<Day>,
}

/// The end of a risk to staff.
#[derive(Debug, Deserialize)]
pub struct RiskClosed {
    /// Which of the record's risks, counted from one; the first where nothing is said.
    #[serde(default)]
    pub number: Option<Spanned<usize>>,
    /// When it was judged to be over.
    pub on: Spanned<Day>,
}

impl DisputeOutcome {
    /// The place in the record's list.
    pub fn index(&self) -> usize {
        index(self.number)
    }
}

impl RiskClosed {
    /// The place in the record's list.
    pub fn index(&self) -> usize {
        index(self.number)
    }
}

fn index(number: Option<Spanned<usize>>) -> usize {
    number.map_or(0, |number| number.value.saturating_sub(1))
}
