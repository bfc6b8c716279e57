//! An agreement to meet less often than the policy asks (R8f).

use super::folder;
use crate::calendar::Day;
use crate::diag::Diagnostic;
use crate::due::asking::{Asker, asked};
use crate::due::of_relationship;
use crate::policy::Pack;
use crate::policy::rule::SupervisionRule;
use crate::record::agreement::AgreedInterval;
use crate::record::worker::Worker;
use crate::record::{Filed, WorkerFile};
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    AGREEMENT_LOOSER_THAN_POLICY,
    "agreement-looser-than-policy",
    Error,
    agreement_looser_than_policy
);

fn agreement_looser_than_policy(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (id, file, worker) in facts.workers() {
        let relationship = facts.relationship(worker);
        let Some(agreement) =
            relationship.and_then(|held| of_relationship(file, held, facts.today))
        else {
            continue;
        };
        let data = &agreement.data;
        let AgreedInterval::Every(agreed) = data.interval.value else {
            continue;
        };
        let starts = data.starts.value;
        if facts.records.has_unread_below(&folder(id)) {
            continue;
        }
        let Some((pack, rule)) = strictest(context, file, worker, starts) else {
            continue;
        };
        if !rule.every.value.is_stricter_than(agreed, starts) {
            continue;
        }
        let message = format!(
            "{id} and {} agreed to meet every {agreed}; {} asks for every {}",
            data.supervisor.value, pack.title, rule.every.value
        );
        let mut finding = finding(data.interval.span, message)
            .label("agreed here")
            .related(rule.every.span, format!("{}: asked here", rule.summary))
            .because(pack.cite(&rule.clauses))
            .help("agree on the policy's interval or a shorter one, or write `as-policy`; raise `revision` by one and both sign again");
        finding.severity = rule.modality.into();
        found.push(finding);
    }
    found
}

/// The rule that asks for the shortest interval on the day on which an agreement begins.
fn strictest<'a>(
    context: &Context<'a>,
    file: &'a WorkerFile,
    worker: &'a Filed<Worker>,
    starts: Day,
) -> Option<(&'a Pack, &'a SupervisionRule)> {
    let rules = asked(&context.facts, file, worker)
        .into_iter()
        .filter(|asked| asked.period.contains(starts))
        .filter_map(|asked| match asked.by {
            Asker::Rule(pack, rule) => Some((pack, &rule.value)),
            Asker::Agreement(_) | Asker::Uplift(_) => None,
        });
    rules.min_by_key(|(_, rule)| rule.every.value.after(starts))
}
