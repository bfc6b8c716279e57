//! Notes that mean harm: markup and script, template text, and Markdown made to take for ever.

use std::collections::BTreeSet;

use crate::support::hostile::HOSTILE;

use supervision::render::document::{Block, Document};
use supervision::render::markdown_tree::{DEEPEST, parse_prose};
use supervision::render::{Graft, clean, fill, write_html, write_markdown, write_text};

const ELEMENTS: &str = "html head meta title style body a header nav main section footer h1 h2 h3 h4 h5 h6 p ul ol li \
    dl dt dd div blockquote pre code hr br wbr strong em s table caption thead tbody tr th td figure figcaption";
const ATTRIBUTES: &str = "lang charset http-equiv content name class id href rel tabindex role scope start aria-label \
    aria-labelledby";

fn page_of(blocks: Vec<Block>) -> String {
    write_html::document(&clean(Document {
        title: "T".into(),
        language: "en-GB".into(),
        marking: "PRIVATE".into(),
        blocks,
        ..Document::default()
    }))
}

/// What is wrong with a page, as another program reads it.
fn faults(html: &str) -> Vec<String> {
    let elements: BTreeSet<&str> = ELEMENTS.split_whitespace().collect();
    let attributes: BTreeSet<&str> = ATTRIBUTES.split_whitespace().collect();
    let page = scraper::Html::parse_document(html);
    let mut faults = Vec::new();
    for element in page.root_element().descendent_elements() {
        let element = element.value();
        if !elements.contains(element.name()) {
            faults.push(format!("element {}", element.name()));
        }
        for (name, value) in element.attrs() {
            let is_link = name != "href"
                || ["#", "https://", "mailto:"]
                    .iter()
                    .any(|begin| value.starts_with(begin));
            if !attributes.contains(name) || !is_link {
                faults.push(format!("attribute {name}={value}"));
            }
        }
    }
    let count = |name: &str| {
        page.select(&scraper::Selector::parse(name).expect("a selector"))
            .count()
    };
    for (name, wanted) in [
        ("style", 1),
        ("meta", 5),
        ("title", 1),
        ("main", 1),
        ("body", 1),
        (".skip", 1),
    ] {
        if count(name) != wanted {
            faults.push(format!("{} of {name}", count(name)));
        }
    }
    faults
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn hostile_notes_come_out_as_words() {
    assert!(HOSTILE.len() >= 100);
    for note in HOSTILE {
        let html = page_of(parse_prose(note));
        assert_eq!(faults(&html), Vec::<String>::new(), "{note}\n{html}");
    }
    let all = HOSTILE.join("\n\n");
    assert_eq!(faults(&page_of(parse_prose(&all))), Vec::<String>::new());
}

#[test]
fn a_hostile_note_is_shown_and_not_dropped() {
    // Where letters are written as entities or a null stands in a word, the words differ by design; the rest must stand.
    for note in HOSTILE
        .iter()
        .filter(|note| !note.contains(['&', '\u{0}', '%']) && !note.contains(";base64"))
    {
        let html = page_of(parse_prose(note));
        let shown: String = scraper::Html::parse_document(&html)
            .root_element()
            .text()
            .collect();
        for word in words(note) {
            assert!(
                shown.contains(word) || html.contains(word),
                "{word} of {note}"
            );
        }
    }
}

#[test]
fn hostile_values_are_words_in_a_template() {
    let template = "## {{ v }}\n\n{{ v }}\n\n- {{ v }}\n\n| {{ v }} | b |\n|---|---|\n| {{ v }} | c |\n\nTerm\n: {{ v }}\n";
    let values = |value: &str| serde_json::json!({ "v": value });
    for note in HOSTILE {
        let blocks = fill("t.md", template, &values(note), &[]).expect("fills");
        assert_eq!(blocks.len(), 5, "{note}: {blocks:?}");
        assert_eq!(faults(&page_of(blocks)), Vec::<String>::new(), "{note}");
    }
}

#[test]
fn hostile_prose_stays_inside_its_graft() {
    let template = "## Before\n\n{{ graft('n') }}\n\n## After\n";
    for note in HOSTILE {
        let blocks = fill(
            "t.md",
            template,
            &serde_json::json!({}),
            &[Graft::prose("n", note)],
        )
        .expect("fills");
        assert!(
            matches!(
                blocks.as_slice(),
                [
                    Block::Heading { .. },
                    Block::Prose(_),
                    Block::Heading { .. }
                ]
            ),
            "{note}"
        );
    }
}

fn depth(blocks: &[Block]) -> usize {
    let inner = |block: &Block| match block {
        Block::Quote(inner) => 1 + depth(inner),
        Block::List { items, .. } => 1 + items.iter().map(|item| depth(item)).max().unwrap_or(0),
        Block::Section { blocks, .. } | Block::Prose(blocks) => depth(blocks),
        _ => 0,
    };
    blocks.iter().map(inner).max().unwrap_or(0)
}

#[test]
fn markdown_made_to_grow_grows_no_faster_than_its_text() {
    let notes = [
        "[".repeat(100_000),
        "*".repeat(50_000),
        "*a ".repeat(30_000),
        "**a *b ".repeat(20_000),
        "> ".repeat(20_000) + "end",
        ">".repeat(20_000) + "end",
        "- ".repeat(10_000) + "end",
        "1. ".repeat(10_000) + "end",
        "![".repeat(20_000) + &"](x)".repeat(20_000),
        "[a](".repeat(30_000),
        "`".repeat(50_000) + "a",
        "<".repeat(100_000),
        "&".repeat(100_000),
        "_a__".repeat(25_000),
        "~~a".repeat(30_000),
        "[a]: b\n".repeat(10_000),
        "# h\n".repeat(10_000),
        "a\n".repeat(20_000) + "---",
        format!(
            "|{}\n|{}\n{}",
            "a|".repeat(500),
            "-|".repeat(500),
            "|x\n".repeat(500)
        ),
        "\\\n".repeat(30_000),
        "<!--".repeat(20_000),
        "a@b.uk <".repeat(10_000),
        "x".repeat(200_000),
        "\u{301}".repeat(50_000),
    ];
    for note in notes {
        let name: String = note.chars().take(20).collect();
        let document = clean(Document {
            blocks: parse_prose(&note),
            ..Document::default()
        });
        assert!(depth(&document.blocks) <= DEEPEST, "{name}");
        let html = write_html::document(&document);
        assert_eq!(faults(&html), Vec::<String>::new(), "{name}");
        for text in [
            html,
            write_markdown::document(&document),
            write_text::document(&document),
        ] {
            // Short rows are filled up with empty cells, of which there are at most 2 to the 18th; all else is a
            // fixed number of bytes for each one of the note.
            let cells = if note.starts_with('|') { 12 << 18 } else { 0 };
            assert!(
                text.len() < 40_000 + cells + note.len() * 80,
                "{name}: {}",
                text.len()
            );
        }
        if note.ends_with("end") {
            assert!(write_text::document(&document).contains("end"), "{name}");
        }
    }
}
