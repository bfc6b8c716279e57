//! A check of section 1 that by its own date has run out (R13a).

use std::collections::BTreeSet;

use crate::diag::Diagnostic;
use crate::due::{DueKind, State};
use crate::record::WorkerId;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;

rule!(CHECK_EXPIRED, "check-expired", Warning, check_expired);

fn check_expired(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let today = facts.today;
    // What a pack wants renewed and is late is found for that.
    let overdue: BTreeSet<(&WorkerId, &str)> = context
        .dues
        .iter()
        .filter(|due| due.kind == DueKind::Renewal && due.state == State::Overdue)
        .filter_map(|due| Some((due.worker.as_ref()?, due.subject.as_deref()?)))
        .collect();
    let mut found = Vec::new();
    for (id, file, _) in facts.workers() {
        let others = file.checklist.iter().flat_map(|filed| &filed.data.others);
        for other in others.filter(|other| !overdue.contains(&(id, other.check.as_str()))) {
            let Some(expires) = other.expires.filter(|expires| expires.value < today) else {
                continue;
            };
            let asked = AskedBy::clauses(facts, today, &["R13a"]);
            if asked.is_nobody() {
                continue;
            }
            let message = format!(
                "the {} of {id} ran out on {}",
                other.check.value, expires.value
            );
            let finding = finding(expires.span, message)
                .label("valid until this day")
                .help("see the new one and enter its days; until then, take advice on what the worker may do");
            found.push(asked.tell(finding));
        }
    }
    found
}
