//! A pack as it is written: clauses, and rules that cite them. Reading one never fails; its mistakes are findings.

use serde::Deserialize;

use super::rule::{
    Absence, AgreementReviewRule, AgreementRule, Appraisal, AuditSampling, Booking, Cancellation,
    CaseRule, CpdRule, Deadline, Disagreement, FileCheck, FileLayout, FirstConsideration,
    HistoryRule, MilestoneRule, NeededBefore, Noted, PracticePoints, Precedence, Recording,
    Reflective, Renewal, Retention, Rule, Rules, SessionsThatCount, Shape, Single, Stream,
    SupervisionRule,
};
use super::vocabulary::{Category, Clause, Modality, Role, Words};
use crate::calendar::{Day, Interval, Nation, Period};
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

/// The language: every shape of rule, the key under which a pack says it, and whether it says several or one.
macro_rules! language {
    ($($(#[$doc:meta])* $field:ident: $key:literal $how:literal $shape:ty,)*) => {
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
            /// The pack that this one is laid over.
            #[serde(default)]
            pub over: Option<Spanned<Term>>,
            /// Rules of that pack that do not hold here.
            #[serde(default)]
            pub set_aside: Vec<SetAside>,
            /// Whose bank holidays are no working days.
            #[serde(default)]
            pub nation: Nation,
            /// The roles it knows.
            #[serde(default)]
            pub roles: Vec<Role>,
            /// The categories it knows.
            #[serde(default)]
            pub categories: Vec<Category>,
            /// What the council calls things.
            #[serde(default)]
            pub words: Words,
            /// Every clause, in our words.
            #[serde(default)]
            pub clauses: Vec<Clause>,
            /// The clauses of the pack that this one is laid over, which its rules may cite.
            #[serde(skip)]
            pub(super) inherited: Vec<Clause>,
            $($(#[$doc])* #[serde(default, deserialize_with = $how)] pub $field: Rules<$shape>,)*
        }

        impl Pack {
            /// The keys of the language, each with whether a pack says several rules under it.
            pub const KEYS: &[(&str, bool)] = &[$(($key, matches!($how.as_bytes()[0], b'm')),)*];

            /// Every rule, shape by shape, in the order written.
            pub fn rules(&self) -> Vec<Entry<'_>> {
                let mut entries = Vec::new();
                $(entries.extend(self.$field.iter().map(|rule| Entry::new($key, rule)));)*
                entries
            }

            /// Gives every rule the name of its key and the pack's own working days.
            fn settle(&mut self) {
                let nation = self.nation;
                $(self.$field.0.iter_mut().for_each(|rule| rule.settle($key, nation));)*
            }

            /// Puts every rule in force for as long as the pack is.
            pub(super) fn enact(&mut self, period: Period) {
                $(self.$field.0.iter_mut().for_each(|rule| rule.enact(period));)*
            }

            /// Takes a rule, by its name, out of force for a while.
            pub(super) fn suspend(&mut self, id: &str, meanwhile: &[Period]) {
                $(self.$field.0.iter_mut().filter(|rule| rule.id() == id)
                    .for_each(|rule| rule.suspend(meanwhile));)*
            }

            /// Says of a rule, by its name, in which pack it stands in the place of another.
            pub(super) fn stands_for(&mut self, id: &str, beneath: &str) {
                $(self.$field.0.iter_mut().filter(|rule| rule.id() == id)
                    .for_each(|rule| rule.replaces = Some(beneath.to_owned()));)*
            }

            /// The rules of this pack that stand in the place of a rule of one beneath, with what makes each looser.
            pub(super) fn replacing<'a>(&'a self, beneath: &'a Self) -> Vec<Replacing<'a>> {
                let mut replacing = Vec::new();
                $(for rule in &self.$field {
                    replacing.extend(
                        beneath.$field.iter().find(|other| other.id() == rule.id()).map(|other| Replacing {
                            rule: Entry::new($key, rule),
                            replaced: Entry::new($key, other),
                            looser: rule.looser_than(other),
                            figure: rule.figure(),
                        }),
                    );
                })*
                replacing
            }
        }
    };
}

language! {
    /// How often workers are supervised.
    supervision: "supervision" "many" SupervisionRule,
    /// Supervision beside the line manager's.
    streams: "streams" "many" Stream,
    /// Which sessions count.
    sessions_that_count: "sessions-that-count" "one" SessionsThatCount,
    /// How sessions are booked.
    booking: "booking" "one" Booking,
    /// What follows when a session does not take place.
    cancellation: "cancellation" "one" Cancellation,
    /// What an absence does.
    absence: "absence" "one" Absence,
    /// How often cases are discussed.
    case_supervision: "case-supervision" "many" CaseRule,
    /// By when a case is discussed after something has happened to it.
    deadlines: "deadlines" "many" Deadline,
    /// What is needed before something happens to a case.
    needed_before: "needed-before" "many" NeededBefore,
    /// By when a newly allocated child is considered.
    first_consideration: "first-consideration" "one" FirstConsideration,
    /// That a date set by a supervisor holds.
    next_discussion: "next-discussion" "one" Single,
    /// Which cases come first.
    precedence: "precedence" "one" Precedence,
    /// How many reflective discussions a session has.
    reflective_discussion: "reflective-discussion" "one" Reflective,
    /// That the last visit is looked at.
    last_visit: "last-visit" "one" Single,
    /// That each session accounts for every case.
    every_case_at_every_session: "every-case-at-every-session" "one" Single,
    /// By when an agreement is made.
    agreement: "agreement" "one" AgreementRule,
    /// By when a history is written.
    history: "history" "one" HistoryRule,
    /// How often an agreement is reviewed.
    agreement_review: "agreement-review" "one" AgreementReviewRule,
    /// By when records are written, shared, signed and entered.
    recording: "recording" "many" Recording,
    /// How long a disagreement may stay open.
    disagreement: "disagreement" "one" Disagreement,
    /// What is renewed in section 1.
    renewals: "renewals" "many" Renewal,
    /// How much professional development is recorded.
    cpd: "cpd" "many" CpdRule,
    /// The reviews of a stage of working life.
    milestones: "milestones" "many" MilestoneRule,
    /// The appraisal year.
    appraisal: "appraisal" "one" Appraisal,
    /// Who looks at each file, and how often.
    file_checks: "file-checks" "many" FileCheck,
    /// How many records are audited.
    audit_sampling: "audit-sampling" "many" AuditSampling,
    /// The points by which people look at their own practice.
    practice_points: "practice-points" "many" PracticePoints,
    /// How long records are kept.
    retention: "retention" "many" Retention,
    /// The sections of the file.
    file_layout: "file-layout" "one" FileLayout,
    /// What is asked and not reckoned.
    noted: "noted" "many" Noted,
}

fn many<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Rules<T>, D::Error> {
    Rules::deserialize(deserializer)
}

fn one<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Rules<T>, D::Error> {
    Rule::deserialize(deserializer).map(|rule| Rules(vec![rule]))
}

/// A rule of any shape, as far as all shapes are alike.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The key under which it stands.
    pub key: &'static str,
    /// Its name.
    pub id: &'a str,
    /// Where its name stands.
    pub id_span: Span,
    /// Where it stands.
    pub span: Span,
    /// The clauses that ask.
    pub clauses: &'a [Spanned<String>],
    /// How strongly.
    pub modality: Modality,
    /// What it asks, in a phrase.
    pub summary: &'a str,
    /// How doubtful words were read.
    pub reading: Option<&'a str>,
    /// When it is in force.
    pub in_force: &'a [Period],
    /// Who may make it looser.
    pub may_loosen: &'a [super::rule::Loosening],
    /// Under whose authority it is looser than what it replaces.
    pub authorised_by: Option<&'a Spanned<Term>>,
    /// The roles of which it speaks.
    pub roles: Vec<&'a Term>,
    /// The categories of case of which it speaks.
    pub categories: Vec<&'a Term>,
    /// Whether another stands in its place for some time.
    pub is_replaced: bool,
    /// Why the program does not reckon it, where it does not.
    pub noted: Option<&'static str>,
}

impl<'a> Entry<'a> {
    fn new<T: Shape>(key: &'static str, rule: &'a Rule<T>) -> Self {
        Self {
            key,
            id: rule.id(),
            id_span: rule.id_span(),
            span: rule.span,
            clauses: &rule.clauses,
            modality: rule.modality,
            summary: &rule.summary,
            reading: rule.reading.as_deref(),
            in_force: &rule.in_force,
            may_loosen: &rule.may_loosen,
            authorised_by: rule.authorised_by.as_ref(),
            roles: rule.roles(),
            categories: rule.categories(),
            is_replaced: rule.is_replaced,
            noted: rule.noted(),
        }
    }

    /// What a sentence says that it asks.
    pub fn spoken(&self) -> &'a str {
        if self.summary.is_empty() {
            self.id
        } else {
            self.summary
        }
    }

    /// Whether it is in force on a day.
    pub fn is_in_force(&self, day: Day) -> bool {
        self.in_force.iter().any(|period| period.contains(day))
    }
}

/// A rule that stands in the place of another.
#[derive(Debug)]
pub(super) struct Replacing<'a> {
    /// The rule.
    pub(super) rule: Entry<'a>,
    /// The one beneath.
    pub(super) replaced: Entry<'a>,
    /// What makes it looser, where it is.
    pub(super) looser: Option<String>,
    /// Its interval, where it has one.
    pub(super) figure: Option<Interval>,
}

/// A rule of the pack beneath that does not hold here.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SetAside {
    /// The rule's name in the pack beneath.
    pub rule: Spanned<Term>,
    /// Why.
    pub reason: String,
    /// Under whose authority.
    #[serde(default)]
    pub authorised_by: Option<Spanned<Term>>,
}

impl Pack {
    /// How strongly clauses ask: as the strongest of them.
    pub fn modality(&self, clauses: &[Spanned<String>]) -> Modality {
        let known = clauses.iter().filter_map(|id| self.cited(id));
        let severity = |clause: &&Clause| Severity::from(clause.modality);
        known
            .min_by_key(severity)
            .map_or(Modality::Must, |clause| clause.modality)
    }

    /// The citations of clause ids, in their order; an id that the pack does not list is cited without a source.
    pub fn cite(&self, clauses: &[Spanned<String>]) -> Vec<Citation> {
        let cite = |id: &Spanned<String>| {
            let clause = self.cited(id);
            let of = clause.and_then(|clause| clause.of.clone());
            let (pack, title) = of.unwrap_or_else(|| (self.id.to_string(), self.title.clone()));
            Citation {
                pack,
                title,
                clause: id.value.clone(),
                source: clause
                    .map(|clause| clause.source.clone())
                    .unwrap_or_default(),
            }
        };
        clauses.iter().map(cite).collect()
    }

    /// The clause of its own with an id.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.id.value == id)
    }

    /// The clause with an id, of its own or of the pack beneath.
    pub fn cited(&self, id: &str) -> Option<&Clause> {
        let beneath = || self.inherited.iter().find(|clause| clause.id.value == id);
        self.clause(id).or_else(beneath)
    }

    /// Every clause id that a rule cites.
    pub fn cited_clauses(&self) -> Vec<&Spanned<String>> {
        let rules = self.rules();
        let mut cited: Vec<&Spanned<String>> =
            rules.into_iter().flat_map(|entry| entry.clauses).collect();
        let longer = self.case_supervision.iter().flat_map(|rule| &rule.longer);
        cited.extend(longer.flat_map(|longer| &longer.clauses));
        cited.extend(
            self.agreement
                .iter()
                .flat_map(|rule| &rule.signed_by.clauses),
        );
        cited
    }

    /// Takes over the clauses of the pack beneath.
    pub(super) fn inherit(&mut self, beneath: &Self) {
        let of = (beneath.id.to_string(), beneath.title.clone());
        let clauses = beneath.clauses.iter().map(|clause| Clause {
            of: Some(of.clone()),
            ..clause.clone()
        });
        self.inherited = clauses.chain(beneath.inherited.iter().cloned()).collect();
    }
}

/// Reads a pack; all its mistakes at once. One that is laid over another may cite that one's clauses: whether those are
/// there is seen when the two meet.
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
        Ok(mut pack) => {
            pack.settle();
            if pack.over.is_none() {
                found.extend(unknown_clauses(&pack));
            }
            found.extend(names_twice(&pack));
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

/// The clauses that a pack cites and nobody lists.
pub(super) fn unknown_clauses(pack: &Pack) -> Vec<Diagnostic> {
    let cited = pack.cited_clauses();
    let unknown = cited
        .into_iter()
        .filter(|id| pack.cited(&id.value).is_none());
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

/// Two rules, or two clauses, of one name: nobody could say which is meant.
fn names_twice(pack: &Pack) -> Vec<Diagnostic> {
    let rules = pack.rules();
    let rules = rules.iter().map(|entry| (entry.id, entry.id_span, "rule"));
    let clauses = pack
        .clauses
        .iter()
        .map(|clause| (clause.id.as_str(), clause.id.span, "clause"));
    let mut seen = std::collections::BTreeMap::new();
    let mut found = Vec::new();
    for (id, span, what) in rules.chain(clauses) {
        match seen.get(&(what, id)) {
            None => {
                seen.insert((what, id), span);
            }
            Some(first) => found.push(
                Diagnostic::format_error(
                    PACK_UNREADABLE,
                    span,
                    format!("the pack has a {what} `{id}` already"),
                )
                .related(*first, "here")
                .help("give one of the two another name"),
            ),
        }
    }
    found
}
