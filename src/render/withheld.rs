//! What a document leaves out, for a reader who has a right to know that it is there: what it is, of which day, and on which ground.
//!
//! None of its words, and nothing that could be guessed from them. [`about_child`] says which records of workers' files speak of a
//! child, from the days and the cases that they name alone.

use serde_json::{Value as Json, json};

use super::wording::Wording;
use crate::calendar::Day;
use crate::record::{ChildId, Records};

/// Something that was left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Withheld {
    /// Its day, where it has one.
    pub day: Option<Day>,
    /// What it is.
    pub kind: String,
    /// Why it was left out.
    pub ground: String,
}

/// The records of workers' files in which a child's case was considered by a day, and those of the child's own that cannot be read.
pub fn about_child(
    wording: &Wording,
    records: &Records,
    child: &ChildId,
    today: Day,
) -> Vec<Withheld> {
    let mut found = Vec::new();
    for file in records.workers.values() {
        for filed in &file.sessions {
            let session = &filed.data;
            let names_it = session
                .cases
                .iter()
                .any(|case| case.value.child.value == *child);
            if names_it && session.date.value <= today {
                found.push(Withheld {
                    day: Some(session.date.value),
                    kind: wording.say("withheld.kind.session"),
                    ground: wording.say("withheld.ground.workers-own"),
                });
            }
        }
    }
    let folder = format!("{child}/");
    let unread = records
        .unread
        .iter()
        .filter(|id| id.as_str().starts_with(&folder));
    found.extend(unread.map(|id| Withheld {
        day: None,
        kind: wording.fill("withheld.kind.record", &[("id", id.as_str())]),
        ground: wording.say("withheld.ground.unread"),
    }));
    found.sort();
    found
}

/// What a template is given: a note, and a row for each thing that was left out, in the order of days.
pub(super) fn values(note: &str, mut rows: Vec<Withheld>) -> Json {
    rows.sort();
    let row = |row: &Withheld| {
        json!({
            "kind": row.kind,
            "day": row.day.map(|day| day.to_string()),
            "ground": row.ground,
        })
    };
    json!({"note": note, "rows": rows.iter().map(row).collect::<Vec<Json>>()})
}
