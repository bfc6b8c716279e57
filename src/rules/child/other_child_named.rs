//! A child's record that names another child by the local id or the case reference (R15).

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::record::{CaseFile, ChildId, Filed};
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::source::{SourceId, Span};

rule!(
    OTHER_CHILD_NAMED,
    "other-child-named",
    Warning,
    other_child_named
);

fn other_child_named(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let asked = || AskedBy::clauses(facts, facts.today, &["R15"]);
    if asked().is_nobody() {
        return Vec::new();
    }
    let mut names: HashMap<String, &ChildId> = HashMap::new();
    for (id, file) in &facts.records.children {
        let reference = file
            .child
            .as_ref()
            .map(|child| child.data.case_reference.as_str());
        let known = [Some(id.as_str()), reference].into_iter().flatten();
        names.extend(
            known
                .filter(|name| is_telling(name))
                .map(|name| (name.to_lowercase(), id)),
        );
    }
    let records: Vec<(&ChildId, &CaseFile, SourceId, Range<usize>)> = facts
        .records
        .children
        .iter()
        .flat_map(|(id, file)| {
            let records = records(file).into_iter();
            records.map(move |(source, private)| (id, file, source, private))
        })
        .collect();
    records
        .into_par_iter()
        .flat_map_iter(|(id, file, source, private)| {
            let text = context.sources.file(source).text();
            let mut named: BTreeMap<&ChildId, Range<usize>> = BTreeMap::new();
            for place in words(text).filter(|place| !private.contains(&place.start)) {
                let word = &text[place.clone()];
                let other = is_telling(word).then(|| names.get(word.to_lowercase().as_str()));
                let other = other.flatten().filter(|other| **other != id && !is_sibling(file, other));
                if let Some(other) = other {
                    named.entry(other).or_insert(place);
                }
            }
            let found = named.into_iter().map(|(other, place)| {
                let message = format!("a record of {id} names another child, {other}");
                let finding = finding(Span::new(source, place), message)
                    .help("take it out, or put what has to be kept about other people under \"Third parties\"; brothers and sisters are listed under `siblings` in `child.yaml`");
                asked().tell(finding)
            });
            found.collect::<Vec<_>>()
        })
        .collect()
}

/// The records of a child, each with the part in which others may be named: readers who may not have it do not get it.
fn records(file: &CaseFile) -> Vec<(SourceId, Range<usize>)> {
    fn one<T>(filed: &Filed<T>) -> (SourceId, Range<usize>) {
        let private = filed.body.section("Third parties");
        let private = private.map_or(0..0, |part| part.content.clone());
        (filed.source, private)
    }
    let notes = file.supervisions.iter().map(one);
    let decisions = file.decisions.iter().map(one);
    notes
        .chain(decisions)
        .chain(file.addenda.iter().map(one))
        .collect()
}

fn is_sibling(file: &CaseFile, other: &ChildId) -> bool {
    let child = file.child.as_ref();
    child.is_some_and(|child| {
        child
            .data
            .siblings
            .iter()
            .any(|known| known.value == *other)
    })
}

/// Whether a name cannot be an ordinary word or number: it has a letter, a digit and some length, and is of one piece.
fn is_telling(name: &str) -> bool {
    let has = |what: fn(&u8) -> bool| name.bytes().any(|byte| what(&byte));
    name.len() >= 4
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_alphabetic)
        && name.bytes().all(is_of_name)
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'/'
}

/// The stretches of a text that could be names.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let bytes = text.as_bytes();
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(|byte| is_of_name(*byte))?;
        let length = bytes[start..].iter().position(|byte| !is_of_name(*byte));
        let end = length.map_or(bytes.len(), |length| start + length);
        at = end;
        Some(start..end)
    })
}
