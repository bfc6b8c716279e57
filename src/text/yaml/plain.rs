//! The quick reader: block mappings and lists, one-line scalars, simple flow collections, literal and folded text.
//!
//! It gives up (`None`) on everything else and on everything doubtful, and then [`full`](super::full) reads the text from
//! the start: this reader never has to explain a mistake, it only must never read one.

use std::borrow::Cow;
use std::ops::Range;

use super::scalar::resolve;
use super::tree::{Field, Node, Value};
use super::{MOST_DEPTH, MOST_FIELDS};

pub(super) fn parse(text: &str, range: Range<usize>) -> Option<Node<'_>> {
    if has_odd_space(&text[range.clone()]) {
        return None;
    }
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: range.start,
        end: range.end,
        depth: 0,
        peeked: None,
    };
    let first = reader.peek()?;
    if first.indent != 0 {
        return None;
    }
    let node = reader.block(first)?;
    if reader.peek().is_some() {
        None
    } else {
        Some(node)
    }
}

/// White space and line breaks that only the full reader judges.
fn has_odd_space(part: &str) -> bool {
    // Every byte is looked at, without an early end: so the compiler can look at many at once.
    let odd = |seen: bool, byte: &u8| seen | (*byte == b'\t') | (*byte == b'\r');
    part.as_bytes().iter().fold(false, odd)
        || (!part.is_ascii() && part.contains(['\u{feff}', '\u{2028}', '\u{2029}', '\u{85}']))
}

/// One line with content: where its content begins, and how far in that is.
#[derive(Clone, Copy)]
struct Line {
    indent: usize,
    content: usize,
    end: usize,
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// The beginning of the next unread line.
    at: usize,
    end: usize,
    depth: usize,
    /// The line that begins at an offset, once it was looked for: each is asked for more than once.
    peeked: Option<(usize, Line)>,
}

impl<'a> Reader<'a> {
    /// The next line that is neither empty nor only a comment.
    fn peek(&mut self) -> Option<Line> {
        if let Some((at, line)) = self.peeked
            && at == self.at
        {
            return Some(line);
        }
        while self.at < self.end {
            let end = self.line_end(self.at);
            let mut content = self.at;
            while content < end && self.bytes[content] == b' ' {
                content += 1;
            }
            if content < end && self.bytes[content] != b'#' {
                let line = Line {
                    indent: content - self.at,
                    content,
                    end,
                };
                self.peeked = Some((self.at, line));
                return Some(line);
            }
            self.at = end + 1;
        }
        None
    }

    fn line_end(&self, from: usize) -> usize {
        self.text[from..self.end]
            .find('\n')
            .map_or(self.end, |at| from + at)
    }

    fn block(&mut self, line: Line) -> Option<Node<'a>> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return None;
        }
        let node = if self.is_item(line) {
            self.sequence(line.indent)
        } else {
            self.mapping(line.indent, line)
        };
        self.depth -= 1;
        node
    }

    fn is_item(&self, line: Line) -> bool {
        self.bytes[line.content] == b'-'
            && (line.content + 1 == line.end || self.bytes[line.content + 1] == b' ')
    }

    fn mapping(&mut self, indent: usize, first: Line) -> Option<Node<'a>> {
        let mut fields: Vec<Field<'a>> = Vec::new();
        let mut line = first;
        loop {
            let key_end = self.key_end(line)?;
            let key = &self.text[line.content..key_end];
            if fields.len() >= MOST_FIELDS || fields.iter().any(|field| field.key == key) {
                return None;
            }
            self.at = (line.end + 1).min(self.end);
            let value = self.after_indicator(key_end + 1, line.end);
            let node = if value == line.end {
                self.nested(indent, key_end + 1)?
            } else {
                self.inline(value, line.end, indent)?
            };
            fields.push(Field {
                key: Cow::Borrowed(key),
                key_start: line.content as u32,
                key_end: key_end as u32,
                node,
            });
            match self.peek() {
                Some(next) if next.indent == indent && !self.is_item(next) => line = next,
                Some(next) if next.indent > indent => return None,
                _ => break,
            }
        }
        let end = fields.last().map_or(first.content, |field| {
            (field.node.end as usize).max(field.key_end as usize)
        });
        Some(Node::new(first.content..end, Value::Map(fields)))
    }

    /// The end of a plain word key that is followed by a colon.
    fn key_end(&self, line: Line) -> Option<usize> {
        let word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let length = self.bytes[line.content..line.end]
            .iter()
            .take_while(|byte| word(byte))
            .count();
        let end = line.content + length;
        let is_key = self.bytes.get(end) == Some(&b':')
            && end < line.end
            && (end + 1 == line.end || self.bytes[end + 1] == b' ')
            && self.bytes[line.content].is_ascii_alphabetic();
        let key = &self.text[line.content..end];
        (is_key && matches!(resolve(Cow::Borrowed(key)), Value::Str(_))).then_some(end)
    }

    /// Passes the spaces after a `:` or `-`; a comment there counts as the end of the line.
    fn after_indicator(&self, from: usize, end: usize) -> usize {
        let mut at = from;
        while at < end && self.bytes[at] == b' ' {
            at += 1;
        }
        if at < end && at > from && self.bytes[at] == b'#' {
            end
        } else {
            at
        }
    }

    /// The value of a key or item whose own line has none.
    fn nested(&mut self, indent: usize, place: usize) -> Option<Node<'a>> {
        match self.peek() {
            Some(next) if next.indent > indent => self.block(next),
            Some(next)
                if next.indent == indent && self.is_item(next) && self.bytes[place - 1] == b':' =>
            {
                self.block(next)
            }
            _ => Some(Node::new(place..place, Value::Null)),
        }
    }

    fn sequence(&mut self, indent: usize) -> Option<Node<'a>> {
        let mut items = Vec::new();
        let start = self.peek()?.content;
        while let Some(line) = self.peek() {
            if line.indent != indent || !self.is_item(line) {
                if line.indent > indent {
                    return None;
                }
                break;
            }
            let line_start = self.at;
            self.at = (line.end + 1).min(self.end);
            let value = self.after_indicator(line.content + 1, line.end);
            let inner = Line {
                indent: value - line_start,
                content: value,
                end: line.end,
            };
            let item = if value == line.end {
                self.nested(indent, line.content + 1)?
            } else if self.is_item(inner) {
                return None;
            } else if self.key_end(inner).is_some() {
                self.at = line_start;
                self.item_mapping(inner)?
            } else {
                self.inline(value, line.end, indent)?
            };
            items.push(item);
        }
        let end = items
            .last()
            .map_or(start, |item: &Node<'_>| item.end as usize)
            .max(start + 1);
        Some(Node::new(start..end, Value::Seq(items)))
    }

    /// A mapping whose first key stands on the line of its `- `.
    fn item_mapping(&mut self, first: Line) -> Option<Node<'a>> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return None;
        }
        let node = self.mapping(first.indent, first);
        self.depth -= 1;
        node
    }

    /// A value that begins on the line of its key or item.
    fn inline(&mut self, at: usize, end: usize, indent: usize) -> Option<Node<'a>> {
        let node = match self.bytes[at] {
            b'|' => return self.text_block(at, end, indent, false),
            b'>' => return self.text_block(at, end, indent, true),
            b'"' | b'\'' => {
                let (node, after) = self.quoted(at, end)?;
                self.only_comment(after, end)?;
                node
            }
            b'[' | b'{' => {
                let (node, after) = self.flow(at, end)?;
                self.only_comment(after, end)?;
                node
            }
            b'&' | b'*' | b'!' | b'%' | b'@' | b'`' | b'?' | b',' | b']' | b'}' | b'#' | b':' => {
                return None;
            }
            b'-' if at + 1 == end || self.bytes[at + 1] == b' ' => return None,
            _ => self.plain(at, end)?,
        };
        match self.peek() {
            Some(next) if next.indent > indent => None,
            _ => Some(node),
        }
    }

    fn plain(&self, at: usize, end: usize) -> Option<Node<'a>> {
        let mut line = &self.text[at..end];
        let mut before = 0;
        for (index, byte) in line.bytes().enumerate() {
            match (before, byte) {
                (b':', b' ') => return None,
                (b' ', b'#') => {
                    line = &line[..index];
                    break;
                }
                _ => before = byte,
            }
        }
        let line = line.trim_end_matches(' ');
        if line.ends_with(':') {
            return None;
        }
        Some(Node::new(at..at + line.len(), resolve(Cow::Borrowed(line))))
    }

    fn quoted(&self, at: usize, end: usize) -> Option<(Node<'a>, usize)> {
        let quote = self.bytes[at] as char;
        let inner = &self.text[at + 1..end];
        let close = inner.find(quote)?;
        let content = &inner[..close];
        if (quote == '"' && content.contains('\\')) || inner[close + 1..].starts_with(quote) {
            return None;
        }
        let after = at + 1 + close + 1;
        Some((
            Node::new(at..after, Value::Str(Cow::Borrowed(content))),
            after,
        ))
    }

    fn only_comment(&self, from: usize, end: usize) -> Option<()> {
        (self.after_indicator(from, end) == end).then_some(())
    }

    /// A flow list or mapping of simple values on one line.
    fn flow(&mut self, at: usize, end: usize) -> Option<(Node<'a>, usize)> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return None;
        }
        let (is_list, close) = if self.bytes[at] == b'[' {
            (true, b']')
        } else {
            (false, b'}')
        };
        let (mut items, mut fields) = (Vec::new(), Vec::<Field<'a>>::new());
        let mut next = self.skip_spaces(at + 1, end);
        while *self.bytes.get(next).filter(|_| next < end)? != close {
            if is_list {
                let (item, after) = self.flow_value(next, end)?;
                items.push(item);
                next = self.skip_spaces(after, end);
            } else {
                let word = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
                let key_end = next + self.bytes[next..end].iter().take_while(word).count();
                let key = &self.text[next..key_end];
                let starts_right = key.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
                let is_text = matches!(resolve(Cow::Borrowed(key)), Value::Str(_));
                if !starts_right
                    || !is_text
                    || !self.text[key_end..end].starts_with(": ")
                    || fields.len() >= MOST_FIELDS
                    || fields.iter().any(|f| f.key == key)
                {
                    return None;
                }
                let (node, after) = self.flow_value(self.skip_spaces(key_end + 1, end), end)?;
                fields.push(Field {
                    key: Cow::Borrowed(key),
                    key_start: next as u32,
                    key_end: key_end as u32,
                    node,
                });
                next = self.skip_spaces(after, end);
            }
            match self.bytes.get(next).filter(|_| next < end)? {
                b',' => next = self.skip_spaces(next + 1, end),
                byte if *byte == close => {}
                _ => return None,
            }
        }
        self.depth -= 1;
        let value = if is_list {
            Value::Seq(items)
        } else {
            Value::Map(fields)
        };
        Some((Node::new(at..next + 1, value), next + 1))
    }

    fn flow_value(&mut self, at: usize, end: usize) -> Option<(Node<'a>, usize)> {
        match self.bytes.get(at).filter(|_| at < end)? {
            b'[' | b'{' => self.flow(at, end),
            b'"' | b'\'' => self.quoted(at, end),
            byte if byte.is_ascii_alphanumeric() => {
                let simple = |byte: &&u8| {
                    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/' | b' ')
                };
                let length = self.bytes[at..end].iter().take_while(simple).count();
                let scalar = self.text[at..at + length].trim_end_matches(' ');
                Some((
                    Node::new(at..at + scalar.len(), resolve(Cow::Borrowed(scalar))),
                    at + length,
                ))
            }
            _ => None,
        }
    }

    fn skip_spaces(&self, mut at: usize, end: usize) -> usize {
        while at < end && self.bytes[at] == b' ' {
            at += 1;
        }
        at
    }

    /// Literal (`|`) or folded (`>`) text, with `-` or nothing behind the sign.
    fn text_block(
        &mut self,
        at: usize,
        end: usize,
        indent: usize,
        folded: bool,
    ) -> Option<Node<'a>> {
        let strip = at + 1 < end && self.bytes[at + 1] == b'-';
        let after = at + 1 + usize::from(strip);
        if self.after_indicator(after, end) != end {
            return None;
        }
        let mut lines: Vec<&'a str> = Vec::new();
        let mut deep = None;
        let (mut first, mut last) = (None, end);
        while self.at < self.end {
            let line_end = self.line_end(self.at);
            let line = &self.text[self.at..line_end];
            let spaces = line.len() - line.trim_start_matches(' ').len();
            if spaces == line.len() {
                if deep.is_none_or(|deep| spaces > deep) && spaces > 0 {
                    return None;
                }
                lines.push("");
            } else {
                let deep = *deep.get_or_insert(spaces);
                if deep <= indent || spaces < deep {
                    if spaces > indent {
                        return None;
                    }
                    break;
                }
                if folded && spaces > deep {
                    return None;
                }
                lines.push(&line[deep..]);
                first.get_or_insert(self.at + deep);
                last = line_end;
            }
            self.at = (line_end + 1).min(self.end.max(line_end));
            if line_end == self.end {
                break;
            }
        }
        while lines.last().is_some_and(|line| line.is_empty()) {
            lines.pop();
        }
        let mut value = if folded {
            fold(&lines)
        } else {
            lines.join("\n")
        };
        if !strip && !value.is_empty() {
            value.push('\n');
        }
        Some(Node::new(first?..last, Value::Str(Cow::Owned(value))))
    }
}

/// Lines that follow each other become one, and each empty line between them a line break.
fn fold(lines: &[&str]) -> String {
    let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    let mut empty = 0;
    for line in lines {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if empty > 0 {
            text.extend(std::iter::repeat_n('\n', empty));
            empty = 0;
        } else if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}
