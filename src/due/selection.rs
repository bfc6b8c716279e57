//! Whether a rule's selection fits a worker or a case on a day.

use super::facts::CaseFacts;
use crate::policy::rule::{CaseSelection, WorkerSelection};
use crate::record::Term;

/// Whether a selection fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Something that it asks for is not known.
    Unknown,
}

impl Fit {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Yes, Self::Yes) => Self::Yes,
        }
    }
}

/// Whether the roles of a selection take in a role.
pub(crate) fn fits_role(selection: &WorkerSelection, role: &Term) -> bool {
    (selection.role.is_empty() || selection.role.contains(role))
        && !selection.role_not.contains(role)
}

/// Whether a case is one of those that a rule is about. What a case does not have, such as a placement, is known not to be
/// there; the role of its holder may be unknown.
pub(crate) fn fits_case(selection: &CaseSelection, case: &CaseFacts<'_>) -> Fit {
    let is_one_of = |wanted: &[Term], value: Option<&Term>| match value {
        _ if wanted.is_empty() => Fit::Yes,
        Some(value) if wanted.contains(value) => Fit::Yes,
        _ => Fit::No,
    };
    let is_none_of = |unwanted: &[Term], value: Option<&Term>| match value {
        Some(value) if unwanted.contains(value) => Fit::No,
        _ => Fit::Yes,
    };
    let asks_holder = !selection.holder.is_empty() || !selection.holder_not.is_empty();
    let holder = match case.holder_role {
        None if asks_holder => Fit::Unknown,
        role => is_one_of(&selection.holder, role).and(is_none_of(&selection.holder_not, role)),
    };
    is_one_of(&selection.category, case.category)
        .and(is_none_of(&selection.category_not, case.category))
        .and(is_one_of(&selection.placement, case.placement))
        .and(is_none_of(&selection.placement_not, case.placement))
        .and(is_one_of(&selection.visiting, case.visiting))
        .and(is_none_of(&selection.visiting_not, case.visiting))
        .and(is_one_of(&selection.proceedings, case.proceedings))
        .and(match selection.permanent {
            Some(wanted) if wanted != case.permanent => Fit::No,
            _ => Fit::Yes,
        })
        .and(holder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r7b_a_placement_that_is_not_said_to_be_permanent_is_taken_as_not_permanent() {
        let wanted = |permanent| CaseSelection {
            permanent,
            ..CaseSelection::default()
        };
        let silent = CaseFacts::default();
        let permanent = CaseFacts {
            permanent: true,
            ..CaseFacts::default()
        };
        assert_eq!(fits_case(&wanted(Some(false)), &silent), Fit::Yes);
        assert_eq!(fits_case(&wanted(Some(false)), &permanent), Fit::No);
        assert_eq!(fits_case(&wanted(Some(true)), &permanent), Fit::Yes);
        assert_eq!(fits_case(&wanted(None), &permanent), Fit::Yes);
    }
}
