//! What has changed, and what follows, as a document for a merge request or a meeting.

use similar::ChangeTag;

use super::blocks::{heading, paragraph};
use super::document::{Align, Block, Cell, Document, Inline, Table};
use super::marking;
use super::wording::Wording;
use crate::calendar::Day;
use crate::record::store_settings::StoreSettings;
use crate::report::changes::{FilePart, Outline, What};

/// The document. The questions are those that a reviewer is asked to judge, for a review.
pub fn changes(
    outline: &Outline,
    questions: Option<&[String]>,
    settings: Option<&StoreSettings>,
    today: Day,
) -> Document {
    let mut blocks = vec![paragraph(&outline.summary)];
    if let Some(questions) = questions {
        blocks.push(heading("For you to judge"));
        blocks.push(match questions.is_empty() {
            true => paragraph("Nothing that a person need decide was found."),
            false => list(questions),
        });
    }
    if outline.asked {
        blocks.push(heading("What follows"));
        if outline.follows.is_empty() {
            blocks.push(paragraph(
                "Nothing: no date moves, no finding comes or goes, no sign-off falls.",
            ));
        }
        for group in &outline.follows {
            blocks.push(below(&group.title));
            blocks.push(list(&group.lines));
        }
    }
    if !outline.files.is_empty() {
        blocks.push(heading("What has changed"));
    }
    for file in &outline.files {
        blocks.push(below(&file.path));
        blocks.push(paragraph(&capital(&file.fate)));
        blocks.extend(table(file));
    }
    marking::marked(
        &Wording::default(),
        outline.title.clone(),
        blocks,
        settings,
        None,
        today,
    )
}

fn table(file: &FilePart) -> Option<Block> {
    if file.lines.is_empty() {
        return None;
    }
    let cell = |words: &str| -> Cell { vec![Inline::text(words)] };
    let rows = file.lines.iter().map(|line| {
        let place = match line.place.as_str() {
            "" => "the whole file",
            place => place,
        };
        vec![cell(place), words(&line.what), cell(line.class)]
    });
    Some(Block::Table(Table {
        caption: vec![Inline::text(format!("Changes of {}", file.path))],
        columns: vec![Align::Left; 3],
        head: ["Where", "What", "Class"].map(cell).to_vec(),
        rows: rows.collect(),
    }))
}

fn words(what: &What) -> Cell {
    match what {
        What::Plain(text) => vec![Inline::text(text.clone())],
        What::Words(words) => {
            let words = words.iter().map(|(tag, text)| match tag {
                ChangeTag::Equal => Inline::text(text.clone()),
                ChangeTag::Delete => Inline::Strikethrough(vec![Inline::text(text.clone())]),
                ChangeTag::Insert => Inline::Strong(vec![Inline::text(text.clone())]),
            });
            words.collect()
        }
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn list(lines: &[String]) -> Block {
    Block::List {
        ordered: false,
        start: 1,
        items: lines
            .iter()
            .map(|line| vec![Block::Paragraph(with_code(line))])
            .collect(),
    }
}

/// Words, and what stands between back ticks as code.
fn with_code(line: &str) -> Vec<Inline> {
    let parts = line.split('`').enumerate();
    let parts = parts.map(|(index, part)| match index % 2 {
        0 => Inline::text(part),
        _ => Inline::Code(part.to_owned()),
    });
    parts.collect()
}

fn below(words: &str) -> Block {
    Block::Heading {
        level: 3,
        id: String::new(),
        content: vec![Inline::text(words)],
    }
}
