//! The tree as plain text, for case systems that accept no markup.
//!
//! One line for each paragraph, no wrapping, and no sign that a reader would have to know: a row of a table is said as
//! head and value, an address stands in brackets after its words, and struck-out words are said to be struck out,
//! for without the line through them they would say the opposite. Stress is left out.

use super::document::{Block, Document, Inline, Table};
use super::link;
use super::wording::Wording;

/// A document as plain text, with one line feed at its end.
pub fn document(document: &Document) -> String {
    let inner = blocks_in(&document.wording, &document.blocks);
    let verification = document.verification_line();
    let parts = [
        document.marking.as_str(),
        &document.title,
        &document.notice,
        &verification,
        inner.trim_end_matches('\n'),
        &document.source_line,
        &verification,
        &document.marking,
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n") + "\n"
}

/// Blocks as plain text, with one line feed at their end; nothing for none.
pub fn blocks(blocks: &[Block]) -> String {
    blocks_in(&Wording::default(), blocks)
}

fn blocks_in(wording: &Wording, blocks: &[Block]) -> String {
    let written: Vec<String> = blocks
        .iter()
        .map(|inner| block(wording, inner))
        .filter(|written| !written.is_empty())
        .collect();
    written.join("\n")
}

fn block(wording: &Wording, block: &Block) -> String {
    match block {
        Block::Heading { content, .. } => words(wording, content) + "\n",
        Block::Section { title, blocks, .. } => {
            joined(words(wording, title) + "\n", &blocks_in(wording, blocks))
        }
        Block::Paragraph(content) => words(wording, content) + "\n",
        Block::List {
            ordered,
            start,
            items,
        } => {
            let mut out = String::new();
            for (number, item) in (*start..).zip(items) {
                let mark = if *ordered {
                    format!("{number}. ")
                } else {
                    "- ".to_owned()
                };
                let inner = blocks_of_item(wording, item);
                indented(&mut out, &inner, &mark);
            }
            out
        }
        Block::Table(table) => self::table(wording, table),
        Block::Quote(blocks) => {
            let mut out = String::new();
            indented(&mut out, &blocks_in(wording, blocks), "    ");
            out
        }
        Block::Code(words) => {
            let mut out = String::new();
            indented(&mut out, words, "    ");
            out
        }
        Block::Rule => "* * *\n".to_owned(),
        Block::Callout { kind, blocks } => joined(
            format!("{}:\n", kind.words(wording)),
            &blocks_in(wording, blocks),
        ),
        Block::DescriptionList(facts) => {
            let mut out = String::new();
            for fact in facts {
                let values: Vec<String> = fact
                    .values
                    .iter()
                    .map(|value| blocks_of_item(wording, value))
                    .collect();
                let values = values.concat();
                let mark = format!("{}: ", words(wording, &fact.term));
                // The first line stands beside the term, the rest under it.
                let mut lines = values.lines();
                out.push_str(format!("{mark}{}", lines.next().unwrap_or_default()).trim_end());
                out.push('\n');
                lines.for_each(|line| indented(&mut out, line, "    "));
            }
            out
        }
        Block::Figure(figure) => {
            let parts: Vec<&str> = [figure.title.as_str(), &figure.description]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect();
            parts.join("\n") + "\n"
        }
        Block::Prose(blocks) => blocks_in(wording, blocks),
    }
}

fn joined(head: String, inner: &str) -> String {
    if inner.is_empty() {
        head
    } else {
        format!("{head}\n{inner}")
    }
}

/// An item of a single paragraph with what stands under it, without empty lines in between.
fn blocks_of_item(wording: &Wording, item: &[Block]) -> String {
    let written: Vec<String> = item.iter().map(|inner| block(wording, inner)).collect();
    let is_short = matches!(
        item,
        [Block::Paragraph(_)] | [Block::Paragraph(_), Block::List { .. }]
    );
    written.join(if is_short { "" } else { "\n" })
}

fn indented(out: &mut String, inner: &str, mark: &str) {
    let indent = " ".repeat(mark.len());
    for (at, line) in inner.lines().enumerate() {
        if !line.is_empty() {
            out.push_str(if at == 0 { mark } else { &indent });
            out.push_str(line);
        }
        out.push('\n');
    }
}

fn table(wording: &Wording, table: &Table) -> String {
    let mut out = String::new();
    if !table.caption.is_empty() {
        out.push_str(&words(wording, &table.caption));
        out.push_str("\n\n");
    }
    let heads: Vec<String> = table.head.iter().map(|head| words(wording, head)).collect();
    if table.rows.is_empty() {
        out.push_str(&heads.join(", "));
        out.push_str(&format!("\n{}\n", wording.say("page.no-entries")));
        return out;
    }
    if heads.iter().all(String::is_empty) || table.head.len() == 1 {
        out.push_str(&heads.concat());
        if !heads.concat().is_empty() {
            out.push_str(":\n");
        }
        for row in &table.rows {
            let cells: Vec<String> = row.iter().map(|cell| words(wording, cell)).collect();
            out.push_str(&format!("- {}\n", cells.join(", ")));
        }
        return out;
    }
    let rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| {
            let said = heads.iter().zip(row).map(|(head, cell)| {
                let colon = if head.is_empty() { "" } else { ": " };
                format!("{head}{colon}{}", words(wording, cell))
                    .trim_end()
                    .to_owned()
                    + "\n"
            });
            said.collect::<String>()
        })
        .collect();
    out.push_str(&rows.join("\n"));
    out
}

fn words(wording: &Wording, inlines: &[Inline]) -> String {
    let mut out = String::new();
    push(wording, &mut out, inlines);
    out
}

fn push(wording: &Wording, out: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) => push(wording, out, inner),
            Inline::Strikethrough(inner) => {
                let (before, after) = wording.around("page.struck-out", "words");
                out.push_str(&before);
                push(wording, out, inner);
                out.push_str(&after);
            }
            Inline::Link { url, text } => {
                let begin = out.len();
                push(wording, out, text);
                let address = link::shown(url);
                if out[begin..] != *address && out[begin..] != *url {
                    out.push_str(&format!(" ({address})"));
                }
            }
            Inline::LineBreak => out.push('\n'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::clean;
    use crate::render::markdown_tree::parse_prose;

    fn said(source: &str) -> String {
        blocks(&clean::blocks(parse_prose(source), 1))
    }

    #[test]
    fn nothing_in_it_is_markup() {
        assert_eq!(
            said(
                "# Visit\n\n**Seen** ~~alone~~ at [home](https://a.uk).\n\n- one\n  1. two\n- three\n\n> said\n"
            ),
            "Visit\n\nSeen [struck out: alone] at home (https://a.uk).\n\n- one\n  1. two\n- three\n\n    said\n"
        );
    }

    #[test]
    fn a_table_is_said_row_by_row() {
        assert_eq!(
            said("| Who | When |\n|---|---|\n| Jo | Monday |\n| Al | |\n"),
            "Who: Jo\nWhen: Monday\n\nWho: Al\nWhen:\n"
        );
        assert_eq!(said("| Who |\n|---|\n| Jo |\n"), "Who:\n- Jo\n");
    }
}
