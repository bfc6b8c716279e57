//! The headings of the eight sections: what they are called, and that a file has all of them in their order (R13b).

use serde_json::{Value as Json, json};

use super::super::document::{Block, plain};
use super::super::template::TemplateError;
use super::super::templates::View;
use super::super::wording::Wording;
use crate::record::layout::{Folder, SECTIONS};

/// The sections by the names that templates and strings have for them, in their order.
const SECTION_NAMES: [&str; 8] = [
    "checklist",
    "agreement",
    "supervision",
    "pdr",
    "training",
    "progression",
    "health",
    "miscellaneous",
];

/// "3. Supervision record".
pub(super) fn heading(wording: &Wording, folder: Folder) -> String {
    let mut known = SECTIONS.iter();
    let at = known.position(|(known, ..)| *known == folder);
    at.map_or_else(String::new, |at| {
        let title = wording.one_of("sections.title", SECTION_NAMES[at]);
        let (number, title) = ((at + 1).to_string(), title.unwrap_or_default());
        wording.fill(
            "sections.heading",
            &[("number", &number), ("title", &title)],
        )
    })
}

/// Puts the headings of the sections into a sample of a file's values.
pub(in crate::render) fn sample_headings(wording: &Wording, values: &mut Json) {
    for (name, (folder, ..)) in SECTION_NAMES.into_iter().zip(SECTIONS) {
        values["sections"][name]["heading"] = json!(heading(wording, folder));
    }
}

/// A council's own template may say more, but the file has its eight sections (R13b).
pub(in crate::render) fn has_every_section(
    wording: &Wording,
    blocks: &[Block],
) -> Result<(), TemplateError> {
    let mut headings = blocks.iter().filter_map(|block| match block {
        Block::Heading {
            level: 2, content, ..
        } => Some(plain(content)),
        _ => None,
    });
    for (folder, ..) in SECTIONS {
        let wanted = heading(wording, folder);
        if !headings.any(|found| found == wanted) {
            return Err(TemplateError {
                template: View::Worker.path().to_owned(),
                line: 1,
                message: format!(
                    "a file has all eight sections in order, and `## {wanted}` is missing or out of its place"
                ),
            });
        }
    }
    Ok(())
}
