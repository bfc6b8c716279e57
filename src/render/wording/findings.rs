//! What is wrong with a store's own file of strings, each thing at its place.

use super::CATALOGUE;
use super::catalogue::{Catalogue, Entry, is_forms};
use super::pattern::Pattern;
use super::plural::{FORMS, needed};
use crate::diag::{Code, Diagnostic};
use crate::source::{SourceId, Sources, Span};
use crate::text::yaml::{Field, Node, Value, parse};

/// A store's file names a string that no document has.
pub const STRING_UNKNOWN: Code = Code::new("string-unknown");
/// A string of a store's file cannot be used as it stands.
pub const STRING_UNUSABLE: Code = Code::new("string-unusable");

/// The place that a form may leave out: "yesterday" needs no number.
const COUNT: &str = "count";
/// The group to which a store may add.
const TERMS: &str = "terms";

/// What is wrong with the store's own strings; nothing where it has none.
pub fn of(sources: &Sources) -> Vec<Diagnostic> {
    let source = sources.find(super::PATH);
    source.map_or_else(Vec::new, |source| read(sources, source).1)
}

/// The strings that can be used, and what is wrong with the others.
pub(super) fn read(sources: &Sources, source: SourceId) -> (Catalogue, Vec<Diagnostic>) {
    let text = sources.file(source).text();
    let mut reader = Reader {
        source,
        found: Catalogue::default(),
        findings: Vec::new(),
        language: String::new(),
    };
    match parse(text, 0..text.len()) {
        Ok(tree) => reader.file(&tree),
        Err(fault) => reader.findings.push(fault.in_file(source)),
    }
    (reader.found, reader.findings)
}

struct Reader {
    source: SourceId,
    found: Catalogue,
    findings: Vec<Diagnostic>,
    language: String,
}

impl Reader {
    fn file(&mut self, tree: &Node<'_>) {
        if matches!(tree.value, Value::Null) {
            return;
        }
        if !matches!(tree.value, Value::Map(_)) {
            self.unusable(
                tree.range(),
                "strings stand under their names here".to_owned(),
                "write a name, a colon and the words, as `supervision template show strings` does",
            );
            return;
        }
        if let Some(field) = tree.field("language") {
            self.language(field);
        }
        self.language = self
            .found
            .language
            .clone()
            .unwrap_or_else(|| "en-GB".to_owned());
        self.group(tree, "");
    }

    fn language(&mut self, field: &Field<'_>) {
        let is_tag = |tag: &str| {
            let mut parts = tag.split('-');
            let main = parts.next().unwrap_or_default();
            (2..=3).contains(&main.len())
                && main.chars().all(|c| c.is_ascii_lowercase())
                && parts.all(|part| {
                    (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
                })
        };
        match field.node.as_str().filter(|tag| is_tag(tag)) {
            Some(tag) => self.found.language = Some(tag.to_owned()),
            None => self.unusable(
                field.node.range(),
                "this is no tag of a language".to_owned(),
                "write one such as \"cy\" for Welsh or \"en-GB\"",
            ),
        }
    }

    fn group(&mut self, node: &Node<'_>, above: &str) {
        let Value::Map(fields) = &node.value else {
            return;
        };
        for field in fields {
            let key = match above {
                "" => field.key.clone().into_owned(),
                above => format!("{above}.{}", field.key),
            };
            if key == "language" {
                continue;
            }
            let group = format!("{key}.");
            let is_group = key == TERMS
                || CATALOGUE
                    .entries
                    .keys()
                    .any(|known| known.starts_with(&group));
            match (CATALOGUE.entries.get(&key), &field.node.value) {
                (Some(built_in), _) => self.entry(&key, built_in, field),
                (None, Value::Map(_)) if is_group => self.group(&field.node, &key),
                (None, Value::Null) if is_group => {}
                (None, _) if is_group => self.unusable(
                    field.node.range(),
                    format!("`{key}` is a group of strings"),
                    "write the strings of the group under it, each with its name",
                ),
                (None, _) if above == TERMS => self.term(&key, field),
                (None, _) => self.unknown(&key, field),
            }
        }
    }

    /// A term that the built-in file does not have.
    fn term(&mut self, key: &str, field: &Field<'_>) {
        let none = Entry::One(Pattern::read("-").expect("it has no place"));
        self.entry(key, &none, field);
    }

    fn entry(&mut self, key: &str, built_in: &Entry, field: &Field<'_>) {
        match &field.node.value {
            Value::Str(text) => {
                if self.pattern(built_in, text, &field.node, false) {
                    self.keep(key, &field.node);
                }
            }
            Value::Map(forms) if is_forms(forms) && built_in.places().contains(COUNT) => {
                let needed = needed(&self.language);
                let missing: Vec<String> = needed
                    .iter()
                    .filter(|form| !forms.iter().any(|field| field.key == **form))
                    .map(|form| format!("`{form}`"))
                    .collect();
                if !missing.is_empty() {
                    self.findings.push(
                        Diagnostic::format_error(
                            STRING_UNUSABLE,
                            Span::new(self.source, field.key_range()),
                            format!("`{key}` has no form {}", missing.join(", ")),
                        )
                        .help("write each form of the language, or one string for every number"),
                    );
                }
                let mut is_right = missing.is_empty();
                for form in forms {
                    match form.node.as_str() {
                        Some(text) => is_right &= self.pattern(built_in, text, &form.node, true),
                        None => {
                            is_right = false;
                            self.not_words(&form.node);
                        }
                    }
                }
                if is_right {
                    self.keep(key, &field.node);
                }
            }
            Value::Map(fields)
                if fields
                    .iter()
                    .any(|field| FORMS.contains(&field.key.as_ref())) =>
            {
                let (message, help) = match built_in.places().contains(COUNT) {
                    true => (
                        format!("`{key}` has no form `other`"),
                        "write `other` too, for all numbers that have no form of their own",
                    ),
                    false => (
                        format!("no number decides about the words of `{key}`"),
                        "write the string itself, without forms",
                    ),
                };
                self.unusable(field.key_range(), message, help);
            }
            _ => self.not_words(&field.node),
        }
    }

    /// Whether a string has the places that it must have, and no other.
    fn pattern(&mut self, built_in: &Entry, text: &str, node: &Node<'_>, is_form: bool) -> bool {
        let pattern = match Pattern::read(text) {
            Ok(pattern) => pattern,
            Err(message) => {
                self.unusable(
                    node.range(),
                    message,
                    "write the words in quotation marks, with each place in braces, such as {date}",
                );
                return false;
            }
        };
        let (known, here) = (built_in.places(), pattern.places());
        let list: Vec<String> = known.iter().map(|place| format!("{{{place}}}")).collect();
        if let Some(odd) = here.difference(&known).next() {
            let help = match list.is_empty() {
                true => "take it out: this string has no places".to_owned(),
                false => format!(
                    "take it out, or correct it: the places are {}",
                    list.join(", ")
                ),
            };
            self.unusable(
                node.range(),
                format!("this string has no place `{{{odd}}}`"),
                &help,
            );
            return false;
        }
        let is_needed = |place: &&String| !(is_form && *place == COUNT);
        if let Some(lacking) = known.difference(&here).find(is_needed)
            && !is_date(&known)
        {
            self.unusable(
                node.range(),
                format!("`{{{lacking}}}` is left out, and its value would be lost"),
                &format!(
                    "write it where it belongs: the places are {}",
                    list.join(", ")
                ),
            );
            return false;
        }
        true
    }

    fn keep(&mut self, key: &str, node: &Node<'_>) {
        if let Some(entry) = Entry::read(node) {
            self.found.entries.insert(key.to_owned(), entry);
        }
    }

    fn not_words(&mut self, node: &Node<'_>) {
        self.unusable(
            node.range(),
            "words belong here".to_owned(),
            "write them in quotation marks",
        );
    }

    fn unusable(&mut self, range: std::ops::Range<usize>, message: String, help: &str) {
        let place = Span::new(self.source, range);
        self.findings
            .push(Diagnostic::format_error(STRING_UNUSABLE, place, message).help(help));
    }

    fn unknown(&mut self, key: &str, field: &Field<'_>) {
        let help = match nearest(key, super::Wording::keys()) {
            Some(near) => format!("did you mean `{near}`? otherwise remove it"),
            None => {
                "remove it, or see `supervision template show strings` for all of them".to_owned()
            }
        };
        let place = Span::new(self.source, field.key_range());
        self.findings.push(
            Diagnostic::format_error(
                STRING_UNKNOWN,
                place,
                format!("no document has a string `{key}`"),
            )
            .help(help),
        );
    }
}

/// A date may leave out the year.
fn is_date(places: &std::collections::BTreeSet<String>) -> bool {
    places.contains("month") && places.contains("year")
}

/// The nearest of some names, where one is near.
pub(in crate::render) fn nearest<'k>(
    name: &str,
    known: impl Iterator<Item = &'k str>,
) -> Option<&'k str> {
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    let distance = |known: &&str| {
        let whole = strsim::damerau_levenshtein(known, name);
        // The right name in a wrong group is near too.
        if last(known) == last(name) {
            whole.min(2)
        } else {
            whole
        }
    };
    let near = known.map(|known| (distance(&known), known)).min();
    near.filter(|(distance, _)| *distance <= 2.max(name.len() / 5))
        .map(|(_, known)| known)
}
