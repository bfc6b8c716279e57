//! Decisions to discuss a case less often: which were authorised by whom, and how long each holds (C4d, C4f).

use super::Authorisation;
use super::facts::{Facts, Mention};
use super::selection::{Fit, fits_case};
use crate::calendar::{Day, Interval, Period};
use crate::policy::rule::Longer;
use crate::record::ChildId;
use crate::record::child::Child;
use crate::record::discussion::IntervalDecision;
use crate::source::Spanned;

/// A longer interval that holds for a while.
pub(crate) struct Authorised<'a> {
    /// When it holds.
    pub(crate) period: Period,
    /// What was decided, never more than the policy lets be authorised.
    pub(crate) interval: Interval,
    decision: &'a Spanned<IntervalDecision>,
}

/// A decision that holds, as far as the reasons tell of it.
#[derive(Clone, Copy)]
pub(crate) struct Decided<'a> {
    decision: &'a Spanned<IntervalDecision>,
    until: Option<Day>,
}

impl<'a> Authorised<'a> {
    /// The decision.
    pub(crate) fn decided(&self) -> Decided<'a> {
        Decided {
            decision: self.decision,
            until: self.period.to,
        }
    }
}

impl Decided<'_> {
    /// Who authorised it, when and until when.
    pub(crate) fn authorisation(self) -> Option<Authorisation> {
        Some(Authorisation {
            by: self.decision.authorised_by.as_ref()?.value.clone(),
            on: self.decision.authorised_on.as_ref()?.value,
            until: self.until,
            at: self.decision.span,
        })
    }
}

/// The decisions about a case that a rule's exception allows, oldest first. Each ends with its own last day, with the next
/// decision, or when the facts that it rests on change.
pub(crate) fn decisions<'a>(
    facts: &Facts<'a>,
    id: &ChildId,
    child: &'a Child,
    longer: &Longer,
) -> Vec<Authorised<'a>> {
    let mentions = facts.mentions(id);
    let decided = mentions
        .iter()
        .filter_map(|mention| decision(facts, child, longer, mention));
    let mut found: Vec<Authorised<'a>> = decided.collect();
    for index in 0..found.len() {
        let next = found.get(index + 1).map(|next| next.period.from.before());
        let period = &mut found[index].period;
        let changed = first_change(facts, mentions, child, longer, period.from).map(Day::before);
        period.to = [period.to, next, changed].into_iter().flatten().min();
    }
    found.retain(|authorised| {
        authorised
            .period
            .to
            .is_none_or(|to| authorised.period.from <= to)
    });
    found
}

fn decision<'a>(
    facts: &Facts<'a>,
    child: &'a Child,
    longer: &Longer,
    mention: &Mention<'a>,
) -> Option<Authorised<'a>> {
    let decision = mention.discussion.interval_decision.as_ref()?;
    let by = decision.authorised_by.as_ref()?;
    let on = decision.authorised_on.as_ref()?.value;
    let role = facts.records.role_on(by, on)?;
    let from = mention.day().max(on);
    let is_stable = is_calm(mention);
    let fits = fits_case(&longer.applies, &facts.case_on(child, from)) == Fit::Yes;
    if !longer.authorised_by.contains(role)
        || !fits
        || (longer.applies.stable == Some(true) && !is_stable)
    {
        return None;
    }
    let decided = Interval::Weeks(decision.weeks.value);
    let most = longer.at_most.value;
    let interval = if most.is_stricter_than(decided, from) {
        most
    } else {
        decided
    };
    let period = Period::new(from, decision.until.as_ref().map(|until| until.value));
    Some(Authorised {
        period,
        interval,
        decision,
    })
}

/// Why no decision makes the interval longer today; nothing where one does, or where nobody has called the case stable.
pub(crate) fn lacking(
    facts: &Facts<'_>,
    id: &ChildId,
    child: &Child,
    longer: &Longer,
) -> Option<String> {
    let in_force = decisions(facts, id, child, longer);
    if in_force
        .iter()
        .any(|authorised| authorised.period.contains(facts.today))
    {
        return None;
    }
    let mentions = facts.mentions(id);
    let attempt = mentions.iter().rev().find_map(|mention| {
        let decision = mention.discussion.interval_decision.as_ref()?;
        Some((mention, decision))
    });
    let Some((mention, decision)) = attempt else {
        let asks_stable = longer.applies.stable == Some(true);
        let is_open_to_it = !asks_stable || mentions.last().is_some_and(is_calm);
        return is_open_to_it.then(|| "no decision is recorded".to_owned());
    };
    let day = mention.day();
    let (Some(by), Some(on)) = (&decision.authorised_by, &decision.authorised_on) else {
        return Some(format!("nobody has authorised the decision of {day}"));
    };
    let role = facts.records.role_on(by, on.value);
    if !role.is_some_and(|role| longer.authorised_by.contains(role)) {
        let role = role.map_or_else(
            || "whose role that day is not known".to_owned(),
            |role| format!("then {}", facts.policy.role_title(role).to_lowercase()),
        );
        let may: Vec<String> = longer
            .authorised_by
            .iter()
            .map(|role| facts.policy.role_title(role).to_lowercase())
            .collect();
        return Some(format!(
            "the decision of {day} was authorised by {}, {role}, and only a {} may",
            by.value,
            may.join(" or a ")
        ));
    }
    if longer.applies.stable == Some(true) && !is_calm(mention) {
        return Some(format!(
            "the session of {day} does not record the case as stable and without immediate concern"
        ));
    }
    Some(match on.value > facts.today {
        true => format!("the decision of {day} is authorised only from {}", on.value),
        false => format!("the decision of {day} no longer holds"),
    })
}

/// Whether the manager records the case as stable and knows of no immediate concern (C4b).
fn is_calm(mention: &Mention<'_>) -> bool {
    let discussion = mention.discussion;
    discussion
        .stable
        .as_ref()
        .is_some_and(|stable| stable.value)
        && !discussion
            .safeguarding_concern
            .as_ref()
            .is_some_and(|concern| concern.value)
}

/// The first day after a decision on which what it rested on is no longer so.
fn first_change(
    facts: &Facts<'_>,
    mentions: &[Mention<'_>],
    child: &Child,
    longer: &Longer,
    from: Day,
) -> Option<Day> {
    let was = facts.case_on(child, from);
    let turning = child
        .categories
        .turning_days()
        .chain(child.placements.turning_days())
        .chain(child.visiting.turning_days())
        .chain(child.proceedings.turning_days())
        .chain(child.needs.turning_days())
        .chain(child.allocations.turning_days());
    let changed = turning.filter(|day| *day > from).filter(|day| {
        let is = facts.case_on(child, *day);
        (
            is.category,
            is.placement,
            is.visiting,
            is.proceedings,
            is.need,
        ) != (
            was.category,
            was.placement,
            was.visiting,
            was.proceedings,
            was.need,
        ) || fits_case(&longer.applies, &is) != Fit::Yes
    });
    let unsettled = mentions
        .iter()
        .filter(|mention| mention.day() > from && longer.applies.stable == Some(true))
        .find(|mention| {
            let discussion = mention.discussion;
            discussion
                .stable
                .as_ref()
                .is_some_and(|stable| !stable.value)
                || discussion
                    .safeguarding_concern
                    .as_ref()
                    .is_some_and(|concern| concern.value)
        });
    changed.chain(unsettled.map(Mention::day)).min()
}
