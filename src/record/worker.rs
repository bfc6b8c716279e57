//! A worker who is owed supervision: employment, ASYE and line managers over time (R1, R4.1a).

use serde::Deserialize;

use super::held::held;
use super::id::{PersonId, Term, WorkerId};
use crate::calendar::{Dated, Day};
use crate::source::Spanned;

/// `worker.yaml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Worker {
    /// Their id.
    pub id: Spanned<WorkerId>,
    /// Role, team and basis over time.
    pub employment: Dated<Employment>,
    /// The assessed and supported year, where they are or were in it.
    #[serde(default)]
    pub asye: Option<Asye>,
    /// Probation, where they are or were in it.
    #[serde(default)]
    pub probation: Option<Asye>,
    /// That nothing of the file may be disposed of, from when to when.
    #[serde(default)]
    pub legal_hold: Dated<LegalHold>,
    /// Who has been their line manager.
    pub line_managers: Dated<LineManager>,
}

/// A post that a worker holds.
#[derive(Debug, Deserialize)]
pub struct Employment {
    /// First day.
    pub from: Spanned<Day>,
    /// Last day, if it has ended.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
    /// The role, in the policy's words.
    pub role: Spanned<Term>,
    /// The team.
    pub team: Spanned<Term>,
    /// On what terms; no rule may select on it (R1).
    pub basis: Basis,
    /// Contracted hours a week.
    pub hours: f64,
}

/// The terms of employment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Permanent.
    Permanent,
    /// For a fixed term.
    FixedTerm,
    /// Through an agency.
    Agency,
}

impl Basis {
    /// What a sentence calls it.
    pub fn spoken(self) -> &'static str {
        match self {
            Self::Permanent => "permanent",
            Self::FixedTerm => "fixed-term",
            Self::Agency => "agency",
        }
    }
}

/// A time in which records may not be disposed of, whatever their age.
#[derive(Debug, Deserialize)]
pub struct LegalHold {
    /// First day.
    pub from: Spanned<Day>,
    /// Last day, if it has ended.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
}

/// A stage of working life with reviews: the assessed and supported year in employment, or probation.
#[derive(Debug, Deserialize)]
pub struct Asye {
    /// Its first day.
    pub from: Spanned<Day>,
    /// Its last day, once it has ended.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
    /// Its reviews.
    #[serde(default)]
    pub milestones: Vec<Milestone>,
}

/// A review of the assessed year.
#[derive(Debug, Deserialize)]
pub struct Milestone {
    /// Which one.
    pub milestone: Spanned<Term>,
    /// When it is due, where a day is agreed.
    #[serde(default)]
    pub due: Option<Spanned<Day>>,
    /// When it was held.
    #[serde(default)]
    pub held: Option<Spanned<Day>>,
}

/// A relationship of supervision: who was the line manager, and when.
#[derive(Debug, Deserialize)]
pub struct LineManager {
    /// First day.
    pub from: Spanned<Day>,
    /// Last day, if it has ended.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
    /// The line manager.
    pub person: Spanned<PersonId>,
}

held!(Employment, LineManager, Asye, LegalHold);
