//! A record's fields as a template's values: people by name, terms in words, days in ISO form for the template to say.
//!
//! Nothing here opens a record: the views hand in fields that they may show.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::document::Block;
use super::template::Graft;
use super::wording::Wording;
use crate::calendar::Day;
use crate::record::layout::{Folder, Located, locate};
use crate::record::person::Person;
use crate::record::words::Words;
use crate::record::{Filed, PersonId};
use crate::source::Sources;

/// Who is who, and in what words things are said.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) people: &'a BTreeMap<PersonId, Filed<Person>>,
    pub(super) wording: &'a Wording,
}

impl Names<'_> {
    /// A person's name; what stands there where nobody has that id, for some fields take a name too.
    pub(super) fn of(self, id: &str) -> String {
        let known = self.people.get(id);
        known.map_or_else(|| id.to_owned(), |person| person.data.name.clone())
    }

    /// The name of the person in a field.
    pub(super) fn field(self, fields: &Json, key: &str) -> Json {
        text_of(&fields[key]).map_or(Json::Null, |id| json!(self.of(&id)))
    }

    /// An action as it was agreed: what, who, by when.
    pub(super) fn action(self, action: &Json) -> Json {
        json!({
            "what": text(action, "what"),
            "who": self.field(action, "who"),
            "by_when": day(action, "by-when"),
        })
    }

    /// The list of actions in a field.
    pub(super) fn actions(self, fields: &Json, key: &str) -> Json {
        list(fields, key)
            .iter()
            .map(|action| self.action(action))
            .collect()
    }

    /// The term of a field in words.
    pub(super) fn term(self, fields: &Json, key: &str) -> Json {
        text_of(&fields[key]).map_or(Json::Null, |term| json!(self.wording.term(&term)))
    }

    /// One of the two, in words.
    pub(super) fn role(self, fields: &Json, key: &str) -> Json {
        text_of(&fields[key]).map_or(Json::Null, |role| json!(self.wording.role(&role)))
    }

    /// A length of time as it was written: `weeks: 4` as "4 weeks".
    pub(super) fn lasting(self, value: &Json) -> Option<String> {
        self.time("dates.lasting", value)
    }

    /// How often something is: `weeks: 4` as "every 4 weeks", `months: 1` as "every month".
    pub(super) fn every(self, value: &Json) -> Option<String> {
        self.time("dates.every", value)
    }

    fn time(self, group: &str, value: &Json) -> Option<String> {
        let (unit, number) = value.as_object()?.iter().next()?;
        let key = format!("{group}.{unit}");
        Some(self.wording.many(&key, number.as_u64()?, &[]))
    }

    /// A day in a field, as a reader says it.
    pub(super) fn day(self, value: &Json) -> Json {
        let day = value.as_str().and_then(|day| day.parse::<Day>().ok());
        day.map_or(Json::Null, |day| json!(self.wording.day(day)))
    }

    /// A record by what it is and its day: "session of 11 March 2026", "c-1042: supervision record of 11 March 2026", with
    /// whose it is unless it is the owner's own. Text that names no record stays as it is.
    pub(super) fn record(self, id: &str, own: &str) -> String {
        let place = ["workers/", "children/"].iter().find_map(|top| {
            let place = |extension: &str| match locate(&format!("{top}{id}.{extension}")) {
                Located::Record(place) => Some(place),
                _ => None,
            };
            place("md").or_else(|| place("yaml"))
        });
        let Some((place, day)) = place.and_then(|place| place.day.map(|day| (place, day))) else {
            return id.to_owned();
        };
        let what = match place.folder {
            _ if place.addendum.is_some() => self.wording.say("named.addendum"),
            Folder::Supervision => self.wording.say("named.session"),
            Folder::ChildSupervision => self.wording.say("named.supervision-record"),
            Folder::Decisions => self.wording.say("named.decision"),
            Folder::Pdr => self.wording.say("named.pdr"),
            _ if place.tail.is_empty() => self.wording.say("named.record"),
            _ => self.wording.term(&place.tail).to_lowercase(),
        };
        let date = self.wording.day(day);
        let whose = id.split('/').next().unwrap_or_default();
        match whose == own {
            true => self
                .wording
                .fill("named.of-day", &[("what", &what), ("date", &date)]),
            false => self.wording.fill(
                "named.of-whom",
                &[("whose", whose), ("what", &what), ("date", &date)],
            ),
        }
    }

    /// The disagreements of a record.
    pub(super) fn disputes(self, fields: &Json) -> Json {
        let dispute = |dispute: &Json| {
            json!({
                "raised_by": self.role(dispute, "raised-by"),
                "on": day(dispute, "on"),
                "about": text(dispute, "about"),
                "referred_to": self.field(dispute, "referred-to"),
                "referred_on": day(dispute, "referred-on"),
                "outcome": text(dispute, "outcome"),
                "closed": day(dispute, "closed"),
            })
        };
        list(fields, "disputes").iter().map(dispute).collect()
    }
}

/// Prose that waits to be named by a template.
#[derive(Default)]
pub(super) struct Grafts(pub(super) Vec<Graft>);

impl Grafts {
    /// The parts of a body: heading, and the key of its prose where there is any.
    pub(super) fn parts(&mut self, words: &Words) -> Json {
        let part = |(title, prose): &(String, String)| {
            let key = (!prose.is_empty()).then(|| self.add(prose));
            json!({"title": title, "prose": key})
        };
        words.parts.iter().map(part).collect()
    }

    /// Drawings under one key.
    pub(super) fn figures(&mut self, blocks: Vec<Block>) -> String {
        let key = format!("picture-{}", self.0.len());
        self.0.push(Graft {
            key: key.clone(),
            blocks,
        });
        key
    }

    fn add(&mut self, prose: &str) -> String {
        let key = format!("prose-{}", self.0.len());
        self.0.push(Graft::prose(&key, prose));
        key
    }
}

fn text_of(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The words of a field, or nothing.
pub(super) fn text(fields: &Json, key: &str) -> Json {
    text_of(&fields[key]).map_or(Json::Null, Json::String)
}

/// Whether a field says yes; nothing where it says neither.
pub(super) fn truth(fields: &Json, key: &str) -> Json {
    fields[key].as_bool().map_or(Json::Null, Json::Bool)
}

/// The day of a field; nothing where it holds none.
pub(super) fn day(fields: &Json, key: &str) -> Json {
    let day = fields[key].as_str().and_then(|text| text.parse().ok());
    day.map_or(Json::Null, |day: Day| json!(day.to_string()))
}

/// The list in a field; an empty one where there is none.
pub(super) fn list<'a>(fields: &'a Json, key: &str) -> &'a [Json] {
    fields[key].as_array().map_or(&[], Vec::as_slice)
}

/// The words of each item of a list.
pub(super) fn texts(fields: &Json, key: &str) -> Vec<String> {
    list(fields, key).iter().filter_map(text_of).collect()
}

/// What an addendum settles of its record: how a disagreement ended, and that a risk to staff is over.
pub(super) fn settled(addendum: &Json) -> Json {
    let (dispute, risk) = (&addendum["dispute-outcome"], &addendum["risk-closed"]);
    json!({
        "closed": day(dispute, "closed"),
        "outcome": text(dispute, "outcome"),
        "risk_over": day(risk, "on"),
    })
}

/// The path of a record in its store.
pub(super) fn path_of<T>(filed: &Filed<T>, sources: &Sources) -> String {
    sources.file(filed.source).path().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_said_as_a_reader_says_them() {
        let (people, wording) = (BTreeMap::new(), Wording::default());
        let names = Names {
            people: &people,
            wording: &wording,
        };
        assert_eq!(
            wording.term("family-safeguarding-east"),
            "Family safeguarding east"
        );
        assert_eq!(
            names.every(&json!({"weeks": 4})).as_deref(),
            Some("every 4 weeks")
        );
        assert_eq!(
            names.every(&json!({"months": 1})).as_deref(),
            Some("every month")
        );
        assert_eq!(names.lasting(&json!("as-policy")), None);
        assert_eq!(
            names.record("c-1042/supervision/2026-03-11-jo-field", "jo-field"),
            "c-1042: supervision record of 11 March 2026"
        );
        assert_eq!(
            names.record("jo-field/3-supervision/2026-03-11", "jo-field"),
            "session of 11 March 2026"
        );
        let words = "Section 7, with his consent";
        assert_eq!(names.record(words, "jo-field"), words);
        assert_eq!(day(&json!({"d": "soon"}), "d"), Json::Null);
    }
}
