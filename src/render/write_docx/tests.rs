//! The parts of the package, read back.

use std::io::Read;

use super::*;
use crate::render::document::{Block, Inline, Table};

fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).expect("a part");
            let mut text = String::new();
            file.read_to_string(&mut text).expect("text");
            (file.name().expect("a name").into_owned(), text)
        })
        .collect()
}

fn made(blocks: Vec<Block>) -> Document {
    Document {
        title: "A file & <its> parts".to_owned(),
        language: "en-GB".to_owned(),
        marking: "OFFICIAL".to_owned(),
        notice: String::new(),
        source_line: "From north".to_owned(),
        blocks,
        ..Document::default()
    }
}

#[test]
fn every_part_is_xml_and_the_same_document_gives_the_same_bytes() {
    let one = made(vec![
        Block::List {
            ordered: true,
            start: 3,
            items: vec![vec![Block::Paragraph(vec![Inline::text("a \u{1} b")])]],
        },
        Block::Table(Table {
            caption: vec![Inline::text("What")],
            columns: Vec::new(),
            head: vec![vec![Inline::text("Head")]],
            rows: vec![vec![vec![Inline::Link {
                url: "https://example.org/?a=1&b=2".to_owned(),
                text: vec![Inline::text("there")],
            }]]],
        }),
    ]);
    let bytes = document(&one);
    assert_eq!(bytes, document(&one));
    let parts = parts(&bytes);
    assert_eq!(parts.len(), 9);
    for (name, text) in &parts {
        let read = roxmltree::Document::parse(text);
        assert!(read.is_ok(), "{name}: {read:?}\n{text}");
    }
    let of = |name: &str| {
        &parts
            .iter()
            .find(|(known, _)| known == name)
            .expect("the part")
            .1
    };
    let body = of("word/document.xml");
    assert!(body.contains("A file &amp; &lt;its&gt; parts"), "{body}");
    assert!(body.contains("<w:tblHeader/>"), "{body}");
    assert!(of("word/numbering.xml").contains("<w:startOverride w:val=\"3\"/>"));
    assert!(
        of("word/_rels/document.xml.rels").contains("Target=\"https://example.org/?a=1&amp;b=2\"")
    );
    assert!(of("word/styles.xml").contains("<w:lang w:val=\"en-GB\""));
    assert!(of("word/header1.xml").contains("OFFICIAL"));
}
