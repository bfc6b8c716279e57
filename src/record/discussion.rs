//! One case in one session: discussed in full, or acknowledged as open (C4, R7).

use serde::Deserialize;

use super::id::{ChildId, PersonId};
use crate::calendar::Day;
use crate::source::Spanned;

/// A case in a session.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Discussion {
    /// The child.
    pub child: Spanned<ChildId>,
    /// How far it went.
    #[serde(rename = "discussion")]
    pub depth: Spanned<Depth>,
    /// Whether it was the in-depth reflective one (R7f).
    #[serde(default)]
    pub reflective: Option<Spanned<bool>>,
    /// Who confirmed that the case is open (C4a).
    #[serde(default)]
    pub acknowledged_open_by: Vec<Spanned<Party>>,
    /// Whether the manager judges it stable (C4b).
    #[serde(default)]
    pub stable: Option<Spanned<bool>>,
    /// Whether there is a known immediate safeguarding concern (C4b).
    #[serde(default)]
    pub safeguarding_concern: Option<Spanned<bool>>,
    /// The last recorded visit that the supervisor looked at (R5c).
    #[serde(default)]
    pub last_visit_seen: Option<Spanned<Day>>,
    /// When it will next be discussed (R7d).
    #[serde(default)]
    pub next_discussion: Option<Spanned<Day>>,
    /// A decision to discuss it less often (C4d).
    #[serde(default)]
    pub interval_decision: Option<Spanned<IntervalDecision>>,
}

/// How far the discussion of a case went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// Discussed in full.
    Full,
    /// Acknowledged as open.
    Acknowledged,
}

/// The two people in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// The manager.
    Supervisor,
    /// The worker.
    Supervisee,
}

/// A longer interval, with who authorised it (C4d, C4f).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct IntervalDecision {
    /// How many weeks.
    pub weeks: Spanned<u32>,
    /// Who authorised it.
    #[serde(default)]
    pub authorised_by: Option<Spanned<PersonId>>,
    /// When.
    #[serde(default)]
    pub authorised_on: Option<Spanned<Day>>,
    /// Its last day, if it has one.
    #[serde(default)]
    pub until: Option<Spanned<Day>>,
}

impl Discussion {
    /// Whether the case was discussed in full.
    pub fn is_full(&self) -> bool {
        self.depth.value == Depth::Full
    }
}
