//! The quick reader: headings of the second level, and paragraphs that begin with a word.
//!
//! It gives up (`None`) on everything else and on everything doubtful, and then the whole of Markdown is read: this
//! reader must only never cut a body in another way. A property test holds the two together.

use std::ops::Range;

use super::{Body, Cutter};

pub(super) fn sections(text: &str, range: Range<usize>) -> Option<Body> {
    if text[range.clone()].contains('\r') {
        return None;
    }
    let mut cutter = Cutter::new(text, range.clone());
    let mut in_paragraph = false;
    let mut at = range.start;
    while at < range.end {
        let end = text[at..range.end]
            .find('\n')
            .map_or(range.end, |length| at + length);
        let line = &text[at..end];
        let next = (end + 1).min(range.end);
        if line.is_empty() {
            in_paragraph = false;
        } else if let Some(title) = line.strip_prefix("## ") {
            if !is_plain_title(title) {
                return None;
            }
            cutter.open(at..end, next);
            cutter.title(title);
            in_paragraph = false;
        } else if begins_with_a_word(line) {
            in_paragraph = true;
            cutter.says_something = true;
        } else if !in_paragraph || !goes_on(line) {
            return None;
        }
        at = next;
    }
    Some(cutter.finish())
}

/// Whether a title is the same text in Markdown as without it.
fn is_plain_title(title: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b" '(),-.".contains(&byte);
    title.bytes().all(plain) && !title.starts_with(' ') && !title.ends_with(' ')
}

/// Whether a line can be nothing but text, with a letter or digit that stands outside all markup.
fn begins_with_a_word(line: &str) -> bool {
    let word = line.trim_start_matches(['"', '\'', '(', '“', '‘']);
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let is_list = matches!(word.as_bytes().get(digits), Some(b'.' | b')'));
    match digits {
        0 => word.starts_with(char::is_alphabetic),
        _ => !is_list,
    }
}

/// Whether a line in a paragraph goes on with it, even if it says nothing by itself.
fn goes_on(line: &str) -> bool {
    line.starts_with(['"', '\'', '(', '“', '‘', '.', ',', '/', '–', '£'])
}
