//! Whether each relationship of supervision has its agreement and its history, signed and looked at again.

use super::topic::{Asked, Topic};
use crate::calendar::{Day, Held, Period};
use crate::due::timeliness::figures;
use crate::due::{DueKind, history_of_relationship, last_review, of_relationship};
use crate::record::RecordId;

pub(super) fn topic(asked: &Asked<'_>) -> Topic {
    let of_day = |record: &RecordId, day: Day| {
        let key = "audit-form.foundations.of-day";
        asked.words.with(key, &[("record", record), ("date", &day)])
    };
    let (mut agreements, mut histories) = (Vec::new(), Vec::new());
    let (mut signed, mut written, mut talked) = (0, 0, 0);
    let managers = asked.worker.data.line_managers.iter();
    let managers: Vec<_> = managers
        .filter(|held| common(held.period(), asked.period))
        .collect();
    for held in &managers {
        let person = held.person.value.to_string();
        let since = held.from.value.to_string();
        let last = held
            .to
            .as_ref()
            .map_or(asked.facts.today, |to| to.value.min(asked.facts.today));
        match of_relationship(asked.file, held, last) {
            None => agreements.push(
                [
                    person.clone(),
                    since.clone(),
                    asked.say("audit-form.none"),
                    String::new(),
                    String::new(),
                    String::new(),
                ]
                .into(),
            ),
            Some(agreement) => {
                let (is_signed, signing) = asked.signing(&agreement.id);
                signed += usize::from(is_signed);
                let data = &agreement.data;
                let review = last_review(asked.file, agreement, asked.facts.today);
                let is_reviewed = review.span != data.date.span;
                let confirmed = &data.confirmations;
                let days = [
                    &confirmed.supervision_policy,
                    &confirmed.induction_policy,
                    &confirmed.pdr_policy,
                ];
                let latest: Option<Day> = days.into_iter().map(|day| day.value).max();
                agreements.push(vec![
                    person.clone(),
                    since.clone(),
                    of_day(&agreement.id, data.date.value),
                    signing,
                    asked.words.with(
                        "audit-form.foundations.all-three",
                        &[(
                            "date",
                            &asked.day_or(latest, "audit-form.foundations.no-day"),
                        )],
                    ),
                    match is_reviewed {
                        true => review.value.to_string(),
                        false => asked.words.with(
                            "audit-form.foundations.review-agreed",
                            &[("date", &data.review_by.value)],
                        ),
                    },
                ]);
            }
        }
        let history = history_of_relationship(asked.file, held);
        let history = history
            .filter(|history| history.data.date.value <= last)
            .last();
        match history {
            None => histories.push(
                [
                    person,
                    since,
                    asked.say("audit-form.none"),
                    String::new(),
                    String::new(),
                ]
                .into(),
            ),
            Some(history) => {
                written += 1;
                let discussed = history.data.discussed.as_ref().map(|day| day.value);
                talked += usize::from(discussed.is_some());
                histories.push(vec![
                    person,
                    since,
                    of_day(&history.id, history.data.date.value),
                    asked.signing(&history.id).1,
                    asked.day_or(discussed, "audit-form.foundations.not-yet"),
                ]);
            }
        }
    }
    let all = managers.len();
    let obligations = asked.timeliness.obligations.iter();
    let due = obligations.filter(|one| {
        let kind = one.kind;
        matches!(
            kind,
            DueKind::Agreement | DueKind::History | DueKind::AgreementReview
        )
    });
    let figures = figures(due);
    let mut says: Vec<String> = figures.iter().map(|one| asked.figure(one)).collect();
    says.extend([
        asked.words.with(
            "audit-form.foundations.agreements",
            &[("of", &asked.of(signed, all))],
        ),
        asked.words.with(
            "audit-form.foundations.histories",
            &[
                ("of", &asked.of(written, all)),
                ("talked", &asked.of(talked, all)),
            ],
        ),
    ]);
    let agreement = [
        "line-manager",
        "since",
        "agreement",
        "signing",
        "policies",
        "reviewed",
    ];
    let history = [
        "line-manager",
        "since",
        "history",
        "signing",
        "talked-about",
    ];
    let tables = vec![
        asked.table("audit-form.foundations.agreement", &agreement, agreements),
        asked.table("audit-form.foundations.history", &history, histories),
    ];
    asked.topic("foundations", says, tables, &["together"])
}

fn common(one: Period, other: Period) -> bool {
    one.common(other).is_some()
}
