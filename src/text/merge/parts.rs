//! A text cut into parts, by lines: what stands before its parts, and then they, one after the other, with every byte in one of them.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::yaml::{Field, Node, Value};
use crate::text::{front, markdown, yaml};

/// A part of a text.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    /// By what it is known among its neighbours; empty where it is not.
    pub(super) name: String,
    /// All of its text.
    pub(super) text: &'a str,
    /// What stands before the parts inside it.
    pub(super) head: &'a str,
    /// The parts inside it.
    pub(super) kids: Kids<'a>,
    /// Whether it is known by the day from which it holds.
    pub(super) is_in_time: bool,
}

/// What is inside a part.
#[derive(Clone, Debug)]
pub(super) enum Kids<'a> {
    /// Nothing that could be told apart.
    None,
    /// Parts that have a name, in a mapping or, where that is said, in a list.
    Keyed(Vec<Part<'a>>, Is),
    /// Paragraphs.
    Prose(Vec<&'a str>),
}

/// What parts with a name are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is {
    /// Fields or sections.
    Fields,
    /// Items of a list.
    Items,
}

/// The key by which periods are known.
const FROM: &str = "from";

impl<'a> Part<'a> {
    /// A text that is not cut any further.
    pub(super) fn whole(text: &'a str) -> Self {
        Self {
            name: String::new(),
            text,
            head: text,
            kids: Kids::None,
            is_in_time: false,
        }
    }

    fn named(name: impl Into<String>, text: &'a str) -> Self {
        Self {
            name: name.into(),
            ..Self::whole(text)
        }
    }

    /// Puts parts inside, where they can be told apart by their names.
    fn with(self, head: &'a str, kids: Vec<Self>) -> Self {
        self.holding(head, kids, Is::Fields)
    }

    fn holding(mut self, head: &'a str, kids: Vec<Self>, is: Is) -> Self {
        let mut names: Vec<&str> = kids.iter().map(|kid| kid.name.as_str()).collect();
        names.sort_unstable();
        if names.windows(2).all(|pair| pair[0] != pair[1]) {
            self.head = head;
            self.kids = Kids::Keyed(kids, is);
        }
        self
    }
}

/// Cuts a text: a record with front matter, or one that is YAML all through. None where it cannot be read.
pub(super) fn cut<'a>(text: &'a str, keys: &[&[&str]]) -> Option<Part<'a>> {
    let cutter = Cutter { text, keys };
    let whole = Part::whole(text);
    match front::split(text) {
        Ok(parts) => {
            let fields = cutter.fields(parts.front.clone())?;
            let head = Part::named("---", &text[..parts.front.start]);
            let rule = Part::named("--- ", &text[parts.front.end..parts.body.start]);
            let front = Part::named("front matter", &text[parts.front]);
            let front = front.with("", fields);
            let body = cutter.body(parts.body);
            Some(
                whole
                    .with("", [vec![head, front, rule], body].concat())
                    .unnamed_front(),
            )
        }
        Err(_) if text.starts_with("---") || text.starts_with('#') && text.contains("\n## ") => {
            None
        }
        Err(_) => Some(whole.with("", cutter.fields(0..text.len())?)),
    }
}

impl Part<'_> {
    /// The way to a field does not name the front matter.
    fn unnamed_front(mut self) -> Self {
        if let Kids::Keyed(kids, _) = &mut self.kids {
            kids.iter_mut()
                .filter(|kid| kid.name == "front matter")
                .for_each(|kid| kid.name.clear());
        }
        self
    }
}

struct Cutter<'a, 'k> {
    text: &'a str,
    keys: &'k [&'k [&'k str]],
}

impl<'a> Cutter<'a, '_> {
    /// The fields of the YAML in a range of lines.
    fn fields(&self, range: Range<usize>) -> Option<Vec<Part<'a>>> {
        let tree = yaml::parse(self.text, range.clone()).ok()?;
        match &tree.value {
            Value::Map(fields) => Some(self.mapping(fields, range)),
            _ => None,
        }
    }

    /// Each field with its lines. What stands above the first belongs to it.
    fn mapping(&self, fields: &[Field<'a>], range: Range<usize>) -> Vec<Part<'a>> {
        let starts = fields.iter().map(|field| field.key_start as usize);
        let ends = fields.iter().map(|field| field.node.range().end);
        let lines = self.lines(starts.collect(), ends.collect(), range);
        let parts = fields.iter().zip(lines).map(|(field, lines)| {
            let part = Part::named(field.key.clone(), &self.text[lines.clone()]);
            self.value(part, &field.node, field.key_end as usize, lines)
        });
        parts.collect()
    }

    /// Looks inside a value that stands on lines of its own.
    fn value(
        &self,
        part: Part<'a>,
        node: &Node<'a>,
        after: usize,
        lines: Range<usize>,
    ) -> Part<'a> {
        let begins = |first: usize| self.line_start(first);
        match &node.value {
            Value::Map(fields) if !fields.is_empty() && self.is_block(node) => {
                let start = begins(fields[0].key_start as usize);
                if start <= after {
                    return part;
                }
                let start = self.above(start, after, lines.start);
                let kids = self.mapping(fields, start..lines.end);
                part.with(&self.text[lines.start..start], kids)
            }
            Value::Seq(items) if !items.is_empty() && self.is_block(node) => {
                let start = begins(items[0].start as usize);
                if start <= after {
                    return part;
                }
                let start = self.above(start, after, lines.start);
                match self.items(items, start..lines.end) {
                    Some(kids) => part.holding(&self.text[lines.start..start], kids, Is::Items),
                    None => part,
                }
            }
            _ => part,
        }
    }

    /// The items of a list, each with its lines; none where one of them has no line of its own.
    fn items(&self, items: &[Node<'a>], range: Range<usize>) -> Option<Vec<Part<'a>>> {
        let dash = |item: &Node<'a>| {
            let start = self.line_start(item.start as usize);
            let line = &self.text[start..];
            let indent = line.len() - line.trim_start_matches(' ').len();
            line[indent..].starts_with('-').then_some(start + indent)
        };
        let starts: Vec<usize> = items.iter().map(dash).collect::<Option<_>>()?;
        if starts.windows(2).any(|pair| pair[0] == pair[1]) {
            return None;
        }
        let ends = items.iter().map(|item| item.range().end).collect();
        let lines = self.lines(starts, ends, range);
        items
            .iter()
            .zip(lines)
            .map(|(item, lines)| self.item(item, lines))
            .collect()
    }

    /// An item by what it is known by. Its first field shares the line with the dash, so it is no part of its own.
    fn item(&self, item: &Node<'a>, lines: Range<usize>) -> Option<Part<'a>> {
        let fields = match &item.value {
            Value::Map(fields) => fields,
            _ => return Some(Part::named(scalar(item)?, &self.text[lines])),
        };
        let value = |key: &&str| scalar(&item.field(key)?.node);
        let known = self.keys.iter().find_map(|set| {
            let values = set.iter().map(value).collect::<Option<Vec<_>>>()?;
            Some((*set, values.join(", ")))
        });
        let (set, name) = known?;
        let mut part = Part::named(name, &self.text[lines.clone()]);
        part.is_in_time = set == [FROM];
        match fields.split_first() {
            Some((first, rest)) if !rest.is_empty() && self.is_block(item) => {
                let from = first.node.range().end.max(first.key_end as usize);
                let start = self.above(
                    self.line_start(rest[0].key_start as usize),
                    from,
                    lines.start,
                );
                if start < from {
                    return Some(part);
                }
                let kids = self.mapping(rest, start..lines.end);
                Some(part.with(&self.text[lines.start..start], kids))
            }
            _ => Some(part),
        }
    }

    /// Cuts lines where things begin; comments right above one belong to it.
    fn lines(
        &self,
        starts: Vec<usize>,
        ends: Vec<usize>,
        range: Range<usize>,
    ) -> Vec<Range<usize>> {
        let mut cuts = vec![range.start];
        for (start, before) in starts.iter().skip(1).zip(&ends) {
            let last = *cuts.last().expect("the first is there");
            cuts.push(self.above(self.line_start(*start), *before, last));
        }
        cuts.push(range.end);
        cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }

    /// The start of the comments that stand right above a line and are as deep as it, not above the end of what stands before.
    fn above(&self, line: usize, before: usize, first: usize) -> usize {
        let depth = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let own = depth(&self.text[line..]);
        let mut start = line;
        while start > first {
            let above = self.line_start(start - 1);
            let text = &self.text[above..start];
            if above < before
                || above < first
                || !text.trim_start().starts_with('#')
                || depth(text) != own
            {
                break;
            }
            start = above;
        }
        start
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    fn is_block(&self, node: &Node<'a>) -> bool {
        !self.text[node.range()].starts_with(['[', '{'])
    }

    /// The sections of a body, and what stands above them.
    fn body(&self, range: Range<usize>) -> Vec<Part<'a>> {
        let sections = markdown::sections(self.text, range.clone()).sections;
        let first = sections
            .first()
            .map_or(range.end, |section| section.heading.start);
        let above = Part::named("above the first heading", &self.text[range.start..first]);
        let mut parts = vec![self.prose(above, range.start..range.start, range.start..first)];
        for (index, section) in sections.iter().enumerate() {
            let next = sections.get(index + 1);
            let end = next.map_or(range.end, |next| next.heading.start);
            let after = self.text[section.heading.end..end].find('\n');
            let after = after.map_or(end, |at| section.heading.end + at + 1);
            let title = Cow::from(section.title.as_str());
            let part = Part::named(title, &self.text[section.heading.start..end]);
            parts.push(self.prose(part, section.heading.start..after, after..end));
        }
        parts
    }

    /// A section with its paragraphs: lines up to blank ones, which go with the paragraph above them. A block of code is never cut.
    fn prose(&self, mut part: Part<'a>, head: Range<usize>, content: Range<usize>) -> Part<'a> {
        let mut blocks: Vec<&'a str> = Vec::new();
        let (mut start, mut at) = (content.start, content.start);
        let (mut is_code, mut was_blank) = (false, false);
        for line in self.text[content.clone()].split_inclusive('\n') {
            let is_blank = line.trim().is_empty();
            if was_blank && !is_blank && !is_code && at > start {
                blocks.push(&self.text[start..at]);
                start = at;
            }
            let trimmed = line.trim_start();
            if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
                is_code = !is_code;
            }
            was_blank = is_blank;
            at += line.len();
        }
        if at > start {
            blocks.push(&self.text[start..at]);
        }
        part.head = &self.text[head];
        part.kids = Kids::Prose(blocks);
        part
    }
}

/// What one value says, as a name.
fn scalar(node: &Node<'_>) -> Option<String> {
    match &node.value {
        Value::Str(text) => Some(text.to_string()),
        Value::Int(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}
