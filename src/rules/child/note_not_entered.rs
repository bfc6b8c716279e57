//! A child's record or a manager's decision that is not on the case system yet (R11d, R12e).

use crate::calendar::Day;
use crate::diag::Diagnostic;
use crate::record::child_supervision::CaseNote;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::source::Spanned;

rule!(
    NOTE_NOT_ENTERED,
    "note-not-entered",
    Warning,
    note_not_entered
);

/// How long there is to enter a record. The policies give no number of days; a week is our reading.
const DAYS: i64 = 7;

fn note_not_entered(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (child, file) in &facts.records.children {
        let notes = file.supervisions.iter().map(|note| &note.data);
        let notes = notes.map(|note| {
            (
                "supervision record",
                note.date.value,
                &note.recorded,
                &note.case_note,
            )
        });
        let decisions = file.decisions.iter().map(|decision| &decision.data);
        let decisions = decisions.map(|data| {
            (
                "manager's decision",
                data.date.value,
                &data.recorded,
                &data.case_note,
            )
        });
        for (what, day, recorded, case_note) in notes.chain(decisions) {
            if !is_late(recorded, case_note.as_ref(), facts.today) {
                continue;
            }
            let message = format!(
                "the {what} of {child} of {day} has not been entered on the case system, {} days after it was written",
                recorded.days_to(facts.today)
            );
            let system = facts
                .records
                .settings()
                .and_then(|settings| settings.case_system.as_deref());
            let finding = finding(recorded.span, message).label("written up here").help(format!(
                "enter the case note on {}, then add `case-note:` with the day and the reference of the entry",
                system.unwrap_or("the case system")
            ));
            let clauses: &[&str] = if what == "supervision record" {
                &["R11d"]
            } else {
                &["R12e"]
            };
            found.push(AskedBy::clauses(facts, day, clauses).tell(finding));
        }
    }
    found
}

fn is_late(recorded: &Spanned<Day>, case_note: Option<&CaseNote>, today: Day) -> bool {
    case_note.is_none() && recorded.days_to(today) > DAYS
}
