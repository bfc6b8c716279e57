//! Blocks and text as HTML elements: a fixed few, with every word escaped.
//!
//! The elements and attributes that can come out are those that stand in this file; none is ever made from what a
//! record says. The one thing written as it stands is a figure's drawing, which this program made. The page around
//! them is [`super::write_html`]'s.

use super::clean_inline::pieces;
use super::document::{Align, Block, Fact, Figure, Inline, Table, plain};
use super::link;
use super::svg;
use super::wording::Wording;

/// Tables with this many columns or more may be wider than a telephone and scroll by themselves.
const WIDE: usize = 4;
/// How many characters a day in full has at most: "23 September 2026".
const A_DAY: usize = 17;
/// What a column needs in which words may go to the next line.
const WORD: usize = 14;
/// What goes on a line of a printed table.
const LINE: usize = 84;

/// Words with every character that means something to HTML written as its name.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Words with places where a long run may be broken. Such a place is not copied with the words.
pub(super) fn broken(words: &str) -> String {
    let pieces: Vec<String> = pieces(words).into_iter().map(escaped).collect();
    pieces.join("<wbr>")
}

/// Writes blocks, and counts the tables and figures that need a name of their own.
#[derive(Default)]
pub(super) struct Body {
    pub(super) out: String,
    pub(super) wording: Wording,
    tables: usize,
    figures: usize,
    /// The heading under which the writer stands, to name a table that has no caption.
    heading: String,
}

impl Body {
    pub(super) fn of(wording: &Wording) -> Self {
        Self {
            wording: wording.clone(),
            ..Self::default()
        }
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, id, content } => self.heading(*level, id, content),
            Block::Section {
                id,
                title,
                level,
                blocks,
            } => {
                // A named section is a landmark, and of those there should be few, each with a name of its own.
                match level {
                    2 => self.put(&format!("<section aria-labelledby=\"{}\">\n", escaped(id))),
                    _ => self.put("<section>\n"),
                }
                self.heading(*level, id, title);
                self.blocks(blocks);
                self.put("</section>\n");
            }
            Block::Paragraph(words) => self.around("p", words),
            Block::List {
                ordered,
                start,
                items,
            } => self.list(*ordered, *start, items),
            Block::Table(table) => self.table(table),
            Block::Quote(blocks) => {
                self.put("<blockquote>\n");
                self.blocks(blocks);
                self.put("</blockquote>\n");
            }
            Block::Code(words) => {
                let words = broken(words);
                self.put(&format!("<pre><code>{words}</code></pre>\n"));
            }
            Block::Rule => self.put("<hr>\n"),
            Block::Callout { kind, blocks } => {
                let class = match kind {
                    super::document::CalloutKind::Note => "note",
                    super::document::CalloutKind::Important => "important",
                    super::document::CalloutKind::Warning => "warning",
                };
                let words = escaped(&kind.words(&self.wording));
                self.put(&format!(
                    "<div class=\"callout {class}\">\n<p class=\"kind\">{words}</p>\n"
                ));
                self.blocks(blocks);
                self.put("</div>\n");
            }
            Block::DescriptionList(facts) => {
                self.put("<dl>\n");
                facts.iter().for_each(|fact| self.fact(fact));
                self.put("</dl>\n");
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Prose(blocks) => {
                self.put("<div class=\"prose\">\n");
                self.blocks(blocks);
                self.put("</div>\n");
            }
        }
    }

    fn put(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn around(&mut self, element: &str, words: &[Inline]) {
        self.put(&format!("<{element}>"));
        self.words(words);
        self.put(&format!("</{element}>\n"));
    }

    fn heading(&mut self, level: u8, id: &str, words: &[Inline]) {
        self.heading = plain(words);
        let level = level.clamp(2, 6);
        if id.is_empty() {
            self.put(&format!("<h{level}>"));
        } else {
            self.put(&format!("<h{level} id=\"{}\">", escaped(id)));
        }
        self.words(words);
        self.put(&format!("</h{level}>\n"));
    }

    fn list(&mut self, ordered: bool, start: u64, items: &[Vec<Block>]) {
        match (ordered, start) {
            (false, _) => self.put("<ul>\n"),
            (true, 1) => self.put("<ol>\n"),
            (true, start) => self.put(&format!("<ol start=\"{start}\">\n")),
        }
        for item in items {
            self.part("li", item);
        }
        self.put(if ordered { "</ol>\n" } else { "</ul>\n" });
    }

    /// An item or a value: its first paragraph alone needs no element of its own.
    fn part(&mut self, element: &str, blocks: &[Block]) {
        self.put(&format!("<{element}>"));
        let short = matches!(
            blocks,
            [Block::Paragraph(_)] | [Block::Paragraph(_), Block::List { .. }]
        );
        if let (true, Some((Block::Paragraph(words), rest))) = (short, blocks.split_first()) {
            self.words(words);
            self.blocks(rest);
        } else {
            self.blocks(blocks);
        }
        self.put(&format!("</{element}>\n"));
    }

    fn fact(&mut self, fact: &Fact) {
        self.put("<div>");
        self.around("dt", &fact.term);
        if fact.values.is_empty() {
            self.put("<dd></dd>");
        }
        for value in &fact.values {
            self.part("dd", value);
        }
        self.put("</div>\n");
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        let is_wide = table.head.len() >= WIDE;
        let number = self.tables;
        if is_wide {
            // The number makes the name one of its own even where two captions are alike.
            let name = if table.caption.is_empty() {
                self.heading.clone()
            } else {
                plain(&table.caption)
            };
            let number = number.to_string();
            let label = match name.is_empty() {
                true => self.wording.fill("page.table", &[("number", &number)]),
                false => {
                    let places = [("number", number.as_str()), ("name", &name)];
                    self.wording.fill("page.named-table", &places)
                }
            };
            let label = escaped(&label);
            self.put(&format!(
                "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">\n"
            ));
        }
        self.put(if is_wide {
            "<table class=\"wide\">\n"
        } else {
            "<table>\n"
        });
        if !table.caption.is_empty() {
            self.around("caption", &table.caption);
        }
        self.put("<thead>\n<tr>\n");
        for (at, cell) in table.head.iter().enumerate() {
            let class = class_of(table, at, false);
            // An empty head names nothing, so it is none.
            if plain(cell).trim().is_empty() {
                self.put(&format!("<td{class}></td>\n"));
            } else {
                self.put(&format!("<th scope=\"col\"{class}>"));
                self.words(cell);
                self.put("</th>\n");
            }
        }
        self.put("</tr>\n</thead>\n<tbody>\n");
        let short = short_columns(table);
        for row in &table.rows {
            self.put("<tr>\n");
            for (at, cell) in row.iter().enumerate() {
                let is_short = short.get(at).is_some_and(|short| *short);
                self.put(&format!("<td{}>", class_of(table, at, is_short)));
                self.words(cell);
                self.put("</td>\n");
            }
            self.put("</tr>\n");
        }
        self.put("</tbody>\n</table>\n");
        if is_wide {
            self.put("</div>\n");
        }
    }

    fn figure(&mut self, figure: &Figure) {
        self.figures += 1;
        let number = self.figures;
        self.put(&format!(
            "<figure aria-labelledby=\"f-{number}\">\n<figcaption id=\"f-{number}\">"
        ));
        self.put(&broken(&figure.title));
        self.put("</figcaption>\n");
        // The drawing keeps a size at which it can be read, and scrolls by itself where there is less room.
        let label = escaped(&format!("Figure {number}: {}", figure.title));
        self.put(&format!(
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">\n"
        ));
        self.put(&svg::numbered(&figure.svg, number));
        self.put("</div>\n");
        if !figure.description.is_empty() {
            let words = broken(&figure.description);
            self.put(&format!("<p>{words}</p>\n"));
        }
        self.put("</figure>\n");
    }

    pub(super) fn words(&mut self, words: &[Inline]) {
        for inline in words {
            match inline {
                Inline::Text(text) => self.put(&broken(text)),
                Inline::Code(text) => self.put(&format!("<code>{}</code>", broken(text))),
                Inline::LineBreak => self.put("<br>"),
                Inline::Strong(inner) => self.within("strong", inner),
                Inline::Emphasis(inner) => self.within("em", inner),
                Inline::Strikethrough(inner) => self.within("s", inner),
                Inline::Link { url, text } => self.link(url, text),
            }
        }
    }

    fn within(&mut self, element: &str, inner: &[Inline]) {
        self.put(&format!("<{element}>"));
        self.words(inner);
        self.put(&format!("</{element}>"));
    }

    /// An address is asked once more, so that no tree made elsewhere can bring another kind.
    fn link(&mut self, url: &str, text: &[Inline]) {
        let Some(address) = link::target(url) else {
            self.words(text);
            self.put(&format!(" ({})", broken(url)));
            return;
        };
        let said = plain(text);
        // On paper an address that its words do not say is printed after them.
        let class = if said == url || said == link::shown(url) {
            " class=\"bare\""
        } else {
            ""
        };
        self.put(&format!(
            "<a href=\"{}\"{class} rel=\"noopener noreferrer\">",
            escaped(&address)
        ));
        self.words(text);
        self.put("</a>");
    }
}

fn class_of(table: &Table, column: usize, is_short: bool) -> String {
    let stands = match table.columns.get(column) {
        Some(Align::Right) => "right",
        Some(Align::Centre) => "centre",
        _ => "",
    };
    let short = if is_short { "short" } else { "" };
    let classes: Vec<&str> = [stands, short]
        .into_iter()
        .filter(|class| !class.is_empty())
        .collect();
    if classes.is_empty() {
        return String::new();
    }
    format!(" class=\"{}\"", classes.join(" "))
}

/// The columns in which no cell is longer than a day in full, so that days and names keep to one line; none where all
/// of them together would not fit a page.
fn short_columns(table: &Table) -> Vec<bool> {
    let widths: Vec<usize> = (0..table.head.len())
        .map(|at| {
            let cells = table.rows.iter().filter_map(|row| row.get(at));
            let widths = cells.map(|cell| plain(cell).chars().count());
            widths.max().unwrap_or_default()
        })
        .collect();
    let needed: usize = widths
        .iter()
        .map(|width| if *width <= A_DAY { width + 2 } else { WORD })
        .sum();
    let fits = needed <= LINE;
    widths
        .into_iter()
        .map(|width| fits && width <= A_DAY)
        .collect()
}
