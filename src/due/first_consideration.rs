//! A newly allocated child is considered in a session of the worker who holds the case; again at each re-allocation (R7c).

use super::facts::{Facts, Mention};
use super::{Anchor, Ask, Draft, DueKind};
use crate::calendar::Period;
use crate::policy::rule::{FirstConsideration, Rule};
use crate::policy::{Modality, Pack};
use crate::record::ChildId;
use crate::record::child::Allocation;

/// A pack that asks, and when it is in force.
type Asking<'a> = (Period, &'a Pack, &'a Rule<FirstConsideration>);

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for asking in asking(facts) {
        for (id, file) in &facts.records.children {
            let Some(child) = file
                .child
                .as_ref()
                .filter(|child| child.data.is_open(facts.today))
            else {
                continue;
            };
            let Some(held) = child.data.allocations.on(facts.today) else {
                continue;
            };
            if considered(facts, id, held).is_none() {
                drafts.extend(draft(asking, id, held));
            }
        }
    }
    drafts
}

/// What the packs ask at an allocation, strictest first, whether or not the child has been considered.
pub(super) fn owed(facts: &Facts<'_>, id: &ChildId, held: &Allocation) -> Vec<Draft> {
    let mut owed: Vec<Draft> = asking(facts)
        .filter_map(|asking| draft(asking, id, held))
        .collect();
    owed.sort_by_key(|draft| draft.due);
    owed
}

/// The first session in which the child of an allocation was considered by today.
pub(super) fn considered<'a>(
    facts: &Facts<'a>,
    id: &ChildId,
    held: &Allocation,
) -> Option<Mention<'a>> {
    let mut mentions = facts.formal_mentions(id);
    mentions
        .find(|mention| mention.day() >= held.from.value && *mention.worker == held.worker.value)
        .copied()
}

fn asking<'a>(facts: &Facts<'a>) -> impl Iterator<Item = Asking<'a>> {
    facts.rules(|pack| &pack.first_consideration)
}

fn draft((period, pack, rule): Asking<'_>, id: &ChildId, held: &Allocation) -> Option<Draft> {
    let from = held.from.value;
    let begins = from.max(period.from);
    let due = rule.within.after(begins);
    if period.to.is_some_and(|to| to < due) {
        return None;
    }
    let mut draft = Draft {
        worker: Some(held.worker.value.clone()),
        child: Some(id.clone()),
        due: Some(due),
        counted_from: Some(Anchor {
            day: from,
            span: held.from.span,
        }),
        asked_at: Some(rule.within.span),
        must: rule.modality == Modality::Must,
        because: pack.cite(&rule.clauses),
        why: vec![format!(
            "allocated to {} on {from}, and in no session of theirs since",
            held.worker.value
        )],
        ..Draft::new(DueKind::CaseFirstConsideration, "first-consideration")
    };
    draft.ask(Ask {
        says: format!(
            "{}: considered within {}, so by {due}",
            pack.title, rule.within.value
        ),
        by: format!("{}, a newly allocated child is considered", pack.title),
        agreed: None,
        at: rule.within.span,
        cadence: Some(rule.within.value.into()),
        from: Some(begins),
        due,
        because: pack.cite(&rule.clauses),
        reading: rule.reading.clone(),
        authorised: None,
    });
    Some(draft)
}
