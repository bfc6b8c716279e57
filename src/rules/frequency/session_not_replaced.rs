//! A session that was called off and for which no other was held or agreed (R5a).

use std::collections::BTreeMap;

use crate::calendar::Day;
use crate::diag::Diagnostic;
use crate::due::DueKind;
use crate::record::session::{Session, Status};
use crate::record::{WorkerFile, WorkerId};
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::late::{Late, out_of_step, overdue};
use crate::source::Span;

rule!(
    SESSION_NOT_REPLACED,
    "session-not-replaced",
    Warning,
    session_not_replaced
);

fn session_not_replaced(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let out_of_step = out_of_step(context);
    let too_late: BTreeMap<&WorkerId, Late<'_>> = overdue(context, DueKind::Replacement)
        .filter_map(|late| Some((late.due.worker.as_ref()?, late)))
        .collect();
    let mut found = Vec::new();
    for (id, file, _) in facts.workers() {
        // That none has been held for too long says more; and whoever is away can agree on no day.
        let folder = format!("{id}/3-supervision/");
        if out_of_step.contains(id) || facts.records.has_unread_below(&folder) {
            continue;
        }
        let by_record = by_record(context, id, file);
        found.extend(by_record.or_else(|| Some(by_policy(id, too_late.get(id)?))));
    }
    found
}

/// What the record of the last session says: that no other day was agreed, or one that is past.
fn by_record(context: &Context<'_>, id: &WorkerId, file: &WorkerFile) -> Option<Diagnostic> {
    let facts = &context.facts;
    let mut latest_first = file.sessions.iter().rev().map(|session| &session.data);
    let last = latest_first.find(|session| session.date.value <= facts.today)?;
    let (place, why, help) = without_another(last, facts.today)?;
    let asked = AskedBy::clauses(facts, last.date.value, &["R5a"]);
    if asked.is_nobody() {
        return None;
    }
    let what = match last.status.value {
        Status::Rearranged => "was moved to another day",
        _ => "was cancelled",
    };
    let message = format!(
        "the session of {id} on {} {what}, and {why}",
        last.date.value
    );
    Some(asked.tell(finding(place, message).help(help)))
}

fn without_another(last: &Session, today: Day) -> Option<(Span, String, &'static str)> {
    let cancellation = last.cancellation.as_ref().filter(|_| !last.is_held())?;
    match cancellation.replacement {
        None => Some((
            last.status.span,
            "no other day is agreed".to_owned(),
            "agree on another day now, and enter it as `replacement`",
        )),
        Some(day) if day.value < today => Some((
            day.span,
            format!(
                "nothing is recorded on {}, the day agreed instead",
                day.value
            ),
            "write it up if it was held; if not, say so in a record of that day and agree on another",
        )),
        Some(_) => None,
    }
}

/// That none was held in the time that a pack gives, whatever day is agreed.
fn by_policy(id: &WorkerId, late: &Late<'_>) -> Diagnostic {
    let message = format!(
        "the session of {id} on {} did not take place, and none was held in its place by {}",
        late.from.day, late.day
    );
    let finding = finding(late.from.span, message)
        .label("not held")
        .help("hold the session that is agreed instead, sooner if you can");
    late.tell(finding)
}
