//! An agreement that was made later than it was due (R4.1a).

use super::folder;
use crate::calendar::Day;
use crate::diag::Diagnostic;
use crate::due::of_relationship;
use crate::policy::rule::{AgreementRule, Rule};
use crate::policy::{Modality, Pack};
use crate::rules::Context;
use crate::rules::asked::as_strong_as;
use crate::rules::declare::rule;
use crate::rules::held::is_from_elsewhere;

rule!(AGREEMENT_LATE, "agreement-late", Warning, agreement_late);

fn agreement_late(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let today = facts.today;
    let mut found = Vec::new();
    for (id, file, worker) in facts.workers() {
        let Some(relationship) = facts.relationship(worker) else {
            continue;
        };
        let begins = relationship.from;
        // One that was made in time may have stayed where the file came from.
        let is_unknown =
            is_from_elsewhere(file, begins.value) || facts.records.has_unread_below(&folder(id));
        let Some(asked) = strictest(context, begins.value).filter(|_| !is_unknown) else {
            continue;
        };
        let is_there = |by: Day| of_relationship(file, relationship, by).is_some();
        if !is_there(today) || is_there(asked.by) {
            continue;
        }
        let supervisor = &relationship.person.value;
        let first = file.agreements.iter().find(|agreement| {
            let data = &agreement.data;
            data.supervisor.value == *supervisor && data.date.value > asked.by
        });
        let Some(made) = first.map(|agreement| agreement.data.date) else {
            continue;
        };
        let message = format!(
            "the agreement of {id} and {supervisor} was made on {}, {} after it was due",
            made.value,
            match asked.by.days_to(made.value) {
                1 => "1 day".to_owned(),
                days => format!("{days} days"),
            }
        );
        let finding = finding(made.span, message)
            .label(format!("due by {}", asked.by))
            .related(begins.span, "line manager from here on")
            .related(asked.rule.within.span, "asked here")
            .because(asked.pack.cite(&asked.rule.clauses))
            .help("correct the day if it is wrong; otherwise make the next one before or in the first week of a change of line manager");
        found.push(as_strong_as(false, finding));
    }
    found
}

/// What a pack asks for, and the day that it gives.
struct Asked<'a> {
    by: Day,
    pack: &'a Pack,
    rule: &'a Rule<AgreementRule>,
}

/// The pack that asks for an agreement soonest after the start of a relationship, or after the pack itself came into force.
fn strictest<'a>(context: &Context<'a>, begins: Day) -> Option<Asked<'a>> {
    let rules = context.facts.rules(|pack| &pack.agreement);
    let asked = rules.filter_map(|(in_force, pack, rule)| {
        let by = rule.within.after(begins.max(in_force.from));
        let holds = rule.modality != Modality::May && in_force.to.is_none_or(|to| by <= to);
        holds.then_some(Asked { by, pack, rule })
    });
    asked.min_by_key(|asked| asked.by)
}
