//! Whether each relationship of supervision has its agreement and its history, signed and looked at again.

use super::frequency::said;
use super::{Asked, Rows, Topic, day_or, of};
use crate::calendar::{Day, Held, Period};
use crate::due::timeliness::figures;
use crate::due::{DueKind, history_of_relationship, last_review, of_relationship};

pub(super) fn topic(asked: &Asked<'_>) -> Topic {
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
                    "none".to_owned(),
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
                    format!("{} of {}", agreement.id, data.date.value),
                    signing,
                    format!("all three by {}", day_or(latest, "no day")),
                    match is_reviewed {
                        true => review.value.to_string(),
                        false => format!("not yet; agreed for {}", data.review_by.value),
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
                    "none".to_owned(),
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
                    format!("{} of {}", history.id, history.data.date.value),
                    asked.signing(&history.id).1,
                    day_or(discussed, "not yet"),
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
    let mut says: Vec<String> = figures(due).iter().map(said).collect();
    says.extend([
        format!(
            "Relationships with a supervision agreement signed by both: {}.",
            of(signed, all)
        ),
        format!(
            "Relationships with a supervision history: {}; talked about: {}.",
            of(written, all),
            of(talked, all)
        ),
    ]);
    Topic {
        title: "Agreement and history",
        says,
        tables: vec![
            Rows {
                caption: "The agreement of each relationship".to_owned(),
                head: &[
                    "Line manager",
                    "Since",
                    "Agreement",
                    "Signing",
                    "Policies read",
                    "Reviewed",
                ],
                rows: agreements,
            },
            Rows {
                caption: "The history of each relationship".to_owned(),
                head: &[
                    "Line manager",
                    "Since",
                    "History",
                    "Signing",
                    "Talked about",
                ],
                rows: histories,
            },
        ],
        questions: &[
            "Does the agreement show that the two worked it out together, and do the sessions keep to it?",
        ],
    }
}

fn common(one: Period, other: Period) -> bool {
    one.common(other).is_some()
}
