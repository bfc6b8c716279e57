//! The sessions that were held by today, and the cases in them.

use crate::calendar::{Day, Held};
use crate::due::{Facts, Mention};
use crate::record::child::Child;
use crate::record::discussion::Discussion;
use crate::record::id::is_slug;
use crate::record::session::{Session, SessionType};
use crate::record::store_settings::Holds;
use crate::record::{ChildId, Filed, PersonId, Records, WorkerFile, WorkerId};

/// Every session that was held by today, worker by worker, oldest first.
pub(super) fn sessions<'a>(
    facts: &Facts<'a>,
) -> impl Iterator<Item = (&'a WorkerId, &'a Filed<Session>)> {
    let today = facts.today;
    let workers = facts.records.workers.iter();
    workers.flat_map(move |(worker, file)| {
        let held = file
            .held_sessions()
            .filter(move |session| session.data.date.value <= today);
        held.map(move |session| (worker, session))
    })
}

/// Every case in a session that was held by today.
pub(super) fn cases<'a>(facts: &Facts<'a>) -> impl Iterator<Item = Mention<'a>> {
    sessions(facts).flat_map(|(worker, session)| {
        session.data.cases.iter().map(move |discussion| Mention {
            worker,
            session,
            discussion,
        })
    })
}

/// Whether a session is one in which worker and manager go through the worker's own cases.
pub(super) fn is_of_own_cases(session: &Session) -> bool {
    matches!(
        session.session_type.value,
        SessionType::Individual | SessionType::Joint
    )
}

/// The child of a case in a session, if the child's file is here and could be read.
pub(super) fn child<'a>(facts: &Facts<'a>, id: &ChildId) -> Option<&'a Filed<Child>> {
    facts.records.children.get(id)?.child.as_ref()
}

/// Whether a worker held a case, and it was open, on a day.
pub(super) fn is_held_by(child: &Child, worker: &WorkerId, day: Day) -> bool {
    let allocated = child
        .allocations
        .iter()
        .any(|held| held.worker.value == *worker && held.period().contains(day));
    allocated && child.is_open(day)
}

/// Whether a case in a session is judged as one of the worker's own: it is, or its file is not here to say otherwise.
pub(super) fn may_be_own(facts: &Facts<'_>, mention: &Mention<'_>) -> bool {
    is_of_own_cases(&mention.session.data)
        && child(facts, &mention.discussion.child)
            .is_none_or(|child| is_held_by(&child.data, mention.worker, mention.day()))
}

/// Whether a safeguarding concern is recorded.
pub(super) fn has_concern(discussion: &Discussion) -> bool {
    discussion
        .safeguarding_concern
        .as_ref()
        .is_some_and(|concern| concern.value)
}

/// Whether the case is recorded as stable.
pub(super) fn is_stable(discussion: &Discussion) -> bool {
    discussion
        .stable
        .as_ref()
        .is_some_and(|stable| stable.value)
}

/// Whether what a worker's file says of a day was written elsewhere, before the file came here or after it went (R13e).
pub(super) fn is_from_elsewhere(file: &WorkerFile, day: Day) -> bool {
    file.handovers
        .iter()
        .any(|handover| handover.data.date.value >= day)
}

/// Whether any record whose name begins so could not be read.
pub(super) fn is_any_unread(records: &Records, start: &str) -> bool {
    let at = records.unread.partition_point(|id| id.as_str() < start);
    let next = records.unread.get(at);
    next.is_some_and(|id| id.as_str().starts_with(start))
}

/// Whether a half of the records is kept in another store: what is not here is then not missing.
pub(super) fn is_elsewhere(facts: &Facts<'_>, half: Holds) -> bool {
    let settings = facts.records.settings();
    settings.is_some_and(|settings| settings.holds_elsewhere(half))
}

/// Whether a session names a case of which it cannot be told whose it is: that is the fault, and not that a child is left out.
pub(super) fn has_untold_case(session: &Filed<Session>) -> bool {
    let mut cases = session.data.cases.iter();
    !session.is_whole("cases") || cases.any(|case| !is_slug(case.child.as_str()))
}

/// Whether a session of a worker from a day on stands there and could not be read, so that what it says is not known.
pub(super) fn is_session_unread(records: &Records, worker: &WorkerId, from: Day) -> bool {
    let file = records.workers.get(worker);
    let sessions = file.into_iter().flat_map(|file| file.sessions.iter().rev());
    let mut since = sessions.take_while(|session| session.data.date.value >= from);
    if since.any(has_untold_case) {
        return true;
    }
    let folder = format!("{worker}/3-supervision/");
    let first = format!("{folder}{from}");
    let at = records
        .unread
        .partition_point(|id| id.as_str() < first.as_str());
    let next = records.unread.get(at);
    next.is_some_and(|id| id.as_str().starts_with(&folder))
}

/// Whether a decision about a child names an authoriser of whom nothing can be told: that is the fault, and not what
/// follows from it.
pub(super) fn has_unknown_authoriser(facts: &Facts<'_>, child: &ChildId) -> bool {
    let decisions = facts.mentions(child).iter();
    let mut decisions =
        decisions.filter_map(|mention| mention.discussion.interval_decision.as_ref());
    decisions.any(|decision| {
        let by = decision.authorised_by.as_ref();
        by.is_some_and(|by| !facts.records.people.contains_key(&by.value) && !is_worker(facts, by))
    })
}

fn is_worker(facts: &Facts<'_>, person: &PersonId) -> bool {
    let file = facts.records.workers.get(person.as_str());
    file.is_some_and(|file| file.worker.is_some())
}
