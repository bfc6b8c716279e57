//! A session held in the place of one that was not (R5a; the time is local policy).

use super::asked_by_rule::Counted;
use super::facts::Facts;
use super::{Anchor, Draft, DueKind};
use crate::record::session::Session;

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (in_force, pack, rule) in facts.rules(|pack| &pack.cancellation) {
        for (id, file, _) in facts.workers() {
            let past = file.sessions.iter().map(|session| &session.data);
            let past: Vec<&Session> = past
                .filter(|session| session.date.value <= facts.today)
                .collect();
            // The first that was not held since the last one that was.
            let held = past.iter().rposition(|session| session.is_held());
            let since = held.map_or(0, |place| place + 1);
            let Some(missed) = past
                .get(since)
                .filter(|missed| in_force.contains(missed.date.value))
            else {
                continue;
            };
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
