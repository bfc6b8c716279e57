//! An element of supervision that was left out of session after session, each time with a reason (R5b, C2).

use crate::diag::Diagnostic;
use crate::record::Filed;
use crate::record::session::Session;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::recent::{self, SESSIONS};
use crate::source::{Sources, Span};
use crate::text::markdown::SectionState;

rule!(
    ELEMENT_LEFT_OUT,
    "element-left-out",
    Warning,
    element_left_out
);

/// The elements of supervision (C2), as parts of a session's record, and the functions that each serves (R5b). Neither policy
/// says which serves which: this is our reading.
const ELEMENTS: [(&str, &str); 4] = [
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
#[derive(PartialEq, Eq)]
enum Said {
    /// Something.
    Something,
    /// Why there is nothing.
    Reason,
    /// Nothing at all, which its form finds.
    Nothing,
}

fn element_left_out(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for recent in recent::sessions(facts) {
        let last = recent.last();
        let asked = || AskedBy::clauses(facts, last.data.date.value, &["R5b", "C2"]);
        if asked().is_nobody() {
            continue;
        }
        for (title, function) in ELEMENTS {
            let said = |session: &&Filed<Session>| said(context.sources, session, title);
            let all: Vec<Said> = recent.sessions.iter().map(said).collect();
            if all.contains(&Said::Something) || !all.contains(&Said::Reason) {
                continue;
            }
            let message = format!(
                "\"{title}\" was left out of the last {SESSIONS} sessions of {} with {}, and with it {function}",
                recent.worker, recent.manager
            );
            let place = |session: &Filed<Session>| match session.body.section(title) {
                Some(section) => Span::new(session.source, section.heading.clone()),
                None => session.data.date.span,
            };
            let finding = finding(place(last), message)
                .label("left out again")
                .related(place(recent.sessions[0]), "left out since here")
                .help("begin the next session with it; a reason is good once, and not each time");
            found.push(asked().tell(finding));
        }
    }
    found
}

fn said(sources: &Sources, session: &Filed<Session>, title: &str) -> Said {
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
