//! Which bytes of a file are people's own words. A finding quotes the file, so an excerpt is a disclosure: these are left
//! out of it unless the reader has asked for them.
//!
//! Withheld are bodies but for their headings, comments, and every value that its schema calls free text. What cannot be
//! read is withheld whole: this fails closed.

use std::ops::Range;

use super::identifier;
use super::kind::Kind;
use super::layout::{Located, SignOffPart, locate};
use super::schema;
use crate::source::SourceFile;
use crate::text::yaml::{Node, Value};
use crate::text::{front, markdown, yaml};

/// The withheld ranges of a file, in order and apart.
pub fn ranges(file: &SourceFile) -> Vec<Range<usize>> {
    let text = file.text();
    let everything = std::iter::once(0..text.len()).collect();
    if file.is_built_in() {
        return Vec::new();
    }
    let place = match locate(file.path()) {
        Located::Record(place) => place,
        Located::Unknown(_) => return everything,
        Located::SignOff(place) if place.part == SignOffPart::Comment => return everything,
        Located::SignOff(_) => return prose(text),
        Located::Pack => {
            let is_pack =
                yaml::parse(text, 0..text.len()).is_ok_and(|tree| tree.field("kind").is_some());
            return if is_pack { Vec::new() } else { everything };
        }
        Located::Template => return Vec::new(),
    };
    let (fields, body) = match place.markdown {
        true => match front::split(text) {
            Ok(parts) => (parts.front, parts.body),
            Err(_) => return everything,
        },
        false => (front::bom_length(text)..text.len(), text.len()..text.len()),
    };
    let Ok(tree) = yaml::parse(text, fields.clone()) else {
        return everything;
    };
    let kind = tree
        .field("kind")
        .and_then(|field| Kind::from_name(field.node.as_str()?));
    let Some(kind) = kind else { return everything };
    let mut visible = Vec::new();
    show(&tree, "", schema::of(kind), &mut visible);
    visible.extend(
        markdown::sections(text, body.clone())
            .sections
            .into_iter()
            .map(|section| section.heading),
    );
    let dividers = [0..fields.start, fields.end..body.start];
    visible.extend(
        dividers
            .into_iter()
            .filter(|range| text[range.clone()].trim() == "---"),
    );
    let mut withheld = gaps(text, visible);
    // Whoever it is stays withheld wherever it stands.
    withheld.extend(
        identifier::find(text, 0..text.len())
            .into_iter()
            .map(|(_, place)| place),
    );
    withheld.sort_by_key(|range| range.start);
    joined(withheld)
}

/// Ranges in order, those that touch made one.
fn joined(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// The lines of a sign-off that are not a key and one word: a statement has no others.
fn prose(text: &str) -> Vec<Range<usize>> {
    let is_entry = |line: &str| {
        let (key, value) = line.split_once(": ")?;
        (is_name(key) && is_word(value)).then_some(())
    };
    let mut withheld = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if is_entry(line.trim_end()).is_none() {
            withheld.push(start..start + line.len());
        }
        start += line.len();
    }
    withheld
}

/// Keys, and values that are not free text.
fn show(node: &Node<'_>, pointer: &str, schema: &schema::Schema, visible: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Map(fields) => {
            for field in fields {
                if is_name(&field.key) {
                    visible.push(field.key_range());
                }
                show(
                    &field.node,
                    &format!("{pointer}/{}", field.key),
                    schema,
                    visible,
                );
            }
        }
        Value::Seq(items) => {
            for (index, item) in items.iter().enumerate() {
                show(item, &format!("{pointer}/{index}"), schema, visible);
            }
        }
        Value::Str(words) if !is_word(words) || schema.is_free_text(pointer) => {}
        _ => visible.push(node.range()),
    }
}

/// Whether a key is a field's name and no sentence that somebody wrote.
pub(super) fn is_name(key: &str) -> bool {
    key.len() <= 63
        && !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// Whether a value is one word, as ids, days, times and words of the vocabulary are. What is more stands in the wrong place.
fn is_word(value: &str) -> bool {
    value
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_/.:".contains(&byte))
}

/// What lies between the visible ranges, but for punctuation and space.
fn gaps(text: &str, mut visible: Vec<Range<usize>>) -> Vec<Range<usize>> {
    visible.sort_by_key(|range| range.start);
    let mut withheld = Vec::new();
    let mut from = 0;
    for range in visible
        .into_iter()
        .chain(std::iter::once(text.len()..text.len()))
    {
        if range.start > from {
            let gap = &text[from..range.start];
            if gap.chars().any(char::is_alphanumeric) {
                let start =
                    from + (gap.len() - gap.trim_start_matches([':', '-', ' ', '\n', '\r']).len());
                withheld.push(start..from + gap.trim_end_matches(['-', ' ', '\n', '\r']).len());
            }
        }
        from = from.max(range.end);
    }
    withheld
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_withheld_and_days_are_not() {
        let text = "---\n# about her divorce\nkind: session\nworker: jo-field\ndate: 2026-02-10\nplace: Her flat\nagenda:\n  - topic: Divorce\n    raised-by: supervisee\n---\n\n## Wellbeing\n\nDivorce.\n";
        let file = SourceFile::new("workers/jo-field/3-supervision/2026-02-10.md", text);
        let ranges = ranges(&file);
        let mut shown = text.to_owned();
        for range in ranges.into_iter().rev() {
            shown.replace_range(range, "…");
        }
        assert!(
            !shown.to_lowercase().contains("divorce") && !shown.contains("flat"),
            "{shown}"
        );
        for kept in [
            "worker: jo-field",
            "date: 2026-02-10",
            "raised-by: supervisee",
            "## Wellbeing",
            "topic:",
        ] {
            assert!(shown.contains(kept), "{kept} in {shown}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_withheld_whole() {
        let file = SourceFile::new(
            "workers/jo-field/3-supervision/2026-02-10.md",
            "---\nkind: [\n---\nPrivate.\n",
        );
        assert_eq!(ranges(&file), vec![0..file.text().len()]);
    }
}
