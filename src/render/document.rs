//! The tree that every writer reads: a document, its blocks and the text in them.
//!
//! Everything is owned, so that a document outlives the records it was made from. Deliberately not here: raw HTML,
//! images by address, colours, sizes and anything else that only one of the formats could show.

use super::wording::Wording;

/// A whole document, with the lines that stand on every page of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What it is and whose, as the top heading and the window's title.
    pub title: String,
    /// Its language as a tag, such as `en-GB`.
    pub language: String,
    /// The protective marking, at the top and bottom of every page.
    pub marking: String,
    /// What a reader may do with it; may be empty.
    pub notice: String,
    /// Which commit and which day it shows.
    pub source_line: String,
    /// What stands at its head and its foot where the string is to stand by which it can be verified; empty where there is none.
    pub verification: String,
    /// The records whose words it shows, each by its path in the store. No writer shows them.
    pub records: Vec<String>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// The words that a writer puts around it.
    pub wording: Wording,
}

impl Document {
    /// The line that holds the string by which it can be verified; empty where there is none.
    pub fn verification_line(&self) -> String {
        match self.verification.as_str() {
            "" => String::new(),
            string => self
                .wording
                .fill("page.verification", &[("string", string)]),
        }
    }
}

/// A piece of a document that stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading that opens no section: inside a quote, a list or a record's prose, or not yet cleaned.
    Heading {
        /// 1 to 6; the document's title is 1.
        level: u8,
        /// Where a link can point; empty until cleaned.
        id: String,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// Whether its items are numbered.
        ordered: bool,
        /// The first number.
        start: u64,
        /// The blocks of each item.
        items: Vec<Vec<Self>>,
    },
    /// A table with a row of heads.
    Table(Table),
    /// Words quoted from elsewhere.
    Quote(Vec<Self>),
    /// Text whose lines and spaces are to be kept.
    Code(String),
    /// A line between two parts.
    Rule,
    /// A heading and all that belongs under it.
    Section {
        /// Where a link can point.
        id: String,
        /// Its heading.
        title: Vec<Inline>,
        /// 2 to 6.
        level: u8,
        /// What stands under it, further sections too.
        blocks: Vec<Self>,
    },
    /// Something that must be seen first, such as what is missing or overdue.
    Callout {
        /// How much it asks for attention.
        kind: CalloutKind,
        /// What it says.
        blocks: Vec<Self>,
    },
    /// Facts: a term and its values, pair after pair.
    DescriptionList(Vec<Fact>),
    /// A drawing with its title and what it shows in words.
    Figure(Figure),
    /// A record's own words, set apart from the document's: headings in them open no section.
    Prose(Vec<Self>),
}

/// A piece of text inside a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Strongly stressed.
    Strong(Vec<Self>),
    /// Stressed.
    Emphasis(Vec<Self>),
    /// Struck out by its author, and still to be read as struck out.
    Strikethrough(Vec<Self>),
    /// Characters to be taken as they stand.
    Code(String),
    /// A link to an address that [`super::link::target`] let through.
    Link {
        /// The address: `https:` or `mailto:`.
        url: String,
        /// The words to follow.
        text: Vec<Self>,
    },
    /// A line's end that its author meant.
    LineBreak,
}

/// One cell of a table.
pub type Cell = Vec<Inline>;

/// A table: one row of heads and rows of equal length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What the table shows; may be empty.
    pub caption: Vec<Inline>,
    /// How each column stands.
    pub columns: Vec<Align>,
    /// The columns' heads.
    pub head: Vec<Cell>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// How the text of a column stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// As the format does by itself.
    #[default]
    Plain,
    /// To the left.
    Left,
    /// In the middle.
    Centre,
    /// To the right, for figures.
    Right,
}

/// A term and what holds for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// What is told, such as "Line manager".
    pub term: Vec<Inline>,
    /// What holds, one or several.
    pub values: Vec<Vec<Block>>,
}

/// How much a callout asks for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalloutKind {
    /// Good to know.
    Note,
    /// To be read before the rest.
    Important,
    /// Missing, overdue or otherwise to be acted on.
    Warning,
}

impl CalloutKind {
    /// The words that say so where colour cannot.
    pub fn words(self, wording: &Wording) -> String {
        wording.say(match self {
            Self::Note => "page.note",
            Self::Important => "page.important",
            Self::Warning => "page.warning",
        })
    }
}

/// A drawing. Its facts stand in a table beside it, for those who cannot see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// The `svg` element, made by this program alone and written as it stands: no part of it may come from a record
    /// unescaped. Nothing that is read from Markdown ever becomes a figure.
    pub svg: String,
    /// What it is.
    pub title: String,
    /// What there is to be seen in it.
    pub description: String,
}

impl Inline {
    /// Plain words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }
}

/// The words of some text without any markup.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(&mut out, inlines);
    out
}

fn push_plain(out: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::LineBreak => out.push(' '),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Strikethrough(inner)
            | Inline::Link { text: inner, .. } => push_plain(out, inner),
        }
    }
}
