//! A child's record that gives another category than the case had that day (R12d).

use crate::calendar::Held;
use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    CATEGORY_DIFFERS,
    "category-differs",
    Error,
    category_differs
);

fn category_differs(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (id, file) in &facts.records.children {
        let Some(child) = &file.child else { continue };
        for note in &file.supervisions {
            let (day, said) = (note.data.date.value, &note.data.category);
            // On the day of a change, what the case was until then is as right as what it became.
            let mut of_day = child.data.categories.iter().filter(|category| {
                let period = category.period();
                period.contains(day) || period.to == Some(day.before())
            });
            let Some(category) = child.data.categories.on(day) else {
                continue;
            };
            // A word that no pack knows is found for that.
            let mut known = facts.policy.categories().peekable();
            let is_known = known.peek().is_none()
                || known.any(|one| one.category.as_str() == category.category.as_str());
            if !is_known
                || day > facts.today
                || of_day.any(|category| category.category.value == said.value)
            {
                continue;
            }
            let message = format!(
                "the record of {id} of {day} says {}, the case was {} that day",
                said.value, category.category.value
            );
            found.push(
                finding(said.span, message)
                    .related(category.category.span, "the case says this")
                    .help("correct whichever of the two is wrong: intervals are counted by the case's category"),
            );
        }
    }
    found
}
