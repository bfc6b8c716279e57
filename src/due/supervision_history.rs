//! A supervision history at the start of each relationship (R4.2).

use super::agreement::earliest_for;
use super::facts::Facts;
use super::{Anchor, Ask, Draft, DueKind};
use crate::policy::Modality;

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let packs = facts
        .packs()
        .filter_map(|(period, pack)| Some((period, pack, pack.history.as_ref()?)));
    let mut drafts = Vec::new();
    for (period, pack, rule) in packs {
        for (id, file, worker) in facts.workers() {
            let Some(relationship) = facts.relationship(worker) else {
                continue;
            };
            let written = file.histories.iter().any(|history| {
                history.data.supervisor == relationship.person
                    && history.data.date.value <= facts.today
                    && history.data.date.value >= earliest_for(relationship)
            });
            if written {
                continue;
            }
            let from = relationship.from.value.max(period.from);
            let due = rule.within.after(from);
            if period.to.is_some_and(|to| to < due) {
                continue;
            }
            let mut draft = Draft {
                worker: Some(id.clone()),
                due: Some(due),
                counted_from: Some(Anchor {
                    day: relationship.from.value,
                    span: relationship.person.span,
                }),
                asked_at: Some(rule.within.span),
                must: rule.modality == Modality::Must,
                because: pack.cite(&rule.clauses),
                why: vec![
                    format!(
                        "{} has been the line manager since {}",
                        relationship.person.value, relationship.from.value
                    ),
                    "there is no supervision history written for them".to_owned(),
                ],
                ..Draft::new(DueKind::History, "history")
            };
            draft.ask(Ask {
                says: format!(
                    "{}: within {} of the start, so by {due}",
                    pack.title, rule.within.value
                ),
                by: format!("{}, a supervision history at the start", pack.title),
                at: rule.within.span,
                interval: Some(rule.within.value),
                from: Some(from),
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
