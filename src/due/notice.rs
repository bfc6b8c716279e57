//! Who is told that two people have agreed to meet less often than the policy asks, where the policy lets them (the times are
//! the pack's).

use super::asked_by_rule::Counted;
use super::asking::loosened_from;
use super::facts::Facts;
use super::{Anchor, Draft, DueKind};
use crate::policy::rule::{LoosenedBy, Told};
use crate::record::agreement::Looser;

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (in_force, pack, rule) in facts.rules(|pack| &pack.supervision) {
        let Some((loosening, every)) = rule
            .loosening(LoosenedBy::Agreement)
            .zip(rule.every.as_ref())
        else {
            continue;
        };
        let Some(told) = &loosening.told else {
            continue;
        };
        for (id, file, worker) in facts.workers() {
            let relationship = facts.relationship(worker);
            let agreement = relationship
                .and_then(|held| super::agreement::of_relationship(file, held, facts.today));
            let Some(agreement) = agreement else { continue };
            let loosened = loosened_from(facts, agreement, loosening, every.value);
            let looser = agreement.data.looser.as_ref().map(|looser| &looser.value);
            let Some((looser, on)) = looser
                .filter(|_| loosened.is_some())
                .and_then(|looser| Some((looser, looser.authorised_on.as_ref()?)))
            else {
                continue;
            };
            if !in_force.contains(on.value) || was_told(facts, looser, told) {
                continue;
            }
            let titles: Vec<String> = told
                .role
                .iter()
                .map(|role| facts.policy.role_title(role).to_lowercase())
                .collect();
            let titles = titles.join(" or ");
            let draft = Draft {
                worker: Some(id.clone()),
                why: vec![format!(
                    "meeting less often was authorised on {}, and no {titles} is entered as told",
                    on.value
                )],
                ..Draft::by_rule(DueKind::Notice, pack, rule)
            };
            let counted = Counted {
                at: rule.cadence_at().unwrap_or(rule.span),
                cadence: Some(told.within.into()),
                from: Anchor {
                    day: on.value,
                    span: on.span,
                },
            };
            let words = format!("{titles} told within {}", told.within);
            drafts.push(draft.due_by((pack, rule), told.within.after(on.value), counted, &words));
        }
    }
    drafts
}

/// Whether somebody in one of the roles had been told by today.
fn was_told(facts: &Facts<'_>, looser: &Looser, told: &Told) -> bool {
    looser.told.iter().any(|one| {
        let role = facts.records.role_on(&one.person.value, one.on.value);
        one.on.value <= facts.today && role.is_some_and(|role| told.role.contains(role))
    })
}
