//! Names in records of people, workers, children and words of the policy, and those that name nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::held::is_from_elsewhere;
use crate::diag::Diagnostic;
use crate::record::id::is_slug;
use crate::record::layout::{Located, locate};
use crate::record::{PersonId, Records, WorkerFile};
use crate::source::{Sources, Span, Spanned};

/// A name that names nothing, with the places where it stands.
pub(super) struct Unknown<'a> {
    /// The name.
    pub(super) name: &'a str,
    /// Where it stands first.
    pub(super) first: Span,
    others: Vec<Span>,
}

/// The names that are not known, each once, so that one missing file is one finding.
pub(super) fn unknown<'a>(
    named: impl Iterator<Item = (&'a str, Span)>,
    is_known: impl Fn(&str) -> bool,
) -> Vec<Unknown<'a>> {
    let mut places: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for (name, span) in named {
        // What is no name at all is found by its form, and not repeated here.
        if is_slug(name) && !is_known(name) {
            places.entry(name).or_default().push(span);
        }
    }
    let unknown = places.into_iter().filter_map(|(name, mut spans)| {
        spans.sort();
        spans.dedup();
        let (first, others) = spans.split_first()?;
        Some(Unknown {
            name,
            first: *first,
            others: others.to_vec(),
        })
    });
    unknown.collect()
}

impl Unknown<'_> {
    /// Adds to a finding the other places, or the first few of them.
    pub(super) fn also_here(&self, finding: Diagnostic) -> Diagnostic {
        const SHOWN: usize = 3;
        let finding = self
            .others
            .iter()
            .take(SHOWN)
            .fold(finding, |finding, span| finding.related(*span, "and here"));
        match self.others.len().checked_sub(SHOWN) {
            None | Some(0) => finding,
            Some(more) => finding.label(format!("here, and in {} other places", more + SHOWN)),
        }
    }

    /// "did you mean `sam-okoro`? ", where one of the known names is near.
    pub(super) fn did_you_mean<'k>(&self, known: impl Iterator<Item = &'k str>) -> String {
        const NEAR: usize = 3;
        let distance = |known: &&str| strsim::damerau_levenshtein(known, self.name);
        let nearest = known.min_by_key(distance);
        let near = nearest.filter(|near| distance(near) <= NEAR.min(self.name.len() / 4));
        near.map(|near| format!("did you mean `{near}`? "))
            .unwrap_or_default()
    }
}

/// Every place where a record of this store names a person.
pub(super) fn people(records: &Records) -> Vec<&Spanned<PersonId>> {
    let mut named = Vec::new();
    let settings = records.settings();
    named.extend(
        settings
            .iter()
            .flat_map(|store| &store.accepted)
            .map(|accepted| &accepted.by),
    );
    for file in records.workers.values() {
        people_of_worker(file, &mut named);
    }
    for file in records.children.values() {
        if let Some(child) = &file.child {
            let placements = child.data.placements.iter();
            named.extend(placements.filter_map(|placement| placement.agreed_by.as_ref()));
        }
        for note in &file.supervisions {
            named.push(&note.data.supervisor);
            named.extend(note.data.actions.iter().map(|action| &action.who));
            named.extend(
                note.data
                    .disputes
                    .iter()
                    .filter_map(|dispute| dispute.referred_to.as_ref()),
            );
        }
        for decision in &file.decisions {
            named.push(&decision.data.decided_by);
            named.extend(decision.data.actions.iter().map(|action| &action.who));
        }
        named.extend(file.addenda.iter().map(|addendum| &addendum.data.by));
    }
    named
}

/// What a worker's file says of the time before a handover names people of another store.
fn people_of_worker<'a>(file: &'a WorkerFile, named: &mut Vec<&'a Spanned<PersonId>>) {
    let here = |day| !is_from_elsewhere(file, day);
    if let Some(worker) = &file.worker {
        let managers = worker.data.line_managers.iter();
        named.extend(
            managers
                .filter(|held| here(held.from.value))
                .map(|held| &held.person),
        );
    }
    for agreement in file
        .agreements
        .iter()
        .filter(|filed| here(filed.data.date.value))
    {
        named.push(&agreement.data.supervisor);
        named.extend(
            agreement
                .data
                .mentoring
                .iter()
                .map(|mentoring| &mentoring.mentor),
        );
    }
    for session in file
        .sessions
        .iter()
        .filter(|filed| here(filed.data.date.value))
    {
        let data = &session.data;
        named.push(&data.supervisor);
        named.extend(data.actions.iter().map(|action| &action.who));
        named.extend(data.decisions.iter().map(|decision| &decision.decided_by));
        named.extend(
            data.disputes
                .iter()
                .filter_map(|dispute| dispute.referred_to.as_ref()),
        );
        let decided = data
            .cases
            .iter()
            .filter_map(|case| case.interval_decision.as_ref());
        named.extend(decided.filter_map(|decision| decision.authorised_by.as_ref()));
    }
    let histories = file
        .histories
        .iter()
        .filter(|filed| here(filed.data.date.value));
    named.extend(histories.map(|filed| &filed.data.supervisor));
    let pdrs = file.pdrs.iter().filter(|filed| here(filed.data.date.value));
    named.extend(pdrs.map(|filed| &filed.data.supervisor));
    for absence in file
        .absences
        .iter()
        .filter(|filed| here(filed.data.from.value))
    {
        named.extend(
            absence
                .data
                .return_to_work
                .iter()
                .map(|meeting| &meeting.with),
        );
    }
    let wellbeing = file
        .wellbeing
        .iter()
        .filter(|filed| here(filed.data.date.value));
    named.extend(wellbeing.map(|filed| &filed.data.with));
    for audit in file
        .quality_audits
        .iter()
        .filter(|filed| here(filed.data.date.value))
    {
        named.push(&audit.data.by);
        named.extend(audit.data.actions.iter().map(|action| &action.who));
    }
    let notes = file
        .notes
        .iter()
        .filter(|filed| here(filed.data.date.value));
    named.extend(notes.map(|filed| &filed.data.by));
    let addenda = file
        .addenda
        .iter()
        .filter(|filed| here(filed.data.date.value));
    named.extend(addenda.map(|filed| &filed.data.by));
}

/// The names of all records that stand there, whether they can be read or not.
pub(super) fn records_there(sources: &Sources) -> BTreeSet<String> {
    let files = sources.iter().filter(|(_, file)| !file.is_built_in());
    let places = files.filter_map(|(_, file)| match locate(file.path()) {
        Located::Record(place) => Some(place.id.to_string()),
        _ => None,
    });
    places.collect()
}
