//! The gaps in a file with their days: what was late or left undone, and what is still to be signed.

use super::super::audience::a_year_before;
use super::super::purpose::Extent;
use super::super::wording::first_capital;
use super::Making;
use crate::calendar::{Day, Period};
use crate::due::DueKind;
use crate::due::timeliness::{Obligation, Outcome, judged};
use crate::record::layout::Folder;
use crate::record::session::Session;
use crate::record::{Filed, RecordId};
use crate::revision::signable;
use crate::revision::state::{State, standing};

/// So many days are named one by one; of more, the first and the last.
const NAMED: usize = 12;

/// Something that was late or left out.
pub(super) struct Missed {
    /// By when.
    pub(super) due: Option<Day>,
    /// What, within a sentence.
    pub(super) what: String,
    /// What became of it.
    pub(super) became: String,
}

impl Making<'_> {
    /// What was late or left undone in the period, and what nobody has signed: a line each. None in a case review, which is about the
    /// child, and none for a reader who may not have the file's own words.
    pub(super) fn gaps(&self) -> Vec<String> {
        if self.child.is_some() || self.extent == Extent::CaseAlone {
            return Vec::new();
        }
        let words = self.wording();
        let mut gaps: Vec<String> = self
            .missed()
            .into_iter()
            .map(|missed| {
                let due = missed.due.map_or_else(
                    || words.say("gaps.no-day"),
                    |due| words.fill("gaps.due", &[("date", &words.day(due))]),
                );
                let places = [
                    ("due", due.as_str()),
                    ("what", &missed.what),
                    ("became", &missed.became),
                ];
                words.fill("gaps.missed", &places)
            })
            .collect();
        let mut nobody: Vec<Day> = Vec::new();
        for (id, on) in self.signable() {
            match (self.state(&id), self.still_to_sign(&id)) {
                (Some(State::Draft), _) => nobody.push(on),
                (_, Some(lacking)) => {
                    let record = self.names.record(id.as_str(), self.id.as_str());
                    let places = [("record", first_capital(&record)), ("lacking", lacking)];
                    let places = places
                        .each_ref()
                        .map(|(name, words)| (*name, words.as_str()));
                    gaps.push(words.fill("gaps.unsigned", &places));
                }
                _ => {}
            }
        }
        match nobody.as_slice() {
            [] => {}
            [first, .., last] if nobody.len() > NAMED => gaps.push(words.fill(
                "gaps.nobody-many",
                &[
                    ("count", &nobody.len().to_string()),
                    ("from", &words.day(*first)),
                    ("to", &words.day(*last)),
                ],
            )),
            days => {
                let days: Vec<String> = days.iter().map(|day| words.day(*day)).collect();
                gaps.push(words.fill("gaps.nobody", &[("dates", &days.join(", "))]));
            }
        }
        gaps
    }

    /// How many of the records that are to be signed are signed by both.
    pub(super) fn sign_off(&self) -> Option<String> {
        let all = self.signable();
        if self.extent == Extent::CaseAlone || all.is_empty() {
            return None;
        }
        let signed = |id: &RecordId| matches!(self.state(id), Some(State::Signed | State::Amended));
        let both = all.iter().filter(|(id, _)| signed(id)).count();
        let (both, all) = (both.to_string(), all.len().to_string());
        Some(
            self.wording()
                .fill("gaps.sign-off", &[("signed", &both), ("all", &all)]),
        )
    }

    pub(super) fn state(&self, id: &RecordId) -> Option<State> {
        let records = self.facts.records;
        let signable = signable::find(records, id)?;
        Some(standing(records, self.sources, &signable, self.today()).state)
    }

    /// The agreements, histories, held sessions and PDRs that are shown, oldest first.
    pub(super) fn signable(&self) -> Vec<(RecordId, Day)> {
        let file = self.file;
        let is_shown = |folder| self.purpose.is_none_or(|purpose| purpose.needs(folder));
        let mut all: Vec<(RecordId, Day)> = Vec::new();
        if is_shown(Folder::Agreement) {
            all.extend(
                file.agreements
                    .iter()
                    .map(|filed| (filed.id.clone(), filed.data.date.value)),
            );
            all.extend(
                file.histories
                    .iter()
                    .map(|filed| (filed.id.clone(), filed.data.date.value)),
            );
        }
        if is_shown(Folder::Supervision) {
            let held = self.sessions().into_iter();
            all.extend(held.map(|filed| (filed.id.clone(), filed.data.date.value)));
        }
        if is_shown(Folder::Pdr) {
            let (pdrs, _) = self.chosen(&file.pdrs, |pdr| pdr.date.value);
            all.extend(
                pdrs.into_iter()
                    .map(|filed| (filed.id.clone(), filed.data.date.value)),
            );
        }
        all.retain(|(_, on)| *on <= self.today());
        all.sort_by_key(|(_, on)| *on);
        all
    }

    /// The sessions of the period that were held, oldest first.
    pub(super) fn sessions(&self) -> Vec<&Filed<Session>> {
        let (mut chosen, _) = self.chosen(&self.file.sessions, |session| session.date.value);
        chosen.retain(|filed| filed.data.is_held());
        chosen.reverse();
        chosen
    }

    /// The period that is looked at: the one that is shown, else the last twelve months.
    pub(super) fn looked_at(&self) -> (Day, Day) {
        let today = self.today();
        let year = || Period::new(a_year_before(today).after(), Some(today));
        let period = self.period.unwrap_or_else(year);
        (
            period.from,
            period.to.filter(|to| *to <= today).unwrap_or(today),
        )
    }

    /// What fell due in the period that is looked at, everybody's, by date.
    pub(super) fn judged(&self) -> &[Obligation] {
        self.judged.get_or_init(|| {
            let (from, to) = self.looked_at();
            match from <= to {
                true => judged(self.facts, from, to),
                false => Vec::new(),
            }
        })
    }

    /// What was late or left out, but for children.
    pub(super) fn missed(&self) -> Vec<Missed> {
        let words = self.wording();
        let all = self.judged().iter();
        let own = all.filter(|one| {
            one.worker.as_ref() == Some(self.id) && one.child.is_none() && one.outcome.is_missed()
        });
        own.map(|one| {
            let what = match one.kind {
                DueKind::WorkerSession => words.say("gaps.session"),
                kind => words.one_of("dues", kind.name()).unwrap_or_default(),
            };
            let became = match (one.outcome, one.done.as_ref()) {
                (Outcome::Late, Some(done)) => {
                    let date = words.day(done.value);
                    match one.days_late {
                        Some(days) => words.many("gaps.done-late", days, &[("date", &date)]),
                        None => words.fill("gaps.done-late-on", &[("date", &date)]),
                    }
                }
                _ => words.say("gaps.not-done"),
            };
            Missed {
                due: one.due,
                what,
                became,
            }
        })
        .collect()
    }

    pub(super) fn signing(&self, id: &RecordId) -> String {
        match (self.state(id), self.still_to_sign(id)) {
            (Some(State::Draft) | None, _) => self.wording().say("signature.nobody"),
            (_, Some(lacking)) => lacking,
            (Some(_), None) => self.wording().say("signature.both"),
        }
    }
}
