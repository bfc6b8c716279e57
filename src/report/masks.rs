//! Lines of files with people's own words masked: what an excerpt may show. An excerpt is a disclosure.

use std::collections::BTreeMap;
use std::ops::Range;

use super::visible::is_hidden;
use crate::record::withheld;
use crate::source::{SourceId, Sources};

/// Whether the reader asked to see people's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// Masked.
    Withheld,
    /// Shown.
    Shown,
}

/// What is masked in each file, worked out once for a file and only for files that are quoted.
pub(super) struct Masks<'s> {
    pub(super) sources: &'s Sources,
    words: Words,
    known: BTreeMap<SourceId, Vec<Range<usize>>>,
}

impl<'s> Masks<'s> {
    /// Nothing looked at yet.
    pub(super) fn new(sources: &'s Sources, words: Words) -> Self {
        Self {
            sources,
            words,
            known: BTreeMap::new(),
        }
    }

    /// The characters of a part of a file with their bytes in it; masked ones as dots, so that columns stay right.
    pub(super) fn characters(
        &mut self,
        source: SourceId,
        part: Range<usize>,
    ) -> Vec<(usize, char)> {
        let file = self.sources.file(source);
        let withheld: &[Range<usize>] = match self.words {
            Words::Shown => &[],
            Words::Withheld => self
                .known
                .entry(source)
                .or_insert_with(|| withheld::ranges(file)),
        };
        let is_withheld = |byte: usize| {
            let at = withheld.partition_point(|range| range.end <= byte);
            withheld.get(at).is_some_and(|range| range.start <= byte)
        };
        let characters = file.text()[part.clone()]
            .char_indices()
            .filter(|(_, character)| *character != '\u{feff}');
        characters
            .map(|(at, character)| match part.start + at {
                byte if is_withheld(byte) => (byte, '·'),
                byte if character != '\t' && is_hidden(character) => (byte, '\u{fffd}'),
                byte => (byte, character),
            })
            .collect()
    }
}
