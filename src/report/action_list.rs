//! Open actions: who is to do what by when, and in which record it was agreed. What it is in words stays in that record.

mod csv;
mod json_v1;

use std::collections::HashMap;

use comfy_table::{ContentArrangement, Table, presets};

use super::due_list::when;
use crate::due::{Due, DueKind, State};
use crate::reading::Reading;
use crate::record::action::Action;
use crate::record::{Filed, PersonId, RecordId};
use crate::source::SourceId;

pub use csv::{COLUMNS, table as csv};
pub use json_v1::actions as json;

/// An open action, with where it was agreed.
pub struct Open<'a> {
    /// What falls due.
    pub due: &'a Due,
    /// Its id.
    pub id: &'a str,
    /// Who is to do it.
    pub owner: &'a PersonId,
    /// The record in which it was agreed.
    pub record: &'a RecordId,
    source: SourceId,
}

/// The open actions among what falls due, in the same order.
pub fn open<'a>(reading: &'a Reading, dues: &'a [Due]) -> Vec<Open<'a>> {
    let agreed = agreed(reading);
    let actions = dues.iter().filter(|due| due.kind == DueKind::Action);
    let open = actions.filter_map(|due| {
        let id = due.subject.as_deref()?;
        let (action, record, source) = *agreed.get(id)?;
        Some(Open {
            due,
            id,
            owner: &action.who.value,
            record,
            source,
        })
    });
    open.collect()
}

type Agreed<'a> = HashMap<&'a str, (&'a Action, &'a RecordId, SourceId)>;

/// Every action that any record agrees.
fn agreed(reading: &Reading) -> Agreed<'_> {
    fn note<'a, T>(found: &mut Agreed<'a>, filed: &'a Filed<T>, actions: &'a [Action]) {
        for action in actions {
            found.insert(action.id.as_str(), (action, &filed.id, filed.source));
        }
    }
    let mut found = HashMap::new();
    for file in reading.records.workers.values() {
        for filed in &file.sessions {
            note(&mut found, filed, &filed.data.actions);
        }
        for filed in &file.quality_audits {
            note(&mut found, filed, &filed.data.actions);
        }
    }
    for file in reading.records.children.values() {
        for filed in &file.supervisions {
            note(&mut found, filed, &filed.data.actions);
        }
        for filed in &file.decisions {
            note(&mut found, filed, &filed.data.actions);
        }
    }
    found
}

/// The actions in groups, those that are late first.
pub fn list(reading: &Reading, actions: &[&Open<'_>], width: usize) -> String {
    let mut out = format!("As of {}\n", reading.today.in_words());
    if actions.is_empty() {
        out.push_str("\nNo action is open.\n");
    }
    for (title, state) in [
        ("Overdue", State::Overdue),
        ("Due today", State::Due),
        ("To come", State::Coming),
    ] {
        let group: Vec<_> = actions
            .iter()
            .filter(|open| open.due.state == state)
            .collect();
        if group.is_empty() {
            continue;
        }
        out.push_str(&format!("\n{title} ({})\n", group.len()));
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        for open in group {
            let day = open.due.due.map(|day| day.to_string()).unwrap_or_default();
            table.add_row([
                day,
                when(open.due, reading.today),
                open.owner.to_string(),
                open.id.to_owned(),
                format!("agreed in {}", open.record),
            ]);
        }
        for line in table.lines() {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}
