//! A case system's extract, a mapping and the records → the records as they would be, and the rows that cannot be taken.
//!
//! It stands above `render`, because new records come from the scaffolds there, and below `cli`, which reads the extract and
//! saves. Nothing is written here, and nothing is read but what is handed in. What it comes to is told by
//! [`report::import_list`](crate::report::import_list).
//!
//! What is not there: names of children, or a way to map one (`mapping.rs`, `heading.rs`); a period that is moved or taken
//! away (`period.rs`); formulas that are evaluated (`extract`).

mod absent;
mod dates;
mod draft;
pub mod extract;
mod fields;
mod heading;
mod judge;
pub mod mapping;
mod new_record;
mod period;
mod said;

use std::collections::{BTreeMap, BTreeSet};

use draft::{Draft, Unwritable};
use extract::Table;
use fields::Of;
use mapping::{Mapping, Rows};
use period::{Clash, Fact, Step, lay};
use said::Said;

use crate::calendar::Day;
use crate::reading::Reading;
use crate::record::RecordId;
use crate::record::layout::{Located, locate};
use crate::report::import_list::{Change, LeftAlone, Listing, Refused};

/// What an extract comes to.
#[derive(Debug, Default)]
pub struct Plan {
    /// What it changes and what is in its way, to be told.
    pub listing: Listing,
    /// The files as they would be, by path; as many as the listing has changes, in the same order.
    pub files: Vec<File>,
}

/// A file as it would be.
#[derive(Debug)]
pub struct File {
    /// Its path.
    pub path: String,
    /// Its text now; none for a new file.
    pub before: Option<String>,
    /// Its text with the changes.
    pub after: String,
}

/// Works out what an extract changes.
pub fn plan(reading: &Reading, mapping: &Mapping, table: &Table) -> Plan {
    let heard = said::hear(reading, mapping, table);
    let mut plan = Plan::default();
    plan.listing.rows = table.rows.len();
    plan.listing.passed_over = heard.passed_over;
    let mut records: BTreeMap<&str, Vec<&Said>> = BTreeMap::new();
    for said in &heard.said {
        records.entry(&said.id).or_default().push(said);
    }
    let whole = heard.refused.is_empty();
    // A record is taken as a whole: half of what the extract says of it could be worse than nothing.
    let broken: BTreeMap<String, usize> = heard
        .refused
        .iter()
        .filter_map(|refused| Some((refused.record.clone()?, refused.row?)))
        .collect();
    plan.listing.refused = heard.refused;
    for (id, rows) in &records {
        if let Some(other) = broken.get(*id) {
            plan.listing
                .refused
                .extend(rows.iter().map(|said| with_row(id, said.row, *other)));
            continue;
        }
        let work = Work {
            reading,
            mapping,
            id,
            rows,
        };
        match work.change() {
            Ok(changed) => {
                plan.listing.left_alone.extend(changed.left_alone);
                plan.add(changed.changes);
                plan.listing.same += changed.same;
            }
            Err(refused) => {
                let other = refused.row;
                plan.listing.refused.push(*refused);
                let others = rows.iter().filter(|said| Some(said.row) != other);
                let others = others.map(|said| with_row(id, said.row, other.unwrap_or(said.row)));
                plan.listing.refused.extend(others.collect::<Vec<_>>());
            }
        }
    }
    if mapping.of == Of::Children {
        let seen: BTreeSet<&str> = records.keys().copied().collect();
        absent::settle(reading, mapping, &heard.said, &seen, whole, &mut plan);
    }
    judge::settle(reading, &mut plan);
    plan.in_order();
    plan
}

impl Plan {
    fn add(&mut self, changes: Vec<(Change, File)>) {
        for (change, file) in changes {
            self.listing.changes.push(change);
            self.files.push(file);
        }
    }

    /// Everything in one order: by path, and rows as they stand.
    fn in_order(&mut self) {
        let changes = std::mem::take(&mut self.listing.changes);
        let files = std::mem::take(&mut self.files);
        let mut pairs: Vec<(Change, File)> = changes.into_iter().zip(files).collect();
        pairs.sort_by(|one, other| one.1.path.cmp(&other.1.path));
        self.add(pairs);
        self.listing.refused.sort_by_key(|refused| refused.row);
    }
}

fn with_row(id: &str, row: usize, other: usize) -> Refused {
    Refused {
        row: Some(row),
        column: None,
        record: Some(id.to_owned()),
        reason: format!("row {other} of the same record is refused"),
        help: "a record is taken as a whole: see that row".to_owned(),
        place: None,
        value: None,
    }
}

/// What became of one record's rows.
#[derive(Default)]
struct Changed {
    changes: Vec<(Change, File)>,
    left_alone: Vec<LeftAlone>,
    same: usize,
}

/// One record and the rows that are about it.
struct Work<'a> {
    reading: &'a Reading,
    mapping: &'a Mapping,
    id: &'a str,
    rows: &'a [&'a Said],
}

impl Work<'_> {
    fn refused(
        &self,
        row: usize,
        reason: impl Into<String>,
        help: impl Into<String>,
    ) -> Box<Refused> {
        Box::new(Refused {
            row: Some(row),
            column: None,
            record: Some(self.id.to_owned()),
            reason: reason.into(),
            help: help.into(),
            place: None,
            value: None,
        })
    }

    fn unwritable(&self, path: &str) -> Box<Refused> {
        self.refused(
            self.rows[0].row,
            format!("{path} is written in a way that cannot be added to here"),
            "enter the change by hand; `supervision check` says if something is wrong with the file",
        )
    }

    fn change(&self) -> Result<Changed, Box<Refused>> {
        let path = self.mapping.of.path(self.id);
        match self.reading.sources.find(&path) {
            Some(source) => self.change_known(&path, self.reading.sources.file(source).text()),
            None => self.make_new(&path),
        }
    }

    /// Brings what a record says up to what the extract says.
    fn change_known(&self, path: &str, before: &str) -> Result<Changed, Box<Refused>> {
        self.may_change(path, before)?;
        let mut draft = Draft::new(before).map_err(|Unwritable| self.unwritable(path))?;
        let mut says = Vec::new();
        let mut changed = Changed::default();
        self.days(path, &mut draft)?;
        for (index, group) in self.mapping.of.groups().iter().enumerate() {
            let facts = self.facts(index)?;
            says.extend(self.lay_all(path, index, &facts, &mut draft)?);
            let open = draft
                .stretches(group.list)
                .map_err(|Unwritable| self.unwritable(path))?;
            let is_mapped = self.mapping.columns.contains_key(group.from);
            let last = open.last().filter(|last| last.to.is_none());
            if let Some(last) = last.filter(|_| is_mapped && facts.is_empty()) {
                let holds = spoken(self.mapping.of, index, &last.values);
                changed.left_alone.push(LeftAlone {
                    record: self.id.to_owned(),
                    says: format!(
                        "{holds} since {}, of which the extract says nothing",
                        last.from
                    ),
                });
            }
        }
        says.extend(self.close(path, &mut draft)?);
        let after = draft.finish().map_err(|Unwritable| self.unwritable(path))?;
        if after == before {
            changed.same = 1;
        } else {
            changed
                .changes
                .push(self.file(path, Some(before), after, says));
        }
        Ok(changed)
    }

    fn file(
        &self,
        path: &str,
        before: Option<&str>,
        after: String,
        says: Vec<String>,
    ) -> (Change, File) {
        let change = Change {
            record: self.id.to_owned(),
            path: path.to_owned(),
            is_new: before.is_none(),
            says,
            rows: self.rows.iter().map(|said| said.row).collect(),
        };
        let file = File {
            path: path.to_owned(),
            before: before.map(str::to_owned),
            after,
        };
        (change, file)
    }

    /// Refuses a record that cannot be read, is another's, or is signed.
    fn may_change(&self, path: &str, before: &str) -> Result<(), Box<Refused>> {
        let row = self.rows[0].row;
        let records = &self.reading.records;
        let Located::Record(place) = locate(path) else {
            return Err(self.refused(
                row,
                format!("{path} is no place for a record"),
                "choose another id in the mapping",
            ));
        };
        if records.unread.contains(&place.id) {
            return Err(self.refused(
                row,
                format!("{path} cannot be read"),
                "`supervision check` says what is wrong with it; put that right first",
            ));
        }
        let is_signed = |id: &RecordId| {
            records.sign_offs.contains_key(id) || records.unread_sign_offs.contains(id)
        };
        if is_signed(&place.id) {
            return Err(self.refused(
                row,
                format!("{path} is signed, and a change would void what was signed"),
                "change it by hand, and have it signed again",
            ));
        }
        let reference = self.rows[0].reference.as_deref();
        let known = Draft::new(before)
            .ok()
            .and_then(|draft| draft.says("case-reference"));
        if reference.is_some() && known.as_deref() != reference {
            return Err(self.refused(
                row,
                format!("{} is the id of a child with another case reference", self.id),
                "correct the case reference in the record by hand if it is the same child; otherwise change `child-id` in the mapping",
            ));
        }
        Ok(())
    }

    /// The days that stand once in a record must be those of the extract.
    fn days(&self, path: &str, draft: &mut Draft) -> Result<(), Box<Refused>> {
        for said in self.rows {
            if let (Some(day), Some(known)) = (said.days.get("opened"), draft.says("opened"))
                && day.to_string() != known
            {
                let refused = self.refused(
                    said.row,
                    format!("the record says that the case was opened on {known}, and the extract on {day}"),
                    "if the extract is right, correct the day in the record by hand",
                );
                return Err(self.at(refused, path, draft.line("opened")));
            }
            match (said.days.get("closed"), draft.says("closed")) {
                (Some(day), Some(known)) if day.to_string() != known => {
                    let refused = self.refused(
                        said.row,
                        format!("the record says that the case was closed on {known}, and the extract on {day}"),
                        "if the extract is right, correct the day in the record by hand",
                    );
                    return Err(self.at(refused, path, draft.line("closed")));
                }
                (None, Some(known)) if self.mapping.rows == Rows::Current => {
                    let refused = self.refused(
                        said.row,
                        format!("the record says that the case was closed on {known}, and the extract that it is open"),
                        "if the case was opened again, take `closed` out of the record and enter what holds now by hand",
                    );
                    return Err(self.at(refused, path, draft.line("closed")));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn at(&self, mut refused: Box<Refused>, path: &str, line: usize) -> Box<Refused> {
        refused.place = Some(format!("{path}:{line}"));
        refused
    }

    /// What the rows say of one list, each once and in order.
    fn facts(&self, index: usize) -> Result<Vec<(usize, Fact)>, Box<Refused>> {
        let mut facts: Vec<(usize, Fact)> = Vec::new();
        for said in self.rows {
            let Some(fact) = said.facts.get(&index) else {
                continue;
            };
            if facts.iter().any(|(_, known)| known == fact) {
                continue;
            }
            let group = &self.mapping.of.groups()[index];
            let other = facts.iter().find(|(_, known)| match self.mapping.rows {
                Rows::Current => true,
                Rows::History => known.from == fact.from,
            });
            if let Some((row, _)) = other {
                return Err(self.refused(
                    said.row,
                    format!("it says something else of `{}` than row {row} does", group.fields[0].name),
                    "correct it in the case system; where one of the two is of no concern here, pass it over under `leave-out:` in the mapping",
                ));
            }
            facts.push((said.row, fact.clone()));
        }
        facts.sort_by_key(|(_, fact)| fact.from);
        Ok(facts)
    }

    /// Lays what the rows say of one list beside what the record says, and writes what is new.
    fn lay_all(
        &self,
        path: &str,
        index: usize,
        facts: &[(usize, Fact)],
        draft: &mut Draft,
    ) -> Result<Vec<String>, Box<Refused>> {
        let groups = self.mapping.of.groups();
        let group = &groups[index];
        let unwritable = |_| self.unwritable(path);
        let mut says = Vec::new();
        for (row, fact) in facts {
            let stretches = draft.stretches(group.list).map_err(unwritable)?;
            let step = lay(&stretches, fact, self.mapping.rows).map_err(|clash| {
                let Clash {
                    index: at,
                    message,
                    help,
                } = clash;
                let what = spoken_values(self.mapping.of, index, &fact.values);
                let mut refused = self.refused(*row, format!("{what}: {message}"), help);
                refused.column = self.mapping.heading(group.from).map(str::to_owned);
                match at {
                    Some(at) => self.at(refused, path, stretches[at].line),
                    None => refused,
                }
            })?;
            let last = stretches
                .last()
                .map(|last| (spoken(self.mapping.of, index, &last.values), last.from));
            let count = stretches.len();
            match (step, last) {
                (Step::Same, _) | (Step::End(_), None) => {}
                (Step::End(day), Some(_)) => {
                    let at = stretches
                        .iter()
                        .position(|stretch| stretch.from == fact.from);
                    let at = at.unwrap_or(count - 1);
                    let ended = spoken(self.mapping.of, index, &stretches[at].values);
                    draft.end(group.list, at, day).map_err(unwritable)?;
                    says.push(format!("{ended} since {} ends {day}", fact.from));
                }
                (Step::Add { ends }, last) => {
                    if let (Some(day), Some((ended, since))) = (ends, last) {
                        draft.end(group.list, count - 1, day).map_err(unwritable)?;
                        says.push(format!("{ended} since {since} ends {day}"));
                    }
                    self.add(index, fact, draft).map_err(unwritable)?;
                    let what = spoken_values(self.mapping.of, index, &fact.values);
                    says.push(match fact.to {
                        None => format!("{what} from {}", fact.from),
                        Some(end) => format!("{what} from {} to {end}", fact.from),
                    });
                }
            }
        }
        Ok(says)
    }

    fn add(&self, index: usize, fact: &Fact, draft: &mut Draft) -> Result<(), Unwritable> {
        let groups = self.mapping.of.groups();
        let before: Vec<&str> = groups[..index].iter().map(|group| group.list).collect();
        let mut fields = vec![("from", fact.from.to_string())];
        fields.extend(fact.to.map(|day| ("to", day.to_string())));
        fields.extend(fact.values.iter().map(|(key, value)| (*key, value.clone())));
        draft.add(groups[index].list, &before, &fields)
    }

    /// Closes a case that the extract says was closed: whatever still held ends that day.
    fn close(&self, path: &str, draft: &mut Draft) -> Result<Vec<String>, Box<Refused>> {
        let closed = self
            .rows
            .iter()
            .find_map(|said| Some((said.row, *said.days.get("closed")?)));
        let Some((row, day)) = closed.filter(|_| draft.says("closed").is_none()) else {
            return Ok(Vec::new());
        };
        let unwritable = |_| self.unwritable(path);
        let mut says = Vec::new();
        for (index, group) in self.mapping.of.groups().iter().enumerate() {
            let stretches = draft.stretches(group.list).map_err(unwritable)?;
            let Some(last) = stretches.last().filter(|last| last.to.is_none()) else {
                continue;
            };
            let what = spoken(self.mapping.of, index, &last.values);
            if day < last.from {
                let refused = self.refused(
                    row,
                    format!(
                        "the case was closed on {day}, and {what} began on {}",
                        last.from
                    ),
                    "correct the wrong one of the two days",
                );
                return Err(self.at(refused, path, last.line));
            }
            draft
                .end(group.list, stretches.len() - 1, day)
                .map_err(unwritable)?;
            says.push(format!("{what} since {} ends {day}", last.from));
        }
        draft.set_day("closed", "opened", day).map_err(unwritable)?;
        says.push(format!("closed on {day}"));
        Ok(says)
    }
}

/// What a period of a record says, in a few words.
fn spoken(of: Of, index: usize, values: &[(String, String)]) -> String {
    let values: Vec<(&str, String)> = values
        .iter()
        .map(|(key, value)| (key.as_str(), value.clone()))
        .collect();
    spoken_values(of, index, &values)
}

fn spoken_values(of: Of, index: usize, values: &[(&str, String)]) -> String {
    let group = &of.groups()[index];
    let fields = group.fields.iter().filter_map(|field| {
        let (_, value) = values.iter().find(|(key, _)| *key == field.key)?;
        Some(match field.name {
            "team" => format!("in {value}"),
            "hours" => format!("{value} hours"),
            _ => value.clone(),
        })
    });
    let fields: Vec<String> = fields.collect();
    format!("{} {}", group.spoken, fields.join(", "))
}

/// The first day of everything that rows say, for a record that has to begin somewhere.
fn first_day(rows: &[&Said]) -> Option<Day> {
    let facts = rows.iter().flat_map(|said| said.facts.values());
    facts.map(|fact| fact.from).min()
}
