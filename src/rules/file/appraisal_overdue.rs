//! A meeting of the appraisal year that was not held by its day (local policy).

use crate::diag::Diagnostic;
use crate::due::DueKind;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::late::overdue;

rule!(
    APPRAISAL_OVERDUE,
    "appraisal-overdue",
    Warning,
    appraisal_overdue
);

fn appraisal_overdue(context: &Context<'_>) -> Vec<Diagnostic> {
    overdue(context, DueKind::Appraisal)
        .filter_map(|late| {
            let (worker, stage) = (late.due.worker.as_ref()?, late.due.subject.as_ref()?);
            let folder = format!("{worker}/4-");
            if context.facts.records.has_unread_below(&folder) {
                return None;
            }
            let file = context.facts.records.workers.get(worker)?;
            let posts = &file.worker.as_ref()?.data.employment;
            let post = posts.on(context.facts.today)?;
            let message = format!(
                "the {stage} appraisal meeting of {worker} was to be held by {}, {}",
                late.day, late.ago
            );
            let finding = finding(post.from.span, message)
                .label(format!("section 4 has no {stage} meeting of the year from {}", late.from.day))
                .help("hold it and record it in section 4; if it was held, enter its record with its day");
            Some(late.tell(finding))
        })
        .collect()
}
