//! A disagreement about a record, to whom it was referred and how it ended (R4.4, R12c).

use serde::Deserialize;

use super::id::PersonId;
use crate::calendar::Day;
use crate::source::Spanned;

/// A dispute.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Dispute {
    /// When it was raised.
    pub on: Spanned<Day>,
    /// To whom it was referred.
    #[serde(default)]
    pub referred_to: Option<Spanned<PersonId>>,
    /// When it was referred.
    #[serde(default)]
    pub referred_on: Option<Spanned<Day>>,
    /// Whether it is said how it ended; the words stay in the record.
    #[serde(default, rename = "outcome")]
    pub has_outcome: Option<serde::de::IgnoredAny>,
    /// When it was closed.
    #[serde(default)]
    pub closed: Option<Spanned<Day>>,
}
