//! What the records say already of a worker's supervision, for whoever audits it: figures with their numerator and denominator,
//! the records behind them, and the questions that only a person can answer (R6b).
//!
//! Ids, days and numbers alone. An auditor is a reader of another kind than the worker and the line manager: no word of the worker,
//! of a family or of a session comes here, so the form can lie on a desk where the file may not.
//!
//! What is counted as due and as in time is `report timeliness`'s.

mod actions;
mod cases;
mod foundations;
mod frequency;
mod sessions;

use super::timeliness::Timeliness;
use crate::calendar::{Day, Period};
use crate::due::Facts;
use crate::due::timeliness::{By, judged, not_here};
use crate::reading::Reading;
use crate::record::session::Session;
use crate::record::worker::Worker;
use crate::record::{Filed, RecordId, WorkerFile, WorkerId};
use crate::revision::signable;
use crate::revision::state::{State, standing};

/// One matter that is audited.
#[derive(Clone, Debug)]
pub struct Topic {
    /// What it is.
    pub title: &'static str,
    /// What the records say, a sentence each.
    pub says: Vec<String>,
    /// The evidence.
    pub tables: Vec<Rows>,
    /// What is left to the auditor.
    pub questions: &'static [&'static str],
}

/// A table of evidence.
#[derive(Clone, Debug)]
pub struct Rows {
    /// What it shows.
    pub caption: String,
    /// The heads of its columns.
    pub head: &'static [&'static str],
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// The answers that an auditor may give.
pub const JUDGEMENTS: [&str; 4] = ["met", "partly met", "not met", "cannot tell"];

/// Of whom and of which time.
pub(super) struct Asked<'a> {
    reading: &'a Reading,
    facts: &'a Facts<'a>,
    id: &'a WorkerId,
    file: &'a WorkerFile,
    worker: &'a Filed<Worker>,
    period: Period,
    timeliness: Timeliness<'a>,
}

/// What the records say of a worker's supervision from a day until today. Nothing where there is no such worker.
pub fn topics<'a>(
    reading: &'a Reading,
    facts: &'a Facts<'a>,
    worker: &str,
    from: Day,
) -> Option<Vec<Topic>> {
    let (id, file) = reading.records.workers.get_key_value(worker)?;
    let mut obligations = judged(facts, from, facts.today);
    obligations.retain(|one| By::Worker.of(one) == Some(id.as_str()));
    let asked = Asked {
        reading,
        facts,
        id,
        file,
        worker: file.worker.as_ref()?,
        period: Period::new(from, Some(facts.today)),
        timeliness: Timeliness {
            reading,
            from,
            to: facts.today,
            by: None,
            only: vec![(By::Worker, id.as_str())],
            obligations,
            not_here: not_here(facts),
        },
    };
    Some(vec![
        frequency::topic(&asked),
        foundations::topic(&asked),
        sessions::recorded(&asked),
        cases::discussed(&asked),
        cases::decided(&asked),
        sessions::elements(&asked),
        actions::topic(&asked),
        whole(&asked),
    ])
}

/// What stands in the way of counting everything, and the question that no figure can answer.
fn whole(asked: &Asked<'_>) -> Topic {
    let folder = format!("{}/", asked.id);
    let unread = asked.reading.records.unread.iter();
    let unread: Vec<&str> = unread
        .map(RecordId::as_str)
        .filter(|id| id.starts_with(&folder))
        .collect();
    let mut says: Vec<String> = asked
        .timeliness
        .not_here
        .iter()
        .map(|line| (*line).to_owned())
        .collect();
    says.push(match unread.len() {
        0 => "Every record of the file could be read.".to_owned(),
        many => format!(
            "{many} of the file could not be read and are not counted: {}.",
            unread.join(", ")
        ),
    });
    Topic {
        title: "The file as a whole",
        says,
        tables: Vec::new(),
        questions: &[
            "Could a manager who takes over tomorrow understand from these records what was decided, why, and what is still open?",
            "Does anything here ask for action now, and who has been told?",
        ],
    }
}

impl Asked<'_> {
    /// The sessions of the time, held or not.
    fn sessions(&self) -> impl Iterator<Item = &Filed<Session>> {
        let all = self.file.sessions.iter();
        all.filter(|session| self.period.contains(session.data.date.value))
    }

    fn held(&self) -> Vec<&Filed<Session>> {
        self.sessions()
            .filter(|session| session.data.is_held())
            .collect()
    }

    /// How far the signing of a record has come.
    fn signing(&self, id: &RecordId) -> (bool, String) {
        let Some(signable) = signable::find(&self.reading.records, id) else {
            return (false, "is not signed".to_owned());
        };
        let standing = standing(
            &self.reading.records,
            &self.reading.sources,
            &signable,
            self.facts.today,
        );
        let missing = standing.missing.iter();
        let missing: Vec<String> = missing.map(|(_, person, _)| person.to_string()).collect();
        match standing.state {
            State::Signed => (true, "signed by both".to_owned()),
            State::Amended => (true, "signed by both, added to since".to_owned()),
            State::Offered => (
                false,
                format!("not yet signed by {}", missing.join(" and ")),
            ),
            State::Draft => (false, "not signed".to_owned()),
            State::Voided => (false, "changed since it was signed".to_owned()),
        }
    }
}

/// "7 of 8", or "none" of none.
fn of(some: usize, all: usize) -> String {
    match all {
        0 => "none".to_owned(),
        all => format!("{some} of {all}"),
    }
}

/// A day, or what is said where there is none.
fn day_or(day: Option<Day>, otherwise: &str) -> String {
    day.map_or_else(|| otherwise.to_owned(), |day| day.to_string())
}
