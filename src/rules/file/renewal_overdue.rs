//! A check of section 1 that should have been renewed by now (R13a, local policy).

use crate::diag::Diagnostic;
use crate::due::DueKind;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::late::overdue;

rule!(RENEWAL_OVERDUE, "renewal-overdue", Error, renewal_overdue);

fn renewal_overdue(context: &Context<'_>) -> Vec<Diagnostic> {
    overdue(context, DueKind::Renewal)
        .filter_map(|late| {
            let (worker, check) = (late.due.worker.as_ref()?, late.due.subject.as_ref()?);
            let what = match check.as_str() {
                "dbs" => "DBS check",
                other => other,
            };
            let message = format!(
                "the {what} of {worker} was to be renewed by {}, {}",
                late.day, late.ago
            );
            let finding = finding(late.from.span, message)
                .label("counted from here")
                .help("have it renewed, see the new certificate or the register, and enter both days; until then, take advice on what the worker may do");
            Some(late.tell(finding))
        })
        .collect()
}
