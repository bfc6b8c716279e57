//! How often supervision takes place, how long, and who holds it (C3, R8).

mod mentor_beyond_share;
mod mentor_without_arrangement;
mod session_held_by_another;
mod session_not_replaced;
mod session_overdue;
mod session_too_long;
mod session_too_short;
mod sessions_cancelled_running;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &session_overdue::SESSION_OVERDUE,
    &session_too_short::SESSION_TOO_SHORT,
    &session_too_long::SESSION_TOO_LONG,
    &session_held_by_another::SESSION_HELD_BY_ANOTHER,
    &session_not_replaced::SESSION_NOT_REPLACED,
    &sessions_cancelled_running::SESSIONS_CANCELLED_RUNNING,
    &mentor_without_arrangement::MENTOR_WITHOUT_ARRANGEMENT,
    &mentor_beyond_share::MENTOR_BEYOND_SHARE,
];
