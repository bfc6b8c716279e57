//! Agreements and histories: by when, who signs, how often they are reviewed.

use serde::Deserialize;

use super::{Shape, longer};
use crate::calendar::Interval;
use crate::record::sign_off;
use crate::source::Spanned;

/// When an agreement is due, and who signs it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct AgreementRule {
    /// How long there is from the start of the relationship until it is written.
    pub within: Spanned<Interval>,
    /// Who signs.
    pub signed_by: SignedBy,
    /// How long there is until all have signed; at once where nothing is said.
    #[serde(default)]
    pub completed_within: Option<Spanned<Interval>>,
}

impl Shape for AgreementRule {
    fn intervals(&mut self) -> Vec<&mut Interval> {
        let completed = self
            .completed_within
            .as_mut()
            .map(|within| &mut within.value);
        std::iter::once(&mut self.within.value)
            .chain(completed)
            .collect()
    }

    fn figure(&self) -> Option<Interval> {
        Some(self.within.value)
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        let missing = other
            .signed_by
            .roles
            .iter()
            .any(|role| !self.signed_by.roles.contains(role));
        if missing {
            return Some("fewer sign it".to_owned());
        }
        longer(self.within.value, other.within.value)
    }
}

/// Who signs.
#[derive(Debug, Deserialize)]
pub struct SignedBy {
    /// The clauses that ask.
    pub clauses: Vec<Spanned<String>>,
    /// In which roles.
    pub roles: Vec<SigningRole>,
}

/// A role in which a record is signed, as a pack writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SigningRole {
    /// The supervisor.
    Supervisor,
    /// The supervisee.
    Supervisee,
}

impl From<SigningRole> for sign_off::Role {
    fn from(role: SigningRole) -> Self {
        match role {
            SigningRole::Supervisor => Self::Supervisor,
            SigningRole::Supervisee => Self::Supervisee,
        }
    }
}

/// By when a history is written.
#[derive(Debug, Deserialize)]
pub struct HistoryRule {
    /// How long there is from the start of the relationship.
    pub within: Spanned<Interval>,
}

impl Shape for HistoryRule {
    fn intervals(&mut self) -> Vec<&mut Interval> {
        vec![&mut self.within.value]
    }

    fn figure(&self) -> Option<Interval> {
        Some(self.within.value)
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        longer(self.within.value, other.within.value)
    }
}

/// How often an agreement is reviewed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct AgreementReviewRule {
    /// The longest time from one review to the next.
    #[serde(default)]
    pub every: Option<Spanned<Interval>>,
    /// Or: a month of each year, by its number.
    #[serde(default)]
    pub in_month: Option<Spanned<u32>>,
    /// Or: with something else that comes round.
    #[serde(default)]
    pub with: Option<Spanned<ReviewWith>>,
}

/// What an agreement is reviewed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewWith {
    /// The last meeting of the appraisal year.
    Appraisal,
}

impl Shape for AgreementReviewRule {
    fn intervals(&mut self) -> Vec<&mut Interval> {
        self.every
            .iter_mut()
            .map(|every| &mut every.value)
            .collect()
    }

    fn figure(&self) -> Option<Interval> {
        self.every.as_ref().map(|every| every.value)
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        match (&self.every, &other.every) {
            (Some(own), Some(theirs)) => longer(own.value, theirs.value),
            (None, None) => None,
            _ => Some("it is counted in another way".to_owned()),
        }
    }
}
