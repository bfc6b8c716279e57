//! The blocks of a document as paragraphs and tables, with the links and the numbered lists that they name.

use std::fmt::Write;

use super::xml::escape;
use super::{HEAD, NAMESPACES, run};
use crate::render::document::{Align, Block, Document, Fact, Inline, Table, plain};
use crate::render::wording::Wording;

/// The list of points in `numbering`; numbered lists count on from it.
const POINTS: usize = 1;

/// How far each level stands in, in twentieths of a point.
const STEP: usize = 360;

/// How far a callout stands in.
const BAR: usize = 240;

/// How wide the page is between its margins.
const PAGE: usize = 11906 - 2 * 1134;

/// A small space between two things that Word would join.
const APART: &str = "<w:p><w:pPr><w:pStyle w:val=\"AfterTable\"/></w:pPr></w:p>";

/// The text of the body, and what it names.
pub(super) struct Body {
    wording: Wording,
    pub(super) text: String,
    /// The addresses of links, in order.
    links: Vec<String>,
    /// The first number of each numbered list, in order.
    starts: Vec<u64>,
}

/// Where a block stands.
#[derive(Clone, Copy, Default)]
struct Place {
    /// How many lists it is in.
    depth: usize,
    /// Whether it stands in a quotation or in somebody's own words, where no heading opens a section.
    is_inside: bool,
    /// Whether it stands in a callout, whose bar goes down its side.
    is_callout: bool,
}

impl Body {
    pub(super) fn of(document: &Document) -> Self {
        let mut body = Self {
            wording: document.wording.clone(),
            text: String::new(),
            links: Vec::new(),
            starts: Vec::new(),
        };
        body.styled("Title", &[Inline::text(document.title.clone())]);
        if !document.notice.is_empty() {
            body.styled("Notice", &[Inline::text(document.notice.clone())]);
        }
        body.blocks(&document.blocks, Place::default());
        body.text.push_str(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdHeader\"/><w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1701\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>",
        );
        body
    }

    /// The parts that the text names.
    pub(super) fn relations(&self) -> String {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let mut out = format!(
            "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        );
        for (id, name, file) in [
            ("rIdStyles", "styles", "styles.xml"),
            ("rIdNumbering", "numbering", "numbering.xml"),
            ("rIdHeader", "header", "header1.xml"),
            ("rIdFooter", "footer", "footer1.xml"),
        ] {
            write!(
                out,
                "<Relationship Id=\"{id}\" Type=\"{kind}/{name}\" Target=\"{file}\"/>"
            )
            .expect("writing to text");
        }
        for (index, link) in self.links.iter().enumerate() {
            write!(
                out,
                "<Relationship Id=\"rId{index}\" Type=\"{kind}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
                escape(link)
            )
            .expect("writing to text");
        }
        out + "</Relationships>"
    }

    /// The lists: one of points, and one for each that is numbered, so that each begins at its own number.
    pub(super) fn numbering(&self) -> String {
        let level = |level: usize, format: &str, text: &str| {
            let left = STEP * (level + 1);
            format!(
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"{STEP}\"/></w:pPr></w:lvl>"
            )
        };
        let points: String = (0..9).map(|at| level(at, "bullet", "•")).collect();
        let numbers: String = (0..9)
            .map(|at| level(at, "decimal", &format!("%{}.", at + 1)))
            .collect();
        let mut out = format!(
            "{HEAD}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{points}</w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{numbers}</w:abstractNum><w:num w:numId=\"{POINTS}\"><w:abstractNumId w:val=\"0\"/></w:num>"
        );
        for (index, start) in self.starts.iter().enumerate() {
            let starts: String = (0..9)
                .map(|at| format!("<w:lvlOverride w:ilvl=\"{at}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>"))
                .collect();
            write!(
                out,
                "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/>{starts}</w:num>",
                POINTS + 1 + index
            )
            .expect("writing to text");
        }
        out + "</w:numbering>"
    }

    fn blocks(&mut self, blocks: &[Block], place: Place) {
        for block in blocks {
            self.block(block, place);
        }
    }

    fn block(&mut self, block: &Block, place: Place) {
        match block {
            Block::Heading { level, content, .. } => self.heading(*level, content, place),
            Block::Section {
                title,
                level,
                blocks,
                ..
            } => {
                self.heading(*level, title, place);
                self.blocks(blocks, place);
            }
            Block::Paragraph(content) => self.paragraph("", place, content),
            Block::List {
                ordered,
                start,
                items,
            } => self.list(*ordered, *start, items, place),
            Block::Table(table) => self.table(table),
            Block::Quote(blocks) => {
                for block in blocks {
                    match block {
                        Block::Paragraph(content) => self.paragraph("Quote", place, content),
                        other => self.block(other, inside(place)),
                    }
                }
            }
            Block::Code(text) => {
                let lines: Vec<Inline> = text
                    .trim_end_matches('\n')
                    .split('\n')
                    .enumerate()
                    .flat_map(|(at, line)| {
                        let end = (at > 0).then_some(Inline::LineBreak);
                        end.into_iter().chain([Inline::text(line)])
                    })
                    .collect();
                self.paragraph("Code", place, &lines);
            }
            Block::Rule => self
                .text
                .push_str("<w:p><w:pPr><w:pStyle w:val=\"Rule\"/></w:pPr></w:p>"),
            Block::Callout { kind, blocks } => {
                self.styled("CalloutTitle", &[Inline::text(kind.words(&self.wording))]);
                let within = Place {
                    is_callout: true,
                    ..inside(place)
                };
                for block in blocks {
                    match block {
                        Block::Paragraph(content) => self.styled("Callout", content),
                        other => self.block(other, within),
                    }
                }
                // Word joins the bars of two callouts that touch.
                self.text.push_str(APART);
            }
            Block::DescriptionList(facts) => facts.iter().for_each(|fact| self.fact(fact, place)),
            Block::Figure(figure) => {
                self.styled("Caption", &[Inline::text(figure.title.clone())]);
                self.paragraph("", place, &[Inline::text(figure.description.clone())]);
            }
            Block::Prose(blocks) => self.blocks(blocks, inside(place)),
        }
    }

    /// A heading of the document's own is one for Word too; one within somebody's words only looks like one.
    fn heading(&mut self, level: u8, content: &[Inline], place: Place) {
        match place.is_inside {
            true => self.styled("ProseHeading", content),
            false => self.styled(&format!("Heading{}", level.clamp(2, 6) - 1), content),
        }
    }

    fn styled(&mut self, style: &str, content: &[Inline]) {
        self.paragraph(style, Place::default(), content);
    }

    /// A paragraph, set in as far as the list around it.
    fn paragraph(&mut self, style: &str, place: Place, content: &[Inline]) {
        self.text.push_str("<w:p><w:pPr>");
        if !style.is_empty() {
            write!(self.text, "<w:pStyle w:val=\"{style}\"/>").expect("writing to text");
        }
        if place.depth > 0 {
            write!(self.text, "<w:ind w:left=\"{}\"/>", place.depth * STEP)
                .expect("writing to text");
        }
        self.text.push_str("</w:pPr>");
        self.inlines(content, "");
        self.text.push_str("</w:p>");
    }

    fn list(&mut self, ordered: bool, start: u64, items: &[Vec<Block>], place: Place) {
        let number = match ordered {
            true => {
                self.starts.push(start);
                POINTS + self.starts.len()
            }
            false => POINTS,
        };
        let level = place.depth.min(8);
        let within = Place {
            depth: place.depth + 1,
            ..place
        };
        // In a callout the points stand to the right of its bar.
        let (style, indent) = match place.is_callout {
            true => (
                "CalloutList",
                format!(
                    "<w:ind w:left=\"{}\" w:hanging=\"{STEP}\"/>",
                    BAR + STEP * (level + 1)
                ),
            ),
            false => ("ListParagraph", String::new()),
        };
        for item in items {
            write!(
                self.text,
                "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{number}\"/></w:numPr>{indent}</w:pPr>"
            )
            .expect("writing to text");
            let rest = match item.split_first() {
                Some((Block::Paragraph(content), rest)) => {
                    self.inlines(content, "");
                    rest
                }
                _ => item.as_slice(),
            };
            self.text.push_str("</w:p>");
            self.blocks(rest, within);
        }
    }

    /// A term with what holds for it: on one line where that is a few words.
    fn fact(&mut self, fact: &Fact, place: Place) {
        let mut line: Vec<Inline> = vec![Inline::Strong(
            fact.term
                .iter()
                .cloned()
                .chain([Inline::text(": ")])
                .collect(),
        )];
        let mut rest: Vec<&Block> = Vec::new();
        for value in &fact.values {
            match (value.split_first(), rest.is_empty()) {
                (Some((Block::Paragraph(content), others)), true) => {
                    if line.len() > 1 {
                        line.push(Inline::text("; "));
                    }
                    line.extend(content.iter().cloned());
                    rest.extend(others);
                }
                _ => rest.extend(value),
            }
        }
        self.paragraph("Fact", place, &line);
        let within = Place {
            depth: place.depth + 1,
            ..place
        };
        rest.into_iter().for_each(|block| self.block(block, within));
    }

    /// A table whose heads are repeated on every page, and whose rows are not torn.
    fn table(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            self.styled("Caption", &table.caption);
        }
        let caption = escape(&plain(&table.caption));
        write!(
            self.text,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\"/><w:tblCaption w:val=\"{caption}\"/></w:tblPr><w:tblGrid>"
        )
        .expect("writing to text");
        let widths = widths(table);
        for width in &widths {
            write!(self.text, "<w:gridCol w:w=\"{width}\"/>").expect("writing to text");
        }
        self.text.push_str("</w:tblGrid>");
        if !table.head.is_empty() {
            self.text
                .push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
            for (at, cell) in table.head.iter().enumerate() {
                self.cell(cell, widths.get(at), table.columns.get(at), "<w:b/>");
            }
            self.text.push_str("</w:tr>");
        }
        for row in &table.rows {
            self.text.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (at, cell) in row.iter().enumerate() {
                self.cell(cell, widths.get(at), table.columns.get(at), "");
            }
            self.text.push_str("</w:tr>");
        }
        // Word joins two tables that touch.
        self.text.push_str("</w:tbl>");
        self.text.push_str(APART);
    }

    fn cell(
        &mut self,
        content: &[Inline],
        width: Option<&usize>,
        align: Option<&Align>,
        manner: &str,
    ) {
        let side = match align {
            Some(Align::Right) => "<w:jc w:val=\"right\"/>",
            Some(Align::Centre) => "<w:jc w:val=\"center\"/>",
            _ => "",
        };
        write!(
            self.text,
            "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Cell\"/>{side}</w:pPr>",
            width.unwrap_or(&0)
        )
        .expect("writing to text");
        self.inlines(content, manner);
        self.text.push_str("</w:p></w:tc>");
    }

    fn inlines(&mut self, inlines: &[Inline], manner: &str) {
        for inline in inlines {
            let with = |more: &str| format!("{manner}{more}");
            match inline {
                Inline::Text(words) => self.text.push_str(&run(words, manner)),
                Inline::Strong(inner) => self.inlines(inner, &with("<w:b/>")),
                Inline::Emphasis(inner) => self.inlines(inner, &with("<w:i/>")),
                Inline::Strikethrough(inner) => self.inlines(inner, &with("<w:strike/>")),
                Inline::Code(words) => {
                    let font =
                        "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>";
                    self.text.push_str(&run(words, &format!("{font}{manner}")));
                }
                Inline::Link { url, text } => {
                    write!(self.text, "<w:hyperlink r:id=\"rId{}\">", self.links.len())
                        .expect("writing to text");
                    self.links.push(url.clone());
                    self.inlines(
                        text,
                        &with("<w:color w:val=\"0B3D91\"/><w:u w:val=\"single\"/>"),
                    );
                    self.text.push_str("</w:hyperlink>");
                }
                Inline::LineBreak => self.text.push_str("<w:r><w:br/></w:r>"),
            }
        }
    }
}

/// How wide each column is, in twentieths of a point: one whose cells are all short, such as days and names, keeps them on one line
/// where there is room, and the others share the rest by what they hold.
fn widths(table: &Table) -> Vec<usize> {
    const SHORT: usize = 17;
    const MOST: usize = 40;
    const CHARACTER: usize = 118;
    const SIDES: usize = 230;
    let longest = |at: usize| {
        let head = table.head.get(at).map(|cell| plain(cell));
        let head = head.iter().flat_map(|head| head.split_whitespace());
        // Heads are bold, and so wider.
        let head = head.map(|word| word.chars().count() * 5 / 4 + 1).max();
        let cells = table.rows.iter().filter_map(|row| row.get(at));
        let cells = cells.map(|cell| plain(cell).chars().count()).max();
        head.max(cells).unwrap_or(0).clamp(4, MOST)
    };
    let longest: Vec<usize> = (0..table.head.len()).map(longest).collect();
    let wide = |one: usize| one * CHARACTER + SIDES;
    let short = longest.iter().filter(|one| **one <= SHORT);
    let short: usize = short.map(|one| wide(*one)).sum();
    let others = longest.iter().filter(|one| **one > SHORT);
    let others: usize = others.map(|one| wide(*one)).sum();
    let room = PAGE.saturating_sub(short);
    let is_roomy = others > 0 && room * 3 > others;
    let share = |one: &usize| match (*one <= SHORT, is_roomy) {
        (true, true) => wide(*one),
        (false, true) => wide(*one) * room / others,
        (_, false) => wide(*one) * PAGE / (short + others).max(1),
    };
    longest.iter().map(share).collect()
}

fn inside(place: Place) -> Place {
    Place {
        is_inside: true,
        ..place
    }
}
