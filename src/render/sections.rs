//! Headings to sections, each with an identifier that no other has. Levels are in order before it comes here.

use std::collections::BTreeMap;

use super::document::{Block, Inline, plain};

/// Gives each heading a place that a link can point to.
pub(super) fn give_identifiers(blocks: &mut [Block]) {
    Identifiers::default().give(blocks);
}

#[derive(Default)]
struct Identifiers {
    used: BTreeMap<String, usize>,
}

impl Identifiers {
    fn give(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Heading { id, content, .. } => *id = self.next(&plain(content)),
                Block::Quote(inner)
                | Block::Callout { blocks: inner, .. }
                | Block::Prose(inner) => self.give(inner),
                Block::List { items, .. } => items.iter_mut().for_each(|item| self.give(item)),
                Block::DescriptionList(facts) => {
                    facts
                        .iter_mut()
                        .flat_map(|fact| &mut fact.values)
                        .for_each(|value| self.give(value));
                }
                _ => {}
            }
        }
    }

    /// `s-` stands before all of them, so that none can be taken for a place of the page itself.
    fn next(&mut self, words: &str) -> String {
        let mut slug = String::from("s");
        for word in words
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            if slug.len() + word.len() > 60 {
                break;
            }
            slug.push('-');
            slug.push_str(&word.to_ascii_lowercase());
        }
        loop {
            let count = self.used.entry(slug.clone()).or_insert(0);
            *count += 1;
            if *count == 1 && slug != "s" {
                return slug;
            }
            let numbered = format!("{slug}-{count}");
            if self.used.insert(numbered.clone(), 1).is_none() {
                return numbered;
            }
        }
    }
}

/// Puts all that follows a heading under it, up to the next heading of its level or above.
pub(super) fn sections(blocks: Vec<Block>) -> Vec<Block> {
    let mut root = Vec::new();
    let mut open: Vec<(u8, String, Vec<Inline>, Vec<Block>)> = Vec::new();
    let close = |open: &mut Vec<(u8, String, Vec<Inline>, Vec<Block>)>, root: &mut Vec<Block>| {
        if let Some((level, id, title, blocks)) = open.pop() {
            let section = Block::Section {
                id,
                title,
                level,
                blocks,
            };
            open.last_mut()
                .map_or(root, |(.., outer)| outer)
                .push(section);
        }
    };
    for block in blocks {
        if let Block::Heading { level, id, content } = block {
            while open.last().is_some_and(|(last, ..)| *last >= level) {
                close(&mut open, &mut root);
            }
            open.push((level, id, content, Vec::new()));
        } else {
            open.last_mut()
                .map_or(&mut root, |(.., inner)| inner)
                .push(block);
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut root);
    }
    root
}
