//! One session, agreement or history by itself, and the list of who else has seen a worker's file.
//!
//! Who may have the whole file may have one record of it, and nobody else.

use serde_json::{Value as Json, json};

use super::super::document::Document;
use super::super::error::Error;
use super::super::templates::View;
use super::super::values::text;
use super::{Making, WorkerRequest};
use crate::calendar::Day;
use crate::due::{Due, Facts};
use crate::record::{RecordId, WorkerId};
use crate::source::Sources;

/// The kinds of record of a worker's file that are documents by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Single {
    /// A session.
    Session,
    /// An agreement.
    Agreement,
    /// A supervision history.
    History,
}

impl Single {
    fn title(self) -> &'static str {
        match self {
            Self::Session => "titles.session",
            Self::Agreement => "titles.agreement",
            Self::History => "titles.history",
        }
    }

    fn view(self) -> View {
        match self {
            Self::Session => View::Session,
            Self::Agreement => View::Agreement,
            Self::History => View::History,
        }
    }

    /// What a sentence calls it.
    pub fn spoken(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Agreement => "agreement",
            Self::History => "history",
        }
    }
}

/// One record of a worker's file; the latest of its kind where only the worker is named.
pub fn worker_record(
    facts: &Facts<'_>,
    dues: &[Due],
    sources: &Sources,
    (kind, record): (Single, &RecordId),
    request: &WorkerRequest<'_>,
) -> Result<Document, Error> {
    let id = WorkerId::new(record.as_str().split('/').next().unwrap_or_default());
    let file = facts.records.workers.get(&id);
    let file = file.ok_or_else(|| Error::NoWorker(id.clone()))?;
    let mut making = Making::new(facts, dues, sources, (&id, file), request)?;
    let (found, on, values) = making.one(kind, record).ok_or_else(|| Error::NoRecord {
        what: kind.spoken(),
        record: record.clone(),
    })?;
    let sign_off = match (
        making.signed(&found).is_empty(),
        making.still_to_sign(&found),
    ) {
        (true, _) => making.wording().say("single.unsigned"),
        (false, Some(lacking)) => lacking,
        (false, None) => making.wording().say("single.signed"),
    };
    let name = making.names.of(id.as_str());
    let values = json!({
        "today": facts.today.to_string(),
        "worker": name,
        "reader": making.reader(request.reader),
        "sign_off": sign_off,
        "record": values,
    });
    let blocks = request
        .templates
        .fill(kind.view(), &values, &making.grafts.0)?;
    let date = making.wording().day(on);
    let title = making
        .wording()
        .fill(kind.title(), &[("name", &name), ("date", &date)]);
    Ok(making.document(title, blocks, request))
}

/// Who else has seen a worker's file, why, and when the worker was told (R14c).
pub fn access_log(
    facts: &Facts<'_>,
    dues: &[Due],
    sources: &Sources,
    id: &WorkerId,
    request: &WorkerRequest<'_>,
) -> Result<Document, Error> {
    let file = facts.records.workers.get(id);
    let file = file.ok_or_else(|| Error::NoWorker(id.clone()))?;
    let mut making = Making::new(facts, dues, sources, (id, file), request)?;
    let words = making.wording();
    let (accesses, _) = making.accesses();
    let untold = accesses.iter().filter(|access| access["told"].is_null());
    let untold: Vec<String> = untold
        .map(|access| {
            let day = access["date"]
                .as_str()
                .and_then(|day| day.parse::<Day>().ok());
            let day = day.map_or_else(String::new, |day| words.day(day));
            let by = text(access, "by");
            let by = by
                .as_str()
                .map_or_else(|| words.say("access-log.somebody"), str::to_owned);
            words.fill("access-log.untold", &[("date", &day), ("person", &by)])
        })
        .collect();
    let counts = match accesses.len() {
        0 => words.say("access-log.never"),
        times => words.many("access-log.times", times, &[]),
    };
    let name = making.names.of(id.as_str());
    let values = json!({
        "today": facts.today.to_string(),
        "worker": name,
        "reader": making.reader(request.reader),
        "counts": counts,
        "untold": untold,
        "accesses_list": accesses,
    });
    let blocks = request
        .templates
        .fill(View::AccessLog, &values, &making.grafts.0)?;
    let title = words.fill("titles.access-log", &[("name", &name)]);
    Ok(making.document(title, blocks, request))
}

impl Making<'_> {
    /// A record as its template takes it, with its name and its day.
    fn one(&mut self, kind: Single, record: &RecordId) -> Option<(RecordId, Day, Json)> {
        let (file, today) = (self.file, self.today());
        let any = record.as_str() == self.id.as_str();
        let fits = |id: &RecordId, day: Day| day <= today && (any || id == record);
        match kind {
            Single::Session => {
                let mut all = file.sessions.iter().rev();
                let filed = all.find(|filed| fits(&filed.id, filed.data.date.value))?;
                let actions = self.action_words();
                let values = self.session(filed, &actions);
                Some((filed.id.clone(), filed.data.date.value, values))
            }
            Single::Agreement => {
                let mut all = file.agreements.iter().rev();
                let filed = all.find(|filed| fits(&filed.id, filed.data.date.value))?;
                let values = self.agreement(filed);
                Some((filed.id.clone(), filed.data.date.value, values))
            }
            Single::History => {
                let mut all = file.histories.iter().rev();
                let filed = all.find(|filed| fits(&filed.id, filed.data.date.value))?;
                let values = self.history(filed);
                Some((filed.id.clone(), filed.data.date.value, values))
            }
        }
    }
}
