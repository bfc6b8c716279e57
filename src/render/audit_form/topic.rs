//! What the records say already of a worker's supervision, for whoever audits it: figures with their numerator and denominator,
//! the records behind them, and the questions that only a person can answer (R6b).
//!
//! Ids, days and numbers alone. An auditor is a reader of another kind than the worker and the line manager: no word of the worker,
//! of a family or of a session comes here, so the form can lie on a desk where the file may not.
//!
//! What is counted as due and as in time is `report timeliness`'s.

use super::super::obligation::{elsewhere, in_time, label, of, share};
use super::super::wording::Wording;
use super::{actions, cases, foundations, frequency, sessions};
use crate::calendar::{Day, Period};
use crate::due::Facts;
use crate::due::timeliness::{By, Figure, judged, not_here};
use crate::reading::Reading;
use crate::record::session::Session;
use crate::record::worker::Worker;
use crate::record::{Filed, RecordId, WorkerFile, WorkerId};
use crate::report::timeliness::Timeliness;
use crate::revision::signable;
use crate::revision::state::{State, standing};

/// One matter that is audited.
#[derive(Clone, Debug)]
pub(in crate::render) struct Topic {
    /// What it is.
    pub(in crate::render) title: String,
    /// What the records say, a sentence each.
    pub(in crate::render) says: Vec<String>,
    /// The evidence.
    pub(in crate::render) tables: Vec<Rows>,
    /// What is left to the auditor.
    pub(in crate::render) questions: Vec<String>,
}

/// A table of evidence.
#[derive(Clone, Debug)]
pub(in crate::render) struct Rows {
    /// What it shows.
    pub(in crate::render) caption: String,
    /// The heads of its columns.
    pub(in crate::render) head: Vec<String>,
    /// Its rows.
    pub(in crate::render) rows: Vec<Vec<String>>,
}

/// Of whom and of which time, and in which words.
pub(super) struct Asked<'a> {
    pub(super) words: &'a Wording,
    pub(super) reading: &'a Reading,
    pub(super) facts: &'a Facts<'a>,
    pub(super) id: &'a WorkerId,
    pub(super) file: &'a WorkerFile,
    pub(super) worker: &'a Filed<Worker>,
    pub(super) period: Period,
    pub(super) timeliness: Timeliness<'a>,
}

/// What the records say of a worker's supervision from a day until today. Nothing where there is no such worker.
pub(in crate::render) fn topics<'a>(
    words: &'a Wording,
    reading: &'a Reading,
    facts: &'a Facts<'a>,
    worker: &str,
    from: Day,
) -> Option<Vec<Topic>> {
    let (id, file) = reading.records.workers.get_key_value(worker)?;
    let mut obligations = judged(facts, from, facts.today);
    obligations.retain(|one| By::Worker.of(one) == Some(id.as_str()));
    let asked = Asked {
        words,
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
    let words = asked.words;
    let folder = format!("{}/", asked.id);
    let unread = asked.reading.records.unread.iter();
    let unread: Vec<&str> = unread
        .map(RecordId::as_str)
        .filter(|id| id.starts_with(&folder))
        .collect();
    let halves = asked.timeliness.not_here.iter();
    let mut says: Vec<String> = halves.map(|half| elsewhere(words, *half)).collect();
    says.push(match unread.len() {
        0 => words.say("audit-form.whole.all-read"),
        many => words.many(
            "audit-form.whole.unread",
            many,
            &[("records", &unread.join(", "))],
        ),
    });
    asked.topic("whole", says, Vec::new(), &["take-over", "act-now"])
}

impl Asked<'_> {
    /// A matter by its group of strings, with the questions of that group.
    pub(super) fn topic(
        &self,
        group: &str,
        says: Vec<String>,
        tables: Vec<Rows>,
        questions: &[&str],
    ) -> Topic {
        let say = |name: &str| self.words.say(&format!("audit-form.{group}.{name}"));
        let questions = questions.iter();
        Topic {
            title: say("title"),
            says,
            tables,
            questions: questions
                .map(|question| say(&format!("judge.{question}")))
                .collect(),
        }
    }

    /// A table by its group of strings: the caption and the heads of its columns.
    pub(super) fn table(
        &self,
        group: &str,
        head: &[&str],
        rows: impl IntoIterator<Item = Vec<String>>,
    ) -> Rows {
        let say = |name: &str| self.words.say(&format!("{group}.{name}"));
        Rows {
            caption: say("caption"),
            head: head.iter().map(|name| say(name)).collect(),
            rows: rows.into_iter().collect(),
        }
    }

    /// A string that has no places.
    pub(super) fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// "7 of 8", or "none" of none.
    pub(super) fn of(&self, some: usize, all: usize) -> String {
        of(self.words, some, all, "audit-form.none")
    }

    /// A day, or the string that stands where there is none.
    pub(super) fn day_or(&self, day: Option<Day>, otherwise: &str) -> String {
        day.map_or_else(|| self.say(otherwise), |day| day.to_string())
    }

    /// "Supervision sessions: 10 of 12 in time (83%); 1 late, 1 not done; 2 not counted."
    pub(super) fn figure(&self, figure: &Figure) -> String {
        let words = self.words;
        let (what, of) = (label(words, figure), in_time(words, figure));
        let share = share(words, figure);
        let left_out = figure.left_out();
        let mut places: Vec<(&str, &dyn std::fmt::Display)> = vec![
            ("what", &what),
            ("of", &of),
            ("late", &figure.late),
            ("not-done", &figure.not_done),
            ("left-out", &left_out),
        ];
        match &share {
            Some(share) => {
                places.push(("share", share));
                words.with("audit-form.figure-with-share", &places)
            }
            None => words.with("audit-form.figure", &places),
        }
    }

    /// The sessions of the time, held or not.
    pub(super) fn sessions(&self) -> impl Iterator<Item = &Filed<Session>> {
        let all = self.file.sessions.iter();
        all.filter(|session| self.period.contains(session.data.date.value))
    }

    /// Those that were held.
    pub(super) fn held(&self) -> Vec<&Filed<Session>> {
        self.sessions()
            .filter(|session| session.data.is_held())
            .collect()
    }

    /// How far the signing of a record has come: whether both have signed, and what is said of it.
    pub(super) fn signing(&self, id: &RecordId) -> (bool, String) {
        let Some(signable) = signable::find(&self.reading.records, id) else {
            return (false, self.say("audit-form.signing.not-signable"));
        };
        let standing = standing(
            &self.reading.records,
            &self.reading.sources,
            &signable,
            self.facts.today,
        );
        let missing = standing.missing.iter();
        let missing = missing.map(|(_, person, _)| person.to_string());
        match standing.state {
            State::Signed => (true, self.say("audit-form.signing.both")),
            State::Amended => (true, self.say("audit-form.signing.added-to")),
            State::Offered => {
                let people = self.words.and(missing).unwrap_or_default();
                let not_yet = "audit-form.signing.not-yet";
                (false, self.words.with(not_yet, &[("people", &people)]))
            }
            State::Draft => (false, self.say("audit-form.signing.unsigned")),
            State::Voided => (false, self.say("audit-form.signing.changed")),
        }
    }
}
