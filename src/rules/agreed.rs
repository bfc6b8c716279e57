//! The actions that records agree.

use crate::calendar::Day;
use crate::record::action::Action;
use crate::record::{ActionId, Records};
use crate::source::Spanned;

/// Every action that any record agrees, with the day on which it was agreed.
pub(super) fn actions(records: &Records) -> impl Iterator<Item = (Day, &Spanned<ActionId>)> {
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
    of_workers.chain(of_children).flat_map(|(day, actions)| {
        let ids = actions.iter().map(|action: &Action| &action.id);
        ids.map(move |id| (day, id))
    })
}
