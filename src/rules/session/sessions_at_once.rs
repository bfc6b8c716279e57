//! Two sessions of one person that would have been held at the same time.

use std::collections::BTreeMap;

use crate::calendar::Day;
use crate::diag::Diagnostic;
use crate::record::session::{Session, SessionType};
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::held;
use crate::source::Span;

rule!(
    SESSIONS_AT_ONCE,
    "sessions-at-once",
    Error,
    sessions_at_once
);

/// When somebody sat in a session.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Sitting<'a> {
    /// Minutes since midnight.
    from: u32,
    to: u32,
    place: Span,
    /// Whose session.
    worker: &'a str,
    with_others: bool,
}

fn sessions_at_once(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut sittings: BTreeMap<(&str, Day), Vec<Sitting<'_>>> = BTreeMap::new();
    for (worker, session) in held::sessions(facts) {
        let data = &session.data;
        let Some(sitting) = sitting(worker.as_str(), data) else {
            continue;
        };
        let day = data.date.value;
        let supervisor = data.supervisor.as_str();
        sittings
            .entry((worker.as_str(), day))
            .or_default()
            .push(sitting);
        if supervisor != worker.as_str() {
            sittings.entry((supervisor, day)).or_default().push(sitting);
        }
    }
    let mut found: BTreeMap<Span, Diagnostic> = BTreeMap::new();
    for ((person, day), mut of_day) in sittings {
        of_day.sort();
        let mut longest: Option<Sitting<'_>> = None;
        for sitting in of_day {
            let clash = longest.filter(|before| {
                sitting.from < before.to && !(sitting.with_others && before.with_others)
            });
            if let Some(before) = clash {
                found
                    .entry(sitting.place)
                    .or_insert_with(|| tell(person, day, &before, &sitting));
            }
            longest = longest
                .filter(|before| before.to >= sitting.to)
                .or(Some(sitting));
        }
    }
    found.into_values().collect()
}

/// When a session began and ended, as far as its record says so.
fn sitting<'a>(worker: &'a str, session: &Session) -> Option<Sitting<'a>> {
    let (start, minutes) = (session.start.as_ref()?, session.minutes.as_ref()?);
    let from = start.value.minutes();
    Some(Sitting {
        from,
        to: from + minutes.value,
        place: start.span,
        worker,
        // Several workers may sit in one session, and each has a record of it.
        with_others: matches!(
            session.session_type.value,
            SessionType::Group | SessionType::Joint
        ),
    })
}

fn tell(person: &str, day: Day, before: &Sitting<'_>, sitting: &Sitting<'_>) -> Diagnostic {
    let message = match before.worker == sitting.worker {
        true => format!("two sessions of {person} on {day} were held at the same time"),
        false => format!(
            "{person} was in the sessions of {} and of {} on {day} at the same time",
            before.worker, sitting.worker
        ),
    };
    finding(sitting.place, message)
        .label("begins before the other has ended")
        .related(before.place, "the other began here")
        .help("correct the time or the length of one of the two; a session held together is `joint` or `group` for both")
}
