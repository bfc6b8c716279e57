//! Small pieces of which the documents that need no template are put together.

use super::document::{Align, Block, Cell, Inline, Table};

pub(super) fn heading(words: &str) -> Block {
    Block::Heading {
        level: 2,
        id: String::new(),
        content: vec![Inline::text(words)],
    }
}

pub(super) fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![Inline::text(words)])
}

pub(super) fn list<'a>(lines: impl IntoIterator<Item = &'a str>) -> Block {
    Block::List {
        ordered: false,
        start: 1,
        items: lines
            .into_iter()
            .map(|line| vec![paragraph(line)])
            .collect(),
    }
}

/// A table of plain words; the columns named in `right` hold figures.
pub(super) fn table(
    caption: &str,
    heads: &[&str],
    right: &[usize],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Block {
    let cell = |words: String| -> Cell { vec![Inline::text(words)] };
    let align = |column| match right.contains(&column) {
        true => Align::Right,
        false => Align::Left,
    };
    Block::Table(Table {
        caption: vec![Inline::text(caption)],
        columns: (0..heads.len()).map(align).collect(),
        head: heads.iter().map(|head| cell((*head).to_owned())).collect(),
        rows: rows
            .into_iter()
            .map(|row| row.into_iter().map(cell).collect())
            .collect(),
    })
}
