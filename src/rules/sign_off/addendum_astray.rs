//! An addendum to a record that is not there, that stands somewhere else, or to something that the record does not hold.

use crate::diag::Diagnostic;
use crate::record::addendum::Addendum;
use crate::record::{Filed, RecordId, Records};
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::names::records_there;
use crate::source::Span;

rule!(ADDENDUM_ASTRAY, "addendum-astray", Error, addendum_astray);

fn addendum_astray(context: &Context<'_>) -> Vec<Diagnostic> {
    let records = context.facts.records;
    let workers = records.workers.values().flat_map(|file| &file.addenda);
    let children = records.children.values().flat_map(|file| &file.addenda);
    let addenda: Vec<&Filed<Addendum>> = workers.chain(children).collect();
    if addenda.is_empty() {
        return Vec::new();
    }
    let known = records_there(context.sources);
    let mut found = Vec::new();
    for filed in addenda {
        let amends = &filed.data.amends;
        let beside = filed.id.as_str().rsplit_once("-addendum-");
        let beside = beside.map(|(record, _)| record);
        if let Some((place, what)) = settles_nothing(records, &filed.data) {
            let message = format!(
                "the addendum settles {what} that {} does not tell of",
                amends.value
            );
            found
                .push(finding(place, message).help(
                    "correct the number: they are counted from 1 in the order of the record",
                ));
        }
        let (message, help) = match known.contains(amends.as_str()) {
            true if beside == Some(amends.as_str()) => continue,
            true => (
                format!(
                    "the addendum adds to {}, and does not stand beside it",
                    amends.value
                ),
                format!(
                    "move it to where that record is, and call it {}-addendum-1.md",
                    last(amends.as_str())
                ),
            ),
            false => (
                format!("the addendum adds to {}, which is not there", amends.value),
                "correct the name of the record, or put the record back".to_owned(),
            ),
        };
        found.push(finding(amends.span, message).help(help));
    }
    found
}

fn last(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// What an addendum says is settled and its record does not hold, where the record is here and can be read.
fn settles_nothing(records: &Records, added: &Addendum) -> Option<(Span, &'static str)> {
    let folder = added.amends.as_str().split('/').next()?;
    let is_it = |id: &RecordId| *id == added.amends.value;
    let sessions = records.workers.get(folder).map(|file| &file.sessions);
    let mut sessions = sessions.into_iter().flatten();
    let notes = records.children.get(folder).map(|file| &file.supervisions);
    let mut notes = notes.into_iter().flatten();
    let session = sessions.find(|filed| is_it(&filed.id));
    let note = notes.find(|filed| is_it(&filed.id));
    let is_unread = records.is_unread(added.amends.as_str());
    let whole = |field| {
        !is_unread
            && session.is_none_or(|filed| filed.is_whole(field))
            && note.is_none_or(|filed| filed.is_whole(field))
    };
    let disputes = session.map_or(0, |filed| filed.data.disputes.len())
        + note.map_or(0, |filed| filed.data.disputes.len());
    let risks = note.map_or(0, |filed| filed.data.risks_to_staff.len());
    let outcome = added.dispute_outcome.as_ref();
    let outcome = outcome.filter(|settled| settled.index() >= disputes && whole("disputes"));
    let closed = added.risk_closed.as_ref();
    let closed = closed.filter(|closed| closed.index() >= risks && whole("risks-to-staff"));
    let outcome = outcome.map(|settled| (settled.closed.span, "a disagreement"));
    outcome.or_else(|| closed.map(|closed| (closed.on.span, "a risk to staff")))
}
