//! A child's record in which the words of another child's record stand (R12d).

use rayon::prelude::*;

use crate::calendar::Day;
use crate::diag::Diagnostic;
use crate::record::ChildId;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::passages::{Originals, Passage, passages};
use crate::source::{Sources, Span};

rule!(NOTE_COPIED, "note-copied", Warning, note_copied);

/// The parts in which each child is a child of their own. What is said of a meeting, or planned, may be the same for several.
const PARTS: [&str; 3] = [
    "The child's experience",
    "Wishes and feelings",
    "Analysis and outcomes",
];

/// A record with its passages.
struct Note<'a> {
    child: &'a ChildId,
    day: Day,
    passages: Vec<Passage>,
}

fn note_copied(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut notes: Vec<Note<'_>> = facts
        .records
        .children
        .par_iter()
        .flat_map_iter(|(child, file)| {
            let notes = file.supervisions.iter();
            notes.map(move |note| Note {
                child,
                day: note.data.date.value,
                passages: of_parts(context.sources, note),
            })
        })
        .collect();
    notes.sort_by_key(|note| note.day);
    let all = notes.iter().flat_map(|note| {
        let passages = note.passages.iter();
        passages.map(move |passage| (*passage, (note.child, note.day)))
    });
    let originals = Originals::of(all);
    let mut found = Vec::new();
    for note in &notes {
        let copies = note.passages.iter().filter_map(|passage| {
            let (place, (child, day)) = originals.of_copy(passage)?;
            (*child != note.child).then_some((passage.place, place, *child, *day))
        });
        let copies: Vec<_> = copies.collect();
        let Some((place, original, child, day)) = copies.first() else {
            continue;
        };
        let asked = AskedBy::clauses(facts, note.day, &["R12d"]);
        if asked.is_nobody() {
            continue;
        }
        let more = match copies.len() {
            1 => String::new(),
            several => format!(", in {several} places"),
        };
        let message = format!(
            "the record of {} of {} says word for word what that of {child} of {day} says{more}",
            note.child, note.day
        );
        let finding = finding(*place, message)
            .label("the same words")
            .related(*original, format!("written of {child}"))
            .help("write what is so for this child: what a day is like for them, what they said or showed, what has changed for them");
        found.push(asked.tell(finding));
    }
    found
}

fn of_parts<T>(sources: &Sources, note: &crate::record::Filed<T>) -> Vec<Passage> {
    let parts = PARTS.iter().filter_map(|title| note.body.section(title));
    let parts = parts.map(|part| Span::new(note.source, part.content.clone()));
    parts.flat_map(|part| passages(sources, part)).collect()
}
