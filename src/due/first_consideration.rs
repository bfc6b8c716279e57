//! A newly allocated child is considered in a session of the worker who holds the case; again at each re-allocation (R7c).

use super::facts::Facts;
use super::{Anchor, Ask, Draft, DueKind};
use crate::policy::Modality;

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (period, pack, rule) in facts.rules(|pack| &pack.first_consideration) {
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
            let from = held.from.value;
            let considered = facts
                .formal_mentions(id)
                .any(|mention| mention.day() >= from && *mention.worker == held.worker.value);
            if considered {
                continue;
            }
            let begins = from.max(period.from);
            let due = rule.within.after(begins);
            if period.to.is_some_and(|to| to < due) {
                continue;
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
                at: rule.within.span,
                cadence: Some(rule.within.value.into()),
                from: Some(begins),
                due,
                because: pack.cite(&rule.clauses),
                reading: rule.reading.clone(),
                authorised: None,
            });
            drafts.push(draft);
        }
    }
    drafts
}
