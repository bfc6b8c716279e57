//! The sessions' records: written up, shared and signed in time; and what they speak of.

use std::collections::BTreeMap;

use super::{Asked, Rows, Topic, day_or, of};
use crate::due::recording::{Timed, timed};
use crate::record::discussion::Party;
use crate::record::element::{ELEMENTS, Said, said};
use crate::record::{Filed, session::Session};

pub(super) fn recorded(asked: &Asked<'_>) -> Topic {
    let held = asked.held();
    let signed = held.iter().filter(|one| asked.signing(&one.id).0).count();
    let shared = held.iter().filter(|one| one.data.shared.is_some()).count();
    let mut says = vec![
        format!(
            "Sessions held whose record both have signed: {}.",
            of(signed, held.len())
        ),
        format!(
            "Sessions held whose record was shared with the worker: {}.",
            of(shared, held.len())
        ),
    ];
    let steps = timed(asked.facts);
    let steps = steps
        .iter()
        .filter(|step| step.worker == Some(asked.id) && asked.period.contains(step.held));
    let mut by_rule: BTreeMap<(String, String), (usize, usize, usize)> = BTreeMap::new();
    let mut late: Vec<Vec<String>> = Vec::new();
    for step in steps {
        let entry = by_rule
            .entry((step.pack.title.clone(), told(step)))
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
                    told(step),
                    by.to_string(),
                    day_or(taken, "not yet"),
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
        let open = match open {
            0 => String::new(),
            open => format!("; {open} not yet due"),
        };
        says.push(format!(
            "{rule} ({pack}): {} in time{open}.",
            of(in_time, all)
        ));
    }
    let rows = held.iter().map(|session| {
        let data = &session.data;
        vec![
            session.id.to_string(),
            data.minutes.as_ref().map_or_else(
                || "not said".to_owned(),
                |minutes| minutes.value.to_string(),
            ),
            day_or(data.recorded.map(|day| day.value), "not said"),
            day_or(data.shared.map(|day| day.value), "not said"),
            asked.signing(&session.id).1,
        ]
    });
    let mut tables = vec![Rows {
        caption: "The record of each session held".to_owned(),
        head: &["Record", "Minutes", "Written up", "Shared", "Signing"],
        rows: rows.collect(),
    }];
    if !late.is_empty() {
        tables.push(Rows {
            caption: "Records that did not take a step in time".to_owned(),
            head: &["Record", "What was to be done", "By", "Done"],
            rows: late,
        });
    }
    Topic {
        title: "Records written up, shared and signed",
        says,
        tables,
        questions: &[
            "Are the records full enough, and plain enough, to be understood by somebody who was not there?",
        ],
    }
}

/// "A session's record written up within 5 working days".
fn told(step: &Timed<'_>) -> String {
    use crate::policy::rule::Recorded;
    let of = match step.rule.of.value {
        Recorded::Session => "Sessions",
        Recorded::ChildSupervision => "Children's supervision records",
        Recorded::Decision => "Decisions",
    };
    format!(
        "{of} {} within {}",
        step.rule.milestone.spoken(),
        step.rule.within.value
    )
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
        .map(|(title, _)| {
            vec![
                (*title).to_owned(),
                of(count(title, Said::Something), held.len()),
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
    Topic {
        title: "What was talked about",
        says: vec![
            format!(
                "Sessions in which all four elements were talked about: {}.",
                of(all_four.count(), held.len())
            ),
            format!(
                "Sessions with topics from both on the agenda: {}.",
                of(both.count(), held.len())
            ),
        ],
        tables: vec![Rows {
            caption: "The four elements in the sessions held".to_owned(),
            head: &[
                "Element",
                "Talked about",
                "Left out with a reason",
                "Nothing written",
            ],
            rows,
        }],
        questions: &[
            "Are training, development and support more than a line, or does case management crowd them out?",
            "Is the impact of the work on the worker looked at, and does it lead to something?",
        ],
    }
}

fn is_from_both(session: &Filed<Session>) -> bool {
    let raised = |party| {
        let mut topics = session.data.agenda.iter();
        topics.any(|topic| topic.raised_by.as_ref().is_some_and(|by| by.value == party))
    };
    raised(Party::Supervisor) && raised(Party::Supervisee)
}
