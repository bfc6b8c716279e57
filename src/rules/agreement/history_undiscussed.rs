//! A supervision history that was written and not talked about (R4.2).

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    HISTORY_UNDISCUSSED,
    "history-undiscussed",
    Error,
    history_undiscussed
);

/// The policy gives no number of days; two weeks leave room for one session.
const DAYS: i64 = 14;

fn history_undiscussed(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let asking: Vec<_> = facts.rules_today(|pack| &pack.history).collect();
    let Some((_, first)) = asking.first() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (id, file, worker) in facts.workers() {
        let supervisor = facts.relationship(worker).map(|held| &held.person.value);
        let of_the_two = file
            .histories
            .iter()
            .rev()
            .find(|history| Some(&history.data.supervisor.value) == supervisor);
        let Some(history) = of_the_two.map(|filed| &filed.data) else {
            continue;
        };
        let by = history.date.value.plus_days(DAYS);
        let discussed = history.discussed.as_ref();
        if by >= facts.today || discussed.is_some_and(|day| day.value <= facts.today) {
            continue;
        }
        let message = format!(
            "the supervision history that {id} wrote for {} on {} has not been talked about",
            history.supervisor.value, history.date.value
        );
        let mut finding = finding(history.date.span, message)
            .label("written on this day")
            .related(first.within.span, "a history is asked for here")
            .because(
                asking
                    .iter()
                    .flat_map(|(pack, rule)| pack.cite(&rule.clauses)),
            )
            .help("talk about it, and enter the day as `discussed`");
        let levels = asking.iter().map(|(_, rule)| rule.modality.into());
        finding.severity = levels.min().unwrap_or(finding.severity);
        found.push(finding);
    }
    found
}
