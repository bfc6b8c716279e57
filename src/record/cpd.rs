//! Section 5: a CPD activity (App1).

use serde::Deserialize;

use super::id::WorkerId;
use crate::calendar::Day;
use crate::source::Spanned;

/// A CPD activity; its words stay in the record.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Cpd {
    /// The worker.
    pub worker: Spanned<WorkerId>,
    /// When.
    pub date: Spanned<Day>,
    /// How many hours.
    pub hours: f64,
    /// Whether it was thought over with a peer.
    #[serde(default)]
    pub peer_reflection: Option<PeerReflection>,
}

/// A reflection with a peer.
#[derive(Debug, Deserialize)]
pub struct PeerReflection {
    /// When.
    pub on: Spanned<Day>,
}
