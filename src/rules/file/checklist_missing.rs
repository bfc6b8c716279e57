//! A worker's section 1 is not there, or lacks what it is for (R13a).

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::due::{Due, DueKind, State};
use crate::record::WorkerId;
use crate::record::checklist::Checklist;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;

rule!(
    CHECKLIST_MISSING,
    "checklist-missing",
    Error,
    checklist_missing
);

fn checklist_missing(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut undated: BTreeMap<&WorkerId, Vec<&Due>> = BTreeMap::new();
    for due in context.dues {
        let is_undated = due.kind == DueKind::Renewal && due.state == State::CannotTell;
        if let Some(worker) = due.worker.as_ref().filter(|_| is_undated) {
            undated.entry(worker).or_default().push(due);
        }
    }
    let settings = facts.records.settings();
    let mut found = Vec::new();
    for (id, file, worker) in facts.workers() {
        let team = worker
            .data
            .employment
            .on(facts.today)
            .map(|post| &post.team.value);
        let exempt = settings.iter().flat_map(|settings| &settings.exempt_teams);
        let is_exempt = exempt
            .into_iter()
            .any(|exempt| Some(&exempt.team.value) == team);
        if is_exempt
            || facts
                .records
                .is_unread(&format!("{id}/1-checklist/checklist"))
        {
            continue;
        }
        let asked = AskedBy::clauses(facts, facts.today, &["R13a"]);
        let Some(checklist) = &file.checklist else {
            let message = format!("section 1 of {id} has no checklist");
            let finding = finding(worker.data.id.span, message).help(format!(
                "see the DBS certificate, the registration and the qualifications, and write `workers/{id}/1-checklist/checklist.yaml`"
            ));
            found.push(asked.tell(finding));
            continue;
        };
        let undated = undated.get(id).map_or(&[][..], Vec::as_slice);
        // A date that is there and still to come is found by itself.
        let undated: Vec<&&Due> = undated
            .iter()
            .filter(|due| {
                !due.subject
                    .as_deref()
                    .is_some_and(|check| has(&checklist.data, check))
            })
            .collect();
        let mut missing: Vec<&str> = undated
            .iter()
            .filter_map(|due| due.subject.as_deref())
            .collect();
        if checklist.data.dbs.is_none() {
            missing.push("dbs");
        }
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() {
            continue;
        }
        let message = format!(
            "the checklist of {id} has no date for {}",
            missing.join(", ")
        );
        let finding = finding(checklist.data.worker.span, message)
            .help("see the certificate or the register, and enter its date and the day on which you saw it");
        let finding = undated.iter().fold(asked.tell(finding), |finding, due| {
            let finding = finding.because(due.because.clone());
            match due.asked_at {
                Some(span) => finding.related(span, "renewal is asked here"),
                None => finding,
            }
        });
        found.push(finding);
    }
    found
}

/// Whether a checklist gives any date for a check.
fn has(checklist: &Checklist, check: &str) -> bool {
    match check {
        "dbs" => checklist.dbs.is_some(),
        "registration" => checklist.registration.is_some(),
        other => checklist
            .others
            .iter()
            .any(|known| known.check.as_str() == other),
    }
}
