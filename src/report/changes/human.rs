//! The outline at a terminal.

use similar::ChangeTag;

use super::Comparison;
use super::outline::{Line, Outline, What, number};
use crate::revision::change::{Changed, Words};

/// Each record with its changes, and what follows.
pub fn human(outline: &Outline) -> String {
    let mut out = format!("{}\n{}", outline.title, one(outline));
    out.push_str(&format!("\n{}\n", outline.summary));
    if outline.asked {
        out.push_str("\nWhat follows\n");
        if outline.follows.is_empty() {
            out.push_str(
                "  Nothing: no date moves, no finding comes or goes, no sign-off falls.\n",
            );
        }
        for group in &outline.follows {
            out.push_str(&format!("\n{}\n", group.title));
            for line in &group.lines {
                out.push_str(&format!("  {line}\n"));
            }
        }
    }
    out
}

/// The records alone.
pub fn one(outline: &Outline) -> String {
    let mut out = String::new();
    for file in &outline.files {
        out.push_str(&format!("\n{} ({})\n", file.path, file.fate));
        let width = |text: fn(&Line) -> &str| {
            file.lines
                .iter()
                .map(|line| text(line).chars().count())
                .max()
                .unwrap_or_default()
        };
        let (classes, places) = (width(|line| line.class), width(|line| &line.place).min(56));
        for line in &file.lines {
            let text = format!(
                "  {:classes$}  {:places$}  {}",
                line.class,
                line.place,
                words(&line.what)
            );
            out.push_str(text.trim_end());
            out.push('\n');
        }
    }
    out
}

/// Words that are new stand in braces with a plus, those that have gone in brackets with a minus, as git shows them.
fn words(what: &What) -> String {
    match what {
        What::Plain(text) => text.clone(),
        What::Words(words) => in_braces(words),
    }
}

/// Words with what is new and what has gone marked, on one line.
pub(in crate::report) fn in_braces(words: &Words) -> String {
    let words = words.iter().map(|(tag, text)| match tag {
        ChangeTag::Equal => text.clone(),
        ChangeTag::Delete => format!("[-{text}-]"),
        ChangeTag::Insert => format!("{{+{text}+}}"),
    });
    crate::report::visible(&words.collect::<String>()).into_owned()
}

/// A line for each record: how many changes, and of which classes.
pub fn stat(comparison: &Comparison<'_>, outline: &Outline) -> String {
    let mut out = String::new();
    let longest = outline
        .files
        .iter()
        .map(|file| file.path.chars().count())
        .max();
    let width = longest.unwrap_or_default();
    for (file, part) in comparison.files.iter().zip(&outline.files) {
        let classes = |file: &Changed| {
            let names = file.classes().into_iter().map(|class| class.name());
            names.collect::<Vec<_>>().join(", ")
        };
        let changes = match file.changes.len() {
            0 => part.fate.clone(),
            many => number(many, "change"),
        };
        out.push_str(&format!(
            "{:width$}  {changes} ({})\n",
            part.path,
            classes(file)
        ));
    }
    out.push_str(&outline.summary);
    out.push('\n');
    out
}
