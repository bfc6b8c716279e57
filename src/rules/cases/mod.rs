//! Each open case: accounted for in every session, discussed in time, less often only when authorised (C4, R7).

mod case_acknowledged_by_one;
mod case_cannot_be_judged;
mod case_deadline_missed;
mod case_drifting;
mod case_not_held;
mod case_unaccounted_for;
mod decision_not_revisited;
mod discussion_overdue;
mod first_consideration_overdue;
mod full_discussion_skipped;
mod interval_unauthorised;
mod next_discussion_missing;
mod stable_with_concern;

use super::held;
use crate::due::case_discussion::every_session;
use crate::due::{Facts, Mention};
use crate::policy::Pack;
use crate::policy::rule::{CaseRule, EverySession, Rule};

pub(super) const RULES: &[&super::Rule] = &[
    &case_unaccounted_for::CASE_UNACCOUNTED_FOR,
    &case_acknowledged_by_one::CASE_ACKNOWLEDGED_BY_ONE,
    &case_not_held::CASE_NOT_HELD,
    &full_discussion_skipped::FULL_DISCUSSION_SKIPPED,
    &discussion_overdue::DISCUSSION_OVERDUE,
    &case_drifting::CASE_DRIFTING,
    &first_consideration_overdue::FIRST_CONSIDERATION_OVERDUE,
    &case_deadline_missed::CASE_DEADLINE_MISSED,
    &next_discussion_missing::NEXT_DISCUSSION_MISSING,
    &interval_unauthorised::INTERVAL_UNAUTHORISED,
    &stable_with_concern::STABLE_WITH_CONCERN,
    &decision_not_revisited::DECISION_NOT_REVISITED,
    &case_cannot_be_judged::CASE_CANNOT_BE_JUDGED,
];

/// A case that was only acknowledged where the policy asks for a full discussion.
struct Skipped<'a> {
    pack: &'a Pack,
    rule: &'a Rule<CaseRule>,
    when: EverySession,
}

/// Whether a case in a session was only acknowledged although the policy asks for a full discussion at each (C4b, C4e).
fn skipped<'a>(facts: &Facts<'a>, mention: &Mention<'a>) -> Option<Skipped<'a>> {
    let (discussion, day) = (mention.discussion, mention.day());
    let child = held::child(facts, &discussion.child)?;
    let is_own = held::is_of_own_cases(&mention.session.data)
        && held::is_held_by(&child.data, mention.worker, day);
    if discussion.is_full() || !is_own || held::has_unknown_authoriser(facts, &discussion.child) {
        return None;
    }
    let (pack, rule, when) = every_session(facts, &discussion.child, &child.data, day)?;
    let is_calm = held::is_stable(discussion) && !held::has_concern(discussion);
    match when {
        EverySession::UnlessStable if is_calm => None,
        _ => Some(Skipped { pack, rule, when }),
    }
}
