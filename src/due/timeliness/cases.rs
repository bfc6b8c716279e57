//! One case: its full discussions, each of which sets the date for the next, and its first consideration at each allocation.

use super::{Obligation, Reason, Whose, Window, common, given, in_order, pack_days};
use crate::calendar::{Day, Held, Period};
use crate::due::case_discussion::{discussion, first_held};
use crate::due::facts::Facts;
use crate::due::first_consideration::{considered, owed};
use crate::due::replay::Stretch;
use crate::record::child::{Allocation, Child};
use crate::record::{ChildId, Filed, WorkerId};
use crate::source::Spanned;

pub(super) fn judged(
    facts: &Facts<'_>,
    window: Window,
    id: &ChildId,
    child: &Filed<Child>,
) -> Vec<Obligation> {
    let mut found = discussions(facts, window, id, child);
    let allocations = child.data.allocations.iter();
    found.extend(allocations.flat_map(|held| first_considerations(facts, window, id, child, held)));
    found
}

fn discussions(
    facts: &Facts<'_>,
    window: Window,
    id: &ChildId,
    child: &Filed<Child>,
) -> Vec<Obligation> {
    let closed = child.data.closed.as_ref().map(|closed| closed.value);
    let time = Period::new(first_held(&child.data).0, closed);
    let mentions = facts.mentions(id).iter().map(|mention| mention.day());
    let changes = in_order(
        pack_days(facts)
            .chain(child.data.categories.turning_days())
            .chain(child.data.placements.turning_days())
            .chain(child.data.visiting.turning_days())
            .chain(child.data.proceedings.turning_days())
            .chain(child.data.allocations.turning_days())
            .chain(mentions),
    );
    let full = facts
        .formal_mentions(id)
        .filter(|mention| mention.discussion.is_full());
    let full: Vec<Spanned<Day>> = full
        .map(|mention| given(mention.day(), mention.session.data.date.span))
        .collect();
    let stretches = Stretch::chain(time, &full, facts.today);
    let judge = |stretch: &Stretch| {
        window.judge(
            facts,
            stretch,
            &changes,
            |day| discussion(&facts.as_of(day), id, child),
            |draft, since, by| {
                let holder = draft.worker.as_ref()?;
                facts.as_of(by).unseen_session(holder, Some(since))
            },
            |day| Whose {
                worker: holder(&child.data, closed.map_or(day, |closed| closed.min(day))),
                child: Some(id),
                until: closed,
                then: Reason::Closed,
            },
        )
    };
    stretches.iter().flat_map(judge).collect()
}

/// Who held a case on a day, or last before it.
fn holder(child: &Child, day: Day) -> Option<&WorkerId> {
    let before = child.allocations.iter();
    let before = before.filter(|held| held.from.value <= day);
    let on = child.allocations.on(day);
    on.or_else(|| before.max_by_key(|held| held.from.value))
        .map(|held| &held.worker.value)
}

fn first_considerations(
    facts: &Facts<'_>,
    window: Window,
    id: &ChildId,
    child: &Filed<Child>,
    held: &Allocation,
) -> Vec<Obligation> {
    let closed = child.data.closed.as_ref().map(|closed| closed.value);
    let open = Period::new(child.data.opened.value, closed);
    let Some(time) = common(held.period(), open) else {
        return Vec::new();
    };
    let met = considered(facts, id, held)
        .map(|mention| given(mention.day(), mention.session.data.date.span));
    let Some(stretch) = Stretch::once(time, met, facts.today) else {
        return Vec::new();
    };
    let worker = &held.worker.value;
    window.judge(
        facts,
        &stretch,
        &in_order(pack_days(facts)),
        |day| owed(&facts.as_of(day), id, held).into_iter().next(),
        |_, since, by| facts.as_of(by).unseen_session(worker, Some(since)),
        |_| Whose {
            worker: Some(worker),
            child: Some(id),
            until: time.to,
            then: match closed {
                Some(closed) if time.to == Some(closed) => Reason::Closed,
                _ => Reason::Reallocated,
            },
        },
    )
}
