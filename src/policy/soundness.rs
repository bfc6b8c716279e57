//! Whether a policy hangs together: rules that contradict themselves or never decide anything, words that nobody knows, clauses
//! from which nothing follows.
//!
//! What makes a pack unreadable is found when it is read. Whether anybody in the records is concerned by a rule is known in
//! `due`.

use std::collections::BTreeSet;

use super::pack::{Entry, Pack};
use super::rule::{CaseRule, Rule, SupervisionRule};
use super::vocabulary::Modality;
use super::{BUILT_IN, Policy};
use crate::calendar::Day;
use crate::diag::{Code, Diagnostic, Severity};
use crate::source::Span;

/// A rule says two things that cannot both be.
pub const RULE_CONTRADICTS: Code = Code::new("rule-contradicts");
/// A rule that never decides anything.
pub const RULE_WITHOUT_EFFECT: Code = Code::new("rule-without-effect");
/// A rule speaks of a role, a category or a stream that no pack knows.
pub const WORD_UNKNOWN: Code = Code::new("word-unknown");
/// A clause from which nothing follows.
pub const CLAUSE_WITHOUT_RULE: Code = Code::new("clause-without-rule");

/// Everything that does not hang together in the packs in force on a day.
pub fn faults(policy: &Policy, day: Day) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for pack in policy.on(day) {
        found.extend(
            pack.supervision
                .iter()
                .flat_map(|rule| of_supervision(policy, pack, rule)),
        );
        found.extend(
            pack.case_supervision
                .iter()
                .flat_map(|rule| of_cases(pack, rule)),
        );
        found.extend(
            pack.rules()
                .iter()
                .flat_map(|entry| unknown_words(policy, pack, entry)),
        );
        found.extend(
            pack.rules()
                .iter()
                .filter_map(|entry| never_in_force(pack, entry)),
        );
        found.extend(clauses_without_rule(policy, pack));
    }
    found
}

fn of_supervision(policy: &Policy, pack: &Pack, rule: &Rule<SupervisionRule>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let contradicts = |span: Span, other: Span, what: String| {
        Diagnostic::new(RULE_CONTRADICTS, Severity::Error, span, what)
            .related(other, "and here")
            .because(pack.cite(&rule.clauses))
            .help("correct one of the two")
    };
    if let (Some(least), Some(most)) = (&rule.at_least_minutes, &rule.at_most_minutes)
        && least.value > most.value
    {
        let what = format!(
            "sessions are to last at least {} minutes and at most {}",
            least.value, most.value
        );
        found.push(contradicts(least.span, most.span, what));
    }
    if let (Some(after), Some(until)) = (rule.applies.after, rule.applies.until) {
        let start: Day = "2026-01-01".parse().expect("a day");
        if until.after(start) <= after.after(start) {
            let what = format!(
                "`{}` begins {after} after the stage and ends {until} after it",
                rule.id()
            );
            let finding = Diagnostic::new(RULE_CONTRADICTS, Severity::Error, rule.id_span(), what)
                .because(pack.cite(&rule.clauses))
                .help("give `until` a longer time than `after`");
            found.push(finding);
        }
    }
    if let Some(stream) = &rule.stream {
        let mut streams = policy
            .packs
            .iter()
            .flat_map(|in_force| in_force.pack.streams.iter());
        if !streams.any(|known| known.id() == stream.as_str()) {
            let what = format!(
                "`{}` is about the stream `{}`, which no pack knows",
                rule.id(),
                stream.value
            );
            let finding = Diagnostic::new(WORD_UNKNOWN, Severity::Error, stream.span, what)
                .because(pack.cite(&rule.clauses))
                .help("add it under `streams:`, with the types of session that count");
            found.push(finding);
        }
    }
    let stricter = pack.supervision.iter().find(|other| {
        other.id() != rule.id()
            && other.stream == rule.stream
            && (other.applies == rule.applies || other.applies == Default::default())
            && other.modality <= rule.modality
            && covers(&other.in_force, &rule.in_force)
            && is_always_stricter(other, rule)
    });
    found.extend(stricter.map(|other| {
        without_effect(
            pack,
            rule.id(),
            rule.id_span(),
            &rule.clauses,
            other.id(),
            other.id_span(),
        )
    }));
    found
}

/// Whether one rule asks for the next session sooner than another, whatever the day, and for no shorter ones.
fn is_always_stricter(one: &SupervisionRule, other: &SupervisionRule) -> bool {
    let minutes = |rule: &SupervisionRule| {
        rule.at_least_minutes
            .as_ref()
            .map_or(0, |least| least.value)
    };
    let (Some(own), Some(theirs)) = (one.cadence(), other.cadence()) else {
        return false;
    };
    let days = ["2026-01-31", "2026-02-01", "2026-07-01"].map(|day| day.parse().expect("a day"));
    one.goes_on_without.is_none()
        && minutes(one) >= minutes(other)
        && days
            .into_iter()
            .all(|day| own.is_stricter_than(theirs, day))
}

fn of_cases(pack: &Pack, rule: &Rule<CaseRule>) -> Vec<Diagnostic> {
    let days: [Day; 3] =
        ["2026-01-31", "2026-02-01", "2026-07-01"].map(|day| day.parse().expect("a day"));
    let mut found = Vec::new();
    for longer in &rule.longer {
        if days
            .iter()
            .all(|day| !rule.at_most.is_stricter_than(longer.at_most.value, *day))
        {
            let what = format!(
                "{} is no longer than the {} that `{}` asks anyhow",
                longer.at_most.value,
                rule.at_most.value,
                rule.id()
            );
            let finding = Diagnostic::new(
                RULE_WITHOUT_EFFECT,
                Severity::Warning,
                longer.at_most.span,
                what,
            )
            .related(rule.at_most.span, "asked anyhow")
            .because(pack.cite(&longer.clauses))
            .help("correct the figure, or take the exception out");
            found.push(finding);
        }
    }
    let stricter = pack.case_supervision.iter().find(|other| {
        other.id() != rule.id()
            && other.depth == rule.depth
            && (other.applies == rule.applies || other.applies == Default::default())
            && other.modality <= rule.modality
            && other.longer.is_empty()
            && covers(&other.in_force, &rule.in_force)
            && rule.every_session.is_none()
            && days
                .iter()
                .all(|day| other.at_most.is_stricter_than(rule.at_most.value, *day))
    });
    found.extend(stricter.map(|other| {
        without_effect(
            pack,
            rule.id(),
            rule.id_span(),
            &rule.clauses,
            other.id(),
            other.id_span(),
        )
    }));
    found
}

fn without_effect(
    pack: &Pack,
    rule: &str,
    at: Span,
    clauses: &[crate::source::Spanned<String>],
    stricter: &str,
    stricter_at: Span,
) -> Diagnostic {
    let what = format!("`{rule}` never decides a day: `{stricter}` asks for more of the same");
    Diagnostic::new(RULE_WITHOUT_EFFECT, Severity::Warning, at, what)
        .related(stricter_at, "the stricter one")
        .because(pack.cite(clauses))
        .help("narrow the stricter one with `applies:`, or take this one out")
}

/// Whether every day of one rule's time lies in another's.
fn covers(outer: &[crate::calendar::Period], inner: &[crate::calendar::Period]) -> bool {
    inner.iter().all(|period| {
        let left = outer.iter().fold(vec![*period], |left, other| {
            left.into_iter()
                .flat_map(|piece| piece.without(*other))
                .collect()
        });
        left.is_empty()
    })
}

/// Roles and categories of which a rule speaks and which no pack knows. Where no pack lists any, any will do.
fn unknown_words(policy: &Policy, pack: &Pack, entry: &Entry<'_>) -> Vec<Diagnostic> {
    let roles: BTreeSet<&str> = policy.roles().map(|role| role.role.as_str()).collect();
    let categories: BTreeSet<&str> = policy
        .categories()
        .map(|category| category.category.as_str())
        .collect();
    let unknown =
        |what: &'static str, words: &[&'_ crate::record::Term], known: &BTreeSet<&str>| {
            let unknown = words
                .iter()
                .filter(|word| !known.is_empty() && !known.contains(word.as_str()));
            let mut words: Vec<String> = unknown.map(ToString::to_string).collect();
            words.sort();
            words.dedup();
            words
                .into_iter()
                .map(|word| (what, word))
                .collect::<Vec<_>>()
        };
    let mut found = unknown("role", &entry.roles, &roles);
    found.extend(unknown("category", &entry.categories, &categories));
    let finding = |(what, word): (&str, String)| {
        let list = if what == "role" {
            "roles"
        } else {
            "categories"
        };
        let message = format!(
            "`{}` speaks of the {what} `{word}`, which no pack in force knows",
            entry.id
        );
        Diagnostic::new(WORD_UNKNOWN, Severity::Error, entry.id_span, message)
            .because(pack.cite(entry.clauses))
            .help(format!("add it under `{list}:`, or correct the word"))
    };
    found.into_iter().map(finding).collect()
}

/// A rule whose own days lie outside its pack's, or that another stands in the place of for good.
fn never_in_force(pack: &Pack, entry: &Entry<'_>) -> Option<Diagnostic> {
    if !entry.in_force.is_empty() || entry.is_replaced {
        return None;
    }
    let message = format!(
        "`{}` is never in force: its days lie outside those of the pack",
        entry.id
    );
    let finding = Diagnostic::new(
        RULE_WITHOUT_EFFECT,
        Severity::Warning,
        entry.id_span,
        message,
    );
    Some(
        finding
            .because(pack.cite(entry.clauses))
            .help("correct its `from` or `to`, or take it out"),
    )
}

/// Clauses of a store's own pack that no rule cites. What the clauses of the built-in packs are for is known.
fn clauses_without_rule(policy: &Policy, pack: &Pack) -> Vec<Diagnostic> {
    if BUILT_IN.iter().any(|(id, _)| *id == pack.id.as_str()) {
        return Vec::new();
    }
    let above = policy.packs.iter().map(|in_force| &in_force.pack);
    let above = above.filter(|other| other.over.as_ref().is_some_and(|over| **over == *pack.id));
    let packs = std::iter::once(pack).chain(above);
    let cited: BTreeSet<&str> = packs
        .flat_map(Pack::cited_clauses)
        .map(|id| id.as_str())
        .collect();
    let uncited = pack
        .clauses
        .iter()
        .filter(|clause| clause.modality != Modality::May && !cited.contains(clause.id.as_str()));
    let finding = |clause: &super::vocabulary::Clause| {
        let message = format!("nothing follows from {}: no rule cites it", clause.id.value);
        Diagnostic::new(CLAUSE_WITHOUT_RULE, Severity::Note, clause.id.span, message)
            .help("cite it in the rule that carries it, or list it under `noted:` so that nobody takes it for done")
    };
    uncited.map(finding).collect()
}
