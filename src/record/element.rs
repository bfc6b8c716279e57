//! The four elements of supervision in a session's record, and whether each was talked about (C2, C5a, R5b).

use super::Filed;
use super::session::Session;
use crate::source::Sources;
use crate::text::markdown::SectionState;

/// The elements of supervision (C2), as parts of a session's record, and the functions that each serves (R5b). Neither policy
/// says which serves which: this is our reading.
pub const ELEMENTS: [(&str, &str); 4] = [
    ("Case management", "the function of management"),
    (
        "Workload and performance",
        "the functions of management and mediation",
    ),
    (
        "Professional training and development",
        "the function of development",
    ),
    ("Personal support", "the function of support"),
];

/// How a part begins that says why nothing was talked about. What follows one of these may be the reason, and no more.
const OPENINGS: [&str; 17] = [
    "left for next time",
    "left out",
    "no time for",
    "no time left",
    "no time this",
    "no time to",
    "not covered",
    "not discussed",
    "not reached",
    "not talked about",
    "not this time",
    "nothing discussed",
    "nothing this time",
    "nothing to discuss",
    "nothing was discussed",
    "out of time",
    "ran out of time",
];

/// How many words a reason has at most. Who writes more has talked about something.
const REASON: usize = 25;

/// What a session has to say of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Something.
    Something,
    /// Why there is nothing.
    Reason,
    /// Nothing at all, which its form finds.
    Nothing,
}

/// What a session has to say of the element with a heading.
pub fn said(sources: &Sources, session: &Filed<Session>, title: &str) -> Said {
    let Some(section) = session.body.section(title) else {
        return Said::Nothing;
    };
    if section.state != SectionState::Written {
        return Said::Nothing;
    }
    let words = sources.file(session.source).text()[section.content.clone()].trim();
    let is_short = words.split_whitespace().nth(REASON).is_none();
    let opening = words.get(..40.min(words.len())).unwrap_or(words);
    let opening = opening.to_lowercase();
    let begins = OPENINGS.iter().any(|known| opening.starts_with(known));
    match is_short && begins {
        true => Said::Reason,
        false => Said::Something,
    }
}
