//! A disagreement that is neither settled nor taken further, or that nobody settles (R4.4, R12c).

use std::collections::HashMap;

use crate::diag::Diagnostic;
use crate::due::DueKind;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::disputed::{self, Disputed};
use crate::rules::late::{Late, overdue};
use crate::source::Span;

rule!(
    DISPUTE_LEFT_OPEN,
    "dispute-left-open",
    Warning,
    dispute_left_open
);

/// After how many sessions a disagreement that was referred is found to lie. No policy gives a number; this is our reading.
const SESSIONS: usize = 3;

const HELP: &str = "talk it through; what cannot be settled goes to the supervisor's own line manager: enter `referred-to`, or `outcome` and `closed`; where the record is signed, an addendum says it as `dispute-outcome`";

fn dispute_left_open(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    // Of two days that are past, the first; each stands where the disagreement was raised.
    let mut too_late: HashMap<Span, Late<'_>> = HashMap::new();
    for late in overdue(context, DueKind::Dispute) {
        too_late.entry(late.from.span).or_insert(late);
    }
    let open = disputed::all(facts).filter(|disputed| disputed.dispute.closed.is_none());
    open.filter_map(|disputed| {
        let by_sessions = by_sessions(context, &disputed);
        by_sessions.or_else(|| {
            let late = too_late.get(&disputed.dispute.on.span)?;
            Some(by_policy(&disputed, late))
        })
    })
    .collect()
}

/// That sessions have been held in which the two could have talked it through.
fn by_sessions(context: &Context<'_>, disputed: &Disputed<'_>) -> Option<Diagnostic> {
    let facts = &context.facts;
    let raised = disputed.dispute.on;
    let (since, place, what, label, after) = match &disputed.dispute.referred_to {
        None => (
            raised.value,
            raised.span,
            "neither settled nor referred",
            "raised here",
            1,
        ),
        Some(to) => (
            disputed.dispute.referred_on.unwrap_or(raised).value,
            to.span,
            "still not settled by whom it was referred to",
            "referred here",
            SESSIONS,
        ),
    };
    let mut later = disputed::sessions_since(facts, disputed.worker, since);
    let session = later.nth(after - 1)?;
    let asked = AskedBy::clauses(facts, raised.value, &["R4.4", "R12c"]);
    if asked.is_nobody() {
        return None;
    }
    let held = match after {
        1 => "a session has".to_owned(),
        _ => format!("{after} sessions have"),
    };
    let message = format!(
        "the disagreement of {} {} is {what}, and {held} been held since",
        raised.value,
        disputed.about()
    );
    let finding = finding(place, message)
        .label(label)
        .related(session.data.date.span, "a session since")
        .help(HELP);
    Some(asked.tell(finding))
}

/// That the time which a pack gives is over.
fn by_policy(disputed: &Disputed<'_>, late: &Late<'_>) -> Diagnostic {
    let step = late.due.subject.as_deref().unwrap_or_default();
    let what = match step.ends_with("/referred") {
        true => "settled or referred",
        false => "closed",
    };
    let message = format!(
        "the disagreement of {} {} was to be {what} by {}",
        disputed.dispute.on.value,
        disputed.about(),
        late.day
    );
    late.tell(
        finding(late.from.span, message)
            .label("raised here")
            .help(HELP),
    )
}
