//! The worker's cases: discussed in their interval, accounted for in every session, in depth; and what was decided about them.

use std::collections::BTreeMap;

use super::topic::{Asked, Topic};
use crate::due::DueKind;
use crate::due::timeliness::{Obligation, Outcome, figures};
use crate::record::ChildId;

pub(super) fn discussed(asked: &Asked<'_>) -> Topic {
    let due: Vec<&Obligation> = asked
        .timeliness
        .obligations
        .iter()
        .filter(|one| {
            matches!(
                one.kind,
                DueKind::CaseDiscussion | DueKind::CaseFirstConsideration
            )
        })
        .collect();
    let figures = figures(due.iter().copied());
    let mut says: Vec<String> = figures.iter().map(|one| asked.figure(one)).collect();
    let of =
        |key: &str, some: usize, all: usize| asked.words.with(key, &[("of", &asked.of(some, all))]);
    if due.is_empty() {
        says.push(asked.say("audit-form.discussed.nothing-due"));
    }
    let held = asked.held();
    let complete = held.iter().filter(|session| {
        let mut cases = asked.facts.caseload(asked.id, session.data.date.value);
        cases.all(|(child, ..)| {
            session
                .data
                .cases
                .iter()
                .any(|case| case.child.value == *child)
        })
    });
    let in_depth = held.iter().filter(|session| {
        let mut cases = session.data.cases.iter();
        cases.any(|case| case.is_full() && case.reflective.as_ref().is_some_and(|said| said.value))
    });
    says.push(of(
        "audit-form.discussed.complete",
        complete.count(),
        held.len(),
    ));
    says.push(of(
        "audit-form.discussed.in-depth",
        in_depth.count(),
        held.len(),
    ));
    let full: Vec<(&ChildId, crate::calendar::Day)> = held
        .iter()
        .flat_map(|session| {
            let cases = session.data.cases.iter().filter(|case| case.is_full());
            cases.map(|case| (&case.child.value, session.data.date.value))
        })
        .collect();
    let noted = full.iter().filter(|(child, day)| {
        let file = asked.reading.records.children.get(*child);
        let mut notes = file.into_iter().flat_map(|file| &file.supervisions);
        notes.any(|note| note.data.worker.value == *asked.id && note.data.date.value == *day)
    });
    says.push(of("audit-form.discussed.noted", noted.count(), full.len()));

    let mut by_child: BTreeMap<&ChildId, [usize; 4]> = BTreeMap::new();
    for one in due.iter().filter(|one| one.kind == DueKind::CaseDiscussion) {
        let Some(child) = &one.child else { continue };
        let counts = by_child.entry(child).or_default();
        counts[match one.outcome {
            Outcome::InTime => 0,
            Outcome::Late => 1,
            Outcome::NotDone => 2,
            Outcome::NotCounted(_) => 3,
        }] += 1;
    }
    let rows = by_child
        .into_iter()
        .map(|(child, [in_time, late, not_done, left_out])| {
            let all = in_time + late + not_done;
            let last = asked.facts.mentions(child).iter().rev();
            let last = last
                .filter(|one| one.worker == asked.id)
                .find(|one| one.discussion.is_full());
            vec![
                child.to_string(),
                asked.of(in_time, all),
                late.to_string(),
                not_done.to_string(),
                left_out.to_string(),
                last.map_or_else(
                    || asked.say("audit-form.none"),
                    |one| one.session.id.to_string(),
                ),
            ]
        });
    let head = [
        "child",
        "in-time",
        "late",
        "not-done",
        "not-counted",
        "last",
    ];
    let tables = vec![asked.table("audit-form.discussed.by-child", &head, rows)];
    asked.topic("discussed", says, tables, &["in-depth", "child"])
}

pub(super) fn decided(asked: &Asked<'_>) -> Topic {
    let mut rows = Vec::new();
    let (mut all, mut with_reason, mut entered) = (0, 0, 0);
    for file in asked.reading.records.children.values() {
        let allocations = file.child.as_ref().map(|child| &child.data.allocations);
        for decision in &file.decisions {
            let data = &decision.data;
            let day = data.date.value;
            let holder = allocations.and_then(|held| held.on(day));
            let is_theirs = holder.is_some_and(|held| held.worker.value == *asked.id);
            if !is_theirs || !asked.period.contains(day) {
                continue;
            }
            let has_reason = decision.is_whole("reason");
            let entry = data.case_note.as_ref().map(|entry| entry.entered_on.value);
            all += 1;
            with_reason += usize::from(has_reason);
            entered += usize::from(entry.is_some());
            rows.push(vec![
                day.to_string(),
                decision.id.to_string(),
                data.decided_by.value.to_string(),
                asked.say(match has_reason {
                    true => "audit-form.decided.between.given",
                    false => "audit-form.decided.between.missing",
                }),
                asked.day_or(entry, "audit-form.decided.between.not-yet"),
                asked.day_or(
                    data.revisit_by.map(|day| day.value),
                    "audit-form.decided.between.no-day",
                ),
            ]);
        }
    }
    rows.sort();
    let held = asked.held();
    let longer: Vec<_> = held
        .iter()
        .flat_map(|session| &session.data.cases)
        .filter_map(|case| case.interval_decision.as_ref())
        .collect();
    let authorised = longer
        .iter()
        .filter(|one| one.authorised_by.is_some() && one.authorised_on.is_some());
    let says = vec![
        asked.words.with(
            "audit-form.decided.decisions",
            &[
                ("reason", &asked.of(with_reason, all)),
                ("entered", &asked.of(entered, all)),
            ],
        ),
        asked.words.with(
            "audit-form.decided.longer",
            &[("of", &asked.of(authorised.count(), longer.len()))],
        ),
    ];
    let tables = match rows.is_empty() {
        true => Vec::new(),
        false => {
            let head = ["day", "record", "by", "reason", "entered", "revisit"];
            vec![asked.table("audit-form.decided.between", &head, rows)]
        }
    };
    asked.topic("decided", says, tables, &["follows"])
}
