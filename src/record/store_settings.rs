//! The store's own settings: whose it is, which policies are in force, what it holds elsewhere.

use serde::Deserialize;

use super::held::held;
use super::id::{PersonId, RecordId, Term};
use crate::calendar::Day;
use crate::source::Spanned;

/// `supervision.yaml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct StoreSettings {
    /// The store's id; sign-offs name it.
    pub id: Spanned<Term>,
    /// The council or agency.
    pub organisation: String,
    /// The protective marking on every document (R14a).
    pub marking: String,
    /// The sentence that says whose records they are (R14a).
    #[serde(default)]
    pub notice: Option<String>,
    /// The day on which an example or an archive is read.
    #[serde(default)]
    pub as_of: Option<Spanned<Day>>,
    /// What the case system is called.
    #[serde(default)]
    pub case_system: Option<String>,
    /// The packs in force, each from its day. Several may be in force together.
    pub policies: Vec<PolicyInForce>,
    /// Other stores that hold the rest.
    #[serde(default)]
    pub links: Vec<Link>,
    /// Teams to which the standard file does not apply (R13c).
    #[serde(default)]
    pub exempt_teams: Vec<ExemptTeam>,
    /// What a sign-off needs here, over time.
    #[serde(default)]
    pub sign_off: Vec<SignOffAsked>,
    /// Levels of findings that the store has changed.
    #[serde(default)]
    pub severities: std::collections::BTreeMap<String, Spanned<Level>>,
    /// Findings that somebody has accepted, with reason and end.
    #[serde(default)]
    pub accepted: Vec<Accepted>,
}

/// A pack and when it is in force.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct PolicyInForce {
    /// The pack's id.
    pub pack: Spanned<Term>,
    /// From this day.
    pub from: Spanned<Day>,
    /// To this day, if it has ended.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
    /// The earlier pack that it replaces from its first day on.
    #[serde(default)]
    pub replaces: Option<Spanned<Term>>,
}

/// What a sign-off needs, and from when.
#[derive(Clone, Debug, Deserialize)]
pub struct SignOffAsked {
    /// From this day.
    pub from: Spanned<Day>,
    /// To this day, if it has ended.
    #[serde(default)]
    pub to: Option<Spanned<Day>>,
    /// What is asked.
    pub asks: Spanned<Assurance>,
}

/// How sure it is that whoever is named has signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assurance {
    /// A statement says so.
    Statement,
    /// Their key has signed the statement.
    Key,
}

/// Another store and what it holds.
#[derive(Debug, Deserialize)]
pub struct Link {
    /// Its id.
    pub store: Spanned<Term>,
    /// What stands there and not here.
    pub holds: Vec<Holds>,
}

/// A half of the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// The workers' files.
    Workers,
    /// The children's records.
    Children,
}

/// A team outside the standard file, and why.
#[derive(Debug, Deserialize)]
pub struct ExemptTeam {
    /// The team.
    pub team: Spanned<Term>,
}

/// A level that a store gives to a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// As an error.
    Error,
    /// As a warning.
    Warning,
    /// As a note.
    Note,
    /// Not at all.
    Off,
}

/// A finding that has been accepted.
#[derive(Debug, Deserialize)]
pub struct Accepted {
    /// Which finding.
    pub code: Spanned<Term>,
    /// On which record; on all of them where none is named.
    #[serde(default)]
    pub record: Option<Spanned<RecordId>>,
    /// Who accepted it.
    pub by: Spanned<PersonId>,
    /// Until when.
    pub until: Spanned<Day>,
}

held!(PolicyInForce, SignOffAsked);

impl StoreSettings {
    /// The packs in force on a day, in the order written.
    pub fn packs_on(&self, day: Day) -> impl Iterator<Item = &PolicyInForce> {
        use crate::calendar::Held;
        self.policies
            .iter()
            .filter(move |policy| policy.period().contains(day))
    }

    /// What says that a sign-off of a day needs a key, where it does.
    pub fn key_asked_on(&self, day: Day) -> Option<&SignOffAsked> {
        use crate::calendar::Held;
        let mut asked = self.sign_off.iter();
        asked.find(|asked| asked.asks.value == Assurance::Key && asked.period().contains(day))
    }

    /// Whether a half of the records is kept in another store.
    pub fn holds_elsewhere(&self, half: Holds) -> bool {
        self.links.iter().any(|link| link.holds.contains(&half))
    }
}
