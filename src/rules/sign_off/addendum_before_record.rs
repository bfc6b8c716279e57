//! An addendum that is older than what it adds to.

use crate::calendar::Day;
use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;

rule!(
    ADDENDUM_BEFORE_RECORD,
    "addendum-before-record",
    Error,
    addendum_before_record
);

fn addendum_before_record(context: &Context<'_>) -> Vec<Diagnostic> {
    let records = context.facts.records;
    let workers = records.workers.values().flat_map(|file| &file.addenda);
    let children = records.children.values().flat_map(|file| &file.addenda);
    let mut found = Vec::new();
    for filed in workers.chain(children) {
        let amends = &filed.data.amends;
        let name = amends.as_str().rsplit('/').next().unwrap_or_default();
        let day = name.get(..10).and_then(|day| day.parse::<Day>().ok());
        let written = &filed.data.date;
        let Some(day) = day.filter(|day| written.value < *day) else {
            continue;
        };
        let message = format!(
            "the addendum is of {}, and the record that it adds to of {day}",
            written.value
        );
        found.push(
            finding(written.span, message)
                .related(amends.span, "the record is later")
                .help("correct the day on which the addendum was written, or the record that it names"),
        );
    }
    found
}
