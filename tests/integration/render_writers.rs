//! Every writer says every word, Markdown reads back as what it was, and a page is what its policy promises.

use proptest::prelude::*;
use supervision::render::document::{Align, Block, Document, Fact, Inline, Table};
use supervision::render::markdown_tree::{parse_prose, parse_template};
use supervision::render::{Graft, clean, fill, write_docx, write_html, write_markdown, write_text};

/// Pieces out of which random notes are made; `WORD` becomes a word of its own each time.
const PIECES: &[&str] = &[
    "WORD",
    "WORD",
    "WORD ",
    " WORD",
    "\n",
    "\n\n",
    "\n\n",
    "    ",
    "  ",
    "- ",
    "+ ",
    "1. ",
    "7) ",
    "> ",
    "# ",
    "### ",
    "*",
    "**",
    "_",
    "__",
    "~~",
    "`",
    "```\n",
    "``",
    "[",
    "]",
    "](",
    ")",
    "(https://x.uk/WORD)",
    "<",
    ">",
    "<b>",
    "</div>\n",
    "<!-- WORD -->",
    "|",
    "\n|---|---|\n",
    "\n|-|\n",
    "| WORD ",
    "\\",
    "\\\n",
    "!",
    "&amp;",
    "&lt;",
    "&#42;",
    "&",
    "---\n",
    "===\n",
    "***\n",
    "[WORD]: WORD\n",
    "[WORD]: <WORD> \"WORD\"\n",
    "é",
    "“",
    "\u{a0}",
    "\t",
    "\"",
    "'",
    ".",
    "x_y",
    ":",
    "<https://x.uk/WORD>",
    "<a@b.uk>",
    "![WORD](WORD \"WORD\")",
    "{{ WORD }}",
    "~",
    "$",
    "^",
    "[^WORD]",
    "[ ] ",
    "\r\n",
    "#",
    "=",
    "&#32;",
    "&nbsp;",
    "```WORD\n",
    "\u{301}",
    "✓",
    "\u{202e}",
];

fn note() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 1..60).prop_map(|pieces| {
        let mut count = 0;
        let mut out = String::new();
        for piece in pieces {
            let mut rest = piece;
            while let Some((before, after)) = rest.split_once("WORD") {
                out.push_str(before);
                out.push_str(&format!("w{count}q"));
                count += 1;
                rest = after;
            }
            out.push_str(rest);
        }
        out
    })
}

fn words(text: &str) -> Vec<String> {
    let is_word = |word: &&str| word.starts_with('w') && word.ends_with('q') && word.len() > 2;
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(is_word)
        .map(str::to_owned)
        .collect()
}

/// The text of a Word document's body, a paragraph a line, and then what else its parts hold.
fn in_word(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let mut part = |name: &str| {
        let mut text = String::new();
        let mut file = zip.by_name(name).expect("the part");
        std::io::Read::read_to_string(&mut file, &mut text).expect("text");
        text
    };
    let body = part("word/document.xml");
    let tree = roxmltree::Document::parse(&body).expect("XML");
    let paragraphs = tree
        .descendants()
        .filter(|node| node.has_tag_name((WORD, "p")));
    let lines = paragraphs.map(|paragraph| {
        let texts = paragraph
            .descendants()
            .filter(|node| node.has_tag_name((WORD, "t")));
        texts.filter_map(|text| text.text()).collect::<String>() + "\n"
    });
    lines.collect::<String>() + &part("word/_rels/document.xml.rels")
}

/// The namespace of Word's text.
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn page(blocks: Vec<Block>) -> Document {
    clean(Document {
        title: "Notes".into(),
        language: "en-GB".into(),
        blocks,
        ..Document::default()
    })
}

fn inline(depth: u32) -> BoxedStrategy<Inline> {
    let word = prop::sample::select(
        &[
            "a", "B", " ", "\"q\"", "é", "x_y", "*", "!", "1.", "#", "\\", "&amp;", "\u{a0}z", "`",
            "|", "(",
        ][..],
    );
    let leaf = prop_oneof![
        4 => word.clone().prop_map(Inline::text),
        1 => word.prop_map(|word| Inline::Code(word.to_owned())),
        1 => Just(Inline::LineBreak),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let inner = || prop::collection::vec(inline(depth - 1), 0..4);
    prop_oneof![
        3 => leaf,
        1 => inner().prop_map(Inline::Strong),
        1 => inner().prop_map(Inline::Emphasis),
        1 => inner().prop_map(Inline::Strikethrough),
        1 => inner().prop_map(|text| Inline::Link { url: "https://x.uk/(a)?b=c&d".into(), text }),
    ]
    .boxed()
}

fn any_block(depth: u32) -> BoxedStrategy<Block> {
    let text = || prop::collection::vec(inline(2), 1..5);
    let cells = || prop::collection::vec(text(), 2);
    let leaf = prop_oneof![
        3 => text().prop_map(Block::Paragraph),
        1 => (1u8..7, text()).prop_map(|(level, content)| Block::Heading { level, id: String::new(), content }),
        1 => Just(Block::Rule),
        1 => prop::sample::select(&["a\n\n  b", "```", "# x", "\t- `a`"][..]).prop_map(|code| Block::Code(code.into())),
        1 => (cells(), prop::collection::vec(cells(), 0..3)).prop_map(|(head, rows)| Block::Table(Table {
            columns: vec![Align::Right, Align::Plain],
            head,
            rows,
            ..Table::default()
        })),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let inner = move || prop::collection::vec(any_block(depth - 1), 0..3);
    prop_oneof![
        3 => leaf,
        1 => inner().prop_map(Block::Quote),
        1 => (any::<bool>(), 0u64..12, prop::collection::vec(inner(), 0..3))
            .prop_map(|(ordered, start, items)| Block::List { ordered, start, items }),
    ]
    .boxed()
}

fn read_back(tree: &[Block]) -> (String, Vec<Block>) {
    let written = write_markdown::blocks(tree);
    let read = clean::blocks(parse_prose(&written), 1);
    (written, read)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_word_stands_in_every_format(source in note()) {
        let document = page(parse_prose(&source));
        let html = write_html::document(&document);
        let seen = scraper::Html::parse_document(&html).root_element().text().collect::<String>() + &html;
        for (format, text) in [
            ("markdown", write_text::blocks(&parse_prose(&write_markdown::document(&document)))),
            ("html", seen),
            ("text", write_text::document(&document)),
            ("docx", in_word(&write_docx::document(&document))),
        ] {
            for word in words(&source) {
                prop_assert!(text.contains(&word), "{word} is not in {format} of\n{source}\n---\n{text}");
            }
        }
    }

    #[test]
    fn markdown_reads_back_as_the_same_tree(source in note()) {
        let tree = clean::blocks(parse_prose(&source), 1);
        let (written, read) = read_back(&tree);
        prop_assert_eq!(&read, &tree, "{}\n---\n{}", source, &written);
        prop_assert_eq!(read_back(&read).0, written);
    }

    #[test]
    fn any_tree_reads_back_as_the_same(blocks in prop::collection::vec(any_block(2), 1..5)) {
        let tree = clean::blocks(blocks, 1);
        let (written, read) = read_back(&tree);
        prop_assert_eq!(&read, &tree, "{}", &written);
    }

    #[test]
    fn cleaning_twice_changes_nothing(source in note()) {
        let once = page(parse_template(&source));
        prop_assert_eq!(clean(once.clone()), once);
    }
}

/// A worker's file as a view might make it, for the tests below and to be looked at.
fn sample() -> Document {
    let template = include_str!("../fixtures/render/sample.md");
    let sessions: Vec<_> = (1..=6)
        .map(|month| {
            serde_json::json!({
                "date": format!("2026-{month:02}-02"), "supervisor": "Rowan Field", "minutes": 75 + month,
                "cases": month + 3, "signed": month < 5, "note": format!("session-{month}"),
            })
        })
        .collect();
    let values = serde_json::json!({
        "worker": {"name": "Jo *Ashworth*", "role": "Social worker", "stage": "ASYE, first six weeks"},
        "manager": "Rowan Field", "today": "2026-07-14", "overdue": ["Session of 2 June 2026 is not signed",
        "Written agreement is due for review on 1 July 2026"], "sessions": sessions, "left": null,
    });
    let note = "# Reflection\n\nJo spoke about the **visit on Tuesday** and what it asked of her. The reference is \
        PLO-2026-0000000000000000000000000000000000000000000000417.\n\n- seen alone\n- school called\n  1. head\n  \
        2. nurse\n\n> \"I want to stay with Nan.\"\n\n| Concern | Who | By |\n|---|---|--:|\n| ~~Sleep~~ | Jo | 3 |\n\n\
        <script>alert('x')</script>\n\nSee [the plan](https://example.org/plan) and {{ worker.name }}.\n";
    let grafts: Vec<Graft> = (1..=6)
        .map(|month| Graft::prose(format!("session-{month}"), note))
        .collect();
    clean(Document {
        title: "Supervision file of Jo Ashworth".into(),
        language: "en-GB".into(),
        marking: "OFFICIAL-SENSITIVE: private, not confidential".into(),
        notice: "This file belongs to the council. Jo Ashworth may read all of it and add to it."
            .into(),
        source_line: "Drawn up on 14 July 2026 from the records as they stood at commit 4f2c91d."
            .into(),
        blocks: fill("sample.md", template, &values, &grafts).expect("the sample fills"),
        ..Document::default()
    })
}

#[test]
fn the_sample_says_the_same_in_every_format() {
    let document = sample();
    let html = write_html::document(&document);
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let word = write_docx::document(&document);
    std::fs::write(folder.join("sample.docx"), word).expect("the target folder can be written");
    for (name, text) in [
        ("sample.html", html.clone()),
        ("sample.md", write_markdown::document(&document)),
        ("sample.txt", write_text::document(&document)),
    ] {
        std::fs::write(folder.join(name), &text).expect("the target folder can be written");
        let said = if name == "sample.html" {
            scraper::Html::parse_document(&text)
                .root_element()
                .text()
                .collect::<String>()
        } else {
            text.replace('\\', "")
        };
        for part in [
            "Jo *Ashworth*",
            "{{ worker.name }}",
            "<script>alert('x')</script>",
            "2 March 2026",
            "Session of",
        ] {
            assert!(said.contains(part), "{part} in {name}");
        }
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{name}");
        assert!(said.matches("OFFICIAL-SENSITIVE").count() >= 2, "{name}");
    }
}

#[test]
fn the_sample_in_word_has_headings_lists_and_tables_that_word_knows() {
    let bytes = write_docx::document(&sample());
    let said = in_word(&bytes);
    for part in [
        "Jo *Ashworth*",
        "{{ worker.name }}",
        "<script>alert('x')</script>",
        "2 March 2026",
    ] {
        assert!(said.contains(part), "{part}");
    }
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("a package");
    let mut body = String::new();
    let mut file = zip.by_name("word/document.xml").expect("the body");
    std::io::Read::read_to_string(&mut file, &mut body).expect("text");
    let tree = roxmltree::Document::parse(&body).expect("XML");
    let styled = |style: &str| {
        let mut nodes = tree
            .descendants()
            .filter(|node| node.has_tag_name((WORD, "pStyle")));
        nodes.any(|node| node.attribute((WORD, "val")) == Some(style))
    };
    for style in [
        "Title",
        "Heading1",
        "ProseHeading",
        "ListParagraph",
        "Caption",
        "CalloutTitle",
        "Quote",
    ] {
        assert!(styled(style), "{style}");
    }
    let tables = tree
        .descendants()
        .filter(|node| node.has_tag_name((WORD, "tbl")));
    for table in tables {
        let first = table
            .children()
            .find(|node| node.has_tag_name((WORD, "tr")))
            .expect("a row");
        assert!(
            first
                .descendants()
                .any(|node| node.has_tag_name((WORD, "tblHeader")))
        );
        let columns = |row: roxmltree::Node<'_, '_>| {
            row.children()
                .filter(|node| node.has_tag_name((WORD, "tc")))
                .count()
        };
        let rows: Vec<usize> = table
            .children()
            .filter(|node| node.has_tag_name((WORD, "tr")))
            .map(columns)
            .collect();
        assert!(rows.windows(2).all(|pair| pair[0] == pair[1]), "{rows:?}");
    }
    // What is named is there: every list and every link.
    let numbers: Vec<&str> = tree
        .descendants()
        .filter(|node| node.has_tag_name((WORD, "numId")))
        .filter_map(|node| node.attribute((WORD, "val")))
        .collect();
    assert!(numbers.contains(&"1") && numbers.len() > 4, "{numbers:?}");
}

#[test]
fn a_page_is_accessible_by_its_structure() {
    let html = write_html::document(&sample());
    let page = scraper::Html::parse_document(&html);
    let count = |wanted: &str| {
        page.select(&scraper::Selector::parse(wanted).expect("a selector"))
            .count()
    };
    assert_eq!(count("html[lang=en-GB]"), 1);
    assert_eq!(count("h1"), 1);
    assert_eq!(count("main#main"), 1);
    assert_eq!(count("a.skip[href='#main']"), 1);
    // A landmark for each section of the document, and none inside of it: names would come twice.
    assert_eq!(count("main > section:not([aria-labelledby])"), 0);
    assert_eq!(count("section section[aria-labelledby]"), 0);
    assert_eq!(count("th:not([scope=col])"), 0);
    assert!(count("caption") >= 1);
    assert!(count("div.scroll[role=region][tabindex='0'][aria-label]") >= 1);
    assert!(count("nav a") >= 3);
    let values = |wanted: &str, name: &str| -> Vec<String> {
        let chosen = scraper::Selector::parse(wanted).expect("a selector");
        page.select(&chosen)
            .filter_map(|element| element.value().attr(name))
            .map(str::to_owned)
            .collect()
    };
    for (chosen, name) in [("[id]", "id"), ("[role=region]", "aria-label")] {
        let mut all = values(chosen, name);
        let before = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), before, "{name} is unique");
    }
    let ids = values("[id]", "id");
    for wanted in values("[aria-labelledby]", "aria-labelledby") {
        assert!(ids.contains(&wanted), "{wanted}");
    }
    for wanted in values("a[href^='#']", "href") {
        assert!(ids.contains(&wanted[1..].to_owned()), "{wanted}");
    }
    let levels = scraper::Selector::parse("h1,h2,h3,h4,h5,h6").expect("a selector");
    let mut last = 0;
    for heading in page.select(&levels) {
        let level = u32::from(heading.value().name().as_bytes()[1] - b'0');
        assert!(
            level <= last + 1,
            "a level is skipped at {:?}",
            heading.text().collect::<String>()
        );
        last = level;
    }
}

#[test]
fn a_marking_cannot_leave_its_style() {
    let marking = "\"; } </style><script>alert(1)</script> \\";
    let html = write_html::document(&clean(Document {
        marking: marking.into(),
        ..Document::default()
    }));
    let page = scraper::Html::parse_document(&html);
    assert_eq!(
        page.select(&scraper::Selector::parse("script").expect("a selector"))
            .count(),
        0
    );
    assert_eq!(
        page.select(&scraper::Selector::parse("style").expect("a selector"))
            .count(),
        1
    );
}

#[test]
fn facts_and_callouts_say_their_words_where_there_is_no_form_for_them() {
    let fact = Fact {
        term: vec![Inline::text("Role")],
        values: vec![parse_prose("Manager\n\nof two teams")],
    };
    let blocks = clean::blocks(vec![Block::DescriptionList(vec![fact])], 1);
    assert_eq!(
        write_markdown::blocks(&blocks),
        "- **Role:** Manager\n\n  of two teams\n"
    );
    assert_eq!(
        write_text::blocks(&blocks),
        "Role: Manager\n    of two teams\n"
    );
    let callout = parse_template("> [!CAUTION]\n> late");
    assert_eq!(
        write_markdown::blocks(&callout),
        "> **Needs attention**\n>\n> late\n"
    );
    assert_eq!(write_text::blocks(&callout), "Needs attention:\n\nlate\n");
}
