//! Session after session in which one of the two raises everything and the other nothing (R5a, R9a).

use crate::diag::Diagnostic;
use crate::record::discussion::Party;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::recent::{self, SESSIONS};

rule!(
    AGENDA_ONE_SIDED,
    "agenda-one-sided",
    Warning,
    agenda_one_sided
);

fn agenda_one_sided(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for recent in recent::sessions(facts) {
        if !recent
            .sessions
            .iter()
            .all(|session| session.is_whole("agenda"))
        {
            continue;
        }
        let topics = recent
            .sessions
            .iter()
            .flat_map(|session| &session.data.agenda);
        // A topic of which nobody says who raised it is found by its form, and may be anybody's.
        let raised: Option<Vec<_>> = topics.map(|topic| topic.raised_by.as_ref()).collect();
        let Some(raised) = raised else { continue };
        let Some((last, first)) = raised.last().zip(raised.first()) else {
            continue;
        };
        if raised.iter().any(|by| by.value != last.value) {
            continue;
        }
        let (silent, person, clauses): (_, _, &[&str]) = match last.value {
            Party::Supervisor => ("the worker", recent.worker.as_str(), &["R9a"]),
            Party::Supervisee => ("the line manager", recent.manager.as_str(), &["R5a"]),
        };
        let asked = AskedBy::clauses(facts, recent.last().data.date.value, clauses);
        if asked.is_nobody() {
            continue;
        }
        let message = format!(
            "in the last {SESSIONS} sessions of {} with {} {silent} has put nothing on the agenda",
            recent.worker, recent.manager
        );
        let finding = finding(last.span, message)
            .label("raised by the other, as everything before")
            .help(format!(
                "ask {person} before the next session what they want to talk about, and enter it under `agenda`"
            ));
        let finding = match first.span == last.span {
            true => finding,
            false => finding.related(first.span, "from here on"),
        };
        found.push(asked.tell(finding));
    }
    found
}
