//! A case that only one of the two acknowledged as open (C4a).

use crate::diag::Diagnostic;
use crate::record::discussion::Party;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::held;

rule!(
    CASE_ACKNOWLEDGED_BY_ONE,
    "case-acknowledged-by-one",
    Error,
    case_acknowledged_by_one
);

fn case_acknowledged_by_one(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for mention in held::cases(facts) {
        let (discussion, day) = (mention.discussion, mention.day());
        if discussion.is_full() || !held::may_be_own(facts, &mention) {
            continue;
        }
        let by = &discussion.acknowledged_open_by;
        let has = |party: Party| by.iter().any(|known| known.value == party);
        let lacking = match (has(Party::Supervisor), has(Party::Supervisee)) {
            (true, true) => continue,
            (true, false) => "not by the supervisee",
            (false, true) => "not by the supervisor",
            (false, false) => "by neither supervisor nor supervisee",
        };
        let asked = AskedBy::rule(facts, day, |pack| &pack.every_case_at_every_session);
        if asked.is_nobody() {
            continue;
        }
        let message = format!(
            "{} was acknowledged as open on {day}, but {lacking}",
            discussion.child.value
        );
        let place = by.first().map_or(discussion.depth.span, |party| party.span);
        let finding = finding(place, message).help(
            "go through it together and record `acknowledged-open-by: [supervisor, supervisee]`",
        );
        found.push(asked.tell(finding));
    }
    found
}
