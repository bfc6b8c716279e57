//! When a rule for workers applies to one of them: in the post, in the stage, and while the rule is in force.

use super::asking::frequency_decisions;
use super::facts::Facts;
use super::selection::fits_post;
use crate::calendar::{Day, Held, Period};
use crate::policy::rule::{NeededDecision, Stage, WorkerSelection};
use crate::record::session::Direction;
use crate::record::worker::{Employment, Worker};
use crate::record::{Filed, WorkerFile};

/// The times in which a selection fits a worker, within a period; each with the day that its stage is counted from.
pub(crate) fn periods(
    facts: &Facts<'_>,
    selection: &WorkerSelection,
    goes_on_without: Option<&NeededDecision>,
    file: &WorkerFile,
    worker: &Worker,
    in_force: Period,
) -> Vec<Period> {
    let fitting = worker
        .employment
        .iter()
        .filter(|post| fits_post(selection, post));
    let posts = merge(fitting.map(Held::period).collect());
    let mut found: Vec<Period> = stages(selection, file, worker, in_force)
        .into_iter()
        .flat_map(|(anchor, stage)| {
            let from = selection.after.map_or(anchor, |after| after.after(anchor));
            let nominal = selection.until.map(|until| until.after(anchor).before());
            let asked = match (goes_on_without, nominal) {
                (Some(NeededDecision::StepDown), Some(nominal)) => {
                    without_step_down(facts, file, from, nominal)
                }
                (Some(NeededDecision::Milestone(name)), nominal) => {
                    let held = held(facts, selection, worker, name.as_str(), nominal);
                    vec![Period::new(from, held)]
                }
                (_, nominal) => vec![Period::new(from, nominal)],
            };
            // What waits for a review outlasts the stage, unless that was over before anybody asked.
            let waits = matches!(goes_on_without, Some(NeededDecision::Milestone(_)))
                && stage.to.is_none_or(|to| to >= in_force.from);
            let stage = match waits {
                true => Period::new(stage.from, None),
                false => stage,
            };
            let is_any = |window: &Period| window.to.is_none_or(|to| window.from <= to);
            let asked = asked.into_iter().filter(is_any);
            asked.filter_map(move |window| window.common(stage)?.common(in_force))
        })
        .flat_map(|window| posts.iter().filter_map(move |post| post.common(window)))
        .collect();
    found.sort();
    merge(found)
}

/// Whether a selection fits a worker today.
pub(crate) fn applies_today(
    facts: &Facts<'_>,
    selection: &WorkerSelection,
    file: &WorkerFile,
    worker: &Filed<Worker>,
) -> bool {
    let today = Period::new(facts.today, Some(facts.today));
    let open = Period::new(
        worker
            .data
            .employment
            .iter()
            .map(|post| post.from.value)
            .min()
            .unwrap_or(facts.today),
        None,
    );
    periods(facts, selection, None, file, &worker.data, open)
        .into_iter()
        .any(|period| period.overlaps(today))
}

/// The stages of a worker that a selection means, each with its anchor.
fn stages(
    selection: &WorkerSelection,
    file: &WorkerFile,
    worker: &Worker,
    in_force: Period,
) -> Vec<(Day, Period)> {
    let anchored = |period: Period| (period.from, period);
    let open = |day: Day| (day, Period::new(day, None));
    match selection.stage {
        None => vec![anchored(in_force)],
        Some(Stage::Asye) => worker.asye.iter().map(Held::period).map(anchored).collect(),
        Some(Stage::Probation) => worker
            .probation
            .iter()
            .map(Held::period)
            .map(anchored)
            .collect(),
        Some(Stage::AfterProbation) => {
            let ended = worker
                .probation
                .iter()
                .filter_map(|probation| probation.period().to);
            ended.map(|end| open(end.after())).collect()
        }
        Some(Stage::Employment) => {
            let posts = worker.employment.iter().map(Held::period);
            merge(posts.collect()).into_iter().map(anchored).collect()
        }
        Some(Stage::Post) => in_one_role(worker).into_iter().map(anchored).collect(),
        Some(Stage::LineManager) => worker
            .line_managers
            .iter()
            .map(Held::period)
            .map(anchored)
            .collect(),
        Some(Stage::Return) => {
            let absences = file.absences.iter().map(|absence| absence.data.period());
            let long = absences.filter_map(|absence| {
                let last = absence.to?;
                let enough = selection
                    .absent_for
                    .map(|length| length.after(absence.from));
                enough
                    .is_none_or(|enough| enough <= last.after())
                    .then_some(last.after())
            });
            long.map(open).collect()
        }
    }
}

/// The times in one role without a break, through changes of team or hours.
fn in_one_role(worker: &Worker) -> Vec<Period> {
    let mut found: Vec<(&Employment, Period)> = Vec::new();
    for post in worker.employment.iter() {
        match found.last_mut() {
            Some((last, period))
                if last.role.value == post.role.value
                    && period.to.map(Day::after) == Some(post.from.value) =>
            {
                period.to = post.period().to;
            }
            _ => found.push((post, post.period())),
        }
    }
    found.into_iter().map(|(_, period)| period).collect()
}

/// When a stage is asked that goes on until a step down is decided: to its own end in any case, and after that on every day on
/// which no step down holds (R8c). One that has ended is none.
fn without_step_down(facts: &Facts<'_>, file: &WorkerFile, from: Day, nominal: Day) -> Vec<Period> {
    let decided = frequency_decisions(facts, file)
        .filter(|decision| decision.direction.value == Direction::StepDown);
    let after_the_stage = decided.filter_map(|decision| {
        let until = decision.until.as_ref().map(|until| until.value);
        let step = Period::new(decision.from.value, until);
        step.common(Period::new(nominal.after(), None))
    });
    let mut asked = vec![Period::new(from, None)];
    for step in after_the_stage {
        asked = asked
            .into_iter()
            .flat_map(|period| period.without(step))
            .collect();
    }
    asked
}

/// The last day before a review of the stage was held: never before its own end, and open until it is.
fn held(
    facts: &Facts<'_>,
    selection: &WorkerSelection,
    worker: &Worker,
    name: &str,
    nominal: Option<Day>,
) -> Option<Day> {
    let asye = worker.asye.as_ref();
    let probation = worker.probation.as_ref();
    let stages = match selection.stage {
        Some(Stage::Asye) => [asye, None],
        Some(Stage::Probation) => [probation, None],
        _ => [asye, probation],
    };
    let stages = stages.into_iter().flatten();
    let mut reviews = stages.flat_map(|stage| &stage.milestones);
    let review = reviews.find(|review| review.milestone.as_str() == name)?;
    let day = review
        .held
        .as_ref()
        .map(|held| held.value)
        .filter(|day| *day <= facts.today)?;
    Some(nominal.map_or(day.before(), |nominal| day.before().max(nominal)))
}

/// The parts of a period in which a worker holds a post: on other days nobody owes them a session, whatever was agreed.
pub(super) fn at_work(worker: &Worker, period: Period) -> impl Iterator<Item = Period> {
    let posts = merge(worker.employment.iter().map(Held::period).collect());
    posts
        .into_iter()
        .filter_map(move |post| post.common(period))
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
