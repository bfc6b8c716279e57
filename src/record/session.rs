//! One supervision session: held, cancelled or rearranged (R5, R7f, R8, R9, R10, C2, C5).

use serde::Deserialize;

use super::action::{Action, ActionReviewed};
use super::clock_time::ClockTime;
use super::discussion::{Discussion, Party};
use super::dispute::Dispute;
use super::id::{PersonId, WorkerId};
use crate::calendar::{Day, Interval};
use crate::source::Spanned;

/// A session record; its words stay in the record.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Session {
    /// The supervisee.
    pub worker: Spanned<WorkerId>,
    /// Who held it.
    pub supervisor: Spanned<PersonId>,
    /// When it was, or would have been.
    pub date: Spanned<Day>,
    /// When it was booked to be.
    pub planned: Spanned<Day>,
    /// When it began.
    #[serde(default)]
    pub start: Option<Spanned<ClockTime>>,
    /// How long it lasted, in minutes.
    #[serde(default)]
    pub minutes: Option<Spanned<u32>>,
    /// Whether it was held by telephone or on a screen.
    #[serde(default)]
    pub remote: bool,
    /// Whether it took place.
    pub status: Spanned<Status>,
    /// Why it did not take place, and when it will instead.
    #[serde(default)]
    pub cancellation: Option<Cancellation>,
    /// Of which type.
    #[serde(rename = "type")]
    pub session_type: Spanned<SessionType>,
    /// What each side wanted to talk about (R5a, R9a).
    #[serde(default)]
    pub agenda: Vec<Topic>,
    /// What became of the actions that were open.
    #[serde(default)]
    pub actions_reviewed: Vec<ActionReviewed>,
    /// The cases, each discussed or acknowledged.
    #[serde(default)]
    pub cases: Vec<Spanned<Discussion>>,
    /// What was agreed.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// Decisions about how often to meet (R8c).
    #[serde(default)]
    pub decisions: Vec<FrequencyDecision>,
    /// What interrupted it.
    #[serde(default)]
    pub interruptions: Vec<Interruption>,
    /// Disagreements.
    #[serde(default)]
    pub disputes: Vec<Dispute>,
    /// When it was shared with the supervisee.
    #[serde(default)]
    pub shared: Option<Spanned<Day>>,
    /// When it was written up.
    #[serde(default)]
    pub recorded: Option<Spanned<Day>>,
    /// When the next one is.
    #[serde(default)]
    pub next_session: Option<Spanned<Day>>,
}

/// Whether a session took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It did.
    Held,
    /// It did not.
    Cancelled,
    /// It was moved to another day.
    Rearranged,
}

/// A session called off; by whom and why stays in the record.
#[derive(Debug, Deserialize)]
pub struct Cancellation {
    /// Who called it off.
    #[serde(default)]
    pub by: Option<Spanned<CalledOffBy>>,
    /// The day that was agreed instead.
    #[serde(default)]
    pub replacement: Option<Spanned<Day>>,
}

/// A topic of the agenda; its words stay in the record.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Topic {
    /// Who put it there.
    #[serde(default)]
    pub raised_by: Option<Spanned<Party>>,
}

/// The types of session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionType {
    /// One to one with the line manager or who stands in.
    Individual,
    /// With the mentor.
    Mentor,
    /// In a group.
    Group,
    /// With another worker on the same cases.
    Joint,
    /// A talk in passing, written down.
    Informal,
}

/// A decision to meet less often, or for a while more often.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct FrequencyDecision {
    /// Which way.
    #[serde(rename = "type")]
    pub direction: Spanned<Direction>,
    /// How often from now on.
    pub interval: Spanned<Interval>,
    /// Who decided.
    pub decided_by: Spanned<PersonId>,
    /// From when.
    pub from: Spanned<Day>,
    /// Until when, if it has an end.
    #[serde(default)]
    pub until: Option<Spanned<Day>>,
}

/// The direction of a decision about frequency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Less often.
    StepDown,
    /// More often.
    Uplift,
}

impl Session {
    /// Whether it took place.
    pub fn is_held(&self) -> bool {
        self.status.value == Status::Held
    }
}

/// Who called a session off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CalledOffBy {
    /// The supervisor.
    Supervisor,
    /// The supervisee.
    Supervisee,
    /// Both of them.
    Both,
}

/// An interruption of a session; what it was stays in the record.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Interruption {
    /// Whether it could have been avoided.
    #[serde(default)]
    pub avoidable: bool,
}
