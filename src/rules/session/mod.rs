//! Each session: its days, its discussions and what was agreed in it (R5, R7f, R9, C5); and what shows over several.

mod action_carried_often;
mod action_overdue;
mod action_passed_over;
mod agenda_missing;
mod agenda_one_sided;
mod dispute_left_open;
mod dispute_referred_to_party;
mod dispute_without_outcome;
mod element_left_out;
mod last_visit_missing;
mod record_overdue;
mod recorded_before_session;
mod recorded_late;
mod reflection_missing;
mod session_in_future;
mod sessions_at_once;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &reflection_missing::REFLECTION_MISSING,
    &last_visit_missing::LAST_VISIT_MISSING,
    &agenda_missing::AGENDA_MISSING,
    &agenda_one_sided::AGENDA_ONE_SIDED,
    &element_left_out::ELEMENT_LEFT_OUT,
    &action_overdue::ACTION_OVERDUE,
    &action_carried_often::ACTION_CARRIED_OFTEN,
    &action_passed_over::ACTION_PASSED_OVER,
    &dispute_left_open::DISPUTE_LEFT_OPEN,
    &dispute_referred_to_party::DISPUTE_REFERRED_TO_PARTY,
    &dispute_without_outcome::DISPUTE_WITHOUT_OUTCOME,
    &session_in_future::SESSION_IN_FUTURE,
    &sessions_at_once::SESSIONS_AT_ONCE,
    &recorded_before_session::RECORDED_BEFORE_SESSION,
    &recorded_late::RECORDED_LATE,
    &record_overdue::RECORD_OVERDUE,
];
