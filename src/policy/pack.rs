//! A pack as it is written: clauses, and rules that cite them. Reading one never fails; its mistakes are findings.

use serde::Deserialize;

use super::rule::{
    Absence, AgreementRule, CaseRule, FirstConsideration, Precedence, Reflective, Renewal, Review,
    SessionsThatCount, Single, SupervisionRule,
};
use crate::diag::{Citation, Code, Diagnostic, Severity};
use crate::record::Term;
use crate::record::schema::Schema;
use crate::source::{SourceFile, SourceId, Span, Spanned};
use crate::text::{hazard, yaml};

/// A pack that cannot be read as one.
pub const PACK_UNREADABLE: Code = Code::new("pack-unreadable");
/// A rule that cites a clause which the pack does not list.
pub const CLAUSE_UNKNOWN: Code = Code::new("clause-unknown");

/// The text of the schema of packs.
pub const SCHEMA_TEXT: &str = include_str!("../../schemas/policy-pack.schema.json");

static SCHEMA: std::sync::LazyLock<Schema> =
    std::sync::LazyLock::new(|| Schema::compile(SCHEMA_TEXT));

/// A policy as data.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Pack {
    /// Its id, by which a store names it.
    pub id: Spanned<Term>,
    /// What a sentence calls it.
    pub title: String,
    /// Whose policy it is.
    pub publisher: String,
    /// The document it is taken from.
    pub document: String,
    /// The roles it knows.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// The categories of case it knows.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// Every clause, in our words.
    #[serde(default)]
    pub clauses: Vec<Clause>,
    /// How often workers are supervised.
    #[serde(default)]
    pub supervision: Vec<Spanned<SupervisionRule>>,
    /// Which sessions count.
    #[serde(default)]
    pub sessions_that_count: Option<Spanned<SessionsThatCount>>,
    /// What an absence does.
    #[serde(default)]
    pub absence: Option<Spanned<Absence>>,
    /// How often cases are discussed in full.
    #[serde(default)]
    pub case_supervision: Vec<Spanned<CaseRule>>,
    /// By when a newly allocated child is considered.
    #[serde(default)]
    pub first_consideration: Option<Spanned<FirstConsideration>>,
    /// That a date set by a supervisor holds.
    #[serde(default)]
    pub next_discussion: Option<Spanned<Single>>,
    /// Which cases come first.
    #[serde(default)]
    pub precedence: Option<Spanned<Precedence>>,
    /// How many reflective discussions a session has.
    #[serde(default)]
    pub reflective_discussion: Option<Spanned<Reflective>>,
    /// That the last visit is looked at.
    #[serde(default)]
    pub last_visit: Option<Spanned<Single>>,
    /// That each session accounts for every case.
    #[serde(default)]
    pub every_case_at_every_session: Option<Spanned<Single>>,
    /// By when an agreement is made.
    #[serde(default)]
    pub agreement: Option<Spanned<AgreementRule>>,
    /// By when a history is written.
    #[serde(default)]
    pub history: Option<Spanned<FirstConsideration>>,
    /// How often an agreement is reviewed.
    #[serde(default)]
    pub agreement_review: Option<Spanned<Review>>,
    /// What is renewed in section 1.
    #[serde(default)]
    pub renewals: Vec<Spanned<Renewal>>,
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
#[derive(Debug, Deserialize)]
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
}

/// How strongly a clause asks. A *should* never fails a check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
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

impl Pack {
    /// How strongly clauses ask: as the strongest of them.
    pub fn modality(&self, clauses: &[Spanned<String>]) -> Modality {
        let known = clauses.iter().filter_map(|id| self.clause(id));
        let severity = |clause: &&Clause| Severity::from(clause.modality);
        known
            .min_by_key(severity)
            .map_or(Modality::Must, |clause| clause.modality)
    }

    /// The citations of clause ids, in their order; an id that the pack does not list is cited without a source.
    pub fn cite(&self, clauses: &[Spanned<String>]) -> Vec<Citation> {
        let cite = |id: &Spanned<String>| Citation {
            pack: self.id.to_string(),
            title: self.title.clone(),
            clause: id.value.clone(),
            source: self
                .clause(id)
                .map(|clause| clause.source.clone())
                .unwrap_or_default(),
        };
        clauses.iter().map(cite).collect()
    }

    /// The ids of its rules that have one, in the order written.
    pub fn rule_ids(&self) -> impl Iterator<Item = &Term> {
        let sessions = self.supervision.iter().map(|rule| &rule.id.value);
        let cases = self.case_supervision.iter().map(|rule| &rule.id.value);
        sessions
            .chain(cases)
            .chain(self.renewals.iter().map(|rule| &rule.id.value))
    }

    /// The clause with an id.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.id.value == id)
    }
}

/// Reads a pack; all its mistakes at once.
pub fn parse_pack(source: SourceId, file: &SourceFile) -> (Option<Pack>, Vec<Diagnostic>) {
    if let Some(fault) = hazard::find(file) {
        return (None, vec![fault.in_file(source)]);
    }
    let tree = match yaml::parse(file.text(), 0..file.text().len()) {
        Ok(tree) => tree,
        Err(fault) => return (None, vec![fault.in_file(source)]),
    };
    let mut found = SCHEMA.find_faults(&tree, source);
    if !found.is_empty() {
        return (None, found);
    }
    match yaml::read_typed::<Pack>(&tree, source) {
        Ok(pack) => {
            found.extend(unknown_clauses(&pack));
            (Some(pack), found)
        }
        Err(error) => {
            let span = Span::new(source, error.range.unwrap_or(0..0));
            found.push(
                Diagnostic::format_error(PACK_UNREADABLE, span, error.message)
                    .help("write what the field allows; `supervision schema policy-pack` says what that is"),
            );
            (None, found)
        }
    }
}

fn unknown_clauses(pack: &Pack) -> Vec<Diagnostic> {
    let cited = pack.cited_clauses();
    let unknown = cited
        .into_iter()
        .filter(|id| pack.clause(&id.value).is_none());
    let finding = |id: &Spanned<String>| {
        Diagnostic::format_error(
            CLAUSE_UNKNOWN,
            id.span,
            format!("the pack lists no clause `{}`", id.value),
        )
        .help("add it under `clauses:` with its source and a summary, or cite another")
    };
    unknown.map(finding).collect()
}

impl Pack {
    fn cited_clauses(&self) -> Vec<&Spanned<String>> {
        let mut cited: Vec<&Spanned<String>> = Vec::new();
        cited.extend(self.supervision.iter().flat_map(|rule| &rule.clauses));
        for rule in &self.case_supervision {
            cited.extend(
                rule.clauses
                    .iter()
                    .chain(rule.longer.iter().flat_map(|longer| &longer.clauses)),
            );
        }
        cited.extend(self.renewals.iter().flat_map(|rule| &rule.clauses));
        let singles = [
            &self.next_discussion,
            &self.last_visit,
            &self.every_case_at_every_session,
        ];
        cited.extend(singles.into_iter().flatten().flat_map(|rule| &rule.clauses));
        cited.extend(
            self.sessions_that_count
                .iter()
                .flat_map(|rule| &rule.clauses),
        );
        cited.extend(self.absence.iter().flat_map(|rule| &rule.clauses));
        cited.extend(
            self.first_consideration
                .iter()
                .chain(&self.history)
                .flat_map(|rule| &rule.clauses),
        );
        cited.extend(self.precedence.iter().flat_map(|rule| &rule.clauses));
        cited.extend(
            self.reflective_discussion
                .iter()
                .flat_map(|rule| &rule.clauses),
        );
        cited.extend(
            self.agreement
                .iter()
                .flat_map(|rule| rule.clauses.iter().chain(&rule.signed_by.clauses)),
        );
        cited.extend(self.agreement_review.iter().flat_map(|rule| &rule.clauses));
        cited
    }
}
