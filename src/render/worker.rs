//! The eight-section file of one worker (R13): what is missing or overdue first, then every section, whatever it holds.
//!
//! Latest first, as in a paper file, where the last record lies on top: a manager who opens it wants to know where things
//! stand, and who reads from the beginning starts at the end of a section. What a section shows is in the files below
//! `worker/`; here is what holds the file together. Records dated after today are left out.

mod attention;
mod case;
mod development;
mod foundations;
mod front;
mod gaps;
mod headings;
mod health;
mod picture_cases;
pub(super) mod picture_elements;
mod picture_sessions;
mod pictures;
mod practice;
mod sessions;
mod signed;
mod single;

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use headings::heading;
pub(super) use headings::{has_every_section, sample_headings};
pub use single::{Single, access_log, worker_record};

use super::audience::{Purpose, Reader};
use super::child::{Case, ChildRequest};
use super::document::{Block, Document};
use super::error::Error;
use super::marking;
use super::purpose::{self, Extent};
use super::templates::{Templates, View};
use super::values::{Grafts, Names, day, path_of, settled, text};
use super::withheld::{self, Withheld};
use super::wording::{Wording, first_capital};
use crate::calendar::{Day, Held, Period};
use crate::due::timeliness::Obligation;
use crate::due::{Due, Facts};
use crate::record::layout::Folder;
use crate::record::words::{Words, of_worker};
use crate::record::worker::Basis;
use crate::record::worker_only::Key;
use crate::record::{ChildId, Filed, RecordId, WorkerFile, WorkerId};
use crate::source::Sources;

/// What is asked for.
#[derive(Clone, Copy)]
pub struct WorkerRequest<'a> {
    /// Who will read it.
    pub reader: Reader,
    /// What it is reviewed for; for everything where nothing is said.
    pub purpose: Option<Purpose>,
    /// The child whose case is reviewed, for a case review and for nothing else.
    pub child: Option<&'a ChildId>,
    /// For a case review, whether the parts about third parties are asked for.
    pub third_parties: bool,
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
    let mut making = Making::new(facts, dues, sources, (id, file), request)?;
    let values = making.values(request)?;
    let blocks = request
        .templates
        .fill(View::Worker, &values, &making.grafts.0)?;
    has_every_section(making.wording(), &blocks)?;
    let name = making.names.of(id.as_str());
    let title = making
        .wording()
        .fill("titles.worker-file", &[("name", &name)]);
    Ok(making.document(title, blocks, request))
}

/// A document on its way.
struct Making<'a> {
    facts: &'a Facts<'a>,
    dues: &'a [Due],
    sources: &'a Sources,
    id: &'a WorkerId,
    file: &'a WorkerFile,
    /// None for a reader who may not have the worker's own words.
    key: Option<Key>,
    extent: Extent,
    period: Option<Period>,
    purpose: Option<Purpose>,
    /// The child whose case is reviewed.
    child: Option<&'a ChildId>,
    names: Names<'a>,
    grafts: Grafts,
    withheld: Vec<Withheld>,
    /// The paths of the records that were opened.
    opened: RefCell<BTreeSet<String>>,
    /// What fell due in the period that is looked at, once it was asked for.
    judged: OnceCell<Vec<Obligation>>,
}

/// A section's values: its heading, what it says when it shows nothing, and what it shows.
struct Section {
    folder: Folder,
    /// How many records it holds by today, and how many of them lie in the period.
    held: usize,
    shown: usize,
    values: Json,
}

impl<'a> Making<'a> {
    fn new(
        facts: &'a Facts<'a>,
        dues: &'a [Due],
        sources: &'a Sources,
        (id, file): (&'a WorkerId, &'a WorkerFile),
        request: &WorkerRequest<'a>,
    ) -> Result<Self, Error> {
        let row = purpose::worker_file(request.purpose, request.reader);
        let row = row.map_err(Error::NotForReader)?;
        let is_review = request.purpose == Some(Purpose::CaseReview);
        let child = request.child.filter(|_| is_review);
        if is_review && child.is_none() {
            return Err(Error::NoCase);
        }
        let usual = request.purpose;
        let usual = usual.and_then(|purpose| purpose.usual_period(facts.today));
        Ok(Self {
            facts,
            dues,
            sources,
            id,
            file,
            key: request.reader.key(),
            extent: row.extent,
            period: request.period.or(usual),
            purpose: request.purpose,
            child,
            names: Names {
                people: &facts.records.people,
                wording: request.templates.wording(),
            },
            grafts: Grafts::default(),
            withheld: Vec::new(),
            opened: RefCell::default(),
            judged: OnceCell::new(),
        })
    }

    fn document(&self, title: String, blocks: Vec<Block>, request: &WorkerRequest<'_>) -> Document {
        let settings = self.facts.records.settings();
        let document = marking::marked(
            self.wording(),
            title,
            blocks,
            settings,
            request.revision,
            self.facts.today,
        );
        Document {
            records: self.opened.borrow().iter().cloned().collect(),
            ..document
        }
    }

    /// The child's own records, for a case review.
    fn case(&mut self, request: &WorkerRequest<'_>) -> Result<Json, Error> {
        let Some(id) = self.child else {
            return Ok(Json::Null);
        };
        let records = self.facts.records;
        let (id, file) = records
            .children
            .get_key_value(id)
            .ok_or_else(|| Error::NoChild(id.clone()))?;
        let case = Case {
            id,
            file,
            people: &records.people,
            policy: self.facts.policy,
            settings: records.settings(),
            sources: self.sources,
            today: self.today(),
        };
        let asked = ChildRequest {
            reader: request.reader,
            third_parties: request.third_parties,
            elsewhere: &[],
            revision: None,
            templates: request.templates,
        };
        let grafts = std::mem::take(&mut self.grafts);
        let (mut entries, grafts, shown) = super::child::entries(case, &asked, grafts)?;
        self.grafts = grafts;
        self.opened.borrow_mut().extend(shown);
        let is_in_period = |entry: &Json| {
            let day = entry["date"].as_str().and_then(|day| day.parse().ok());
            day.is_none_or(|day| self.period.is_none_or(|period| period.contains(day)))
        };
        entries.retain(is_in_period);
        Ok(json!({
            "child": id.as_str(),
            "reference": file.child.as_ref().map(|child| &child.data.case_reference),
            "entries": entries,
        }))
    }

    fn values(&mut self, request: &WorkerRequest<'_>) -> Result<Json, Error> {
        let reader = request.reader;
        let case = self.case(request)?;
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
        let front = self.front(&sections.each_ref().map(|(_, section)| section));
        let sections: Map<String, Json> = sections
            .into_iter()
            .map(|(name, section)| (name.to_owned(), self.section(section)))
            .collect();
        let withheld = match self.extent {
            Extent::WithoutOthers => {
                let note = self.wording().say("withheld.to-be-read");
                withheld::values(&note, std::mem::take(&mut self.withheld))
            }
            Extent::Everything | Extent::CaseAlone => Json::Null,
        };
        Ok(json!({
            "today": self.today().to_string(),
            "worker": self.worker(),
            "reader": self.reader(reader),
            "case": case,
            "withheld": withheld,
            "purpose": self.purpose.map(|purpose| first_capital(&self.purpose_words(purpose))),
            "period": self.period.map(|period| json!({
                "from": period.from.to_string(),
                "to": period.to.map(|to| to.to_string()),
            })),
            "attention": attention,
            "sign_off": self.sign_off(),
            "gaps": self.gaps(),
            "front": front,
            "coming": self.coming(),
            "sections": sections,
        }))
    }

    fn section(&self, section: Section) -> Json {
        let Section {
            folder,
            held,
            shown,
            values,
        } = section;
        let left_out = self.purpose.filter(|purpose| !purpose.needs(folder));
        let note = match left_out {
            _ if held == 0 => Some(self.wording().say("sections.nothing")),
            Some(purpose) => {
                let purpose = self.purpose_words(purpose);
                let places = [("purpose", purpose.as_str())];
                Some(self.wording().many("sections.left-out", held, &places))
            }
            None if shown == 0 => Some(self.wording().many("sections.other-days", held, &[])),
            None => None,
        };
        // What is left out does not reach a template at all.
        let values = if left_out.is_some() {
            Json::Null
        } else {
            values
        };
        json!({"heading": heading(self.wording(), folder), "note": note, "show": values})
    }

    fn today(&self) -> Day {
        self.facts.today
    }

    fn wording(&self) -> &'a Wording {
        self.names.wording
    }

    /// Who reads it, at the beginning of a line.
    fn reader(&self, reader: Reader) -> String {
        let words = self.wording().one_of("readers", reader.name());
        first_capital(&words.unwrap_or_default())
    }

    /// What it is for, within a sentence.
    fn purpose_words(&self, purpose: Purpose) -> String {
        let words = self.wording().one_of("purposes", purpose.name());
        words.unwrap_or_default()
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
        // Who they are to the case; how they are employed and how their first year went is their own.
        let is_theirs = self.extent != Extent::CaseAlone;
        let asye = asye.filter(|_| is_theirs);
        let own = post.filter(|_| is_theirs);
        let left = left.filter(|_| is_theirs);
        json!({
            "name": self.names.of(self.id.as_str()),
            "role": post.map(|post| {
                let title = self.facts.policy.role_title(&post.role.value);
                if title == post.role.as_str() { self.wording().term(&title) } else { title }
            }),
            "team": post.map(|post| self.wording().term(post.team.as_str())),
            "basis": own.map(|post| self.wording().term(match post.basis {
                Basis::Permanent => "permanent",
                Basis::FixedTerm => "fixed-term",
                Basis::Agency => "agency",
            })),
            "hours": own.map(|post| post.hours.to_string()),
            "in_post_since": own.map(|post| post.from.value.to_string()),
            "employed_since": posts().filter(|_| is_theirs).map(|post| post.from.value).min().map(|day| day.to_string()),
            "left": left.map(|to| to.to_string()),
            "manager": manager.map(|held| self.names.of(held.person.as_str())),
            "manager_since": manager.map(|held| held.from.value.to_string()),
            "asye": asye.filter(|asye| asye.from.value <= today).map(|asye| json!({
                "from": asye.from.value.to_string(),
                "to": asye.to.as_ref().map(|to| to.value.to_string()),
                "is_over": asye.to.as_ref().is_some_and(|to| to.value < today),
                "milestones": asye.milestones.iter().map(|milestone| json!({
                    "what": self.wording().term(milestone.milestone.as_str()),
                    "due": milestone.due.as_ref().map(|due| due.value.to_string()),
                    "held": milestone.held.as_ref().map(|held| held.value)
                        .filter(|held| *held <= today).map(|held| held.to_string()),
                })).collect::<Vec<Json>>(),
            })),
        })
    }

    /// The words of a record of this worker; none for a reader who may not have them.
    fn words<T>(&self, filed: &Filed<T>) -> Words {
        let Some(key) = &self.key else {
            return Words::default();
        };
        self.opened
            .borrow_mut()
            .insert(path_of(filed, self.sources));
        of_worker(filed, self.sources).open(key).clone()
    }

    /// Notes down what is left out of what the worker gets who asks for what is held about them.
    fn leave_out(&mut self, day: Option<Day>, kind: &str) {
        self.withheld.push(Withheld {
            day,
            kind: self.wording().say(kind),
            ground: self.wording().say("withheld.ground.families"),
        });
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
        if self.key.is_none() {
            return Vec::new();
        }
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
