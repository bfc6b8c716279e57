//! A disagreement that is neither settled nor taken further, or that nobody settles (R4.4, R12c).

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::disputed;

rule!(
    DISPUTE_LEFT_OPEN,
    "dispute-left-open",
    Warning,
    dispute_left_open
);

/// After how many sessions a disagreement that was referred is found to lie. No policy gives a number; this is our reading.
const SESSIONS: usize = 3;

fn dispute_left_open(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for disputed in disputed::all(facts) {
        let dispute = disputed.dispute;
        if dispute.closed.is_some() {
            continue;
        }
        let raised = dispute.on;
        let (since, place, what, label, after) = match (&dispute.referred_to, &dispute.referred_on)
        {
            (None, _) => (
                raised.value,
                raised.span,
                "neither settled nor referred",
                "raised here",
                1,
            ),
            (Some(to), on) => {
                let since = on.as_ref().map_or(raised.value, |on| on.value);
                (
                    since,
                    to.span,
                    "still not settled by whom it was referred to",
                    "referred here",
                    SESSIONS,
                )
            }
        };
        let mut later = disputed::sessions_since(facts, disputed.worker, since);
        let Some(session) = later.nth(after - 1) else {
            continue;
        };
        let asked = AskedBy::clauses(facts, raised.value, &["R4.4", "R12c"]);
        if asked.is_nobody() {
            continue;
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
            .help("talk it through; what cannot be settled goes to the supervisor's own line manager: enter `referred-to`, or `outcome` and `closed`");
        found.push(asked.tell(finding));
    }
    found
}
