//! Which errors a change brings: those that stand in the way of a commit or a push.
//!
//! Whoever mends one record is not held up by what others have left undone, nor by what has fallen due in the meantime. So
//! only errors count that were not there before, read on the same day; and, in a record that is itself changed, every error
//! of form, because a record that cannot be read is never worth keeping as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::Verdict;
use crate::diag::{Diagnostic, Severity};
use crate::reading::Reading;

/// The errors that stand in the way of a change. Without a state before, all of them.
pub fn brought<'a>(
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
