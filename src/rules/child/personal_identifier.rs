//! A postcode, a telephone number, an NHS number or a date of birth where a pseudonym belongs.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::record::identifier::{self, Identifier};
use crate::record::{CaseFile, Filed, WorkerFile};
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::source::{SourceId, Span};
use crate::text::markdown::Body;

rule!(
    PERSONAL_IDENTIFIER,
    "personal-identifier",
    Warning,
    personal_identifier
);

fn personal_identifier(context: &Context<'_>) -> Vec<Diagnostic> {
    let records = context.facts.records;
    let mut found: Vec<Diagnostic> = records
        .children
        .par_iter()
        .flat_map_iter(|(_, file)| of_child(file))
        .flat_map_iter(|source| {
            let text = context.sources.file(source).text();
            findings(source, text, 0..text.len())
        })
        .collect();
    found.par_extend(
        records
            .workers
            .par_iter()
            .flat_map_iter(|(_, file)| of_worker(file))
            .flat_map_iter(|(source, start)| {
                let text = context.sources.file(source).text();
                findings(source, text, start..text.len())
            }),
    );
    found
}

/// Everything of a child.
fn of_child(file: &CaseFile) -> impl Iterator<Item = SourceId> {
    let notes = file.supervisions.iter().map(|filed| filed.source);
    let decisions = file.decisions.iter().map(|filed| filed.source);
    let addenda = file.addenda.iter().map(|filed| filed.source);
    let child = file.child.iter().map(|filed| filed.source);
    child.chain(notes).chain(decisions).chain(addenda)
}

/// The bodies of a worker's sessions, in which children are talked about, and where each begins.
fn of_worker(file: &WorkerFile) -> impl Iterator<Item = (SourceId, usize)> {
    let begins = |body: &Body| {
        let preamble = body.preamble.as_ref().map(|range| range.start);
        let heading = body.sections.first().map(|section| section.heading.start);
        preamble.into_iter().chain(heading).min()
    };
    let body = move |filed: &Filed<_>| Some((filed.source, begins(&filed.body)?));
    file.sessions.iter().filter_map(body)
}

/// One finding for each sort of identifier in a file: what stands there is never quoted.
fn findings(source: SourceId, text: &str, range: Range<usize>) -> Vec<Diagnostic> {
    const SHOWN: usize = 3;
    let mut places: BTreeMap<Identifier, Vec<Range<usize>>> = BTreeMap::new();
    for (what, place) in identifier::find(text, range) {
        places.entry(what).or_default().push(place);
    }
    let found = places.into_iter().filter_map(|(what, places)| {
        let (first, others) = places.split_first()?;
        let more = match others.len() {
            0 => String::new(),
            more => format!(", and {more} more in this record"),
        };
        let message = format!("{} seems to stand in the record{more}", what.words());
        let finding = finding(Span::new(source, first.clone()), message)
            .help("take it out: the child is known by the local id, and the rest stands on the case system");
        Some(others.iter().take(SHOWN).fold(finding, |finding, place| {
            finding.related(Span::new(source, place.clone()), "and here")
        }))
    });
    found.collect()
}
