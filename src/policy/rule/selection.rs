//! Whom and what a rule concerns.

use serde::Deserialize;

use crate::calendar::Interval;
use crate::record::Term;
use crate::record::worker::Basis;

/// Which workers, and when; everyone where nothing is said. The built-in packs never select by the terms of employment
/// (R1); other councils' policies do.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct WorkerSelection {
    /// In this stage.
    pub stage: Option<Stage>,
    /// After an absence of at least so long, for the stage `return`.
    pub absent_for: Option<Interval>,
    /// From so long after the stage began.
    pub after: Option<Interval>,
    /// Until so long after the stage began; that day is the first on which it no longer applies.
    pub until: Option<Interval>,
    /// In one of these roles.
    pub role: Vec<Term>,
    /// In none of these roles.
    pub role_not: Vec<Term>,
    /// In one of these teams.
    pub team: Vec<Term>,
    /// In none of these teams.
    pub team_not: Vec<Term>,
    /// On one of these terms of employment.
    pub basis: Vec<Basis>,
    /// With so many contracted hours a week.
    pub hours: Option<Hours>,
}

impl WorkerSelection {
    /// The roles of which it speaks.
    pub fn roles(&self) -> Vec<&Term> {
        self.role.iter().chain(&self.role_not).collect()
    }
}

/// Contracted hours a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Hours {
    /// At least so many.
    pub at_least: Option<f64>,
    /// Fewer than so many.
    pub below: Option<f64>,
}

impl Hours {
    /// Whether so many hours fit.
    pub fn fit(self, hours: f64) -> bool {
        self.at_least.is_none_or(|least| hours >= least)
            && self.below.is_none_or(|below| hours < below)
    }
}

/// A stage of working life; its anchor is the day on which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The assessed and supported year in employment, from its first day to its last.
    Asye,
    /// From the first day of employment.
    Employment,
    /// From the first day in a role.
    Post,
    /// From the first day with a line manager.
    LineManager,
    /// Probation, from its first day until it is over.
    Probation,
    /// From the day after the end of probation.
    AfterProbation,
    /// From the day of return from an absence.
    Return,
}

/// Which cases. A list that is empty asks nothing.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct CaseSelection {
    /// Of one of these categories.
    pub category: Vec<Term>,
    /// Of none of these categories.
    pub category_not: Vec<Term>,
    /// Held by a worker in one of these roles.
    pub holder: Vec<Term>,
    /// Held by a worker in none of these roles.
    pub holder_not: Vec<Term>,
    /// Held in one of these teams.
    pub team: Vec<Term>,
    /// Held in none of these teams.
    pub team_not: Vec<Term>,
    /// In one of these tiers of need.
    pub need: Vec<Term>,
    /// About one of these: a child, or a foster carer, adopter or household.
    pub subject: Vec<Term>,
    /// In a placement of one of these kinds.
    pub placement: Vec<Term>,
    /// In a placement of none of these kinds.
    pub placement_not: Vec<Term>,
    /// With one of these visiting patterns.
    pub visiting: Vec<Term>,
    /// With none of these visiting patterns.
    pub visiting_not: Vec<Term>,
    /// In one of these stages of proceedings.
    pub proceedings: Vec<Term>,
    /// In a placement that is meant to be permanent, or is not said to be.
    pub permanent: Option<bool>,
    /// Recorded as stable and without immediate concern.
    pub stable: Option<bool>,
}

impl CaseSelection {
    /// The roles of which it speaks.
    pub fn roles(&self) -> Vec<&Term> {
        self.holder.iter().chain(&self.holder_not).collect()
    }

    /// The categories of which it speaks.
    pub fn categories(&self) -> Vec<&Term> {
        self.category.iter().chain(&self.category_not).collect()
    }
}
