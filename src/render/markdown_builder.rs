//! The stacks on which Markdown's events become blocks: open containers, and open stress and links in one block.
//!
//! No event makes it recurse, and what would stand too deep is not opened. Which event is what is
//! [`super::markdown_tree`]'s.

use std::ops::Range;

use super::document::{Block, CalloutKind, Cell, Fact, Inline, Table};
use super::markdown_tree::DEEPEST;

/// What the end of an event has to close.
pub(super) enum Open {
    /// Nothing: the same stress is open already.
    Nothing,
    /// A block that would stand too deep; its words join what is around it.
    Flat,
    /// Words that flow on, and the address and title that follow them in brackets.
    After {
        address: String,
        title: String,
    },
    /// The last of `frames`.
    Frame,
    /// The words of a block.
    Leaf(Leaf),
    /// The last of `wraps`.
    Wrap,
    Code,
    Html,
    Row {
        head: bool,
    },
    Table,
}

pub(super) enum Leaf {
    Paragraph,
    Heading(u8),
    Cell,
    Term,
}

pub(super) enum Container {
    Root,
    Quote,
    Callout(CalloutKind),
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Item,
    Facts(Vec<Fact>),
    Value,
}

pub(super) struct Frame {
    pub(super) container: Container,
    pub(super) blocks: Vec<Block>,
}

#[derive(PartialEq)]
pub(super) enum WrapKind {
    /// The words of a block that said it begins.
    Root,
    /// Words that stand in a list item without a paragraph around them.
    Loose,
    Strong,
    Emphasis,
    Strikethrough,
    Link {
        url: String,
        title: String,
    },
}

pub(super) struct Wrap {
    pub(super) kind: WrapKind,
    pub(super) content: Vec<Inline>,
}

pub(super) struct Builder<'s> {
    pub(super) source: &'s str,
    pub(super) opens: Vec<Open>,
    pub(super) frames: Vec<Frame>,
    pub(super) wraps: Vec<Wrap>,
    pub(super) verbatim: String,
    pub(super) table: Table,
    pub(super) row: Vec<Cell>,
    pub(super) cell_end: usize,
}

impl<'s> Builder<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self {
            source,
            opens: Vec::new(),
            frames: vec![Frame {
                container: Container::Root,
                blocks: Vec::new(),
            }],
            wraps: Vec::new(),
            verbatim: String::new(),
            table: Table::default(),
            row: Vec::new(),
            cell_end: 0,
        }
    }

    pub(super) fn finish(mut self) -> Vec<Block> {
        self.end_loose();
        self.frames
            .pop()
            .map(|frame| frame.blocks)
            .unwrap_or_default()
    }

    pub(super) fn leaf(&mut self, leaf: Leaf) -> Open {
        self.end_loose();
        self.wraps.push(Wrap {
            kind: WrapKind::Root,
            content: Vec::new(),
        });
        Open::Leaf(leaf)
    }

    /// Opens a container, unless it would stand too deep.
    pub(super) fn container(&mut self, container: Container) -> Open {
        self.end_loose();
        let depth = self
            .frames
            .iter()
            .filter(|frame| {
                !matches!(
                    frame.container,
                    Container::Root | Container::Item | Container::Value
                )
            })
            .count();
        if depth >= DEEPEST {
            return Open::Flat;
        }
        self.frames.push(Frame {
            container,
            blocks: Vec::new(),
        });
        Open::Frame
    }

    /// Opens an item or a value, unless the list or the facts around it were flattened away.
    pub(super) fn part(&mut self, part: Container) -> Open {
        self.end_loose();
        if !matches!(self.opens.last(), Some(Open::Frame)) {
            return Open::Flat;
        }
        self.frames.push(Frame {
            container: part,
            blocks: Vec::new(),
        });
        Open::Frame
    }

    pub(super) fn wrap(&mut self, kind: WrapKind) -> Open {
        if self.wraps.is_empty() {
            self.wraps.push(Wrap {
                kind: WrapKind::Loose,
                content: Vec::new(),
            });
        }
        // Stress inside the same stress says nothing, and could be nested without end.
        if self.wraps.iter().any(|wrap| wrap.kind == kind) {
            return Open::Nothing;
        }
        self.wraps.push(Wrap {
            kind,
            content: Vec::new(),
        });
        Open::Wrap
    }

    pub(super) fn end(&mut self, open: Open, range: Range<usize>) {
        match open {
            Open::Nothing => {}
            Open::Flat => self.end_loose(),
            Open::After { address, title } => {
                self.in_brackets(&address);
                self.in_brackets(&title);
            }
            Open::Frame => self.end_frame(),
            Open::Leaf(leaf) => self.end_leaf(leaf, range),
            Open::Wrap => self.end_wrap(),
            Open::Code => {
                let text = std::mem::take(&mut self.verbatim);
                self.block(Block::Code(text));
            }
            Open::Html => {
                let text = std::mem::take(&mut self.verbatim);
                let mut words = Vec::new();
                for line in text.lines().filter(|line| !line.trim().is_empty()) {
                    words.extend([Inline::text(line.trim()), Inline::LineBreak]);
                }
                self.block(Block::Paragraph(words));
            }
            Open::Row { head } => self.end_row(head, range),
            Open::Table => {
                let table = std::mem::take(&mut self.table);
                self.block(Block::Table(table));
            }
        }
    }

    pub(super) fn end_frame(&mut self) {
        self.end_loose();
        let Some(Frame { container, blocks }) = self.frames.pop() else {
            return;
        };
        match container {
            Container::Root => self.frames.push(Frame { container, blocks }),
            Container::Quote => self.block(Block::Quote(blocks)),
            Container::Callout(kind) => self.block(Block::Callout { kind, blocks }),
            Container::List { start, items } => self.block(Block::List {
                ordered: start.is_some(),
                start: start.unwrap_or(1),
                items,
            }),
            Container::Facts(facts) => self.block(Block::DescriptionList(facts)),
            Container::Item => {
                if let Some(Frame {
                    container: Container::List { items, .. },
                    ..
                }) = self.frames.last_mut()
                {
                    items.push(blocks);
                }
            }
            Container::Value => {
                if let Some(Frame {
                    container: Container::Facts(facts),
                    ..
                }) = self.frames.last_mut()
                {
                    if facts.is_empty() {
                        facts.push(Fact::default());
                    }
                    if let Some(fact) = facts.last_mut() {
                        fact.values.push(blocks);
                    }
                }
            }
        }
    }

    pub(super) fn end_leaf(&mut self, leaf: Leaf, range: Range<usize>) {
        let words = self
            .wraps
            .pop()
            .map(|wrap| wrap.content)
            .unwrap_or_default();
        match leaf {
            Leaf::Paragraph => self.block(Block::Paragraph(words)),
            Leaf::Heading(level) => self.block(Block::Heading {
                level,
                id: String::new(),
                content: words,
            }),
            Leaf::Cell => {
                self.row.push(words);
                self.cell_end = range.end;
            }
            Leaf::Term => match self.frames.last_mut() {
                Some(Frame {
                    container: Container::Facts(facts),
                    ..
                }) => {
                    facts.push(Fact {
                        term: words,
                        values: Vec::new(),
                    });
                }
                _ => self.block(Block::Paragraph(words)),
            },
        }
    }

    /// Markdown drops the cells for which there is no head; here they join the last one.
    pub(super) fn end_row(&mut self, head: bool, range: Range<usize>) {
        let mut row = std::mem::take(&mut self.row);
        let surplus = self
            .source
            .get(self.cell_end..range.end)
            .unwrap_or_default();
        let surplus = surplus.trim().trim_matches('|').trim();
        if let Some(last) = row.last_mut()
            && !surplus.is_empty()
        {
            last.push(Inline::Text(format!(" | {surplus}")));
        }
        if head {
            self.table.head = row;
        } else {
            self.table.rows.push(row);
        }
    }

    pub(super) fn end_wrap(&mut self) {
        let Some(Wrap { kind, content }) = self.wraps.pop() else {
            return;
        };
        match kind {
            WrapKind::Strong => self.inline(Inline::Strong(content)),
            WrapKind::Emphasis => self.inline(Inline::Emphasis(content)),
            WrapKind::Strikethrough => self.inline(Inline::Strikethrough(content)),
            WrapKind::Root | WrapKind::Loose => {
                content.into_iter().for_each(|word| self.inline(word))
            }
            WrapKind::Link { url, title } => {
                self.inline(Inline::Link { url, text: content });
                self.in_brackets(&title);
            }
        }
    }

    pub(super) fn in_brackets(&mut self, words: &str) {
        if !words.trim().is_empty() {
            self.inline(Inline::Text(format!(" ({})", words.trim())));
        }
    }

    pub(super) fn inline(&mut self, inline: Inline) {
        if self.wraps.is_empty() {
            self.wraps.push(Wrap {
                kind: WrapKind::Loose,
                content: Vec::new(),
            });
        }
        if let Some(wrap) = self.wraps.last_mut() {
            wrap.content.push(inline);
        }
    }

    pub(super) fn block(&mut self, block: Block) {
        self.end_loose();
        if let Some(frame) = self.frames.last_mut() {
            frame.blocks.push(block);
        }
    }

    pub(super) fn end_loose(&mut self) {
        if self.wraps.len() == 1 && self.wraps[0].kind == WrapKind::Loose {
            let words = std::mem::take(&mut self.wraps).remove(0).content;
            if let Some(frame) = self.frames.last_mut() {
                frame.blocks.push(Block::Paragraph(words));
            }
        }
    }
}
