//! Audits: each worker's file looked at from time to time by somebody who may, and so many records by each auditor (R6b; the
//! figures are local policy).

use std::collections::BTreeSet;

use super::asked_by_rule::Counted;
use super::facts::Facts;
use super::stage::{applies_today, at_work};
use super::{Anchor, Draft, DueKind};
use crate::calendar::{Cadence, Day, Period};
use crate::policy::Pack;
use crate::policy::rule::{AuditSampling, Rule};
use crate::record::quality_audit::QualityAudit;
use crate::record::{PersonId, RecordId, Term};

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
            let always = Period::new(in_force.from, None);
            let at_work = at_work(&worker.data, always).find(|post| post.contains(facts.today));
            let began = at_work.map_or(in_force.from, |post| post.from);
            let post = worker.data.employment.on(began);
            let begins = (began, post.map_or(worker.top(), |post| post.from.span));
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
            let audited = audited_by(facts, &person, stretch, rule);
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

/// An auditor who audited too few records in the last stretch that has ended.
pub(crate) struct ShortShare<'a> {
    /// Who.
    pub(crate) person: PersonId,
    /// How many they audited.
    pub(crate) audited: usize,
    /// In which stretch.
    pub(crate) stretch: Period,
    /// The pack that asks for more.
    pub(crate) pack: &'a Pack,
    /// Its rule.
    pub(crate) rule: &'a Rule<AuditSampling>,
}

/// Those who audited too few in the stretch before the one that runs, where the rule was in force and they audited throughout.
pub(crate) fn short_shares<'a>(facts: &Facts<'a>) -> Vec<ShortShare<'a>> {
    let mut found = Vec::new();
    for (in_force, pack, rule) in facts.rules(|pack| &pack.audit_sampling) {
        let last = rule.in_each.around(facts.today).from.before();
        let stretch = rule.in_each.around(last);
        if !in_force.contains(stretch.from) || !in_force.contains(facts.today) {
            continue;
        }
        for person in everybody(facts) {
            let audits_on = |day| {
                let role = facts.records.role_on(&person, day);
                role.is_some_and(|role| rule.auditors.contains(role))
            };
            let audited = audited_by(facts, &person, stretch, rule);
            let is_short = audited < rule.each.value as usize;
            if is_short && audits_on(stretch.from) && audits_on(last) {
                found.push(ShortShare {
                    person,
                    audited,
                    stretch,
                    pack,
                    rule,
                });
            }
        }
    }
    found
}

pub(super) fn everybody(facts: &Facts<'_>) -> BTreeSet<PersonId> {
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

/// How many records somebody has audited in a time. One that anybody audited too short a while before does not count again.
pub(super) fn audited_by(
    facts: &Facts<'_>,
    person: &PersonId,
    stretch: Period,
    rule: &AuditSampling,
) -> usize {
    let files = facts.records.workers.values();
    let audits = files
        .flat_map(|file| &file.quality_audits)
        .map(|audit| &audit.data);
    let audits: Vec<&QualityAudit> = audits
        .filter(|audit| audit.date.value <= facts.today)
        .collect();
    let is_fresh = |record: &RecordId, day: Day| {
        let mut earlier = audits.iter().filter(|audit| {
            audit.date.value < day && audit.of.iter().any(|other| other.value == *record)
        });
        rule.not_again_within
            .is_none_or(|within| earlier.all(|audit| within.after(audit.date.value) <= day))
    };
    let theirs = audits
        .iter()
        .filter(|audit| audit.by.value == *person && stretch.contains(audit.date.value));
    let records = theirs.flat_map(|audit| {
        let day = audit.date.value;
        audit.of.iter().filter(move |record| is_fresh(record, day))
    });
    let records: BTreeSet<&RecordId> = records.map(|record| &record.value).collect();
    records.len()
}

fn has_role(facts: &Facts<'_>, audit: &QualityAudit, roles: &[Term]) -> bool {
    let role = facts.records.role_on(&audit.by.value, audit.date.value);
    role.is_some_and(|role| roles.contains(role))
}
