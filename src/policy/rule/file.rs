//! What is renewed, learnt, reviewed and audited in the worker's file.

use serde::Deserialize;

use super::{Shape, WorkerSelection, is_longer, longer};
use crate::calendar::{Bucket, Interval, MonthDay};
use crate::record::Term;
use crate::source::Spanned;

/// Something in section 1 that is renewed.
#[derive(Debug, Deserialize)]
pub struct Renewal {
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
}

/// A yearly window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Window {
    /// The first day of it.
    pub opens: MonthDay,
    /// The last day of it.
    pub closes: MonthDay,
}

impl Shape for Renewal {
    fn intervals(&mut self) -> Vec<&mut Interval> {
        self.every
            .iter_mut()
            .map(|every| &mut every.value)
            .collect()
    }

    fn figure(&self) -> Option<Interval> {
        self.every.as_ref().map(|every| every.value)
    }

    fn roles(&self) -> Vec<&Term> {
        self.applies.roles()
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        if let (Some(own), Some(theirs)) = (&self.every, &other.every)
            && is_longer(own.value, theirs.value)
        {
            return longer(own.value, theirs.value);
        }
        (self.applies != other.applies || self.window != other.window)
            .then(|| "it is about other workers or another time of the year".to_owned())
    }
}

/// How much continuing professional development is recorded in a time.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct CpdRule {
    /// By whom.
    #[serde(default)]
    pub applies: WorkerSelection,
    /// In which stretches of the calendar.
    pub in_each: Spanned<Bucket>,
    /// How many activities.
    #[serde(default)]
    pub activities: Option<u32>,
    /// How many hours in all.
    #[serde(default)]
    pub hours: Option<f64>,
    /// How many of the activities were thought over with a peer.
    #[serde(default)]
    pub with_peer: Option<u32>,
}

impl Shape for CpdRule {
    fn roles(&self) -> Vec<&Term> {
        self.applies.roles()
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        let fewer = self.activities < other.activities
            || self.hours < other.hours
            || self.with_peer < other.with_peer;
        (fewer || self.applies != other.applies).then(|| "it asks for less".to_owned())
    }
}

/// A review of a stage of working life.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct MilestoneRule {
    /// Of which stage.
    pub stage: Milestoned,
    /// Its name in the worker's record.
    pub milestone: Spanned<Term>,
    /// How long there is from the first day of the stage.
    pub within: Spanned<Interval>,
    /// Whether it is held only where a day for it is agreed.
    #[serde(default)]
    pub optional: bool,
}

/// A stage of working life that has reviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Milestoned {
    /// The assessed and supported year.
    Asye,
    /// Probation.
    Probation,
}

impl Shape for MilestoneRule {
    fn intervals(&mut self) -> Vec<&mut Interval> {
        vec![&mut self.within.value]
    }

    fn figure(&self) -> Option<Interval> {
        Some(self.within.value)
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        if self.optional && !other.optional {
            return Some("it is no longer asked of everybody".to_owned());
        }
        longer(self.within.value, other.within.value)
    }
}

/// The meetings of the appraisal year.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Appraisal {
    /// Whose.
    #[serde(default)]
    pub applies: WorkerSelection,
    /// The day on which the appraisal year begins.
    pub year_from: Spanned<MonthDay>,
    /// Its meetings.
    pub meetings: Vec<Meeting>,
}

/// A meeting of the appraisal year.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Meeting {
    /// Its stage in the record: start, mid-year, end.
    pub stage: Spanned<Term>,
    /// By which day of the year.
    pub by: Spanned<MonthDay>,
}

impl Shape for Appraisal {
    fn roles(&self) -> Vec<&Term> {
        self.applies.roles()
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        (self.meetings != other.meetings || self.applies != other.applies)
            .then(|| "its meetings are other ones".to_owned())
    }
}

/// Somebody who looks at each worker's file, or countersigns it, from time to time.
#[derive(Debug, Deserialize)]
pub struct FileCheck {
    /// Whose file.
    #[serde(default)]
    pub applies: WorkerSelection,
    /// The roles, one of which does it.
    pub by: Vec<Term>,
    /// The longest time from one to the next.
    pub every: Spanned<Interval>,
}

impl Shape for FileCheck {
    fn intervals(&mut self) -> Vec<&mut Interval> {
        vec![&mut self.every.value]
    }

    fn figure(&self) -> Option<Interval> {
        Some(self.every.value)
    }

    fn roles(&self) -> Vec<&Term> {
        self.applies.roles().into_iter().chain(&self.by).collect()
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        if self.applies != other.applies || self.by != other.by {
            return Some("it is about other files or done by others".to_owned());
        }
        longer(self.every.value, other.every.value)
    }
}

/// How many records each auditor looks at.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct AuditSampling {
    /// The roles that audit.
    pub auditors: Vec<Term>,
    /// How many each.
    pub each: Spanned<u32>,
    /// In which stretches of the calendar.
    pub in_each: Bucket,
    /// How long a record that was audited is left out of the draw.
    #[serde(default)]
    pub not_again_within: Option<Interval>,
}

impl Shape for AuditSampling {
    fn intervals(&mut self) -> Vec<&mut Interval> {
        self.not_again_within.iter_mut().collect()
    }

    fn roles(&self) -> Vec<&Term> {
        self.auditors.iter().collect()
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        (self.each.value < other.each.value || self.auditors != other.auditors)
            .then(|| "fewer are audited, or by others".to_owned())
    }
}
