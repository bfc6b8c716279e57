//! Rules of the packs in force that concern nobody: no worker and no case in the records is one of those they are about.

use super::Facts;
use super::selection::{Fit, fits_case};
use super::stage::periods;
use crate::calendar::{Held, Period};
use crate::policy::Pack;
use crate::policy::rule::{CaseSelection, Rule, Shape, WorkerSelection};
use crate::record::child::Child;
use crate::source::Span;

/// A rule that concerns nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// What a sentence calls its pack.
    pub pack: String,
    /// Its name.
    pub rule: String,
    /// Where its name stands.
    pub at: Span,
    /// Whom it would concern.
    pub about: &'static str,
}

/// The rules in force today by which nothing in the records is ever judged.
pub fn unmatched(facts: &Facts<'_>) -> Vec<Unmatched> {
    let mut found = Vec::new();
    let mut workers = |pack: &Pack, entry: (&str, Span), matches: bool| {
        found.extend((!matches).then(|| Unmatched {
            pack: pack.title.clone(),
            rule: entry.0.to_owned(),
            at: entry.1,
            about: "worker",
        }));
    };
    for (pack, rule) in facts.rules_today(|pack| &pack.supervision) {
        workers(pack, name(rule), any_worker(facts, &rule.applies));
    }
    for (pack, rule) in facts.rules_today(|pack| &pack.renewals) {
        workers(pack, name(rule), any_worker(facts, &rule.applies));
    }
    for (pack, rule) in facts.rules_today(|pack| &pack.cpd) {
        workers(pack, name(rule), any_worker(facts, &rule.applies));
    }
    for (pack, rule) in facts.rules_today(|pack| &pack.file_checks) {
        workers(pack, name(rule), any_worker(facts, &rule.applies));
    }
    let mut cases = |pack: &Pack, entry: (&str, Span), matches: bool| {
        found.extend((!matches).then(|| Unmatched {
            pack: pack.title.clone(),
            rule: entry.0.to_owned(),
            at: entry.1,
            about: "case",
        }));
    };
    for (pack, rule) in facts.rules_today(|pack| &pack.case_supervision) {
        cases(pack, name(rule), any_case(facts, &rule.applies));
    }
    for (pack, rule) in facts.rules_today(|pack| &pack.deadlines) {
        cases(pack, name(rule), any_case(facts, &rule.applies));
    }
    for (pack, rule) in facts.rules_today(|pack| &pack.needed_before) {
        cases(pack, name(rule), any_case(facts, &rule.applies));
    }
    found
}

fn name<T: Shape>(rule: &Rule<T>) -> (&str, Span) {
    (rule.id(), rule.id_span())
}

/// Whether a selection ever fitted a worker.
fn any_worker(facts: &Facts<'_>, selection: &WorkerSelection) -> bool {
    facts.records.workers.values().any(|file| {
        let worker = file.worker.as_ref();
        worker.is_some_and(|worker| {
            let begins = worker
                .data
                .employment
                .iter()
                .map(|post| post.from.value)
                .min();
            let time = begins.map(|from| Period::new(from, Some(facts.today.max(from))));
            time.is_some_and(|time| {
                !periods(facts, selection, None, file, &worker.data, time).is_empty()
            })
        })
    })
}

/// Whether a selection ever fitted a case.
fn any_case(facts: &Facts<'_>, selection: &CaseSelection) -> bool {
    facts.records.children.values().any(|file| {
        let child = file.child.as_ref();
        child.is_some_and(|child| {
            days(&child.data)
                .any(|day| fits_case(selection, &facts.case_on(&child.data, day)) == Fit::Yes)
        })
    })
}

fn days(child: &Child) -> impl Iterator<Item = crate::calendar::Day> {
    let held = child.categories.iter().map(|held| held.period().from);
    held.chain(child.placements.iter().map(|held| held.period().from))
        .chain(child.visiting.iter().map(|held| held.period().from))
        .chain(child.proceedings.iter().map(|held| held.period().from))
        .chain(child.needs.iter().map(|held| held.period().from))
        .chain(child.allocations.iter().map(|held| held.period().from))
        .chain([child.opened.value])
}
