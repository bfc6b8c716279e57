//! The tree in order, so that no writer has anything to fear: what is empty is gone, headings go down one level at a
//! time, nothing stands too deep, and headings open sections.
//!
//! A record's prose and whatever else stands inside a block is a world of its own: its headings begin below the
//! heading it stands under and end with it. Deliberately not here: what a font can show, which only a writer that
//! embeds fonts knows.

use super::clean_inline::{character, one_line, paragraph, text};
use super::document::{Block, Cell, Document, Fact, Figure, Inline, Table};
use super::markdown_tree::DEEPEST;
use super::sections::{give_identifiers, sections};

/// A document in order: its blocks cleaned, its headings made sections with identifiers that no other has.
pub fn clean(document: Document) -> Document {
    let language = document.language.trim();
    let is_tag = !language.is_empty()
        && language
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-');
    let mut blocks = blocks(document.blocks, 1);
    give_identifiers(&mut blocks);
    Document {
        title: line(&document.title),
        language: if is_tag {
            language.to_owned()
        } else {
            "en-GB".to_owned()
        },
        marking: line(&document.marking),
        notice: line(&document.notice),
        source_line: line(&document.source_line),
        verification: document.verification,
        wording: document.wording,
        records: document.records,
        blocks: sections(blocks),
    }
}

/// Blocks in order, with their headings below the given level and sections opened out into headings.
pub fn blocks(blocks: Vec<Block>, below: u8) -> Vec<Block> {
    let mut cleaner = Cleaner {
        levels: Levels::new(below),
    };
    let mut out = Vec::new();
    cleaner.put_all(&mut out, blocks, DEEPEST);
    out
}

/// Words that stand on one line, without what cannot be seen.
fn line(words: &str) -> String {
    let words = text(words);
    words
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Which levels are open: as written, and as shown.
struct Levels {
    below: u8,
    open: Vec<(u8, u8)>,
}

impl Levels {
    fn new(below: u8) -> Self {
        Self {
            below,
            open: Vec::new(),
        }
    }

    fn shown(&mut self, written: u8) -> u8 {
        while self.open.last().is_some_and(|(open, _)| *open >= written) {
            self.open.pop();
        }
        let shown = (self.current() + 1).min(6);
        self.open.push((written, shown));
        shown
    }

    fn current(&self) -> u8 {
        self.open.last().map_or(self.below, |(_, shown)| *shown)
    }
}

struct Cleaner {
    levels: Levels,
}

impl Cleaner {
    fn put_all(&mut self, out: &mut Vec<Block>, blocks: Vec<Block>, room: usize) {
        for block in blocks {
            self.put(out, block, room);
        }
    }

    /// What stands inside another block.
    fn inside(&self, blocks: Vec<Block>, room: usize) -> Vec<Block> {
        let mut cleaner = Self {
            levels: Levels::new(self.levels.current()),
        };
        let mut out = Vec::new();
        cleaner.put_all(&mut out, blocks, room);
        out
    }

    fn put(&mut self, out: &mut Vec<Block>, block: Block, room: usize) {
        match block {
            Block::Heading { level, content, .. } => self.heading(out, level, content),
            Block::Section {
                title,
                level,
                blocks,
                ..
            } => {
                self.heading(out, level, title);
                self.put_all(out, blocks, room);
            }
            Block::Paragraph(words) => {
                let words = paragraph(words);
                if !words.is_empty() {
                    out.push(Block::Paragraph(words));
                }
            }
            Block::Code(words) => {
                let words = code(&words);
                if !words.is_empty() {
                    out.push(Block::Code(words));
                }
            }
            Block::Table(table) => out.extend(self::table(table)),
            Block::Figure(figure) => out.push(Block::Figure(Figure {
                svg: figure.svg,
                title: line(&figure.title),
                description: line(&figure.description),
            })),
            Block::Rule => out.push(Block::Rule),
            Block::Prose(blocks) => {
                let blocks = self.inside(blocks, room);
                if !blocks.is_empty() {
                    out.push(Block::Prose(blocks));
                }
            }
            Block::List { items, .. } if room == 0 => {
                for item in items {
                    out.extend(self.inside(item, 0));
                }
            }
            Block::Quote(blocks) | Block::Callout { blocks, .. } if room == 0 => {
                out.extend(self.inside(blocks, 0))
            }
            Block::DescriptionList(facts) if room == 0 => {
                for fact in facts {
                    self.put(out, Block::Paragraph(fact.term), 0);
                    for value in fact.values {
                        out.extend(self.inside(value, 0));
                    }
                }
            }
            Block::Quote(blocks) => {
                let blocks = self.inside(blocks, room - 1);
                if !blocks.is_empty() {
                    out.push(Block::Quote(blocks));
                }
            }
            Block::Callout { kind, blocks } => {
                let blocks = self.inside(blocks, room - 1);
                if !blocks.is_empty() {
                    out.push(Block::Callout { kind, blocks });
                }
            }
            Block::List {
                ordered,
                start,
                items,
            } => {
                let items: Vec<_> = items
                    .into_iter()
                    .map(|item| self.inside(item, room - 1))
                    .filter(|item| !item.is_empty())
                    .collect();
                if !items.is_empty() {
                    // Markdown counts to nine digits, and a list of points has no first number.
                    let start = if ordered { start.min(999_999_999) } else { 1 };
                    out.push(Block::List {
                        ordered,
                        start,
                        items,
                    });
                }
            }
            Block::DescriptionList(facts) => {
                let facts: Vec<_> = facts
                    .into_iter()
                    .filter_map(|fact| self.fact(fact, room - 1))
                    .collect();
                if !facts.is_empty() {
                    out.push(Block::DescriptionList(facts));
                }
            }
        }
    }

    fn heading(&mut self, out: &mut Vec<Block>, level: u8, content: Vec<Inline>) {
        let content = one_line(content);
        if !content.is_empty() {
            let level = self.levels.shown(level);
            out.push(Block::Heading {
                level,
                id: String::new(),
                content,
            });
        }
    }

    fn fact(&self, fact: Fact, room: usize) -> Option<Fact> {
        let term = one_line(fact.term);
        let values: Vec<_> = fact
            .values
            .into_iter()
            .map(|value| self.inside(value, room))
            .filter(|value| !value.is_empty())
            .collect();
        (!term.is_empty() || !values.is_empty()).then_some(Fact { term, values })
    }
}

/// Code keeps its lines and spaces; tabs become four, and empty lines at its edges go.
fn code(words: &str) -> String {
    let words = words
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', "    ");
    let lines: Vec<String> = words
        .split('\n')
        .map(|line| {
            line.chars()
                .filter_map(character)
                .collect::<String>()
                .trim_end()
                .to_owned()
        })
        .collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// A table whose rows are all as long as its head; surplus cells join the last.
fn table(table: Table) -> Option<Block> {
    let width = table.head.len();
    if width == 0 {
        let cells: Vec<Inline> = table.rows.into_iter().flatten().flat_map(spaced).collect();
        let words = paragraph(cells);
        return (!words.is_empty()).then_some(Block::Paragraph(words));
    }
    let mut columns = table.columns;
    columns.resize(width, super::document::Align::Plain);
    let rows = table
        .rows
        .into_iter()
        .map(|row| fitted(row, width))
        .collect();
    let head = fitted(table.head, width);
    Some(Block::Table(Table {
        caption: one_line(table.caption),
        columns,
        head,
        rows,
    }))
}

fn spaced(mut cell: Cell) -> Cell {
    cell.push(Inline::text(" "));
    cell
}

fn fitted(row: Vec<Cell>, width: usize) -> Vec<Cell> {
    let mut out: Vec<Cell> = Vec::with_capacity(width);
    for cell in row {
        if out.len() < width {
            out.push(cell);
        } else if let Some(last) = out.last_mut() {
            last.push(Inline::text(" "));
            last.extend(cell);
        }
    }
    out.resize(width, Vec::new());
    out.into_iter().map(one_line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::markdown_tree::parse_prose;

    fn levels(blocks: &[Block]) -> Vec<u8> {
        let level = |block: &Block| match block {
            Block::Heading { level, .. } => Some(*level),
            _ => None,
        };
        blocks.iter().filter_map(level).collect()
    }

    #[test]
    fn heading_levels_go_down_one_at_a_time() {
        let parsed = parse_prose("#### a\n\n# b\n\n###### c\n\n## d\n\n##\n");
        assert_eq!(levels(&blocks(parsed.clone(), 1)), [2, 2, 3, 3]);
        assert_eq!(levels(&blocks(parsed, 5)), [6, 6, 6, 6]);
    }

    #[test]
    fn a_heading_in_prose_opens_no_section() {
        let document = clean(Document {
            blocks: vec![
                Block::Heading {
                    level: 2,
                    id: String::new(),
                    content: vec![Inline::text("Part")],
                },
                Block::Prose(parse_prose("# Part\n\nwords")),
                Block::Paragraph(vec![Inline::text("after")]),
            ],
            ..Document::default()
        });
        let [Block::Section { id, blocks, .. }] = document.blocks.as_slice() else {
            panic!("one section: {:?}", document.blocks)
        };
        assert_eq!(id, "s-part");
        assert!(matches!(&blocks[0], Block::Prose(inner)
            if matches!(&inner[0], Block::Heading { level: 3, id, .. } if id == "s-part-2")));
        assert!(matches!(&blocks[1], Block::Paragraph(_)));
    }

    #[test]
    fn depth_is_bounded_and_no_word_is_lost() {
        let mut deep = vec![Block::Paragraph(vec![Inline::text("bottom")])];
        for _ in 0..40 {
            deep = vec![Block::Quote(deep)];
        }
        let cleaned = format!("{:?}", blocks(deep, 1));
        assert_eq!(cleaned.matches("Quote").count(), DEEPEST);
        assert!(cleaned.contains("bottom"));
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        let once = clean(Document {
            blocks: parse_prose("# a\n\n> ## b\n>\n> c\n\n## a\n\n- d"),
            ..Document::default()
        });
        assert_eq!(clean(once.clone()), once);
    }
}
