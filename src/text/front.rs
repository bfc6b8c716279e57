//! Splits a Markdown record into its YAML front matter and its body, as ranges of the same text.

use std::ops::Range;

use super::Fault;
use crate::diag::Code;

/// The code of a Markdown record without readable front matter.
pub const FRONT_MATTER_MISSING: Code = Code::new("front-matter-missing");

/// Where the two parts of a Markdown record stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The YAML between the two `---` lines.
    pub front: Range<usize>,
    /// Everything after the second one.
    pub body: Range<usize>,
}

/// The byte length of a byte order mark at the start, if there is one.
pub fn bom_length(text: &str) -> usize {
    if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    }
}

/// Finds the front matter: a first line `---`, YAML, and a line `---`.
pub fn split(text: &str) -> Result<Parts, Fault> {
    let mut lines = line_ranges(text, bom_length(text));
    let opening = lines.next().unwrap_or(0..0);
    if text[opening.clone()].trim_end() != "---" {
        return Err(Fault::new(
            FRONT_MATTER_MISSING,
            opening,
            "the record does not begin with front matter",
            "begin the file with a line `---`, then the record's fields, then another line `---`",
        ));
    }
    let start = after_break(text, opening.end);
    let closes = |line: &str| line.starts_with("---") && line.trim_end() == "---";
    match lines.find(|line| closes(&text[line.clone()])) {
        Some(closing) => Ok(Parts {
            front: start..closing.start,
            body: after_break(text, closing.end)..text.len(),
        }),
        None => Err(Fault::new(
            FRONT_MATTER_MISSING,
            opening,
            "the front matter is not closed",
            "put a line `---` between the record's fields and its text",
        )),
    }
}

fn after_break(text: &str, end: usize) -> usize {
    if text.as_bytes().get(end) == Some(&b'\n') {
        end + 1
    } else {
        end
    }
}

fn line_ranges(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut next = Some(start);
    std::iter::from_fn(move || {
        let start = next?;
        let end = text[start..].find('\n').map(|at| start + at);
        next = end.map(|end| end + 1);
        Some(start..end.unwrap_or(text.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_ranges_of_the_same_text() {
        let text = "\u{feff}---\r\nkind: note\r\n---\r\n\r\n## Note\n";
        let parts = split(text).expect("it has front matter");
        assert_eq!(&text[parts.front], "kind: note\r\n");
        assert_eq!(&text[parts.body], "\r\n## Note\n");
    }

    #[test]
    fn a_record_without_front_matter_says_how_to_begin() {
        assert!(split("# A note").is_err());
        assert!(split("").is_err());
        assert!(split("---\nkind: note\n").is_err());
        assert!(split("---\n---").is_ok());
    }
}
