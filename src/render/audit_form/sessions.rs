//! The sessions' records: written up, shared and signed in time; and what they speak of.

use std::collections::BTreeMap;

use super::super::worker::picture_elements::NAMES as ELEMENT_NAMES;
use super::topic::{Asked, Topic};
use crate::due::recording::{Timed, timed};
use crate::policy::rule::{RecordMilestone, Recorded};
use crate::record::discussion::Party;
use crate::record::element::{ELEMENTS, Said, said};
use crate::record::{Filed, session::Session};

pub(super) fn recorded(asked: &Asked<'_>) -> Topic {
    let held = asked.held();
    let signed = held.iter().filter(|one| asked.signing(&one.id).0).count();
    let shared = held.iter().filter(|one| one.data.shared.is_some()).count();
    let of = |key: &str, some: usize| {
        asked
            .words
            .with(key, &[("of", &asked.of(some, held.len()))])
    };
    let mut says = vec![
        of("audit-form.recorded.signed", signed),
        of("audit-form.recorded.shared", shared),
    ];
    let steps = timed(asked.facts);
    let steps = steps
        .iter()
        .filter(|step| step.worker == Some(asked.id) && asked.period.contains(step.held));
    let mut by_rule: BTreeMap<(String, String), (usize, usize, usize)> = BTreeMap::new();
    let mut late: Vec<Vec<String>> = Vec::new();
    for step in steps {
        let entry = by_rule
            .entry((step.pack.title.clone(), told(asked, step)))
            .or_default();
        let is_late = |by| {
            step.taken
                .map_or(by < asked.facts.today, |taken| taken > by)
        };
        match (step.by, step.taken) {
            (Some(by), taken) if is_late(by) => {
                entry.1 += 1;
                late.push(vec![
                    step.record.to_string(),
                    told(asked, step),
                    by.to_string(),
                    asked.day_or(taken, "audit-form.recorded.late.not-yet"),
                ]);
            }
            (Some(_), Some(_)) => {
                entry.0 += 1;
                entry.1 += 1;
            }
            _ => entry.2 += 1,
        }
    }
    for ((pack, rule), (in_time, all, open)) in by_rule {
        let of = asked.of(in_time, all);
        says.push(match open {
            0 => asked.words.with(
                "audit-form.recorded.step",
                &[("step", &rule), ("pack", &pack), ("of", &of)],
            ),
            open => asked.words.with(
                "audit-form.recorded.step-with-open",
                &[
                    ("step", &rule),
                    ("pack", &pack),
                    ("of", &of),
                    ("open", &open),
                ],
            ),
        });
    }
    let day_or_not = |day| asked.day_or(day, "audit-form.recorded.session.not-said");
    let rows = held.iter().map(|session| {
        let data = &session.data;
        vec![
            session.id.to_string(),
            data.minutes.as_ref().map_or_else(
                || asked.say("audit-form.recorded.session.not-said"),
                |minutes| minutes.value.to_string(),
            ),
            day_or_not(data.recorded.map(|day| day.value)),
            day_or_not(data.shared.map(|day| day.value)),
            asked.signing(&session.id).1,
        ]
    });
    let head = ["record", "minutes", "written-up", "shared", "signing"];
    let mut tables = vec![asked.table("audit-form.recorded.session", &head, rows)];
    if !late.is_empty() {
        let head = ["record", "what", "by", "done"];
        tables.push(asked.table("audit-form.recorded.late", &head, late));
    }
    asked.topic("recorded", says, tables, &["full-enough"])
}

/// "A session's record written up within 5 working days".
fn told(asked: &Asked<'_>, step: &Timed<'_>) -> String {
    let of = match step.rule.of.value {
        Recorded::Session => "audit-form.recorded.of.session",
        Recorded::ChildSupervision => "audit-form.recorded.of.child-supervision",
        Recorded::Decision => "audit-form.recorded.of.decision",
    };
    let done = match step.rule.milestone {
        RecordMilestone::Held => "audit-form.recorded.steps.held",
        RecordMilestone::Recorded => "audit-form.recorded.steps.recorded",
        RecordMilestone::Shared => "audit-form.recorded.steps.shared",
        RecordMilestone::SignedBySupervisor => "audit-form.recorded.steps.signed-by-supervisor",
        RecordMilestone::SignedBySupervisee => "audit-form.recorded.steps.signed-by-supervisee",
        RecordMilestone::Entered => "audit-form.recorded.steps.entered",
    };
    let within = asked.words.lasting(step.rule.within.value);
    asked
        .words
        .with(of, &[("step", &asked.say(done)), ("time", &within)])
}

pub(super) fn elements(asked: &Asked<'_>) -> Topic {
    let held = asked.held();
    let count = |title: &str, what: Said| {
        let told = held
            .iter()
            .filter(|one| said(&asked.reading.sources, one, title) == what);
        told.count()
    };
    let rows: Vec<Vec<String>> = ELEMENTS
        .iter()
        .zip(ELEMENT_NAMES)
        .map(|((title, _), name)| {
            let name = asked.words.one_of("pictures.elements.name", name);
            vec![
                name.unwrap_or_default(),
                asked.of(count(title, Said::Something), held.len()),
                count(title, Said::Reason).to_string(),
                count(title, Said::Nothing).to_string(),
            ]
        })
        .collect();
    let all_four = held.iter().filter(|one| {
        ELEMENTS
            .iter()
            .all(|(title, _)| said(&asked.reading.sources, one, title) == Said::Something)
    });
    let both = held.iter().filter(|one| is_from_both(one));
    let of = |key: &str, some: usize| {
        asked
            .words
            .with(key, &[("of", &asked.of(some, held.len()))])
    };
    let says = vec![
        of("audit-form.elements.all-four", all_four.count()),
        of("audit-form.elements.from-both", both.count()),
    ];
    let head = ["element", "talked", "reason", "nothing"];
    let tables = vec![asked.table("audit-form.elements.table", &head, rows)];
    asked.topic("elements", says, tables, &["balance", "impact"])
}

fn is_from_both(session: &Filed<Session>) -> bool {
    let raised = |party| {
        let mut topics = session.data.agenda.iter();
        topics.any(|topic| topic.raised_by.as_ref().is_some_and(|by| by.value == party))
    };
    raised(Party::Supervisor) && raised(Party::Supervisee)
}
