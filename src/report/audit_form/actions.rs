//! What became of what was agreed.

use super::{Asked, Rows, Topic, of};
use crate::due::action_fate::{Fate, Followed, followed};

pub(super) fn topic(asked: &Asked<'_>) -> Topic {
    let mut actions = followed(asked.facts, asked.id);
    actions.retain(|one| asked.period.contains(one.agreed));
    let count = |fate: Fate| actions.iter().filter(|one| one.fate == fate).count();
    let open = count(Fate::Open);
    let all = actions.len() - open;
    let carried = actions.iter().filter(|one| one.carried > 0).count();
    let says = vec![
        format!(
            "Actions agreed whose day has come, done in time: {}; {} late, {} dropped, {} overdue. {} more are open and not yet due.",
            of(count(Fate::InTime), all),
            count(Fate::Late),
            count(Fate::Dropped),
            count(Fate::Overdue),
            open
        ),
        format!(
            "Actions carried on to a later day at least once: {}.",
            of(carried, actions.len())
        ),
        "In time means done by the first session on or after the day agreed.".to_owned(),
    ];
    let others = actions.iter().filter(|one| one.fate != Fate::InTime);
    let rows: Vec<Vec<String>> = others.map(row).collect();
    Topic {
        title: "Actions closed in time",
        says,
        tables: match rows.is_empty() {
            true => Vec::new(),
            false => vec![Rows {
                caption: "Actions that were not done in time, or are open".to_owned(),
                head: &["Action", "Who", "By", "What became of it", "Closed in"],
                rows,
            }],
        },
        questions: &["Is each action specific, and does it say what, who and by when?"],
    }
}

fn row(one: &Followed<'_>) -> Vec<String> {
    let fate = match one.carried {
        0 => one.fate.spoken().to_owned(),
        1 => format!("{}, carried once", one.fate.spoken()),
        many => format!("{}, carried {many} times", one.fate.spoken()),
    };
    vec![
        one.id.to_string(),
        one.who.to_string(),
        one.by_when.to_string(),
        fate,
        one.closed.map_or_else(
            || "not closed".to_owned(),
            |(record, ..)| record.to_string(),
        ),
    ]
}
