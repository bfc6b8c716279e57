//! A part about the worker in a child's record, or one about a child in a worker's (R10, R11a).

use crate::diag::{Diagnostic, Severity};
use crate::record::Filed;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::parts;
use crate::source::Span;

rule!(PART_MISPLACED, "part-misplaced", Error, part_misplaced);

fn part_misplaced(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (child, file) in &facts.records.children {
        let notes = file.supervisions.iter().flat_map(of_worker);
        let decisions = file.decisions.iter().flat_map(of_worker);
        let addenda = file.addenda.iter().flat_map(of_worker);
        for (place, title) in notes.chain(decisions).chain(addenda) {
            let asked = AskedBy::clauses(facts, facts.today, &["R10"]);
            if asked.is_nobody() {
                continue;
            }
            let message =
                format!("\"{title}\" is about the worker, and stands in a record of {child}");
            let finding = finding(place, message).help(
                "move it to the worker's own record of the session, and take it out of this one",
            );
            found.push(asked.tell(finding));
        }
    }
    for (worker, file) in &facts.records.workers {
        for session in &file.sessions {
            for (place, title) in misplaced(session, parts::is_of_child) {
                let day = session.data.date.value;
                let asked = AskedBy::clauses(facts, day, &["R11a", "R12e"]);
                if asked.is_nobody() {
                    continue;
                }
                let message = format!(
                    "\"{title}\" is about a child, and stands in the session of {worker} on {day}"
                );
                let mut finding = finding(place, message)
                    .help("move it to the child's own record: this one never goes on a child's file, and what it says would be lost there");
                finding.severity = Severity::Warning;
                found.push(asked.tell(finding));
            }
        }
    }
    found
}

fn of_worker<T>(filed: &Filed<T>) -> Vec<(Span, &str)> {
    misplaced(filed, parts::is_of_worker)
}

/// The headings of a record that belong elsewhere.
fn misplaced<T>(filed: &Filed<T>, belongs_elsewhere: fn(&str) -> bool) -> Vec<(Span, &str)> {
    let sections = filed.body.sections.iter();
    let sections = sections.filter(|section| belongs_elsewhere(&section.title));
    let place = |range: &std::ops::Range<usize>| Span::new(filed.source, range.clone());
    sections
        .map(|section| (place(&section.heading), section.title.as_str()))
        .collect()
}
