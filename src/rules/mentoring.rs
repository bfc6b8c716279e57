//! The mentor whom an agreement names, and what the packs say of a mentor's sessions (R8d).

use crate::calendar::Day;
use crate::due::Facts;
use crate::policy::Pack;
use crate::policy::rule::{Rule, SessionsThatCount};
use crate::record::agreement::Agreement;
use crate::record::session::SessionType;
use crate::record::{Filed, WorkerFile};

/// The pack that lets a mentor's session count on a day.
pub(super) fn speaks_of_mentors<'a>(
    facts: &Facts<'a>,
    day: Day,
) -> Option<(&'a Pack, &'a Rule<SessionsThatCount>)> {
    let rules = facts.policy.rules_on(day, |pack| &pack.sessions_that_count);
    let mut speaking = rules.filter(|(_, rule)| rule.types.contains(&SessionType::Mentor));
    speaking.next()
}

/// The agreement of a worker that held on a day.
pub(super) fn agreement_on(file: &WorkerFile, day: Day) -> Option<&Filed<Agreement>> {
    let mut latest_first = file.agreements.iter().rev();
    latest_first.find(|agreement| agreement.data.starts.value <= day)
}
