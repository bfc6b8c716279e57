//! A document as a PDF, sealed; and what is said where this build can make none.

use crate::calendar::Day;
use crate::cli::error::Error;
use crate::cli::terminal;
use crate::render::Document;
use crate::render::verification::Source;

/// A PDF with what there is to say of it.
pub(super) struct Pdf {
    pub(super) bytes: Vec<u8>,
    /// How many characters stand in it as their number.
    pub(super) unshown: usize,
}

/// Says that some characters stand as their number, without saying which words they are in.
pub(super) fn say_unshown(count: usize) {
    let characters = match count {
        1 => "1 character stands".to_owned(),
        count => format!("{count} characters stand"),
    };
    terminal::warn(&format!(
        "{characters} in the PDF as a number, such as [U+1F469], because none of its fonts can show them; the other forms have them"
    ));
}

/// Whether this build makes PDFs.
#[cfg(feature = "pdf")]
pub(super) fn can_be_made() -> Result<(), Error> {
    Ok(())
}

/// Whether this build makes PDFs.
#[cfg(not(feature = "pdf"))]
pub(super) fn can_be_made() -> Result<(), Error> {
    Err(Error::usage(
        "this build of the program makes no PDF",
        "build it with `cargo install --path . --features pdf`; or ask for --format html, and print it from a browser",
    ))
}

/// A document as a PDF: with its source and its string where it is one that can be verified.
#[cfg(feature = "pdf")]
pub(super) fn sealed(document: Document, source: Option<&Source>, day: Day) -> Result<Pdf, Error> {
    use crate::render::verification::pdf;
    use crate::render::{write_pdf, write_text};

    let Some(source) = source else {
        let made = write_pdf::document(&document, day, None).map_err(failed)?;
        return Ok(Pdf {
            bytes: made.bytes,
            unshown: made.unshown,
        });
    };
    let seal = pdf::seal(&write_text::document(&document), source);
    let document = Document {
        verification: seal.string.clone(),
        ..document
    };
    let made = write_pdf::document(&document, day, Some(&seal.keywords)).map_err(failed)?;
    Ok(Pdf {
        bytes: pdf::sealed(made.bytes, &seal),
        unshown: made.unshown,
    })
}

#[cfg(feature = "pdf")]
fn failed(fault: crate::render::write_pdf::Fault) -> Error {
    crate::render::Error::from(fault).into()
}

/// Nothing, for this build makes no PDF.
#[cfg(not(feature = "pdf"))]
pub(super) fn sealed(_: Document, _: Option<&Source>, _: Day) -> Result<Pdf, Error> {
    can_be_made()?;
    unreachable!("a build that makes no PDF says so")
}
