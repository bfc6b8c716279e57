//! A record's text as it would be: the smallest edits in YAML that people wrote, and proof that they say what was meant.
//!
//! Comments, the order of fields and every byte that has nothing to do with a change stay. What the new text must say is kept
//! beside it, and a text that says anything else is not used.

use std::ops::Range;

use serde_json::{Map, Value as Json};

use crate::calendar::Day;
use crate::text::yaml::{self, Field, Node, Value};
use crate::text::{edit, front};

/// A record that changes step by step.
pub(super) struct Draft {
    text: String,
    /// What it must say.
    meant: Json,
    newline: &'static str,
}

/// A period as the record has it.
pub(super) struct Stretch {
    pub(super) from: Day,
    pub(super) to: Option<Day>,
    /// Its other fields as text, by key.
    pub(super) values: Vec<(String, String)>,
    /// The line on which it begins, from 1.
    pub(super) line: usize,
}

/// The text is written in a way that cannot be changed here.
#[derive(Debug)]
pub(super) struct Unwritable;

impl Draft {
    pub(super) fn new(text: &str) -> Result<Self, Unwritable> {
        let mut draft = Self {
            text: text.to_owned(),
            meant: Json::Null,
            newline: if text.contains("\r\n") { "\r\n" } else { "\n" },
        };
        draft.meant = yaml::to_json(&draft.tree()?);
        Ok(draft)
    }

    /// The text, if it says just what was meant.
    pub(super) fn finish(self) -> Result<String, Unwritable> {
        let says = yaml::to_json(&self.tree()?);
        match says == self.meant {
            true => Ok(self.text),
            false => Err(Unwritable),
        }
    }

    fn tree(&self) -> Result<Node<'_>, Unwritable> {
        let text = self.text.as_str();
        yaml::parse(text, front::bom_length(text)..text.len()).map_err(|_| Unwritable)
    }

    /// Whether a field stands there and says something.
    pub(super) fn says(&self, key: &str) -> Option<String> {
        let tree = self.tree().ok()?;
        tree.field(key).and_then(|field| said(&field.node))
    }

    /// The line of a field, from 1.
    pub(super) fn line(&self, key: &str) -> usize {
        let tree = self.tree().ok();
        let at = tree.and_then(|tree| tree.field(key).map(|field| field.key_start as usize));
        line(&self.text, at.unwrap_or_default())
    }

    /// The periods of a list; none that can be told apart where one has no first day.
    pub(super) fn stretches(&self, list: &str) -> Result<Vec<Stretch>, Unwritable> {
        let tree = self.tree()?;
        let Some(field) = tree.field(list) else {
            return Ok(Vec::new());
        };
        let items = match &field.node.value {
            Value::Seq(items) => items,
            Value::Null => return Ok(Vec::new()),
            _ => return Err(Unwritable),
        };
        let mut stretches: Vec<Stretch> = Vec::with_capacity(items.len());
        for item in items {
            let Value::Map(fields) = &item.value else {
                return Err(Unwritable);
            };
            let day = |key: &str| match item.field(key).map(|field| &field.node.value) {
                None | Some(Value::Null) => Ok(None),
                Some(Value::Str(text)) => text.parse().map(Some).map_err(|_| Unwritable),
                Some(_) => Err(Unwritable),
            };
            let others = fields
                .iter()
                .filter(|field| field.key != "from" && field.key != "to");
            stretches.push(Stretch {
                from: day("from")?.ok_or(Unwritable)?,
                to: day("to")?,
                values: others
                    .filter_map(|field| Some((field.key.to_string(), said(&field.node)?)))
                    .collect(),
                line: line(&self.text, item.range().start),
            });
        }
        let is_in_order = stretches.windows(2).all(|pair| pair[0].from < pair[1].from);
        is_in_order.then_some(stretches).ok_or(Unwritable)
    }

    /// Gives a period its last day.
    pub(super) fn end(&mut self, list: &str, index: usize, day: Day) -> Result<(), Unwritable> {
        let tree = self.tree()?;
        let item = item(&tree, list, index)?;
        let from = item.field("from").ok_or(Unwritable)?;
        let (range, instead) = match item.field("to") {
            Some(to) => self.instead(to, &day.to_string()),
            None if self.text[item.range()].starts_with('{') => {
                let at = from.node.range().end;
                (at..at, format!(", to: {day}"))
            }
            None => {
                let indent = " ".repeat(self.column(from.key_start as usize));
                let at = self.end_of_line(from.node.range().end);
                (at..at, format!("{}{indent}to: {day}", self.newline))
            }
        };
        self.meant[list][index]["to"] = day.to_string().into();
        self.apply(range, &instead)
    }

    /// Adds a period at the end of a list, which stands behind the lists before it where there is none yet.
    pub(super) fn add(
        &mut self,
        list: &str,
        before: &[&str],
        fields: &[(&str, String)],
    ) -> Result<(), Unwritable> {
        let tree = self.tree()?;
        let fields: Vec<(&str, String)> = fields
            .iter()
            .map(|(key, value)| (*key, scalar(key, value)))
            .collect();
        let block = |indent: &str| {
            let lines = fields.iter().enumerate().map(|(index, (key, value))| {
                let sign = if index == 0 { "- " } else { "  " };
                format!("{indent}{sign}{key}: {value}{}", self.newline)
            });
            lines.collect::<String>()
        };
        let (range, instead) = match tree.field(list) {
            None => {
                let behind = before.iter().rev().find_map(|name| tree.field(name));
                let at = match behind {
                    Some(field) => self.behind(last_end(field)),
                    None => self.text.len(),
                };
                (at..at, format!("{list}:{}{}", self.newline, block("  ")))
            }
            Some(field) => match &field.node.value {
                Value::Seq(items) if items.is_empty() => {
                    let colon = field.key_end as usize + 1;
                    let added = block("  ");
                    let instead = format!("{}{}", self.newline, added.trim_end());
                    (colon..field.node.range().end, instead)
                }
                Value::Seq(_) if self.text[field.node.range()].starts_with('[') => {
                    let said: Vec<String> = fields
                        .iter()
                        .map(|(key, value)| format!("{key}: {value}"))
                        .collect();
                    let at = field.node.range().end - 1;
                    (at..at, format!(", {{{}}}", said.join(", ")))
                }
                Value::Seq(items) => {
                    let first = items.first().expect("it is not empty").range().start;
                    let dash = self.text[..first].rfind('-').ok_or(Unwritable)?;
                    let indent = " ".repeat(self.column(dash));
                    let at = self.behind(last_end(field));
                    (at..at, block(&indent))
                }
                Value::Null => {
                    let at = self.behind(field.key_end as usize + 1);
                    (at..at, block("  "))
                }
                _ => return Err(Unwritable),
            },
        };
        // The last line of a file may lack its end.
        let is_open = range.start == self.text.len() && !self.text.ends_with('\n');
        let instead = match is_open && range.is_empty() {
            true => format!("{}{instead}", self.newline),
            false => instead,
        };
        let entry: Map<String, Json> = fields
            .iter()
            .map(|(key, value)| ((*key).to_owned(), read(value)))
            .collect();
        let place = &mut self.meant[list];
        if !place.is_array() {
            *place = Json::Array(Vec::new());
        }
        place
            .as_array_mut()
            .expect("it is one")
            .push(Json::Object(entry));
        self.apply(range, &instead)
    }

    /// Gives a field of a period a value, in the place of the one that stands there or of none.
    pub(super) fn set(
        &mut self,
        list: &str,
        index: usize,
        key: &str,
        value: &str,
    ) -> Result<(), Unwritable> {
        let tree = self.tree()?;
        let field = item(&tree, list, index)?.field(key).ok_or(Unwritable)?;
        let value = scalar(key, value);
        let (range, instead) = self.instead(field, &value);
        self.meant[list][index][key] = read(&value);
        self.apply(range, &instead)
    }

    /// Gives the record a day that it had not, on the line behind another field.
    pub(super) fn set_day(&mut self, key: &str, after: &str, day: Day) -> Result<(), Unwritable> {
        let tree = self.tree()?;
        let (range, instead) = match tree.field(key) {
            Some(field) => self.instead(field, &day.to_string()),
            None => {
                let after = tree.field(after).ok_or(Unwritable)?;
                let at = self.end_of_line(after.node.range().end);
                (at..at, format!("{}{key}: {day}", self.newline))
            }
        };
        self.meant[key] = day.to_string().into();
        self.apply(range, &instead)
    }

    /// Leaves a list empty.
    pub(super) fn empty(&mut self, list: &str) -> Result<(), Unwritable> {
        let tree = self.tree()?;
        let field = tree.field(list).ok_or(Unwritable)?;
        let colon = field.key_end as usize + 1;
        let end = self.end_of_line(last_end(field));
        self.meant[list] = Json::Array(Vec::new());
        self.apply(colon..end, " []")
    }

    /// Another value in a field, whose comment stays if it has one about a value.
    fn instead(&self, field: &Field<'_>, value: &str) -> (Range<usize>, String) {
        match field.node.value {
            // What stands behind the name says that a value is missing.
            Value::Null => {
                let colon = field.key_end as usize + 1;
                (colon..self.end_of_line(colon), format!(" {value}"))
            }
            _ => (field.node.range(), value.to_owned()),
        }
    }

    fn apply(&mut self, range: Range<usize>, instead: &str) -> Result<(), Unwritable> {
        self.text = edit::apply(&self.text, [(range, instead)]).ok_or(Unwritable)?;
        Ok(())
    }

    /// How far into its line a place is.
    fn column(&self, at: usize) -> usize {
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        self.text[start..at].chars().count()
    }

    /// Where the line of a place ends, before its end of line.
    fn end_of_line(&self, at: usize) -> usize {
        let behind = &self.text[at..];
        at + behind.find(['\r', '\n']).unwrap_or(behind.len())
    }

    /// Where the line behind that of a place begins.
    fn behind(&self, at: usize) -> usize {
        let at = self.text[..at].trim_end().len();
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |end| at + end + 1)
    }
}

fn item<'n, 'a>(tree: &'n Node<'a>, list: &str, index: usize) -> Result<&'n Node<'a>, Unwritable> {
    let items = match tree.field(list).map(|field| &field.node.value) {
        Some(Value::Seq(items)) => items,
        _ => return Err(Unwritable),
    };
    items.get(index).ok_or(Unwritable)
}

/// Where the last thing that a field says ends: its last key, where that says nothing.
fn last_end(field: &Field<'_>) -> usize {
    fn end(node: &Node<'_>, key_end: usize) -> usize {
        let inside = match &node.value {
            Value::Map(fields) => fields
                .last()
                .map(|field| end(&field.node, field.key_end as usize + 1)),
            Value::Seq(items) => items.last().map(|item| end(item, key_end)),
            _ => None,
        };
        let own = if node.value == Value::Null {
            key_end
        } else {
            node.range().end
        };
        own.max(inside.unwrap_or_default())
    }
    end(&field.node, field.key_end as usize + 1)
}

fn line(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// A value as text.
fn said(node: &Node<'_>) -> Option<String> {
    match &node.value {
        Value::Str(text) => Some(text.to_string()),
        Value::Int(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Seq(_) | Value::Map(_) => None,
    }
}

/// A value as YAML has it: hours as a number, everything else so that it is read as text.
fn scalar(key: &str, value: &str) -> String {
    let is_number = key == "hours";
    let plain = match read(value) {
        Json::String(text) => text == value && !value.contains([' ', '#', ',', '{', '}', '[', ']']),
        Json::Number(_) => is_number,
        _ => false,
    };
    match plain {
        true => value.to_owned(),
        false => serde_json::to_string(value).expect("text is JSON"),
    }
}

/// What a value is read as.
fn read(value: &str) -> Json {
    let text = format!("a: {value}\n");
    let tree = yaml::parse(&text, 0..text.len()).ok();
    tree.map_or(Json::Null, |tree| yaml::to_json(&tree)["a"].take())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str = "# top\nid: c-1\nopened: 2026-01-01 # seen\ncategories:\n  # first\n  - from: 2026-01-01 # from the letter\n    category: assessment # why\n  - category: child-in-need\n    from: 2026-02-01\n\n# who\nallocations:\n- {from: 2026-01-01, worker: jo-field}\nnotes: >-\n  kept\n  as it is\n";

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn an_end_is_one_line_behind_the_first_day_and_a_new_period_stands_last() {
        let mut draft = Draft::new(CASE).expect("a record");
        draft
            .end("categories", 1, day("2026-02-28"))
            .expect("it ends");
        let added = [
            ("from", "2026-03-01".to_owned()),
            ("category", "child-in-care".to_owned()),
        ];
        draft.add("categories", &[], &added).expect("it is added");
        draft
            .end("allocations", 0, day("2026-03-31"))
            .expect("it ends");
        draft
            .set_day("closed", "opened", day("2026-04-01"))
            .expect("it is closed");
        let added = [
            ("from", "2026-03-02".to_owned()),
            ("stage", "court".to_owned()),
        ];
        draft
            .add("proceedings", &["categories"], &added)
            .expect("it is added");
        let text = draft.finish().expect("it says so");
        let meant = CASE
            .replace("    from: 2026-02-01\n", "    from: 2026-02-01\n    to: 2026-02-28\n  - from: 2026-03-01\n    category: child-in-care\nproceedings:\n  - from: 2026-03-02\n    stage: court\n")
            .replace("{from: 2026-01-01, worker", "{from: 2026-01-01, to: 2026-03-31, worker")
            .replace("# seen\n", "# seen\nclosed: 2026-04-01\n");
        assert_eq!(text, meant);
    }

    #[test]
    fn line_ends_and_a_last_line_without_one_are_kept() {
        let mut draft =
            Draft::new("id: c-1\r\nallocations:\r\n  - from: 2026-01-01\r\n    worker: jo-field")
                .expect("a record");
        draft
            .end("allocations", 0, day("2026-01-31"))
            .expect("it ends");
        let added = [
            ("from", "2026-02-01".to_owned()),
            ("worker", "no".to_owned()),
        ];
        draft.add("allocations", &[], &added).expect("it is added");
        let text = draft.finish().expect("it says so");
        assert_eq!(
            text,
            "id: c-1\r\nallocations:\r\n  - from: 2026-01-01\r\n    to: 2026-01-31\r\n    worker: jo-field\r\n  - from: 2026-02-01\r\n    worker: no\r\n"
        );
    }

    #[test]
    fn empty_lists_of_every_kind_are_filled() {
        for (before, after) in [
            (
                "needs: []\nid: c-1\n",
                "needs:\n  - from: 2026-01-01\n    need: tier-2\nid: c-1\n",
            ),
            (
                "needs: # none\nid: c-1\n",
                "needs: # none\n  - from: 2026-01-01\n    need: tier-2\nid: c-1\n",
            ),
            (
                "id: c-1\n",
                "id: c-1\nneeds:\n  - from: 2026-01-01\n    need: tier-2\n",
            ),
            (
                "needs: [{from: 2025-01-01, need: tier-1}]\nid: c-1\n",
                "needs: [{from: 2025-01-01, need: tier-1}, {from: 2026-01-01, need: tier-2}]\nid: c-1\n",
            ),
        ] {
            let mut draft = Draft::new(before).expect("a record");
            let added = [
                ("from", "2026-01-01".to_owned()),
                ("need", "tier-2".to_owned()),
            ];
            draft.add("needs", &[], &added).expect("it is added");
            assert_eq!(draft.finish().expect("it says so"), after);
        }
    }

    #[test]
    fn words_that_yaml_would_read_as_something_else_are_quoted() {
        for (value, written) in [
            ("jo-field", "jo-field"),
            ("true", "\"true\""),
            ("null", "\"null\""),
            ("123", "\"123\""),
            ("1e5", "\"1e5\""),
            ("a: b", "\"a: b\""),
            ("2026-01-01", "2026-01-01"),
        ] {
            assert_eq!(scalar("worker", value), written);
        }
        assert_eq!(scalar("hours", "18.5"), "18.5");
    }

    #[test]
    fn a_value_that_is_marked_as_missing_is_filled_in() {
        let text = "employment:\n  - from: 2026-01-01\n    basis: # TODO permanent, fixed-term or agency\n    hours: # TODO\n";
        let mut draft = Draft::new(text).expect("a record");
        draft
            .set("employment", 0, "basis", "agency")
            .expect("it is set");
        draft
            .set("employment", 0, "hours", "37")
            .expect("it is set");
        draft
            .set("employment", 0, "from", "2026-02-01")
            .expect("it is set");
        assert_eq!(
            draft.finish().expect("it says so"),
            "employment:\n  - from: 2026-02-01\n    basis: agency\n    hours: 37\n"
        );
        let mut draft = Draft::new(
            "a: 1\nallocations:\n  - from: 2026-01-01\n    worker: # TODO who\n\n# next\n",
        )
        .expect("a record");
        draft.empty("allocations").expect("it is emptied");
        assert_eq!(
            draft.finish().expect("it says so"),
            "a: 1\nallocations: []\n\n# next\n"
        );
    }
}
