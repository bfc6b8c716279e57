//! A child's record in which words of the worker's own record stand (R10).

use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::record::{CaseFile, Filed, WorkerFile, WorkerId};
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::parts;
use crate::rules::passages::{Originals, Passage, passages};
use crate::source::{Sources, Span};
use crate::text::markdown::Body;

rule!(
    WORKER_WORDS_COPIED,
    "worker-words-copied",
    Warning,
    worker_words_copied
);

fn worker_words_copied(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let asked = || AskedBy::clauses(facts, facts.today, &["R10"]);
    let sources = context.sources;
    if asked().is_nobody() {
        return Vec::new();
    }
    let of_workers: Vec<(Passage, &WorkerId)> = facts
        .records
        .workers
        .par_iter()
        .flat_map_iter(|(id, file)| {
            let passages = of_worker(sources, file).into_iter();
            passages.map(move |passage| (passage, id))
        })
        .collect();
    let originals = Originals::of(of_workers.into_iter());
    let children: Vec<_> = facts.records.children.iter().collect();
    children
        .into_par_iter()
        .flat_map_iter(|(child, file)| {
            of_child(sources, file)
                .into_iter()
                .filter_map(|passages| {
                    let copied = |passage: &Passage| {
                        let (place, worker) = originals.of_copy(passage)?;
                        Some((passage.place, place, *worker))
                    };
                    let (place, original, worker) = passages.iter().find_map(copied)?;
                    let message = format!(
                        "a record of {child} says word for word what stands in the file of {worker}"
                    );
                    let finding = finding(place, message)
                        .label("the worker's own record says this")
                        .related(original, "written here")
                        .help("take out what is about the worker; what is about the child belongs here in words of its own");
                    Some(asked().tell(finding))
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The passages of what is written about a worker alone. Agreements are left out: their words are everybody's.
fn of_worker(sources: &Sources, file: &WorkerFile) -> Vec<Passage> {
    let mut bodies: Vec<Span> = Vec::new();
    bodies.extend(file.sessions.iter().flat_map(whole));
    bodies.extend(file.histories.iter().flat_map(whole));
    bodies.extend(file.pdrs.iter().flat_map(whole));
    bodies.extend(file.cpds.iter().flat_map(whole));
    bodies.extend(file.progressions.iter().flat_map(whole));
    bodies.extend(file.wellbeing.iter().flat_map(whole));
    bodies.extend(file.notes.iter().flat_map(whole));
    bodies.extend(file.addenda.iter().flat_map(whole));
    bodies
        .into_iter()
        .flat_map(|body| passages(sources, body))
        .collect()
}

/// The passages of each record of a child, but for those under a heading that is found by itself.
fn of_child(sources: &Sources, file: &CaseFile) -> Vec<Vec<Passage>> {
    let mut records: Vec<Vec<Span>> = Vec::new();
    records.extend(file.supervisions.iter().map(own_parts));
    records.extend(file.decisions.iter().map(own_parts));
    records.extend(file.addenda.iter().map(own_parts));
    let records = records.into_iter().map(|parts| {
        let passages = parts.into_iter().flat_map(|part| passages(sources, part));
        passages.collect()
    });
    records.collect()
}

fn whole<T>(filed: &Filed<T>) -> Vec<Span> {
    spans(filed, |_| true)
}

fn own_parts<T>(filed: &Filed<T>) -> Vec<Span> {
    spans(filed, |title| !parts::is_of_worker(title))
}

fn spans<T>(filed: &Filed<T>, is_meant: impl Fn(&str) -> bool) -> Vec<Span> {
    let Body { preamble, sections } = &filed.body;
    let sections = sections.iter().filter(|section| is_meant(&section.title));
    let contents = sections.map(|section| section.content.clone());
    let ranges = preamble.iter().cloned().chain(contents);
    ranges.map(|range| Span::new(filed.source, range)).collect()
}
