//! How often cases are discussed, by when, in what order, and what each session says of them.

use serde::Deserialize;

use super::{CaseSelection, Shape, is_longer, longer};
use crate::calendar::Interval;
use crate::record::Term;
use crate::source::Spanned;

/// How often some cases are discussed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct CaseRule {
    /// To which cases it applies; to every case where nothing is said.
    #[serde(default)]
    pub applies: CaseSelection,
    /// How deep the discussion is; each depth has a clock of its own.
    #[serde(default)]
    pub depth: Depth,
    /// Whether the case is also discussed in full at every session.
    #[serde(default)]
    pub every_session: Option<EverySession>,
    /// The longest time from one such discussion to the next.
    pub at_most: Spanned<Interval>,
    /// When it may be longer, and who may say so.
    #[serde(default)]
    pub longer: Vec<Longer>,
}

/// How deep a discussion of a case goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// In full.
    #[default]
    Full,
    /// Acknowledged as open, or more.
    Acknowledged,
    /// In depth and reflective.
    Reflective,
}

impl Depth {
    /// Its name in ids.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Acknowledged => "acknowledged",
            Self::Reflective => "reflective",
        }
    }
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

impl Shape for CaseRule {
    fn intervals(&mut self) -> Vec<&mut Interval> {
        let longer = self
            .longer
            .iter_mut()
            .map(|longer| &mut longer.at_most.value);
        std::iter::once(&mut self.at_most.value)
            .chain(longer)
            .collect()
    }

    fn figure(&self) -> Option<Interval> {
        Some(self.at_most.value)
    }

    fn roles(&self) -> Vec<&Term> {
        let longer = self.longer.iter();
        let longer =
            longer.flat_map(|one| one.applies.roles().into_iter().chain(&one.authorised_by));
        self.applies.roles().into_iter().chain(longer).collect()
    }

    fn categories(&self) -> Vec<&Term> {
        let longer = self.longer.iter().flat_map(|one| one.applies.categories());
        self.applies
            .categories()
            .into_iter()
            .chain(longer)
            .collect()
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        if is_longer(self.at_most.value, other.at_most.value) {
            return longer(self.at_most.value, other.at_most.value);
        }
        if self.applies != other.applies || self.depth != other.depth {
            return Some("it is about other cases or another depth".to_owned());
        }
        if other.every_session.is_some() && self.every_session != other.every_session {
            return Some("it no longer asks for a full discussion at every session".to_owned());
        }
        let allowed = |longer: &Longer| {
            other.longer.iter().any(|known| {
                known.applies == longer.applies
                    && known.authorised_by == longer.authorised_by
                    && !is_longer(longer.at_most.value, known.at_most.value)
            })
        };
        let more = self.longer.iter().find(|longer| !allowed(longer));
        more.map(|more| format!("it lets {} be authorised", more.summary))
    }
}

/// By when something is done about a newly allocated child.
#[derive(Debug, Deserialize)]
pub struct FirstConsideration {
    /// How long there is.
    pub within: Spanned<Interval>,
}

impl Shape for FirstConsideration {
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

/// A day by which a case is discussed after something has happened to it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Deadline {
    /// To which cases it applies.
    #[serde(default)]
    pub applies: CaseSelection,
    /// What sets it off.
    pub after: Spanned<Event>,
    /// How long there is.
    pub within: Spanned<Interval>,
    /// How long it takes before what is done counts: for the review of a status that has lasted so long.
    #[serde(default)]
    pub not_before: Option<Interval>,
    /// What settles it.
    #[serde(default)]
    pub done_by: DoneBy,
}

/// Something that happens to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// It was opened: the referral was taken on.
    Opened,
    /// A worker was given the case, for the first time or anew.
    Allocation,
    /// A worker was given the case after another.
    ReAllocation,
    /// Its category changed.
    Category,
    /// The placement changed.
    Placement,
    /// A stage of proceedings began.
    Proceedings,
    /// It was closed.
    Closing,
}

impl Event {
    /// What a sentence calls it.
    pub fn spoken(self) -> &'static str {
        match self {
            Self::Opened => "the case was opened",
            Self::Allocation => "the case was allocated",
            Self::ReAllocation => "the case was re-allocated",
            Self::Category => "the category changed",
            Self::Placement => "the placement changed",
            Self::Proceedings => "proceedings began",
            Self::Closing => "the case was closed",
        }
    }
}

/// What settles a deadline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DoneBy {
    /// A session that discusses the case or acknowledges it.
    #[default]
    Any,
    /// A full discussion.
    Full,
    /// A reflective discussion.
    Reflective,
    /// A manager's decision on the child's file.
    Decision,
}

impl DoneBy {
    /// What a sentence calls it.
    pub fn spoken(self) -> &'static str {
        match self {
            Self::Any => "a session that discusses or acknowledges the case",
            Self::Full => "a full discussion",
            Self::Reflective => "a reflective discussion",
            Self::Decision => "a manager's decision on the child's file",
        }
    }
}

impl Shape for Deadline {
    fn intervals(&mut self) -> Vec<&mut Interval> {
        std::iter::once(&mut self.within.value)
            .chain(&mut self.not_before)
            .collect()
    }

    fn figure(&self) -> Option<Interval> {
        Some(self.within.value)
    }

    fn roles(&self) -> Vec<&Term> {
        self.applies.roles()
    }

    fn categories(&self) -> Vec<&Term> {
        self.applies.categories()
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        if is_longer(self.within.value, other.within.value) {
            return longer(self.within.value, other.within.value);
        }
        (self.applies != other.applies
            || self.after != other.after
            || self.done_by != other.done_by
            || self.not_before != other.not_before)
            .then(|| "it is about something else".to_owned())
    }
}

/// Something that must have been done before something happens to a case.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct NeededBefore {
    /// To which cases it applies.
    #[serde(default)]
    pub applies: CaseSelection,
    /// What it comes before.
    pub before: Spanned<Event>,
    /// What is needed.
    pub needs: DoneBy,
    /// How long before at most; at any time before where nothing is said.
    #[serde(default)]
    pub within: Option<Spanned<Interval>>,
}

impl Shape for NeededBefore {
    fn intervals(&mut self) -> Vec<&mut Interval> {
        self.within
            .iter_mut()
            .map(|within| &mut within.value)
            .collect()
    }

    fn roles(&self) -> Vec<&Term> {
        self.applies.roles()
    }

    fn categories(&self) -> Vec<&Term> {
        self.applies.categories()
    }

    fn looser_than(&self, other: &Self) -> Option<String> {
        match (&self.within, &other.within) {
            (Some(own), Some(theirs)) if is_longer(own.value, theirs.value) => {
                return longer(own.value, theirs.value);
            }
            (None, Some(_)) => return Some("it may lie at any time before".to_owned()),
            _ => {}
        }
        (self.applies != other.applies || self.before != other.before || self.needs != other.needs)
            .then(|| "it is about something else".to_owned())
    }
}

/// Something that a pack asks without a figure.
#[derive(Debug, Deserialize)]
pub struct Single {}

impl Shape for Single {
    fn looser_than(&self, _: &Self) -> Option<String> {
        None
    }
}

/// Which cases come first.
#[derive(Debug, Deserialize)]
pub struct Precedence {
    /// The first that a case meets is its place.
    pub order: Vec<CaseSelection>,
}

impl Shape for Precedence {
    fn roles(&self) -> Vec<&Term> {
        self.order.iter().flat_map(CaseSelection::roles).collect()
    }

    fn categories(&self) -> Vec<&Term> {
        self.order
            .iter()
            .flat_map(CaseSelection::categories)
            .collect()
    }

    fn looser_than(&self, _: &Self) -> Option<String> {
        None
    }
}

/// How many reflective discussions a session has.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Reflective {
    /// How many.
    pub at_least: Spanned<u32>,
}

impl Shape for Reflective {
    fn looser_than(&self, other: &Self) -> Option<String> {
        (self.at_least.value < other.at_least.value).then(|| {
            format!(
                "{} are fewer than {}",
                self.at_least.value, other.at_least.value
            )
        })
    }
}
