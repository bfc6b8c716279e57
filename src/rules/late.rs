//! What is past its day, as findings say it.

use std::collections::BTreeSet;

use super::Context;
use super::asked::as_strong_as;
use crate::calendar::Day;
use crate::diag::Diagnostic;
use crate::due::{Anchor, Due, DueKind, State};
use crate::record::WorkerId;

/// Something that is past its day.
pub(super) struct Late<'a> {
    /// What.
    pub(super) due: &'a Due,
    /// Its day.
    pub(super) day: Day,
    /// What the day was counted from.
    pub(super) from: Anchor,
    /// How long ago that was, in words.
    pub(super) ago: String,
}

/// Everything of a kind that is past its day.
pub(super) fn overdue<'a>(context: &Context<'a>, kind: DueKind) -> impl Iterator<Item = Late<'a>> {
    let today = context.facts.today;
    let overdue = context
        .dues
        .iter()
        .filter(move |due| due.kind == kind && due.state == State::Overdue);
    overdue.filter_map(move |due| {
        let (day, from) = (due.due?, due.counted_from?);
        let ago = match day.days_to(today) {
            1 => "1 day ago".to_owned(),
            days => format!("{days} days ago"),
        };
        Some(Late {
            due,
            day,
            from,
            ago,
        })
    })
}

/// The workers whose next session is past its day, or waits for their return.
pub(super) fn out_of_step<'a>(context: &Context<'a>) -> BTreeSet<&'a WorkerId> {
    let dues = context.dues.iter().filter(|due| {
        let is_out = matches!(due.state, State::Overdue | State::Suspended);
        due.kind == DueKind::WorkerSession && is_out
    });
    dues.filter_map(|due| due.worker.as_ref()).collect()
}

impl Late<'_> {
    /// Adds to a finding who asks, and makes it as strong as they ask.
    pub(super) fn tell(&self, finding: Diagnostic) -> Diagnostic {
        let finding = as_strong_as(self.due.must, finding).because(self.due.because.clone());
        match self.due.asked_at {
            Some(span) => finding.related(span, "asked here"),
            None => finding,
        }
    }
}
