//! Section 8: a supervisor's or supervisee's audit of their own practice (R16 to R18).

use serde::Deserialize;

use super::discussion::Party;
use super::id::{Term, WorkerId};
use crate::calendar::Day;
use crate::source::Spanned;

/// A practice self-audit; its words stay in the record.
#[derive(Debug, Deserialize)]
pub struct SelfAudit {
    /// The worker.
    pub worker: Spanned<WorkerId>,
    /// When.
    pub date: Spanned<Day>,
    /// In which part.
    #[serde(rename = "as")]
    pub part: Spanned<Party>,
    /// The points rated.
    pub points: Vec<Point>,
    /// What gets in the way.
    #[serde(default)]
    pub barriers: Vec<Barrier>,
}

/// A barrier that was named.
#[derive(Debug, Deserialize)]
pub struct Barrier {
    /// Which.
    pub barrier: Spanned<Term>,
}

/// A point of practice and its rating.
#[derive(Debug, Deserialize)]
pub struct Point {
    /// Which point.
    pub point: Spanned<Term>,
    /// From 1 to 4.
    pub rating: Spanned<u8>,
}
