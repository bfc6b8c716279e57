//! The few things that are asked of a workbook's XML: what opens, what closes, what is said in between. No entity is ever
//! expanded but the five that XML has and numbered characters.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Unreadable;

/// A step through a text of XML.
pub(super) enum Step<'a> {
    /// An element begins.
    Open(BytesStart<'a>),
    /// An element of this name ends.
    Close(String),
    /// Text.
    Text(String),
}

fn broken() -> Unreadable {
    Unreadable::new(
        "a part of the workbook cannot be read",
        "open it in Excel and save it again, or export it as CSV",
    )
}

/// Goes through a text of XML step by step; an element without content opens and closes.
pub(super) fn walk<'a>(
    text: &'a str,
    mut each: impl FnMut(Step<'a>) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(element) => each(Step::Open(element))?,
            Event::Empty(element) => {
                let name = element.local_name().as_ref().to_owned();
                each(Step::Open(element))?;
                each(Step::Close(name))?;
            }
            Event::End(element) => each(Step::Close(element.local_name().as_ref().to_owned()))?,
            Event::Text(words) => each(Step::Text(words.xml10_content().into_owned()))?,
            Event::CData(words) => each(Step::Text(words.xml10_content().into_owned()))?,
            Event::GeneralRef(entity) => {
                let name = entity.xml10_content();
                let character = match entity.resolve_char_ref().map_err(|_| broken())? {
                    Some(character) => Some(character),
                    None => match name.as_ref() {
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "amp" => Some('&'),
                        "apos" => Some('\''),
                        "quot" => Some('"'),
                        _ => None,
                    },
                };
                each(Step::Text(character.ok_or_else(broken)?.to_string()))?;
            }
            // A document type could define entities; workbooks have none.
            Event::DocType(_) => return Err(broken()),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The value of an attribute, by its name without a prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found
        .normalized_value(quick_xml::XmlVersion::Explicit1_0)
        .ok()
        .map(|value| value.into_owned())
}
