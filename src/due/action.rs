//! Agreed actions that no later session has closed (C5b, C5c, R9b).

use std::collections::BTreeMap;

use super::facts::Facts;
use super::{Anchor, Draft, DueKind};
use crate::calendar::Day;
use crate::record::action::{Action, Outcome};
use crate::record::{ActionId, ChildId, WorkerId};
use crate::source::Span;

/// An open action.
struct Open<'a> {
    action: &'a Action,
    by_when: Day,
    place: Span,
    worker: Option<&'a WorkerId>,
    child: Option<&'a ChildId>,
}

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    open(facts)
        .into_iter()
        .map(|(id, open)| Draft {
            worker: open.worker.cloned(),
            child: open.child.cloned(),
            subject: Some(id.to_string()),
            due: Some(open.by_when),
            counted_from: Some(Anchor {
                day: open.by_when,
                span: open.place,
            }),
            must: false,
            why: vec![format!(
                "agreed, to be done by {} by {}; no session has closed it",
                open.action.who.value, open.by_when
            )],
            ..Draft::new(DueKind::Action, "action")
        })
        .collect()
}

/// The actions that stand open today: agreed, and neither done nor dropped; a carried one with its new day.
fn open<'a>(facts: &Facts<'a>) -> BTreeMap<&'a ActionId, Open<'a>> {
    let today = facts.today;
    let mut open = BTreeMap::new();
    for (id, file) in &facts.records.workers {
        for session in file
            .sessions
            .iter()
            .filter(|session| session.data.date.value <= today)
        {
            agree(&mut open, &session.data.actions, Some(id), None);
        }
        for audit in file
            .quality_audits
            .iter()
            .filter(|audit| audit.data.date.value <= today)
        {
            agree(&mut open, &audit.data.actions, Some(id), None);
        }
    }
    for (id, file) in &facts.records.children {
        for note in file
            .supervisions
            .iter()
            .filter(|note| note.data.date.value <= today)
        {
            agree(
                &mut open,
                &note.data.actions,
                Some(&note.data.worker.value),
                Some(id),
            );
        }
        for decision in file
            .decisions
            .iter()
            .filter(|decision| decision.data.date.value <= today)
        {
            let child = file.child.as_ref();
            let holder =
                child.and_then(|child| child.data.allocations.on(decision.data.date.value));
            agree(
                &mut open,
                &decision.data.actions,
                holder.map(|held| &held.worker.value),
                Some(id),
            );
        }
    }
    for file in facts.records.workers.values() {
        for session in file
            .sessions
            .iter()
            .filter(|session| session.data.date.value <= today)
        {
            for reviewed in &session.data.actions_reviewed {
                match reviewed.outcome.value {
                    Outcome::Done | Outcome::Dropped => {
                        open.remove(&reviewed.action.value);
                    }
                    Outcome::Carried => {
                        let carried = open
                            .get_mut(&reviewed.action.value)
                            .zip(reviewed.by_when.as_ref());
                        if let Some((open, day)) = carried {
                            (open.by_when, open.place) = (day.value, day.span);
                        }
                    }
                }
            }
        }
    }
    open
}

fn agree<'a>(
    open: &mut BTreeMap<&'a ActionId, Open<'a>>,
    actions: &'a [Action],
    worker: Option<&'a WorkerId>,
    child: Option<&'a ChildId>,
) {
    for action in actions {
        let by_when = action.by_when.value;
        open.insert(
            &action.id.value,
            Open {
                action,
                by_when,
                place: action.by_when.span,
                worker,
                child,
            },
        );
    }
}
