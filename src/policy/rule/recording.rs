//! The life of records: by when they are written, shared, signed and entered, how long a disagreement stays open, how long they
//! are kept.

use serde::Deserialize;

use super::{CaseSelection, Shape, longer};
use crate::calendar::Interval;
use crate::record::Term;
use crate::source::Spanned;

/// By when something is written up, shared, signed or entered.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Recording {
    /// What is recorded.
    pub of: Spanned<Recorded>,
    /// What is to be done to it.
    pub milestone: RecordMilestone,
    /// How long there is.
    pub within: Spanned<Interval>,
    /// From what that is counted; from the day of the event where nothing is said.
    #[serde(default)]
    pub counted_from: RecordMilestone,
}

/// A record that has a time limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recorded {
    /// A session in the worker's file.
    Session,
    /// A child's supervision record.
    ChildSupervision,
    /// A decision between sessions.
    Decision,
}

/// A step in the life of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordMilestone {
    /// It happened.
    #[default]
    Held,
    /// It was written up.
    Recorded,
    /// It was shared with the supervisee.
    Shared,
    /// The supervisor signed.
    SignedBySupervisor,
    /// The supervisee signed, in whatever sense.
    SignedBySupervisee,
    /// It was entered on the case system.
    Entered,
}

impl RecordMilestone {
    /// What a sentence calls it.
    pub fn spoken(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Recorded => "written up",
            Self::Shared => "shared with the worker",
            Self::SignedBySupervisor => "signed by the supervisor",
            Self::SignedBySupervisee => "signed or answered by the worker",
            Self::Entered => "entered on the case system",
        }
    }
}

impl Shape for Recording {
    fn intervals(&mut self) -> Vec<&mut Interval> {
        vec![&mut self.within.value]
    }

    fn figure(&self) -> Option<Interval> {
        Some(self.within.value)
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        longer(self.within.value, other.within.value)
    }
}

/// What follows when a session does not take place.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Cancellation {
    /// The reasons for which a session may be cancelled, in words: people judge them.
    #[serde(default)]
    pub permitted: Vec<String>,
    /// How soon after the day of a session that was not held one is held instead.
    pub replaced_within: Spanned<Interval>,
}

impl Shape for Cancellation {
    fn intervals(&mut self) -> Vec<&mut Interval> {
        vec![&mut self.replaced_within.value]
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        longer(self.replaced_within.value, other.replaced_within.value)
    }
}

/// How long a disagreement may stay open.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Disagreement {
    /// How soon it is referred to the supervisor's own line manager.
    #[serde(default)]
    pub referred_within: Option<Spanned<Interval>>,
    /// How soon it is closed.
    #[serde(default)]
    pub closed_within: Option<Spanned<Interval>>,
}

impl Shape for Disagreement {
    fn intervals(&mut self) -> Vec<&mut Interval> {
        let both = [&mut self.referred_within, &mut self.closed_within];
        both.into_iter()
            .flatten()
            .map(|within| &mut within.value)
            .collect()
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        let pairs = [
            (&self.referred_within, &other.referred_within),
            (&self.closed_within, &other.closed_within),
        ];
        pairs.into_iter().find_map(|pair| match pair {
            (Some(own), Some(theirs)) => longer(own.value, theirs.value),
            (None, Some(theirs)) => Some(format!("it no longer asks for {}", theirs.value)),
            (_, None) => None,
        })
    }
}

/// How long records are kept.
#[derive(Debug, Deserialize)]
pub struct Retention {
    /// Of what.
    pub of: Spanned<Of>,
    /// How long; of several the latest day holds.
    pub keep: Vec<Keep>,
}

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Of {
    /// A worker's file.
    WorkerFile,
    /// A child's records.
    ChildRecord,
}

/// So long after something.
#[derive(Debug, Deserialize)]
pub struct Keep {
    /// How long.
    #[serde(rename = "for")]
    pub length: Interval,
    /// After what.
    pub after: Retained,
    /// Only where the case ever was one of these.
    #[serde(default)]
    pub applies: CaseSelection,
}

/// From what a retention is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Retained {
    /// The last day of employment.
    Left,
    /// The day on which the case was closed.
    Closed,
    /// The day of the last record.
    LastRecord,
}

impl Shape for Retention {
    fn intervals(&mut self) -> Vec<&mut Interval> {
        self.keep.iter_mut().map(|keep| &mut keep.length).collect()
    }

    // Keeping longer and keeping shorter are both a matter of law: any change is one that somebody must answer for.
    fn roles(&self) -> Vec<&Term> {
        self.keep
            .iter()
            .flat_map(|keep| keep.applies.roles())
            .collect()
    }

    fn categories(&self) -> Vec<&Term> {
        self.keep
            .iter()
            .flat_map(|keep| keep.applies.categories())
            .collect()
    }

    fn looser_than(&self, _: &Self) -> Option<String> {
        Some("records are kept for another time".to_owned())
    }
}
