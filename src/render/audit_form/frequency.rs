//! How often supervision was held, and what became of the sessions that were not.

use std::collections::BTreeMap;

use super::super::obligation::{asked_by, how_late, record, why_not};
use super::topic::{Asked, Rows, Topic};
use crate::due::DueKind;
use crate::due::timeliness::{Obligation, Outcome, figures};
use crate::record::Filed;
use crate::record::session::{CalledOffBy, Session, Status};

pub(super) fn topic(asked: &Asked<'_>) -> Topic {
    let words = asked.words;
    let obligations = asked.timeliness.obligations.iter();
    let due: Vec<&Obligation> = obligations
        .filter(|one| one.kind == DueKind::WorkerSession)
        .collect();
    let figures = figures(due.iter().copied());
    let mut says: Vec<String> = figures.iter().map(|one| asked.figure(one)).collect();
    if due.is_empty() {
        says.push(asked.say("audit-form.frequency.nothing-due"));
    }
    let called_off: Vec<_> = asked.sessions().filter(|one| !one.data.is_held()).collect();
    says.push(not_as_planned(asked, &called_off));
    let held = asked.held();
    let interrupted = held.iter().filter(|one| !one.data.interruptions.is_empty());
    let avoidably = held.iter().filter(|one| {
        one.data
            .interruptions
            .iter()
            .any(|interruption| interruption.avoidable)
    });
    says.push(words.with(
        "audit-form.frequency.held",
        &[
            ("held", &held.len()),
            ("interrupted", &interrupted.count()),
            ("avoidably", &avoidably.count()),
        ],
    ));
    let mut tables = vec![fell_due(asked, &due)];
    if !called_off.is_empty() {
        tables.push(not_held(asked, &called_off));
    }
    asked.topic("frequency", says, tables, &["reason"])
}

/// How many sessions were cancelled or moved, and by whom.
fn not_as_planned(asked: &Asked<'_>, called_off: &[&Filed<Session>]) -> String {
    let mut whose: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for session in called_off {
        *whose.entry((what(session), by_whom(session))).or_insert(0) += 1;
    }
    let whose: Vec<String> = whose
        .into_iter()
        .map(|((what, by), many)| {
            let key = format!("audit-form.frequency.{what}.{by}");
            asked.words.with(&key, &[("number", &many)])
        })
        .collect();
    match whose.is_empty() {
        true => asked.say("audit-form.frequency.as-planned"),
        false => asked.words.with(
            "audit-form.frequency.not-as-planned",
            &[("sessions", &whose.join(", "))],
        ),
    }
}

fn fell_due(asked: &Asked<'_>, due: &[&Obligation]) -> Rows {
    let words = asked.words;
    let rows = due.iter().map(|one| {
        let outcome = match one.outcome {
            Outcome::InTime => asked.say("audit-form.frequency.fell-due.in-time"),
            Outcome::NotCounted(_) => words.with(
                "audit-form.frequency.fell-due.not-counted",
                &[("why", &why_not(words, one))],
            ),
            Outcome::Late | Outcome::NotDone => how_late(words, one),
        };
        vec![
            one.due.map_or_else(
                || words.say("obligations.day-not-known"),
                |day| day.to_string(),
            ),
            outcome,
            asked_by(words, one.agreed, &one.because).unwrap_or_default(),
            record(words, &asked.timeliness, one),
        ]
    });
    let head = ["due", "became", "asked-by", "record"];
    asked.table("audit-form.frequency.fell-due", &head, rows)
}

fn not_held(asked: &Asked<'_>, called_off: &[&Filed<Session>]) -> Rows {
    let rows = called_off.iter().map(|session| {
        let off = session.data.cancellation.as_ref();
        let instead = off.and_then(|off| off.replacement.as_ref());
        vec![
            session.data.date.value.to_string(),
            asked.say(&format!(
                "audit-form.frequency.called-off.{}",
                what(session)
            )),
            asked.say(&format!("audit-form.frequency.by.{}", by_whom(session))),
            asked.day_or(instead.map(|day| day.value), "audit-form.none"),
            session.id.to_string(),
        ]
    });
    let head = ["day", "what", "by-whom", "instead", "record"];
    asked.table("audit-form.frequency.called-off", &head, rows)
}

fn what(session: &Filed<Session>) -> &'static str {
    match session.data.status.value {
        Status::Rearranged => "moved",
        _ => "cancelled",
    }
}

fn by_whom(session: &Filed<Session>) -> &'static str {
    let off = session.data.cancellation.as_ref();
    match off.and_then(|off| off.by.as_ref()).map(|by| by.value) {
        Some(CalledOffBy::Supervisor) => "supervisor",
        Some(CalledOffBy::Supervisee) => "worker",
        Some(CalledOffBy::Both) => "both",
        None => "unnamed",
    }
}
