//! Findings collected, put in one order and counted.

use super::{Code, Diagnostic, Severity};
use crate::source::Sources;

/// Findings in the making; [`Diagnostics::into_sorted`] gives them their order.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

/// How many findings there are at each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
}

impl Diagnostics {
    /// Nothing collected yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Collects one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Collects those of another collection.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The findings as they came.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// Applies the store's own severities: `level` gives the level of a code, or `None` where the store is silent;
    /// `Some(None)` turns the code off.
    pub fn with_levels(self, level: impl Fn(Code) -> Option<Option<Severity>>) -> Self {
        let judge = |mut diagnostic: Diagnostic| match level(diagnostic.code) {
            None => Some(diagnostic),
            Some(None) => None,
            Some(Some(severity)) => {
                diagnostic.severity = severity;
                Some(diagnostic)
            }
        };
        Self(self.0.into_iter().filter_map(judge).collect())
    }

    /// The findings in their one order: path, place, code, words. Equal ones stand once.
    pub fn into_sorted(mut self, sources: &Sources) -> Vec<Diagnostic> {
        self.0.sort_by(|a, b| {
            let path = |finding: &Diagnostic| sources.file(finding.primary.span.source).path();
            let key = |finding: &Diagnostic| (finding.primary.span.start, finding.code);
            path(a)
                .cmp(path(b))
                .then_with(|| key(a).cmp(&key(b)))
                .then_with(|| a.message.cmp(&b.message))
        });
        self.0.dedup();
        self.0
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(findings: I) -> Self {
        Self(findings.into_iter().collect())
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, findings: I) {
        self.0.extend(findings);
    }
}

impl Counts {
    /// Counts findings by level.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => counts.error += 1,
                Severity::Warning => counts.warning += 1,
                Severity::Note => counts.note += 1,
            }
        }
        counts
    }
}
