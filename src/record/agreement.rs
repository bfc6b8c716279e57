//! The written agreement of one supervisor and one supervisee (R4.1, R4.3, R8d, R8f).

use serde::Deserialize;

use super::held::held;
use super::id::{PersonId, RecordId, WorkerId};
use crate::calendar::{Day, Interval};
use crate::source::Spanned;

/// An individual supervision agreement.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Agreement {
    /// Which revision of it this is; sign-offs name it.
    #[serde(default)]
    pub revision: Option<Spanned<u32>>,
    /// The supervisee.
    pub worker: Spanned<WorkerId>,
    /// The supervisor.
    pub supervisor: Spanned<PersonId>,
    /// When it was written.
    pub date: Spanned<Day>,
    /// From when it holds.
    pub starts: Spanned<Day>,
    /// By when the two agreed to review it.
    pub review_by: Spanned<Day>,
    /// How often they agreed to meet.
    pub interval: Spanned<AgreedInterval>,
    /// How long a session is meant to last, in minutes.
    pub minutes: Spanned<u32>,
    /// Who authorised that they meet less often than the policy asks, and who was told.
    #[serde(default)]
    pub looser: Option<Spanned<Looser>>,
    /// That the worker has read the policies, and when (R4.1c).
    pub confirmations: Confirmations,
    /// A mentor who holds some of the sessions (R8d).
    #[serde(default)]
    pub mentoring: Option<Mentoring>,
    /// Within how many days of a session its record is written up.
    #[serde(default)]
    pub recording_days: Option<Spanned<u32>>,
    /// When it has been reviewed (R4.3).
    #[serde(default)]
    pub reviews: Vec<AgreementReview>,
}

/// What the agreement says about how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum AgreedInterval {
    /// As often as this.
    Every(Interval),
    /// As often as the policy asks at each stage.
    Policy(AsPolicy),
}

/// An interval longer than the policy's, where the policy lets the two agree on it (R8f has no such exception).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Looser {
    /// Who authorised it.
    #[serde(default)]
    pub authorised_by: Option<Spanned<PersonId>>,
    /// When.
    #[serde(default)]
    pub authorised_on: Option<Spanned<Day>>,
    /// Who was told of it.
    #[serde(default)]
    pub told: Vec<ToldOf>,
}

/// Somebody who was told.
#[derive(Debug, Deserialize)]
pub struct ToldOf {
    /// Who.
    pub person: Spanned<PersonId>,
    /// When.
    pub on: Spanned<Day>,
}

/// The words `as-policy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AsPolicy {
    /// The policy's minimum at each stage.
    AsPolicy,
}

/// The policies that the worker confirms to have read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Confirmations {
    /// Supervision.
    pub supervision_policy: Spanned<Day>,
    /// Induction.
    pub induction_policy: Spanned<Day>,
    /// PDR.
    pub pdr_policy: Spanned<Day>,
}

/// A mentoring arrangement.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Mentoring {
    /// The mentor.
    pub mentor: Spanned<PersonId>,
    /// First day.
    pub from: Spanned<Day>,
    /// Last day, if it has an end.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
    /// How many of the sessions the mentor may hold.
    pub share: Share,
}

/// So many of so many sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Share {
    /// The mentor's.
    pub sessions: u32,
    /// Of all.
    pub of: u32,
}

/// A review of the agreement.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct AgreementReview {
    /// When.
    pub on: Spanned<Day>,
    /// The PDR meeting it was part of.
    #[serde(default)]
    pub with_pdr: Option<Spanned<RecordId>>,
}

held!(Mentoring);
