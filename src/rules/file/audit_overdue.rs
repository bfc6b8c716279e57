//! A file that nobody who should has looked at in time, or too few records audited by an auditor (local policy).

use crate::diag::Diagnostic;
use crate::due::DueKind;
use crate::due::audit::short_shares;
use crate::policy::Modality;
use crate::rules::Context;
use crate::rules::asked::as_strong_as;
use crate::rules::declare::rule;
use crate::rules::late::overdue;
use crate::source::Span;

rule!(AUDIT_OVERDUE, "audit-overdue", Warning, audit_overdue);

fn audit_overdue(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = of_files(context);
    found.extend(by_auditors(context));
    found
}

fn of_files(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    overdue(context, DueKind::QualityAudit)
        .filter_map(|late| {
            let worker = late.due.worker.as_ref()?;
            // Quality audits lie in more than one section.
            if facts.records.has_unread_below(&format!("{worker}/")) {
                return None;
            }
            let mut rules = facts.rules_today(|pack| &pack.file_checks);
            let (_, rule) = rules.find(|(_, rule)| rule.id() == late.due.rule)?;
            let who: Vec<String> = rule
                .by
                .iter()
                .map(|role| facts.policy.role_title(role).to_lowercase())
                .collect();
            let who = who.join(" or a ");
            let message = format!(
                "the file of {worker} was to be looked at by a {who} by {}, {}",
                late.day, late.ago
            );
            let finding = finding(late.from.span, message)
                .label("counted from here")
                .help(format!(
                    "have a {who} look at the file, and record that as a quality audit with its day"
                ));
            Some(late.tell(finding))
        })
        .collect()
}

fn by_auditors(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for short in short_shares(facts) {
        let person = &short.person;
        let people = facts.records.people.get(person);
        let file = facts.records.workers.get(person.as_str());
        let worker = file.and_then(|file| file.worker.as_ref());
        let place = people.map(|filed| Span::file(filed.source));
        let Some(place) = place.or_else(|| worker.map(|filed| filed.top())) else {
            continue;
        };
        let wanted = short.rule.each.value;
        let message = format!(
            "{person} audited {} of the {wanted} records asked for from {} to {}",
            short.audited,
            short.stretch.from,
            short.rule.in_each.end(short.stretch.from)
        );
        let finding = finding(place, message)
            .related(short.rule.each.span, "asked here")
            .because(short.pack.cite(&short.rule.clauses))
            .help("enter the audits that were made; otherwise agree when the ones left out are made up");
        found.push(as_strong_as(short.rule.modality == Modality::Must, finding));
    }
    found
}
