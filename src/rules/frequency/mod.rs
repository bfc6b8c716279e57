//! How often supervision takes place, and how long (C3, R8).

mod mentor_without_arrangement;
mod session_overdue;
mod session_too_short;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &session_overdue::SESSION_OVERDUE,
    &session_too_short::SESSION_TOO_SHORT,
    &mentor_without_arrangement::MENTOR_WITHOUT_ARRANGEMENT,
];
