//! The child's own records: one for each full discussion, true to the case, entered on the case system (R11, R12), naming nobody.

mod category_differs;
mod note_missing;
mod note_not_entered;
mod note_without_session;
mod personal_identifier;

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &note_missing::NOTE_MISSING,
    &note_without_session::NOTE_WITHOUT_SESSION,
    &note_not_entered::NOTE_NOT_ENTERED,
    &category_differs::CATEGORY_DIFFERS,
    &personal_identifier::PERSONAL_IDENTIFIER,
];
