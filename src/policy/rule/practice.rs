//! The points by which people look at their own practice, and what commonly gets in the way.

use serde::Deserialize;

use super::Shape;
use crate::record::Term;
use crate::source::Spanned;

/// A checklist of a policy, for somebody's look at their own practice.
#[derive(Debug, Deserialize)]
pub struct PracticePoints {
    /// Whose practice they are about, or that they are barriers.
    pub of: PointsOf,
    /// The points in their order.
    pub points: Vec<PracticePoint>,
}

/// What a checklist is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PointsOf {
    /// Practice as a supervisor.
    Supervisor,
    /// Practice as a supervisee.
    Supervisee,
    /// What gets in the way.
    Barriers,
}

/// One point.
#[derive(Clone, Debug, Deserialize)]
pub struct PracticePoint {
    /// Its name in records.
    pub point: Spanned<Term>,
    /// What is asked, as a question or a phrase.
    pub question: String,
}

impl Shape for PracticePoints {
    fn looser_than(&self, other: &Self) -> Option<String> {
        let is_left_out = |point: &PracticePoint| {
            let mut own = self.points.iter();
            own.all(|own| own.point.value != point.point.value)
        };
        let left_out = other
            .points
            .iter()
            .filter(|point| is_left_out(point))
            .count();
        (left_out > 0).then(|| "points are left out".to_owned())
    }
}
