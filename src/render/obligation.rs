//! What fell due over a time and what became of it, in a document's words.
//!
//! What is counted, and as what, is [`crate::due::timeliness`]'s.

use super::untold::untold;
use super::wording::Wording;
use crate::diag::Citation;
use crate::due::Agreed;
use crate::due::timeliness::{Figure, Note, Obligation, Outcome, Reason};
use crate::record::store_settings::Holds;
use crate::report::timeliness::{Evidence, Timeliness};

/// What a figure is about: "Supervision sessions", "Full discussions of cases (should)".
pub(super) fn label(words: &Wording, figure: &Figure) -> String {
    let kind = words.one_of("obligations.kind", figure.kind.name());
    marked(words, kind.unwrap_or_default(), figure.must)
}

/// The same in a word or two.
pub(super) fn short_label(words: &Wording, figure: &Figure) -> String {
    let kind = words.one_of("obligations.short", figure.kind.name());
    marked(words, kind.unwrap_or_default(), figure.must)
}

/// What an obligation is about: "c-1042: full discussion".
pub(super) fn what(words: &Wording, one: &Obligation) -> String {
    let what = words.one_of("dues", one.kind.name()).unwrap_or_default();
    let what = match &one.child {
        Some(child) => words.with("obligations.of-child", &[("child", child), ("what", &what)]),
        None => what,
    };
    marked(words, what, one.must)
}

/// Words with the mark of what should be and need not.
fn marked(words: &Wording, what: String, must: bool) -> String {
    match must {
        true => what,
        false => words.with("obligations.should", &[("what", &what)]),
    }
}

/// "17 of 18"; what is said of none where there are none.
pub(super) fn of(words: &Wording, some: usize, all: usize, none: &str) -> String {
    match all {
        0 => words.say(none),
        all => words.with("obligations.of", &[("some", &some), ("all", &all)]),
    }
}

/// How many of those due were in time.
pub(super) fn in_time(words: &Wording, figure: &Figure) -> String {
    of(words, figure.in_time, figure.due(), "obligations.none-due")
}

/// "94%"; none where nothing fell due.
pub(super) fn share(words: &Wording, figure: &Figure) -> Option<String> {
    let percent = figure.share()?;
    Some(words.with("obligations.share", &[("percent", &percent)]))
}

/// How an obligation was missed: "3 days late", "not done, 16 days so far".
pub(super) fn how_late(words: &Wording, one: &Obligation) -> String {
    let late = match (one.outcome, one.days_late) {
        (Outcome::Late, Some(late)) => words.many("obligations.late", late, &[]),
        (Outcome::Late, None) => words.say("obligations.late-untold"),
        (_, Some(0)) => words.say("obligations.not-done"),
        (_, Some(late)) if one.note.is_some() => {
            words.many("obligations.not-done-by-then", late, &[])
        }
        (_, Some(late)) => words.many("obligations.not-done-so-far", late, &[]),
        (_, None) => String::new(),
    };
    with_note(words, late, one)
}

/// Why an obligation does not count: the reason, and what else there is to say.
pub(super) fn why_not(words: &Wording, one: &Obligation) -> String {
    match one.outcome {
        Outcome::NotCounted(reason) => with_note(words, not_counted(words, reason), one),
        _ => String::new(),
    }
}

/// Who asks: what the two had settled on, or the first clause.
pub(super) fn asked_by(
    words: &Wording,
    agreed: Option<Agreed>,
    because: &[Citation],
) -> Option<String> {
    match agreed {
        Some(agreed) => Some(settled(words, agreed)),
        None => because.first().map(clause),
    }
}

/// "Rotherham R8a, section 8".
pub(super) fn clause(citation: &Citation) -> String {
    let source = match citation.source.as_str() {
        "" => String::new(),
        source => format!(", {source}"),
    };
    format!("{} {}{source}", citation.title, citation.clause)
}

/// "The agreement of 2 March 2026": what the two had settled on.
fn settled(words: &Wording, agreed: Agreed) -> String {
    let (key, day) = match agreed {
        Agreed::Agreement(day) => ("obligations.settled.agreement", day),
        Agreed::MoreOften(day) => ("obligations.settled.more-often", day),
        Agreed::LessOften(day) => ("obligations.settled.less-often", day),
    };
    words.with(key, &[("date", &words.day(day))])
}

/// Why something does not count.
pub(super) fn not_counted(words: &Wording, reason: Reason) -> String {
    let why = words.one_of("not-counted", reason.name());
    why.unwrap_or_default()
}

fn with_note(words: &Wording, what: String, one: &Obligation) -> String {
    let note = match &one.note {
        Some(Note::Untold(why)) => untold(words, why),
        Some(Note::EndedSince(reason)) => words
            .one_of("obligations.ended-since", reason.name())
            .unwrap_or_default(),
        None => return what,
    };
    words.with("obligations.with-note", &[("what", &what), ("note", &note)])
}

/// The record behind an obligation.
pub(super) fn record(words: &Wording, report: &Timeliness<'_>, one: &Obligation) -> String {
    match report.evidence(one) {
        Some(Evidence::Met(record)) => record,
        Some(Evidence::CountedFrom(record)) => {
            words.with("obligations.counted-from", &[("record", &record)])
        }
        None => String::new(),
    }
}

/// What stands in the way of counting everything.
pub(super) fn elsewhere(words: &Wording, half: Holds) -> String {
    words.say(match half {
        Holds::Workers => "obligations.elsewhere.workers",
        Holds::Children => "obligations.elsewhere.children",
    })
}
