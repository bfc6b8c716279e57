//! Files whose time is over, so that somebody decides on them (R14b; how long is local policy). Only those whose day is near
//! are spoken of, and none on which there is a legal hold.

use super::asked_by_rule::Counted;
use super::facts::Facts;
use super::selection::{Fit, fits_case};
use super::{Anchor, Draft, DueKind};
use crate::calendar::{Day, Held};
use crate::policy::Pack;
use crate::policy::rule::{CaseSelection, Of, Retained, Retention, Rule};
use crate::record::child::Child;
use crate::record::{CaseFile, WorkerFile};
use crate::source::Spanned;

/// How long before its day the disposal of a file is spoken of.
const AHEAD: i64 = 90;

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let of = |of: Of| {
        let rules = facts.rules_today(|pack| &pack.retention);
        rules.filter(move |(_, rule)| rule.of.value == of)
    };
    let mut drafts = Vec::new();
    for (id, file) in &facts.records.workers {
        let kept = of(Of::WorkerFile)
            .filter_map(|(pack, rule)| Some((pack, rule, worker_kept(facts, rule, file)?)));
        drafts.extend(near(facts, kept.collect()).into_iter().map(|draft| Draft {
            worker: Some(id.clone()),
            ..draft
        }));
    }
    for (id, file) in &facts.records.children {
        let kept = of(Of::ChildRecord)
            .filter_map(|(pack, rule)| Some((pack, rule, child_kept(facts, rule, file)?)));
        drafts.extend(near(facts, kept.collect()).into_iter().map(|draft| Draft {
            child: Some(id.clone()),
            ..draft
        }));
    }
    drafts
}

/// What each pack says of one file, where the longest time that any of them asks is nearly over.
fn near(facts: &Facts<'_>, kept: Vec<(&Pack, &Rule<Retention>, Kept)>) -> Vec<Draft> {
    let longest = kept.iter().map(|(_, _, kept)| kept.until).max();
    if longest.is_none_or(|longest| longest > facts.today.plus_days(AHEAD)) {
        return Vec::new();
    }
    let draft = |(pack, rule, kept): (&Pack, &Rule<Retention>, Kept)| {
        let counted = Counted {
            at: rule.of.span,
            cadence: Some(kept.length.into()),
            from: Anchor {
                day: kept.from.value,
                span: kept.from.span,
            },
        };
        let words = format!("kept for {} after {}", kept.length, kept.after);
        let draft = Draft::by_rule(DueKind::Disposal, pack, rule);
        draft.due_by((pack, rule), kept.until, counted, &words)
    };
    kept.into_iter().map(draft).collect()
}

/// How long a file is kept.
struct Kept {
    until: Day,
    from: Spanned<Day>,
    length: crate::calendar::Interval,
    after: &'static str,
}

fn worker_kept(facts: &Facts<'_>, rule: &Retention, file: &WorkerFile) -> Option<Kept> {
    let worker = file.worker.as_ref()?;
    let left = worker
        .data
        .employment
        .iter()
        .map(|post| post.to)
        .max_by_key(|to| to.map(|to| to.value))??;
    let has_gone = worker
        .data
        .employment
        .iter()
        .all(|post| post.to.is_some_and(|to| to.value < facts.today));
    if !has_gone || worker.data.legal_hold.on(facts.today).is_some() {
        return None;
    }
    let last = last_of_worker(facts, file);
    longest(rule, |after, selection| match after {
        _ if *selection != CaseSelection::default() => None,
        Retained::Left => Some(left),
        Retained::LastRecord => Some(last.unwrap_or(left)),
        Retained::Closed => None,
    })
}

fn child_kept(facts: &Facts<'_>, rule: &Retention, file: &CaseFile) -> Option<Kept> {
    let child = &file.child.as_ref()?.data;
    let closed = child.closed.filter(|closed| closed.value < facts.today)?;
    if child.legal_hold.on(facts.today).is_some() {
        return None;
    }
    let last = last_of_child(facts, file);
    longest(rule, |after, selection| match after {
        _ if !ever_was(facts, child, selection) => None,
        Retained::Closed => Some(closed),
        Retained::LastRecord => Some(last.unwrap_or(closed)),
        Retained::Left => None,
    })
}

/// The day of the last record in a worker's file up to today, of whatever kind.
fn last_of_worker(facts: &Facts<'_>, file: &WorkerFile) -> Option<Spanned<Day>> {
    let WorkerFile {
        worker: _,
        checklist: _,
        agreements,
        histories,
        sessions,
        pdrs,
        cpds,
        progressions,
        absences,
        wellbeing,
        accesses,
        self_audits,
        quality_audits,
        notes,
        handovers,
        addenda,
    } = file;
    let days = (agreements.iter().map(|record| record.data.date))
        .chain(histories.iter().map(|record| record.data.date))
        .chain(sessions.iter().map(|record| record.data.date))
        .chain(pdrs.iter().map(|record| record.data.date))
        .chain(cpds.iter().map(|record| record.data.date))
        .chain(progressions.iter().map(|record| record.data.date))
        .chain(absences.iter().map(|record| record.data.from))
        .chain(wellbeing.iter().map(|record| record.data.date))
        .chain(accesses.iter().map(|record| record.data.date))
        .chain(self_audits.iter().map(|record| record.data.date))
        .chain(quality_audits.iter().map(|record| record.data.date))
        .chain(notes.iter().map(|record| record.data.date))
        .chain(handovers.iter().map(|record| record.data.date))
        .chain(addenda.iter().map(|record| record.data.date));
    latest(facts, days)
}

/// The day of the last record of a child up to today.
fn last_of_child(facts: &Facts<'_>, file: &CaseFile) -> Option<Spanned<Day>> {
    let CaseFile {
        child: _,
        supervisions,
        decisions,
        addenda,
    } = file;
    let days = (supervisions.iter().map(|record| record.data.date))
        .chain(decisions.iter().map(|record| record.data.date))
        .chain(addenda.iter().map(|record| record.data.date));
    latest(facts, days)
}

fn latest(facts: &Facts<'_>, days: impl Iterator<Item = Spanned<Day>>) -> Option<Spanned<Day>> {
    days.filter(|day| day.value <= facts.today)
        .max_by_key(|day| day.value)
}

/// Of all that a rule says the latest day.
fn longest(
    rule: &Retention,
    anchor: impl Fn(Retained, &CaseSelection) -> Option<Spanned<Day>>,
) -> Option<Kept> {
    let kept = rule.keep.iter().filter_map(|keep| {
        let from = anchor(keep.after, &keep.applies)?;
        Some(Kept {
            until: keep.length.after(from.value),
            from,
            length: keep.length,
            after: match keep.after {
                Retained::Left => "the worker left",
                Retained::Closed => "the case was closed",
                Retained::LastRecord => "the last record",
            },
        })
    });
    kept.max_by_key(|kept| kept.until)
}

/// Whether a case ever was what a selection asks for.
fn ever_was(facts: &Facts<'_>, child: &Child, selection: &CaseSelection) -> bool {
    let turning = child.categories.iter().map(|held| held.period().from);
    let turning = turning
        .chain(child.placements.iter().map(|held| held.period().from))
        .chain(child.proceedings.iter().map(|held| held.period().from))
        .chain([child.opened.value]);
    turning
        .into_iter()
        .any(|day| fits_case(selection, &facts.case_on(child, day)) == Fit::Yes)
}
