//! Something that is said to have happened on a day that is still to come.

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::days;
use crate::rules::declare::rule;

rule!(DAY_IN_FUTURE, "day-in-future", Error, day_in_future);

fn day_in_future(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let today = facts.today;
    let mut found = Vec::new();
    for days in days::all(facts.records) {
        let help =
            "correct the day; what is only planned has no record yet, or leaves this field out";
        if let Some(own) = days.own.filter(|own| own.value > today) {
            if !days.may_be_ahead {
                let message = format!(
                    "the {} is dated {}, and that day is still to come",
                    days.name_without_day(),
                    own.value
                );
                found.push(
                    finding(own.span, message)
                        .label(format!("today is {today}"))
                        .help(help),
                );
            }
            continue;
        }
        let to_come = days.happened.iter().find(|(_, day)| day.value > today);
        if let Some((name, day)) = to_come {
            let message = format!(
                "`{name}` in the {} is {}, and that day is still to come",
                days.name(),
                day.value
            );
            found.push(
                finding(day.span, message)
                    .label(format!("today is {today}"))
                    .help(help),
            );
        }
    }
    found
}
