//! The store as it would be, judged by the rules of `check`: a record that would be worse in form than it is, is refused.
//!
//! What is late by a change, such as a first discussion of a new case, is no fault of the change: it is counted and said.

use std::collections::{BTreeMap, BTreeSet};

use super::Plan;
use crate::diag::{Diagnostic, Severity};
use crate::due::{self, Facts};
use crate::reading::Reading;
use crate::report::import_list::Refused;
use crate::rules;
use crate::source::SourceFile;
use crate::store::Snapshot;

/// The rules that are about the form of what an import writes.
const OF_FORM: [&str; 9] = [
    "before-employment",
    "category-unknown",
    "days-out-of-order",
    "period-backwards",
    "periods-gap",
    "periods-overlap",
    "person-unknown",
    "personal-identifier",
    "role-unknown",
];

/// What is counted of findings: their file and their code. Words may change where a fault becomes smaller.
type Kind = (String, &'static str);

/// Takes out of a plan what would make a record worse in form, and says which and why.
pub(super) fn settle(reading: &Reading, plan: &mut Plan) {
    if plan.files.is_empty() {
        return;
    }
    let before = findings(reading);
    // Each round takes at least one record out, so this comes to an end.
    while !plan.files.is_empty() {
        let after = findings(&with(reading, plan));
        let mut worse: BTreeMap<String, Found> = BTreeMap::new();
        plan.listing.brought = 0;
        for (kind, found) in &after {
            let known = before.get(kind).map_or(&[][..], Vec::as_slice);
            let more = found.len().saturating_sub(known.len());
            if more == 0 {
                continue;
            }
            let is_ours = plan.files.iter().any(|file| file.path == kind.0);
            let is_new = |found: &&Found| known.iter().all(|known| known.message != found.message);
            match found
                .iter()
                .find(is_new)
                .filter(|found| is_ours && found.of_form)
            {
                Some(found) => {
                    worse.entry(kind.0.clone()).or_insert_with(|| found.clone());
                }
                None => plan.listing.brought += more,
            }
        }
        if worse.is_empty() {
            return;
        }
        take_out(plan, &worse);
    }
    plan.listing.brought = 0;
}

/// What matters of a finding here.
#[derive(Clone)]
struct Found {
    of_form: bool,
    message: String,
    help: String,
}

/// The findings at error level.
fn findings(reading: &Reading) -> BTreeMap<Kind, Vec<Found>> {
    let dues = due::find(&Facts::new(
        &reading.records,
        &reading.policy,
        reading.today,
    ));
    let verdict = rules::check(reading, &dues);
    let kind = |finding: &Diagnostic| {
        let path = reading.sources.file(finding.primary.span.source).path();
        (path.to_owned(), finding.code.name())
    };
    let of_reading: BTreeSet<Kind> = reading.findings.iter().map(kind).collect();
    let mut found: BTreeMap<Kind, Vec<Found>> = BTreeMap::new();
    let errors = verdict.findings.iter();
    for finding in errors.filter(|finding| finding.severity == Severity::Error) {
        let kind = kind(finding);
        let of_form = of_reading.contains(&kind) || OF_FORM.contains(&kind.1);
        found.entry(kind).or_default().push(Found {
            of_form,
            message: format!("{} ({})", finding.message, finding.code.name()),
            help: finding.help.clone().unwrap_or_default(),
        });
    }
    found
}

/// The store as it would be.
fn with(reading: &Reading, plan: &Plan) -> Reading {
    let changed: BTreeMap<&str, &str> = plan
        .files
        .iter()
        .map(|file| (file.path.as_str(), file.after.as_str()))
        .collect();
    let kept = reading.sources.iter().map(|(_, file)| file);
    let kept = kept.filter(|file| !file.is_built_in() && !changed.contains_key(file.path()));
    let kept = kept.map(|file: &SourceFile| (file.path().to_owned(), file.text().to_owned()));
    let new = changed
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    let snapshot = Snapshot::from_files(kept.chain(new));
    Reading::of(snapshot, Some(reading.today), reading.today)
}

/// Takes records out, with every other file that the same rows bring.
fn take_out(plan: &mut Plan, worse: &BTreeMap<String, Found>) {
    let whose: BTreeMap<String, Found> = plan
        .listing
        .changes
        .iter()
        .filter_map(|change| Some((change.record.clone(), worse.get(&change.path)?.clone())))
        .collect();
    let changes = std::mem::take(&mut plan.listing.changes);
    let files = std::mem::take(&mut plan.files);
    for (change, file) in changes.into_iter().zip(files) {
        let Some(found) = whose.get(&change.record) else {
            plan.listing.changes.push(change);
            plan.files.push(file);
            continue;
        };
        if !worse.contains_key(&change.path) {
            continue;
        }
        let rows: Vec<Option<usize>> = match change.rows.as_slice() {
            [] => vec![None],
            rows => rows.iter().copied().map(Some).collect(),
        };
        plan.listing
            .refused
            .extend(rows.into_iter().map(|row| Refused {
                row,
                column: None,
                record: Some(change.record.clone()),
                reason: format!("{} would have a fault: {}", change.path, found.message),
                help: found.help.clone(),
                place: None,
                value: None,
            }));
    }
}
