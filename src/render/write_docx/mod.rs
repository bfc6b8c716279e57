//! The tree as a Word document: headings, lists and tables that Word knows as such, so that a screen reader finds its way in it.
//!
//! What is written is the smallest package that Word, LibreOffice and others read: no fields that are filled in on opening, no macros, no
//! links but those of the tree, nothing fetched. The same document gives the same bytes: the package has one fixed time. A drawing has no
//! form here; its title and what it shows stand in its place, and its facts are in the table beside it.

mod body;
mod xml;

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::document::Document;
use super::wording::Wording;
use body::Body;
use xml::escape;

const CONTENT_TYPES: &str = include_str!("content_types.xml");
const RELATIONS: &str = include_str!("relations.xml");
const STYLES: &str = include_str!("styles.xml");

/// The namespaces of the parts that hold text.
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// What every part begins with.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A document as the bytes of a `.docx` file.
pub fn document(document: &Document) -> Vec<u8> {
    let body = Body::of(document);
    let language = escape(&document.language);
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("docProps/core.xml", properties(document)),
        (
            "word/document.xml",
            format!(
                "{HEAD}<w:document {NAMESPACES}><w:body>{}</w:body></w:document>",
                body.text
            ),
        ),
        ("word/_rels/document.xml.rels", body.relations()),
        ("word/styles.xml", STYLES.replace("LANGUAGE", &language)),
        ("word/numbering.xml", body.numbering()),
        ("word/header1.xml", header(document)),
        ("word/footer1.xml", footer(document)),
    ];
    pack(&parts).expect("writing to memory does not fail")
}

fn pack(parts: &[(&str, String)]) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, text) in parts {
        zip.start_file(*name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn properties(document: &Document) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>{}</dc:language></cp:coreProperties>",
        escape(&document.title),
        escape(&document.language)
    )
}

fn header(document: &Document) -> String {
    format!(
        "{HEAD}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>{}</w:p></w:hdr>",
        run(&document.marking, "<w:b/>")
    )
}

/// The marking and the source on every page, and its number.
fn footer(document: &Document) -> String {
    let number = numbers(&document.wording);
    let line =
        |inside: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{inside}</w:p>");
    format!(
        "{HEAD}<w:ftr {NAMESPACES}>{}{}{}</w:ftr>",
        line(&run(&document.source_line, "")),
        line(&run(&document.marking, "<w:b/>")),
        line(&number)
    )
}

/// "Page 1 of 2", with fields in the places of the numbers.
fn numbers(wording: &Wording) -> String {
    let (page, pages) = ("\u{fdd3}", "\u{fdd4}");
    let line = wording.fill("page.number", &[("page", page), ("pages", pages)]);
    let words = |words: &str| match words {
        "" => String::new(),
        words => format!(
            "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
            escape(words)
        ),
    };
    let field = |name: &str| {
        format!("<w:fldSimple w:instr=\"{name}\"><w:r><w:t>1</w:t></w:r></w:fldSimple>")
    };
    let mut out = String::new();
    let mut rest = line.as_str();
    while let Some(at) = rest.find([page, pages].map(|mark| mark.chars().next().unwrap_or(' '))) {
        out.push_str(&words(&rest[..at]));
        let is_page = rest[at..].starts_with(page);
        out.push_str(&field(if is_page { "PAGE" } else { "NUMPAGES" }));
        rest = &rest[at + page.len()..];
    }
    out + &words(rest)
}

/// Words in one manner.
fn run(words: &str, manner: &str) -> String {
    format!(
        "<w:r><w:rPr>{manner}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escape(words)
    )
}

#[cfg(test)]
mod tests;
