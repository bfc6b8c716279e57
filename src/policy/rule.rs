//! The shapes of rule that a pack can say. Data only: `due` and `rules` give them their effect.

use serde::Deserialize;

use super::pack::Modality;
use crate::calendar::{Day, Interval};
use crate::record::Term;
use crate::record::absence::AbsenceType;
use crate::record::session::SessionType;
use crate::record::sign_off;
use crate::source::Spanned;

/// How often some workers are supervised.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SupervisionRule {
    /// Its id in the pack.
    pub id: Spanned<Term>,
    /// The clauses that ask.
    pub clauses: Vec<Spanned<String>>,
    /// How strongly.
    #[serde(default)]
    pub modality: Modality,
    /// What it asks, in a phrase.
    pub summary: String,
    /// To whom and when it applies; to everyone where nothing is said.
    #[serde(default)]
    pub applies: WorkerSelection,
    /// The longest time from one session to the next.
    pub every: Spanned<Interval>,
    /// The shortest session, in minutes.
    #[serde(default)]
    pub at_least_minutes: Option<Spanned<u32>>,
    /// The decision without which the rule goes on past its end.
    #[serde(default)]
    pub goes_on_without: Option<NeededDecision>,
    /// How doubtful words were read.
    #[serde(default)]
    pub reading: Option<String>,
}

/// A decision that a rule waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NeededDecision {
    /// A step down, recorded in a session with its reason.
    StepDown,
}

/// Which workers, and when. Never by the terms of employment (R1).
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct WorkerSelection {
    /// In this stage.
    #[serde(default)]
    pub stage: Option<Stage>,
    /// From so long after the stage began.
    #[serde(default)]
    pub after: Option<Interval>,
    /// Until so long after the stage began; that day is the first on which it no longer applies.
    #[serde(default)]
    pub until: Option<Interval>,
    /// In one of these roles.
    #[serde(default)]
    pub role: Vec<Term>,
    /// In none of these roles.
    #[serde(default)]
    pub role_not: Vec<Term>,
}

/// A stage of working life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The assessed and supported year in employment, from its first day.
    Asye,
}

/// Which types of session count towards the interval.
#[derive(Debug, Deserialize)]
pub struct SessionsThatCount {
    /// The clauses that ask.
    pub clauses: Vec<Spanned<String>>,
    /// The types.
    pub types: Vec<SessionType>,
}

/// What an absence does to what falls due.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Absence {
    /// The clauses that ask.
    pub clauses: Vec<Spanned<String>>,
    /// The absences during which nothing falls due.
    pub suspends: Vec<AbsenceType>,
    /// How soon after the return a session is due that fell into the absence. One that falls later stays as it is.
    pub on_return: Spanned<Interval>,
    /// How doubtful words were read.
    #[serde(default)]
    pub reading: Option<String>,
}

/// How often some cases are discussed in full.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct CaseRule {
    /// Its id in the pack.
    pub id: Spanned<Term>,
    /// The clauses that ask.
    pub clauses: Vec<Spanned<String>>,
    /// How strongly.
    #[serde(default)]
    pub modality: Modality,
    /// What it asks, in a phrase.
    pub summary: String,
    /// To which cases it applies; to every case where nothing is said.
    #[serde(default)]
    pub applies: CaseSelection,
    /// Whether the case is also discussed in full at every session.
    #[serde(default)]
    pub every_session: Option<EverySession>,
    /// The longest time from one full discussion to the next.
    pub at_most: Spanned<Interval>,
    /// When it may be longer, and who may say so.
    #[serde(default)]
    pub longer: Vec<Longer>,
    /// How doubtful words were read.
    #[serde(default)]
    pub reading: Option<String>,
}

/// When each session must discuss the case in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EverySession {
    /// Always.
    Always,
    /// Unless the manager records it as stable and without immediate concern.
    UnlessStable,
}

/// A longer interval that somebody may authorise.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Longer {
    /// The clauses that allow it.
    pub clauses: Vec<Spanned<String>>,
    /// What it allows, in a phrase.
    pub summary: String,
    /// To which cases.
    pub applies: CaseSelection,
    /// The longest that may be authorised.
    pub at_most: Spanned<Interval>,
    /// The roles that may.
    pub authorised_by: Vec<Term>,
}

/// Which cases. A list that is empty asks nothing.
#[derive(Debug, Default, Deserialize)]
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

/// By when something is done after what sets it off.
#[derive(Debug, Deserialize)]
pub struct FirstConsideration {
    /// The clauses that ask.
    pub clauses: Vec<Spanned<String>>,
    /// How strongly.
    #[serde(default)]
    pub modality: Modality,
    /// How long there is.
    pub within: Spanned<Interval>,
    /// How doubtful words were read.
    #[serde(default)]
    pub reading: Option<String>,
}

/// Something that a pack asks without a figure.
#[derive(Debug, Deserialize)]
pub struct Single {
    /// The clauses that ask.
    pub clauses: Vec<Spanned<String>>,
    /// How doubtful words were read.
    #[serde(default)]
    pub reading: Option<String>,
}

/// Which cases come first.
#[derive(Debug, Deserialize)]
pub struct Precedence {
    /// The clauses that ask.
    pub clauses: Vec<Spanned<String>>,
    /// The first that a case meets is its place.
    pub order: Vec<CaseSelection>,
}

/// How many reflective discussions a session has.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Reflective {
    /// The clauses that ask.
    pub clauses: Vec<Spanned<String>>,
    /// How many.
    pub at_least: Spanned<u32>,
}

/// When an agreement is due, and who signs it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct AgreementRule {
    /// The clauses that ask.
    pub clauses: Vec<Spanned<String>>,
    /// How strongly.
    #[serde(default)]
    pub modality: Modality,
    /// How long there is from the start of the relationship.
    pub within: Spanned<Interval>,
    /// Who signs.
    pub signed_by: SignedBy,
    /// How doubtful words were read.
    #[serde(default)]
    pub reading: Option<String>,
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

/// How often something is reviewed.
#[derive(Debug, Deserialize)]
pub struct Review {
    /// The clauses that ask.
    pub clauses: Vec<Spanned<String>>,
    /// How strongly.
    #[serde(default)]
    pub modality: Modality,
    /// The longest time from one review to the next.
    pub every: Spanned<Interval>,
    /// How doubtful words were read.
    #[serde(default)]
    pub reading: Option<String>,
}

/// Something in section 1 that is renewed.
#[derive(Debug, Deserialize)]
pub struct Renewal {
    /// Its id in the pack.
    pub id: Spanned<Term>,
    /// The clauses that ask.
    pub clauses: Vec<Spanned<String>>,
    /// How strongly.
    #[serde(default)]
    pub modality: Modality,
    /// What is renewed: `dbs`, `registration`, or the name of another check.
    pub check: Spanned<Term>,
    /// By whom.
    #[serde(default)]
    pub applies: WorkerSelection,
    /// How long the last one holds.
    #[serde(default)]
    pub every: Option<Spanned<Interval>>,
    /// Or the days of the year between which it is renewed.
    #[serde(default)]
    pub window: Option<Window>,
    /// How doubtful words were read.
    #[serde(default)]
    pub reading: Option<String>,
}

/// A yearly window.
#[derive(Debug, Deserialize)]
pub struct Window {
    /// The first day of it.
    pub opens: MonthDay,
    /// The last day of it.
    pub closes: MonthDay,
}

/// A day of every year, written `11-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthDay {
    month: u32,
    day: u32,
}

impl MonthDay {
    /// The day of a year; 29 February is 28 in other years.
    pub fn in_year(self, year: i32) -> Day {
        Day::new(year, self.month, self.day)
            .or_else(|| Day::new(year, self.month, self.day - 1))
            .expect("a month and a day that were read as a day")
    }
}

impl<'de> Deserialize<'de> for MonthDay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parts = text
            .split_once('-')
            .and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
        match parts.filter(|(month, day)| Day::new(2024, *month, *day).is_some()) {
            Some((month, day)) => Ok(Self { month, day }),
            None => Err(serde::de::Error::custom(format!(
                "`{text}` is no day of the year; it is written like 11-30"
            ))),
        }
    }
}
