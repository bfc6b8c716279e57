//! Paragraphs of records, by which it is told that one was copied from another.
//!
//! Two paragraphs are the same when their words are, whatever stands between these; short ones prove nothing. Comments are
//! no words of a record: scaffolds leave them, and they are the same everywhere.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use crate::source::{Sources, Span};

/// How many words two people do not write alike by chance. No policy gives a number; this is our reading.
pub(super) const WORDS: usize = 15;

/// A paragraph of a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage {
    /// Where it stands.
    pub(super) place: Span,
    /// What its words come to.
    words: u64,
}

/// The paragraphs of a part of a file that are long enough.
pub(super) fn passages(sources: &Sources, part: Span) -> Vec<Passage> {
    let text = sources.file(part.source).text();
    let found = paragraphs(text, part.range()).into_iter();
    let found = found.filter_map(|place| {
        let words = words(&text[place.clone()])?;
        let place = Span::new(part.source, place);
        Some(Passage { place, words })
    });
    found.collect()
}

/// Passages that were written first, each with what is known of its record.
pub(super) struct Originals<T>(HashMap<u64, (Span, T)>);

impl<T> Originals<T> {
    /// Of passages in the order in which they were written.
    pub(super) fn of(passages: impl Iterator<Item = (Passage, T)>) -> Self {
        let mut first = HashMap::new();
        for (passage, record) in passages {
            if let Entry::Vacant(entry) = first.entry(passage.words) {
                entry.insert((passage.place, record));
            }
        }
        Self(first)
    }

    /// The first passage that has the words of this one.
    pub(super) fn of_copy(&self, passage: &Passage) -> Option<(Span, &T)> {
        let (place, record) = self.0.get(&passage.words)?;
        (*place != passage.place).then_some((*place, record))
    }
}

/// What the words of a paragraph come to; nothing where they are too few. Every record of a store goes through here, so this
/// makes no copies; two different paragraphs come to the same by a chance of one in 2^64.
fn words(text: &str) -> Option<u64> {
    // FNV-1a, which is the same on every machine.
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const STEP: u64 = 0x0000_0100_0000_01b3;
    let (mut sum, mut count, mut in_word) = (START, 0, false);
    for letter in text.chars() {
        if !letter.is_alphanumeric() {
            in_word = false;
            continue;
        }
        if !in_word {
            (in_word, count) = (true, count + 1);
            sum = (sum ^ u64::from(b' ')).wrapping_mul(STEP);
        }
        for letter in letter.to_lowercase() {
            sum = (sum ^ u64::from(u32::from(letter))).wrapping_mul(STEP);
        }
    }
    (count >= WORDS).then_some(sum)
}

/// The paragraphs of a part of a text, parted by empty lines.
fn paragraphs(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let (mut at, mut in_comment) = (part.start, false);
    for line in text[part].split_inclusive('\n') {
        let place = at..at + line.trim_end().len();
        at += line.len();
        let is_comment = in_comment || line.contains("<!--");
        if is_comment {
            let last = line.rsplit("<!--").next().unwrap_or(line);
            in_comment = !last.contains("-->");
        }
        match &mut open {
            _ if is_comment || place.is_empty() => found.extend(open.take()),
            Some(open) => open.end = place.end,
            None => open = Some(place),
        }
    }
    found.extend(open);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn found(text: &str) -> Vec<Passage> {
        let mut sources = Sources::default();
        let source = sources.add(SourceFile::new("a.md", text));
        passages(&sources, Span::new(source, 0..text.len()))
    }

    const LONG: &str =
        "He told the worker at the second visit that he sleeps badly when his uncle stays over.";

    #[test]
    fn the_words_decide_and_not_what_stands_between_them() {
        let wrapped = "\n- he told the worker, at the second visit:\n  that he sleeps badly -- when his uncle STAYS over\n";
        let (one, other) = (found(LONG), found(wrapped));
        assert_eq!((one.len(), other.len()), (1, 1));
        assert_eq!(one[0].words, other[0].words);
        assert_ne!(
            one[0].words,
            found(&LONG.replace("uncle", "father"))[0].words
        );
    }

    #[test]
    fn short_paragraphs_and_comments_prove_nothing() {
        let fourteen = LONG.trim_start_matches("He told the ");
        assert_eq!(words(fourteen), None);
        assert!(words(&format!("The {fourteen}")).is_some());
        let comments = format!("<!-- {LONG}\n\n{LONG}\n-->\n\nShort.\n\n<!-- {LONG} -->\n");
        assert_eq!(found(&comments).len(), 0);
        let between = format!("<!-- a -->\n{LONG}\n\n{LONG} Again.\n");
        let places: Vec<_> = found(&between)
            .iter()
            .map(|passage| passage.place.range())
            .collect();
        assert_eq!(
            places,
            [11..11 + LONG.len(), 13 + LONG.len()..20 + 2 * LONG.len()]
        );
    }
}
