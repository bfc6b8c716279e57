//! Text to Markdown, escaped where a character would mean something.
//!
//! It relies on text in order ([`super::clean_inline`]): the same stress never stands in or beside itself and never
//! has a space at its edge, so that each run of stars, underscores or tildes opens or closes one thing. Where a letter
//! beside such a run would keep it from doing so, the letter is written as its number. Nothing here knows of lines
//! that stand in a quote or a list.

use super::document::Inline;
use super::link;

/// Where the text stands, for what needs escaping there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph, where lines begin.
    Paragraph,
    /// In a heading, which a number sign could end.
    Heading,
    /// In a table's cell, which a pipe ends.
    Cell,
}

/// Text as Markdown.
pub(super) fn write(inlines: &[Inline], place: Place) -> String {
    let mut writer = Writer {
        out: String::new(),
        place,
        closed: false,
    };
    writer.put_all(inlines);
    writer.out
}

struct Writer {
    out: String,
    place: Place,
    /// Whether the last thing written closes stress that a letter after it would keep open.
    closed: bool,
}

impl Writer {
    fn put_all(&mut self, inlines: &[Inline]) {
        for (at, inline) in inlines.iter().enumerate() {
            match inline {
                Inline::Text(words) => {
                    let before_link = matches!(inlines.get(at + 1), Some(Inline::Link { .. }));
                    self.words(words, before_link);
                }
                Inline::Code(words) => self.code(words),
                Inline::Strong(inner) => self.stress("**", inner),
                Inline::Emphasis(inner) => self.stress("_", inner),
                Inline::Strikethrough(inner) => self.stress("~~", inner),
                Inline::Link { url, text } => self.link(url, text),
                Inline::LineBreak => self.mark("\\\n"),
            }
        }
    }

    /// Writes characters that mean something.
    fn mark(&mut self, mark: &str) {
        self.out.push_str(mark);
        self.closed = false;
    }

    fn stress(&mut self, mark: &str, inner: &[Inline]) {
        // Stars and tildes may stand between letters; underscores, and what begins with a sign, may not. Then the
        // letter before is written as its number, which ends in a semicolon.
        let between_letters = mark != "_" && begins_with_letter(inner);
        if let Some(last) = self.out.chars().last()
            && !between_letters
            && !is_edge(last)
        {
            self.out.pop();
            self.number(last);
        }
        self.mark(mark);
        self.put_all(inner);
        let ends_with_letter = self.out.ends_with(char::is_alphanumeric);
        self.mark(mark);
        self.closed = mark == "_" || !ends_with_letter;
    }

    fn number(&mut self, c: char) {
        self.out.push_str(&format!("&#{};", u32::from(c)));
    }

    fn words(&mut self, words: &str, before_link: bool) {
        let line_start = self.out.is_empty() || self.out.ends_with('\n');
        let digits = words.bytes().take_while(u8::is_ascii_digit).count();
        let mut chars = words.char_indices().peekable();
        let mut previous = self.out.chars().last().unwrap_or(' ');
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            if std::mem::take(&mut self.closed) && !is_edge(c) {
                self.number(c);
                previous = ';';
                continue;
            }
            let in_word = |c: char| c.is_ascii_alphanumeric();
            let escape = match c {
                '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' => true,
                // The last letter of a text may yet become a number.
                '_' => {
                    !(in_word(previous)
                        && next.is_some_and(in_word)
                        && chars.clone().nth(1).is_some())
                }
                '&' => next.is_none_or(|next| next == '#' || next.is_ascii_alphanumeric()),
                '!' => before_link && next.is_none(),
                '#' => self.place == Place::Heading || (line_start && at == 0),
                '>' | '-' | '=' | ':' | '+' => line_start && at == 0,
                '.' | ')' => {
                    line_start && at > 0 && at == digits && next.is_none_or(|next| next == ' ')
                }
                _ => false,
            };
            if escape {
                self.out.push('\\');
            }
            self.out.push(c);
            previous = c;
        }
    }

    fn code(&mut self, words: &str) {
        let fence = "`".repeat(longest_run(words, '`') + 1);
        let space = if words.starts_with('`') || words.ends_with('`') {
            " "
        } else {
            ""
        };
        let words = if self.place == Place::Cell {
            words.replace('|', "\\|")
        } else {
            words.to_owned()
        };
        self.mark(&format!("{fence}{space}{words}{space}{fence}"));
    }

    fn link(&mut self, url: &str, text: &[Inline]) {
        if let [Inline::Text(words)] = text
            && words == link::shown(url)
            && !url.contains(['&', '\\', '*', '_', '~'])
            && (words == url || is_plain_mail(words))
        {
            self.mark(&format!("<{words}>"));
            return;
        }
        self.mark("[");
        self.put_all(text);
        self.mark("](<");
        for c in url.chars() {
            if c.is_ascii_punctuation() && !"/:.-%?=#@,+".contains(c) {
                self.out.push('\\');
            }
            self.out.push(c);
        }
        self.mark(">)");
    }
}

/// Whether a letter stands first that will not be written as its number.
fn begins_with_letter(inner: &[Inline]) -> bool {
    let Some(Inline::Text(words)) = inner.first() else {
        return false;
    };
    words.starts_with(char::is_alphanumeric) && (inner.len() == 1 || words.chars().nth(1).is_some())
}

/// Whether a mark beside this character opens and closes as it should.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation()
}

fn is_plain_mail(words: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !part.contains("..")
    };
    words
        .split_once('@')
        .is_some_and(|(person, host)| plain(person) && plain(host))
}

/// The longest run of one character.
pub(super) fn longest_run(words: &str, wanted: char) -> usize {
    words
        .split(|c| c != wanted)
        .map(str::len)
        .max()
        .unwrap_or(0)
}
