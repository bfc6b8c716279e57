//! A supervision history at the start of each relationship (R4.2).

use super::facts::Facts;
use super::relationship::{AtStart, due_at_start, earliest_for};
use super::{Draft, DueKind};
use crate::record::history::History;
use crate::record::worker::LineManager;
use crate::record::{Filed, WorkerFile};

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let is_there = |file: &WorkerFile, relationship: &LineManager| {
        of_relationship(file, relationship).any(|history| history.data.date.value <= facts.today)
    };
    asked(facts)
        .flat_map(|asked| due_at_start(facts, &asked, is_there))
        .collect()
}

/// The packs that ask for a history.
pub(super) fn asked<'a>(facts: &Facts<'a>) -> impl Iterator<Item = AtStart<'a>> {
    let rules = facts.rules(|pack| &pack.history);
    rules.map(|(in_force, pack, rule)| AtStart {
        kind: DueKind::History,
        missing: "there is no supervision history written for them",
        title: &pack.title,
        in_force,
        within: &rule.within,
        modality: rule.modality,
        because: pack.cite(&rule.clauses),
        reading: rule.reading.as_ref(),
    })
}

/// The histories of a relationship, whenever they were written, oldest first.
pub(crate) fn of_relationship<'a>(
    file: &'a WorkerFile,
    relationship: &LineManager,
) -> impl Iterator<Item = &'a Filed<History>> {
    file.histories.iter().filter(move |history| {
        let data = &history.data;
        data.supervisor == relationship.person && data.date.value >= earliest_for(relationship)
    })
}
