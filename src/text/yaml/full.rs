//! The careful reader: the whole language over the events of a real YAML parser, and a plain word for each mistake.

use std::borrow::Cow;
use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};

use super::scalar::resolve;
use super::tree::{Field, Node, Value};
use super::{DUPLICATE_KEY, Fault, MOST_DEPTH, MOST_FIELDS, YAML_NOT_ALLOWED, YAML_SYNTAX};
use crate::text::hazard;

pub(super) fn parse(text: &str, range: Range<usize>) -> Result<Node<'_>, Fault> {
    let part = &text[range.clone()];
    let mut reader = Reader {
        places: Places {
            part,
            base: range.start,
            index: 0,
            byte: 0,
        },
        open: Vec::new(),
        root: None,
    };
    let mut parser = Parser::new_from_str(part);
    let mut documents = 0;
    while let Some(event) = parser.next_event() {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => return Err(reader.syntax(*error.marker(), error.info())),
        };
        let place = reader.places.range(span);
        match event {
            Event::DocumentStart(explicit) => {
                documents += 1;
                if documents > 1 || explicit {
                    return Err(not_allowed(
                        place,
                        "a second document begins here",
                        "remove the line: a record is one document",
                    ));
                }
            }
            Event::Alias(_) => {
                return Err(not_allowed(
                    place,
                    "an alias (`*name`) stands here",
                    "write the value out",
                ));
            }
            Event::Scalar(value, style, anchor, tag) => {
                plain_node(anchor, tag.is_some(), &place)?;
                reader.scalar(value, style, place)?;
            }
            Event::SequenceStart(anchor, tag) => {
                plain_node(anchor, tag.is_some(), &place)?;
                reader.begin(
                    Open::Seq {
                        start: place.start,
                        items: Vec::new(),
                    },
                    place,
                )?;
            }
            Event::MappingStart(anchor, tag) => {
                plain_node(anchor, tag.is_some(), &place)?;
                reader.begin(
                    Open::Map {
                        start: place.start,
                        fields: Vec::new(),
                        key: None,
                    },
                    place,
                )?;
            }
            Event::SequenceEnd | Event::MappingEnd => reader.finish(place)?,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
    }
    Ok(reader
        .root
        .unwrap_or(Node::new(range.start..range.start, Value::Null)))
}

fn not_allowed(range: Range<usize>, message: &str, help: &str) -> Fault {
    Fault::new(YAML_NOT_ALLOWED, range, message, help)
}

fn too_deep(place: Range<usize>) -> Fault {
    not_allowed(
        place,
        "this is nested too deeply",
        "write it with fewer levels: records need no more than a few",
    )
}

/// A character that steers or hides may not come in by the back door, written as an escape.
fn plain_text(value: &str, written: &str, place: &Range<usize>) -> Result<(), Fault> {
    let steers =
        |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r') || hazard::is_hidden(c);
    match value.chars().find(|c| steers(*c) && !written.contains(*c)) {
        None => Ok(()),
        Some(character) => Err(Fault::new(
            hazard::CONTROL_CHARACTER,
            place.clone(),
            format!(
                "a control character (U+{:04X}) is written as an escape here",
                character as u32
            ),
            "delete it: it would steer or hide what is shown",
        )),
    }
}

/// A key that is a sentence may be anybody's words: it is not repeated.
fn twice(key: &str) -> String {
    let is_name = key.len() <= 63
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    match is_name {
        true => format!("`{key}` stands twice"),
        false => "the same key stands twice".to_owned(),
    }
}

fn plain_node(anchor: usize, tagged: bool, place: &Range<usize>) -> Result<(), Fault> {
    if anchor != 0 {
        return Err(not_allowed(
            place.clone(),
            "an anchor (`&name`) stands here",
            "write the value without it",
        ));
    }
    if tagged {
        return Err(not_allowed(
            place.clone(),
            "a tag (`!name`) stands here",
            "put the value in quotes if it begins with `!`",
        ));
    }
    Ok(())
}

/// A collection that is still being read.
enum Open<'a> {
    Seq {
        start: usize,
        items: Vec<Node<'a>>,
    },
    Map {
        start: usize,
        fields: Vec<Field<'a>>,
        key: Option<(Cow<'a, str>, Range<usize>)>,
    },
}

struct Reader<'a> {
    places: Places<'a>,
    open: Vec<Open<'a>>,
    root: Option<Node<'a>>,
}

impl<'a> Reader<'a> {
    fn syntax(&mut self, marker: Marker, info: &str) -> Fault {
        let at = self.places.byte(marker);
        if info.contains("recursion limit") {
            return too_deep(at..at);
        }
        if let Some(tab) = self
            .places
            .indenting_tab(at)
            .filter(|_| info.contains("tab"))
        {
            return Fault::new(
                YAML_SYNTAX,
                tab..tab + 1,
                "a tab stands where the line should begin with spaces",
                "indent with spaces, as the lines around it do",
            );
        }
        Fault::new(
            YAML_SYNTAX,
            at..at,
            format!("this is not readable YAML: {info}"),
            "look at this line and the one above: indentation in spaces, `key: value`, text with `: ` or ` #` in quotes",
        )
    }

    fn begin(&mut self, open: Open<'a>, place: Range<usize>) -> Result<(), Fault> {
        if let Some(Open::Map { key: None, .. }) = self.open.last() {
            return Err(not_allowed(
                place,
                "a key that is not text",
                "write keys as single words followed by a colon",
            ));
        }
        if self.open.len() >= MOST_DEPTH {
            return Err(too_deep(place));
        }
        self.open.push(open);
        Ok(())
    }

    fn scalar(
        &mut self,
        value: Cow<'a, str>,
        style: ScalarStyle,
        place: Range<usize>,
    ) -> Result<(), Fault> {
        let is_plain = style == ScalarStyle::Plain;
        if style == ScalarStyle::DoubleQuoted {
            let written =
                &self.places.part[place.start - self.places.base..place.end - self.places.base];
            plain_text(&value, written, &place)?;
        }
        let resolved = if is_plain {
            resolve(value)
        } else {
            Value::Str(value)
        };
        if let Some(Open::Map {
            fields,
            key: key @ None,
            ..
        }) = self.open.last_mut()
        {
            let Value::Str(word) = resolved else {
                return Err(not_allowed(
                    place,
                    "a key that is not text",
                    "write keys as single words followed by a colon",
                ));
            };
            if is_plain && word == "<<" {
                return Err(not_allowed(
                    place,
                    "a merge key (`<<`) stands here",
                    "write the values out",
                ));
            }
            if fields.len() >= MOST_FIELDS {
                return Err(not_allowed(
                    place,
                    "there are too many fields here",
                    "keep what belongs to this record: no record has so many fields",
                ));
            }
            if let Some(first) = fields.iter().find(|field| field.key == word) {
                let mut fault = Fault::new(
                    DUPLICATE_KEY,
                    place,
                    twice(&word),
                    "keep one of the two: the other would be lost without a word",
                );
                fault.related = Some((first.key_range(), "first here".to_owned()));
                return Err(fault);
            }
            *key = Some((word, place));
            return Ok(());
        }
        let range = if matches!(resolved, Value::Null) && place.is_empty() {
            self.empty_place(place.start)
        } else {
            place
        };
        self.value(Node::new(range, resolved));
        Ok(())
    }

    /// A missing value stands right behind its key's colon or its item's dash, whatever the parser says.
    fn empty_place(&self, otherwise: usize) -> Range<usize> {
        let at = match self.open.last() {
            Some(Open::Map {
                key: Some((_, key)),
                ..
            }) => key.end + 1,
            _ => otherwise,
        };
        at..at
    }

    fn finish(&mut self, place: Range<usize>) -> Result<(), Fault> {
        let text = self.places.part.as_bytes();
        let closes = |at: usize| matches!(text.get(at - self.places.base), Some(b']' | b'}'));
        let end_of = |start: usize, inner: Option<usize>| match inner {
            _ if closes(place.start) && !place.is_empty() => place.end,
            Some(end) => end,
            None => start,
        };
        let node = match self.open.pop().expect("the parser balances what it opens") {
            Open::Seq { start, items } => {
                let end = end_of(start, items.last().map(|item| item.end as usize)).max(start + 1);
                Node::new(start..end, Value::Seq(items))
            }
            Open::Map { start, fields, .. } => {
                let end = end_of(
                    start,
                    fields
                        .last()
                        .map(|field| field.node.end.max(field.key_end) as usize),
                );
                Node::new(start..end.max(start), Value::Map(fields))
            }
        };
        self.value(node);
        Ok(())
    }

    fn value(&mut self, node: Node<'a>) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Seq { items, .. }) => items.push(node),
            Some(Open::Map { fields, key, .. }) => {
                let (key, range) = key.take().expect("a value follows its key");
                fields.push(Field {
                    key,
                    key_start: range.start as u32,
                    key_end: range.end as u32,
                    node,
                });
            }
        }
    }
}

/// The parser counts characters; we count bytes. Markers come almost in order, so one cursor serves.
struct Places<'a> {
    part: &'a str,
    base: usize,
    index: usize,
    byte: usize,
}

impl Places<'_> {
    fn byte(&mut self, marker: Marker) -> usize {
        if marker.index() < self.index {
            (self.index, self.byte) = (0, 0);
        }
        let ahead = self.part[self.byte..]
            .char_indices()
            .nth(marker.index() - self.index);
        let moved = ahead.map_or(self.part.len(), |(at, _)| self.byte + at);
        if ahead.is_some() {
            (self.index, self.byte) = (marker.index(), moved);
        }
        self.base + moved
    }

    /// The first tab before the words of a line, from the line of a place on: the parser names where it was before it.
    fn indenting_tab(&self, from: usize) -> Option<usize> {
        let from = from - self.base;
        let mut start = self.part[..from].rfind('\n').map_or(0, |at| at + 1);
        for line in self.part[start..].split_inclusive('\n') {
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            if let Some(tab) = line[..indent].find('\t') {
                return Some(self.base + start + tab);
            }
            start += line.len();
        }
        None
    }

    /// The bytes of a span, without the white space and line breaks that the parser counts to a scalar's end.
    fn range(&mut self, span: Span) -> Range<usize> {
        let start = self.byte(span.start);
        let end = self.byte(span.end).max(start);
        let text = &self.part[start - self.base..end - self.base];
        start..start + text.trim_end().len()
    }
}
