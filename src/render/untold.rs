//! Why a day cannot be told, in a document's words.

use super::wording::Wording;
use crate::due::Untold;

pub(super) fn untold(words: &Wording, why: &Untold) -> String {
    match why {
        Untold::Role { holder, on, rule } => words.with(
            "untold.role",
            &[
                ("person", holder),
                ("date", &words.day(*on)),
                ("rule", rule),
            ],
        ),
        Untold::Holder { rule } => words.with("untold.holder", &[("rule", rule)]),
        Untold::Activity {
            pack,
            rule,
            count,
            of,
        } => words.many(
            "untold.activity",
            count,
            &[("pack", pack), ("rule", rule), ("of", of)],
        ),
        Untold::NotAgreed { pack } => words.with("untold.not-agreed", &[("pack", pack)]),
        Untold::Check { check } => words.with("untold.check", &[("check", &words.check(check))]),
        Untold::Elsewhere { worker } => words.with("untold.elsewhere", &[("worker", worker)]),
        Untold::Session { record } => words.with("untold.session", &[("record", record)]),
        Untold::MayBe { record } => words.with("untold.may-be", &[("record", record)]),
        Untold::Record { record } => words.with("untold.record", &[("record", record)]),
    }
}
