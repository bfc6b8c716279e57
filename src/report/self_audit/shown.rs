//! The barriers that the records show of themselves (R18): sessions called off, interrupted, without reflection, from one side.

use crate::calendar::{Day, Period};
use crate::due::Facts;
use crate::record::discussion::Party;
use crate::record::element::{ELEMENTS, Said, said};
use crate::record::session::Session;
use crate::record::{Filed, WorkerId};
use crate::source::Sources;

/// Something that gets in the way, as records show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InTheWay {
    /// The session was cancelled or moved.
    CalledOff,
    /// It was interrupted, and need not have been.
    Interrupted,
    /// No case was discussed reflectively, in depth.
    NoReflection,
    /// Case management was talked about, and one of the other elements not.
    OneElement,
    /// The agenda has topics from one side alone, or none.
    OneSide,
}

impl InTheWay {
    /// What a table calls it.
    pub fn spoken(self) -> &'static str {
        match self {
            Self::CalledOff => "Cancelled or moved, of those planned",
            Self::Interrupted => "Interrupted, and it could have been avoided",
            Self::NoReflection => "No case discussed reflectively, in depth",
            Self::OneElement => "Case management talked about, and one of the other elements not",
            Self::OneSide => "The agenda has topics from one side alone, or none",
        }
    }
}

/// How often something gets in the way, as far as records show it.
pub struct Shown {
    /// What it is.
    pub what: InTheWay,
    /// In how many sessions it shows.
    pub some: usize,
    /// Of how many.
    pub of: usize,
}

pub(super) fn of(facts: &Facts<'_>, sources: &Sources, id: &WorkerId, part: Party) -> Vec<Shown> {
    let from = facts
        .today
        .date()
        .checked_sub_months(chrono::Months::new(12));
    let from = from.map_or(facts.today, |day| Day::from(day).after());
    let year = Period::new(from, Some(facts.today));
    let files = facts.records.workers.iter();
    let sessions =
        files.flat_map(|(worker, file)| file.sessions.iter().map(move |one| (worker, one)));
    let sessions: Vec<&Filed<Session>> = sessions
        .filter(|(worker, session)| {
            let is_theirs = match part {
                Party::Supervisee => *worker == id,
                Party::Supervisor => session.data.supervisor.value == id.person(),
            };
            is_theirs && year.contains(session.data.date.value)
        })
        .map(|(_, session)| session)
        .collect();
    let held: Vec<&Filed<Session>> = sessions
        .iter()
        .copied()
        .filter(|one| one.data.is_held())
        .collect();
    let among = |what, fits: &dyn Fn(&Filed<Session>) -> bool| Shown {
        what,
        some: held.iter().filter(|session| fits(session)).count(),
        of: held.len(),
    };
    vec![
        Shown {
            what: InTheWay::CalledOff,
            some: sessions.len() - held.len(),
            of: sessions.len(),
        },
        among(InTheWay::Interrupted, &|one| {
            one.data
                .interruptions
                .iter()
                .any(|interruption| interruption.avoidable)
        }),
        among(InTheWay::NoReflection, &|one| {
            let mut cases = one.data.cases.iter();
            !cases.any(|case| {
                case.is_full() && case.reflective.as_ref().is_some_and(|said| said.value)
            })
        }),
        among(InTheWay::OneElement, &|one| {
            let talked = |title: &str| said(sources, one, title) == Said::Something;
            talked(ELEMENTS[0].0) && ELEMENTS[1..].iter().any(|(title, _)| !talked(title))
        }),
        among(InTheWay::OneSide, &|one| {
            let raised = |party| {
                let mut topics = one.data.agenda.iter();
                topics.any(|topic| topic.raised_by.as_ref().is_some_and(|by| by.value == party))
            };
            !(raised(Party::Supervisor) && raised(Party::Supervisee))
        }),
    ]
}
