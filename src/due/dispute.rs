//! Disagreements that are still open: referred by a day, closed by a day (R4.4, R12c; the times are local policy).

use super::asked_by_rule::Counted;
use super::facts::Facts;
use super::{Anchor, Draft, DueKind};
use crate::calendar::Day;
use crate::record::dispute::Dispute;
use crate::record::{ChildId, RecordId, WorkerId};

/// A disagreement and the record in which it stands.
struct Raised<'a> {
    dispute: &'a Dispute,
    record: &'a RecordId,
    number: usize,
    worker: &'a WorkerId,
    child: Option<&'a ChildId>,
}

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (_, pack, rule) in facts.rules(|pack| &pack.disagreement) {
        let open: Vec<Raised<'_>> = raised(facts)
            .into_iter()
            .filter(|raised| raised.dispute.on.value <= facts.today)
            .filter(|raised| {
                raised
                    .dispute
                    .closed
                    .as_ref()
                    .is_none_or(|day| day.value > facts.today)
            })
            .collect();
        let steps = [
            (
                &rule.referred_within,
                "referred",
                "referred to the supervisor's own line manager",
            ),
            (&rule.closed_within, "closed", "closed"),
        ];
        for (within, name, words) in steps {
            let Some(within) = within else { continue };
            for raised in &open {
                let dispute = raised.dispute;
                if name == "referred" && is_referred(dispute, facts.today) {
                    continue;
                }
                let due = within.after(dispute.on.value);
                let record = raised
                    .record
                    .as_str()
                    .rsplit('/')
                    .next()
                    .unwrap_or_default();
                let draft = Draft {
                    worker: Some(raised.worker.clone()),
                    child: raised.child.cloned(),
                    subject: Some(format!("{record}/{}/{name}", raised.number)),
                    why: vec![format!(
                        "raised on {} in {}",
                        dispute.on.value, raised.record
                    )],
                    ..Draft::by_rule(DueKind::Dispute, pack, rule)
                };
                let counted = Counted {
                    at: within.span,
                    cadence: Some(within.value.into()),
                    from: Anchor {
                        day: dispute.on.value,
                        span: dispute.on.span,
                    },
                };
                let words = format!("{words} within {}", within.value);
                drafts.push(draft.due_by((pack, rule), due, counted, &words));
            }
        }
    }
    drafts
}

/// Whether it had been referred by a day; one without a day of its own was, as soon as it is written down.
fn is_referred(dispute: &Dispute, today: Day) -> bool {
    let day = dispute.referred_on.as_ref().map(|day| day.value);
    dispute.referred_to.is_some() && day.is_none_or(|day| day <= today)
}

/// Every disagreement that a record holds.
fn raised<'a>(facts: &Facts<'a>) -> Vec<Raised<'a>> {
    let mut found = Vec::new();
    for (worker, file) in &facts.records.workers {
        for session in &file.sessions {
            let disputes = session.data.disputes.iter().enumerate();
            found.extend(disputes.map(|(index, dispute)| Raised {
                dispute,
                record: &session.id,
                number: index + 1,
                worker,
                child: None,
            }));
        }
    }
    for (child, file) in &facts.records.children {
        for note in &file.supervisions {
            let disputes = note.data.disputes.iter().enumerate();
            found.extend(disputes.map(|(index, dispute)| Raised {
                dispute,
                record: &note.id,
                number: index + 1,
                worker: &note.data.worker.value,
                child: Some(child),
            }));
        }
    }
    found
}
