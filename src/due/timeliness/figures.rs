//! Obligations counted: how many of those that fell due were met in time, and how many do not count and why.

use std::collections::BTreeMap;

use super::{KINDS, Obligation, Outcome, Reason};
use crate::due::DueKind;

/// One figure: how many of one kind fell due, and what became of them. What must be and what should be are told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What fell due.
    pub kind: DueKind,
    /// Whether the policy says that it must be so; otherwise it should.
    pub must: bool,
    /// The numerator: those met on or before their date.
    pub in_time: usize,
    /// Those met after their date.
    pub late: usize,
    /// Those that have not been met.
    pub not_done: usize,
    /// Those that do not count, by reason.
    pub not_counted: BTreeMap<Reason, usize>,
}

impl Figure {
    /// The denominator: those that fell due and count.
    pub fn due(&self) -> usize {
        self.in_time + self.late + self.not_done
    }

    /// How many of a hundred were in time, rounded down, so that a hundred means all; none where nothing fell due.
    pub fn share(&self) -> Option<usize> {
        (self.in_time * 100).checked_div(self.due())
    }

    /// How many do not count.
    pub fn left_out(&self) -> usize {
        self.not_counted.values().sum()
    }
}

/// By what the figures are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The worker.
    Worker,
    /// The team.
    Team,
    /// The supervisor.
    Supervisor,
}

impl By {
    /// Its name in JSON, and what a sentence calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Team => "team",
            Self::Supervisor => "supervisor",
        }
    }

    /// What an obligation goes under.
    pub fn of(self, obligation: &Obligation) -> Option<&str> {
        match self {
            Self::Worker => obligation.worker.as_ref().map(|id| id.as_str()),
            Self::Team => obligation.team.as_ref().map(|id| id.as_str()),
            Self::Supervisor => obligation.supervisor.as_ref().map(|id| id.as_str()),
        }
    }
}

/// The figures of one worker, team or supervisor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Who; none where that is not known.
    pub name: Option<String>,
    /// Their figures.
    pub figures: Vec<Figure>,
}

/// The figures of some obligations, in the order of kinds; what must be stands before what should be. Nothing of which there
/// was none is among them.
pub fn figures<'a>(obligations: impl IntoIterator<Item = &'a Obligation>) -> Vec<Figure> {
    let mut figures: BTreeMap<(usize, bool), Figure> = BTreeMap::new();
    for one in obligations {
        let figure = figures.entry((super::place(one.kind), !one.must));
        let figure = figure.or_insert_with(|| Figure {
            kind: one.kind,
            must: one.must,
            in_time: 0,
            late: 0,
            not_done: 0,
            not_counted: BTreeMap::new(),
        });
        match one.outcome {
            Outcome::InTime => figure.in_time += 1,
            Outcome::Late => figure.late += 1,
            Outcome::NotDone => figure.not_done += 1,
            Outcome::NotCounted(reason) => *figure.not_counted.entry(reason).or_insert(0) += 1,
        }
    }
    debug_assert!(figures.keys().all(|(place, _)| *place < KINDS.len()));
    figures.into_values().collect()
}

/// The figures of each group, in the order of their names; those of whom it is not known come last.
pub fn groups(obligations: &[Obligation], by: By) -> Vec<Group> {
    let mut members: BTreeMap<(bool, Option<&str>), Vec<&Obligation>> = BTreeMap::new();
    for one in obligations {
        let name = by.of(one);
        members.entry((name.is_none(), name)).or_default().push(one);
    }
    members
        .into_iter()
        .map(|((_, name), members)| Group {
            name: name.map(str::to_owned),
            figures: figures(members),
        })
        .collect()
}
