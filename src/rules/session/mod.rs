//! Each session: its days, its discussions and what was agreed in it (R5, R7f, R9, C5).

mod action_overdue;
mod last_visit_missing;
mod recorded_before_session;
mod reflection_missing;
mod session_in_future;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &reflection_missing::REFLECTION_MISSING,
    &last_visit_missing::LAST_VISIT_MISSING,
    &action_overdue::ACTION_OVERDUE,
    &session_in_future::SESSION_IN_FUTURE,
    &recorded_before_session::RECORDED_BEFORE_SESSION,
];
