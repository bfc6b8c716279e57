//! Whether a rule's selection fits a worker or a case on a day.

use super::facts::CaseFacts;
use crate::policy::rule::{CaseSelection, WorkerSelection};
use crate::record::Term;
use crate::record::worker::Employment;

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

/// Whether a post is one of those that a selection is about; the stage is another matter.
pub(crate) fn fits_post(selection: &WorkerSelection, post: &Employment) -> bool {
    let is_one_of = |wanted: &[Term], value: &Term| wanted.is_empty() || wanted.contains(value);
    is_one_of(&selection.role, &post.role)
        && !selection.role_not.contains(&post.role)
        && is_one_of(&selection.team, &post.team)
        && !selection.team_not.contains(&post.team)
        && (selection.basis.is_empty() || selection.basis.contains(&post.basis))
        && selection.hours.is_none_or(|hours| hours.fit(post.hours))
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
    // Where nothing is said of visits, they are the usual ones.
    let visiting = case.visiting.map_or("standard", Term::as_str);
    let is_so_visited = |pattern: &Term| pattern.as_str() == visiting;
    let visited =
        match selection.visiting.is_empty() || selection.visiting.iter().any(is_so_visited) {
            true if !selection.visiting_not.iter().any(is_so_visited) => Fit::Yes,
            _ => Fit::No,
        };
    let asks_holder = !selection.holder.is_empty() || !selection.holder_not.is_empty();
    let holder = match case.holder_role {
        None if asks_holder => Fit::Unknown,
        role => is_one_of(&selection.holder, role).and(is_none_of(&selection.holder_not, role)),
    };
    let asks_team = !selection.team.is_empty() || !selection.team_not.is_empty();
    let team = match case.team {
        None if asks_team => Fit::Unknown,
        team => is_one_of(&selection.team, team).and(is_none_of(&selection.team_not, team)),
    };
    let is_child = |subject: &Term| subject.as_str() == "child";
    let subject = match case.subject {
        None if selection.subject.iter().any(is_child) => Fit::Yes,
        subject => is_one_of(&selection.subject, subject),
    };
    is_one_of(&selection.category, case.category)
        .and(is_none_of(&selection.category_not, case.category))
        .and(is_one_of(&selection.placement, case.placement))
        .and(is_none_of(&selection.placement_not, case.placement))
        .and(visited)
        .and(is_one_of(&selection.proceedings, case.proceedings))
        .and(match selection.permanent {
            Some(wanted) if wanted != case.permanent => Fit::No,
            _ => Fit::Yes,
        })
        .and(is_one_of(&selection.need, case.need))
        .and(subject)
        .and(holder)
        .and(team)
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
