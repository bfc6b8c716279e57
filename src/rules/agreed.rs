//! The actions that records agree.

use crate::calendar::Day;
use crate::record::action::Action;
use crate::record::{ActionId, Records};
use crate::source::Spanned;

/// Every action that any record agrees, with the day on which it was agreed.
pub(super) fn actions(records: &Records) -> impl Iterator<Item = (Day, &Spanned<ActionId>)> {
    all(records).map(|(day, action)| (day, &action.id))
}

/// Every action that any record agrees, with the day by which it was first to be done.
pub(super) fn actions_by_when(
    records: &Records,
) -> impl Iterator<Item = (&Spanned<ActionId>, Day)> {
    all(records).map(|(_, action)| (&action.id, action.by_when.value))
}

fn all(records: &Records) -> impl Iterator<Item = (Day, &Action)> {
    let of_workers = records.workers.values().flat_map(|file| {
        let sessions = file.sessions.iter();
        let audits = file.quality_audits.iter();
        sessions
            .map(|filed| (filed.data.date.value, &filed.data.actions))
            .chain(audits.map(|filed| (filed.data.date.value, &filed.data.actions)))
    });
    let of_children = records.children.values().flat_map(|file| {
        let notes = file.supervisions.iter();
        let decisions = file.decisions.iter();
        notes
            .map(|filed| (filed.data.date.value, &filed.data.actions))
            .chain(decisions.map(|filed| (filed.data.date.value, &filed.data.actions)))
    });
    of_workers
        .chain(of_children)
        .flat_map(|(day, actions)| actions.iter().map(move |action: &Action| (day, action)))
}
