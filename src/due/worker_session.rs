//! The next supervision session of each worker: staged, agreed, stepped down or stepped up, and put off by an absence (C3, R8).

use super::asking::{Asker, applies, asked};
use super::clock::{Answer, next};
use super::counting::counting_sessions;
use super::facts::Facts;
use super::{Anchor, Ask, Draft, DueKind, Untold};
use crate::calendar::{Day, Held, Period};
use crate::policy::Pack;
use crate::policy::rule::{Away, Rule, SupervisionRule};
use crate::record::worker::Worker;
use crate::record::{Filed, Term, WorkerFile, WorkerId};
use crate::source::Span;

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    let streams = streams(facts);
    let mut drafts = Vec::new();
    for (id, file, worker) in facts.workers() {
        for stream in &streams {
            drafts.extend(worker_session(facts, id, file, worker, *stream));
        }
        drafts.extend(cannot_be_counted(facts, id, file, worker));
    }
    drafts
}

/// The line manager's supervision, then the streams beside it that some rule is about.
pub(super) fn streams<'a>(facts: &Facts<'a>) -> Vec<Option<&'a Term>> {
    let rules = facts.rules(|pack| &pack.supervision);
    let mut named: Vec<&Term> = rules
        .filter_map(|(_, _, rule)| rule.asks().stream.as_ref().map(|stream| &stream.value))
        .collect();
    named.sort();
    named.dedup();
    std::iter::once(None)
        .chain(named.into_iter().map(Some))
        .collect()
}

pub(super) fn worker_session<'a>(
    facts: &Facts<'a>,
    id: &WorkerId,
    file: &'a WorkerFile,
    worker: &'a Filed<Worker>,
    stream: Option<&Term>,
) -> Option<Draft> {
    let asked = asked(facts, file, worker, stream);
    let counting = counting_sessions(facts, file, stream);
    let begins = asked.iter().map(|asked| asked.period.from).min()?;
    if begins > facts.today && !asked.iter().any(|asked| asked.by.is_agreed()) {
        return None; // no policy is in force yet
    }
    let (last, place, why) = match counting.last() {
        Some(session) => {
            let date = session.data.date;
            let why = format!("the last session that counts was held on {}", date.value);
            (date.value, date.span, why)
        }
        None => {
            let why = format!("no session that counts has been held since {begins}");
            (begins, worker.top(), why)
        }
    };
    let held: Vec<Day> = counting
        .iter()
        .map(|session| session.data.date.value)
        .collect();
    let mut answers = next(&held, begins, &asked);
    let due = answers.first()?.due;
    answers.retain(|answer| answer.from <= due); // what begins after the day says nothing of it
    let first = answers.first()?;
    let mut draft = Draft::new(DueKind::WorkerSession, first.by.rule());
    draft.worker = Some(id.clone());
    draft.subject = stream.map(ToString::to_string);
    draft.due = Some(first.due);
    draft.must = first.by.is_must();
    draft.asked_at = Some(first.by.at());
    draft.counted_from = Some(Anchor {
        day: first.from,
        span: place,
    });
    draft.why = vec![why];
    put_off(facts, file, worker, &mut draft);
    for answer in &answers {
        let ask = ask(answer, last);
        let known = |citation: &_| draft.because.contains(citation);
        let new: Vec<_> = ask
            .because
            .iter()
            .filter(|citation| !known(citation))
            .cloned()
            .collect();
        draft.because.extend(new);
        draft.ask(ask);
    }
    Some(draft)
}

/// What is asked of a worker today and cannot be counted in days: so many of an activity, or as often as an agreement says
/// that does not say it.
fn cannot_be_counted(
    facts: &Facts<'_>,
    id: &WorkerId,
    file: &WorkerFile,
    worker: &Filed<Worker>,
) -> Vec<Draft> {
    let rules = facts.rules(|pack| &pack.supervision);
    let uncounted = rules.filter(|(_, _, rule)| rule.cadence().is_none());
    let today = uncounted.filter(|(in_force, _, rule)| {
        let mut times = applies(facts, rule, file, &worker.data, *in_force).into_iter();
        times.any(|period| period.contains(facts.today))
    });
    let drafts = today.filter_map(|(_, pack, rule)| {
        let untold = match &rule.every_activity {
            Some(activity) => Untold::Activity {
                pack: pack.title.clone(),
                rule: rule.spoken().to_owned(),
                count: activity.count,
                of: activity.of.to_string(),
            },
            None => not_agreed(facts, file, worker, pack, rule)?,
        };
        let mut draft = Draft {
            worker: Some(id.clone()),
            subject: Some(rule.id().to_owned()),
            asked_at: rule.cadence_at(),
            must: rule.modality == crate::policy::Modality::Must,
            because: pack.cite(&rule.clauses),
            ..Draft::new(DueKind::WorkerSession, rule.id())
        };
        draft.cannot_tell(untold);
        Some(draft)
    });
    drafts.collect()
}

/// That a policy leaves how often to the agreement, and no agreement says it. Where another rule says what is the least, that
/// gives the day.
fn not_agreed(
    facts: &Facts<'_>,
    file: &WorkerFile,
    worker: &Filed<Worker>,
    pack: &Pack,
    rule: &Rule<SupervisionRule>,
) -> Option<Untold> {
    rule.as_agreed.as_ref().filter(|agreed| agreed.value)?;
    let stream = rule.stream.as_ref().map(|stream| &stream.value);
    let mut asked = asked(facts, file, worker, stream).into_iter();
    if asked.any(|asked| asked.period.contains(facts.today)) {
        return None;
    }
    Some(Untold::NotAgreed {
        pack: pack.title.clone(),
    })
}

fn ask(answer: &Answer<Asker<'_>>, last: Day) -> Ask {
    let from = if answer.from == last {
        String::new()
    } else {
        format!(", counted from {} when that began", answer.from)
    };
    let by = answer.by.spoken();
    Ask {
        says: format!("{by}: {}, so by {}{from}", answer.cadence, answer.due),
        by,
        agreed: answer.by.agreed(),
        at: answer.by.at(),
        cadence: Some(answer.cadence),
        from: Some(answer.from),
        due: answer.due,
        because: answer.by.cite(),
        reading: answer.by.reading(),
        authorised: None,
    }
}

/// What absences do to the day: one that fell into an absence is due soon after the return, and while somebody is away it
/// waits. What was overdue before stays so.
fn put_off(facts: &Facts<'_>, file: &WorkerFile, worker: &Filed<Worker>, draft: &mut Draft) {
    let rules = facts.rules_today(|pack| &pack.absence);
    let Some((pack, rule)) = rules.min_by_key(|(_, rule)| rule.on_return.value.after(facts.today))
    else {
        return;
    };
    let mut on_return = None;
    for Suspension { period, span, who } in suspensions(facts, file, worker) {
        let Some(due) = draft
            .due
            .filter(|due| period.from <= *due.min(&facts.today))
        else {
            continue;
        };
        let Some(to) = period.to.filter(|to| *to < facts.today) else {
            draft.why.push(format!(
                "{who}away since {}: nothing falls due until the return",
                period.from
            ));
            draft.suspended = true;
            continue;
        };
        let (back, interval) = (to.after(), rule.on_return.value);
        let soon = interval.after(back);
        if due >= soon {
            continue;
        }
        draft.due = Some(soon);
        draft.asked_at = Some(rule.on_return.span);
        draft.counted_from = Some(Anchor { day: back, span });
        on_return = Some(Ask {
            says: format!(
                "{}, {who}away from {} to {to}: within {interval} of the return, so by {soon}",
                pack.title, period.from
            ),
            by: format!("{}, on the return from an absence", pack.title),
            agreed: None,
            at: rule.on_return.span,
            cadence: Some(interval.into()),
            from: Some(back),
            due: soon,
            because: pack.cite(&rule.clauses),
            reading: rule.reading.clone(),
            authorised: None,
        });
    }
    if let Some(ask) = on_return {
        draft.because.extend(ask.because.iter().cloned());
        draft.ask(ask);
    }
}

/// A time in which nothing falls due, because somebody is away.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Suspension {
    period: Period,
    span: Span,
    /// Who, before "away"; nothing for the worker.
    who: &'static str,
}

/// The absences during which nothing falls due, oldest first: the worker's, and the supervisor's where a pack says so.
fn suspensions(facts: &Facts<'_>, file: &WorkerFile, worker: &Filed<Worker>) -> Vec<Suspension> {
    let of = |file: &WorkerFile, away: Away, who: &'static str| -> Vec<Suspension> {
        let suspends = |kind| {
            let mut rules = facts.rules(|pack| &pack.absence);
            rules.any(|(_, _, rule)| rule.suspends.contains(&kind) && rule.of.contains(&away))
        };
        let absences = file
            .absences
            .iter()
            .filter(|absence| suspends(absence.data.absence_type.value));
        let suspension = |absence: &Filed<crate::record::absence::Absence>| Suspension {
            period: absence.data.period(),
            span: absence.data.from.span,
            who,
        };
        absences.map(suspension).collect()
    };
    let supervisor = facts
        .relationship(worker)
        .and_then(|manager| facts.records.workers.get(manager.person.as_str()));
    let mut found = of(file, Away::Worker, "");
    found.extend(
        supervisor
            .into_iter()
            .flat_map(|file| of(file, Away::Supervisor, "the supervisor was ")),
    );
    found.sort();
    found
}
