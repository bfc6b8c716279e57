//! What the relationships of one worker with their line managers owe: an agreement, a history, and a review of the agreement
//! every year. A new agreement of the same two is a review of the one before.

use super::{
    Obligation, Reason, Untold, Whose, Window, common, given, in_order, pack_days, spells,
};
use crate::calendar::{Day, Held, Period};
use crate::due::agreement::all_of_relationship;
use crate::due::facts::Facts;
use crate::due::relationship::{AtStart, earliest_for};
use crate::due::replay::Stretch;
use crate::due::{Draft, agreement, agreement_review, supervision_history};
use crate::record::worker::{LineManager, Worker};
use crate::record::{Filed, WorkerFile, WorkerId};
use crate::source::Spanned;

/// One relationship, while the worker was employed.
#[derive(Clone, Copy)]
struct Together<'a> {
    facts: &'a Facts<'a>,
    window: Window,
    id: &'a WorkerId,
    file: &'a WorkerFile,
    worker: &'a Filed<Worker>,
    relationship: &'a LineManager,
    time: Period,
    then: Reason,
}

pub(super) fn judged(
    facts: &Facts<'_>,
    window: Window,
    id: &WorkerId,
    file: &WorkerFile,
) -> Vec<Obligation> {
    let Some(worker) = &file.worker else {
        return Vec::new();
    };
    let changes = in_order(pack_days(facts));
    let mut found = Vec::new();
    for spell in spells(&worker.data.employment) {
        for relationship in worker.data.line_managers.iter() {
            let Some(time) = common(spell, relationship.period()) else {
                continue;
            };
            let then = match spell.to == time.to {
                true => Reason::Left,
                false => Reason::ManagerChanged,
            };
            let together = Together {
                facts,
                window,
                id,
                file,
                worker,
                relationship,
                time,
                then,
            };
            found.extend(together.agreement(&changes));
            found.extend(together.history(&changes));
            found.extend(together.reviews(&changes));
        }
    }
    found
}

impl Together<'_> {
    fn agreement(self, changes: &[Day]) -> Vec<Obligation> {
        let agreements = all_of_relationship(self.file, self.relationship);
        let made = agreements.map(|made| made.data.date);
        self.at_start(changes, made.min_by_key(|made| made.value), |facts| {
            strictest(agreement::asked(facts), self.id, self.relationship)
        })
    }

    fn history(self, changes: &[Day]) -> Vec<Obligation> {
        let histories = supervision_history::of_relationship(self.file, self.relationship);
        let made = histories.map(|made| made.data.date);
        self.at_start(changes, made.min_by_key(|made| made.value), |facts| {
            strictest(
                supervision_history::asked(facts),
                self.id,
                self.relationship,
            )
        })
    }

    fn at_start(
        self,
        changes: &[Day],
        made: Option<Spanned<Day>>,
        owed: impl Fn(&Facts<'_>) -> Option<Draft>,
    ) -> Vec<Obligation> {
        let Some(stretch) = Stretch::once(self.time, made, self.facts.today) else {
            return Vec::new();
        };
        let folders = [format!("{}/2-agreement-and-history/", self.id)];
        let earliest = earliest_for(self.relationship);
        self.judge(&stretch, changes, &folders, Some(earliest), owed)
    }

    fn reviews(self, changes: &[Day]) -> Vec<Obligation> {
        let looked_at = self.looked_at();
        let Some(first) = looked_at.first() else {
            return Vec::new();
        };
        let from = first.value.max(self.time.from);
        let Some(time) = common(self.time, Period::new(from, None)) else {
            return Vec::new();
        };
        let folders = [
            format!("{}/2-agreement-and-history/", self.id),
            format!("{}/4-pdr/", self.id),
        ];
        let stretches = Stretch::chain(time, &looked_at, self.facts.today);
        let judge = |stretch: &Stretch| {
            self.judge(stretch, changes, &folders, None, |facts| {
                agreement_review::owed(facts, self.id, self.file, self.worker)
                    .into_iter()
                    .next()
            })
        };
        stretches.iter().flat_map(judge).collect()
    }

    /// The days up to today on which the agreement of that day was made or looked at again.
    fn looked_at(self) -> Vec<Spanned<Day>> {
        let Self {
            facts,
            file,
            relationship,
            ..
        } = self;
        let made = all_of_relationship(file, relationship).map(|made| made.data.date.value);
        let listed = file.agreements.iter();
        let listed = listed.flat_map(|made| made.data.reviews.iter().map(|review| review.on.value));
        let in_pdr = file.pdrs.iter();
        let in_pdr = in_pdr.filter_map(|pdr| Some(pdr.data.agreement_reviewed.as_ref()?.on.value));
        let days = in_order(made.chain(listed).chain(in_pdr));
        days.into_iter()
            .filter(|day| *day <= facts.today)
            .filter_map(|day| {
                let made = agreement::of_relationship(file, relationship, day)?;
                let last = agreement_review::last_review(file, made, day);
                (last.value == day).then(|| given(day, last.span))
            })
            .collect()
    }

    fn judge(
        self,
        stretch: &Stretch,
        changes: &[Day],
        folders: &[String],
        earliest: Option<Day>,
        owed: impl Fn(&Facts<'_>) -> Option<Draft>,
    ) -> Vec<Obligation> {
        self.window.judge(
            self.facts,
            stretch,
            changes,
            |day| owed(&self.facts.as_of(day)),
            |_, since, by| unread(self.facts, folders, earliest.unwrap_or(since), by),
            |_| Whose {
                worker: Some(self.id),
                child: None,
                until: self.time.to,
                then: self.then,
            },
        )
    }
}

/// The draft with the nearest date.
fn strictest<'a>(
    asked: impl Iterator<Item = AtStart<'a>>,
    id: &WorkerId,
    relationship: &LineManager,
) -> Option<Draft> {
    asked
        .filter_map(|asked| asked.of(id, relationship))
        .min_by_key(|draft| draft.due)
}

/// A record of two sections that cannot be read and may be the one that is looked for: dated from a day to another, or without
/// a date.
fn unread(facts: &Facts<'_>, folders: &[String], since: Day, by: Day) -> Option<Untold> {
    let mut below = folders.iter().flat_map(|folder| {
        let unread = facts.records.unread_below(folder);
        unread.map(move |id| (id, id.as_str().get(folder.len()..folder.len() + 10)))
    });
    let (id, _) = below.find(|(_, day)| {
        let day = day.and_then(|day| day.parse::<Day>().ok());
        day.is_none_or(|day| since <= day && day <= by)
    })?;
    Some(Untold::MayBe { record: id.clone() })
}
