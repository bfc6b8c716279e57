//! A decision to discuss a case less often that does not hold: not authorised, or too long (C4d, C4f).

use crate::calendar::Interval;
use crate::diag::Diagnostic;
use crate::due::case_discussion::rules_on;
use crate::due::{Facts, Mention};
use crate::policy::Modality;
use crate::policy::rule::Longer;
use crate::record::Term;
use crate::record::discussion::IntervalDecision;
use crate::rules::Context;
use crate::rules::asked::as_strong_as;
use crate::rules::declare::rule;
use crate::rules::held;
use crate::source::{Span, Spanned};

rule!(
    INTERVAL_UNAUTHORISED,
    "interval-unauthorised",
    Error,
    interval_unauthorised
);

fn interval_unauthorised(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    held::cases(facts)
        .filter_map(|mention| judge(facts, &mention))
        .collect()
}

fn judge(facts: &Facts<'_>, mention: &Mention<'_>) -> Option<Diagnostic> {
    let decision = mention.discussion.interval_decision.as_ref()?;
    let (id, day) = (&mention.discussion.child.value, mention.day());
    let child = held::child(facts, id)?;
    let decided = Interval::Weeks(decision.weeks.value);
    let (pack, rule, longer) = rules_on(facts, &child.data, day)
        .into_iter()
        .filter(|(_, rule, _)| rule.at_most.is_stricter_than(decided, day))
        .min_by_key(|(_, rule, _)| rule.at_most.after(day))?;
    let most = longer.iter().max_by_key(|longer| longer.at_most.after(day));
    let weeks = decision.weeks.span;
    let (place, why, help) = match most.map(|most| (most, most.at_most.value)) {
        None => {
            let why = "no exception lets this case wait so long".to_owned();
            (weeks, why, "take the decision out".to_owned())
        }
        Some((_, limit)) if limit.is_stricter_than(decided, day) => {
            let why = format!("nobody may authorise more than {limit}");
            (weeks, why, format!("decide on {limit} or less"))
        }
        Some((most, _)) => unfit(facts, mention, decision, most)?,
    };
    let message = format!("{decided} for {id}, decided on {day}, does not hold: {why}");
    let (asks, clauses) = most.map_or((rule.at_most.span, &rule.clauses), |most| {
        (most.at_most.span, &most.clauses)
    });
    let finding = finding(place, message)
        .related(asks, "asked here")
        .because(pack.cite(clauses))
        .help(format!(
            "{help}; until then it is due after {}",
            rule.at_most.value
        ));
    Some(as_strong_as(rule.modality == Modality::Must, finding))
}

/// What a decision lacks that an exception would allow: where, why, and what to do.
fn unfit(
    facts: &Facts<'_>,
    mention: &Mention<'_>,
    decision: &Spanned<IntervalDecision>,
    longer: &Longer,
) -> Option<(Span, String, String)> {
    let title = |role: &Term| facts.policy.role_title(role).to_lowercase();
    let titles: Vec<String> = longer.authorised_by.iter().map(title).collect();
    let titles = titles.join(" or ");
    let ask = format!("ask a {titles} to authorise it, and record who did and when");
    let weeks = decision.weeks.span;
    let Some(by) = &decision.authorised_by else {
        return Some((weeks, "nobody has authorised it".to_owned(), ask));
    };
    let Some(on) = decision.authorised_on.as_ref().map(|on| on.value) else {
        let why = "it is not said when it was authorised";
        return Some((weeks, why.to_owned(), ask));
    };
    let (name, asks_stable) = (&by.value, longer.applies.stable == Some(true));
    match facts.records.role_on(by, on) {
        _ if held::has_unknown_authoriser(facts, &mention.discussion.child) => None,
        None => Some((by.span, format!("{name} held no post on {on}"), ask)),
        Some(role) if !longer.authorised_by.contains(role) => {
            let role = title(role);
            let why = format!("{name} was {role} on {on} and may not authorise it");
            Some((by.span, why, ask))
        }
        Some(_) if !asks_stable || held::is_stable(mention.discussion) => None,
        Some(_) => {
            let why = "the case is not recorded as stable".to_owned();
            let help = "record whether it is judged to be stable, or take the decision out";
            Some((mention.discussion.depth.span, why, help.to_owned()))
        }
    }
}
