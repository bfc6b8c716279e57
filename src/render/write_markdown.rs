//! The tree as Markdown: CommonMark and tables, one form for each thing, no line wrapped.
//!
//! Read back and cleaned, a cleaned tree of prose is the same tree. What Markdown has no form for is written in the
//! nearest one: facts as points with a strong term, a callout as a quote that begins with its words, a caption as a
//! paragraph, a figure as its title and what it shows. No line in it is HTML.

use super::document::{Align, Block, CalloutKind, Cell, Document, Fact, Inline, Table};
use super::markdown_inline::{Place, longest_run, write};
use super::wording::Wording;

/// A document as Markdown, with one line feed at its end.
pub fn document(document: &Document) -> String {
    let strong = |words: &str| Block::Paragraph(vec![Inline::Strong(vec![Inline::text(words)])]);
    let plain = |words: &str| Block::Paragraph(vec![Inline::text(words)]);
    let mut parts = Vec::new();
    let mut part = |words: &str, block: &dyn Fn(&str) -> Block| {
        if !words.is_empty() {
            parts.push(blocks(&[block(words)]));
        }
    };
    part(&document.marking, &strong);
    part(&document.title, &|words| Block::Heading {
        level: 1,
        id: String::new(),
        content: vec![Inline::text(words)],
    });
    part(&document.notice, &plain);
    let verification = document.verification_line();
    part(&verification, &plain);
    if !document.blocks.is_empty() {
        parts.push(blocks_in(&document.wording, &document.blocks));
    }
    let mut foot = String::new();
    for block in [&document.source_line, &verification]
        .into_iter()
        .map(|line| (!line.is_empty()).then(|| plain(line)))
        .chain([(!document.marking.is_empty()).then(|| strong(&document.marking))])
        .flatten()
    {
        foot.push('\n');
        foot.push_str(&blocks(&[block]));
    }
    if !foot.is_empty() {
        parts.push(format!("{}{foot}", blocks(&[Block::Rule])));
    }
    parts.join("\n")
}

/// Blocks as Markdown, with one line feed at their end; nothing for none.
pub fn blocks(blocks: &[Block]) -> String {
    blocks_in(&Wording::default(), blocks)
}

fn blocks_in(wording: &Wording, blocks: &[Block]) -> String {
    let mut out = String::new();
    // Two lists in a row need different marks to stay two.
    let mut turn = false;
    for (at, block) in blocks.iter().enumerate() {
        let follows = at
            .checked_sub(1)
            .and_then(|before| blocks.get(before))
            .is_some_and(|before| alike(before, block));
        turn = follows && !turn;
        let written = self::block(wording, block, turn);
        if !out.is_empty() && !written.is_empty() {
            out.push('\n');
        }
        out.push_str(&written);
    }
    out
}

fn alike(before: &Block, block: &Block) -> bool {
    let kind = |block: &Block| match block {
        Block::List { ordered, .. } => Some(*ordered),
        Block::DescriptionList(_) => Some(false),
        _ => None,
    };
    kind(before).is_some() && kind(before) == kind(block)
}

fn block(wording: &Wording, block: &Block, turn: bool) -> String {
    match block {
        Block::Heading { level, content, .. } => heading(*level, content),
        Block::Section {
            title,
            level,
            blocks,
            ..
        } => {
            let inner = blocks_in(wording, blocks);
            let space = if inner.is_empty() { "" } else { "\n" };
            format!("{}{space}{inner}", heading(*level, title))
        }
        Block::Paragraph(words) => write(words, Place::Paragraph) + "\n",
        Block::List {
            ordered,
            start,
            items,
        } => list(wording, *ordered, *start, items, turn),
        Block::Table(table) => self::table(table),
        Block::Quote(blocks) => quote(&blocks_in(wording, blocks)),
        Block::Code(words) => {
            let fence = "`".repeat(longest_run(words, '`').max(2) + 1);
            format!("{fence}\n{words}\n{fence}\n")
        }
        Block::Rule => "___\n".to_owned(),
        Block::Callout { kind, blocks } => callout(wording, *kind, blocks),
        Block::DescriptionList(facts) => {
            let items: Vec<Vec<Block>> = facts.iter().map(fact).collect();
            list(wording, false, 1, &items, turn)
        }
        Block::Figure(figure) => {
            let title = Block::Paragraph(vec![Inline::Strong(vec![Inline::text(&figure.title)])]);
            let shown = Block::Paragraph(vec![Inline::text(&figure.description)]);
            let said = [(&figure.title, title), (&figure.description, shown)];
            let said: Vec<Block> = said
                .into_iter()
                .filter(|(words, _)| !words.is_empty())
                .map(|(_, block)| block)
                .collect();
            blocks_in(wording, &said)
        }
        Block::Prose(blocks) => blocks_in(wording, blocks),
    }
}

fn heading(level: u8, words: &[Inline]) -> String {
    format!(
        "{} {}\n",
        "#".repeat(usize::from(level.clamp(1, 6))),
        write(words, Place::Heading)
    )
}

fn list(wording: &Wording, ordered: bool, start: u64, items: &[Vec<Block>], turn: bool) -> String {
    let is_tight = items.iter().all(|item| match item.as_slice() {
        [Block::Paragraph(_)] => true,
        [Block::Paragraph(_), Block::List { ordered, start, .. }] => !ordered || *start == 1,
        _ => false,
    });
    let mut out = String::new();
    for (number, item) in (start..).zip(items) {
        let mark = match (ordered, turn) {
            (false, false) => "- ".to_owned(),
            (false, true) => "+ ".to_owned(),
            (true, false) => format!("{}. ", number.min(999_999_999)),
            (true, true) => format!("{}) ", number.min(999_999_999)),
        };
        if !is_tight && !out.is_empty() {
            out.push('\n');
        }
        let inner = blocks_in(wording, item);
        let inner = if is_tight {
            inner.replacen("\n\n", "\n", 1)
        } else {
            inner
        };
        let indent = " ".repeat(mark.len());
        for (at, line) in inner.lines().enumerate() {
            if at == 0 {
                out.push_str(&mark);
            } else if !line.is_empty() {
                out.push_str(&indent);
            }
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

fn quote(inner: &str) -> String {
    let mut out = String::new();
    for line in inner.lines() {
        out.push_str(if line.is_empty() { ">" } else { "> " });
        out.push_str(line);
        out.push('\n');
    }
    out
}

fn callout(wording: &Wording, kind: CalloutKind, blocks: &[Block]) -> String {
    let words = Block::Paragraph(vec![Inline::Strong(vec![Inline::text(
        kind.words(wording),
    )])]);
    let inner = [blocks_in(wording, &[words]), blocks_in(wording, blocks)].join("\n");
    quote(&inner)
}

fn fact(fact: &Fact) -> Vec<Block> {
    let mut term = fact.term.clone();
    term.push(Inline::text(":"));
    let mut words = super::clean_inline::one_line(vec![Inline::Strong(term)]);
    let mut blocks: Vec<Block> = fact.values.iter().flatten().cloned().collect();
    if let Some(Block::Paragraph(first)) = blocks.first_mut() {
        words.push(Inline::text(" "));
        words.append(first);
        *first = super::clean_inline::paragraph(words);
    } else {
        blocks.insert(0, Block::Paragraph(words));
    }
    blocks
}

fn table(table: &Table) -> String {
    let mut out = String::new();
    if !table.caption.is_empty() {
        out.push_str(&write(&table.caption, Place::Paragraph));
        out.push_str("\n\n");
    }
    row(&mut out, &table.head);
    for column in &table.columns {
        out.push_str(match column {
            Align::Plain => "| --- ",
            Align::Left => "| :-- ",
            Align::Centre => "| :-: ",
            Align::Right => "| --: ",
        });
    }
    out.push_str("|\n");
    table.rows.iter().for_each(|cells| row(&mut out, cells));
    out
}

fn row(out: &mut String, cells: &[Cell]) {
    for cell in cells {
        out.push_str("| ");
        out.push_str(&write(cell, Place::Cell));
        out.push(' ');
    }
    out.push_str("|\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::clean;
    use crate::render::markdown_tree::parse_prose;

    #[test]
    fn it_reads_back_as_what_it_was() {
        for source in [
            "un**believ**able *\"q\"*x **a***b*",
            "- a\n- b\n\n+ c\n\n  d\n\n1. e\n   3. f",
            "| a \\| b | `c\\|d` |\n|:--|--:|\n| x | y | z |\n| | |",
            "\\# no\n\n1\\. no\n\n\\- no\n\na\\\n\\- b\\\n\\=c",
            "- ```\n  x\n\n  y\n  ```\n- ***\n- > q",
            "<https://a.uk/x_y*z> <a@b.uk> [t](https://a.uk/(x)?a&amp;b) [j](javascript:x)",
            "<div>\n*a*\n\n</div>",
            "wow![a](https://b.uk) &amp;copy; &#35; # b #",
            "# a #b\\#\n\n`` ` `` ~~x~~y",
            "[a]: b \"c d\"\n\n[e]: f",
        ] {
            let tree = clean::blocks(parse_prose(source), 1);
            let written = blocks(&tree);
            assert_eq!(
                clean::blocks(parse_prose(&written), 1),
                tree,
                "{source}\n---\n{written}"
            );
            assert!(written.ends_with('\n') && !written.ends_with("\n\n"));
        }
    }
}
