//! Which records an auditor is to look at: a draw that anybody can repeat (R6b; how many is local policy).
//!
//! No chance is in it. Every record that may be drawn has a number: the SHA-256 of the seed, a space and the record's name. The
//! lowest numbers are drawn; a file of which a record has been drawn stands back until every other file has had its turn.
//! The auditors choose in the order of their names, and nothing is drawn twice. So the same records, day and seed give the same
//! draw, and `sha256sum` can check each number.
//!
//! Deliberately not here: what an auditor finds, and whether enough was audited ([`super::audit`] says that).

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::audit::{audited_by, everybody};
use super::facts::Facts;
use crate::calendar::{Bucket, Day, Period};
use crate::diag::Citation;
use crate::policy::rule::AuditSampling;
use crate::record::{PersonId, RecordId, Term, WorkerFile, WorkerId};

/// What is to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The word from which the numbers are made.
    pub seed: &'a str,
    /// The first day of the records among which is drawn; the last is today.
    pub from: Day,
    /// Only for this auditor.
    pub by: Option<&'a PersonId>,
    /// So many for each auditor, whatever the policy asks and whatever has been audited.
    pub each: Option<usize>,
}

/// What one auditor is to look at.
#[derive(Clone, Debug)]
pub struct Share {
    /// The auditor.
    pub auditor: PersonId,
    /// Their role on the day.
    pub role: Option<Term>,
    /// The rule that asks for it; none where it was asked for by hand.
    pub asked: Option<AskedOf>,
    /// How many were to be drawn.
    pub open: usize,
    /// What was drawn, in its order.
    pub drawn: Vec<Drawn>,
    /// Among how many records was drawn for this auditor.
    pub among: usize,
    /// How many were left out of the draw, and why.
    pub left_out: BTreeMap<LeftOut, usize>,
}

/// The rule behind a share.
#[derive(Clone, Debug)]
pub struct AskedOf {
    /// Its name in the pack.
    pub rule: String,
    /// The pack, as a sentence calls it.
    pub pack: String,
    /// The clauses.
    pub because: Vec<Citation>,
    /// How many in each stretch.
    pub each: usize,
    /// What the stretches are.
    pub bucket: Bucket,
    /// The stretch of the day.
    pub stretch: Period,
    /// How many have been audited in it.
    pub audited: usize,
}

/// A record that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The record.
    pub record: RecordId,
    /// In whose file the audit belongs.
    pub worker: WorkerId,
    /// The record's day.
    pub day: Day,
    /// Its number, as 64 hexadecimal digits.
    pub number: String,
    /// Whether a record of the same file had been drawn before: every file had had its turn.
    pub is_further: bool,
}

/// Why a record is not among those that are drawn for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// It is their own file.
    OwnFile,
    /// They supervise the worker, or did when the record was made.
    OwnSupervisee,
    /// They held the session.
    OwnSession,
    /// It was audited too short a while ago.
    AuditedLately,
    /// The worker is not at work any more.
    Left,
}

impl LeftOut {
    /// What a sentence says of it.
    pub fn spoken(self) -> &'static str {
        match self {
            Self::OwnFile => "from the auditor's own file",
            Self::OwnSupervisee => "of somebody whom the auditor supervises, or did at the time",
            Self::OwnSession => "of a session that the auditor held",
            Self::AuditedLately => "audited too short a while ago",
            Self::Left => "of somebody who has left",
        }
    }
}

/// A record that might be drawn.
struct Candidate<'a> {
    record: &'a RecordId,
    worker: &'a WorkerId,
    file: &'a WorkerFile,
    supervisor: &'a PersonId,
    day: Day,
    number: String,
}

/// The number of a record in a draw: the lowest are drawn.
pub fn number(seed: &str, record: &RecordId) -> String {
    let digest = Sha256::digest(format!("{seed} {}", record.as_str()).as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Draws for every auditor of whom the policy asks something today; nothing where it asks nothing of anybody.
pub fn draw(facts: &Facts<'_>, wanted: &Wanted<'_>) -> Vec<Share> {
    let mut shares = asked_of(facts, wanted);
    if let (Some(by), Some(each), true) = (wanted.by, wanted.each, shares.is_empty()) {
        shares.push((by.clone(), None, None, each));
    }
    shares.sort_by(|one, other| one.0.cmp(&other.0));
    let mut candidates = candidates(facts, wanted);
    candidates.sort_by(|one, other| one.number.cmp(&other.number));
    let mut taken: BTreeSet<&RecordId> = BTreeSet::new();
    let mut files: BTreeSet<&WorkerId> = BTreeSet::new();
    let mut found = Vec::new();
    for (auditor, asked, rule, open) in shares {
        let mut left_out = BTreeMap::new();
        let fit = candidates.iter().filter(|one| {
            let reason = why_not(facts, one, &auditor, asked.as_ref(), rule);
            if let Some(reason) = reason {
                *left_out.entry(reason).or_insert(0) += 1;
            }
            reason.is_none()
        });
        let fit: Vec<&Candidate<'_>> = fit.collect();
        let mut drawn = Vec::new();
        for is_further in [false, true] {
            for one in &fit {
                let is_known = files.contains(one.worker);
                if drawn.len() == open || taken.contains(one.record) || is_known != is_further {
                    continue;
                }
                taken.insert(one.record);
                files.insert(one.worker);
                drawn.push(Drawn {
                    record: one.record.clone(),
                    worker: one.worker.clone(),
                    day: one.day,
                    number: one.number.clone(),
                    is_further,
                });
            }
        }
        found.push(Share {
            role: facts.records.role_on(&auditor, facts.today).cloned(),
            auditor,
            asked,
            open,
            drawn,
            among: fit.len(),
            left_out,
        });
    }
    found
}

type Asked<'a> = (PersonId, Option<AskedOf>, Option<&'a AuditSampling>, usize);

fn asked_of<'a>(facts: &Facts<'a>, wanted: &Wanted<'_>) -> Vec<Asked<'a>> {
    let mut shares = Vec::new();
    for (pack, rule) in facts.rules_today(|pack| &pack.audit_sampling) {
        let stretch = rule.in_each.around(facts.today);
        for person in everybody(facts) {
            let role = facts.records.role_on(&person, facts.today);
            let is_wanted = wanted.by.is_none_or(|by| *by == person);
            if !is_wanted || !role.is_some_and(|role| rule.auditors.contains(role)) {
                continue;
            }
            let asks: &AuditSampling = rule.asks();
            let audited = audited_by(facts, &person, stretch, asks);
            let each = rule.each.value as usize;
            let asked = AskedOf {
                rule: rule.id().to_owned(),
                pack: pack.title.clone(),
                because: pack.cite(&rule.clauses),
                each,
                bucket: rule.in_each,
                stretch,
                audited,
            };
            let open = wanted.each.unwrap_or(each.saturating_sub(audited));
            shares.push((person, Some(asked), Some(asks), open));
        }
    }
    shares
}

/// The sessions that were held and the children's supervision records of a time.
fn candidates<'a>(facts: &Facts<'a>, wanted: &Wanted<'_>) -> Vec<Candidate<'a>> {
    let time = Period::new(wanted.from, Some(facts.today));
    let mut found = Vec::new();
    for (worker, file) in &facts.records.workers {
        for session in file.held_sessions() {
            found.push(Candidate {
                record: &session.id,
                worker,
                file,
                supervisor: &session.data.supervisor.value,
                day: session.data.date.value,
                number: number(wanted.seed, &session.id),
            });
        }
    }
    for note in facts
        .records
        .children
        .values()
        .flat_map(|file| &file.supervisions)
    {
        let file = facts.records.workers.get_key_value(&note.data.worker.value);
        let Some((worker, file)) = file else { continue };
        found.push(Candidate {
            record: &note.id,
            worker,
            file,
            supervisor: &note.data.supervisor.value,
            day: note.data.date.value,
            number: number(wanted.seed, &note.id),
        });
    }
    found.retain(|one| time.contains(one.day));
    found
}

fn why_not(
    facts: &Facts<'_>,
    one: &Candidate<'_>,
    auditor: &PersonId,
    asked: Option<&AskedOf>,
    rule: Option<&AuditSampling>,
) -> Option<LeftOut> {
    let Some(worker) = one.file.worker.as_ref() else {
        return Some(LeftOut::Left);
    };
    let managers = &worker.data.line_managers;
    let supervises = |day| {
        let manager = managers.on(day);
        manager.is_some_and(|held| held.person.value == *auditor)
    };
    let audited = facts.records.workers.values();
    let audited = audited.flat_map(|file| &file.quality_audits);
    let audited = audited.filter(|audit| {
        audit.data.date.value <= facts.today
            && audit.data.of.iter().any(|of| of.value == *one.record)
    });
    let is_lately = |day: Day| {
        let within = rule.and_then(|rule| rule.not_again_within);
        within.is_some_and(|within| within.after(day) > facts.today)
            || asked.is_some_and(|asked| asked.stretch.contains(day))
            || day == facts.today
    };
    let mut audited = audited.map(|audit| audit.data.date.value);
    if one.worker.person() == *auditor {
        Some(LeftOut::OwnFile)
    } else if supervises(facts.today) || supervises(one.day) {
        Some(LeftOut::OwnSupervisee)
    } else if one.supervisor == auditor {
        Some(LeftOut::OwnSession)
    } else if audited.any(is_lately) {
        Some(LeftOut::AuditedLately)
    } else if worker.data.employment.on(facts.today).is_none() {
        Some(LeftOut::Left)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_what_sha256sum_says() {
        // printf '%s' 'north 2026-11-02 jo-field/3-supervision/2026-03-02' | sha256sum
        let record = RecordId::new("jo-field/3-supervision/2026-03-02");
        assert_eq!(
            number("north 2026-11-02", &record),
            "d1d913fd79064e22b6146b330d738852ce737992a7c4367ee53132da5d77814a"
        );
    }
}
