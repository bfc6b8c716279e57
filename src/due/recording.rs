//! What a record still lacks: written up, shared, signed, entered on the case system, each by its time (R11d, R12; the times are
//! local policy or the agreement's own).

use super::asked_by_rule::Counted;
use super::facts::Facts;
use super::{Anchor, Draft, DueKind};
use crate::calendar::Day;
use crate::policy::Pack;
use crate::policy::rule::{RecordMilestone, Recorded, Recording, Rule};
use crate::record::sign_off::Role;
use crate::record::{ChildId, RecordId, WorkerId};
use crate::source::{Span, Spanned};

/// A record with the days of its steps.
struct Steps<'a> {
    id: &'a RecordId,
    worker: Option<&'a WorkerId>,
    child: Option<&'a ChildId>,
    held: Spanned<Day>,
    recorded: Option<Spanned<Day>>,
    shared: Option<Spanned<Day>>,
    entered: Option<Spanned<Day>>,
}

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (in_force, pack, rule) in facts.rules(|pack| &pack.recording) {
        for record in records(facts, rule.of.value) {
            if !in_force.contains(record.held.value) || record.held.value > facts.today {
                continue;
            }
            let Some((from, place)) = step(facts, &record, rule.counted_from) else {
                continue; // what comes before has its own time
            };
            if step(facts, &record, rule.milestone).is_some() {
                continue;
            }
            let spoken = rule.milestone.spoken();
            let name = record.id.as_str().rsplit('/').next().unwrap_or_default();
            let draft = Draft {
                worker: record.worker.cloned(),
                child: record.child.cloned(),
                subject: Some(format!("{name}/{}", rule.id())),
                why: vec![format!("{} is not entered as {spoken}", record.id)],
                ..Draft::by_rule(kind(rule.milestone), pack, rule)
            };
            let counted = Counted {
                at: rule.within.span,
                cadence: Some(rule.within.value.into()),
                from: Anchor {
                    day: from,
                    span: place,
                },
            };
            let words = format!(
                "{spoken} within {} of being {}",
                rule.within.value,
                rule.counted_from.spoken()
            );
            drafts.push(draft.due_by((pack, rule), rule.within.after(from), counted, &words));
        }
    }
    drafts
}

/// A step that a record had to take by a day, and when it did.
pub struct Timed<'a> {
    /// The record.
    pub record: &'a RecordId,
    /// The worker whose record it is, where it names one.
    pub worker: Option<&'a WorkerId>,
    /// The day of the session, or of the discussion.
    pub held: Day,
    /// The pack that asks.
    pub pack: &'a Pack,
    /// Its rule.
    pub rule: &'a Rule<Recording>,
    /// By when; none where the step before it has not been taken.
    pub by: Option<Day>,
    /// When it was taken.
    pub taken: Option<Day>,
}

/// Every step that a policy puts a time to, of every record that was made while it was in force.
pub fn timed<'a>(facts: &Facts<'a>) -> Vec<Timed<'a>> {
    let mut found = Vec::new();
    for (in_force, pack, rule) in facts.rules(|pack| &pack.recording) {
        for record in records(facts, rule.of.value) {
            if !in_force.contains(record.held.value) || record.held.value > facts.today {
                continue;
            }
            let from = step(facts, &record, rule.counted_from);
            found.push(Timed {
                record: record.id,
                worker: record.worker,
                held: record.held.value,
                pack,
                rule,
                by: from.map(|(from, _)| rule.within.after(from)),
                taken: step(facts, &record, rule.milestone).map(|(day, _)| day),
            });
        }
    }
    found
}

fn kind(milestone: RecordMilestone) -> DueKind {
    match milestone {
        RecordMilestone::SignedBySupervisor | RecordMilestone::SignedBySupervisee => {
            DueKind::SignOff
        }
        RecordMilestone::Entered => DueKind::CaseNote,
        _ => DueKind::Record,
    }
}

/// The day of a step, if it was taken by today, and where that stands.
fn step(facts: &Facts<'_>, record: &Steps<'_>, milestone: RecordMilestone) -> Option<(Day, Span)> {
    let taken = match milestone {
        RecordMilestone::Held => Some(record.held),
        RecordMilestone::Recorded => record.recorded,
        RecordMilestone::Shared => record.shared,
        RecordMilestone::Entered => record.entered,
        RecordMilestone::SignedBySupervisor => signed(facts, record.id, Role::Supervisor),
        RecordMilestone::SignedBySupervisee => signed(facts, record.id, Role::Supervisee),
    };
    let taken = taken.filter(|day| day.value <= facts.today)?;
    Some((taken.value, taken.span))
}

/// The first statement about a record in a role, or for the supervisor by whoever stands in; whether it still holds is a matter
/// of the seal.
fn signed(facts: &Facts<'_>, record: &RecordId, role: Role) -> Option<Spanned<Day>> {
    let statements = facts.records.sign_offs.get(record)?;
    let stands_in = |made: Role| role == Role::Supervisor && made == Role::Cover;
    let made = statements
        .iter()
        .filter(|made| made.data.role == role || stands_in(made.data.role));
    made.map(|made| made.data.signed)
        .min_by_key(|signed| signed.value)
}

/// The records of a kind that has a time limit.
fn records<'a>(facts: &Facts<'a>, of: Recorded) -> Vec<Steps<'a>> {
    match of {
        Recorded::Session => {
            let files = facts.records.workers.iter();
            let sessions =
                files.flat_map(|(id, file)| file.held_sessions().map(move |session| (id, session)));
            sessions
                .map(|(worker, session)| Steps {
                    id: &session.id,
                    worker: Some(worker),
                    child: None,
                    held: session.data.date,
                    recorded: session.data.recorded,
                    shared: session.data.shared,
                    entered: None,
                })
                .collect()
        }
        Recorded::ChildSupervision => {
            let files = facts.records.children.iter();
            let notes =
                files.flat_map(|(id, file)| file.supervisions.iter().map(move |note| (id, note)));
            notes
                .map(|(child, note)| Steps {
                    id: &note.id,
                    worker: Some(&note.data.worker.value),
                    child: Some(child),
                    held: note.data.date,
                    recorded: Some(note.data.recorded),
                    shared: None,
                    entered: note.data.case_note.as_ref().map(|entry| entry.entered_on),
                })
                .collect()
        }
        Recorded::Decision => {
            let files = facts.records.children.iter();
            let decisions = files
                .flat_map(|(id, file)| file.decisions.iter().map(move |decision| (id, decision)));
            decisions
                .map(|(child, decision)| Steps {
                    id: &decision.id,
                    worker: None,
                    child: Some(child),
                    held: decision.data.date,
                    recorded: Some(decision.data.recorded),
                    shared: None,
                    entered: decision
                        .data
                        .case_note
                        .as_ref()
                        .map(|entry| entry.entered_on),
                })
                .collect()
        }
    }
}
