//! A period that ends before it begins, or a list of periods that is not in the order of time.

use crate::calendar::{DatedFault, Day};
use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::periods::{lists, once};
use crate::source::Spanned;

rule!(
    PERIOD_BACKWARDS,
    "period-backwards",
    Error,
    period_backwards
);

fn period_backwards(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for list in lists(context.facts.records) {
        for fault in list.faults() {
            match fault {
                DatedFault::Backwards(at) => {
                    let ends = list.ends[at];
                    let what = format!("the {} of {}", list.one, list.whose);
                    found.extend(ends.to.map(|to| backwards(&what, ends.from, to)));
                }
                DatedFault::OutOfOrder(at) => {
                    let (above, ends) = (list.ends[at - 1], list.ends[at]);
                    let message = format!(
                        "the {} of {} are not in the order of time: {} stands below {}",
                        list.many, list.whose, ends.from.value, above.from.value
                    );
                    found.push(
                        finding(ends.from.span, message)
                            .related(above.from.span, "this one is later and stands above")
                            .help("correct the day, or put the periods in the order in which they held, oldest first"),
                    );
                }
                DatedFault::Overlap(_) | DatedFault::Gap(_) => {}
            }
        }
    }
    let wrong = once(context.facts.records)
        .into_iter()
        .filter(|(_, from, to)| to.value < from.value);
    found.extend(wrong.map(|(what, from, to)| backwards(&what, from, to)));
    found
}

fn backwards(what: &str, from: Spanned<Day>, to: Spanned<Day>) -> Diagnostic {
    let message = format!(
        "{what} ends on {}, before it begins on {}",
        to.value, from.value
    );
    finding(to.span, message)
        .related(from.span, "it begins here")
        .help("correct whichever of the two days is wrong")
}
