//! What must be found before any reading: not text at all, merge conflicts, someone else's format, characters that
//! hide. These come first because everything said after them would be noise.

use super::Fault;
use crate::diag::Code;
use crate::source::{EncodingFaultKind, SourceFile};

/// The bytes are not UTF-8 text.
pub const NOT_TEXT: Code = Code::new("not-text");
/// The file is larger than the budget.
pub const FILE_TOO_LARGE: Code = Code::new("file-too-large");
/// Git's conflict markers are still in the file.
pub const UNRESOLVED_CONFLICT: Code = Code::new("unresolved-conflict");
/// A large-file pointer or an encrypted file stands where a record belongs.
pub const NOT_A_RECORD: Code = Code::new("not-a-record");
/// Control characters in the text.
pub const CONTROL_CHARACTER: Code = Code::new("control-character");

/// Characters that nobody sees, or that turn the direction of what is read.
pub const HIDDEN_CHARACTER: Code = Code::new("hidden-character");

/// The most bytes that a record may have.
pub const MOST_BYTES: usize = 1024 * 1024;

/// The first hazard of a file: when there is one, the file is not read further.
pub fn find(file: &SourceFile) -> Option<Fault> {
    if let Some(fault) = file.encoding_fault() {
        return Some(encoding(fault.at, fault.kind, file.text().len()));
    }
    let text = file.text();
    if text.len() > MOST_BYTES {
        return Some(encoding(0, EncodingFaultKind::TooLarge, text.len()));
    }
    if let Some(fault) = foreign_format(text) {
        return Some(fault);
    }
    let signs = Signs::of(text);
    let conflict = signs.markers.then(|| conflict(text)).flatten();
    conflict.or_else(|| signs.controls.then(|| control_character(text)).flatten())
}

/// What one look at the bytes says: whether a slower search could find anything at all.
#[derive(Clone, Copy)]
struct Signs {
    markers: bool,
    controls: bool,
}

impl Signs {
    /// Every byte is looked at, without an early end: so the compiler can look at many at once.
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        // The first byte of a conflict marker twice over, which is rare in a record.
        let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
        let markers = pairs.fold(false, |seen, (one, next)| {
            seen | ((*one == *next) & ((*one == b'<') | (*one == b'>')))
        });
        // Beyond ASCII, the control characters are written `C2 80` to `C2 9F`.
        let controls = bytes.iter().fold(false, |seen, byte| {
            let plain = (*byte >= b' ') | (*byte == b'\n') | (*byte == b'\t');
            seen | !plain | (*byte == 0x7F) | (*byte == 0xC2)
        });
        Self { markers, controls }
    }
}

fn encoding(at: usize, kind: EncodingFaultKind, length: usize) -> Fault {
    let at = at.min(length);
    match kind {
        EncodingFaultKind::Utf16 => Fault::new(
            NOT_TEXT,
            at..at,
            "the file is saved as UTF-16",
            "save it again with the encoding UTF-8",
        ),
        EncodingFaultKind::NotUtf8 => {
            let help = "save it again with the encoding UTF-8; the place is the first character that is not";
            Fault::new(NOT_TEXT, at..at, "the file is not saved as UTF-8", help)
        }
        EncodingFaultKind::TooLarge => {
            let help =
                "keep documents and pictures outside the store: a record is text of a few pages";
            Fault::new(
                FILE_TOO_LARGE,
                0..0,
                "the file is larger than 1 MiB and was not read",
                help,
            )
        }
    }
}

fn foreign_format(text: &str) -> Option<Fault> {
    const FORMATS: [(&str, &str, &str); 5] = [
        (
            "version https://git-lfs.github.com/spec/",
            "a Git LFS pointer",
            "fetch the real file with `git lfs pull`",
        ),
        (
            "\0GITCRYPT",
            "a file encrypted by git-crypt",
            "unlock the repository first",
        ),
        (
            "age-encryption.org/",
            "a file encrypted by age",
            "decrypt it first",
        ),
        (
            "-----BEGIN AGE ENCRYPTED FILE-----",
            "a file encrypted by age",
            "decrypt it first",
        ),
        (
            "-----BEGIN PGP MESSAGE-----",
            "a file encrypted by PGP",
            "decrypt it first",
        ),
    ];
    let (start, what, help) = FORMATS.iter().find(|(start, ..)| text.starts_with(start))?;
    Some(Fault::new(
        NOT_A_RECORD,
        0..start.len(),
        format!("{what} stands where a record belongs"),
        *help,
    ))
}

/// Git's markers stand at the beginning of a line: `<<<<<<< `, then `=======`, then `>>>>>>> `.
fn conflict(text: &str) -> Option<Fault> {
    const HELP: &str = "keep what is right of both sides and delete the lines with the marks";
    let starts_line = |at: usize| at == 0 || text.as_bytes()[at - 1] == b'\n';
    let find_marker = |marker: &str, from: usize| {
        text[from..]
            .match_indices(marker)
            .map(|(at, _)| from + at)
            .find(|at| starts_line(*at))
    };
    let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end);
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    let opening = find_marker("<<<<<<< ", 0);
    let closing = find_marker(">>>>>>> ", opening.unwrap_or(0));
    match (opening, closing) {
        (Some(start), Some(end)) => {
            let words = format!("unresolved conflict, lines {}-{}", line(start), line(end));
            Some(Fault::new(
                UNRESOLVED_CONFLICT,
                start..line_end(start),
                words,
                HELP,
            ))
        }
        (Some(at), None) | (None, Some(at)) => {
            let words = format!("unresolved conflict, a marker left on line {}", line(at));
            Some(Fault::new(
                UNRESOLVED_CONFLICT,
                at..line_end(at),
                words,
                HELP,
            ))
        }
        (None, None) => None,
    }
}

fn control_character(text: &str) -> Option<Fault> {
    let suspicious =
        |byte: u8| (byte < 0x20 && !matches!(byte, b'\n' | b'\t' | b'\r')) || byte == 0x7F;
    let bytes = text.as_bytes();
    let ascii = bytes.iter().position(|byte| suspicious(*byte));
    let lone_return = bytes
        .iter()
        .enumerate()
        .position(|(at, byte)| *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    let at = ascii.into_iter().chain(lone_return).min();
    let wide = if text.is_ascii() {
        None
    } else {
        text.char_indices()
            .find(|(_, c)| ('\u{80}'..='\u{9f}').contains(c))
    };
    let at = at.into_iter().chain(wide.map(|(at, _)| at)).min()?;
    let character = text[at..].chars().next()?;
    let message = match character {
        '\r' => "a line ends with a carriage return alone".to_owned(),
        _ => format!(
            "a control character (U+{:04X}) stands in the text",
            character as u32
        ),
    };
    let help =
        "delete it; it is invisible in most editors, so delete and type again the word around it";
    Some(Fault::new(
        CONTROL_CHARACTER,
        at..at + character.len_utf8(),
        message,
        help,
    ))
}

/// The first character that hides or turns round what is read, and how many there are; nothing where there is none. The
/// text can be read all the same, but not trusted to say what it shows.
pub fn hidden(text: &str) -> Option<Fault> {
    if text.is_ascii() {
        return None;
    }
    let mut found = hidden_places(text);
    let (at, character) = found.next()?;
    let more = match found.count() {
        0 => String::new(),
        more => format!(", and {more} more in this file"),
    };
    Some(Fault::new(
        HIDDEN_CHARACTER,
        at..at + character.len_utf8(),
        format!(
            "a character that cannot be seen (U+{:04X}) stands in the text{more}",
            character as u32
        ),
        "delete it, and type the word around it again: it can make a text read otherwise than it is written",
    ))
}

/// The characters that hide or turn round what is read, each with its place. A byte order mark at the start is none.
pub fn hidden_places(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices().filter(|(at, character)| {
        is_hidden(*character)
            && !(*at == 0 && *character == '\u{feff}')
            && !joins(text, *at, *character)
    })
}

/// Whether a character has no width, or changes the direction or the lines of what is read.
pub fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// Joiners belong to the writing of many languages and to pictures of several parts: between letters beyond Latin.
fn joins(text: &str, at: usize, character: char) -> bool {
    let is_wide = |neighbour: Option<char>| {
        neighbour.is_some_and(|other| other >= '\u{590}' && !is_hidden(other))
    };
    let behind = at + character.len_utf8();
    matches!(character, '\u{200c}' | '\u{200d}')
        && is_wide(text[..at].chars().next_back())
        && is_wide(text[behind..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<&'static str> {
        find(&SourceFile::new("a.md", text)).map(|fault| fault.code.name())
    }

    #[test]
    fn a_conflict_is_found_in_a_body_where_it_parses_as_text() {
        let text = "---\nkind: note\n---\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n";
        let fault = find(&SourceFile::new("a.md", text)).expect("a conflict");
        assert_eq!(fault.message, "unresolved conflict, lines 4-8");
        assert_eq!(
            code("a heading\n=======\n\n1 >>>>>>> 0, said in passing"),
            None
        );
    }

    #[test]
    fn hidden_characters_are_found_and_joiners_are_not() {
        let fault = hidden("\u{feff}café\u{202e} and \u{200b}more").expect("two");
        assert_eq!(fault.range, 8..11);
        assert!(
            fault.message.contains("U+202E") && fault.message.contains("1 more"),
            "{}",
            fault.message
        );
        for text in [
            "plain",
            "naïve – “quoted” …",
            "\u{feff}x",
            "نمی\u{200c}خواهم",
            "👩\u{200d}👧",
        ] {
            assert_eq!(hidden(text), None, "{text:?}");
        }
        assert!(hidden("jo\u{200d}field").is_some());
    }

    #[test]
    fn what_is_not_a_record_is_named_as_what_it_is() {
        assert_eq!(
            code("version https://git-lfs.github.com/spec/v1\n"),
            Some("not-a-record")
        );
        assert_eq!(code("a\0b"), Some("control-character"));
        assert_eq!(code("a\rb"), Some("control-character"));
        assert_eq!(code("a\r\nb\tc"), None);
        assert_eq!(code("a\u{85}b"), Some("control-character"));
        let latin = SourceFile::from_bytes("a.md", b"caf\xe9".to_vec());
        assert_eq!(find(&latin).map(|fault| fault.range), Some(3..3));
        let utf16 = SourceFile::from_bytes("a.md", b"\xff\xfea\0".to_vec());
        assert_eq!(find(&utf16).map(|fault| fault.code), Some(NOT_TEXT));
    }
}
