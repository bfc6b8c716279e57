//! Which errors a change brings: those that stand in the way of a commit or a push.
//!
//! Whoever mends one record is not held up by what others have left undone, nor by what has fallen due in the meantime. So
//! only errors count that were not there before, read on the same day; and, in a record that is itself changed, every error
//! of form, because a record that cannot be read is never worth keeping as it is.
//!
//! What was not done, or was done otherwise than the policy asks, is said and does not stand in the way: the record of it is right, and
//! whoever could not keep it would have to leave it out or write what is not so.

use std::collections::{BTreeMap, BTreeSet};

use super::Verdict;
use crate::diag::{Diagnostic, Severity};
use crate::reading::Reading;

/// Findings of practice, not of the record: what has not been done in time, or was done otherwise than is asked.
pub const OF_PRACTICE: [&str; 18] = [
    "agreement-looser-than-policy",
    "agreement-missing",
    "agreement-review-overdue",
    "case-acknowledged-by-one",
    "case-deadline-missed",
    "case-unaccounted-for",
    "checklist-missing",
    "discussion-overdue",
    "first-consideration-overdue",
    "full-discussion-skipped",
    "history-missing",
    "history-undiscussed",
    "interval-unauthorised",
    "note-missing",
    "reflection-missing",
    "renewal-overdue",
    "session-overdue",
    "session-too-short",
];

/// The errors that stand in the way of a change.
pub fn brought<'a>(
    after: (&Reading, &'a Verdict),
    before: Option<(&Reading, &Verdict)>,
) -> Vec<&'a Diagnostic> {
    let is_of_record = |finding: &&Diagnostic| !OF_PRACTICE.contains(&finding.code.name());
    new(after, before)
        .into_iter()
        .filter(is_of_record)
        .collect()
}

/// The errors of practice that a change brings to light, and that stand in nobody's way.
pub fn brought_to_light<'a>(
    after: (&Reading, &'a Verdict),
    before: Option<(&Reading, &Verdict)>,
) -> Vec<&'a Diagnostic> {
    let is_of_practice = |finding: &&Diagnostic| OF_PRACTICE.contains(&finding.code.name());
    new(after, before)
        .into_iter()
        .filter(is_of_practice)
        .collect()
}

/// The errors that were not there before, and those of form in what is changed. Without a state before, all of them.
fn new<'a>(
    after: (&Reading, &'a Verdict),
    before: Option<(&Reading, &Verdict)>,
) -> Vec<&'a Diagnostic> {
    let (reading, verdict) = after;
    let errors = verdict.findings.iter();
    let errors = errors.filter(|finding| finding.severity == Severity::Error);
    let Some((earlier, known)) = before else {
        return errors.collect();
    };
    let known: BTreeSet<_> = known
        .findings
        .iter()
        .map(|finding| (path(earlier, finding), finding.code, &finding.message))
        .collect();
    let changed: BTreeSet<String> = changed(Some(earlier), reading).into_iter().collect();
    let stands = |finding: &&Diagnostic| {
        let path = path(reading, finding);
        let of_form = finding.because.is_empty();
        (of_form && changed.contains(path))
            || !known.contains(&(path, finding.code, &finding.message))
    };
    errors.filter(stands).collect()
}

/// The paths whose texts differ between two readings, those that only one of them has included, in order.
pub fn changed(before: Option<&Reading>, after: &Reading) -> Vec<String> {
    let (before, after) = (before.map(texts).unwrap_or_default(), texts(after));
    let paths: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    paths
        .into_iter()
        .filter(|path| before.get(path) != after.get(path))
        .map(str::to_owned)
        .collect()
}

fn path<'a>(reading: &'a Reading, finding: &Diagnostic) -> &'a str {
    reading.sources.file(finding.primary.span.source).path()
}

fn texts(reading: &Reading) -> BTreeMap<&str, &str> {
    let files = reading.sources.iter().map(|(_, file)| file);
    files
        .filter(|file| !file.is_built_in())
        .map(|file| (file.path(), file.text()))
        .collect()
}
