//! A case that was only acknowledged where each session should discuss it in full (C4b, C4e).

use super::skipped;
use crate::diag::Diagnostic;
use crate::policy::Modality;
use crate::policy::rule::EverySession;
use crate::rules::Context;
use crate::rules::asked::as_strong_as;
use crate::rules::declare::rule;
use crate::rules::held;

rule!(
    FULL_DISCUSSION_SKIPPED,
    "full-discussion-skipped",
    Error,
    full_discussion_skipped
);

fn full_discussion_skipped(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for mention in held::cases(facts) {
        let Some(skipped) = skipped(facts, &mention) else {
            continue;
        };
        let (discussion, rule) = (mention.discussion, skipped.rule);
        let (why, help) = match skipped.when {
            EverySession::Always => (
                format!("to be discussed in full are {}", rule.spoken()),
                "discuss it in full in the next session; if a full discussion did take place, correct `discussion`",
            ),
            EverySession::UnlessStable if held::has_concern(discussion) => (
                "a safeguarding concern is recorded".to_owned(),
                "discuss it in full now, before the next session if you can, and record that",
            ),
            EverySession::UnlessStable => (
                "it is not recorded as stable".to_owned(),
                "discuss it in full in the next session; if the manager did judge it to be stable and without immediate concern, record that",
            ),
        };
        let message = format!(
            "{} was only acknowledged on {}: {why}",
            discussion.child.value,
            mention.day()
        );
        let mut finding = finding(discussion.depth.span, message)
            .related(rule.id_span(), "asked here")
            .because(skipped.pack.cite(&rule.clauses))
            .help(help);
        if let Some(concern) = discussion
            .safeguarding_concern
            .as_ref()
            .filter(|concern| concern.value)
        {
            finding = finding.related(concern.span, "a concern is recorded here");
        }
        found.push(as_strong_as(rule.modality == Modality::Must, finding));
    }
    found
}
