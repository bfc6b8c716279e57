//! The eight-section file of one worker (R13): what is missing or overdue first, then every section, whatever it holds.
//!
//! Latest first, as in a paper file, where the last record lies on top: a manager who opens it wants to know where things
//! stand, and who reads from the beginning starts at the end of a section. What a section shows is in the files below
//! `worker/`; here is what holds the file together. Records dated after today are left out.

mod attention;
mod development;
mod foundations;
mod health;
mod sessions;
mod signed;

use serde_json::{Map, Value as Json, json};

use super::audience::{Purpose, Reader};
use super::document::{Block, Document, plain};
use super::error::Error;
use super::marking;
use super::template::TemplateError;
use super::templates::{Templates, View};
use super::values::{Grafts, Names, day, said, settled, text};
use crate::calendar::{Day, Held, Period};
use crate::due::{Due, Facts};
use crate::record::layout::{Folder, SECTIONS};
use crate::record::words::{Words, of_worker};
use crate::record::worker::Basis;
use crate::record::worker_only::Key;
use crate::record::{Filed, RecordId, WorkerFile, WorkerId};
use crate::source::Sources;

/// What is asked for.
#[derive(Clone, Copy)]
pub struct WorkerRequest<'a> {
    /// Who will read it.
    pub reader: Reader,
    /// What it is reviewed for; for everything where nothing is said.
    pub purpose: Option<Purpose>,
    /// The days that sections 3 to 8 are to show; the purpose's usual period, or all, where nothing is said.
    pub period: Option<Period>,
    /// What it is made from, as [`marking::revision_words`] says it.
    pub revision: Option<&'a str>,
    /// The templates.
    pub templates: &'a Templates,
}

/// The file of one worker.
pub fn worker_file(
    facts: &Facts<'_>,
    dues: &[Due],
    sources: &Sources,
    id: &WorkerId,
    request: &WorkerRequest<'_>,
) -> Result<Document, Error> {
    let file = facts.records.workers.get(id);
    let file = file.ok_or_else(|| Error::NoWorker(id.clone()))?;
    let key = request.reader.key().ok_or_else(|| Error::NotForReader {
        reader: request.reader.spoken(),
        what: "a worker's file",
    })?;
    let usual = request
        .purpose
        .and_then(|purpose| purpose.usual_period(facts.today));
    let mut making = Making {
        facts,
        dues,
        sources,
        id,
        file,
        key,
        period: request.period.or(usual),
        purpose: request.purpose,
        names: Names(&facts.records.people),
        grafts: Grafts::default(),
    };
    let values = making.values(request.reader);
    let blocks = request
        .templates
        .fill(View::Worker, &values, &making.grafts.0)?;
    has_every_section(&blocks)?;
    let name = making.names.of(id.as_str());
    Ok(marking::marked(
        format!("Supervision file of {name}"),
        blocks,
        facts.records.settings(),
        request.revision,
        facts.today,
    ))
}

/// A document on its way.
struct Making<'a> {
    facts: &'a Facts<'a>,
    dues: &'a [Due],
    sources: &'a Sources,
    id: &'a WorkerId,
    file: &'a WorkerFile,
    key: Key,
    period: Option<Period>,
    purpose: Option<Purpose>,
    names: Names<'a>,
    grafts: Grafts,
}

/// A section's values: its heading, what it says when it shows nothing, and what it shows.
struct Section {
    folder: Folder,
    /// How many records it holds by today, and how many of them lie in the period.
    held: usize,
    shown: usize,
    values: Json,
}

impl Making<'_> {
    fn values(&mut self, reader: Reader) -> Json {
        let sections = [
            ("checklist", self.checklist()),
            ("agreement", self.agreements()),
            ("supervision", self.supervision()),
            ("pdr", self.pdrs()),
            ("training", self.training()),
            ("progression", self.progression()),
            ("health", self.health()),
            ("miscellaneous", self.miscellaneous()),
        ];
        let attention = self.attention(&sections.each_ref().map(|(_, section)| section));
        let sections: Map<String, Json> = sections
            .into_iter()
            .map(|(name, section)| (name.to_owned(), self.section(section)))
            .collect();
        json!({
            "today": self.today().to_string(),
            "worker": self.worker(),
            "reader": said(reader.spoken()),
            "purpose": self.purpose.map(Purpose::spoken),
            "period": self.period.map(|period| json!({
                "from": period.from.to_string(),
                "to": period.to.map(|to| to.to_string()),
            })),
            "attention": attention,
            "coming": self.coming(),
            "sections": sections,
        })
    }

    fn section(&self, section: Section) -> Json {
        let Section {
            folder,
            held,
            shown,
            values,
        } = section;
        let left_out = self.purpose.filter(|purpose| !purpose.needs(folder));
        let records = match held {
            1 => "1 record is".to_owned(),
            held => format!("{held} records are"),
        };
        let note = match left_out {
            _ if held == 0 => Some("Nothing is recorded in this section.".to_owned()),
            Some(purpose) => Some(format!(
                "Left out of a file for {}; {records} held here.",
                purpose.spoken()
            )),
            None if shown == 0 => Some(format!(
                "Nothing is recorded for this period; {records} held here for other days."
            )),
            None => None,
        };
        // What is left out does not reach a template at all.
        let values = if left_out.is_some() {
            Json::Null
        } else {
            values
        };
        json!({"heading": heading(folder), "note": note, "show": values})
    }

    fn today(&self) -> Day {
        self.facts.today
    }

    /// The worker's post today, or their last one.
    fn worker(&self) -> Json {
        let today = self.today();
        let worker = self.file.worker.as_ref().map(|worker| &worker.data);
        let posts = || {
            let posts = worker
                .into_iter()
                .flat_map(|worker| worker.employment.iter());
            posts.filter(|post| post.period().from <= today)
        };
        let post = posts().next_back();
        let left = post
            .and_then(|post| post.period().to)
            .filter(|to| *to < today);
        let manager = worker.and_then(|worker| worker.line_managers.on(today));
        let asye = worker.and_then(|worker| worker.asye.as_ref());
        json!({
            "name": self.names.of(self.id.as_str()),
            "role": post.map(|post| {
                let title = self.facts.policy.role_title(&post.role.value);
                if title == post.role.as_str() { said(&title) } else { title }
            }),
            "team": post.map(|post| said(post.team.as_str())),
            "basis": post.map(|post| match post.basis {
                Basis::Permanent => "Permanent",
                Basis::FixedTerm => "Fixed term",
                Basis::Agency => "Agency",
            }),
            "hours": post.map(|post| post.hours.to_string()),
            "in_post_since": post.map(|post| post.from.value.to_string()),
            "employed_since": posts().map(|post| post.from.value).min().map(|day| day.to_string()),
            "left": left.map(|to| to.to_string()),
            "manager": manager.map(|held| self.names.of(held.person.as_str())),
            "manager_since": manager.map(|held| held.from.value.to_string()),
            "asye": asye.filter(|asye| asye.from.value <= today).map(|asye| json!({
                "from": asye.from.value.to_string(),
                "to": asye.to.as_ref().map(|to| to.value.to_string()),
                "is_over": asye.to.as_ref().is_some_and(|to| to.value < today),
                "milestones": asye.milestones.iter().map(|milestone| json!({
                    "what": said(milestone.milestone.as_str()),
                    "due": milestone.due.as_ref().map(|due| due.value.to_string()),
                    "held": milestone.held.as_ref().map(|held| held.value)
                        .filter(|held| *held <= today).map(|held| held.to_string()),
                })).collect::<Vec<Json>>(),
            })),
        })
    }

    /// The words of a record of this worker.
    fn words<T>(&self, filed: &Filed<T>) -> Words {
        of_worker(filed, self.sources).open(&self.key).clone()
    }

    /// Which of some records to show, latest first, and how many there are by today.
    fn chosen<'r, T>(
        &self,
        records: &'r [Filed<T>],
        day: impl Fn(&T) -> Day,
    ) -> (Vec<&'r Filed<T>>, usize) {
        let by_today = records
            .iter()
            .filter(|filed| day(&filed.data) <= self.today());
        let mut all: Vec<&Filed<T>> = by_today.collect();
        let held = all.len();
        all.retain(|filed| {
            self.period
                .is_none_or(|period| period.contains(day(&filed.data)))
        });
        all.sort_by_key(|filed| std::cmp::Reverse(day(&filed.data)));
        (all, held)
    }

    /// What all records have in common: their prose, who signed, and what was added later.
    fn record<T>(&mut self, filed: &Filed<T>, words: &Words, specific: Json) -> Json {
        let mut record = json!({
            "id": filed.id.as_str(),
            "date": day(&words.fields, "date"),
            "parts": self.grafts.parts(words),
            "signed": self.signed(&filed.id),
            "still_to_sign": self.still_to_sign(&filed.id),
            "addenda": self.addenda(&filed.id),
        });
        if let (Json::Object(record), Json::Object(specific)) = (&mut record, specific) {
            record.extend(specific);
        }
        record
    }

    /// What was added to a record by today.
    fn addenda(&mut self, id: &RecordId) -> Vec<Json> {
        let (file, today) = (self.file, self.today());
        let added = file
            .addenda
            .iter()
            .filter(|added| added.data.date.value <= today);
        let added = added.filter(|added| added.data.amends.value == *id);
        added
            .map(|added| {
                let words = self.words(added);
                json!({
                    "date": day(&words.fields, "date"),
                    "by": self.names.field(&words.fields, "by"),
                    "reason": text(&words.fields, "reason"),
                    "settled": settled(&words.fields),
                    "parts": self.grafts.parts(&words),
                })
            })
            .collect()
    }
}

/// "3. Supervision record".
fn heading(folder: Folder) -> String {
    let known = SECTIONS
        .iter()
        .enumerate()
        .find(|(_, (known, ..))| *known == folder);
    known.map_or_else(String::new, |(at, (.., title))| {
        format!("{}. {title}", at + 1)
    })
}

/// A council's own template may say more, but the file has its eight sections (R13b).
fn has_every_section(blocks: &[Block]) -> Result<(), TemplateError> {
    let mut headings = blocks.iter().filter_map(|block| match block {
        Block::Heading {
            level: 2, content, ..
        } => Some(plain(content)),
        _ => None,
    });
    for (folder, ..) in SECTIONS {
        let wanted = heading(folder);
        if !headings.any(|found| found == wanted) {
            return Err(TemplateError {
                template: View::Worker.path().to_owned(),
                line: 1,
                message: format!(
                    "a file has all eight sections in order, and `## {wanted}` is missing or out of its place"
                ),
            });
        }
    }
    Ok(())
}
