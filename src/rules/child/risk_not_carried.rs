//! A risk to staff that stands open and of which the child's later records say nothing (R11c).

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;

rule!(
    RISK_NOT_CARRIED,
    "risk-not-carried",
    Warning,
    risk_not_carried
);

fn risk_not_carried(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let today = facts.today;
    let mut found = Vec::new();
    for (id, file) in &facts.records.children {
        let notes = file
            .supervisions
            .iter()
            .filter(|note| note.data.date.value <= today);
        let notes: Vec<_> = notes.collect();
        let names_risks = |at: &usize| {
            let note = notes[*at];
            !note.data.risks_to_staff.is_empty() || !note.is_whole("risks-to-staff")
        };
        let Some(last) = (0..notes.len()).rev().find(names_risks) else {
            continue;
        };
        let day = notes[last].data.date.value;
        let mut open = notes[last]
            .data
            .risks_to_staff
            .iter()
            .filter(|risk| risk.closed.is_none());
        let later = notes[last..].iter().find(|note| note.data.date.value > day);
        let Some((risk, later)) = open.next().zip(later) else {
            continue;
        };
        let asked = AskedBy::clauses(facts, day, &["R11c"]);
        if asked.is_nobody()
            || facts
                .records
                .has_unread_below(&format!("{id}/supervision/"))
        {
            continue;
        }
        let message = format!(
            "the record of {id} of {} says nothing of the risk to staff that was named on {day} and is still open",
            later.data.date.value
        );
        let finding = finding(later.data.date.span, message)
            .label("no `risks-to-staff` here")
            .related(risk.span, "named here, and not closed")
            .help("name it again with what is agreed now, or enter the day on which it was judged to be over as `closed`; where the record is signed, an addendum says it as `risk-closed`");
        found.push(asked.tell(finding));
    }
    found
}
