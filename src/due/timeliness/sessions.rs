//! The supervision sessions of one worker: each sets the date for the next, while the worker is employed.

use super::{Obligation, Reason, Whose, Window, given, in_order, pack_days, spells};
use crate::calendar::{Day, Held};
use crate::due::asking::asked;
use crate::due::clock::next;
use crate::due::counting::counting_sessions;
use crate::due::facts::Facts;
use crate::due::replay::Stretch;
use crate::due::worker_session::{streams, worker_session};
use crate::due::{Anchor, Draft, DueKind};
use crate::record::worker::Worker;
use crate::record::{Filed, Term, WorkerFile, WorkerId};
use crate::source::Spanned;

pub(super) fn judged(
    facts: &Facts<'_>,
    window: Window,
    id: &WorkerId,
    file: &WorkerFile,
) -> Vec<Obligation> {
    let Some(worker) = &file.worker else {
        return Vec::new();
    };
    let changes = changes(facts, file, &worker.data);
    let mut found = Vec::new();
    let spells: Vec<_> = spells(&worker.data.employment).into_iter().collect();
    let streams = streams(facts);
    for (stream, spell) in streams
        .iter()
        .flat_map(|stream| spells.iter().map(|spell| (*stream, *spell)))
    {
        let held = held(facts, file, stream);
        for stretch in Stretch::chain(spell, &held, facts.today) {
            found.extend(window.judge(
                facts,
                &stretch,
                &changes,
                |day| {
                    let then = facts.as_of(day);
                    worker_session(&then, id, file, worker, stream)
                        .or_else(|| beyond(&then, id, file, worker, stream, spell.to?))
                },
                |_, since, by| facts.as_of(by).unseen_session(id, Some(since)),
                |_| Whose {
                    worker: Some(id),
                    child: None,
                    until: spell.to,
                    then: Reason::Left,
                },
            ));
        }
    }
    found
}

/// What would have been due after the last day of an employment, had it gone on: nothing is asked of who has left, and the
/// report says so.
fn beyond(
    facts: &Facts<'_>,
    id: &WorkerId,
    file: &WorkerFile,
    worker: &Filed<Worker>,
    stream: Option<&Term>,
    end: Day,
) -> Option<Draft> {
    let mut asked = asked(facts, file, worker, stream);
    let begins = asked.iter().map(|asked| asked.period.from).min()?;
    for asked in &mut asked {
        asked.period.to = asked.period.to.filter(|to| *to != end);
    }
    let counting = counting_sessions(facts, file, stream);
    let place = counting
        .last()
        .map_or(worker.top(), |last| last.data.date.span);
    let held: Vec<Day> = counting
        .iter()
        .map(|session| session.data.date.value)
        .collect();
    let answers = next(&held, begins, &asked);
    let first = answers.first().filter(|first| first.due > end)?;
    Some(Draft {
        worker: Some(id.clone()),
        due: Some(first.due),
        counted_from: Some(Anchor {
            day: first.from,
            span: place,
        }),
        because: first.by.cite(),
        ..Draft::new(DueKind::WorkerSession, first.by.rule())
    })
}

/// The days up to today on which a session that counts was held, as it counted on its own day.
fn held(facts: &Facts<'_>, file: &WorkerFile, stream: Option<&Term>) -> Vec<Spanned<Day>> {
    let sessions = file.held_sessions().map(|session| session.data.date);
    let mut held: Vec<Spanned<Day>> = sessions
        .filter(|date| date.value <= facts.today)
        .filter(|date| {
            let then = facts.as_of(date.value);
            counting_sessions(&then, file, stream)
                .iter()
                .any(|session| session.data.date.span == date.span)
        })
        .map(|date| given(date.value, date.span))
        .collect();
    held.sort_by_key(|date| date.value);
    held.dedup_by_key(|date| date.value);
    held
}

/// The days on which what is asked of a worker may change.
fn changes(facts: &Facts<'_>, file: &WorkerFile, worker: &Worker) -> Vec<Day> {
    let agreements = file.agreements.iter();
    let absences = file.absences.iter().flat_map(|absence| {
        let period = absence.data.period();
        std::iter::once(period.from).chain(period.to.map(Day::after))
    });
    let stages = worker.asye.iter().chain(&worker.probation);
    let stages = stages.flat_map(|stage| {
        let period = stage.period();
        std::iter::once(period.from).chain(period.to.map(Day::after))
    });
    in_order(
        pack_days(facts)
            .chain(worker.employment.turning_days())
            .chain(worker.line_managers.turning_days())
            .chain(stages)
            .chain(agreements.map(|agreement| agreement.data.date.value))
            .chain(file.held_sessions().map(|session| session.data.date.value))
            .chain(absences),
    )
}
