//! The order in which cases come: the policy's precedence (R7b).

use super::facts::Facts;
use super::selection::{Fit, fits_case};
use crate::calendar::Day;
use crate::record::ChildId;

/// A case's place in the order of precedence; smaller comes first, and what no rule names comes last.
pub fn rank(facts: &Facts<'_>, child: &ChildId, day: Day) -> usize {
    let filed = facts
        .records
        .children
        .get(child)
        .and_then(|file| file.child.as_ref());
    let Some(filed) = filed else {
        return usize::MAX;
    };
    let case = facts.case_on(&filed.data, day);
    let orders = facts.policy.rules_on(day, |pack| &pack.precedence);
    let places = orders.filter_map(|(_, precedence)| {
        precedence
            .order
            .iter()
            .position(|selection| fits_case(selection, &case) == Fit::Yes)
    });
    places.min().unwrap_or(usize::MAX)
}
