//! Professional development: so many activities or hours in a time, some of them thought over with a peer (App1; the figures
//! are local policy).

use super::asked_by_rule::Counted;
use super::facts::Facts;
use super::stage::applies_today;
use super::{Anchor, Draft, DueKind};
use crate::calendar::{Cadence, Period};
use crate::policy::Pack;
use crate::policy::rule::{CpdRule, Rule};
use crate::record::worker::Worker;
use crate::record::{Filed, WorkerFile, WorkerId};

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (pack, rule) in facts.rules_today(|pack| &pack.cpd) {
        let year = rule.in_each.around(facts.today);
        let end = rule.in_each.end(facts.today);
        for (id, file, worker) in facts.workers() {
            if !applies_today(facts, &rule.applies, file, worker) {
                continue;
            }
            let missing = missing(facts, rule, file, year);
            if missing.is_empty() {
                continue;
            }
            let draft = Draft {
                worker: Some(id.clone()),
                subject: Some(rule.id().to_owned()),
                why: vec![format!(
                    "from {} on there are still to come: {}",
                    year.from,
                    missing.join(", ")
                )],
                ..Draft::by_rule(DueKind::Cpd, pack, rule)
            };
            let bucket = rule.in_each.value;
            let counted = Counted {
                at: rule.in_each.span,
                cadence: Some(Cadence::InEach { times: 1, bucket }),
                from: Anchor {
                    day: year.from,
                    span: worker.top(),
                },
            };
            let words = format!("{} in each {bucket}", rule.spoken());
            drafts.push(draft.due_by((pack, rule), end, counted, &words));
        }
    }
    drafts
}

/// A year of professional development that ended short.
pub(crate) struct ShortYear<'a> {
    /// Whose.
    pub(crate) worker: &'a WorkerId,
    /// The worker's own record.
    pub(crate) filed: &'a Filed<Worker>,
    /// The year.
    pub(crate) year: Period,
    /// What is not recorded, in words.
    pub(crate) missing: Vec<String>,
    /// The pack that asks.
    pub(crate) pack: &'a Pack,
    /// Its rule.
    pub(crate) rule: &'a Rule<CpdRule>,
}

/// The last year that has ended, where the rule was in force and the worker employed from its first day to its last, and too
/// little is recorded.
pub(crate) fn short_years<'a>(facts: &Facts<'a>) -> Vec<ShortYear<'a>> {
    let mut found = Vec::new();
    for (in_force, pack, rule) in facts.rules(|pack| &pack.cpd) {
        let last = rule.in_each.around(facts.today).from.before();
        let year = rule.in_each.around(last);
        if !in_force.contains(year.from) || !in_force.contains(facts.today) {
            continue;
        }
        for (id, file, worker) in facts.workers() {
            let posts = &worker.data.employment;
            let is_throughout = posts.on(year.from).is_some() && posts.on(last).is_some();
            if !is_throughout || !applies_today(facts, &rule.applies, file, worker) {
                continue;
            }
            let missing = missing(facts, rule, file, year);
            if !missing.is_empty() {
                found.push(ShortYear {
                    worker: id,
                    filed: worker,
                    year,
                    missing,
                    pack,
                    rule,
                });
            }
        }
    }
    found
}

/// What a worker has still to record in a time.
fn missing(facts: &Facts<'_>, rule: &CpdRule, file: &WorkerFile, year: Period) -> Vec<String> {
    let activities = file.cpds.iter().map(|cpd| &cpd.data);
    let recorded: Vec<_> = activities
        .filter(|cpd| year.contains(cpd.date.value) && cpd.date.value <= facts.today)
        .collect();
    let with_peer = recorded
        .iter()
        .filter(|cpd| cpd.peer_reflection.is_some())
        .count();
    let hours: f64 = recorded.iter().map(|cpd| cpd.hours).sum();
    let short = |asked: Option<u32>, done: usize| {
        asked
            .map(|asked| asked as usize)
            .filter(|asked| *asked > done)
            .map(|asked| asked - done)
    };
    let plural = |count: usize, one: &str, many: &str| {
        format!("{count} {}", if count == 1 { one } else { many })
    };
    let mut missing = Vec::new();
    missing.extend(
        short(rule.activities, recorded.len()).map(|count| plural(count, "activity", "activities")),
    );
    missing.extend(short(rule.with_peer, with_peer).map(|count| {
        plural(
            count,
            "activity thought over with a peer",
            "activities thought over with a peer",
        )
    }));
    let hours_short = rule
        .hours
        .map(|asked| asked - hours)
        .filter(|short| *short > 0.0);
    missing.extend(hours_short.map(|short| format!("{short} hours")));
    missing
}
