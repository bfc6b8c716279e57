//! A session without an in-depth reflective discussion of a case (R7f).

use crate::diag::Diagnostic;
use crate::record::session::{Session, SessionType};
use crate::record::store_settings::Holds;
use crate::record::{Filed, WorkerId};
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    REFLECTION_MISSING,
    "reflection-missing",
    Error,
    reflection_missing
);

fn reflection_missing(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (id, file, _) in facts.workers() {
        for session in file.held_sessions() {
            let data = &session.data;
            let (day, kind) = (data.date.value, data.session_type.value);
            let is_asked = matches!(kind, SessionType::Individual | SessionType::Joint);
            if day > facts.today || !is_asked || !session.is_whole("cases") {
                continue;
            }
            let most = open_cases(context, id, session);
            let reflective = data.cases.iter().filter(|case| {
                case.is_full() && case.reflective.as_ref().is_some_and(|said| said.value)
            });
            let reflective = reflective.count();
            let asking = facts
                .policy
                .rules_on(day, |pack| &pack.reflective_discussion);
            for (pack, rule) in asking {
                let asked = (rule.at_least.value as usize).min(most);
                if reflective >= asked {
                    continue;
                }
                let message = match reflective {
                    0 => format!(
                        "no case was discussed reflectively in the session of {id} on {day}"
                    ),
                    some => format!(
                        "{some} of {asked} cases were discussed reflectively in the session of {id} on {day}"
                    ),
                };
                let mut finding = finding(data.date.span, message)
                    .label("no reflective discussion in this session")
                    .related(rule.at_least.span, "asked here")
                    .because(pack.cite(&rule.clauses))
                    .help("say `reflective: true` at the case that was talked through in depth; if none was, begin the next session with one");
                finding.severity = pack.modality(&rule.clauses).into();
                found.push(finding);
            }
        }
    }
    found
}

/// How many open cases the worker held on the day of a session. Where the children's records are kept in another store, as
/// many as the session names.
fn open_cases(context: &Context<'_>, worker: &WorkerId, session: &Filed<Session>) -> usize {
    let facts = &context.facts;
    let elsewhere = facts
        .records
        .settings()
        .is_some_and(|settings| settings.holds_elsewhere(Holds::Children));
    if elsewhere {
        session.data.cases.len()
    } else {
        facts.caseload(worker, session.data.date.value).count()
    }
}
