//! The document as data for `templates/pdf/document.typ`: what is to stand where, and how wide. Each block is a map whose `what`
//! says what it is; text is a list of strings, of `0` where a line may break and `1` where one ends, and of lists such as
//! `["strong", [...]]`.

use serde_json::{Value as Json, json};

use super::columns::{self, Columns};
use super::glyphs::Glyphs;
use super::{measure, world};
use crate::calendar::Day;
use crate::render::document::{Align, Block, CalloutKind, Document, Fact, Figure, Inline, Table};
use crate::render::link;
use crate::render::wording::Wording;

/// How wide the text is, in points: A4 between margins of 20 mm.
const WIDTH: f64 = 481.8;
/// The size of letters.
const SIZE: f64 = 12.0;
/// How high a drawing may be.
const HEIGHT: f64 = 560.0;
/// How large a drawing's unit is at most, in points: a drawing is not blown up to fill the page.
const UNIT: f64 = 0.75;
/// What each manner of setting apart takes of the width.
const LIST: f64 = 26.0;
const QUOTE: f64 = 40.0;
const CALLOUT: f64 = 28.0;
const PROSE: f64 = 12.0;
/// What terms and their values have of the width, and what stands between them.
const TERM: f64 = 0.32;
const BETWEEN: f64 = 12.0;
/// From how many columns on a table cannot be read on a page, so that each row becomes a list of facts.
const MOST_COLUMNS: usize = 10;
/// What of this many lines or fewer is not parted between two pages.
const TOGETHER: f64 = 12.0;
/// What is parted all the same, so that heads that fill pages do not stand on each.
const HEAD: f64 = 8.0;
/// From how many sections on a document has a list of them.
const CONTENTS_FROM: usize = 3;
/// How wide a marking may be and still stand beside the string of verification, in letters of the foot.
const SHORT_MARKING: f64 = 18.0;
/// The size of letters in the foot and the head of a page.
const SMALL: f64 = 9.5;

/// The data, and how many characters no font has.
pub(super) fn data(
    document: &Document,
    day: Day,
    keywords: Option<&str>,
    glyphs: Glyphs,
) -> (String, usize) {
    let mut tree = Tree {
        glyphs,
        wording: document.wording.clone(),
    };
    let is_section = |block: &Block| matches!(block, Block::Section { .. });
    // What must be seen first stands before the list of sections.
    let first = document.blocks.iter().position(is_section);
    let (before, sections) = document
        .blocks
        .split_at(first.unwrap_or(document.blocks.len()));
    let (lang, region) = document
        .language
        .split_once('-')
        .map_or((document.language.as_str(), None), |(lang, region)| {
            (lang, Some(region))
        });
    let around = [("page", "{page}"), ("pages", "{pages}")];
    let number = document.wording.fill("page.number", &around);
    let line = |words: &str, size: f64| {
        (words.chars().map(measure::character).sum::<f64>() * size / WIDTH).ceil()
    };
    let marking: f64 = document.marking.chars().map(measure::character).sum();
    let (beside, below) = match marking <= SHORT_MARKING {
        true => (document.marking.as_str(), ""),
        false => ("", document.marking.as_str()),
    };
    let data = json!({
        "lang": lang.to_ascii_lowercase(),
        "region": region.filter(|region| region.len() == 2),
        "day": iso(day),
        "keywords": keywords.into_iter().collect::<Vec<_>>(),
        "families": world::families(),
        "top": 62.0 + line(&document.marking, SMALL * 1.2) * SMALL * 1.4,
        "bottom": 62.0 + line(&document.source_line, SMALL * 1.3) * SMALL * 1.4 + line(below, SMALL * 1.2) * SMALL * 1.4,
        "title": tree.plain(&document.title, WIDTH / 22.0),
        "title-plain": tree.glyphs.shown(&document.title),
        "marking": tree.plain(&document.marking, WIDTH / SIZE),
        "marking-short": tree.plain(beside, WIDTH / SIZE),
        "marking-long": tree.plain(below, WIDTH / SIZE),
        "notice": tree.plain(&document.notice, WIDTH / SIZE),
        "source": tree.plain(&document.source_line, WIDTH / SIZE * 0.7),
        "verification": tree.glyphs.shown(&document.verification_line()),
        "words": {
            "number": tree.glyphs.shown(&number),
            "contents": tree.glyphs.shown(&document.wording.say("page.contents")),
        },
        "contents": sections.iter().filter(|block| is_section(block)).count() >= CONTENTS_FROM,
        "before": tree.blocks(before, WIDTH),
        "sections": tree.blocks(sections, WIDTH),
    });
    (data.to_string(), tree.glyphs.unshown)
}

struct Tree {
    glyphs: Glyphs,
    wording: Wording,
}

impl Tree {
    fn blocks(&mut self, blocks: &[Block], width: f64) -> Json {
        let mut out = Vec::new();
        for block in blocks {
            self.block(&mut out, block, width);
        }
        Json::Array(out)
    }

    fn block(&mut self, out: &mut Vec<Json>, block: &Block, width: f64) {
        let made = match block {
            Block::Section {
                title,
                level,
                blocks,
                ..
            } => {
                out.push(self.heading(*level, true, title, width));
                blocks
                    .iter()
                    .for_each(|block| self.block(out, block, width));
                return;
            }
            Block::Heading { level, content, .. } => self.heading(*level, false, content, width),
            Block::Paragraph(words) => self.line("paragraph", words, width),
            Block::List {
                ordered,
                start,
                items,
            } => {
                let tight = items.iter().all(|item| is_short(item));
                let items: Vec<Json> = items
                    .iter()
                    .map(|item| self.part(item, width - LIST))
                    .collect();
                let what = if *ordered { "numbers" } else { "points" };
                json!({ "what": what, "tight": tight, "start": start, "items": items })
            }
            Block::Table(table) if table.head.len() > MOST_COLUMNS => {
                self.long(out, table, width);
                return;
            }
            Block::Table(table) => self.table(table, width),
            Block::Quote(blocks) => {
                json!({ "what": "quote", "blocks": self.blocks(blocks, width - QUOTE) })
            }
            Block::Code(words) => {
                let room = (width - 16.0) / SIZE;
                let lines: Vec<Json> = words
                    .split('\n')
                    .map(|line| self.plain(line, room))
                    .collect();
                json!({ "what": "code", "lines": lines })
            }
            Block::Rule => json!({ "what": "rule" }),
            Block::Callout { kind, blocks } => {
                let name = match kind {
                    CalloutKind::Note => "note",
                    CalloutKind::Important => "important",
                    CalloutKind::Warning => "warning",
                };
                let width = width - CALLOUT;
                let breakable = lines(blocks, width) > TOGETHER;
                let blocks = self.blocks(blocks, width);
                let words = self.glyphs.shown(&kind.words(&self.wording));
                json!({ "what": "callout", "kind": name, "words": words, "breakable": breakable, "blocks": blocks })
            }
            Block::DescriptionList(facts) => {
                let term = (width * TERM).floor();
                let each = facts.iter().map(|fact| {
                    let values = fact.values.iter().map(|blocks| lines(blocks, width - term));
                    values.sum::<f64>().max(1.0) + measure::line(&fact.term) * SIZE / width
                });
                let breakable = each.sum::<f64>() > TOGETHER;
                let facts: Vec<Json> = facts
                    .iter()
                    .map(|fact| self.fact(fact, term, width))
                    .collect();
                json!({ "what": "facts", "width": width, "term": term, "breakable": breakable, "facts": facts })
            }
            Block::Figure(figure) => self.figure(figure, width),
            Block::Prose(blocks) => {
                json!({ "what": "prose", "blocks": self.blocks(blocks, width - PROSE) })
            }
        };
        out.push(made);
    }

    fn heading(&mut self, level: u8, section: bool, words: &[Inline], width: f64) -> Json {
        let level = level.clamp(2, 6);
        let size = if level == 2 { 17.0 } else { 14.0 };
        json!({ "what": "heading", "level": level, "section": section, "words": self.words(words, width / size) })
    }

    fn line(&mut self, what: &str, words: &[Inline], width: f64) -> Json {
        let rtl = measure::is_from_the_right(words);
        json!({ "what": what, "rtl": rtl, "words": self.words(words, width / SIZE) })
    }

    /// An item or a value: its first paragraph alone is no paragraph of its own.
    fn part(&mut self, blocks: &[Block], width: f64) -> Json {
        let mut out = Vec::new();
        let rest = match blocks.split_first() {
            Some((Block::Paragraph(words), rest)) if is_short(blocks) => {
                out.push(self.line("line", words, width));
                rest
            }
            _ => blocks,
        };
        rest.iter()
            .for_each(|block| self.block(&mut out, block, width));
        Json::Array(out)
    }

    /// A term and its values. What can stand beside the term does, and the rest under it.
    fn fact(&mut self, fact: &Fact, term: f64, width: f64) -> Json {
        let (room, value) = ((term - BETWEEN) / SIZE, width - term);
        let is_beside = measure::line(&fact.term) * measure::BOLD <= room;
        let mut values = Vec::new();
        for (at, blocks) in fact.values.iter().enumerate() {
            match blocks.split_first() {
                Some((Block::Paragraph(words), rest)) if at == 0 => {
                    values.push(self.line("line", words, value));
                    rest.iter()
                        .for_each(|block| self.block(&mut values, block, value));
                }
                _ => blocks
                    .iter()
                    .for_each(|block| self.block(&mut values, block, value)),
            }
        }
        json!({ "term": self.words(&fact.term, room * 0.93), "beside": is_beside, "values": values })
    }

    fn table(&mut self, table: &Table, width: f64) -> Json {
        let columns = columns::share(table, width);
        let align: Vec<&str> = table
            .columns
            .iter()
            .map(|align| match align {
                Align::Plain | Align::Left => "left",
                Align::Centre => "center",
                Align::Right => "right",
            })
            .collect();
        let rows: Vec<Json> = table
            .rows
            .iter()
            .map(|row| {
                let tall = tallest(row, &columns) > TOGETHER;
                let cells: Vec<Json> = row
                    .iter()
                    .enumerate()
                    .map(|(at, cell)| self.words(cell, columns.room(at)))
                    .collect();
                json!({ "breakable": tall, "cells": cells })
            })
            .collect();
        let head: Vec<Json> = table
            .head
            .iter()
            .enumerate()
            .map(|(at, cell)| self.words(cell, columns.room(at) * 0.93))
            .collect();
        json!({
            "what": "table",
            "caption": self.words(&table.caption, width / SIZE * 0.93),
            "size": columns.size,
            "widths": columns.widths,
            "gaps": columns.gaps,
            "align": align,
            "named": table.head.iter().any(|cell| !cell.is_empty()),
            "repeat": tallest(&table.head, &columns) <= HEAD,
            "head": head,
            "rows": rows,
        })
    }

    /// A table with too many columns for a page: each row as a list of facts.
    fn long(&mut self, out: &mut Vec<Json>, table: &Table, width: f64) {
        if !table.caption.is_empty() {
            let caption = vec![Inline::Strong(table.caption.clone())];
            self.block(out, &Block::Paragraph(caption), width);
        }
        if table.rows.is_empty() {
            let heads = table.head.iter().filter(|cell| !cell.is_empty());
            let heads = heads
                .map(|cell| vec![Block::Paragraph(cell.clone())])
                .collect();
            self.block(
                out,
                &Block::List {
                    ordered: false,
                    start: 1,
                    items: heads,
                },
                width,
            );
        }
        for row in &table.rows {
            let facts = table.head.iter().zip(row).map(|(head, cell)| Fact {
                term: head.clone(),
                values: match cell.is_empty() {
                    true => Vec::new(),
                    false => vec![vec![Block::Paragraph(cell.clone())]],
                },
            });
            let facts = facts.filter(|fact| !fact.term.is_empty() || !fact.values.is_empty());
            self.block(out, &Block::DescriptionList(facts.collect()), width);
        }
    }

    fn figure(&mut self, figure: &Figure, width: f64) -> Json {
        let (wide, high) = proportions(&figure.svg).unwrap_or((2.0, 1.0));
        let scale = (width / wide).min(HEIGHT / high).min(UNIT);
        // Nothing but an embedded font is there to set its words in.
        let svg = figure
            .svg
            .replacen("<svg ", "<svg font-family=\"Noto Sans\" ", 1);
        let alt: Vec<&str> = [figure.title.as_str(), &figure.description]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        json!({
            "what": "figure",
            "title": self.plain(&figure.title, width / SIZE * 0.93),
            "svg": self.glyphs.shown(&svg),
            "alt": self.glyphs.shown(&alt.join(". ")),
            "width": wide * scale,
            "height": high * scale,
            "description": self.plain(&figure.description, width / SIZE),
        })
    }

    /// Text that stands in a width, in the size of its letters.
    fn words(&mut self, words: &[Inline], room: f64) -> Json {
        let mut out = Vec::new();
        self.put(&mut out, words, room);
        Json::Array(out)
    }

    fn plain(&mut self, words: &str, room: f64) -> Json {
        let mut out = Vec::new();
        self.text(&mut out, words, room);
        Json::Array(out)
    }

    fn put(&mut self, out: &mut Vec<Json>, words: &[Inline], room: f64) {
        for inline in words {
            match inline {
                Inline::Text(words) => self.text(out, words, room),
                Inline::Code(words) => {
                    let words = self.plain(words, room);
                    out.push(json!(["code", words]));
                }
                Inline::LineBreak => out.push(json!(1)),
                Inline::Strong(inner) => self.within(out, "strong", inner, room * 0.93),
                Inline::Emphasis(inner) => self.within(out, "emphasis", inner, room),
                Inline::Strikethrough(inner) => self.within(out, "struck", inner, room),
                Inline::Link { url, text } => self.link(out, url, text, room),
            }
        }
    }

    fn within(&mut self, out: &mut Vec<Json>, what: &str, inner: &[Inline], room: f64) {
        let inner = self.words(inner, room);
        out.push(json!([what, inner]));
    }

    /// A link, and on paper where it leads. An address is asked once more, so that no tree made elsewhere can bring another kind.
    fn link(&mut self, out: &mut Vec<Json>, url: &str, text: &[Inline], room: f64) {
        match link::target(url) {
            Some(address) => {
                let inner = self.words(text, room);
                out.push(json!(["link", inner, address]));
            }
            None => self.put(out, text, room),
        }
        if let Some(address) = measure::address(url, text) {
            self.text(out, &address, room);
        }
    }

    fn text(&mut self, out: &mut Vec<Json>, words: &str, room: f64) {
        let words = self.glyphs.shown(words);
        for (at, piece) in measure::pieces(&words, room).into_iter().enumerate() {
            if at > 0 {
                out.push(json!(0));
            }
            if !piece.is_empty() {
                out.push(json!(piece));
            }
        }
    }
}

fn is_short(blocks: &[Block]) -> bool {
    matches!(
        blocks,
        [Block::Paragraph(_)] | [Block::Paragraph(_), Block::List { .. }]
    )
}

/// How many lines the tallest of some cells has, roughly.
fn tallest(cells: &[Vec<Inline>], columns: &Columns) -> f64 {
    let lines = cells
        .iter()
        .enumerate()
        .map(|(at, cell)| (measure::line(cell) / columns.room(at)).ceil());
    lines.fold(0.0, f64::max)
}

/// How many lines some blocks have, roughly and rather too many; without end for what cannot be told.
fn lines(blocks: &[Block], width: f64) -> f64 {
    let each = blocks.iter().map(|block| match block {
        Block::Paragraph(words) => {
            let breaks = words
                .iter()
                .filter(|inline| **inline == Inline::LineBreak)
                .count();
            (measure::line(words) * SIZE / width).ceil() + breaks as f64 + 0.6
        }
        Block::List { items, .. } => items.iter().map(|item| lines(item, width - LIST)).sum(),
        _ => f64::INFINITY,
    });
    each.sum()
}

/// The width and the height of a drawing.
fn proportions(svg: &str) -> Option<(f64, f64)> {
    let numbers = svg.split("viewBox=\"").nth(1)?.split('"').next()?;
    let mut numbers = numbers.split_whitespace().skip(2).map(str::parse::<f64>);
    let (wide, high) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    (wide > 0.0 && high > 0.0).then_some((wide, high))
}

/// The year, the month and the day.
fn iso(day: Day) -> Vec<u32> {
    let said = day.to_string();
    said.split('-')
        .filter_map(|part| part.parse().ok())
        .collect()
}
