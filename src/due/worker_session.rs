//! The next supervision session of each worker: staged, agreed, stepped down or stepped up, and put off by an absence (C3, R8).

use super::asking::{Asker, asked};
use super::clock::{Answer, next};
use super::counting::counting_sessions;
use super::facts::Facts;
use super::{Anchor, Ask, Draft, DueKind};
use crate::calendar::{Day, Held, Period};
use crate::record::worker::Worker;
use crate::record::{Filed, WorkerFile, WorkerId};
use crate::source::Span;

pub(super) fn due(facts: &Facts<'_>) -> Vec<Draft> {
    facts
        .workers()
        .filter_map(|(id, file, worker)| worker_session(facts, id, file, worker))
        .collect()
}

fn worker_session<'a>(
    facts: &Facts<'a>,
    id: &WorkerId,
    file: &'a WorkerFile,
    worker: &'a Filed<Worker>,
) -> Option<Draft> {
    let asked = asked(facts, file, worker);
    let counting = counting_sessions(facts, file);
    let begins = asked.iter().map(|asked| asked.period.from).min()?;
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
    let answers = next(last, &asked);
    let first = answers.first()?;
    let mut draft = Draft::new(DueKind::WorkerSession, first.by.rule());
    draft.worker = Some(id.clone());
    draft.due = Some(first.due);
    draft.asked_at = Some(first.by.at());
    draft.counted_from = Some(Anchor {
        day: first.from,
        span: place,
    });
    draft.why = vec![why];
    put_off(facts, file, &mut draft);
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

fn ask(answer: &Answer<Asker<'_>>, last: Day) -> Ask {
    let from = if answer.from == last {
        String::new()
    } else {
        format!(", counted from {} when that began", answer.from)
    };
    let by = answer.by.spoken();
    Ask {
        says: format!(
            "{by}: every {}, so by {}{from}",
            answer.interval, answer.due
        ),
        by,
        at: answer.by.at(),
        interval: Some(answer.interval),
        from: Some(answer.from),
        due: answer.due,
        because: answer.by.cite(),
        reading: answer.by.reading(),
        authorised: None,
    }
}

/// What absences do to the day: one that fell into an absence is due soon after the return, and while the worker is away it
/// waits. What was overdue before stays so.
fn put_off(facts: &Facts<'_>, file: &WorkerFile, draft: &mut Draft) {
    let packs = facts
        .packs()
        .filter_map(|(_, pack)| Some((pack, pack.absence.as_ref()?)));
    let Some((pack, rule)) = packs.min_by_key(|(_, rule)| rule.on_return.value.after(facts.today))
    else {
        return;
    };
    let mut on_return = None;
    for (period, span) in suspensions(facts, file) {
        let Some(due) = draft
            .due
            .filter(|due| period.from <= *due.min(&facts.today))
        else {
            continue;
        };
        let Some(to) = period.to.filter(|to| *to < facts.today) else {
            draft.why.push(format!(
                "away since {}: nothing falls due until the return",
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
                "{}, away from {} to {to}: within {interval} of the return, so by {soon}",
                pack.title, period.from
            ),
            by: format!("{}, on the return from an absence", pack.title),
            at: rule.on_return.span,
            interval: Some(interval),
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

/// The absences during which nothing falls due, oldest first.
fn suspensions(facts: &Facts<'_>, file: &WorkerFile) -> Vec<(Period, Span)> {
    let suspends = |kind| {
        facts.packs().any(|(_, pack)| {
            pack.absence
                .as_ref()
                .is_some_and(|rule| rule.suspends.contains(&kind))
        })
    };
    let absences = file
        .absences
        .iter()
        .filter(|absence| suspends(absence.data.absence_type.value));
    let mut periods: Vec<(Period, Span)> = absences
        .map(|absence| (absence.data.period(), absence.data.from.span))
        .collect();
    periods.sort();
    periods
}
