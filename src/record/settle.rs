//! What an addendum says became of something that its record leaves open: the outcome of a disagreement, the end of a risk.
//!
//! A signed record is not changed, so the day of closing stands in the addendum. It is read as part of what it adds to, so that
//! nothing above has to look in two places.

use super::addendum::Addendum;
use super::dispute::Dispute;
use super::records::{CaseFile, WorkerFile};

/// Reads the addenda of a worker's file into its records.
pub(super) fn worker(file: &mut WorkerFile) {
    let WorkerFile {
        addenda, sessions, ..
    } = file;
    for added in addenda.iter().map(|filed| &filed.data) {
        let amended = sessions.iter_mut();
        let mut amended = amended.filter(|filed| filed.id == added.amends.value);
        if let Some(session) = amended.next() {
            settle(added, &mut session.data.disputes);
        }
    }
}

/// Reads the addenda of a child's folder into its records.
pub(super) fn child(file: &mut CaseFile) {
    let CaseFile {
        addenda,
        supervisions,
        ..
    } = file;
    for added in addenda.iter().map(|filed| &filed.data) {
        let amended = supervisions.iter_mut();
        let mut amended = amended.filter(|filed| filed.id == added.amends.value);
        let Some(note) = amended.next() else { continue };
        settle(added, &mut note.data.disputes);
        if let Some(closed) = &added.risk_closed
            && let Some(risk) = note.data.risks_to_staff.get_mut(closed.index())
        {
            risk.value.closed.get_or_insert(closed.on);
        }
    }
}

/// What the record itself says stands.
fn settle(added: &Addendum, disputes: &mut [Dispute]) {
    if let Some(settled) = &added.dispute_outcome
        && let Some(dispute) = disputes.get_mut(settled.index())
        && dispute.closed.is_none()
    {
        dispute.closed = Some(settled.closed);
        dispute.has_outcome = Some(serde::de::IgnoredAny);
    }
}
