//! How often workers are supervised, by whom, in what sessions, and what an absence does.

use serde::Deserialize;

use super::{Shape, WorkerSelection, is_longer, longer};
use crate::calendar::{Bucket, Cadence, Interval};
use crate::record::Term;
use crate::record::absence::AbsenceType;
use crate::record::session::SessionType;
use crate::source::{Span, Spanned};

/// How often some workers are supervised, and how long a session is.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SupervisionRule {
    /// To whom and when it applies; to everyone where nothing is said.
    #[serde(default)]
    pub applies: WorkerSelection,
    /// The stream of supervision that it is about; the main one where none is named.
    #[serde(default)]
    pub stream: Option<Spanned<Term>>,
    /// The longest time from one session to the next.
    #[serde(default)]
    pub every: Option<Spanned<Interval>>,
    /// Or: a session in each stretch of the calendar.
    #[serde(default)]
    pub once_in_each: Option<Spanned<Bucket>>,
    /// Or: so many sessions in a time.
    #[serde(default)]
    pub at_least: Option<Spanned<Times>>,
    /// Or: a session after so much of an activity, of which the store keeps no log.
    #[serde(default)]
    pub every_activity: Option<Spanned<Activity>>,
    /// Or: as often as the agreement says.
    #[serde(default)]
    pub as_agreed: Option<Spanned<bool>>,
    /// The shortest session, in minutes.
    #[serde(default)]
    pub at_least_minutes: Option<Spanned<u32>>,
    /// The longest session, in minutes.
    #[serde(default)]
    pub at_most_minutes: Option<Spanned<u32>>,
    /// How long a session usually is, in minutes. Nothing is judged by it.
    #[serde(default)]
    pub typical_minutes: Option<Spanned<u32>>,
    /// That part-time workers may agree on shorter sessions, in proportion to their hours.
    #[serde(default)]
    pub pro_rata: Option<ProRata>,
    /// The decision without which the rule goes on past its end.
    #[serde(default)]
    pub goes_on_without: Option<NeededDecision>,
}

/// So many times in a time.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Times {
    /// How many.
    pub times: u32,
    /// In what.
    #[serde(rename = "in")]
    pub within: Within,
}

/// The time in which so many are asked for: any stretch so long, or each stretch of the calendar.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(untagged)]
pub enum Within {
    /// Each of these.
    Each(Bucket),
    /// Any so long.
    Any(Interval),
}

/// So much of an activity.
#[derive(Clone, Debug, Deserialize)]
pub struct Activity {
    /// How much.
    pub count: u32,
    /// Of what: shifts, visits.
    pub of: String,
}

/// Shorter sessions for shorter hours.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ProRata {
    /// The hours of a full week.
    pub full_time_hours: f64,
}

/// What a rule waits for before it ends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NeededDecision {
    /// A step down, recorded in a session with its reason.
    StepDown,
    /// A review of the stage, by its name, entered as held.
    Milestone(Term),
}

impl SupervisionRule {
    /// How often; none where it asks for what cannot be counted in days.
    pub fn cadence(&self) -> Option<Cadence> {
        if let Some(every) = &self.every {
            return Some(Cadence::Every(every.value));
        }
        if let Some(bucket) = &self.once_in_each {
            let bucket = bucket.value;
            return Some(Cadence::InEach { times: 1, bucket });
        }
        let Times { times, within } = self.at_least.as_ref()?.value;
        Some(match within {
            Within::Each(bucket) => Cadence::InEach { times, bucket },
            Within::Any(within) => Cadence::InAny { times, within },
        })
    }

    /// Where it says how often.
    pub fn cadence_at(&self) -> Option<Span> {
        let every = self.every.as_ref().map(|every| every.span);
        every
            .or(self.once_in_each.as_ref().map(|bucket| bucket.span))
            .or(self.at_least.as_ref().map(|times| times.span))
            .or(self.every_activity.as_ref().map(|activity| activity.span))
            .or(self.as_agreed.as_ref().map(|agreed| agreed.span))
    }
}

impl Shape for SupervisionRule {
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
        let minutes = |rule: &Self| {
            rule.at_least_minutes
                .as_ref()
                .map_or(0, |minutes| minutes.value)
        };
        if minutes(self) < minutes(other) {
            return Some(format!(
                "{} minutes are shorter than {}",
                minutes(self),
                minutes(other)
            ));
        }
        if self.applies != other.applies {
            return Some("it is about other workers or another stage".to_owned());
        }
        match (self.cadence(), other.cadence()) {
            (Some(Cadence::Every(own)), Some(Cadence::Every(theirs))) => longer(own, theirs),
            (Some(own), Some(theirs)) => {
                let days = ["2026-01-31", "2026-07-01"].map(|day| day.parse().expect("a day"));
                let mut days = days.into_iter();
                days.any(|day| theirs.is_stricter_than(own, day))
                    .then(|| format!("{own} is less often than {theirs}"))
            }
            (None, Some(theirs)) => Some(format!("it no longer asks for a session {theirs}")),
            (_, None) => None,
        }
    }
}

/// Which types of session count towards the interval.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SessionsThatCount {
    /// The types.
    pub types: Vec<SessionType>,
    /// The types in which a case may be discussed so that its clock begins anew; the same types where nothing is said.
    #[serde(default)]
    pub for_cases: Option<Vec<SessionType>>,
    /// Whether a session that was not face to face counts.
    #[serde(default = "yes")]
    pub remote: bool,
    /// Only those held by the line manager of the day, or by who stands in.
    #[serde(default)]
    pub held_by: Option<Spanned<Party>>,
}

fn yes() -> bool {
    true
}

/// Who holds a session.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// The line manager on that day.
    LineManager,
    /// Somebody in one of these roles on that day.
    Roles(Vec<Term>),
}

fn roles_of(party: Option<&Spanned<Party>>) -> Vec<&Term> {
    match party.map(|party| &party.value) {
        Some(Party::Roles(roles)) => roles.iter().collect(),
        Some(Party::LineManager) | None => Vec::new(),
    }
}

impl Shape for SessionsThatCount {
    fn roles(&self) -> Vec<&Term> {
        roles_of(self.held_by.as_ref())
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        let more = self.types.iter().find(|kind| !other.types.contains(kind));
        if more.is_some() {
            return Some("it lets more types of session count".to_owned());
        }
        (self.remote && !other.remote || self.held_by != other.held_by && other.held_by.is_some())
            .then(|| "it lets more sessions count".to_owned())
    }
}

/// A second supervision beside the line manager's, with a clock of its own.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Stream {
    /// What a sentence calls it.
    pub title: String,
    /// The types of session that count.
    pub types: Vec<SessionType>,
    /// Who holds them.
    #[serde(default)]
    pub held_by: Option<Spanned<Party>>,
}

impl Shape for Stream {
    fn roles(&self) -> Vec<&Term> {
        roles_of(self.held_by.as_ref())
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        (self.types != other.types || self.held_by != other.held_by)
            .then(|| "other sessions count".to_owned())
    }
}

/// What an absence does to what falls due.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Absence {
    /// The absences during which nothing falls due.
    pub suspends: Vec<AbsenceType>,
    /// How long after the return there is for a session that would have fallen due during the absence or in that time. A
    /// later one stays as it is.
    pub on_return: Spanned<Interval>,
    /// Whose absences; the worker's where nothing is said.
    #[serde(default = "worker_alone")]
    pub of: Vec<Away>,
}

/// Who is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Away {
    /// The worker.
    Worker,
    /// The supervisor.
    Supervisor,
}

fn worker_alone() -> Vec<Away> {
    vec![Away::Worker]
}

impl Shape for Absence {
    fn intervals(&mut self) -> Vec<&mut Interval> {
        vec![&mut self.on_return.value]
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        if is_longer(self.on_return.value, other.on_return.value) {
            return longer(self.on_return.value, other.on_return.value);
        }
        let more = self
            .suspends
            .iter()
            .find(|kind| !other.suspends.contains(kind));
        (more.is_some() || self.of.len() > other.of.len())
            .then(|| "more absences put a session off".to_owned())
    }
}
