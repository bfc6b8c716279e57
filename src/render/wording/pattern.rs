//! One string: words, and places by name between them.

use std::collections::BTreeSet;

use crate::text::hazard::hidden_places;

/// A string, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    Place(String),
}

impl Pattern {
    /// Takes a string apart.
    ///
    /// # Errors
    /// What is wrong with it, in one phrase.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("no words stand here".to_owned());
        }
        if text.chars().any(char::is_control) || hidden_places(text).next().is_some() {
            return Err("a character stands here that cannot be seen, or ends the line".to_owned());
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            if rest[at..].starts_with('}') {
                return Err("a `}` stands here without its `{`".to_owned());
            }
            let (words, after) = rest.split_at(at);
            let Some((name, after)) = after[1..].split_once('}') else {
                return Err("a `{` stands here without its `}`".to_owned());
            };
            let is_name = |c: char| c.is_ascii_lowercase() || c == '-';
            if name.is_empty() || !name.chars().all(is_name) {
                return Err(format!("`{{{name}}}` is no name of a place"));
            }
            if !words.is_empty() {
                pieces.push(Piece::Words(words.to_owned()));
            }
            pieces.push(Piece::Place(name.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Words(rest.to_owned()));
        }
        Ok(Self(pieces))
    }

    /// The string with what stands in its places; a place for which nothing is given stays empty.
    pub(super) fn fill(&self, places: &[(&str, &str)]) -> String {
        let said = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Place(name) => {
                let given = places.iter().find(|(known, _)| known == name);
                given.map_or_else(String::new, |(_, words)| (*words).to_owned())
            }
        };
        self.0.iter().map(said).collect()
    }

    /// The names of its places.
    pub(super) fn places(&self) -> BTreeSet<String> {
        let name = |piece: &Piece| match piece {
            Piece::Place(name) => Some(name.clone()),
            Piece::Words(_) => None,
        };
        self.0.iter().filter_map(name).collect()
    }
}
