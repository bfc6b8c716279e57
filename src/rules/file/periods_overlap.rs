//! Two periods of one list that hold on the same day.

use crate::calendar::DatedFault;
use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::periods::lists;

rule!(PERIODS_OVERLAP, "periods-overlap", Error, periods_overlap);

fn periods_overlap(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for list in lists(context.facts.records) {
        for fault in list.faults() {
            let DatedFault::Overlap(at) = fault else {
                continue;
            };
            let (above, ends) = (list.ends[at - 1], list.ends[at]);
            let day = ends.from.value;
            let message = format!("two {} of {} hold on {day}", list.many, list.whose);
            let finding = finding(ends.from.span, message)
                .label("this one begins before the one above it has ended")
                .help(format!(
                    "end the one above on {}, or correct this day",
                    day.before()
                ));
            found.push(match above.to {
                Some(to) => finding.related(to.span, "it ends here; that day counts"),
                None => finding.related(above.from.span, "it has no end"),
            });
        }
    }
    found
}
