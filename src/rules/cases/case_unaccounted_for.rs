//! A session that says nothing of a case that the worker held that day (C4a).

use std::collections::HashSet;

use crate::diag::Diagnostic;
use crate::record::WorkerId;
use crate::record::session::Session;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::held;

rule!(
    CASE_UNACCOUNTED_FOR,
    "case-unaccounted-for",
    Error,
    case_unaccounted_for
);

fn case_unaccounted_for(context: &Context<'_>) -> Vec<Diagnostic> {
    let own = held::sessions(&context.facts).filter(|(_, session)| {
        held::is_of_own_cases(&session.data) && !held::has_untold_case(session)
    });
    own.filter_map(|(worker, session)| left_out(context, worker, &session.data))
        .collect()
}

fn left_out(context: &Context<'_>, worker: &WorkerId, session: &Session) -> Option<Diagnostic> {
    let facts = &context.facts;
    let day = session.date.value;
    let asked = AskedBy::rule(facts, day, |pack| &pack.every_case_at_every_session);
    if asked.is_nobody() {
        return None;
    }
    let listed: HashSet<&str> = session
        .cases
        .iter()
        .map(|case| case.child.as_str())
        .collect();
    let missing: Vec<_> = facts
        .caseload(worker, day)
        .filter(|(child, ..)| !listed.contains(child.as_str()))
        .collect();
    let names: Vec<&str> = missing.iter().map(|(child, ..)| child.as_str()).collect();
    let message = format!(
        "the session of {worker} on {day} says nothing of {}",
        names.split_last().map(|(last, others)| match others {
            [] => (*last).to_owned(),
            _ => format!("{} and {last}", others.join(", ")),
        })?
    );
    let finding = finding(session.date.span, message)
        .label("not all are among the cases of this session")
        .help("add each under `cases`: `full` if it was discussed, `acknowledged` if you both only noted that it is open");
    let finding = missing.iter().fold(finding, |finding, (child, _, held)| {
        finding.related(held.worker.span, format!("{child} was held from here on"))
    });
    Some(asked.tell(finding))
}
