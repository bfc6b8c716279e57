//! The child's own records: one for each full discussion, true to the case and to this child, entered on the case system (R11,
//! R12), naming nobody, and apart from the worker's (R10, R15).

mod category_differs;
mod note_copied;
mod note_missing;
mod note_not_entered;
mod note_without_session;
mod other_child_named;
mod part_misplaced;
mod personal_identifier;
mod risk_not_carried;
mod worker_words_copied;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &note_missing::NOTE_MISSING,
    &note_without_session::NOTE_WITHOUT_SESSION,
    &note_not_entered::NOTE_NOT_ENTERED,
    &category_differs::CATEGORY_DIFFERS,
    &risk_not_carried::RISK_NOT_CARRIED,
    &note_copied::NOTE_COPIED,
    &part_misplaced::PART_MISPLACED,
    &worker_words_copied::WORKER_WORDS_COPIED,
    &other_child_named::OTHER_CHILD_NAMED,
    &personal_identifier::PERSONAL_IDENTIFIER,
];
