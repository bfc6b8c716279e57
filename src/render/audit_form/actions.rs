//! What became of what was agreed.

use super::topic::{Asked, Topic};
use crate::due::action_fate::{Fate, Followed, followed};

pub(super) fn topic(asked: &Asked<'_>) -> Topic {
    let mut actions = followed(asked.facts, asked.id);
    actions.retain(|one| asked.period.contains(one.agreed));
    let count = |fate: Fate| actions.iter().filter(|one| one.fate == fate).count();
    let open = count(Fate::Open);
    let all = actions.len() - open;
    let carried = actions.iter().filter(|one| one.carried > 0).count();
    let says = vec![
        asked.words.with(
            "audit-form.actions.done",
            &[
                ("of", &asked.of(count(Fate::InTime), all)),
                ("late", &count(Fate::Late)),
                ("dropped", &count(Fate::Dropped)),
                ("overdue", &count(Fate::Overdue)),
                ("open", &open),
            ],
        ),
        asked.words.with(
            "audit-form.actions.carried",
            &[("of", &asked.of(carried, actions.len()))],
        ),
        asked.say("audit-form.actions.in-time"),
    ];
    let others = actions.iter().filter(|one| one.fate != Fate::InTime);
    let rows: Vec<Vec<String>> = others.map(|one| row(asked, one)).collect();
    let tables = match rows.is_empty() {
        true => Vec::new(),
        false => {
            let head = ["action", "who", "by", "became", "closed"];
            vec![asked.table("audit-form.actions.others", &head, rows)]
        }
    };
    asked.topic("actions", says, tables, &["specific"])
}

fn row(asked: &Asked<'_>, one: &Followed<'_>) -> Vec<String> {
    let fate = asked.say(match one.fate {
        Fate::InTime => "audit-form.actions.fate.in-time",
        Fate::Late => "audit-form.actions.fate.late",
        Fate::Dropped => "audit-form.actions.fate.dropped",
        Fate::Open => "audit-form.actions.fate.open",
        Fate::Overdue => "audit-form.actions.fate.overdue",
    });
    let fate = match one.carried {
        0 => fate,
        many => asked
            .words
            .many("audit-form.actions.fate-carried", many, &[("fate", &fate)]),
    };
    let closed = one.closed.map(|(record, ..)| record.to_string());
    vec![
        one.id.to_string(),
        one.who.to_string(),
        one.by_when.to_string(),
        fate,
        closed.unwrap_or_else(|| asked.say("audit-form.actions.others.not-closed")),
    ]
}
