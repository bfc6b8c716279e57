//! An element of supervision that was left out of session after session, each time with a reason (R5b, C2).

use crate::diag::Diagnostic;
use crate::record::Filed;
use crate::record::element::{ELEMENTS, Said, said as said_of};
use crate::record::session::Session;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::recent::{self, SESSIONS};
use crate::source::Span;

rule!(
    ELEMENT_LEFT_OUT,
    "element-left-out",
    Warning,
    element_left_out
);

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
            let said = |session: &&Filed<Session>| said_of(context.sources, session, title);
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
