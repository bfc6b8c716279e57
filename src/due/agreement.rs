//! A written agreement for each relationship of supervision (R4.1a).

use super::facts::Facts;
use super::{Anchor, Ask, Draft, DueKind};
use crate::calendar::Day;
use crate::policy::Modality;
use crate::record::agreement::Agreement;
use crate::record::worker::LineManager;
use crate::record::{Filed, WorkerFile};

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let packs = facts
        .packs()
        .filter_map(|(period, pack)| Some((period, pack, pack.agreement.as_ref()?)));
    let mut drafts = Vec::new();
    for (period, pack, rule) in packs {
        for (id, file, worker) in facts.workers() {
            let Some(relationship) = facts.relationship(worker) else {
                continue;
            };
            if of_relationship(file, relationship, facts.today).is_some() {
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
                    "there is no agreement of the two".to_owned(),
                ],
                ..Draft::new(DueKind::Agreement, "agreement")
            };
            draft.ask(Ask {
                says: format!(
                    "{}: within {} of the start, so by {due}",
                    pack.title, rule.within.value
                ),
                by: format!("{}, an agreement at the start", pack.title),
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

/// The latest agreement of a relationship that was written by today: between these two, and not left over from an earlier time together.
pub(crate) fn of_relationship<'a>(
    file: &'a WorkerFile,
    relationship: &LineManager,
    today: Day,
) -> Option<&'a Filed<Agreement>> {
    let earliest = earliest_for(relationship);
    let fits = |agreement: &&Filed<Agreement>| {
        let data = &agreement.data;
        data.supervisor.value == relationship.person.value
            && data.date.value <= today
            && data.date.value >= earliest
            && relationship
                .to
                .as_ref()
                .is_none_or(|to| data.date.value <= to.value)
    };
    file.agreements.iter().rev().find(fits)
}

/// The first day on which what is written belongs to a relationship: it may be written before the two begin, but not long
/// before.
pub(super) fn earliest_for(relationship: &LineManager) -> Day {
    const BEFORE: i64 = 60;
    relationship.from.value.plus_days(-BEFORE)
}
