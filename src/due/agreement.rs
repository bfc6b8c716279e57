//! A written agreement for each relationship of supervision (R4.1a).

use super::facts::Facts;
use super::relationship::{AtStart, due_at_start, earliest_for};
use super::{Draft, DueKind};
use crate::calendar::Day;
use crate::record::agreement::Agreement;
use crate::record::worker::LineManager;
use crate::record::{Filed, WorkerFile};

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let is_there = |file: &WorkerFile, relationship: &LineManager| {
        of_relationship(file, relationship, facts.today).is_some()
    };
    asked(facts)
        .flat_map(|asked| due_at_start(facts, &asked, is_there))
        .collect()
}

/// The packs that ask for an agreement.
pub(super) fn asked<'a>(facts: &Facts<'a>) -> impl Iterator<Item = AtStart<'a>> {
    let rules = facts.rules(|pack| &pack.agreement);
    rules.map(|(in_force, pack, rule)| AtStart {
        kind: DueKind::Agreement,
        missing: "there is no agreement of the two",
        title: &pack.title,
        in_force,
        within: &rule.within,
        modality: rule.modality,
        because: pack.cite(&rule.clauses),
        reading: rule.reading.as_ref(),
    })
}

/// The latest agreement of a relationship that was written by today: between these two, and not left over from an earlier time together.
pub(crate) fn of_relationship<'a>(
    file: &'a WorkerFile,
    relationship: &LineManager,
    today: Day,
) -> Option<&'a Filed<Agreement>> {
    all_of_relationship(file, relationship)
        .rev()
        .find(|agreement| agreement.data.date.value <= today)
}

/// The agreements of a relationship, whenever they were written, oldest first.
pub(super) fn all_of_relationship<'a>(
    file: &'a WorkerFile,
    relationship: &LineManager,
) -> impl DoubleEndedIterator<Item = &'a Filed<Agreement>> {
    let earliest = earliest_for(relationship);
    file.agreements.iter().filter(move |agreement| {
        let data = &agreement.data;
        data.supervisor.value == relationship.person.value
            && data.date.value >= earliest
            && relationship
                .to
                .as_ref()
                .is_none_or(|to| data.date.value <= to.value)
    })
}
