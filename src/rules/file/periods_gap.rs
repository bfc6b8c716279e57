//! Days on which an open case has no category, or is held by nobody.

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::periods::{Gap, List, gaps};

rule!(PERIODS_GAP, "periods-gap", Error, periods_gap);

fn periods_gap(context: &Context<'_>) -> Vec<Diagnostic> {
    let today = context.facts.today;
    let mut found = Vec::new();
    for (id, file) in &context.facts.records.children {
        let Some(child) = file.child.as_ref().map(|child| &child.data) else {
            continue;
        };
        let id = id.as_str();
        let categories = List::of(("category", "categories"), id, &child.categories);
        let without = gaps(child, &categories, true, today)
            .into_iter()
            .map(|gap| {
                let help = "give the category of those days, or correct the day";
                tell(&gap, &format!("{id} was open and had no category"), help)
            });
        // A case may wait for its first worker.
        let held = List::of(("allocation", "allocations"), id, &child.allocations);
        let unheld = gaps(child, &held, false, today).into_iter().map(|gap| {
            let help = "say who held it then, or correct the day; a case that has ended needs its `closed` day";
            tell(&gap, &format!("{id} was open and held by nobody"), help)
        });
        found.extend(without.chain(unheld));
    }
    found
}

fn tell(gap: &Gap, what: &str, help: &str) -> Diagnostic {
    let (from, to) = (gap.from, gap.to);
    let message = match from == to {
        true => format!("{what} on {from}"),
        false => format!("{what} from {from} to {to}"),
    };
    let finding = finding(gap.seen.span, message).help(help);
    match gap.since.span == gap.seen.span {
        true => finding.label("the last one ended here"),
        false => finding.related(gap.since.span, "since here"),
    }
}
