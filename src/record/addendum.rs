//! What is added to a signed record later; the record itself stays as it was signed.

use serde::Deserialize;

use super::id::{PersonId, RecordId};
use crate::calendar::Day;
use crate::source::Spanned;

/// An addendum; its words stay in the record.
#[derive(Debug, Deserialize)]
pub struct Addendum {
    /// The record it adds to.
    pub amends: Spanned<RecordId>,
    /// When.
    pub date: Spanned<Day>,
    /// Who wrote it.
    pub by: Spanned<PersonId>,
}
