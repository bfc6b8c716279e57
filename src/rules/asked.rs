//! Who asks for what a rule finds undone: the clauses, and the lines of the packs in which they stand.

use crate::calendar::Day;
use crate::diag::{Citation, Diagnostic, Severity};
use crate::due::Facts;
use crate::policy::Pack;
use crate::policy::rule::{Rules, Shape};
use crate::source::Span;

/// The clauses that ask for something on a day.
#[derive(Default)]
pub(super) struct AskedBy {
    because: Vec<Citation>,
    at: Vec<Span>,
}

impl AskedBy {
    /// The clauses that a rule of the packs in force cites.
    pub(super) fn rule<'a, T: Shape + 'a>(
        facts: &Facts<'a>,
        day: Day,
        of: impl Fn(&'a Pack) -> &'a Rules<T> + 'a,
    ) -> Self {
        let mut asked = Self::default();
        for (pack, rule) in facts.policy.rules_on(day, of) {
            asked.because.extend(pack.cite(&rule.clauses));
            asked
                .at
                .extend(rule.clauses.first().map(|clause| clause.span));
        }
        asked
    }

    /// Clauses that the packs in force list, for what no figure of a pack decides.
    pub(super) fn clauses(facts: &Facts<'_>, day: Day, ids: &[&str]) -> Self {
        Self {
            because: facts.policy.cite(day, ids),
            at: facts.policy.clause_at(day, ids).into_iter().collect(),
        }
    }

    /// Whether nobody asks.
    pub(super) fn is_nobody(&self) -> bool {
        self.because.is_empty()
    }

    /// Adds to a finding who asks.
    pub(super) fn tell(self, finding: Diagnostic) -> Diagnostic {
        let finding = finding.because(self.because);
        self.at
            .into_iter()
            .fold(finding, |finding, span| finding.related(span, "asked here"))
    }
}

/// A finding whose rule is a *should* and no *must* is a warning.
pub(super) fn as_strong_as(must: bool, mut finding: Diagnostic) -> Diagnostic {
    if !must {
        finding.severity = finding.severity.max(Severity::Warning);
    }
    finding
}
