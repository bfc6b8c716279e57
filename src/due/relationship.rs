//! What is due at the start of each relationship of supervision: the agreement and the history (R4.1a, R4.2).

use super::facts::Facts;
use super::{Anchor, Ask, Draft, DueKind};
use crate::calendar::{Day, Interval, Period};
use crate::diag::Citation;
use crate::policy::Modality;
use crate::record::worker::LineManager;
use crate::record::{WorkerFile, WorkerId};
use crate::source::Spanned;

/// What a pack asks for at the start of a relationship.
pub(super) struct AtStart<'a> {
    /// What.
    pub(super) kind: DueKind,
    /// What stands in the reasons when it is not there.
    pub(super) missing: &'static str,
    /// The pack's name.
    pub(super) title: &'a str,
    /// When the pack is in force.
    pub(super) in_force: Period,
    /// How long there is.
    pub(super) within: &'a Spanned<Interval>,
    /// How strongly it asks.
    pub(super) modality: Modality,
    /// The clauses that ask.
    pub(super) because: Vec<Citation>,
    /// How doubtful words were read.
    pub(super) reading: Option<&'a String>,
}

/// The dues of the present relationships in which it is not there.
pub(super) fn due_at_start(
    facts: &Facts<'_>,
    asked: &AtStart<'_>,
    is_there: impl Fn(&WorkerFile, &LineManager) -> bool,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (id, file, worker) in facts.workers() {
        let Some(relationship) = facts.relationship(worker) else {
            continue;
        };
        if !is_there(file, relationship) {
            drafts.extend(asked.of(id, relationship));
        }
    }
    drafts
}

impl AtStart<'_> {
    /// What is asked at the start of a relationship, whether or not it is there; nothing where the policy ended before its
    /// day.
    pub(super) fn of(&self, id: &WorkerId, relationship: &LineManager) -> Option<Draft> {
        let begins = relationship.from.value;
        let from = begins.max(self.in_force.from);
        let due = self.within.after(from);
        if self.in_force.to.is_some_and(|to| to < due) {
            return None;
        }
        let mut draft = Draft {
            worker: Some(id.clone()),
            due: Some(due),
            counted_from: Some(Anchor {
                day: begins,
                span: relationship.person.span,
            }),
            asked_at: Some(self.within.span),
            must: self.modality == Modality::Must,
            because: self.because.clone(),
            why: vec![
                format!(
                    "{} has been the line manager since {begins}",
                    relationship.person.value
                ),
                self.missing.to_owned(),
            ],
            ..Draft::new(self.kind, self.kind.name())
        };
        let interval = self.within.value;
        draft.ask(Ask {
            says: format!(
                "{}: within {interval} of the start, so by {due}",
                self.title
            ),
            by: format!("{}, {} at the start", self.title, self.kind.spoken()),
            agreed: None,
            at: self.within.span,
            cadence: Some(interval.into()),
            from: Some(from),
            due,
            because: self.because.clone(),
            reading: self.reading.cloned(),
            authorised: None,
        });
        Some(draft)
    }
}

/// The first day on which what is written belongs to a relationship: it may be written before the two begin, but not long
/// before.
pub(super) fn earliest_for(relationship: &LineManager) -> Day {
    const BEFORE: i64 = 60;
    relationship.from.value.plus_days(-BEFORE)
}
