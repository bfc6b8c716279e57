//! Section 6: a step from one level to the next.

use serde::Deserialize;

use super::id::{RecordId, WorkerId};
use crate::calendar::Day;
use crate::source::Spanned;

/// A progression record; its words stay in the record.
#[derive(Debug, Deserialize)]
pub struct Progression {
    /// The worker.
    pub worker: Spanned<WorkerId>,
    /// When it was written.
    pub date: Spanned<Day>,
    /// The records that stand as evidence.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// A piece of evidence.
#[derive(Debug, Deserialize)]
pub struct Evidence {
    /// The record.
    #[serde(default)]
    pub record: Option<Spanned<RecordId>>,
}
