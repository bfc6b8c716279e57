//! A child's supervision record, and one note of it ready to paste into the case system (R11, R12, R15).
//!
//! It is given a child's records and who is who, and nothing of any worker's file: what concerns a worker alone cannot
//! come here, for this file cannot say the name of what holds it (R10; a test reads it). Oldest first, because a child's
//! record is read as a story.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::audience::Reader;
use super::document::{Block, Document};
use super::error::Error;
use super::marking;
use super::purpose::{self, Refused};
use super::templates::{Templates, View};
use super::values::{Grafts, Names, day, list, path_of, settled, text, texts};
use super::withheld::{self, Withheld};
use super::wording::{Wording, first_capital};
use crate::calendar::{Day, Held};
use crate::policy::Policy;
use crate::record::child::Child;
use crate::record::child_supervision::ChildSupervision;
use crate::record::decision::Decision;
use crate::record::person::Person;
use crate::record::store_settings::StoreSettings;
use crate::record::words::{OfChild, Words, addenda_of_child, of_child};
use crate::record::{CaseFile, ChildId, Filed, PersonId, RecordId, Term};
use crate::source::Sources;

/// The part of a note that is about other people.
const THIRD_PARTIES: &str = "third part";
/// A child's records, and what is needed to say them in words.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The child.
    pub id: &'a ChildId,
    /// The child's records.
    pub file: &'a CaseFile,
    /// Who is who.
    pub people: &'a BTreeMap<PersonId, Filed<Person>>,
    /// The titles of categories.
    pub policy: &'a Policy,
    /// The store's settings.
    pub settings: Option<&'a StoreSettings>,
    /// The files.
    pub sources: &'a Sources,
    /// The day; later records are left out.
    pub today: Day,
}

/// What is asked for.
#[derive(Clone, Copy)]
pub struct ChildRequest<'a> {
    /// Who will read it.
    pub reader: Reader,
    /// Whether the part about third parties is asked for; it is left out otherwise.
    pub third_parties: bool,
    /// What is held elsewhere about the child and left out, for a reader who is told of it.
    pub elsewhere: &'a [Withheld],
    /// What it is made from, as [`marking::revision_words`] says it.
    pub revision: Option<&'a str>,
    /// The templates.
    pub templates: &'a Templates,
}

/// A child's supervision record: the case, then each note and decision in the order of days.
pub fn child_record(case: Case<'_>, request: &ChildRequest<'_>) -> Result<Document, Error> {
    let mut making = Making::new(case, request)?;
    let entries = making.entries();
    let values = json!({
        "today": case.today.to_string(),
        "case": making.case_values(),
        "reader": making.reader(),
        "entries": entries,
        "addenda": making.addenda(None),
        "withheld": making.withheld(request.elsewhere),
    });
    let blocks = request
        .templates
        .fill(View::Child, &values, &making.grafts.0)?;
    let title = making
        .wording()
        .fill("titles.child", &[("child", case.id.as_str())]);
    Ok(making.document(title, blocks))
}

/// One supervision record or decision as a case note: plain heading lines, no tables.
pub fn case_note(
    case: Case<'_>,
    record: &RecordId,
    request: &ChildRequest<'_>,
) -> Result<Document, Error> {
    let mut making = Making::new(case, request)?;
    let supervision = making
        .supervisions()
        .find(|filed| filed.id == *record)
        .map(|filed| (filed.data.date.value, "titles.supervision-note"));
    let decision = || {
        let filed = making.decisions().find(|filed| filed.id == *record)?;
        Some((filed.data.date.value, "titles.decision"))
    };
    let (on, what) = supervision
        .or_else(decision)
        .ok_or_else(|| Error::NoNote(record.clone()))?;
    making.only = Some(record);
    let entries = making.entries();
    let entry = entries
        .into_iter()
        .find(|entry| entry["id"] == record.as_str());
    let values = json!({
        "today": case.today.to_string(),
        "case": making.case_values(),
        "entry": entry,
        "withheld": making.withheld(&[]),
    });
    let blocks = request
        .templates
        .fill(View::CaseNote, &values, &making.grafts.0)?;
    let date = making.wording().day(on);
    let places = [("child", case.id.as_str()), ("date", &date)];
    let title = making.wording().fill(what, &places);
    Ok(making.document(title, blocks))
}

/// A document on its way.
struct Making<'a> {
    case: Case<'a>,
    request: &'a ChildRequest<'a>,
    /// The one entry that is shown, where it is one.
    only: Option<&'a RecordId>,
    names: Names<'a>,
    grafts: Grafts,
    withheld: Vec<Withheld>,
    records: Vec<String>,
}

/// The notes and decisions of a case as the values of another view's template, with the paths of the records that they show.
pub(super) fn entries(
    case: Case<'_>,
    request: &ChildRequest<'_>,
    grafts: Grafts,
) -> Result<(Vec<Json>, Grafts, Vec<String>), Error> {
    let mut making = Making::new(case, request)?;
    making.grafts = grafts;
    let entries = making.entries();
    Ok((entries, making.grafts, making.records))
}

impl<'a> Making<'a> {
    fn new(case: Case<'a>, request: &'a ChildRequest<'a>) -> Result<Self, Error> {
        purpose::child_record(request.reader).map_err(Error::NotForReader)?;
        if request.third_parties && !request.reader.may_have_third_party_words() {
            return Err(Error::NotForReader(Refused {
                message: format!(
                    "{} may not have what a child's record says of other people",
                    request.reader.spoken()
                ),
                hint: "leave out --third-parties".to_owned(),
            }));
        }
        Ok(Self {
            case,
            request,
            only: None,
            names: Names {
                people: case.people,
                wording: request.templates.wording(),
            },
            grafts: Grafts::default(),
            withheld: Vec::new(),
            records: Vec::new(),
        })
    }

    fn wording(&self) -> &'a Wording {
        self.names.wording
    }

    /// Who reads it, at the beginning of a line.
    fn reader(&self) -> String {
        let words = self.wording().one_of("readers", self.request.reader.name());
        first_capital(&words.unwrap_or_default())
    }

    /// Whether the reader is told what was left out, and gets nothing of other people.
    fn tells(&self) -> bool {
        !self.request.reader.may_have_third_party_words()
    }

    /// What was left out, for a reader who is told of it.
    fn withheld(&mut self, elsewhere: &[Withheld]) -> Json {
        if !self.tells() {
            return Json::Null;
        }
        let mut rows = std::mem::take(&mut self.withheld);
        rows.extend(elsewhere.iter().cloned());
        withheld::values(&self.wording().say("withheld.to-be-read"), rows)
    }

    fn leave_out(&mut self, on: Day, kind: &str, ground: &str) {
        if self.tells() {
            self.withheld.push(Withheld {
                day: Some(on),
                kind: self.wording().say(kind),
                ground: self.wording().say(ground),
            });
        }
    }

    fn document(&self, title: String, blocks: Vec<Block>) -> Document {
        let document = marking::marked(
            self.wording(),
            title,
            blocks,
            self.case.settings,
            self.request.revision,
            self.case.today,
        );
        Document {
            records: self.records.clone(),
            ..document
        }
    }

    /// Notes down that a record is shown.
    fn shows<T>(&mut self, filed: &Filed<T>) {
        self.records.push(path_of(filed, self.case.sources));
    }

    fn is_wanted(&self, id: &RecordId) -> bool {
        self.only.is_none_or(|only| only == id)
    }

    fn supervisions(&self) -> impl Iterator<Item = &'a Filed<ChildSupervision>> + use<'a> {
        let today = self.case.today;
        let all = self.case.file.supervisions.iter();
        all.filter(move |filed| filed.data.date.value <= today)
    }

    fn decisions(&self) -> impl Iterator<Item = &'a Filed<Decision>> + use<'a> {
        let today = self.case.today;
        let all = self.case.file.decisions.iter();
        all.filter(move |filed| filed.data.date.value <= today)
    }

    fn case_values(&self) -> Json {
        let today = self.case.today;
        let child = self.case.file.child.as_ref().map(|child| &child.data);
        let system = self
            .case
            .settings
            .and_then(|settings| settings.case_system.as_deref());
        let category = child.and_then(|child| child.categories.on(today));
        let holder = child.and_then(|child| child.allocations.on(today));
        json!({
            "id": self.case.id.as_str(),
            "reference": child.map(|child| &child.case_reference),
            "system": system,
            "opened": child.map(|child| child.opened.value.to_string()),
            "closed": child
                .and_then(|child| child.closed.as_ref())
                .filter(|closed| closed.value <= today)
                .map(|closed| closed.value.to_string()),
            "category": category.map(|held| self.category(&held.category.value)),
            "holder": holder.map(|held| self.names.of(held.worker.as_str())),
            "history": child.map_or_else(Vec::new, |child| self.history(child)),
        })
    }

    /// What the case has been and who has held it, period by period.
    fn history(&self, child: &Child) -> Vec<Json> {
        let today = self.case.today;
        let row = |held: &dyn Held, what: &str, value: String| {
            let period = held.period();
            let ended = period.to.filter(|to| *to <= today);
            (period.from <= today).then(|| {
                json!({
                    "from": period.from.to_string(),
                    "to": ended.map(|to| to.to_string()),
                    "what": self.wording().one_of("child.over-time", what),
                    "value": value,
                })
            })
        };
        let categories = child.categories.iter();
        let categories = categories
            .filter_map(|held| row(held, "category", self.category(&held.category.value)));
        let proceedings = child.proceedings.iter();
        let proceedings = proceedings.filter_map(|held| {
            row(
                held,
                "proceedings",
                self.wording().term(held.stage.as_str()),
            )
        });
        let placements = child.placements.iter();
        let placements = placements.filter_map(|held| {
            row(
                held,
                "placement",
                self.wording().term(held.placement.as_str()),
            )
        });
        let visiting = child.visiting.iter();
        let visiting = visiting
            .filter_map(|held| row(held, "visiting", self.wording().term(held.pattern.as_str())));
        let holders = child.allocations.iter();
        let holders =
            holders.filter_map(|held| row(held, "held-by", self.names.of(held.worker.as_str())));
        let mut rows: Vec<Json> = categories
            .chain(proceedings)
            .chain(placements)
            .chain(visiting)
            .chain(holders)
            .collect();
        rows.sort_by(|a, b| a["from"].as_str().cmp(&b["from"].as_str()));
        rows
    }

    fn category(&self, category: &Term) -> String {
        let title = self.case.policy.category_title(category);
        if title == category.as_str() {
            self.wording().term(&title)
        } else {
            title
        }
    }

    /// Each note and decision by today, in the order of days.
    fn entries(&mut self) -> Vec<Json> {
        let mut entries: Vec<(Day, Json)> = Vec::new();
        let child = self.case.file.child.as_ref();
        child.into_iter().for_each(|child| self.shows(child));
        for filed in self.supervisions() {
            if !self.is_wanted(&filed.id) {
                continue;
            }
            self.shows(filed);
            let words = of_child(filed, self.case.sources);
            let fields = &words.fields;
            let specific = json!({
                "kind": "supervision",
                "title": self.wording().say("entry.supervision-record"),
                "worker": self.names.field(fields, "worker"),
                "supervisor": self.names.field(fields, "supervisor"),
                "depth": self.names.term(fields, "depth"),
                "category": self.category(&filed.data.category.value),
                "last_visit_seen": day(fields, "last-visit-seen"),
                "risks": if self.tells() { json!([]) } else { risks(fields) },
                "authorisation": self.authorisation(&fields["authorisation"]),
                "decisions": decisions(fields),
                "revisit_by": null, "trigger": null, "with": null,
            });
            let on = filed.data.date.value;
            if !list(fields, "risks-to-staff").is_empty() {
                self.leave_out(on, "withheld.kind.risks", "withheld.ground.staff");
            }
            entries.push((on, self.entry(filed, &words, specific)));
        }
        for filed in self.decisions() {
            if !self.is_wanted(&filed.id) {
                continue;
            }
            self.shows(filed);
            let words = of_child(filed, self.case.sources);
            let fields = &words.fields;
            let with: Vec<String> = texts(fields, "with")
                .iter()
                .map(|id| self.names.of(id))
                .collect();
            let specific = json!({
                "kind": "decision",
                "title": self.wording().say("entry.managers-decision"),
                "worker": null, "depth": null, "category": null, "last_visit_seen": null,
                "risks": [], "authorisation": null,
                "supervisor": self.names.field(fields, "decided-by"),
                "with": (!with.is_empty()).then(|| with.join(", ")),
                "trigger": text(fields, "trigger"),
                "decisions": [{"what": text(fields, "decision"), "reason": text(fields, "reason")}],
                "revisit_by": day(fields, "revisit-by"),
            });
            entries.push((filed.data.date.value, self.entry(filed, &words, specific)));
        }
        entries.sort_by_key(|(on, _)| *on);
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    /// What notes and decisions have in common.
    fn entry<T: OfChild>(&mut self, filed: &Filed<T>, words: &Words, specific: Json) -> Json {
        let fields = &words.fields;
        let (shown, left_out) = self.without_others(words);
        if left_out && let Some(on) = filed.day {
            self.leave_out(on, "withheld.kind.others", "withheld.ground.others");
        }
        let note = &fields["case-note"];
        let mut entry = json!({
            "id": filed.id.as_str(),
            "date": day(fields, "date"),
            "year": filed.day.map(|day| day.year()),
            "recorded": day(fields, "recorded"),
            "parts": self.grafts.parts(&shown),
            "third_parties_left_out": left_out,
            "actions": self.names.actions(fields, "actions"),
            "disputes": self.names.disputes(fields),
            "entered_on": day(note, "entered-on"),
            "reference": text(note, "reference"),
            "addenda": self.addenda(Some(&filed.id)),
        });
        if let (Json::Object(entry), Json::Object(specific)) = (&mut entry, specific) {
            entry.extend(specific);
        }
        entry
    }

    /// The words without the parts about other people, unless those are asked for; and whether there were any.
    fn without_others(&self, words: &Words) -> (Words, bool) {
        let about_others =
            |(title, _): &(String, String)| title.to_lowercase().contains(THIRD_PARTIES);
        let mut shown = words.clone();
        let left_out = !self.request.third_parties && shown.parts.iter().any(about_others);
        if left_out {
            shown.parts.retain(|part| !about_others(part));
        }
        (shown, left_out)
    }

    fn authorisation(&self, fields: &Json) -> Json {
        if fields.is_null() {
            return Json::Null;
        }
        json!({
            "what": text(fields, "what"),
            "by": self.names.field(fields, "by"),
            "on": day(fields, "on"),
        })
    }

    /// The addenda to a record by today; to none that is here, where no record is named.
    fn addenda(&mut self, record: Option<&RecordId>) -> Vec<Json> {
        let file = self.case.file;
        let is_here = |id: &RecordId| {
            let notes = file.supervisions.iter().map(|filed| &filed.id);
            let decisions = file.decisions.iter().map(|filed| &filed.id);
            notes.chain(decisions).any(|known| known == id)
        };
        let fits = |amends: &RecordId| match record {
            Some(record) => amends == record,
            None => !is_here(amends),
        };
        let (today, names) = (self.case.today, self.names);
        let mut added = Vec::new();
        for (filed, words) in addenda_of_child(file, self.case.sources) {
            if filed.data.date.value > today || !fits(&filed.data.amends.value) {
                continue;
            }
            self.shows(filed);
            let (words, left_out) = self.without_others(&words);
            if left_out {
                let on = filed.data.date.value;
                self.leave_out(
                    on,
                    "withheld.kind.others-in-addendum",
                    "withheld.ground.others",
                );
            }
            added.push(json!({
                "date": day(&words.fields, "date"),
                "by": names.field(&words.fields, "by"),
                "reason": text(&words.fields, "reason"),
                "amends": text(&words.fields, "amends"),
                "settled": settled(&words.fields),
                "parts": self.grafts.parts(&words),
            }));
        }
        added
    }
}

fn risks(fields: &Json) -> Json {
    let risk = |risk: &Json| {
        json!({
            "risk": text(risk, "risk"),
            "action": text(risk, "action"),
            "closed": day(risk, "closed"),
        })
    };
    list(fields, "risks-to-staff").iter().map(risk).collect()
}

fn decisions(fields: &Json) -> Json {
    let decision = |decision: &Json| json!({"what": text(decision, "what"), "reason": text(decision, "reason")});
    list(fields, "decisions").iter().map(decision).collect()
}
