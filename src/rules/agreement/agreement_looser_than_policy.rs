//! An agreement to meet less often than the policy asks (R8f).

use super::folder;
use crate::calendar::{Cadence, Day};
use crate::diag::Diagnostic;
use crate::due::asking::{Asker, asked, loosened_from};
use crate::due::of_relationship;
use crate::policy::Pack;
use crate::policy::rule::{LoosenedBy, Rule, SupervisionRule};
use crate::record::agreement::{AgreedInterval, Agreement};
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
        let Some((pack, rule, cadence)) = strictest(context, file, worker, agreement, starts)
        else {
            continue;
        };
        if !cadence.is_stricter_than(Cadence::Every(agreed), starts) {
            continue;
        }
        let message = format!(
            "{id} and {} agreed to meet every {agreed}; {} asks for a session {cadence}",
            data.supervisor.value, pack.title
        );
        let mut finding = finding(data.interval.span, message)
            .label("agreed here")
            .related(rule.cadence_at().unwrap_or(rule.span), format!("{}: asked here", rule.spoken()))
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
    agreement: &Filed<Agreement>,
    starts: Day,
) -> Option<(&'a Pack, &'a Rule<SupervisionRule>, Cadence)> {
    let rules = asked(&context.facts, file, worker, None)
        .into_iter()
        .filter(|asked| asked.period.contains(starts))
        .filter_map(|asked| match asked.by {
            Asker::Rule(pack, rule) => Some((pack, rule, asked.cadence)),
            Asker::Agreement(_) | Asker::Uplift(_) => None,
        });
    let rules = rules.filter(|(_, rule, _)| !may_be_looser(context, rule, agreement));
    rules.reduce(|strictest, other| {
        if other.2.is_stricter_than(strictest.2, starts) {
            other
        } else {
            strictest
        }
    })
}

/// Whether the rule lets the agreement ask for less, and somebody who may has authorised it.
fn may_be_looser(
    context: &Context<'_>,
    rule: &Rule<SupervisionRule>,
    agreement: &Filed<Agreement>,
) -> bool {
    let loosening = rule
        .loosening(LoosenedBy::Agreement)
        .zip(rule.every.as_ref());
    loosening.is_some_and(|(loosening, every)| {
        loosened_from(&context.facts, agreement, loosening, every.value).is_some()
    })
}
