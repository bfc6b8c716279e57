//! The next full discussion of each open case: the strictest rule for what the case is and was, longer where that was
//! authorised, sooner where the supervisor set a date (C4, R7a, R7d, R7e).

use std::borrow::Cow;
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::authorised::{Authorised, Decided, decisions, lacking};
use super::clock::{Answer, Asked, next};
use super::facts::{CaseFacts, Facts};
use super::selection::{Fit, fits_case};
use super::{Anchor, Ask, Draft, DueKind, Untold};
use crate::calendar::{Cadence, Day, Period};
use crate::policy::rule::{CaseRule, Depth, EverySession, Longer, Rule, Single};
use crate::policy::{Modality, Pack};
use crate::record::child::Child;
use crate::record::{ChildId, Filed};
use crate::source::Span;

/// What asks for a full discussion by a day.
#[derive(Clone, Copy)]
struct Asker<'a> {
    pack: &'a Pack,
    rule: &'a Rule<CaseRule>,
    /// The exception under which the interval is longer, with the decision.
    longer: Option<(&'a Longer, Decided<'a>)>,
}

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let children = facts.records.children.par_iter();
    let open = children.filter_map(|(id, file)| Some((id, file.child.as_ref()?)));
    let depths = depths(facts);
    open.filter(|(_, child)| child.data.is_open(facts.today))
        .flat_map_iter(|(id, child)| {
            let full = discussion(facts, id, child);
            let other = depths
                .iter()
                .filter_map(|depth| at_depth(facts, id, child, *depth));
            full.into_iter().chain(other.collect::<Vec<_>>())
        })
        .collect()
}

/// The depths other than full for which some rule has a clock of their own.
fn depths(facts: &Facts<'_>) -> Vec<Depth> {
    let rules = facts.rules_today(|pack| &pack.case_supervision);
    let mut depths: Vec<Depth> = rules.map(|(_, rule)| rule.depth).collect();
    depths.retain(|depth| *depth != Depth::Full);
    depths.sort();
    depths.dedup();
    depths
}

/// The next time that a case is acknowledged, or discussed reflectively, where a rule asks for that by itself.
fn at_depth<'a>(
    facts: &Facts<'a>,
    id: &'a ChildId,
    child: &'a Filed<Child>,
    depth: Depth,
) -> Option<Draft> {
    let now = facts.case_on(&child.data, facts.today);
    let mut mentions = facts.formal_mentions(id).rev();
    let deep = mentions.find(|mention| match depth {
        Depth::Full => mention.discussion.is_full(),
        Depth::Acknowledged => true,
        Depth::Reflective => mention
            .discussion
            .reflective
            .as_ref()
            .is_some_and(|is| is.value),
    });
    let (last, place) = match deep {
        Some(mention) => (mention.day(), mention.discussion.depth.span),
        None => first_held(&child.data),
    };
    let why = match (deep, depth) {
        (Some(mention), Depth::Reflective) => {
            format!(
                "last discussed reflectively on {last}, in the session of {}",
                mention.worker
            )
        }
        (Some(mention), _) => format!(
            "last spoken of on {last}, in the session of {}",
            mention.worker
        ),
        (None, _) => format!("not yet so discussed; first allocated on {last}"),
    };
    let answers = answers(last, &asked(facts, id, &child.data, depth));
    let first = answers.first()?;
    let mut draft = Draft {
        worker: now.holder.cloned(),
        child: Some(id.clone()),
        subject: Some(depth.name().to_owned()),
        due: Some(first.due),
        asked_at: Some(first.by.rule.at_most.span),
        must: first.by.rule.modality == Modality::Must,
        counted_from: Some(Anchor {
            day: first.from,
            span: place,
        }),
        why: vec![why],
        ..Draft::new(DueKind::CaseDiscussion, first.by.rule.id())
    };
    for answer in &answers {
        let ask = ask(answer, last);
        draft.because.extend(ask.because.iter().cloned());
        draft.ask(ask);
    }
    Some(draft)
}

pub(super) fn discussion<'a>(
    facts: &Facts<'a>,
    id: &'a ChildId,
    child: &'a Filed<Child>,
) -> Option<Draft> {
    let now = facts.case_on(&child.data, facts.today);
    let full = facts.last_full(id);
    let (last, place) = match full {
        Some(mention) => (mention.day(), mention.discussion.depth.span),
        None => first_held(&child.data),
    };
    let mut why = vec![match full {
        Some(mention) => format!(
            "last discussed in full on {last}, in the session of {}",
            mention.worker
        ),
        None => format!("not yet discussed in full; first allocated on {last}"),
    }];
    if now.holder.is_none() {
        why.push(format!("nobody holds the case on {}", facts.today));
    }
    if let Some(unknown) = cannot_tell(facts, &now) {
        let rule = unknown.rule.spoken().to_owned();
        let untold = match now.holder {
            Some(holder) => Untold::Role {
                holder: holder.person(),
                on: facts.today,
                rule,
            },
            None => Untold::Holder { rule },
        };
        let mut draft = Draft {
            worker: now.holder.cloned(),
            child: Some(id.clone()),
            counted_from: Some(Anchor {
                day: last,
                span: place,
            }),
            because: unknown.pack.cite(&unknown.rule.clauses),
            asked_at: Some(unknown.rule.at_most.span),
            why,
            ..Draft::new(DueKind::CaseDiscussion, unknown.rule.id())
        };
        draft.cannot_tell(untold);
        return Some(draft);
    }
    let answers = answers(last, &asked(facts, id, &child.data, Depth::Full));
    let set = set_date(facts, id);
    let first = answers.first();
    let strictest_rule = first.map(|answer| answer.due);
    let by_set_date = set.filter(|set| strictest_rule.is_none_or(|due| set.due < due));
    let mut draft = match (by_set_date, first) {
        (Some(set), _) => {
            let mut draft = Draft::new(DueKind::NextDiscussion, "next-discussion");
            draft.due = Some(set.due);
            draft.counted_from = Some(Anchor {
                day: last,
                span: set.at,
            });
            draft.because.clone_from(&set.because);
            draft.why = why;
            draft.ask(set);
            draft
        }
        (None, Some(answer)) => {
            let mut draft = Draft::new(DueKind::CaseDiscussion, answer.by.rule.id());
            draft.due = Some(answer.due);
            draft.asked_at = Some(
                answer
                    .by
                    .longer
                    .map_or(answer.by.rule.at_most.span, |(longer, _)| {
                        longer.at_most.span
                    }),
            );
            draft.must = answer.by.rule.modality == Modality::Must;
            draft.counted_from = Some(Anchor {
                day: answer.from,
                span: place,
            });
            draft.why = why;
            draft
        }
        (None, None) => return None,
    };
    for answer in &answers {
        let ask = ask(answer, last);
        draft.because.extend(ask.because.iter().cloned());
        draft.ask(ask);
    }
    draft
        .why
        .extend(lacking_decisions(facts, id, &child.data, &now));
    let mut seen = BTreeSet::new();
    draft
        .because
        .retain(|citation| seen.insert(citation.clone()));
    draft.worker = now.holder.cloned();
    draft.child = Some(id.clone());
    Some(draft)
}

/// What is asked after a discussion, strictest first; but for what begins only after the day that the strictest gives.
fn answers<'a>(last: Day, asked: &[Asked<Asker<'a>>]) -> Vec<Answer<Asker<'a>>> {
    let mut answers = next(&[last], last, asked);
    let due = answers.first().map(|answer| answer.due);
    answers.retain(|answer| due.is_none_or(|due| answer.from <= due));
    answers
}

fn ask(answer: &Answer<Asker<'_>>, last: Day) -> Ask {
    let Asker { pack, rule, longer } = answer.by;
    let from = if answer.from == last {
        String::new()
    } else {
        format!(", counted from {} when that began", answer.from)
    };
    let words = longer.map_or_else(|| rule.told(), |(longer, _)| longer.summary.clone());
    let interval = answer.cadence.length();
    Ask {
        says: format!(
            "{}, {words}: {interval}, so by {}{from}",
            pack.title, answer.due
        ),
        by: format!("{}, {words}", pack.title),
        agreed: None,
        at: longer.map_or(rule.at_most.span, |(longer, _)| longer.at_most.span),
        cadence: Some(answer.cadence),
        from: Some(answer.from),
        due: answer.due,
        because: pack.cite(longer.map_or(&rule.clauses, |(longer, _)| &longer.clauses)),
        reading: rule.reading.clone(),
        authorised: longer.and_then(|(_, decided)| decided.authorisation()),
    }
}

/// The day on which a case that was never discussed in full was first held by a worker. A later re-allocation is no
/// discussion: it would let a case drift from worker to worker (C4c, R7a, R7e).
pub(super) fn first_held(child: &Child) -> (Day, Span) {
    let opened = child.opened;
    let first = child
        .allocations
        .iter()
        .map(|held| held.from)
        .min_by_key(|from| from.value);
    match first {
        Some(first) => (first.value.max(opened.value), first.span),
        None => (opened.value, opened.span),
    }
}

/// Why no longer interval holds where what the case is would let one be authorised (C4d, C4f).
fn lacking_decisions(
    facts: &Facts<'_>,
    id: &ChildId,
    child: &Child,
    now: &CaseFacts<'_>,
) -> Vec<String> {
    let rules = facts.rules_today(|pack| &pack.case_supervision);
    let fitting = rules.filter(|(_, rule)| fits_case(&rule.applies, now) == Fit::Yes);
    let longer = fitting.flat_map(|(pack, rule)| rule.longer.iter().map(move |one| (pack, one)));
    longer
        .filter(|(_, longer)| fits_case(&longer.applies, now) == Fit::Yes)
        .filter_map(|(pack, longer)| {
            let reason = lacking(facts, id, child, longer)?;
            Some(format!(
                "{}, {}: not so, {reason}",
                pack.title, longer.summary
            ))
        })
        .collect()
}

/// The date that the supervisor set in the latest session that speaks of the child.
fn set_date(facts: &Facts<'_>, id: &ChildId) -> Option<Ask> {
    let mention = facts.formal_mentions(id).last()?;
    let date = mention.discussion.next_discussion.as_ref()?;
    let rules = facts.rules(|pack| &pack.next_discussion);
    let rules: Vec<(&Pack, &Rule<Single>)> = rules.map(|(_, pack, rule)| (pack, rule)).collect();
    Some(Ask {
        says: format!(
            "the supervisor set {} as the next date, which is sooner than any rule asks",
            date.value
        ),
        by: "the date that the supervisor set".to_owned(),
        agreed: None,
        at: date.span,
        cadence: None,
        from: None,
        due: date.value,
        because: rules
            .iter()
            .flat_map(|(pack, rule)| pack.cite(&rule.clauses))
            .collect(),
        reading: rules.iter().find_map(|(_, rule)| rule.reading.clone()),
        authorised: None,
    })
}

/// Everything that asks for discussions of a case to a depth, over its whole time.
fn asked<'a>(
    facts: &Facts<'a>,
    id: &ChildId,
    child: &'a Child,
    depth: Depth,
) -> Vec<Asked<Asker<'a>>> {
    let mut asked: Vec<Asked<Asker<'a>>> = Vec::new();
    let turning = turning_days(facts, child);
    // What the settings say of days to come is known: where one rule stands in another's place, neither is left out.
    let rules = facts.policy.rules(|pack| &pack.case_supervision);
    for (in_force, pack, rule) in rules.filter(|(_, _, rule)| rule.depth == depth) {
        let longer: Vec<(&Longer, Vec<Authorised<'a>>)> = rule
            .longer
            .iter()
            .map(|longer| (longer, decisions(facts, id, child, longer)))
            .collect();
        let days = within(facts, child, in_force, &turning, &longer);
        for (index, (from, case)) in days.iter().enumerate() {
            let to = days
                .get(index + 1)
                .map_or(in_force.to, |(next, _)| Some(next.before()));
            if fits_case(&rule.applies, case) != Fit::Yes {
                continue;
            }
            let exception = longer.iter().find_map(|(longer, decisions)| {
                let held = decisions
                    .iter()
                    .find(|decision| decision.period.contains(*from))?;
                Some((*longer, held.decided(), held.interval))
            });
            let interval = exception.map_or(rule.at_most.value, |(_, _, interval)| interval);
            let by = Asker {
                pack,
                rule,
                longer: exception.map(|(longer, decided, _)| (longer, decided)),
            };
            push(
                &mut asked,
                Asked {
                    period: Period::new(*from, to),
                    cadence: Cadence::Every(interval),
                    by,
                },
            );
        }
    }
    if asked.iter().all(|asked| asked.period.from > facts.today) {
        return Vec::new(); // no policy is in force yet
    }
    asked
}

/// A request that goes on as it was is one request, so that a change which does not concern it restarts nothing.
fn push<'a>(asked: &mut Vec<Asked<Asker<'a>>>, request: Asked<Asker<'a>>) {
    if let Some(last) = asked.last_mut()
        && std::ptr::eq(last.by.rule, request.by.rule)
        && last.cadence == request.cadence
        && last.period.to.map(Day::after) == Some(request.period.from)
    {
        last.period.to = request.period.to;
        last.by.longer = request.by.longer; // the decision that holds now, where one follows another
        return;
    }
    asked.push(request);
}

/// The days on which the facts of a case may change, up to today, with the facts of each.
fn turning_days<'a>(facts: &Facts<'a>, child: &'a Child) -> Vec<(Day, CaseFacts<'a>)> {
    let posts = child.allocations.iter().flat_map(|held| {
        let worker = facts
            .records
            .workers
            .get(&held.worker.value)
            .and_then(|file| file.worker.as_ref());
        let employed = worker
            .into_iter()
            .flat_map(|worker| worker.data.employment.turning_days());
        let person = facts.records.people.get(&held.worker.value.person());
        let posts = person
            .into_iter()
            .flat_map(|person| person.data.posts.turning_days());
        employed.chain(posts)
    });
    let days: BTreeSet<Day> = std::iter::once(child.opened.value)
        .chain(child.categories.turning_days())
        .chain(child.placements.turning_days())
        .chain(child.visiting.turning_days())
        .chain(child.proceedings.turning_days())
        .chain(child.needs.turning_days())
        .chain(child.allocations.turning_days())
        .chain(posts)
        .filter(|day| *day >= child.opened.value && *day <= facts.today)
        .collect();
    days.into_iter()
        .map(|day| (day, facts.case_on(child, day)))
        .collect()
}

/// Those of the days that lie in the time of a rule, with its first day and those on which a decision to discuss the case
/// less often begins or has ended.
fn within<'a, 't>(
    facts: &Facts<'a>,
    child: &'a Child,
    in_force: Period,
    turning: &'t [(Day, CaseFacts<'a>)],
    longer: &[(&Longer, Vec<Authorised>)],
) -> Cow<'t, [(Day, CaseFacts<'a>)]> {
    let first = turning.partition_point(|(day, _)| *day < in_force.from);
    let past = turning.partition_point(|(day, _)| in_force.to.is_none_or(|to| *day <= to));
    let mut days = Cow::Borrowed(&turning[first.min(past)..past]);
    let decisions = longer.iter().flat_map(|(_, decisions)| decisions);
    let changes = decisions.flat_map(|decision| {
        let ended = decision.period.to.map(Day::after);
        std::iter::once(decision.period.from).chain(ended)
    });
    for day in changes.chain([in_force.from]) {
        let is_known = day <= facts.today || day == in_force.from;
        let is_within = day >= child.opened.value && is_known && in_force.contains(day);
        if !is_within {
            continue;
        }
        if let Err(place) = days.binary_search_by_key(&day, |(day, _)| *day) {
            days.to_mut()
                .insert(place, (day, facts.case_on(child, day)));
        }
    }
    days
}

/// A rule that may or may not apply today, because the role of who holds the case is not known.
fn cannot_tell<'a>(facts: &Facts<'a>, now: &CaseFacts<'_>) -> Option<Asker<'a>> {
    let mut rules = facts.rules_today(|pack| &pack.case_supervision);
    let (pack, rule) = rules.find(|(_, rule)| fits_case(&rule.applies, now) == Fit::Unknown)?;
    Some(Asker {
        pack,
        rule,
        longer: None,
    })
}

/// The rules of the packs in force on full discussions that fit a case on a day, each with those of its exceptions that fit
/// the case too.
pub fn rules_on<'a>(
    facts: &Facts<'a>,
    child: &'a Child,
    day: Day,
) -> Vec<(&'a Pack, &'a Rule<CaseRule>, Vec<&'a Longer>)> {
    let case = facts.case_on(child, day);
    let rules = facts.policy.rules_on(day, |pack| &pack.case_supervision);
    let fitting = rules.filter(|(_, rule)| {
        rule.depth == Depth::Full && fits_case(&rule.applies, &case) == Fit::Yes
    });
    fitting
        .map(|(pack, rule)| {
            let fits = |longer: &&Longer| fits_case(&longer.applies, &case) == Fit::Yes;
            (pack, rule, rule.longer.iter().filter(fits).collect())
        })
        .collect()
}

/// The rule by which a case is discussed in full at every session on a day, with its pack; none where no rule says so, or
/// where a longer interval is authorised.
pub fn every_session<'a>(
    facts: &Facts<'a>,
    id: &ChildId,
    child: &'a Child,
    day: Day,
) -> Option<(&'a Pack, &'a Rule<CaseRule>, EverySession)> {
    let case = facts.case_on(child, day);
    let mut rules = facts.policy.rules_on(day, |pack| &pack.case_supervision);
    rules.find_map(|(pack, rule)| {
        let when = rule.every_session?;
        let excepted = rule.longer.iter().any(|longer| {
            decisions(facts, id, child, longer)
                .iter()
                .any(|decision| decision.period.contains(day))
        });
        (fits_case(&rule.applies, &case) == Fit::Yes && !excepted).then_some((pack, rule, when))
    })
}
