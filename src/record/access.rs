//! Section 8: who else has seen the file, and when the worker was told (R14c).

use serde::Deserialize;

use super::id::WorkerId;
use crate::calendar::Day;
use crate::source::Spanned;

/// An access to a worker's file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Access {
    /// The worker.
    pub worker: Spanned<WorkerId>,
    /// When.
    pub date: Spanned<Day>,
    /// Who saw it: an id, or a name.
    #[serde(default)]
    pub by: String,
    /// In what role, in people's own words.
    #[serde(default)]
    pub role: String,
    /// When the worker was told.
    #[serde(default)]
    pub worker_told: Option<Spanned<Day>>,
}
