//! Who asks for what a rule finds undone: the clauses, and the lines of the packs in which they stand.

use crate::calendar::Day;
use crate::diag::{Citation, Diagnostic, Severity};
use crate::due::Facts;
use crate::policy::Pack;
use crate::source::{Span, Spanned};

/// The clauses that ask for something on a day.
#[derive(Default)]
pub(super) struct AskedBy {
    because: Vec<Citation>,
    at: Vec<Span>,
}

impl AskedBy {
    /// The clauses that a rule of the packs in force cites.
    pub(super) fn rule<'a>(
        facts: &Facts<'a>,
        day: Day,
        clauses: impl Fn(&'a Pack) -> Option<&'a Vec<Spanned<String>>>,
    ) -> Self {
        let mut asked = Self::default();
        for pack in facts.policy.on(day) {
            let Some(clauses) = clauses(pack) else {
                continue;
            };
            asked.because.extend(pack.cite(clauses));
            asked.at.extend(clauses.first().map(|clause| clause.span));
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
