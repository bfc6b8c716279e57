//! How often supervision was held, and what became of the sessions that were not.

use std::collections::BTreeMap;

use super::{Asked, Rows, Topic, day_or};
use crate::due::DueKind;
use crate::due::timeliness::{Obligation, Outcome, figures};
use crate::record::session::{CalledOffBy, Status};
use crate::report::timeliness::{how_late, label, of, share, why_not};

pub(super) fn topic(asked: &Asked<'_>) -> Topic {
    let obligations = asked.timeliness.obligations.iter();
    let due: Vec<&Obligation> = obligations
        .filter(|one| one.kind == DueKind::WorkerSession)
        .collect();
    let mut says: Vec<String> = figures(due.iter().copied()).iter().map(said).collect();
    if due.is_empty() {
        says.push("No supervision session fell due in this time.".to_owned());
    }
    let called_off: Vec<_> = asked.sessions().filter(|one| !one.data.is_held()).collect();
    let mut whose: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for session in &called_off {
        let data = &session.data;
        let by = data.cancellation.as_ref().and_then(|off| off.by.as_ref());
        let moved = data.status.value == Status::Rearranged;
        *whose
            .entry((moved, by_whom(by.map(|by| by.value))))
            .or_insert(0) += 1;
    }
    let whose: Vec<String> = whose
        .into_iter()
        .map(|((moved, by), many)| {
            let what = if moved { "moved" } else { "cancelled" };
            format!("{many} {what} by {by}")
        })
        .collect();
    says.push(match whose.is_empty() {
        true => "No session was cancelled or moved.".to_owned(),
        false => format!("Sessions not held as planned: {}.", whose.join(", ")),
    });
    let held = asked.held();
    let interrupted = held.iter().filter(|one| !one.data.interruptions.is_empty());
    let avoidably = held.iter().filter(|one| {
        one.data
            .interruptions
            .iter()
            .any(|interruption| interruption.avoidable)
    });
    says.push(format!(
        "Sessions held: {}. Interrupted: {}, of which avoidably: {}.",
        held.len(),
        interrupted.count(),
        avoidably.count()
    ));
    let rows = due.iter().map(|one| {
        let outcome = match one.outcome {
            Outcome::InTime => "in time".to_owned(),
            Outcome::NotCounted(_) => format!("not counted: {}", why_not(one)),
            Outcome::Late | Outcome::NotDone => how_late(one),
        };
        vec![
            day_or(one.due, "not known"),
            outcome,
            asked_by(one),
            asked.timeliness.record(one),
        ]
    });
    let mut tables = vec![Rows {
        caption: "Supervision sessions that fell due".to_owned(),
        head: &["Due", "What became of it", "Asked for by", "Record"],
        rows: rows.collect(),
    }];
    if !called_off.is_empty() {
        let rows = called_off.iter().map(|session| {
            let off = session.data.cancellation.as_ref();
            let by = off.and_then(|off| off.by.as_ref()).map(|by| by.value);
            let instead = off.and_then(|off| off.replacement.as_ref());
            vec![
                session.data.date.value.to_string(),
                match session.data.status.value {
                    Status::Rearranged => "moved".to_owned(),
                    _ => "cancelled".to_owned(),
                },
                by_whom(by).to_owned(),
                day_or(instead.map(|day| day.value), "none"),
                session.id.to_string(),
            ]
        });
        tables.push(Rows {
            caption: "Sessions that were not held as planned; the reasons stand in the records"
                .to_owned(),
            head: &["Day", "What", "By whom", "Agreed instead", "Record"],
            rows: rows.collect(),
        });
    }
    Topic {
        title: "How often supervision was held",
        says,
        tables,
        questions: &[
            "Where a session was late, cancelled or moved, was the reason a good one, and was the session made up for soon enough?",
        ],
    }
}

/// "Supervision sessions: 10 of 12 in time (83%); 1 late, 1 not done; 2 not counted."
pub(super) fn said(figure: &crate::due::timeliness::Figure) -> String {
    let share = match share(figure) {
        share if share.is_empty() => String::new(),
        share => format!(" ({share})"),
    };
    format!(
        "{}: {} in time{share}; {} late, {} not done; {} not counted.",
        label(figure),
        of(figure),
        figure.late,
        figure.not_done,
        figure.left_out()
    )
}

/// The strictest of those who ask, without the day, which stands beside it.
fn asked_by(one: &Obligation) -> String {
    let asked = one.asked.first().map_or("", String::as_str);
    let day = one.due.map(|due| format!(", so by {due}"));
    let rest = day.and_then(|day| asked.strip_suffix(day.as_str()));
    rest.unwrap_or(asked).to_owned()
}

fn by_whom(by: Option<CalledOffBy>) -> &'static str {
    match by {
        Some(CalledOffBy::Supervisor) => "the supervisor",
        Some(CalledOffBy::Supervisee) => "the worker",
        Some(CalledOffBy::Both) => "both",
        None => "somebody not named",
    }
}
