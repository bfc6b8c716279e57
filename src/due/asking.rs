//! Who asks for sessions of a worker, how often and when: rules of the packs by role and stage, the agreement, decisions on
//! how often to meet (C3, R8).

use super::clock::Asked;
use super::facts::Facts;
use super::selection::fits_role;
use crate::calendar::{Day, Held, Period};
use crate::diag::Citation;
use crate::policy::Pack;
use crate::policy::rule::{NeededDecision, Stage, SupervisionRule};
use crate::record::agreement::{AgreedInterval, Agreement};
use crate::record::session::{Direction, FrequencyDecision};
use crate::record::worker::Worker;
use crate::record::{Filed, WorkerFile};
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

impl Asker<'_> {
    /// The name of the rule, for the due's own.
    pub(super) fn rule(&self) -> String {
        match self {
            Self::Rule(_, rule) => rule.id.to_string(),
            Self::Agreement(_) => "agreement".to_owned(),
            Self::Uplift(decision) => match decision.direction.value {
                Direction::Uplift => "uplift".to_owned(),
                Direction::StepDown => "step-down".to_owned(),
            },
        }
    }

    /// Where it stands.
    pub(super) fn at(&self) -> Span {
        match self {
            Self::Rule(_, rule) => rule.every.span,
            Self::Agreement(agreement) => agreement.data.interval.span,
            Self::Uplift(decision) => decision.interval.span,
        }
    }

    /// Who that is, in a phrase.
    pub(super) fn spoken(&self) -> String {
        match self {
            Self::Rule(pack, rule) => format!("{}, {}", pack.title, rule.summary),
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

/// The stage's shortest session on a day, in minutes, with who asks (R8a).
pub(crate) fn shortest_session<'a>(
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
