//! The tree as a PDF: pages to print and to hand over, tagged so that a screen reader finds its way in them.
//!
//! The tree goes as data to a fixed typesetting template, `templates/pdf/document.typ`, which makes content by calling functions:
//! no word of a record is ever read as markup. It is set with the fonts that are embedded here and no others, without a clock, a
//! disk or a network, so that the same document gives the same bytes. What comes out is held to the rules of PDF/UA-1 and
//! PDF/A-2a by the exporter, which refuses what breaks them.
//!
//! Deliberately not here: how a PDF is verified, which needs none of this and is [`super::verification::pdf`]'s.

mod columns;
mod glyphs;
mod measure;
mod tree;
mod world;

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::document::Document;
use crate::calendar::Day;
use glyphs::Glyphs;
use world::Pages;

/// A document as a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many characters stand in it as their number, because no font here has them.
    pub unshown: usize,
}

/// Why no PDF could be made of a document: a fault of this program, for every document can be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the document cannot be set as a PDF: {0}")]
pub struct Fault(String);

/// A document as the bytes of a PDF, with the day as its date, and with what is to stand among its keywords.
///
/// # Errors
/// When the pages cannot be set, which no document should bring about.
pub fn document(document: &Document, day: Day, keywords: Option<&str>) -> Result<Pdf, Fault> {
    // A chain of letters and marks that no font can show together is found out by the exporter alone: then the letters of one
    // font are kept, and the others stand as their numbers.
    set(document, day, keywords, Glyphs::all())
        .or_else(|_| set(document, day, keywords, Glyphs::plain()))
        .map_err(Fault)
}

fn set(
    document: &Document,
    day: Day,
    keywords: Option<&str>,
    glyphs: Glyphs,
) -> Result<Pdf, String> {
    let (data, unshown) = tree::data(document, day, keywords, glyphs);
    let pages = Pages::new(data);
    let set = typst::compile::<PagedDocument>(&pages).output;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .expect("both can be kept at once");
    let options = PdfOptions {
        creator: Smart::Custom(Some(
            concat!("supervision ", env!("CARGO_PKG_VERSION")).to_owned(),
        )),
        standards,
        ..PdfOptions::default()
    };
    let bytes = set.and_then(|set| typst_pdf::pdf(&set, &options));
    // What is kept from one document to the next is of no use to a program that makes one.
    typst::comemo::evict(0);
    let bytes = bytes.map_err(|faults| said(&faults))?;
    Ok(Pdf { bytes, unshown })
}

/// The faults without the words of the document, which may be a person's own.
fn said(faults: &[SourceDiagnostic]) -> String {
    let words: Vec<String> = faults
        .iter()
        .map(|fault| {
            let quoted = fault.message.split('`').step_by(2);
            quoted.collect::<Vec<_>>().join("…")
        })
        .collect();
    words.join("; ")
}
