//! What each row says, in the words of the records: whose it is, from when to when, and what. A value that is not understood
//! is refused with its place, and so is one that could say who a child is.

use std::collections::BTreeMap;

use super::dates;
use super::extract::{Cell, Row, Table};
use super::fields::{Field, Form, Of};
use super::mapping::{LastDay, Mapping, Rows, fits};
use super::period::Fact;
use crate::calendar::Day;
use crate::reading::Reading;
use crate::record::id::is_slug;
use crate::record::identifier;
use crate::record::store_settings::Holds;
use crate::report::import_list::Refused;

/// A row, understood.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) row: usize,
    /// Whose record: the id, of somebody known or new.
    pub(super) id: String,
    /// The case reference as it would stand in the record.
    pub(super) reference: Option<String>,
    /// Days and words that stand once in the record.
    pub(super) days: BTreeMap<&'static str, Day>,
    pub(super) words: BTreeMap<&'static str, String>,
    /// What held, by the index of its list; nothing for a list that has columns and an empty row.
    pub(super) facts: BTreeMap<usize, Fact>,
}

/// What the rows say together.
#[derive(Debug, Default)]
pub(super) struct Heard {
    pub(super) said: Vec<Said>,
    pub(super) refused: Vec<Refused>,
    pub(super) passed_over: usize,
}

/// Reads rows in the light of a mapping and of the records that there are.
struct Hearing<'a> {
    reading: &'a Reading,
    mapping: &'a Mapping,
    table: &'a Table,
    /// The children by case reference.
    by_reference: BTreeMap<&'a str, Vec<&'a str>>,
}

/// What is wrong with a cell, and what to do.
type Fault = (String, String);

pub(super) fn hear(reading: &Reading, mapping: &Mapping, table: &Table) -> Heard {
    let mut by_reference: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (id, file) in &reading.records.children {
        if let Some(child) = &file.child {
            let reference = child.data.case_reference.as_str();
            by_reference.entry(reference).or_default().push(id.as_str());
        }
    }
    let hearing = Hearing {
        reading,
        mapping,
        table,
        by_reference,
    };
    let mut heard = Heard::default();
    let mut references: BTreeMap<String, String> = BTreeMap::new();
    for row in &table.rows {
        match hearing.row(row) {
            Ok(None) => heard.passed_over += 1,
            Ok(Some(said)) => {
                let reference = said.reference.clone().unwrap_or_default();
                let known = references
                    .entry(said.id.clone())
                    .or_insert_with(|| reference.clone());
                if *known == reference {
                    heard.said.push(said);
                } else {
                    heard.refused.push(Refused {
                        record: Some(said.id),
                        reason: "another row with another case reference gives the same id"
                            .to_owned(),
                        help: "choose a `child-id` in the mapping that keeps all of the reference"
                            .to_owned(),
                        ..hearing.refused(row.number, mapping.of.key())
                    });
                }
            }
            Err(refused) => heard.refused.push(*refused),
        }
    }
    heard
}

impl Hearing<'_> {
    fn refused(&self, row: usize, field: &str) -> Refused {
        Refused {
            row: Some(row),
            column: self.mapping.heading(field).map(str::to_owned),
            record: None,
            reason: String::new(),
            help: String::new(),
            place: None,
            value: None,
        }
    }

    fn row(&self, row: &Row) -> Result<Option<Said>, Box<Refused>> {
        let cells = match &row.cells {
            Ok(cells) => cells,
            Err(reason) => {
                return Err(Box::new(Refused {
                    column: None,
                    reason: reason.clone(),
                    help: "correct the row in the case system, or in the extract".to_owned(),
                    ..self.refused(row.number, "")
                }));
            }
        };
        let cell = |heading: &str| {
            let place = self.table.headings.iter().position(|name| name == heading);
            place.map_or(&Cell::Empty, |place| &cells[place])
        };
        for (heading, values) in &self.mapping.leave_out {
            if let Cell::Text(text) | Cell::Number { text, .. } = cell(heading)
                && values.iter().any(|value| plain(value) == plain(text))
            {
                return Ok(None);
            }
        }
        let of = |field: &str| self.mapping.heading(field).map_or(&Cell::Empty, cell);
        let refuse = |field: &str, record: Option<&str>, (reason, help): Fault| {
            Box::new(Refused {
                record: record.map(str::to_owned),
                reason,
                help,
                value: shown(of(field)),
                ..self.refused(row.number, field)
            })
        };
        for field in self.mapping.columns.keys() {
            self.judge(field, of(field))
                .map_err(|fault| refuse(field, None, fault))?;
        }
        let key = self.mapping.of.key();
        let whose = self
            .whose(of(key))
            .map_err(|fault| refuse(key, None, fault))?;
        let (id, reference) = whose;
        let mut said = Said {
            row: row.number,
            id,
            reference,
            days: BTreeMap::new(),
            words: BTreeMap::new(),
            facts: BTreeMap::new(),
        };
        let id = said.id.clone();
        let day = |field: &str| {
            self.day(of(field))
                .map_err(|fault| refuse(field, Some(&id), fault))
        };
        for field in self.mapping.of.single() {
            match *field {
                "opened" | "closed" => {
                    if let Some(day) = day(field)? {
                        said.days.insert(field, day);
                    }
                }
                _ => {
                    if let Some(text) = text(of(field)) {
                        said.words.insert(field, text.to_owned());
                    }
                }
            }
        }
        let closed = said.days.get("closed").copied();
        for (index, group) in self.mapping.of.groups().iter().enumerate() {
            if !group
                .fields
                .iter()
                .any(|field| self.mapping.gives(field.name))
                || !self.mapping.columns.contains_key(group.from)
            {
                continue;
            }
            let mut values = Vec::new();
            let mut missing = None;
            for field in group.fields {
                let value = self
                    .value(field, of(field.name))
                    .map_err(|fault| refuse(field.name, Some(&id), fault))?;
                match value {
                    Some(value) => values.push((field.key, value)),
                    None if self.mapping.columns.contains_key(field.name) => {
                        missing = Some(field.name);
                    }
                    None => {}
                }
            }
            let from = day(group.from)?;
            // Without its columns, what is the same for all says nothing of this row.
            let has_own = group.fields.iter().any(|field| !of(field.name).is_empty());
            match (from, missing) {
                (None, _) if !has_own => continue,
                (None, _) => {
                    let fault = (
                        "it has no first day".to_owned(),
                        "enter it in the case system, or leave the row out in the mapping"
                            .to_owned(),
                    );
                    return Err(refuse(group.from, Some(&id), fault));
                }
                (Some(_), Some(field)) => {
                    // A day alone says nothing where nothing belongs to it.
                    if !has_own && self.mapping.of == Of::Children {
                        continue;
                    }
                    let fault = (
                        format!("it has a first day and no {field}"),
                        "enter it in the case system, or leave the row out in the mapping"
                            .to_owned(),
                    );
                    return Err(refuse(field, Some(&id), fault));
                }
                (Some(from), None) => {
                    let last = day(group.to)?.map(|day| match self.mapping.last_day {
                        LastDay::Included => day,
                        LastDay::NextBegins => day.before(),
                    });
                    let to = match self.mapping.rows {
                        // Whatever held when a case was closed ended on that day.
                        Rows::Current => closed,
                        Rows::History => last,
                    };
                    said.facts.insert(index, Fact { from, to, values });
                }
            }
        }
        Ok(Some(said))
    }

    /// Whether a cell holds what identifies a person.
    fn judge(&self, field: &str, cell: &Cell) -> Result<(), Fault> {
        let (Cell::Text(text) | Cell::Number { text, .. }) = cell else {
            return Ok(());
        };
        // Ten digits together are an NHS number where that is said; in a column of numbers nobody says it.
        let labelled = format!("NHS {text}");
        if let Some((what, _)) = identifier::find(&labelled, 0..labelled.len())
            .into_iter()
            .next()
        {
            return Err((
                format!("{} stands in it", what.words()),
                "that has no place in these records: correct the column in the mapping, or the value in the case system".to_owned(),
            ));
        }
        let is_of_child = self.mapping.of == Of::Children;
        if is_of_child && field == "case-reference" && dates::looks_like_a_day(text) {
            return Err((
                "a day stands where the case reference belongs".to_owned(),
                "correct the column of `case-reference` in the mapping".to_owned(),
            ));
        }
        Ok(())
    }

    /// The id of whom a row is about, and the case reference of a child.
    fn whose(&self, cell: &Cell) -> Result<(String, Option<String>), Fault> {
        let Some(text) = text(cell) else {
            return Err((
                format!("it says nothing of which of the {} it is about", self.mapping.of.word()),
                "enter it in the case system; a row of totals or notes can be left out in the mapping or deleted".to_owned(),
            ));
        };
        if self.mapping.of != Of::Children {
            return self.who(text).map(|id| (id, None));
        }
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"/_.-".contains(&byte);
        let is_reference = text.len() <= 40
            && text.bytes().all(allowed)
            && text.bytes().any(|byte| byte.is_ascii_digit());
        if !is_reference {
            return Err((
                "this is no case reference: one has digits in it, and no blanks".to_owned(),
                "look whether the column of `case-reference` in the mapping is the right one; a name never belongs there".to_owned(),
            ));
        }
        let reference = match &self.mapping.case_reference {
            Some(form) => form.replace("{reference}", text),
            None => text.to_owned(),
        };
        match self.by_reference.get(reference.as_str()).map(Vec::as_slice) {
            Some([id]) => return Ok(((*id).to_owned(), Some(reference))),
            Some(ids) => {
                return Err((
                    format!(
                        "the records of {} have the same case reference",
                        ids.join(" and ")
                    ),
                    "correct the wrong one of them by hand".to_owned(),
                ));
            }
            None => {}
        }
        let form = self.mapping.child_id.as_deref().unwrap_or("c-{reference}");
        let id = form.replace("{reference}", &as_slug(text));
        if !is_slug(&id) {
            return Err((
                "no id can be made from this case reference".to_owned(),
                "change `child-id` in the mapping: an id has small letters, digits and hyphens, at most 63".to_owned(),
            ));
        }
        Ok((id, Some(reference)))
    }

    /// The day in a cell.
    fn day(&self, cell: &Cell) -> Result<Option<Day>, Fault> {
        let form = self.mapping.date_format.as_deref().unwrap_or("yyyy-mm-dd");
        let found = match cell {
            Cell::Empty => return Ok(None),
            Cell::Day(day) | Cell::Number { day: Some(day), .. } => Some(*day),
            Cell::Text(text) => dates::day(text, form),
            Cell::Number { day: None, .. } | Cell::Fault => None,
        };
        let near = found.filter(|day| (1900..=2200).contains(&day.year()));
        near.map(Some).ok_or_else(|| {
            (
                format!("this is no day in the form {form}"),
                "correct it in the case system, or name the form of its days under `date-format` in the mapping".to_owned(),
            )
        })
    }

    /// The value of a field of a period, in the words of the records.
    fn value(&self, field: &Field, cell: &Cell) -> Result<Option<String>, Fault> {
        if let Some(value) = self.mapping.always.get(field.name) {
            return Ok(Some(value.value.clone()));
        }
        if *cell == Cell::Fault {
            return Err((
                "the cell shows an error, or what cannot be read".to_owned(),
                "correct it in the extract, or export it again".to_owned(),
            ));
        }
        let Some(text) = text(cell) else {
            return Ok(None);
        };
        if field.form == Form::Who {
            let id = self.who(text)?;
            let is_new = self.mapping.of != Of::Children;
            let settings = self.reading.records.settings();
            let elsewhere =
                settings.is_some_and(|settings| settings.holds_elsewhere(Holds::Workers));
            let workers = &self.reading.records.workers;
            if !is_new && !elsewhere && !workers.contains_key(id.as_str()) {
                return Err((
                    format!("there is no worker `{id}` here"),
                    "import the workers first, or write the worker's file: supervision new worker"
                        .to_owned(),
                ));
            }
            return Ok(Some(id));
        }
        let words = self.mapping.words.get(field.name).into_iter().flatten();
        let mut words = words.filter(|(word, _)| plain(word) == plain(text));
        if let Some((_, word)) = words.next() {
            return Ok(Some(word.value.clone()));
        }
        match fits(field.form, text, &self.reading.policy) {
            true => Ok(Some(text.to_owned())),
            false => Err((
                format!(
                    "this is no {} that the mapping or the records know",
                    field.name
                ),
                format!(
                    "say under `words: {}:` in the mapping what it is called in the records, or pass such rows over under `leave-out:`",
                    field.name
                ),
            )),
        }
    }

    /// The id of a worker or another person.
    fn who(&self, text: &str) -> Result<String, Fault> {
        let mut known = self.mapping.workers.iter();
        if let Some((_, id)) = known.find(|(name, _)| plain(name) == plain(text)) {
            return Ok(id.value.clone());
        }
        let records = &self.reading.records;
        let is_known = records.workers.contains_key(text) || records.people.contains_key(text);
        match is_known {
            true => Ok(text.to_owned()),
            false => Err((
                "nobody of this name is in the mapping's `workers`".to_owned(),
                "add the name as it stands in the extract, with the id that it has or is to have here".to_owned(),
            )),
        }
    }
}

/// The text in a cell.
fn text(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) | Cell::Number { text, .. } => Some(text),
        Cell::Empty | Cell::Day(_) | Cell::Fault => None,
    }
}

fn shown(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Day(day) => Some(day.to_string()),
        cell => text(cell).map(str::to_owned),
    }
}

/// Words as they are compared: small letters, one blank between them.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// A reference in the letters of an id.
fn as_slug(text: &str) -> String {
    let letters = text
        .chars()
        .map(|letter| match letter.is_ascii_alphanumeric() {
            true => letter.to_ascii_lowercase(),
            false => '-',
        });
    let slug: String = letters.collect();
    slug.trim_matches('-').to_owned()
}
