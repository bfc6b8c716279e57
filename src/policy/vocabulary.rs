//! The words of a pack: roles, categories, names of things; and its clauses, each with how strongly it asks.

use serde::Deserialize;

use crate::diag::Severity;
use crate::record::Term;
use crate::source::Spanned;

/// What a council calls things.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Words {
    /// The yearly appraisal.
    pub appraisal: Option<String>,
    /// The regulator of the profession.
    pub regulator: Option<String>,
    /// The case system.
    pub case_system: Option<String>,
}

/// A role of the service.
#[derive(Debug, Deserialize)]
pub struct Role {
    /// Its id in records.
    pub role: Spanned<Term>,
    /// What a sentence calls it.
    pub title: String,
}

/// A category of case.
#[derive(Debug, Deserialize)]
pub struct Category {
    /// Its id in records.
    pub category: Spanned<Term>,
    /// What a sentence calls it.
    pub title: String,
}

/// A clause: where it stands in the document, and what it asks in our words.
#[derive(Clone, Debug, Deserialize)]
pub struct Clause {
    /// Its id.
    pub id: Spanned<String>,
    /// Where it stands.
    pub source: String,
    /// How strongly it asks.
    #[serde(default)]
    pub modality: Modality,
    /// What it asks.
    pub summary: String,
    /// The pack whose clause it is, with its title, where that is another one.
    #[serde(skip)]
    pub(super) of: Option<(String, String)>,
}

/// How strongly a clause asks. A *should* never fails a check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Modality {
    /// It must be so.
    #[default]
    Must,
    /// It should be so.
    Should,
    /// It may be so.
    May,
}

impl Modality {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::May => "may",
        }
    }
}

impl From<Modality> for Severity {
    /// How much it matters when it is not so.
    fn from(modality: Modality) -> Self {
        match modality {
            Modality::Must => Self::Error,
            Modality::Should => Self::Warning,
            Modality::May => Self::Note,
        }
    }
}
