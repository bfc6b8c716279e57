//! Markdown to blocks, for template text and for a record's prose.
//!
//! Only what CommonMark has, tables and strikethrough; a template may also write facts (`Term` and `: value`) and
//! callouts (`> [!WARNING]`), which prose cannot. No word is dropped: HTML, addresses that may not be links, pictures'
//! words, titles, definitions, a fence's own words and surplus cells all become text. Nothing here is recursive, so
//! that no nesting can exhaust the stack. Deliberately not here: putting the tree in order, which is [`mod@super::clean`]'s.

use std::ops::Range;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag,
};

use super::document::{Align, Block, CalloutKind, Inline, Table};
use super::link;
use super::markdown_builder::{Builder, Container, Leaf, Open, WrapKind};
use super::markdown_definitions::without_definitions;

/// How many quotes, lists, callouts and facts may stand in one another; what is deeper joins the last of them.
pub const DEEPEST: usize = 6;

/// A record's own words as blocks.
pub fn parse_prose(text: &str) -> Vec<Block> {
    parse(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
}

/// A filled template as blocks: prose with facts and callouts.
pub fn parse_template(text: &str) -> Vec<Block> {
    parse(
        text,
        Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_GFM
            | Options::ENABLE_DEFINITION_LIST,
    )
}

fn parse(text: &str, options: Options) -> Vec<Block> {
    let source = without_definitions(text.replace('\0', ""), options);
    let mut builder = Builder::new(&source);
    for (event, range) in Parser::new_ext(&source, options).into_offset_iter() {
        builder.event(event, range);
    }
    builder.finish()
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                let open = self.start(tag);
                self.opens.push(open);
            }
            Event::End(_) => {
                if let Some(open) = self.opens.pop() {
                    self.end(open, range);
                }
            }
            Event::Text(text) if self.in_verbatim() => self.verbatim.push_str(&text),
            Event::Html(text) => self.verbatim.push_str(&text),
            Event::Text(text) | Event::InlineHtml(text) => self.inline(Inline::text(text.as_ref())),
            Event::Code(text) => self.inline(Inline::Code(text.to_string())),
            Event::SoftBreak => self.inline(Inline::text(" ")),
            Event::HardBreak => self.inline(Inline::LineBreak),
            Event::Rule => self.block(Block::Rule),
            // None of these is asked for; should one come all the same, its words stay.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.inline(Inline::text(text.as_ref()));
            }
            Event::TaskListMarker(done) => {
                self.inline(Inline::text(if done { "[x] " } else { "[ ] " }))
            }
        }
    }

    fn in_verbatim(&self) -> bool {
        matches!(self.opens.last(), Some(Open::Code | Open::Html))
    }

    fn start(&mut self, tag: Tag<'_>) -> Open {
        match tag {
            Tag::Paragraph => self.leaf(Leaf::Paragraph),
            Tag::Heading { level, .. } => self.leaf(Leaf::Heading(level as u8)),
            Tag::BlockQuote(None) => self.container(Container::Quote),
            Tag::BlockQuote(Some(kind)) => self.container(Container::Callout(callout_kind(kind))),
            Tag::List(start) => self.container(Container::List {
                start,
                items: Vec::new(),
            }),
            Tag::Item => self.part(Container::Item),
            Tag::DefinitionList => self.container(Container::Facts(Vec::new())),
            Tag::DefinitionListTitle => self.leaf(Leaf::Term),
            Tag::DefinitionListDefinition => self.part(Container::Value),
            Tag::CodeBlock(kind) => {
                self.end_loose();
                self.verbatim.clear();
                if let CodeBlockKind::Fenced(words) = kind
                    && !words.trim().is_empty()
                {
                    self.verbatim.push_str(words.trim());
                    self.verbatim.push('\n');
                }
                Open::Code
            }
            Tag::HtmlBlock => {
                self.end_loose();
                self.verbatim.clear();
                Open::Html
            }
            Tag::Table(columns) => {
                self.end_loose();
                self.table = Table {
                    columns: columns.into_iter().map(align).collect(),
                    ..Table::default()
                };
                Open::Table
            }
            Tag::TableHead => Open::Row { head: true },
            Tag::TableRow => Open::Row { head: false },
            Tag::TableCell => self.leaf(Leaf::Cell),
            Tag::Emphasis => self.wrap(WrapKind::Emphasis),
            Tag::Strong => self.wrap(WrapKind::Strong),
            Tag::Strikethrough => self.wrap(WrapKind::Strikethrough),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let mailto = if link_type == LinkType::Email {
                    "mailto:"
                } else {
                    ""
                };
                let title = title.to_string();
                match link::target(&format!("{mailto}{dest_url}")) {
                    Some(url) => self.wrap(WrapKind::Link { url, title }),
                    None if matches!(link_type, LinkType::Autolink | LinkType::Email) => {
                        Open::Nothing
                    }
                    None => Open::After {
                        address: dest_url.to_string(),
                        title,
                    },
                }
            }
            Tag::Image {
                dest_url, title, ..
            } => {
                // A picture that was written into its own address is no text.
                let is_inside = dest_url.starts_with("data:");
                let address = if is_inside {
                    dest_url.split([',', ';']).next()
                } else {
                    None
                };
                Open::After {
                    address: address.unwrap_or(&dest_url).to_string(),
                    title: title.to_string(),
                }
            }
            Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) => Open::Flat,
            Tag::Superscript | Tag::Subscript => Open::Nothing,
        }
    }
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::Plain,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Centre,
        Alignment::Right => Align::Right,
    }
}

fn callout_kind(kind: BlockQuoteKind) -> CalloutKind {
    match kind {
        BlockQuoteKind::Note | BlockQuoteKind::Tip => CalloutKind::Note,
        BlockQuoteKind::Important => CalloutKind::Important,
        BlockQuoteKind::Warning | BlockQuoteKind::Caution => CalloutKind::Warning,
    }
}
