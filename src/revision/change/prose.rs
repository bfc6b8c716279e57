//! Two bodies compared: sections by their headings, and in each its paragraphs.

use std::ops::Range;

use serde_json::Value as Json;
use similar::{Algorithm, ChangeTag, DiffOp, capture_diff_slices};

use super::class;
use super::{Change, Said, Step, Text};

/// What became of the words of a paragraph, in order: kept, gone, new.
pub type Words = Vec<(ChangeTag, String)>;

/// Compares two paragraphs word by word.
pub fn words(before: &str, after: &str) -> Words {
    let (olds, news) = (tokens(before), tokens(after));
    let mut words: Words = Vec::new();
    let mut add = |tag, part: &[&str]| {
        if !part.is_empty() {
            words.push((tag, part.concat()));
        }
    };
    for op in capture_diff_slices(Algorithm::Myers, &olds, &news) {
        match op {
            DiffOp::Equal { .. } => add(ChangeTag::Equal, &olds[op.old_range()]),
            _ => {
                add(ChangeTag::Delete, &olds[op.old_range()]);
                add(ChangeTag::Insert, &news[op.new_range()]);
            }
        }
    }
    words
}

/// Words, and what stands between them a character each.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first.is_alphanumeric() {
            true => rest
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (token, behind) = rest.split_at(length);
        tokens.push(token);
        rest = behind;
    }
    tokens
}

pub(super) fn compare(was: &Text<'_>, is: &Text<'_>, changes: &mut Vec<Change>) {
    let (olds, news) = (was.sections(), is.sections());
    let path = is.file.path();
    for (title, content) in &olds {
        let paragraphs = cut(was, content);
        let found = news.iter().find(|(other, _)| other == title);
        let way = vec![Step::Section(title.clone())];
        match found {
            Some((_, content)) => inside(was, is, &way, (&paragraphs, &cut(is, content)), changes),
            None => changes.push(Change {
                class: class::of(path, &way, None, None),
                way,
                before: Some(said(was, &paragraphs, content)),
                after: None,
            }),
        }
    }
    for (title, content) in &news {
        if !olds.iter().any(|(other, _)| other == title) {
            let way = vec![Step::Section(title.clone())];
            changes.push(Change {
                class: class::of(path, &way, None, None),
                way,
                before: None,
                after: Some(said(is, &cut(is, content), content)),
            });
        }
    }
}

/// A paragraph as it is compared, and where it stands.
pub(super) type Paragraph = (String, Range<usize>);

/// A section as the list of its paragraphs.
fn said(text: &Text<'_>, paragraphs: &[Paragraph], content: &Range<usize>) -> Said {
    let list = paragraphs
        .iter()
        .map(|(words, _)| Json::String(words.clone()));
    text.words(Json::Array(list.collect()), content.clone())
}

fn inside(
    was: &Text<'_>,
    is: &Text<'_>,
    way: &[Step],
    (olds, news): (&[Paragraph], &[Paragraph]),
    changes: &mut Vec<Change>,
) {
    let texts = |list: &[Paragraph]| {
        list.iter()
            .map(|(text, _)| text.clone())
            .collect::<Vec<_>>()
    };
    let one = |text: &Text<'_>, (words, place): &Paragraph| {
        text.words(Json::String(words.clone()), place.clone())
    };
    for op in capture_diff_slices(Algorithm::Myers, &texts(olds), &texts(news)) {
        if let DiffOp::Equal { .. } = op {
            continue;
        }
        let (old, new) = (op.old_range(), op.new_range());
        for index in 0..old.len().max(new.len()) {
            let at = (old.start + index).min(old.end);
            let mut way = way.to_vec();
            way.push(Step::Paragraph(at));
            let before = olds[old.clone()].get(index).map(|found| one(was, found));
            let after = news[new.clone()].get(index).map(|found| one(is, found));
            changes.push(Change {
                class: class::of(is.file.path(), &way, before.as_ref(), after.as_ref()),
                way,
                before,
                after,
            });
        }
    }
}

fn cut(text: &Text<'_>, content: &Range<usize>) -> Vec<Paragraph> {
    paragraphs(text.file.text(), content.clone())
}

/// The paragraphs of a range: lines up to a blank one, their line breaks evened out. A block of code is one paragraph, as it stands.
pub(super) fn paragraphs(text: &str, content: Range<usize>) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let (mut start, mut at, mut has_code, mut is_code) =
        (content.start, content.start, false, false);
    let mut close = |start: usize, end: usize, has_code: bool| {
        let lines = text[start..end].trim_end();
        if !lines.trim().is_empty() {
            let words = match has_code {
                true => lines.to_owned(),
                false => lines.split_whitespace().collect::<Vec<_>>().join(" "),
            };
            found.push((words, start..start + lines.len()));
        }
    };
    for line in text[content.clone()].split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() && !is_code {
            close(start, at, has_code);
            (start, has_code) = (at + line.len(), false);
        }
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            (is_code, has_code) = (!is_code, true);
        }
        // What a line begins with can be a list, a table or a quotation: there lines are not one paragraph's words.
        has_code |= trimmed.starts_with(['-', '*', '+', '|', '>', '#'])
            || trimmed.starts_with(|c: char| c.is_ascii_digit());
        at += line.len();
    }
    close(start, content.end, has_code);
    found
}
