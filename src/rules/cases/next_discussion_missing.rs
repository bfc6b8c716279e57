//! A case that was not discussed, with no word of when it will be (R7d).

use crate::diag::Diagnostic;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::held;

rule!(
    NEXT_DISCUSSION_MISSING,
    "next-discussion-missing",
    Error,
    next_discussion_missing
);

fn next_discussion_missing(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for mention in held::cases(facts) {
        let (discussion, day) = (mention.discussion, mention.day());
        let is_said = discussion.is_full() || discussion.next_discussion.is_some();
        if is_said || !held::may_be_own(facts, &mention) {
            continue;
        }
        let closed =
            held::child(facts, &discussion.child).and_then(|child| child.data.closed.as_ref());
        if closed.is_some_and(|closed| closed.value <= day) {
            continue;
        }
        let asked = AskedBy::rule(facts, day, |pack| &pack.next_discussion);
        if asked.is_nobody() {
            continue;
        }
        let message = format!(
            "{} was not discussed on {day}, and it is not said when it will be",
            discussion.child.value
        );
        let finding = finding(discussion.depth.span, message)
            .label("only acknowledged here")
            .help("add `next-discussion:` with the day by which it will be discussed");
        found.push(asked.tell(finding));
    }
    found
}
