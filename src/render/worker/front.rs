//! The first page: what the purpose needs to be seen first, in tables.
//!
//! Each purpose has its tables; one that has nothing to show says so. What a table says stands in the sections too, where its records
//! are.

use serde_json::{Value as Json, json};

use super::super::audience::Purpose;
use super::super::values::{day, list, term, text};
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
            Purpose::Transfer => vec![held(sections)],
            Purpose::Access => return Json::Null,
        };
        json!({"title": format!("What matters for {}", purpose.spoken()), "tables": tables})
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
                in_words(&by),
                text(one, "progress")
            ])
        });
        let on = pdrs.first().map_or_else(String::new, |filed| {
            format!(", as of the PDR of {}", filed.data.date.value.in_words())
        });
        table(
            "Objectives",
            &format!("Objectives{on}"),
            &["Objective", "Measure", "By when", "Progress"],
            rows.collect(),
            "No objectives are recorded for this period.",
        )
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
        let again = counts
            .iter()
            .enumerate()
            .filter(|(at, (_, count, _))| *at < parts || *count > 1);
        let rows = again.map(|(at, (title, count, last))| {
            let kind = if at < parts {
                "Part of the record"
            } else {
                "On the agenda"
            };
            json!([title, kind, count.to_string(), last.map(Day::in_words)])
        });
        let caption = format!(
            "What {} sessions were about: the parts that were filled in, and topics that came up again",
            sessions.len()
        );
        table(
            "Themes",
            &caption,
            &["What", "Where", "Sessions", "Last"],
            rows.collect(),
            "No session is recorded for this period.",
        )
    }

    fn learning(&self) -> Json {
        let (cpds, _) = self.chosen(&self.file.cpds, |cpd| cpd.date.value);
        let hours: f64 = cpds.iter().map(|filed| filed.data.hours).sum();
        let rows = cpds.iter().map(|filed| {
            let words = self.words(filed);
            json!([
                filed.data.date.value.in_words(),
                text(&words.fields, "activity"),
                term(&words.fields, "type"),
                text(&words.fields, "hours")
            ])
        });
        let rows: Vec<Json> = rows.collect();
        let caption = format!(
            "{} activities, {} hours",
            rows.len(),
            (hours * 100.0).round() / 100.0
        );
        table(
            "Learning (CPD)",
            &caption,
            &["Day", "Activity", "Type", "Hours"],
            rows,
            "No learning is recorded for this period.",
        )
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
                .filter_map(|review| Some(in_words(&review["on"]).as_str()?.to_owned()))
                .collect();
            let reviewed = match reviews.is_empty() {
                true => "not yet".to_owned(),
                false => reviews.join(", "),
            };
            json!([
                filed.data.date.value.in_words(),
                self.names.field(&words.fields, "supervisor"),
                in_words(&day(&words.fields, "review-by")),
                reviewed,
                self.signing(&filed.id),
            ])
        });
        table(
            "Supervision agreement",
            "The latest agreement",
            &["Made", "With", "Review by", "Reviewed", "Sign-off"],
            rows.collect(),
            "There is no supervision agreement.",
        )
    }
}

/// What goes over with the file.
fn held(sections: &[&Section]) -> Json {
    let rows = sections
        .iter()
        .map(|section| json!([heading(section.folder), section.held.to_string()]));
    table(
        "What is handed over",
        "Records by section",
        &["Section", "Records"],
        rows.collect(),
        "",
    )
}

pub(super) fn table(
    title: &str,
    caption: &str,
    head: &[&str],
    rows: Vec<Json>,
    empty: &str,
) -> Json {
    json!({"title": title, "caption": caption, "head": head, "rows": rows, "empty": empty, "picture": null})
}

/// A day in a field, as people write it.
pub(super) fn in_words(value: &Json) -> Json {
    let day = value.as_str().and_then(|day| day.parse::<Day>().ok());
    day.map_or(Json::Null, |day| json!(day.in_words()))
}
