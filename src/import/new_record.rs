//! Records of those who are new here: the scaffold of their kind, filled with what the rows say. What a record must have and no
//! row says is asked for, and never made up.

use serde_json::{Map, Value as Json, json};

use super::draft::{Draft, Unwritable};
use super::fields::Of;
use super::period::Fact;
use super::{Changed, Work, first_day, spoken_values};
use crate::calendar::Day;
use crate::record::Kind;
use crate::render::scaffold;
use crate::report::import_list::{Change, Refused};

/// A list with its index, as the scaffold begins it: with one period, or with none.
type Lists<'a> = Vec<(usize, &'a [(usize, Fact)])>;

impl Work<'_> {
    /// A new record, and that of the person where a worker is new altogether.
    pub(super) fn make_new(&self, path: &str) -> Result<Changed, Box<Refused>> {
        let groups = self.mapping.of.groups();
        let mut all = Vec::with_capacity(groups.len());
        for index in 0..groups.len() {
            all.push(self.facts(index)?);
        }
        let mut changed = Changed::default();
        match self.mapping.of {
            Of::Children => {
                let opened = self
                    .rows
                    .iter()
                    .find_map(|said| said.days.get("opened").copied());
                let Some(opened) = opened.or_else(|| first_day(self.rows)) else {
                    return Err(self.lacks("opened", "a new case"));
                };
                let category = self
                    .first(&all[0], "category")
                    .ok_or_else(|| self.lacks("category", "a new case"))?;
                let values = json!({
                    "child": self.id,
                    "date": opened.to_string(),
                    "case_reference": self.rows[0].reference,
                    "category": category,
                    "worker": self.first(&all[5], "worker"),
                });
                let begun = vec![(0, all[0].as_slice()), (5, &all[5])];
                let says = vec![format!("opened on {opened}")];
                changed
                    .changes
                    .push(self.fill(path, values, begun, &all, says)?);
            }
            Of::Workers => {
                for (index, field, key) in [
                    (0, "role", "role"),
                    (0, "team", "team"),
                    (0, "basis", "basis"),
                    (0, "hours", "hours"),
                    (1, "line-manager", "person"),
                ] {
                    if self.first(&all[index], key).is_none() {
                        return Err(self.lacks(field, "a new worker"));
                    }
                }
                let values = json!({
                    "worker": self.id,
                    "date": self.begins(&all[0]).to_string(),
                    "role": self.first(&all[0], "role"),
                    "team": self.first(&all[0], "team"),
                    "supervisor": self.first(&all[1], "person"),
                    "asye": false,
                });
                let begun = vec![(0, all[0].as_slice()), (1, &all[1])];
                changed
                    .changes
                    .push(self.fill(path, values, begun, &all, Vec::new())?);
                let person = Of::People.path(self.id);
                if self.reading.sources.find(&person).is_none() {
                    changed.changes.push(self.person(&person, &all[0])?);
                }
            }
            Of::People => {
                if self.first(&all[0], "role").is_none() {
                    return Err(self.lacks("role", "a new person"));
                }
                let values = self.person_values(&all[0])?;
                changed.changes.push(self.fill(
                    path,
                    values,
                    vec![(0, &all[0])],
                    &all,
                    Vec::new(),
                )?);
            }
        }
        Ok(changed)
    }

    fn lacks(&self, field: &str, what: &str) -> Box<Refused> {
        self.refused(
            self.rows[0].row,
            format!("{what} needs `{field}`, and the row does not say it"),
            "give it a column in the mapping, or where it is the same for all put it under `always:`; or write the record by hand",
        )
    }

    fn first(&self, facts: &[(usize, Fact)], key: &str) -> Option<String> {
        let (_, fact) = facts.first()?;
        let (_, value) = fact.values.iter().find(|(known, _)| *known == key)?;
        Some(value.clone())
    }

    fn begins(&self, facts: &[(usize, Fact)]) -> Day {
        facts.first().expect("it was asked for before").1.from
    }

    /// Who a new worker is: one post, as the worker's first. Later ones are an extract of people.
    fn person(
        &self,
        path: &str,
        posts: &[(usize, Fact)],
    ) -> Result<(Change, super::File), Box<Refused>> {
        let values = self.person_values(posts)?;
        let prepared = scaffold::filled(Kind::Person, path, object(values));
        let (_, fact) = posts.first().expect("it was asked for before");
        let values: Vec<(&str, String)> = fact
            .values
            .iter()
            .filter(|(key, _)| matches!(*key, "role" | "team"))
            .cloned()
            .collect();
        let says = vec![format!(
            "{} from {}",
            spoken_values(Of::People, 0, &values),
            fact.from
        )];
        Ok(self.file(path, None, prepared.text, says))
    }

    fn person_values(&self, posts: &[(usize, Fact)]) -> Result<Json, Box<Refused>> {
        let word = |field: &str| {
            self.rows
                .iter()
                .find_map(|said| said.words.get(field).cloned())
        };
        let Some(name) = word("name") else {
            return Err(self.lacks("name", "a new person"));
        };
        Ok(json!({
            "person": self.id,
            "name": name,
            "email": word("email"),
            "date": self.begins(posts).to_string(),
            "role": self.first(posts, "role"),
            "team": self.first(posts, "team"),
        }))
    }

    /// Fills the scaffold: the first period of each list that it begins, then every later one.
    fn fill(
        &self,
        path: &str,
        values: Json,
        begun: Lists<'_>,
        all: &[Vec<(usize, Fact)>],
        mut says: Vec<String>,
    ) -> Result<(Change, super::File), Box<Refused>> {
        let prepared = scaffold::filled(self.mapping.of.kind(), path, object(values));
        let unwritable = |_| self.unwritable(path);
        let mut draft = Draft::new(&prepared.text).map_err(unwritable)?;
        for (index, facts) in all.iter().enumerate() {
            let is_begun = begun.iter().any(|(known, _)| *known == index);
            let mut facts = facts.as_slice();
            if is_begun {
                facts = match facts.split_first() {
                    None => {
                        draft
                            .empty(self.mapping.of.groups()[index].list)
                            .map_err(unwritable)?;
                        facts
                    }
                    Some(((_, first), others)) => {
                        self.begin(index, first, &mut draft).map_err(unwritable)?;
                        says.push(self.begun(index, first));
                        others
                    }
                };
            }
            says.extend(self.lay_all(path, index, facts, &mut draft)?);
        }
        says.extend(self.close(path, &mut draft)?);
        let text = draft.finish().map_err(unwritable)?;
        Ok(self.file(path, None, text, says))
    }

    /// Makes the one period of a scaffold's list what the first row says.
    fn begin(&self, index: usize, fact: &Fact, draft: &mut Draft) -> Result<(), Unwritable> {
        let list = self.mapping.of.groups()[index].list;
        draft.set(list, 0, "from", &fact.from.to_string())?;
        for (key, value) in &fact.values {
            draft.set(list, 0, key, value)?;
        }
        match fact.to {
            Some(day) => draft.end(list, 0, day),
            None => Ok(()),
        }
    }

    fn begun(&self, index: usize, fact: &Fact) -> String {
        let what = spoken_values(self.mapping.of, index, &fact.values);
        match fact.to {
            None => format!("{what} from {}", fact.from),
            Some(end) => format!("{what} from {} to {end}", fact.from),
        }
    }
}

fn object(values: Json) -> Map<String, Json> {
    match values {
        Json::Object(values) => values,
        _ => unreachable!("it was made as an object"),
    }
}
