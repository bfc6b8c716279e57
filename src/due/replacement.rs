//! A session held in the place of one that was not (R5a; the time is local policy).

use super::asked_by_rule::Counted;
use super::counting::{counting_sessions, is_of_a_counting_type, streams_of};
use super::facts::Facts;
use super::{Anchor, Draft, DueKind};
use crate::calendar::Day;
use crate::record::WorkerFile;

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (in_force, pack, rule) in facts.rules(|pack| &pack.cancellation) {
        for (id, file, _) in facts.workers() {
            // The first that was not held since the last one that counted as supervision, of those that the rule is about.
            let held = held_supervision(facts, file);
            let mut missed = file.sessions.iter().map(|session| &session.data);
            let missed = missed.find(|session| {
                let day = session.date.value;
                !session.is_held()
                    && day <= facts.today
                    && in_force.contains(day)
                    && held.is_none_or(|held| held < day)
                    && is_of_a_counting_type(facts, session)
            });
            let Some(missed) = missed else { continue };
            let day = missed.date;
            let due = rule.replaced_within.after(day.value);
            let draft = Draft {
                worker: Some(id.clone()),
                why: vec![format!(
                    "the session of {} was not held, and none has been held since",
                    day.value
                )],
                ..Draft::by_rule(DueKind::Replacement, pack, rule)
            };
            let counted = Counted {
                at: rule.replaced_within.span,
                cadence: Some(rule.replaced_within.value.into()),
                from: Anchor {
                    day: day.value,
                    span: day.span,
                },
            };
            let words = format!(
                "held within {} of the day of one that was not",
                rule.replaced_within.value
            );
            drafts.push(draft.due_by((pack, rule), due, counted, &words));
        }
    }
    drafts
}

/// The day of the last session up to today that counted, for whatever stream of supervision.
fn held_supervision(facts: &Facts<'_>, file: &WorkerFile) -> Option<Day> {
    let counting = counting_sessions(facts, file, None);
    let in_streams = file
        .held_sessions()
        .filter(|session| !streams_of(facts, file, session).is_empty());
    let days = counting.into_iter().chain(in_streams);
    days.map(|session| session.data.date.value)
        .filter(|day| *day <= facts.today)
        .max()
}
