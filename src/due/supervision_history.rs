//! A supervision history at the start of each relationship (R4.2).

use super::facts::Facts;
use super::relationship::{AtStart, due_at_start, earliest_for};
use super::{Draft, DueKind};
use crate::record::WorkerFile;
use crate::record::worker::LineManager;

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let rules = facts.rules(|pack| &pack.history);
    let asked = rules.map(|(in_force, pack, rule)| AtStart {
        kind: DueKind::History,
        missing: "there is no supervision history written for them",
        title: &pack.title,
        in_force,
        within: &rule.within,
        modality: rule.modality,
        because: pack.cite(&rule.clauses),
        reading: rule.reading.as_ref(),
    });
    let is_there = |file: &WorkerFile, relationship: &LineManager| {
        file.histories.iter().any(|history| {
            let data = &history.data;
            data.supervisor == relationship.person
                && data.date.value <= facts.today
                && data.date.value >= earliest_for(relationship)
        })
    };
    asked
        .flat_map(|asked| due_at_start(facts, &asked, is_there))
        .collect()
}
