//! The first page: what the purpose needs to be seen first, in tables.
//!
//! Each purpose has its tables; one that has nothing to show says so. What a table says stands in the sections too, where its records
//! are.

use serde_json::{Value as Json, json};

use super::super::audience::Purpose;
use super::super::values::{day, list, text};
use super::super::wording::Wording;
use super::development::rounded;
use super::{Making, Section, heading};
use crate::calendar::Day;

impl Making<'_> {
    /// The tables of the purpose, under a heading of their own.
    pub(super) fn front(&mut self, sections: &[&Section]) -> Json {
        let Some(purpose) = self.purpose else {
            return Json::Null;
        };
        let tables = match purpose {
            Purpose::Pdr => vec![
                self.objectives(),
                self.regularity(),
                self.elements(),
                self.themes(),
                self.learning(),
                self.agreement_in_force(),
            ],
            Purpose::Progression => vec![self.evidence(), self.reflective(), self.seen_by_others()],
            Purpose::Induction => vec![
                self.agreement_in_force(),
                self.histories(),
                self.first_checks(),
                self.plan_of_first_year(),
                self.first_sessions(),
            ],
            Purpose::CaseReview => vec![self.timeline(), self.discussions()],
            Purpose::Transfer => vec![self.held(sections)],
            Purpose::Access => return Json::Null,
        };
        let purpose = self.purpose_words(purpose);
        let title = self.wording().fill("front.title", &[("purpose", &purpose)]);
        json!({"title": title, "tables": tables})
    }

    fn objectives(&self) -> Json {
        let (pdrs, _) = self.chosen(&self.file.pdrs, |pdr| pdr.date.value);
        let fields = pdrs
            .first()
            .map(|filed| self.words(filed).fields)
            .unwrap_or_default();
        let rows = list(&fields, "objectives").iter().map(|one| {
            let by = day(one, "by-when");
            json!([
                text(one, "objective"),
                text(one, "measure"),
                self.names.day(&by),
                text(one, "progress")
            ])
        });
        let words = self.wording();
        let caption = match pdrs.first() {
            Some(filed) => {
                let date = words.day(filed.data.date.value);
                words.fill("front.objectives.caption-of-day", &[("date", &date)])
            }
            None => words.say("front.objectives.caption"),
        };
        Front {
            name: "objectives",
            head: &["objective", "measure", "by-when", "progress"],
            caption: Some(caption),
            empty: Some("none"),
        }
        .table(words, rows.collect())
    }

    /// How often each part of the sessions has something in it, and the topics that came up on more than one day.
    fn themes(&self) -> Json {
        let mut counts: Vec<(String, usize, Option<Day>)> = Vec::new();
        let mut note = |title: &str, on: Day| match counts
            .iter_mut()
            .find(|(known, ..)| known.to_lowercase() == title.to_lowercase())
        {
            Some((_, count, last)) => (*count, *last) = (*count + 1, Some(on)),
            None => counts.push((title.to_owned(), 1, Some(on))),
        };
        let sessions = self.sessions();
        for filed in &sessions {
            let (words, on) = (self.words(filed), filed.data.date.value);
            let parts = words
                .parts
                .iter()
                .filter(|(title, prose)| !title.is_empty() && !prose.is_empty());
            parts.for_each(|(title, _)| note(title, on));
        }
        let parts = counts.len();
        let mut note = |title: &str, on: Day| match counts
            .iter_mut()
            .skip(parts)
            .find(|(known, ..)| known.to_lowercase() == title.to_lowercase())
        {
            Some((_, count, last)) => (*count, *last) = (*count + 1, Some(on)),
            None => counts.push((title.to_owned(), 1, Some(on))),
        };
        for filed in &sessions {
            let words = self.words(filed);
            for topic in list(&words.fields, "agenda") {
                if let Some(topic) = text(topic, "topic").as_str() {
                    note(topic, filed.data.date.value);
                }
            }
        }
        let words = self.wording();
        let again = counts
            .iter()
            .enumerate()
            .filter(|(at, (_, count, _))| *at < parts || *count > 1);
        let rows = again.map(|(at, (title, count, last))| {
            let kind = words.say(match at < parts {
                true => "front.themes.part",
                false => "front.themes.agenda",
            });
            let last = last.map(|last| words.day(last));
            json!([title, kind, count.to_string(), last])
        });
        Front {
            name: "themes",
            head: &["what", "where", "sessions", "last"],
            caption: Some(words.many("front.themes.caption", sessions.len(), &[])),
            empty: Some("none"),
        }
        .table(words, rows.collect())
    }

    fn learning(&self) -> Json {
        let (cpds, _) = self.chosen(&self.file.cpds, |cpd| cpd.date.value);
        let hours: f64 = cpds.iter().map(|filed| filed.data.hours).sum();
        let rows = cpds.iter().map(|filed| {
            let words = self.words(filed);
            json!([
                self.wording().day(filed.data.date.value),
                text(&words.fields, "activity"),
                self.names.term(&words.fields, "type"),
                text(&words.fields, "hours")
            ])
        });
        let rows: Vec<Json> = rows.collect();
        let hours = rounded(hours).to_string();
        let places = [("hours", hours.as_str())];
        let words = self.wording();
        Front {
            name: "learning",
            head: &["day", "activity", "type", "hours"],
            caption: Some(words.many("front.learning.caption", rows.len(), &places)),
            empty: Some("none"),
        }
        .table(words, rows)
    }

    fn agreement_in_force(&self) -> Json {
        let today = self.today();
        let made = self
            .file
            .agreements
            .iter()
            .filter(|filed| filed.data.date.value <= today);
        let rows = made.rev().take(1).map(|filed| {
            let words = self.words(filed);
            let reviews: Vec<String> = self
                .reviews(filed, &words.fields)
                .iter()
                .filter_map(|review| Some(self.names.day(&review["on"]).as_str()?.to_owned()))
                .collect();
            let reviewed = match reviews.is_empty() {
                true => self.wording().say("front.agreement.not-yet"),
                false => reviews.join(", "),
            };
            json!([
                self.wording().day(filed.data.date.value),
                self.names.field(&words.fields, "supervisor"),
                self.names.day(&day(&words.fields, "review-by")),
                reviewed,
                self.signing(&filed.id),
            ])
        });
        Front {
            name: "agreement",
            head: &["made", "with", "review-by", "reviewed", "sign-off"],
            caption: None,
            empty: Some("none"),
        }
        .table(self.wording(), rows.collect())
    }

    /// What goes over with the file.
    fn held(&self, sections: &[&Section]) -> Json {
        let words = self.wording();
        let rows = sections
            .iter()
            .map(|section| json!([heading(words, section.folder), section.held.to_string()]));
        Front {
            name: "held",
            head: &["section", "records"],
            caption: None,
            empty: None,
        }
        .table(words, rows.collect())
    }
}

/// A table of the first page, whose words are a group of strings.
pub(super) struct Front<'a> {
    /// The group: `front.<name>`.
    pub(super) name: &'a str,
    /// The strings of its heads.
    pub(super) head: &'a [&'a str],
    /// Its caption, where that is more than the string of that name.
    pub(super) caption: Option<String>,
    /// The string that stands there when the table has no rows.
    pub(super) empty: Option<&'a str>,
}

impl Front<'_> {
    /// The table as its template takes it.
    pub(super) fn table(self, wording: &Wording, rows: Vec<Json>) -> Json {
        let say = |name: &str| wording.say(&format!("front.{}.{name}", self.name));
        let caption = self.caption.unwrap_or_else(|| say("caption"));
        let head: Vec<String> = self.head.iter().map(|name| say(name)).collect();
        let empty = self.empty.map(say).unwrap_or_default();
        json!({"title": say("title"), "caption": caption, "head": head, "rows": rows, "empty": empty, "picture": null})
    }
}
