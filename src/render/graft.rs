//! What a filled template becomes before it is a document: captions found, and grafts put where their marks stand.
//!
//! A mark is a number between two characters that are none, so that neither a value nor a template's own text can
//! hold one. A record's prose is never searched for marks.

use std::collections::BTreeSet;

use super::document::{Block, Inline, Table};
use super::template::Graft;

/// Around a graft's number. Neither is a character, and neither comes through in a value or a template.
pub(super) const GRAFT: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// Makes a paragraph `Table: words` the caption of the table that follows it.
pub(super) fn captioned(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        for inner in children(&mut block) {
            *inner = captioned(std::mem::take(inner));
        }
        if let Block::Table(Table { caption, .. }) = &mut block
            && let Some(Block::Paragraph(words)) = out.last_mut()
            && let Some(Inline::Text(first)) = words.first_mut()
            && let Some(rest) = first.strip_prefix("Table: ")
        {
            *first = rest.to_owned();
            *caption = std::mem::take(words);
            out.pop();
        }
        out.push(block);
    }
    out
}

/// The blocks that stand inside a block.
fn children(block: &mut Block) -> Vec<&mut Vec<Block>> {
    match block {
        Block::Quote(inner) | Block::Callout { blocks: inner, .. } | Block::Prose(inner) => {
            vec![inner]
        }
        Block::Section { blocks: inner, .. } => vec![inner],
        Block::List { items, .. } => items.iter_mut().collect(),
        Block::DescriptionList(facts) => {
            facts.iter_mut().flat_map(|fact| &mut fact.values).collect()
        }
        _ => Vec::new(),
    }
}

/// Puts each graft where its mark stands alone, and notes the marks that do not.
pub(super) fn place(blocks: &mut Vec<Block>, grafts: &[Graft], misplaced: &mut BTreeSet<usize>) {
    let mut out = Vec::with_capacity(blocks.len());
    for mut block in std::mem::take(blocks) {
        if let Some(graft) = named(&block).and_then(|number| grafts.get(number)) {
            out.extend(graft.blocks.iter().cloned());
            continue;
        }
        for inner in children(&mut block) {
            place(inner, grafts, misplaced);
        }
        note_marks(&block, misplaced);
        out.push(block);
    }
    *blocks = out;
}

fn named(block: &Block) -> Option<usize> {
    let Block::Paragraph(words) = block else {
        return None;
    };
    let [Inline::Text(words)] = words.as_slice() else {
        return None;
    };
    words
        .strip_prefix(GRAFT[0])?
        .strip_suffix(GRAFT[1])?
        .parse()
        .ok()
}

fn note_marks(block: &Block, misplaced: &mut BTreeSet<usize>) {
    let mut note = |words: &str| {
        for mark in words.split(GRAFT[0]).skip(1) {
            let number = mark.split(GRAFT[1]).next().unwrap_or_default();
            misplaced.insert(number.parse().unwrap_or(0));
        }
    };
    match block {
        Block::Paragraph(words) | Block::Heading { content: words, .. } => {
            note(&super::document::plain(words))
        }
        Block::Code(words) => note(words),
        Block::Table(table) => {
            let cells = table
                .rows
                .iter()
                .flatten()
                .chain(&table.head)
                .chain([&table.caption]);
            cells.for_each(|cell| note(&super::document::plain(cell)));
        }
        Block::DescriptionList(facts) => facts
            .iter()
            .for_each(|fact| note(&super::document::plain(&fact.term))),
        _ => {}
    }
}
