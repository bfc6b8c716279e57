//! The next supervision session of each worker: staged, agreed, stepped down or stepped up (C3, R8).

use super::clock::{Asked, next};
use super::facts::Facts;
use super::selection::fits_role;
use super::{Anchor, Ask, Draft, DueKind};
use crate::calendar::{Day, Held, Period};
use crate::diag::Citation;
use crate::policy::Pack;
use crate::policy::rule::{NeededDecision, Stage, SupervisionRule};
use crate::record::agreement::{AgreedInterval, Agreement};
use crate::record::session::{Direction, FrequencyDecision, Session, SessionType};
use crate::record::worker::Worker;
use crate::record::{Filed, WorkerFile, WorkerId};
use crate::source::{Span, Spanned};

/// Who asks for a session by a day.
#[derive(Clone, Copy)]
pub(crate) enum Asker<'a> {
    /// A rule of a pack.
    Rule(&'a Pack, &'a Spanned<SupervisionRule>),
    /// The agreement of the two.
    Agreement(&'a Filed<Agreement>),
    /// A decision on how often to meet: more often for a while, or less often and how much less.
    Uplift(&'a FrequencyDecision),
}

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
    let (last, place) = match counting.last() {
        Some(session) => (session.data.date.value, session.data.date.span),
        None => (begins, worker.top()),
    };
    let mut why = vec![match counting.last() {
        Some(_) => format!("the last session that counts was held on {last}"),
        None => format!("no session that counts has been held since {begins}"),
    }];
    let answers = next(last, &asked);
    let first = answers.first()?;
    let mut due = first.due;
    let mut counted_from = Anchor {
        day: first.from,
        span: place,
    };
    let mut asked_in = asked_at(&first.by);
    let mut suspended = false;
    let mut away: Vec<Ask> = Vec::new();
    let absences = facts
        .packs()
        .filter_map(|(_, pack)| Some((pack, pack.absence.as_ref()?)));
    let on_return = absences.min_by_key(|(_, rule)| rule.on_return.value.after(facts.today));
    for (period, span) in suspensions(facts, file) {
        let Some((pack, rule)) = on_return.filter(|_| period.from <= due.min(facts.today)) else {
            continue;
        };
        match period.to.filter(|to| *to < facts.today) {
            Some(to) => {
                let back = to.after();
                let first_week = rule.on_return.value.after(back);
                if due < first_week {
                    let interval = rule.on_return.value;
                    away = vec![Ask {
                        says: format!(
                            "{}, away from {} to {to}: within {interval} of the return, so by {first_week}",
                            pack.title, period.from
                        ),
                        by: format!("{}, on the return from an absence", pack.title),
                        at: rule.on_return.span,
                        interval: Some(interval),
                        from: Some(back),
                        due: first_week,
                        because: pack.cite(&rule.clauses),
                        reading: rule.reading.clone(),
                        authorised: None,
                    }];
                    (due, asked_in) = (first_week, rule.on_return.span);
                    counted_from = Anchor { day: back, span };
                }
            }
            None => {
                why.push(format!(
                    "away since {}: nothing falls due until the return",
                    period.from
                ));
                suspended = true;
            }
        }
    }
    let mut draft = Draft::new(DueKind::WorkerSession, rule_id(&first.by));
    draft.worker = Some(id.clone());
    draft.due = Some(due);
    draft.suspended = suspended;
    draft.asked_at = Some(asked_in);
    draft.counted_from = Some(counted_from);
    draft.why = why;
    for ask in away {
        draft.because.extend(ask.because.iter().cloned());
        draft.ask(ask);
    }
    for answer in &answers {
        let from = if answer.from == last {
            String::new()
        } else {
            format!(", counted from {} when that began", answer.from)
        };
        let because = cite(&answer.by);
        for citation in &because {
            if !draft.because.contains(citation) {
                draft.because.push(citation.clone());
            }
        }
        draft.ask(Ask {
            says: format!(
                "{}: every {}, so by {}{from}",
                spoken(&answer.by),
                answer.interval,
                answer.due
            ),
            by: spoken(&answer.by),
            at: asked_at(&answer.by),
            interval: Some(answer.interval),
            from: Some(answer.from),
            due: answer.due,
            because,
            reading: match answer.by {
                Asker::Rule(_, rule) => rule.reading.clone(),
                Asker::Agreement(_) | Asker::Uplift(_) => None,
            },
            authorised: None,
        });
    }
    Some(draft)
}

/// Everything that asks for sessions of a worker, and when.
pub(crate) fn asked<'a>(
    facts: &Facts<'a>,
    file: &'a WorkerFile,
    worker: &'a Filed<Worker>,
) -> Vec<Asked<Asker<'a>>> {
    let mut asked = Vec::new();
    for (in_force, pack) in facts.packs() {
        for rule in &pack.supervision {
            for period in periods(facts, rule, file, &worker.data, in_force) {
                asked.push(Asked {
                    period,
                    interval: rule.every.value,
                    by: Asker::Rule(pack, rule),
                });
            }
        }
    }
    for agreement in agreements(facts, file) {
        let data = &agreement.data;
        if let AgreedInterval::Every(interval) = data.interval.value
            && data.starts.value <= facts.today
        {
            let end = end_of(facts, agreement, file, &worker.data);
            let period = Period::new(data.starts.value, end);
            asked.push(Asked {
                period,
                interval,
                by: Asker::Agreement(agreement),
            });
        }
    }
    let mut decisions: Vec<&FrequencyDecision> = frequency_decisions(facts, file).collect();
    decisions.sort_by_key(|decision| decision.from.value);
    for (index, decision) in decisions.iter().enumerate() {
        let from = decision.from.value;
        let later = decisions[index + 1..].iter().map(|later| later.from.value);
        // One without an end holds until the next decision.
        let until = match &decision.until {
            Some(until) => Some(until.value),
            None => later.into_iter().find(|day| *day > from).map(Day::before),
        };
        // A step down belongs to the assessed year (R8c): it says how far down, and asks nothing of anybody else.
        let decided = Period::new(from, until);
        let period = match decision.direction.value {
            Direction::Uplift => Some(decided),
            Direction::StepDown => {
                let asye = worker.data.asye.as_ref();
                asye.and_then(|asye| intersect(decided, asye.period()))
            }
        };
        asked.extend(period.map(|period| Asked {
            period,
            interval: decision.interval.value,
            by: Asker::Uplift(decision),
        }));
    }
    asked
}

/// The agreements that had been written by today.
fn agreements<'a>(
    facts: &Facts<'_>,
    file: &'a WorkerFile,
) -> impl DoubleEndedIterator<Item = &'a Filed<Agreement>> {
    let today = facts.today;
    file.agreements
        .iter()
        .filter(move |agreement| agreement.data.date.value <= today)
}

/// An agreement holds until the next one begins or the relationship ends; one may begin a little before its relationship.
fn end_of(
    facts: &Facts<'_>,
    agreement: &Filed<Agreement>,
    file: &WorkerFile,
    worker: &Worker,
) -> Option<Day> {
    let starts = agreement.data.starts.value;
    let others = agreements(facts, file).map(|other| other.data.starts.value);
    let next = others
        .filter(|other| *other > starts)
        .min()
        .map(Day::before);
    let relationship = worker.line_managers.iter().find(|held| {
        held.person.value == agreement.data.supervisor.value
            && held.period().to.is_none_or(|to| starts <= to)
    });
    let ended = relationship.and_then(|held| held.period().to);
    next.into_iter().chain(ended).min()
}

/// When a rule applies to a worker: in the role, in the stage, and while the pack is in force.
fn periods(
    facts: &Facts<'_>,
    rule: &SupervisionRule,
    file: &WorkerFile,
    worker: &Worker,
    in_force: Period,
) -> Vec<Period> {
    let window = match rule.applies.stage {
        None => in_force,
        Some(Stage::Asye) => {
            let Some(asye) = &worker.asye else {
                return Vec::new();
            };
            let start = asye.from.value;
            let from = rule.applies.after.map_or(start, |after| after.after(start));
            let nominal = rule.applies.until.map(|until| until.after(start).before());
            let to = match (rule.goes_on_without, nominal) {
                (Some(NeededDecision::StepDown), Some(nominal)) => step_down(facts, file, nominal),
                (_, nominal) => nominal,
            };
            match intersect(Period::new(from, to), asye.period())
                .and_then(|stage| intersect(stage, in_force))
            {
                Some(window) => window,
                None => return Vec::new(),
            }
        }
    };
    let in_role = worker
        .employment
        .iter()
        .filter(|post| fits_role(&rule.applies, &post.role.value));
    merge(
        in_role
            .filter_map(|post| intersect(post.period(), window))
            .collect(),
    )
}

/// The last day before a step down takes effect: never before the stage's own end, and open until one is decided (R8c).
fn step_down(facts: &Facts<'_>, file: &WorkerFile, nominal: Day) -> Option<Day> {
    let decided = frequency_decisions(facts, file)
        .filter(|decision| decision.direction.value == Direction::StepDown);
    decided
        .map(|decision| decision.from.value.before().max(nominal))
        .min()
}

fn frequency_decisions<'a>(
    facts: &Facts<'_>,
    file: &'a WorkerFile,
) -> impl Iterator<Item = &'a FrequencyDecision> {
    let today = facts.today;
    let sessions = file
        .held_sessions()
        .filter(move |session| session.data.date.value <= today);
    sessions.flat_map(|session| &session.data.decisions)
}

fn intersect(a: Period, b: Period) -> Option<Period> {
    let from = a.from.max(b.from);
    let to = a.to.into_iter().chain(b.to).min();
    to.is_none_or(|to| from <= to)
        .then_some(Period::new(from, to))
}

/// Periods that follow each other without a gap become one, so that a change of post alone restarts nothing.
fn merge(periods: Vec<Period>) -> Vec<Period> {
    let mut merged: Vec<Period> = Vec::new();
    for period in periods {
        match merged.last_mut() {
            Some(last) if last.to.map(Day::after) == Some(period.from) => last.to = period.to,
            _ => merged.push(period),
        }
    }
    merged
}

/// The held sessions up to today that count towards the interval, oldest first; a mentor's as far as the agreement's share
/// goes and no further (R8d).
pub(crate) fn counting_sessions<'a>(
    facts: &Facts<'_>,
    file: &'a WorkerFile,
) -> Vec<&'a Filed<Session>> {
    let mut counting: Vec<&Filed<Session>> = Vec::new();
    for session in file
        .held_sessions()
        .filter(|session| session.data.date.value <= facts.today)
    {
        let counts = match session.data.session_type.value {
            SessionType::Mentor => mentor_counts(facts, file, session, &counting),
            other => allowed(facts, session.data.date.value, other),
        };
        if counts
            && (session.data.session_type.value != SessionType::Mentor
                || allowed_by_any(facts, session))
        {
            counting.push(session);
        }
    }
    counting
}

/// Whether every pack that speaks of a stage lets this type count.
fn allowed(facts: &Facts<'_>, day: Day, session_type: SessionType) -> bool {
    let mut packs = facts
        .packs()
        .filter(|(period, _)| period.contains(day))
        .filter_map(|(_, pack)| pack.sessions_that_count.as_ref());
    packs.all(|rule| rule.types.contains(&session_type))
}

/// A mentor's session counts where one of the packs lets it.
fn allowed_by_any(facts: &Facts<'_>, session: &Filed<Session>) -> bool {
    let day = session.data.date.value;
    let mut packs = facts
        .packs()
        .filter(|(period, _)| period.contains(day))
        .filter_map(|(_, pack)| pack.sessions_that_count.as_ref());
    packs.any(|rule| rule.types.contains(&SessionType::Mentor))
}

fn mentor_counts(
    facts: &Facts<'_>,
    file: &WorkerFile,
    session: &Filed<Session>,
    counting: &[&Filed<Session>],
) -> bool {
    let day = session.data.date.value;
    let holds = |agreement: &&Filed<Agreement>| {
        let worker = file.worker.as_ref();
        let end = worker.and_then(|worker| end_of(facts, agreement, file, &worker.data));
        Period::new(agreement.data.starts.value, end).contains(day)
    };
    let agreement = agreements(facts, file).rev().find(holds);
    let mentoring = agreement.and_then(|agreement| agreement.data.mentoring.as_ref());
    let Some(mentoring) = mentoring.filter(|mentoring| {
        mentoring.mentor.value == session.data.supervisor.value && mentoring.period().contains(day)
    }) else {
        return false;
    };
    let window = mentoring.share.of.saturating_sub(1) as usize;
    let recent = counting.iter().rev().take(window);
    let by_mentor = recent
        .filter(|session| session.data.session_type.value == SessionType::Mentor)
        .count();
    by_mentor < mentoring.share.sessions as usize
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

fn rule_id(asker: &Asker<'_>) -> String {
    match asker {
        Asker::Rule(_, rule) => rule.id.to_string(),
        Asker::Agreement(_) => "agreement".to_owned(),
        Asker::Uplift(decision) => match decision.direction.value {
            Direction::Uplift => "uplift".to_owned(),
            Direction::StepDown => "step-down".to_owned(),
        },
    }
}

fn asked_at(asker: &Asker<'_>) -> Span {
    match asker {
        Asker::Rule(_, rule) => rule.every.span,
        Asker::Agreement(agreement) => agreement.data.interval.span,
        Asker::Uplift(decision) => decision.interval.span,
    }
}

fn spoken(asker: &Asker<'_>) -> String {
    match asker {
        Asker::Rule(pack, rule) => format!("{}, {}", pack.title, rule.summary),
        Asker::Agreement(agreement) => format!("the agreement of {}", agreement.data.date.value),
        Asker::Uplift(decision) => format!(
            "the decision to meet {} often from {}",
            match decision.direction.value {
                Direction::Uplift => "more",
                Direction::StepDown => "less",
            },
            decision.from.value
        ),
    }
}

fn cite(asker: &Asker<'_>) -> Vec<Citation> {
    match asker {
        Asker::Rule(pack, rule) => pack.cite(&rule.clauses),
        Asker::Agreement(_) | Asker::Uplift(_) => Vec::new(),
    }
}

/// The stage's shortest session on a day, in minutes, with who asks (R8a).
pub fn shortest_session<'a>(
    facts: &Facts<'a>,
    file: &'a WorkerFile,
    worker: &'a Filed<Worker>,
    day: Day,
) -> Option<(&'a Spanned<u32>, Vec<Citation>)> {
    let rules = asked(facts, file, worker)
        .into_iter()
        .filter(|asked| asked.period.contains(day));
    let minutes = rules.filter_map(|asked| match asked.by {
        Asker::Rule(pack, rule) => rule
            .at_least_minutes
            .as_ref()
            .map(|minutes| (minutes, pack.cite(&rule.clauses))),
        _ => None,
    });
    minutes.max_by_key(|(minutes, _)| minutes.value)
}
