//! The yearly review of each agreement, as part of the PDR (R4.3).

use super::agreement::of_relationship;
use super::facts::Facts;
use super::{Anchor, Ask, Draft, DueKind};
use crate::calendar::Day;
use crate::policy::Modality;
use crate::record::agreement::Agreement;
use crate::record::{Filed, WorkerFile};
use crate::source::Spanned;

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let packs = facts
        .packs()
        .filter_map(|(period, pack)| Some((period, pack, pack.agreement_review.as_ref()?)));
    let mut drafts = Vec::new();
    for (period, pack, rule) in packs {
        for (id, file, worker) in facts.workers() {
            let relationship = facts.relationship(worker);
            let Some(agreement) =
                relationship.and_then(|held| of_relationship(file, held, facts.today))
            else {
                continue;
            };
            let last = last_review(file, agreement, facts.today);
            let yearly = rule.every.after(last.value);
            let agreed = agreement.data.review_by.value;
            let by_agreement = last.span == agreement.data.date.span && agreed < yearly;
            let due = if by_agreement { agreed } else { yearly };
            if period.to.is_some_and(|to| to < due) {
                continue;
            }
            let mut draft = Draft {
                worker: Some(id.clone()),
                due: Some(due),
                counted_from: Some(Anchor {
                    day: last.value,
                    span: last.span,
                }),
                asked_at: Some(if by_agreement {
                    agreement.data.review_by.span
                } else {
                    rule.every.span
                }),
                must: rule.modality == Modality::Must,
                because: pack.cite(&rule.clauses),
                why: vec![format!(
                    "the agreement of {} was last looked at on {}",
                    agreement.data.date.value, last.value
                )],
                ..Draft::new(DueKind::AgreementReview, "agreement-review")
            };
            let mut asks = vec![Ask {
                says: format!(
                    "{}: reviewed every {}, so by {yearly}",
                    pack.title, rule.every.value
                ),
                by: format!("{}, the agreement is reviewed", pack.title),
                at: rule.every.span,
                interval: Some(rule.every.value),
                from: Some(last.value),
                due: yearly,
                because: pack.cite(&rule.clauses),
                reading: rule.reading.clone(),
                authorised: None,
            }];
            if by_agreement {
                asks.insert(
                    0,
                    Ask {
                        says: format!("the agreement itself says by {agreed}, which is sooner"),
                        by: "the agreement itself".to_owned(),
                        at: agreement.data.review_by.span,
                        interval: None,
                        from: None,
                        due: agreed,
                        because: Vec::new(),
                        reading: None,
                        authorised: None,
                    },
                );
            }
            for ask in asks {
                draft.ask(ask);
            }
            drafts.push(draft);
        }
    }
    drafts
}

/// When an agreement was last reviewed, in its own list or in a PDR; else when it was made.
fn last_review(file: &WorkerFile, agreement: &Filed<Agreement>, today: Day) -> Spanned<Day> {
    let listed = agreement.data.reviews.iter().map(|review| review.on);
    let in_pdr = file
        .pdrs
        .iter()
        .filter(|pdr| pdr.data.date.value <= today)
        .filter_map(|pdr| pdr.data.agreement_reviewed.as_ref());
    let in_pdr = in_pdr
        .filter(|reviewed| reviewed.agreement.value == agreement.id)
        .map(|reviewed| reviewed.on);
    let reviews = listed.chain(in_pdr).filter(|on| on.value <= today);
    reviews
        .chain([agreement.data.date])
        .max_by_key(|on| on.value)
        .expect("the agreement's own day is among them")
}
