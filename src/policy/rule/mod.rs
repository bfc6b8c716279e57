//! The shapes of rule that a pack can say. Data only: `due` and `rules` give them their effect.
//!
//! Every rule has the same head ([`Rule`]) and a shape of its own, which is one of the types in the files beside this.
//! To add a shape: its type with [`Shape`], a row in the table of [`super::pack`], its place in the schema of packs, a
//! schedule in `due`, and a paragraph in the page that teaches the language.

mod agreement;
mod case;
mod file;
mod noted;
mod practice;
mod recording;
mod selection;
mod worker;

use std::ops::Deref;

use serde::Deserialize;

pub use agreement::{
    AgreementReviewRule, AgreementRule, HistoryRule, ReviewWith, SignedBy, SigningRole,
};
pub use case::{
    CaseRule, Deadline, Depth, DoneBy, Event, EverySession, FirstConsideration, Longer,
    NeededBefore, Precedence, Reflective, Single,
};
pub use file::{
    Appraisal, AuditSampling, CpdRule, FileCheck, Meeting, MilestoneRule, Milestoned, Renewal,
    Window,
};
pub use noted::{Booking, FileLayout, Noted};
pub use practice::{PointsOf, PracticePoint, PracticePoints};
pub use recording::{
    Cancellation, Disagreement, Keep, Of, RecordMilestone, Recorded, Recording, Retained, Retention,
};
pub use selection::{CaseSelection, Hours, Stage, WorkerSelection};
pub use worker::{
    Absence, Activity, Away, NeededDecision, Party, ProRata, SessionsThatCount, Stream,
    SupervisionRule, Times, Within,
};

use super::vocabulary::Modality;
use crate::calendar::{Day, Interval, Nation, Period};
use crate::record::Term;
use crate::source::{Span, Spanned};
use crate::text::yaml::Both;

/// A rule of a pack: who asks, how strongly and since when, and what is asked.
#[derive(Debug)]
pub struct Rule<T> {
    /// The clauses that ask.
    pub clauses: Vec<Spanned<String>>,
    /// How strongly.
    pub modality: Modality,
    /// What it asks, in a phrase; empty where the key says enough.
    pub summary: String,
    /// How doubtful words were read.
    pub reading: Option<String>,
    /// Who may make it looser, how far, and how that is recorded.
    pub may_loosen: Vec<Loosening>,
    /// Under whose authority this one is looser than the one that it replaces.
    pub authorised_by: Option<Spanned<Term>>,
    /// When it is in force: within the pack's own time, less the time for which something replaces it.
    pub in_force: Vec<Period>,
    /// Where it stands.
    pub span: Span,
    /// Whether another stands in its place for some time.
    pub is_replaced: bool,
    /// The pack in which it stands in the place of a rule of its name, as a sentence calls that.
    pub replaces: Option<String>,
    id: Option<Spanned<Term>>,
    key: &'static str,
    from: Option<Day>,
    to: Option<Day>,
    asks: T,
}

/// What every rule may say, whatever its shape.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Head {
    #[serde(default)]
    id: Option<Spanned<Term>>,
    #[serde(default)]
    clauses: Vec<Spanned<String>>,
    #[serde(default)]
    modality: Modality,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    reading: Option<String>,
    #[serde(default)]
    from: Option<Day>,
    #[serde(default)]
    to: Option<Day>,
    #[serde(default)]
    may_loosen: Vec<Loosening>,
    #[serde(default)]
    authorised_by: Option<Spanned<Term>>,
}

/// Somebody who may make a rule looser.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Loosening {
    /// In what.
    pub by: LoosenedBy,
    /// The loosest that it may become; no bound where nothing is said.
    #[serde(default)]
    pub at_most: Option<Spanned<Interval>>,
    /// The roles that may authorise it; anybody where none is named.
    #[serde(default)]
    pub authorised_by: Vec<Term>,
    /// Who is to be told, and how soon.
    #[serde(default)]
    pub told: Option<Told>,
}

/// What makes a rule looser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LoosenedBy {
    /// The agreement of one supervisor and one supervisee.
    Agreement,
    /// A pack laid over this one.
    Overlay,
}

/// Who is told of a looser agreement.
#[derive(Clone, Debug, Deserialize)]
pub struct Told {
    /// Somebody in one of these roles.
    pub role: Vec<Term>,
    /// How soon after it is authorised.
    pub within: Interval,
}

/// What one shape of rule knows of itself.
pub trait Shape {
    /// Its intervals, for what is the same in all of them: whose working days they mean.
    fn intervals(&mut self) -> Vec<&mut Interval> {
        Vec::new()
    }

    /// The interval that it is about, where it is about one.
    fn figure(&self) -> Option<Interval> {
        None
    }

    /// The roles of which it speaks.
    fn roles(&self) -> Vec<&Term> {
        Vec::new()
    }

    /// The categories of case of which it speaks.
    fn categories(&self) -> Vec<&Term> {
        Vec::new()
    }

    /// What makes it looser than another of the same shape; nothing where it is as strict or stricter.
    fn looser_than(&self, other: &Self) -> Option<String>;

    /// Why the program does not reckon it; nothing where it does.
    fn noted(&self) -> Option<&'static str> {
        None
    }
}

impl<T: Shape> Rule<T> {
    /// Its name: its id, or the key under which it stands.
    pub fn id(&self) -> &str {
        self.id.as_ref().map_or(self.key, |id| id.as_str())
    }

    /// Where its name stands.
    pub fn id_span(&self) -> Span {
        self.id.as_ref().map_or(self.span, |id| id.span)
    }

    /// What a sentence says that it asks.
    pub fn spoken(&self) -> &str {
        if self.summary.is_empty() {
            self.id()
        } else {
            &self.summary
        }
    }

    /// The same, with the rule of another pack in the place of which it stands.
    pub fn told(&self) -> String {
        match &self.replaces {
            Some(pack) => format!(
                "{}, in the place of `{}` of {pack}",
                self.spoken(),
                self.id()
            ),
            None => self.spoken().to_owned(),
        }
    }

    /// Whether it is in force on a day.
    pub fn is_in_force(&self, day: Day) -> bool {
        self.in_force.iter().any(|period| period.contains(day))
    }

    /// The loosest that something may make it, if that may make it looser at all.
    pub fn loosening(&self, by: LoosenedBy) -> Option<&Loosening> {
        self.may_loosen.iter().find(|one| one.by == by)
    }

    /// What it asks.
    pub fn asks(&self) -> &T {
        &self.asks
    }

    pub(super) fn settle(&mut self, key: &'static str, nation: Nation) {
        self.key = key;
        let told = self.may_loosen.iter_mut();
        let told = told.filter_map(|loosening| Some(&mut loosening.told.as_mut()?.within));
        for interval in self.asks.intervals().into_iter().chain(told) {
            *interval = interval.in_nation(nation);
        }
    }

    /// Puts it in force for as long as its pack is.
    pub(super) fn enact(&mut self, pack: Period) {
        let own = match (self.from, self.to) {
            (None, to) => Period::new(pack.from, to),
            (Some(from), to) => Period::new(from, to),
        };
        self.in_force = pack.common(own).into_iter().collect();
    }

    /// Takes it out of force for a while.
    pub(super) fn suspend(&mut self, meanwhile: &[Period]) {
        self.is_replaced = true;
        for period in meanwhile {
            let left = self.in_force.iter().flat_map(|own| own.without(*period));
            self.in_force = left.collect();
        }
    }
}

impl<T> Deref for Rule<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.asks
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rule<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned {
            value: Both(head, asks),
            span,
        } = Spanned::<Both<Head, T>>::deserialize(deserializer)?;
        Ok(Self {
            clauses: head.clauses,
            modality: head.modality,
            summary: head.summary,
            reading: head.reading,
            may_loosen: head.may_loosen,
            authorised_by: head.authorised_by,
            in_force: Vec::new(),
            is_replaced: false,
            replaces: None,
            span,
            id: head.id,
            key: "",
            from: head.from,
            to: head.to,
            asks,
        })
    }
}

/// The rules of one shape in a pack, in the order written.
#[derive(Debug)]
pub struct Rules<T>(pub(super) Vec<Rule<T>>);

impl<T> Default for Rules<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Shape> Rules<T> {
    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Rule<T>> {
        self.0.iter()
    }

    /// Those in force on a day.
    pub fn on(&self, day: Day) -> impl Iterator<Item = &Rule<T>> {
        self.0.iter().filter(move |rule| rule.is_in_force(day))
    }

    /// The first of those in force on a day: of a shape of which a pack has one.
    pub fn one_on(&self, day: Day) -> Option<&Rule<T>> {
        self.on(day).next()
    }
}

impl<'a, T: Shape> IntoIterator for &'a Rules<T> {
    type Item = &'a Rule<T>;
    type IntoIter = std::slice::Iter<'a, Rule<T>>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rules<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self)
    }
}

/// Whether one interval is longer than another, whatever day they are counted from.
fn is_longer(one: Interval, than: Interval) -> bool {
    // In the shortest month: where weeks and months tie there, the weeks are never the longer.
    let days = ["2026-02-01", "2026-07-01"].map(|text| text.parse().expect("a day"));
    days.into_iter()
        .any(|from| than.is_stricter_than(one, from))
}

/// That an interval is longer than it was, in words.
fn longer(one: Interval, than: Interval) -> Option<String> {
    is_longer(one, than).then(|| format!("{one} is longer than {than}"))
}
