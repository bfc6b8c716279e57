//! Children who are in no row, and whose case is held by somebody of whom the extract speaks: left alone and named, or their
//! allocation ends on the extract's day, where the mapping says so.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::fields::Of;
use super::mapping::{Absent, Mapping};
use super::said::Said;
use super::{File, Plan};
use crate::reading::Reading;
use crate::report::import_list::{Change, LeftAlone};

/// Settles what becomes of them. An extract with rows that could not be taken ends nothing: the child may be in one of them.
pub(super) fn settle(
    reading: &Reading,
    mapping: &Mapping,
    said: &[Said],
    seen: &BTreeSet<&str>,
    whole: bool,
    plan: &mut Plan,
) {
    const ALLOCATIONS: usize = 5;
    let list = Of::Children.groups()[ALLOCATIONS].list;
    if !mapping.columns.contains_key("worker") {
        return;
    }
    let in_rows = said.iter().filter_map(|said| said.facts.get(&ALLOCATIONS));
    let in_rows = in_rows.flat_map(|fact| fact.values.iter().map(|(_, value)| value.as_str()));
    let in_mapping = mapping.workers.values().map(|id| id.value.as_str());
    let workers: BTreeSet<&str> = match said.is_empty() {
        true => BTreeSet::new(),
        false => in_rows.chain(in_mapping).collect(),
    };
    let ends = mapping.absent == Absent::EndAllocation && whole;
    let day = reading.today;
    let refused = plan.listing.refused.iter();
    let refused: BTreeSet<String> = refused
        .filter_map(|refused| refused.record.clone())
        .collect();
    for (id, file) in &reading.records.children {
        let id = id.as_str();
        let Some(child) = &file.child else { continue };
        if seen.contains(id) || refused.contains(id) || !child.data.is_open(day) {
            continue;
        }
        let Some((index, held)) = child.data.allocations.iter().enumerate().next_back() else {
            continue;
        };
        let worker = held.worker.value.as_str();
        if held.to.is_some() || !workers.contains(worker) {
            continue;
        }
        let since = held.from.value;
        let source = reading.sources.file(child.source);
        let ended = match ends && since <= day {
            true => Draft::new(source.text()).and_then(|mut draft| {
                draft.end(list, index, day)?;
                draft.finish()
            }),
            false => Err(super::Unwritable),
        };
        match ended {
            Ok(after) => {
                plan.listing.changes.push(Change {
                    record: id.to_owned(),
                    path: source.path().to_owned(),
                    is_new: false,
                    says: vec![format!("allocation to {worker} since {since} ends {day}: the child is not in the extract")],
                    rows: Vec::new(),
                });
                plan.files.push(File {
                    path: source.path().to_owned(),
                    before: Some(source.text().to_owned()),
                    after,
                });
            }
            Err(_) => plan.listing.left_alone.push(LeftAlone {
                record: id.to_owned(),
                says: format!("not in the extract; allocation to {worker} since {since}"),
            }),
        }
    }
}
