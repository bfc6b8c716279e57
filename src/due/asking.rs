//! Who asks for sessions of a worker, how often and when: rules of the packs by role and stage, the agreement, decisions on
//! how often to meet (C3, R8).

use super::ask::Agreed;
use super::clock::Asked;
use super::counting::streams_of;
use super::facts::Facts;
use super::stage::{at_work, periods};
use crate::calendar::{Cadence, Day, Held, Interval, Period};
use crate::diag::Citation;
use crate::policy::rule::{LoosenedBy, Loosening, Rule, SupervisionRule};
use crate::policy::{Modality, Pack};
use crate::record::agreement::{AgreedInterval, Agreement};
use crate::record::session::{Direction, FrequencyDecision, Session};
use crate::record::worker::Worker;
use crate::record::{Filed, Term, WorkerFile};
use crate::source::Span;

/// Who asks for a session by a day.
#[derive(Clone, Copy)]
pub(crate) enum Asker<'a> {
    /// A rule of a pack.
    Rule(&'a Pack, &'a Rule<SupervisionRule>),
    /// The agreement of the two.
    Agreement(&'a Filed<Agreement>),
    /// A decision on how often to meet: more often for a while, or less often and how much less.
    Uplift(&'a FrequencyDecision),
}

impl Asker<'_> {
    /// The name of the rule, for the due's own.
    pub(super) fn rule(&self) -> String {
        match self {
            Self::Rule(_, rule) => rule.id().to_owned(),
            Self::Agreement(_) => "agreement".to_owned(),
            Self::Uplift(decision) => match decision.direction.value {
                Direction::Uplift => "uplift".to_owned(),
                Direction::StepDown => "step-down".to_owned(),
            },
        }
    }

    /// Whether two people settled on it, and not a pack.
    pub(super) fn is_agreed(&self) -> bool {
        !matches!(self, Self::Rule(_, _))
    }

    /// Whether it must be so: what two people agreed or decided is as binding as the policy.
    pub(super) fn is_must(&self) -> bool {
        match self {
            Self::Rule(_, rule) => rule.modality == Modality::Must,
            Self::Agreement(_) | Self::Uplift(_) => true,
        }
    }

    /// Where it stands.
    pub(super) fn at(&self) -> Span {
        match self {
            Self::Rule(_, rule) => rule.cadence_at().unwrap_or(rule.span),
            Self::Agreement(agreement) => agreement.data.interval.span,
            Self::Uplift(decision) => decision.interval.span,
        }
    }

    /// What the two settled on; none for a rule.
    pub(super) fn agreed(&self) -> Option<Agreed> {
        match self {
            Self::Rule(_, _) => None,
            Self::Agreement(agreement) => Some(Agreed::Agreement(agreement.data.date.value)),
            Self::Uplift(decision) => Some(match decision.direction.value {
                Direction::Uplift => Agreed::MoreOften(decision.from.value),
                Direction::StepDown => Agreed::LessOften(decision.from.value),
            }),
        }
    }

    /// Who that is, in a phrase.
    pub(super) fn spoken(&self) -> String {
        match self {
            Self::Rule(pack, rule) => format!("{}, {}", pack.title, rule.told()),
            Self::Agreement(agreement) => format!("the agreement of {}", agreement.data.date.value),
            Self::Uplift(decision) => format!(
                "the decision to meet {} often from {}",
                match decision.direction.value {
                    Direction::Uplift => "more",
                    Direction::StepDown => "less",
                },
                decision.from.value
            ),
        }
    }

    /// The clauses that ask.
    pub(super) fn cite(&self) -> Vec<Citation> {
        match self {
            Self::Rule(pack, rule) => pack.cite(&rule.clauses),
            Self::Agreement(_) | Self::Uplift(_) => Vec::new(),
        }
    }

    /// How doubtful words were read.
    pub(super) fn reading(&self) -> Option<String> {
        match self {
            Self::Rule(_, rule) => rule.reading.clone(),
            Self::Agreement(_) | Self::Uplift(_) => None,
        }
    }
}

/// Everything that asks for sessions of a worker in a stream of supervision, and when. The agreement and what was decided
/// on how often to meet are about the line manager's own, for which no stream is named.
pub(crate) fn asked<'a>(
    facts: &Facts<'a>,
    file: &'a WorkerFile,
    worker: &'a Filed<Worker>,
    stream: Option<&Term>,
) -> Vec<Asked<Asker<'a>>> {
    let mut asked = Vec::new();
    // What the settings say of days to come is known: where one rule stands in another's place, neither is left out.
    for (in_force, pack, rule) in facts.policy.rules(|pack| &pack.supervision) {
        let Some(cadence) = rule.cadence().filter(|_| is_of(rule, stream)) else {
            continue;
        };
        let loosened = loosened(facts, rule, file, &worker.data);
        for period in applies(facts, rule, file, &worker.data, in_force) {
            let mut left = vec![period];
            for meanwhile in &loosened {
                left = left
                    .into_iter()
                    .flat_map(|period| period.without(*meanwhile))
                    .collect();
            }
            asked.extend(left.into_iter().map(|period| Asked {
                period,
                cadence,
                by: Asker::Rule(pack, rule),
            }));
        }
    }
    if stream.is_some() {
        return asked;
    }
    for agreement in agreements(facts, file) {
        let data = &agreement.data;
        if let AgreedInterval::Every(interval) = data.interval.value {
            let end = end_of(facts, agreement, file, &worker.data);
            let period = Period::new(data.starts.value, end);
            asked.extend(at_work(&worker.data, period).map(|period| Asked {
                period,
                cadence: Cadence::Every(interval),
                by: Asker::Agreement(agreement),
            }));
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
                asye.and_then(|asye| decided.common(asye.period()))
            }
        };
        let at_work = period
            .into_iter()
            .flat_map(|period| at_work(&worker.data, period));
        asked.extend(at_work.map(|period| Asked {
            period,
            cadence: Cadence::Every(decision.interval.value),
            by: Asker::Uplift(decision),
        }));
    }
    asked
}

/// The agreements that had been written by today.
pub(super) fn agreements<'a>(
    facts: &Facts<'_>,
    file: &'a WorkerFile,
) -> impl DoubleEndedIterator<Item = &'a Filed<Agreement>> {
    let today = facts.today;
    file.agreements
        .iter()
        .filter(move |agreement| agreement.data.date.value <= today)
}

/// An agreement holds until the next one begins or the relationship ends; one may begin a little before its relationship.
pub(super) fn end_of(
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

/// Whether a rule is about a stream.
pub(crate) fn is_of(rule: &SupervisionRule, stream: Option<&Term>) -> bool {
    rule.stream.as_ref().map(|own| &own.value) == stream
}

/// When a rule applies to a worker.
pub(crate) fn applies(
    facts: &Facts<'_>,
    rule: &SupervisionRule,
    file: &WorkerFile,
    worker: &Worker,
    in_force: Period,
) -> Vec<Period> {
    let waits_for = rule.goes_on_without.as_ref();
    periods(facts, &rule.applies, waits_for, file, worker, in_force)
}

/// When agreements make a rule looser, as it lets them.
fn loosened(
    facts: &Facts<'_>,
    rule: &Rule<SupervisionRule>,
    file: &WorkerFile,
    worker: &Worker,
) -> Vec<Period> {
    let (Some(loosening), Some(every)) = (rule.loosening(LoosenedBy::Agreement), &rule.every)
    else {
        return Vec::new();
    };
    let loosened = agreements(facts, file).filter_map(|agreement| {
        let from = loosened_from(facts, agreement, loosening, every.value)?;
        let to = end_of(facts, agreement, file, worker);
        to.is_none_or(|to| from <= to)
            .then_some(Period::new(from, to))
    });
    loosened.collect()
}

/// From when an agreement may ask for less than a rule does: it is no looser than the rule lets it be, and somebody who may
/// has authorised it.
pub(crate) fn loosened_from(
    facts: &Facts<'_>,
    agreement: &Filed<Agreement>,
    loosening: &Loosening,
    every: Interval,
) -> Option<Day> {
    let data = &agreement.data;
    let AgreedInterval::Every(agreed) = data.interval.value else {
        return None;
    };
    let starts = data.starts.value;
    let is_too_long = loosening
        .at_most
        .as_ref()
        .is_some_and(|most| most.value.is_stricter_than(agreed, starts));
    if is_too_long || !every.is_stricter_than(agreed, starts) {
        return None;
    }
    let looser = data.looser.as_ref()?;
    let on = looser.authorised_on.as_ref()?.value;
    let role = facts
        .records
        .role_on(&looser.authorised_by.as_ref()?.value, on)?;
    let may = loosening.authorised_by.is_empty() || loosening.authorised_by.contains(role);
    (may && on <= facts.today).then_some(starts.max(on))
}

pub(super) fn frequency_decisions<'a>(
    facts: &Facts<'_>,
    file: &'a WorkerFile,
) -> impl Iterator<Item = &'a FrequencyDecision> {
    let today = facts.today;
    let sessions = file
        .held_sessions()
        .filter(move |session| session.data.date.value <= today);
    sessions.flat_map(|session| &session.data.decisions)
}

/// How long a session is to be, with who asks.
pub(crate) struct Length {
    /// The minutes.
    pub(crate) minutes: u32,
    /// Where the pack says so.
    pub(crate) at: Span,
    /// The clauses.
    pub(crate) because: Vec<Citation>,
    /// Whether it must be so.
    pub(crate) must: bool,
}

/// The least time that a session is to take (R8a). Where the pack lets part-time workers agree on shorter sessions, what they
/// agreed holds down to their share of a full week.
pub(crate) fn shortest(
    facts: &Facts<'_>,
    file: &WorkerFile,
    worker: &Filed<Worker>,
    session: &Filed<Session>,
) -> Option<Length> {
    let day = session.data.date.value;
    let rules = rules_for(facts, file, worker, session).into_iter();
    let lengths = rules.filter_map(|(pack, rule)| {
        let asked = rule.at_least_minutes.as_ref()?;
        Some(Length {
            minutes: in_proportion(facts, rule, file, &worker.data, day, asked.value),
            at: asked.span,
            because: pack.cite(&rule.clauses),
            must: rule.modality == Modality::Must,
        })
    });
    lengths.max_by_key(|length| length.minutes)
}

/// The most time that a session is to take.
pub(crate) fn longest(
    facts: &Facts<'_>,
    file: &WorkerFile,
    worker: &Filed<Worker>,
    session: &Filed<Session>,
) -> Option<Length> {
    let rules = rules_for(facts, file, worker, session).into_iter();
    let lengths = rules.filter_map(|(pack, rule)| {
        let asked = rule.at_most_minutes.as_ref()?;
        Some(Length {
            minutes: asked.value,
            at: asked.span,
            because: pack.cite(&rule.clauses),
            must: rule.modality == Modality::Must,
        })
    });
    lengths.min_by_key(|length| length.minutes)
}

/// The rules that apply to a worker on the day of a session and are about the stream in which it was held.
fn rules_for<'a>(
    facts: &Facts<'a>,
    file: &WorkerFile,
    worker: &Filed<Worker>,
    session: &Filed<Session>,
) -> Vec<(&'a Pack, &'a Rule<SupervisionRule>)> {
    let day = session.data.date.value;
    let streams = streams_of(facts, file, session);
    let rules = facts.rules(|pack| &pack.supervision);
    let applying = rules.filter(|(in_force, _, rule)| {
        let is_about_it = match &rule.stream {
            Some(stream) => streams.contains(&stream.as_str()),
            None => streams.is_empty(),
        };
        let times = applies(facts, rule, file, &worker.data, *in_force);
        is_about_it && times.into_iter().any(|period| period.contains(day))
    });
    applying.map(|(_, pack, rule)| (pack, rule)).collect()
}

fn in_proportion(
    facts: &Facts<'_>,
    rule: &SupervisionRule,
    file: &WorkerFile,
    worker: &Worker,
    day: Day,
    minutes: u32,
) -> u32 {
    let (Some(rule), Some(post)) = (rule.pro_rata, worker.employment.on(day)) else {
        return minutes;
    };
    let mut held = agreements(facts, file).rev();
    let agreement = held.find(|agreement| {
        let end = end_of(facts, agreement, file, worker);
        Period::new(agreement.data.starts.value, end).contains(day)
    });
    let Some(agreement) = agreement else {
        return minutes;
    };
    let share = (post.hours / rule.full_time_hours).clamp(0.0, 1.0);
    let least = (f64::from(minutes) * share).ceil() as u32;
    minutes.min(agreement.data.minutes.value.max(least))
}
