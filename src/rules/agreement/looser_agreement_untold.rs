//! An agreement to meet less often than a policy asks, of which somebody was to be told and was not in time (local policy).

use super::folder;
use crate::diag::Diagnostic;
use crate::due::asking::{applies, is_of, loosened_from};
use crate::due::of_relationship;
use crate::policy::rule::LoosenedBy;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    LOOSER_AGREEMENT_UNTOLD,
    "looser-agreement-untold",
    Warning,
    looser_agreement_untold
);

fn looser_agreement_untold(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (id, file, worker) in facts.workers() {
        let relationship = facts.relationship(worker);
        let agreement = relationship.and_then(|held| of_relationship(file, held, facts.today));
        let Some(agreement) = agreement else { continue };
        let data = &agreement.data;
        let authorised = data
            .looser
            .as_ref()
            .and_then(|looser| Some((looser, looser.authorised_on?)));
        let Some((looser, on)) = authorised else {
            continue;
        };
        if facts.records.has_unread_below(&folder(id)) {
            continue;
        }
        let starts = data.starts.value;
        let rules = facts.rules(|pack| &pack.supervision);
        let rules = rules.filter(|(in_force, _, rule)| {
            let mut when = applies(facts, rule, file, &worker.data, *in_force).into_iter();
            is_of(rule, None) && when.any(|period| period.contains(starts))
        });
        let late = rules.filter_map(|(_, pack, rule)| {
            let loosening = rule.loosening(LoosenedBy::Agreement)?;
            let told = loosening.told.as_ref()?;
            loosened_from(facts, agreement, loosening, rule.every.as_ref()?.value)?;
            let by = told.within.after(on.value);
            let in_time = looser.told.iter().any(|one| {
                let role = facts.records.role_on(&one.person.value, one.on.value);
                one.on.value <= by && role.is_some_and(|role| told.role.contains(role))
            });
            (by < facts.today && !in_time).then_some((by, pack, rule, told))
        });
        let Some((by, pack, rule, told)) = late.min_by_key(|(by, ..)| *by) else {
            continue;
        };
        let who: Vec<String> = told
            .role
            .iter()
            .map(|role| facts.policy.role_title(role).to_lowercase())
            .collect();
        let who = who.join(" or the ");
        let message = format!(
            "{id} and {} meet less often than {} asks, and the {who} was to be told by {by}",
            data.supervisor.value, pack.title
        );
        found.push(
            finding(on.span, message)
                .label("authorised on this day")
                .related(rule.span, "asked here")
                .because(pack.cite(&rule.clauses))
                .help(format!(
                    "tell the {who} now and enter it under `looser: told:` with the day; raise `revision` by one and both sign again"
                )),
        );
    }
    found
}
