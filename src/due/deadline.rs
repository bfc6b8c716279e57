//! A case discussed so soon after something has happened to it, or before something does: an allocation, a change of category,
//! a status that has lasted long, a transfer, a closing.

use super::asked_by_rule::Counted;
use super::facts::{CaseFacts, Facts};
use super::selection::{Fit, fits_case};
use super::{Anchor, Draft, DueKind};
use crate::calendar::{Day, Held};
use crate::policy::rule::{DoneBy, Event};
use crate::record::child::Child;
use crate::record::{ChildId, Filed};
use crate::source::Spanned;

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = after_events(facts);
    drafts.extend(before_events(facts));
    drafts
}

fn after_events(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (in_force, pack, rule) in facts.rules(|pack| &pack.deadlines) {
        for (id, child) in children(facts) {
            let happened = event(facts, &child.data, rule.after.value);
            let Some(Spanned { value: day, span }) =
                happened.filter(|day| day.value <= facts.today)
            else {
                continue;
            };
            let case = facts.case_on(&child.data, day);
            // What is asked of a status that has lasted counts from its own beginning; other time begins with the rule.
            let from = match rule.not_before {
                Some(_) => day,
                None => day.max(in_force.from),
            };
            let due = rule.within.after(from).max(in_force.from);
            let counts_from = rule.not_before.map_or(day, |wait| wait.after(day));
            let is_over = child.data.closed.is_some() && rule.after.value != Event::Closing;
            if is_over
                || in_force.to.is_some_and(|to| to < due)
                || fits_case(&rule.applies, &case) != Fit::Yes
                || settled(facts, id, rule.done_by).any(|done| done >= counts_from)
            {
                continue;
            }
            let draft = Draft {
                subject: Some(rule.id().to_owned()),
                why: vec![format!(
                    "{} on {day}; {} is not there since {counts_from}",
                    rule.after.spoken(),
                    rule.done_by.spoken()
                )],
                ..of_case(
                    Draft::by_rule(DueKind::CaseDeadline, pack, rule),
                    id,
                    facts,
                    child,
                )
            };
            let counted = Counted {
                at: rule.within.span,
                cadence: Some(rule.within.value.into()),
                from: Anchor { day: from, span },
            };
            let words = format!("{} within {}", rule.spoken(), rule.within.value);
            drafts.push(draft.due_by((pack, rule), due, counted, &words));
        }
    }
    drafts
}

fn before_events(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (in_force, pack, rule) in facts.rules(|pack| &pack.needed_before) {
        for (id, child) in children(facts) {
            let happened = event(facts, &child.data, rule.before.value);
            let happened =
                happened.filter(|day| day.value <= facts.today && in_force.contains(day.value));
            let Some(Spanned { value: day, span }) = happened else {
                continue;
            };
            // What the case was the day before is what it was transferred, or closed, as.
            let case: CaseFacts<'_> = facts.case_on(&child.data, day.before());
            let is_near = |done: Day| {
                rule.within
                    .as_ref()
                    .is_none_or(|within| within.after(done) >= day)
            };
            if fits_case(&rule.applies, &case) != Fit::Yes
                || settled(facts, id, rule.needs).any(is_near)
            {
                continue;
            }
            let within = rule
                .within
                .as_ref()
                .map(|within| format!(" in the {} before", within.value));
            let draft = Draft {
                subject: Some(rule.id().to_owned()),
                why: vec![format!(
                    "{} on {day}, and {} is not there{}",
                    rule.before.spoken(),
                    rule.needs.spoken(),
                    within.unwrap_or_default()
                )],
                ..of_case(
                    Draft::by_rule(DueKind::CaseDeadline, pack, rule),
                    id,
                    facts,
                    child,
                )
            };
            let counted = Counted {
                at: rule.before.span,
                cadence: None,
                from: Anchor { day, span },
            };
            drafts.push(draft.due_by((pack, rule), day, counted, rule.spoken()));
        }
    }
    drafts
}

fn children<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (&'a ChildId, &'a Filed<Child>)> {
    let children = facts.records.children.iter();
    let today = facts.today;
    children
        .filter_map(|(id, file)| Some((id, file.child.as_ref()?)))
        .filter(move |(_, child)| child.data.opened.value <= today)
}

fn of_case(draft: Draft, id: &ChildId, facts: &Facts<'_>, child: &Filed<Child>) -> Draft {
    let holder = child.data.allocations.on(facts.today);
    Draft {
        child: Some(id.clone()),
        worker: holder.map(|held| held.worker.value.clone()),
        ..draft
    }
}

/// When something last happened to a case that still lasts.
fn event(facts: &Facts<'_>, child: &Child, event: Event) -> Option<Spanned<Day>> {
    let today = facts.today;
    match event {
        Event::Opened => Some(child.opened),
        Event::Closing => child.closed,
        Event::Allocation => child.allocations.on(today).map(|held| held.from),
        Event::ReAllocation => {
            let now = child.allocations.on(today)?;
            let mut earlier = child
                .allocations
                .iter()
                .filter(|held| held.from.value < now.from.value);
            earlier.next().map(|_| now.from)
        }
        Event::Category => child.categories.on(today).map(|held| held.from),
        Event::Placement => child.placements.on(today).map(|held| held.from),
        Event::Proceedings => {
            let begun = child
                .proceedings
                .iter()
                .filter(|stage| stage.period().from <= today);
            let begun = begun.filter(|stage| stage.period().to.is_none_or(|to| to >= today));
            begun.map(|stage| stage.from).max_by_key(|from| from.value)
        }
    }
}

/// The days up to today on which something was done that settles a deadline.
fn settled<'a>(
    facts: &'a Facts<'_>,
    id: &'a ChildId,
    done_by: DoneBy,
) -> impl Iterator<Item = Day> + 'a {
    let mentions = facts
        .formal_mentions(id)
        .filter(move |mention| match done_by {
            DoneBy::Any => true,
            DoneBy::Full => mention.discussion.is_full(),
            DoneBy::Reflective => mention
                .discussion
                .reflective
                .as_ref()
                .is_some_and(|is| is.value),
            DoneBy::Decision => false,
        });
    let file = facts
        .records
        .children
        .get(id)
        .filter(|_| done_by == DoneBy::Decision);
    let decisions = file.into_iter().flat_map(|file| &file.decisions);
    let decisions = decisions.map(|decision| decision.data.date.value);
    let days = mentions.map(super::Mention::day).chain(decisions);
    days.filter(|day| *day <= facts.today)
}
