//! Audits: each worker's file looked at from time to time by somebody who may, and so many records by each auditor (R6b; the
//! figures are local policy).

use std::collections::BTreeSet;

use super::asked_by_rule::Counted;
use super::facts::Facts;
use super::stage::applies_today;
use super::{Anchor, Draft, DueKind};
use crate::calendar::{Cadence, Period};
use crate::record::quality_audit::QualityAudit;
use crate::record::{PersonId, Term};

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = of_files(facts);
    drafts.extend(by_auditors(facts));
    drafts
}

fn of_files(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (in_force, pack, rule) in facts.rules(|pack| &pack.file_checks) {
        for (id, file, worker) in facts.workers() {
            if !in_force.contains(facts.today) || !applies_today(facts, &rule.applies, file, worker)
            {
                continue;
            }
            let audits = file.quality_audits.iter().map(|audit| &audit.data);
            let mut counting = audits.filter(|audit| {
                audit.date.value <= facts.today && has_role(facts, audit, &rule.by)
            });
            let begins = worker.data.employment.on(facts.today).map(|post| post.from);
            let begins = begins.map_or((in_force.from, worker.top()), |from| {
                (from.value.max(in_force.from), from.span)
            });
            let last = counting
                .next_back()
                .map(|audit| (audit.date.value, audit.date.span));
            let (from, span) = last.unwrap_or(begins);
            let due = rule.every.after(from);
            let draft = Draft {
                worker: Some(id.clone()),
                subject: Some(rule.id().to_owned()),
                why: vec![match last {
                    Some(_) => format!("last done on {from}"),
                    None => format!("not yet done since {from}"),
                }],
                ..Draft::by_rule(DueKind::QualityAudit, pack, rule)
            };
            let counted = Counted {
                at: rule.every.span,
                cadence: Some(rule.every.value.into()),
                from: Anchor { day: from, span },
            };
            let words = format!("{} every {}", rule.spoken(), rule.every.value);
            drafts.push(draft.due_by((pack, rule), due, counted, &words));
        }
    }
    drafts
}

fn by_auditors(facts: &Facts<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (pack, rule) in facts.rules_today(|pack| &pack.audit_sampling) {
        let stretch = rule.in_each.around(facts.today);
        for person in everybody(facts) {
            let role = facts.records.role_on(&person, facts.today);
            if !role.is_some_and(|role| rule.auditors.contains(role)) {
                continue;
            }
            let audited = audited_by(facts, &person, stretch);
            let wanted = rule.each.value as usize;
            if audited >= wanted {
                continue;
            }
            let draft = Draft {
                supervisor: Some(person.clone()),
                subject: Some(rule.id().to_owned()),
                why: vec![format!(
                    "{audited} of {wanted} records audited by {person} since {}",
                    stretch.from
                )],
                ..Draft::by_rule(DueKind::QualityAudit, pack, rule)
            };
            let bucket = rule.in_each;
            let counted = Counted {
                at: rule.each.span,
                cadence: Some(Cadence::InEach {
                    times: rule.each.value,
                    bucket,
                }),
                from: Anchor {
                    day: stretch.from,
                    span: rule.each.span,
                },
            };
            let words = format!("{wanted} records audited in each {bucket}");
            drafts.push(draft.due_by((pack, rule), bucket.end(facts.today), counted, &words));
        }
    }
    drafts
}

fn everybody(facts: &Facts<'_>) -> BTreeSet<PersonId> {
    let people = facts.records.people.keys().cloned();
    people
        .chain(
            facts
                .records
                .workers
                .keys()
                .map(crate::record::WorkerId::person),
        )
        .collect()
}

/// How many records somebody has audited in a time.
fn audited_by(facts: &Facts<'_>, person: &PersonId, stretch: Period) -> usize {
    let files = facts.records.workers.values();
    let audits = files
        .flat_map(|file| &file.quality_audits)
        .map(|audit| &audit.data);
    let theirs = audits.filter(|audit| {
        audit.by.value == *person
            && audit.date.value <= facts.today
            && stretch.contains(audit.date.value)
    });
    theirs.map(|audit| audit.of.len()).sum()
}

fn has_role(facts: &Facts<'_>, audit: &QualityAudit, roles: &[Term]) -> bool {
    let role = facts.records.role_on(&audit.by.value, audit.date.value);
    role.is_some_and(|role| roles.contains(role))
}
