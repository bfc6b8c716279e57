//! One pack laid over another: national over nothing, council over national, service over council.
//!
//! Where both ask, the strictest holds, as between any two packs. A rule with the name of one beneath stands in its place;
//! it may be looser only as the rule beneath lets it be, or where it reads doubtful words in another way and says so.

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

/// Lays every pack over the one that it names, in the order of the settings.
pub(super) fn lay(packs: &mut [InForce]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for place in 0..packs.len() {
        let Some(over) = packs[place].pack.over.clone() else {
            continue;
        };
        let beneath = packs
            .iter()
            .position(|other| *other.pack.id == *over && *over != *packs[place].pack.id);
        let Some(beneath) = beneath else {
            found.push(missing(&packs[place].pack, over.span, over.as_str()));
            found.extend(unknown_clauses(&packs[place].pack));
            continue;
        };
        let ((upper, period), lower) = two(packs, place, beneath);
        upper.inherit(lower);
        found.extend(unknown_clauses(upper));
        for (rule, meanwhile) in replaced(upper, lower, period, &mut found) {
            lower.suspend(&rule, &meanwhile);
            upper.stands_for(&rule, &lower.title);
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

/// The rules beneath that give way, each with when.
fn replaced(
    upper: &Pack,
    lower: &Pack,
    period: Period,
    found: &mut Vec<Diagnostic>,
) -> Vec<(String, Vec<Period>)> {
    let mut give_way = Vec::new();
    for replacing in upper.replacing(lower) {
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
    for aside in &upper.set_aside {
        match rules.iter().find(|entry| entry.id == aside.rule.as_str()) {
            None => found.push(unknown_rule(lower, aside, &rules)),
            Some(entry) => match forbidden_aside(entry, aside) {
                None => give_way.push((entry.id.to_owned(), vec![period])),
                Some(why) => found.push(loosens(lower, entry, aside.rule.span, &why)),
            },
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

fn unknown_rule(beneath: &Pack, aside: &SetAside, rules: &[Entry<'_>]) -> Diagnostic {
    let known: Vec<&str> = rules.iter().map(|entry| entry.id).collect();
    let message = format!(
        "the pack `{}` has no rule `{}` to set aside",
        beneath.id.value, aside.rule.value
    );
    Diagnostic::format_error(RULE_UNKNOWN, aside.rule.span, message)
        .help(format!("name one of its rules: {}", known.join(", ")))
}
