//! One pack laid over another: national over nothing, council over national, service over council.
//!
//! Where both ask, the strictest holds, as between any two packs. A rule with the name of one beneath stands in its place, be
//! that in the next layer or further down;
//! it may be looser only as the rule beneath lets it be, or where it reads doubtful words in another way and says so.

use std::collections::BTreeSet;

use super::InForce;
use super::pack::{Entry, Pack, Replacing, SetAside, unknown_clauses};
use super::rule::{LoosenedBy, Loosening};
use crate::calendar::Period;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// A pack is laid over one that the settings do not name.
pub const PACK_BENEATH_MISSING: Code = Code::new("pack-beneath-missing");

/// A pack makes a rule looser that the pack beneath does not let it.
pub const OVERLAY_LOOSENS: Code = Code::new("overlay-loosens");

/// A pack sets aside a rule that the pack beneath does not have.
pub const RULE_UNKNOWN: Code = Code::new("rule-unknown");

/// Lays every pack over those beneath it, from the bottom up, in whatever order the settings name them.
pub(super) fn lay(packs: &mut [InForce]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut order: Vec<usize> = (0..packs.len()).collect();
    order.sort_by_key(|place| beneath(packs, *place).len());
    for place in order {
        let Some(over) = packs[place].pack.over.clone() else {
            continue;
        };
        let layers = beneath(packs, place);
        let Some(next) = layers.first() else {
            found.push(missing(&packs[place].pack, over.span, over.as_str()));
            found.extend(unknown_clauses(&packs[place].pack));
            continue;
        };
        let ((upper, _), lower) = two(packs, place, *next);
        upper.inherit(lower);
        found.extend(unknown_clauses(upper));
        // A rule gives way to the next layer above it that has one of its name, and to no other.
        let mut named: BTreeSet<String> = BTreeSet::new();
        for layer in &layers {
            let ((upper, period), lower) = two(packs, place, *layer);
            let names: Vec<String> = lower
                .rules()
                .iter()
                .map(|rule| rule.id.to_owned())
                .collect();
            for (rule, meanwhile) in replaced(upper, lower, period, &named, &mut found) {
                lower.suspend(&rule, &meanwhile);
                upper.stands_for(&rule, &lower.title);
            }
            named.extend(names);
        }
        let upper = &packs[place].pack;
        let unknown = upper.set_aside.iter();
        let unknown = unknown.filter(|aside| !named.contains(aside.rule.as_str()));
        found.extend(unknown.map(|aside| unknown_rule(&packs[*next].pack, aside, &named)));
    }
    found
}

/// The packs beneath one, the next first.
fn beneath(packs: &[InForce], place: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = place;
    while let Some(over) = &packs[at].pack.over {
        let next = packs.iter().position(|other| *other.pack.id == **over);
        match next.filter(|next| *next != place && !found.contains(next)) {
            None => break,
            Some(next) => {
                found.push(next);
                at = next;
            }
        }
    }
    found
}

/// The pack above, with its time, and the one beneath.
fn two(packs: &mut [InForce], above: usize, beneath: usize) -> ((&mut Pack, Period), &mut Pack) {
    let period = packs[above].period;
    let [upper, lower] = packs
        .get_disjoint_mut([above, beneath])
        .expect("a pack is not laid over itself");
    ((&mut upper.pack, period), &mut lower.pack)
}

/// The rules of a layer beneath that give way, each with when; but for those of a name that a layer between has.
fn replaced(
    upper: &Pack,
    lower: &Pack,
    period: Period,
    between: &BTreeSet<String>,
    found: &mut Vec<Diagnostic>,
) -> Vec<(String, Vec<Period>)> {
    let mut give_way = Vec::new();
    let replacing = upper.replacing(lower).into_iter();
    for replacing in replacing.filter(|replacing| !between.contains(replacing.replaced.id)) {
        match forbidden(&replacing) {
            None => give_way.push((
                replacing.replaced.id.to_owned(),
                replacing.rule.in_force.to_vec(),
            )),
            Some(why) => found.push(loosens(
                lower,
                &replacing.replaced,
                replacing.rule.id_span,
                &why,
            )),
        }
    }
    let rules = lower.rules();
    let aside = upper.set_aside.iter();
    for aside in aside.filter(|aside| !between.contains(aside.rule.as_str())) {
        let entry = rules.iter().find(|entry| entry.id == aside.rule.as_str());
        let Some(entry) = entry else { continue };
        match forbidden_aside(entry, aside) {
            None => give_way.push((entry.id.to_owned(), vec![period])),
            Some(why) => found.push(loosens(lower, entry, aside.rule.span, &why)),
        }
    }
    give_way
}

/// Why a rule may not stand in the place of the one beneath.
fn forbidden(replacing: &Replacing<'_>) -> Option<String> {
    let Replacing {
        rule,
        replaced,
        looser,
        ..
    } = replacing;
    let looser = looser.as_ref()?;
    let reads_otherwise = match (rule.reading, replaced.reading) {
        (Some(own), Some(theirs)) => own != theirs,
        _ => false,
    };
    if reads_otherwise {
        return None;
    }
    let Some(allowed) = by_overlay(replaced) else {
        return Some(format!(
            "{looser}, and the pack beneath lets nobody loosen it"
        ));
    };
    if let (Some(most), Some(figure)) = (&allowed.at_most, replacing.figure)
        && most.value != figure
        && ["2026-02-01", "2026-07-01"].iter().any(|day| {
            most.value
                .is_stricter_than(figure, day.parse().expect("a day"))
        })
    {
        return Some(format!(
            "{figure} is more than the {} that the pack beneath allows",
            most.value
        ));
    }
    unauthorised(allowed, rule.authorised_by.map(|role| role.as_str()))
}

/// Why a rule may not be set aside.
fn forbidden_aside(entry: &Entry<'_>, aside: &SetAside) -> Option<String> {
    let Some(allowed) = by_overlay(entry) else {
        return Some("the pack beneath lets nobody set it aside".to_owned());
    };
    if let Some(most) = &allowed.at_most {
        return Some(format!(
            "the pack beneath lets it become {}, and no looser",
            most.value
        ));
    }
    unauthorised(
        allowed,
        aside.authorised_by.as_ref().map(|role| role.as_str()),
    )
}

fn by_overlay<'a>(entry: &Entry<'a>) -> Option<&'a Loosening> {
    entry
        .may_loosen
        .iter()
        .find(|one| one.by == LoosenedBy::Overlay)
}

fn unauthorised(allowed: &Loosening, by: Option<&str>) -> Option<String> {
    let may = &allowed.authorised_by;
    if may.is_empty() || by.is_some_and(|by| may.iter().any(|role| role.as_str() == by)) {
        return None;
    }
    let may: Vec<&str> = may.iter().map(|role| role.as_str()).collect();
    Some(format!("it needs `authorised-by:` {}", may.join(" or ")))
}

fn loosens(beneath: &Pack, entry: &Entry<'_>, at: Span, why: &str) -> Diagnostic {
    let message = format!("`{}` of {} stays as it is: {why}", entry.id, beneath.title);
    Diagnostic::format_error(OVERLAY_LOOSENS, at, message)
        .related(entry.id_span, "the rule beneath")
        .because(beneath.cite(entry.clauses))
        .help("ask for at least as much as the rule beneath, or say how the doubtful words are read (`reading:`) where that rule has a reading of its own")
}

fn missing(pack: &Pack, at: Span, over: &str) -> Diagnostic {
    let message = format!(
        "the pack `{}` is laid over `{over}`, which the settings do not name",
        pack.id.value
    );
    Diagnostic::format_error(PACK_BENEATH_MISSING, at, message).help(format!(
        "name `{over}` under `policies:` in supervision.yaml, with the day from which it holds"
    ))
}

fn unknown_rule(beneath: &Pack, aside: &SetAside, rules: &BTreeSet<String>) -> Diagnostic {
    let known: Vec<&str> = rules.iter().map(String::as_str).collect();
    let message = format!(
        "the pack `{}` has no rule `{}` to set aside",
        beneath.id.value, aside.rule.value
    );
    Diagnostic::format_error(RULE_UNKNOWN, aside.rule.span, message)
        .help(format!("name one of its rules: {}", known.join(", ")))
}
