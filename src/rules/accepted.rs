//! Findings that somebody has accepted in the store's settings, with a reason and until a day.
//!
//! An accepted finding is left out and counted; one whose day is past comes back; an acceptance that no finding meets is
//! itself a finding, so that none is left over.

use super::known::is_known;
use crate::calendar::Day;
use crate::diag::{Code, Diagnostic, Severity};
use crate::reading::Reading;
use crate::record::layout::{Located, locate};
use crate::record::store_settings::Accepted;

/// An acceptance in the settings that no finding meets.
pub(super) const ACCEPTANCE_UNUSED: Code = Code::new("acceptance-unused");

/// Takes out the findings that are accepted today, and says how many there were.
pub(super) fn leave_out(reading: &Reading, findings: Vec<Diagnostic>) -> (Vec<Diagnostic>, usize) {
    let Some(settings) = reading.records.settings() else {
        return (findings, 0);
    };
    let accepted: Vec<&Accepted> = settings
        .accepted
        .iter()
        .filter(|accepted| holds(accepted, reading.today))
        .collect();
    let mut used = vec![false; accepted.len()];
    let before = findings.len();
    let mut kept: Vec<Diagnostic> = findings
        .into_iter()
        .filter(|finding| {
            let place = accepted
                .iter()
                .position(|accepted| meets(reading, accepted, finding));
            place.is_none_or(|place| {
                used[place] = true;
                false
            })
        })
        .collect();
    let count = before - kept.len();
    // One that names no finding at all is found for that.
    let unused = accepted
        .iter()
        .zip(&used)
        .filter(|(accepted, used)| !**used && is_known(accepted.code.as_str()));
    kept.extend(unused.map(|(accepted, _)| {
        let message = format!(
            "`{}` is accepted here, but nothing is found that this would accept",
            accepted.code.value
        );
        Diagnostic::new(
            ACCEPTANCE_UNUSED,
            Severity::Warning,
            accepted.code.span,
            message,
        )
        .help("remove it from the settings, or correct the finding's name or the record's")
    }));
    (kept, count)
}

/// Whether the settings accept a finding today.
pub(super) fn is_accepted(reading: &Reading, finding: &Diagnostic) -> bool {
    let settings = reading.records.settings();
    let accepted = settings.into_iter().flat_map(|settings| &settings.accepted);
    let mut holding = accepted.filter(|accepted| holds(accepted, reading.today));
    holding.any(|accepted| meets(reading, accepted, finding))
}

fn holds(accepted: &Accepted, today: Day) -> bool {
    today <= accepted.until.value
}

fn meets(reading: &Reading, accepted: &Accepted, finding: &Diagnostic) -> bool {
    let is_about = |record: &crate::record::RecordId| {
        let path = reading.sources.file(finding.primary.span.source).path();
        matches!(locate(path), Located::Record(place) if place.id == *record)
    };
    accepted.code.as_str() == finding.code.name()
        && accepted
            .record
            .as_ref()
            .is_none_or(|record| is_about(&record.value))
}
