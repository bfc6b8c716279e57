//! A case recorded as stable and with an immediate safeguarding concern at once (C4b).

use super::skipped;
use crate::diag::Diagnostic;
use crate::policy::rule::EverySession;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::held;

rule!(
    STABLE_WITH_CONCERN,
    "stable-with-concern",
    Warning,
    stable_with_concern
);

fn stable_with_concern(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for mention in held::cases(facts) {
        let discussion = mention.discussion;
        let both = discussion
            .stable
            .as_ref()
            .filter(|stable| stable.value)
            .zip(
                discussion
                    .safeguarding_concern
                    .as_ref()
                    .filter(|concern| concern.value),
            );
        let Some((stable, concern)) = both else {
            continue;
        };
        let is_told = skipped(facts, &mention)
            .is_some_and(|skipped| skipped.when == EverySession::UnlessStable);
        if is_told {
            continue;
        }
        let message = format!(
            "{} is recorded on {} as stable and with an immediate safeguarding concern",
            discussion.child.value,
            mention.day()
        );
        let finding = finding(stable.span, message)
            .label("stable here")
            .related(concern.span, "a concern here")
            .help("correct whichever is wrong: while there is an immediate concern, a case counts as not stable");
        found.push(AskedBy::clauses(facts, mention.day(), &["C4b"]).tell(finding));
    }
    found
}
