//! A session that was written up later than the two have agreed, or than a pack asks.

use crate::calendar::Day;
use crate::diag::{Citation, Diagnostic};
use crate::policy::rule::{RecordMilestone, Recorded};
use crate::record::agreement::Agreement;
use crate::record::session::Session;
use crate::record::{Filed, WorkerFile};
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::held;
use crate::source::Span;

rule!(RECORDED_LATE, "recorded-late", Warning, recorded_late);

/// By when a session is to be written up, and who asks.
struct Limit {
    by: Day,
    at: Span,
    because: Vec<Citation>,
}

fn recorded_late(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (worker, session) in held::sessions(facts) {
        let day = session.data.date.value;
        let recorded = session.data.recorded.filter(|day| day.value <= facts.today);
        let Some(recorded) = recorded else { continue };
        let file = facts.records.workers.get(worker);
        let agreed = file.and_then(|file| agreed(file, &session.data));
        let limits = agreed.into_iter().chain(asked(context, day));
        let strictest = limits.min_by_key(|limit| limit.by);
        let Some(limit) = strictest.filter(|limit| limit.by < recorded.value) else {
            continue;
        };
        let message = format!(
            "the session of {worker} on {day} was written up on {}, and was to be by {}",
            recorded.value, limit.by
        );
        found.push(
            finding(recorded.span, message)
                .label("written up on this day")
                .related(limit.at, "asked here")
                .because(limit.because)
                .help("correct the day if it is wrong; otherwise keep time for writing up right after each session"),
        );
    }
    found
}

/// What the agreement of the two that held on the day of a session says.
fn agreed(file: &WorkerFile, session: &Session) -> Option<Limit> {
    let day = session.date.value;
    let is_in_force = |agreement: &&Filed<Agreement>| {
        let data = &agreement.data;
        data.supervisor.value == session.supervisor.value && data.starts.value <= day
    };
    let days = file
        .agreements
        .iter()
        .rev()
        .find(is_in_force)?
        .data
        .recording_days?;
    Some(Limit {
        by: day.plus_days(i64::from(days.value)),
        at: days.span,
        because: Vec::new(),
    })
}

/// What the packs in force on the day of a session say.
fn asked<'a>(context: &Context<'a>, day: Day) -> impl Iterator<Item = Limit> + use<'a> {
    let rules = context.facts.policy.rules_on(day, |pack| &pack.recording);
    let of_sessions = rules.filter(|(_, rule)| {
        rule.of.value == Recorded::Session
            && rule.milestone == RecordMilestone::Recorded
            && rule.counted_from == RecordMilestone::Held
    });
    of_sessions.map(move |(pack, rule)| Limit {
        by: rule.within.after(day),
        at: rule.within.span,
        because: pack.cite(&rule.clauses),
    })
}
