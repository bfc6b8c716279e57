//! The words of documents: one catalogue of strings, of which a store may say any otherwise (R14a).
//!
//! `templates/render/strings.yaml` holds them all. A store's own file of that name holds those that it says otherwise, in another
//! language too; what it leaves out is said as the built-in file says it. `catalogue` reads a file, `pattern` is one string with
//! its places, `plural` knows which form a number takes, [`findings`] says what is wrong with a store's file. Values never come
//! through here as anything but words: whoever prints a string escapes it whole.
//!
//! Deliberately not here: what the program says of records, at a terminal or in the page of `diff` and `review`. Findings, fields and
//! classes have one name each, which people look up, and that is English.

mod catalogue;
pub mod findings;
mod pattern;
mod plural;

use std::collections::BTreeSet;
use std::fmt::Display;
use std::sync::{Arc, LazyLock};

use catalogue::{Catalogue, Entry};

use super::moment;
use crate::calendar::{Day, Interval};
use crate::source::Sources;

/// Where a store's own strings stand.
pub const PATH: &str = "templates/render/strings.yaml";
/// The built-in file.
pub const BUILT_IN: &str = include_str!("../../../templates/render/strings.yaml");

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let tree = crate::text::yaml::parse(BUILT_IN, 0..BUILT_IN.len());
    Catalogue::read(&tree.expect("the built-in strings are YAML; a test reads them"))
});

/// The words of documents: a store's own, and the built-in ones where it has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    own: Option<Arc<Catalogue>>,
}

impl Wording {
    /// The words of a store. What is wrong with its file is left out here, and found by [`findings::of`].
    pub fn of_store(sources: &Sources) -> Self {
        let source = sources.find(PATH);
        let own = source.map(|source| findings::read(sources, source).0);
        Self {
            own: own.map(Arc::new),
        }
    }

    /// The words of a text, without what is wrong with it.
    pub fn of_text(text: &str) -> Self {
        let sources = Sources::new(vec![crate::source::SourceFile::new(PATH, text)]);
        Self::of_store(&sources)
    }

    /// The language as a tag, such as `en-GB`.
    pub fn language(&self) -> &str {
        let own = self.own.as_ref().and_then(|own| own.language.as_deref());
        own.or(CATALOGUE.language.as_deref()).unwrap_or("en-GB")
    }

    /// A string that has no places.
    pub fn say(&self, key: &str) -> String {
        self.fill(key, &[])
    }

    /// A string with what stands in its places.
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        let found = self.entry(key).map(|(entry, _)| entry.any().fill(places));
        // Each key in this program is held against the built-in file by a test.
        found.unwrap_or_else(|| key.to_owned())
    }

    /// The same with whatever prints itself.
    pub fn with(&self, key: &str, places: &[(&str, &dyn Display)]) -> String {
        let said = places
            .iter()
            .map(|(name, value)| (*name, value.to_string()));
        let said: Vec<(&str, String)> = said.collect();
        let places = said.iter().map(|(name, words)| (*name, words.as_str()));
        self.fill(key, &places.collect::<Vec<_>>())
    }

    /// A string in the form that a number takes.
    pub fn many(&self, key: &str, count: impl Display, places: &[(&str, &str)]) -> String {
        let count = count.to_string();
        let found = self.entry(key).map(|(entry, language)| {
            let places: Vec<(&str, &str)> = places
                .iter()
                .copied()
                .chain([("count", count.as_str())])
                .collect();
            entry.of(&count, language).fill(&places)
        });
        found.unwrap_or_else(|| key.to_owned())
    }

    /// A string's pieces between its places, for a writer that puts something else than words there.
    pub fn around(&self, key: &str, place: &str) -> (String, String) {
        const HERE: &str = "\u{fdd3}";
        let whole = self.fill(key, &[(place, HERE)]);
        match whole.split_once(HERE) {
            Some((before, after)) => (before.to_owned(), after.to_owned()),
            None => (whole, String::new()),
        }
    }

    /// The string of a group for one of its names; none where the group has no such name.
    pub fn one_of(&self, group: &str, name: &str) -> Option<String> {
        let key = format!("{group}.{name}");
        let found = self.entry(&key);
        found.map(|(entry, _)| entry.any().fill(&[]))
    }

    /// A term of a record or of a policy: `annual-leave` as "Annual leave".
    pub fn term(&self, term: &str) -> String {
        self.one_of("terms", term)
            .unwrap_or_else(|| first_capital(&term.replace('-', " ")))
    }

    /// A check of section 1 of a worker's file.
    pub fn check(&self, check: &str) -> String {
        self.one_of("checks", check)
            .unwrap_or_else(|| self.term(check))
    }

    /// A length of time: "4 weeks".
    pub fn lasting(&self, interval: Interval) -> String {
        let (unit, number) = match interval {
            Interval::Hours(number) => ("hours", number),
            Interval::WorkingDays(number, _) => ("working-days", number),
            Interval::Days(number) => ("days", number),
            Interval::Weeks(number) => ("weeks", number),
            Interval::Months(number) => ("months", number),
            Interval::Years(number) => ("years", number),
        };
        self.many(&format!("dates.lasting.{unit}"), number, &[])
    }

    /// Several in a row: "this and that". None of none.
    pub fn and(&self, all: impl IntoIterator<Item = String>) -> Option<String> {
        all.into_iter()
            .reduce(|one, other| self.with("words.and", &[("one", &one), ("other", &other)]))
    }

    /// One of the two, in the middle of a sentence: as it is written where it is neither.
    pub fn role(&self, role: &str) -> String {
        self.one_of("roles", role)
            .unwrap_or_else(|| role.to_owned())
    }

    /// A day as a reader says it.
    pub fn day(&self, day: Day) -> String {
        moment::day(self, &day.to_string()).unwrap_or_default()
    }

    /// The name of a day's month, short.
    pub fn short_month(&self, day: Day) -> String {
        moment::short_month(self, day.month())
    }

    /// Whether there is a string of this name.
    pub fn knows(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// The names of the places that a built-in string has; none where there is no such string.
    pub fn places(key: &str) -> Option<BTreeSet<String>> {
        CATALOGUE.entries.get(key).map(Entry::places)
    }

    /// The names of all built-in strings, in order.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        CATALOGUE.entries.keys().map(String::as_str)
    }

    fn entry(&self, key: &str) -> Option<(&Entry, &str)> {
        let own = self.own.as_deref();
        let own = own.and_then(|own| Some((own.entries.get(key)?, self.language())));
        own.or_else(|| Some((CATALOGUE.entries.get(key)?, "en-GB")))
    }
}

/// Words at the beginning of a line.
pub(super) fn first_capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + chars.as_str()
    })
}

#[cfg(test)]
mod tests;
