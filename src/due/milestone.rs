//! The reviews of the assessed year and of probation: by the policy's time, or by the day that was agreed where that is sooner.

use super::asked_by_rule::Counted;
use super::facts::Facts;
use super::{Anchor, Ask, Draft, DueKind};
use crate::calendar::Held;
use crate::policy::rule::Milestoned;
use crate::record::worker::{Milestone, Worker};
use crate::record::{Filed, Term};

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = by_policy(facts);
    drafts.extend(by_agreement(facts));
    drafts
}

fn by_policy(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (in_force, pack, rule) in facts.rules(|pack| &pack.milestones) {
        for (id, _, worker) in facts.workers() {
            let stage = match rule.stage {
                Milestoned::Asye => worker.data.asye.as_ref(),
                Milestoned::Probation => worker.data.probation.as_ref(),
            };
            let Some(stage) = stage else { continue };
            let from = stage.from.value;
            let due = rule.within.after(from);
            let name = &rule.milestone.value;
            let review = stage
                .milestones
                .iter()
                .find(|review| review.milestone.value == *name);
            let is_held = review.is_some_and(|review| was_held(facts, review));
            let is_wanted = !rule.optional || review.is_some_and(|review| review.due.is_some());
            // A stage that was over early needs no more of its reviews, but for the last.
            let is_last = !pack.milestones.iter().any(|other| {
                other.stage == rule.stage && !other.optional && other.within.after(from) > due
            });
            let ended = !is_last && stage.period().to.is_some_and(|to| to < due);
            if is_held || !is_wanted || ended || !in_force.contains(due) {
                continue;
            }
            let draft = Draft {
                worker: Some(id.clone()),
                subject: Some(subject(rule.stage, name)),
                why: vec![format!("no {name} is entered as held")],
                ..Draft::by_rule(DueKind::Milestone, pack, rule)
            };
            let counted = Counted {
                at: rule.within.span,
                cadence: Some(rule.within.value.into()),
                from: Anchor {
                    day: from,
                    span: stage.from.span,
                },
            };
            let words = format!("the {name} within {} of the start", rule.within.value);
            drafts.push(draft.due_by((pack, rule), due, counted, &words));
        }
    }
    drafts
}

/// The reviews for which the worker's record has a day of its own.
fn by_agreement(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (id, _, worker) in facts.workers() {
        for (stage, review) in reviews(worker) {
            let Some(due) = review.due.as_ref().filter(|_| !was_held(facts, review)) else {
                continue;
            };
            let name = &review.milestone.value;
            let mut draft = Draft {
                worker: Some(id.clone()),
                subject: Some(subject(stage, name)),
                due: Some(due.value),
                counted_from: Some(Anchor {
                    day: due.value,
                    span: due.span,
                }),
                why: vec![format!("no {name} is entered as held")],
                ..Draft::new(DueKind::Milestone, "agreed-day")
            };
            draft.ask(Ask {
                says: format!("the day that was agreed for it: by {}", due.value),
                by: "the day that was agreed for it".to_owned(),
                agreed: None,
                at: due.span,
                cadence: None,
                from: None,
                due: due.value,
                because: Vec::new(),
                reading: None,
                authorised: None,
            });
            drafts.push(draft);
        }
    }
    drafts
}

fn reviews(worker: &Filed<Worker>) -> impl Iterator<Item = (Milestoned, &Milestone)> {
    let asye = worker.data.asye.iter();
    let asye = asye.map(|dates| (Milestoned::Asye, dates));
    let probation = worker.data.probation.iter();
    let stages = asye.chain(probation.map(|dates| (Milestoned::Probation, dates)));
    stages.flat_map(|(stage, dates)| dates.milestones.iter().map(move |review| (stage, review)))
}

/// What tells a review from every other of the worker: one of probation may have the name of one of the assessed year.
fn subject(stage: Milestoned, name: &Term) -> String {
    match stage {
        Milestoned::Asye => name.to_string(),
        Milestoned::Probation => format!("probation-{name}"),
    }
}

fn was_held(facts: &Facts<'_>, review: &Milestone) -> bool {
    review
        .held
        .as_ref()
        .is_some_and(|held| held.value <= facts.today)
}
