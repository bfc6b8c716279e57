//! A year of professional development that ended with less than a pack asks (L3, local policy).

use crate::calendar::Interval;
use crate::diag::Diagnostic;
use crate::due::cpd::short_years;
use crate::policy::Modality;
use crate::rules::Context;
use crate::rules::asked::as_strong_as;
use crate::rules::declare::rule;

rule!(CPD_SHORT, "cpd-short", Warning, cpd_short);

/// How long after its end a year is spoken of. No policy says; after that the year that runs matters more.
const SPOKEN_OF: Interval = Interval::Months(3);

fn cpd_short(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for short in short_years(facts) {
        let worker = short.worker;
        let last = short.rule.in_each.end(short.year.from);
        let is_long_ago = SPOKEN_OF.after(last) < facts.today;
        // One that cannot be read may be what is missing.
        let is_unread = facts.records.has_unread_below(&format!("{worker}/"));
        let post = short.filed.data.employment.on(facts.today);
        let Some(post) = post.filter(|_| !is_long_ago && !is_unread) else {
            continue;
        };
        let message = format!(
            "{worker} recorded too little professional development from {} to {last}: {} short",
            short.year.from,
            short.missing.join(" and ")
        );
        let finding = finding(post.from.span, message)
            .label("in post")
            .related(short.rule.in_each.span, "asked here")
            .because(short.pack.cite(&short.rule.clauses))
            .help("enter what was done and not recorded; otherwise talk about it in the next session, as registration may depend on it");
        found.push(as_strong_as(short.rule.modality == Modality::Must, finding));
    }
    found
}
