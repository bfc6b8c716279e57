//! What follows from a change: dates that move, findings that come and go, sign-offs that fall. Two readings are compared, both as of
//! one day, so that nothing is put down to the change that only time has done.

use std::collections::BTreeMap;

use super::Verdict;
use crate::diag::{Diagnostic, Severity};
use crate::due::Due;
use crate::due::moved::{Moved, moved};
use crate::reading::Reading;
use crate::revision::kept::{Undone, undone};

/// A store at one point: its reading, what is found in it, what falls due.
pub struct Judged {
    /// The reading.
    pub reading: Reading,
    /// What is wrong with it.
    pub verdict: Verdict,
    /// What falls due.
    pub dues: Vec<Due>,
}

/// What follows from a change.
pub struct Consequences<'a> {
    /// Dates that are not the same, by way and then by day.
    pub moved: Vec<Moved<'a>>,
    /// Findings that were not there before, the gravest first.
    pub come: Vec<&'a Diagnostic>,
    /// Findings that are there no longer, the gravest first.
    pub gone: Vec<&'a Diagnostic>,
    /// What was signed and does not stand any more.
    pub undone: Vec<Undone>,
}

impl Consequences<'_> {
    /// Whether nothing follows.
    pub fn is_empty(&self) -> bool {
        self.moved.is_empty()
            && self.come.is_empty()
            && self.gone.is_empty()
            && self.undone.is_empty()
    }
}

/// Compares a store before and after a change. A finding is the same one if it has the same name, path and words, wherever it
/// stands in the file.
pub fn consequences<'a>(before: &'a Judged, after: &'a Judged) -> Consequences<'a> {
    Consequences {
        moved: moved(&before.dues, &after.dues),
        come: beyond(after, before),
        gone: beyond(before, after),
        undone: undone(&before.reading, &after.reading),
    }
}

/// The findings of one side that the other has not, each as often as it is there more.
fn beyond<'a>(one: &'a Judged, other: &Judged) -> Vec<&'a Diagnostic> {
    let mut known: BTreeMap<(String, &str, &str), usize> = BTreeMap::new();
    for finding in &other.verdict.findings {
        *known.entry(key(other, finding)).or_default() += 1;
    }
    let mut found: Vec<&Diagnostic> = Vec::new();
    for finding in &one.verdict.findings {
        match known.get_mut(&key(one, finding)) {
            Some(left) if *left > 0 => *left -= 1,
            _ => found.push(finding),
        }
    }
    found.sort_by_key(|finding| match finding.severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Note => 2,
    });
    found
}

fn key<'a>(side: &Judged, finding: &'a Diagnostic) -> (String, &'a str, &'a str) {
    let path = side
        .reading
        .sources
        .file(finding.primary.span.source)
        .path();
    (path.to_owned(), finding.code.name(), &finding.message)
}
