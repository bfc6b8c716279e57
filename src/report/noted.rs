//! What the policy asks and the program takes in without reckoning it: named wherever dates or findings are shown, so that
//! nobody takes it for done.

use serde::Serialize;

use super::policy_list::spoken;
use super::visible;
use crate::reading::Reading;

/// Something noted and not reckoned, as programs read it.
#[derive(Serialize)]
pub(super) struct Noted {
    pack: String,
    rule: String,
    clauses: Vec<String>,
    summary: String,
}

/// What is noted on the day of a reading.
pub(super) fn noted(reading: &Reading) -> Vec<Noted> {
    let noted = reading.policy.noted(reading.today).into_iter();
    noted
        .map(|(pack, entry)| Noted {
            pack: pack.id.to_string(),
            rule: entry.id.to_owned(),
            clauses: entry
                .clauses
                .iter()
                .map(|clause| clause.value.clone())
                .collect(),
            summary: spoken(pack, &entry),
        })
        .collect()
}

/// One line that says how much is noted and not reckoned, with the clauses; nothing where there is nothing.
pub fn line(reading: &Reading) -> Option<String> {
    let noted = noted(reading);
    let mut clauses: Vec<&str> = noted
        .iter()
        .flat_map(|one| one.clauses.iter().map(String::as_str))
        .collect();
    clauses.dedup();
    let clauses = visible(&clauses.join(", ")).into_owned();
    match noted.len() {
        0 => None,
        1 => Some(format!(
            "Noted, not reckoned: {clauses}. `supervision policy check` says what that is."
        )),
        _ => Some(format!(
            "Noted, not reckoned: {clauses}. `supervision policy check` says what they are."
        )),
    }
}
