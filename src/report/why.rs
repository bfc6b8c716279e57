//! The chain behind one due date, for whoever asks "why that day?": what is owed, what it was counted from, who asks for it
//! by when, and what would change it.

use super::due_list::when;
use super::visible;
use crate::calendar::Cadence;
use crate::due::{Ask, Due, DueKind, State};
use crate::reading::Reading;
use crate::source::Span;

/// One due date explained. No record is quoted: days, ids, places and the policy's own words.
pub fn explain(reading: &Reading, due: &Due, width: usize) -> String {
    let mut page = Page {
        text: String::new(),
        width,
    };
    head(&mut page, reading, due);
    chain(&mut page, reading, due);
    page.heading("What would change it");
    for change in changes(due) {
        page.item("- ", &change);
    }
    page.heading("Its id");
    page.item("", &due.id);
    page.text
}

fn head(page: &mut Page, reading: &Reading, due: &Due) {
    let spoken = due.kind.spoken();
    let what = match (&due.child, &due.subject) {
        (Some(child), Some(subject)) => format!("{child}: {spoken} {subject}"),
        (Some(child), None) => format!("{child}: {spoken}"),
        (None, Some(subject)) => format!("{spoken} {subject}"),
        (None, None) => spoken.to_owned(),
    };
    let whose = match (&due.worker, &due.supervisor) {
        (Some(worker), Some(supervisor)) => format!(" ({worker}, supervised by {supervisor})"),
        (Some(worker), None) => format!(" ({worker}, who has no line manager on this day)"),
        (None, _) => String::new(),
    };
    page.line(0, &format!("{what}{whose}"));
    let day = due
        .due
        .map_or_else(|| "by a day unknown".to_owned(), |day| day.in_words());
    let stands = match due.state {
        State::Overdue => format!("was due by {day}: {}", when(due, reading.today)),
        State::Due => format!("is due by {day}: today"),
        State::Coming => format!("is due by {day}: {}", when(due, reading.today)),
        State::Suspended => {
            format!("waits while the worker is away; it would have been due by {day}")
        }
        State::CannotTell => "cannot be told: something that is needed is missing".to_owned(),
    };
    page.line(0, &format!("{stands} (as of {})", reading.today.in_words()));
    if !due.must && due.kind != DueKind::Action {
        page.line(
            0,
            "the policy says that it should be so; it never fails a check",
        );
    }
}

/// The reasons in their order: what the records say, then who asks.
fn chain(page: &mut Page, reading: &Reading, due: &Due) {
    let is_ask = |line: &&String| due.asked.iter().any(|ask| ask.says == **line);
    let winner = due.asked.first();
    let is_counted = match winner {
        Some(ask) => ask.cadence.is_some(),
        None => due.state == State::CannotTell,
    };
    match due.counted_from.filter(|_| is_counted) {
        Some(anchor) => page.heading(&format!("Counted from {}", anchor.day.in_words())),
        None => page.heading("What the records say"),
    }
    if let Some(anchor) = due
        .counted_from
        .filter(|from| winner.is_none_or(|ask| ask.at != from.span))
    {
        page.item("", &place(reading, anchor.span));
    }
    for fact in due.why.iter().filter(|line| !is_ask(line)) {
        page.item("- ", fact);
    }
    if due.asked.is_empty() {
        if !due.because.is_empty() {
            page.heading("Who asks");
            let clauses: Vec<String> = due.because.iter().map(ToString::to_string).collect();
            page.item("", &clauses.join("; "));
        }
        return;
    }
    page.heading(match due.asked.len() {
        1 => "Who asks",
        _ => "Who asks, strictest first",
    });
    for (place, ask) in due.asked.iter().enumerate() {
        if place > 0 {
            page.text.push('\n');
        }
        let outcome = match winner {
            Some(winner) if due.asked.len() > 1 => match (place, ask.due == winner.due) {
                (0, _) => " (this one holds)",
                (_, true) => " (the same day)",
                (_, false) if ask.due < winner.due => " (fell into the absence)",
                (_, false) => " (later, so overridden)",
            },
            _ => "",
        };
        let how_often = ask.cadence.map(Cadence::length);
        let reckoned = match (how_often, ask.from) {
            (Some(how_often), Some(from))
                if due.counted_from.is_none_or(|counted| counted.day != from) =>
            {
                format!(": {how_often} from {}", from.in_words())
            }
            (Some(how_often), _) => format!(": {how_often}"),
            (None, _) => String::new(),
        };
        page.item("", &format!("by {}{reckoned}{outcome}", ask.due.in_words()));
        asks(page, reading, ask);
    }
}

/// Who that is, where it stands, and what it rests on.
fn asks(page: &mut Page, reading: &Reading, ask: &Ask) {
    page.line(6, &ask.by);
    if !ask.because.is_empty() {
        let clauses: Vec<String> = ask.because.iter().map(ToString::to_string).collect();
        page.line(6, &clauses.join("; "));
    }
    if !reading.sources.file(ask.at.source).is_built_in() {
        page.line(6, &format!("in {}", place(reading, ask.at)));
    }
    if let Some(decision) = &ask.authorised {
        let until = decision.until.map_or_else(
            || ", until something else is decided".to_owned(),
            |until| format!(", until {}", until.in_words()),
        );
        page.line(
            6,
            &format!(
                "authorised by {} on {}{until}",
                decision.by,
                decision.on.in_words()
            ),
        );
        page.line(6, &format!("in {}", place(reading, decision.at)));
    }
    if let Some(words) = &ask.reading {
        page.line(6, &format!("read so: {words}"));
    }
}

/// What would move the day, or close the matter.
fn changes(due: &Due) -> Vec<String> {
    let worker = due.worker.as_ref().map_or("the worker", |id| id.as_str());
    let later = |index: usize| due.asked.get(index).map(|ask| ask.due.in_words());
    let mut changes: Vec<String> = Vec::new();
    if due.state == State::CannotTell {
        changes.push("what is missing, once it is entered: the reasons above say what".to_owned());
    }
    let mut say = |change: String| changes.push(change);
    match due.kind {
        DueKind::WorkerSession => {
            match due.state {
                State::Suspended => say(
                    "the worker's return: give the absence in section 7 its last day, and a session is due soon after it"
                        .to_owned(),
                ),
                _ => say(format!(
                    "a session with {worker} that counts, once it is held and recorded: the next is counted from its day"
                )),
            }
            let floor = due.asked.iter().find(|ask| !ask.because.is_empty());
            say(match floor {
                Some(floor) => format!(
                    "a new agreement, or a decision in a session on how often to meet; neither can make it later than {}, which the policy asks",
                    floor.due.in_words()
                ),
                None => {
                    "a new agreement, or a decision in a session on how often to meet".to_owned()
                }
            });
        }
        DueKind::CaseDiscussion | DueKind::NextDiscussion => {
            say("a full discussion in a session: the next is counted from its day".to_owned());
            match (due.kind, later(1)) {
                (DueKind::NextDiscussion, Some(day)) => say(format!(
                    "another date, set in the next session that speaks of the child; without one it would be by {day}"
                )),
                (DueKind::NextDiscussion, None) => {
                    say(
                        "another date, set in the next session that speaks of the child".to_owned(),
                    );
                }
                _ => say("a sooner date, set in a session (`next-discussion`)".to_owned()),
            }
            say("a change of category, placement, visiting, court or holder in `child.yaml`: something stricter counts from the change".to_owned());
            let holds = due
                .asked
                .first()
                .is_some_and(|ask| ask.authorised.is_some());
            if holds {
                say("the end of the authorised decision, or of what it rests on".to_owned());
            }
        }
        DueKind::CaseFirstConsideration => {
            say(format!(
                "a session with {worker} that discusses the child or acknowledges the case as open"
            ));
            say("another allocation: the time begins anew".to_owned());
        }
        DueKind::Agreement => {
            say("the agreement of the two, written and put into section 2".to_owned());
            say("another line manager: the time begins anew".to_owned());
        }
        DueKind::AgreementReview => {
            say("the review, entered in the agreement's `reviews` or in a PDR: the next is counted from its day".to_owned());
            say("a new agreement".to_owned());
        }
        DueKind::History => {
            say("the supervision history, written and put into section 2".to_owned());
        }
        DueKind::Action => {
            say(
                "a session that reviews it: done, dropped with a reason, or carried to a new day"
                    .to_owned(),
            );
        }
        DueKind::Renewal => {
            say("the renewal, seen and entered in section 1".to_owned());
        }
        DueKind::CaseDeadline => {
            say("what the policy asks for, once it is done and recorded".to_owned());
        }
        DueKind::Replacement => {
            say(format!(
                "a session with {worker}, once it is held and recorded"
            ));
        }
        DueKind::Appraisal => {
            say("the meeting, recorded in section 4".to_owned());
        }
        DueKind::Milestone => {
            say("the review, entered as `held` in `worker.yaml`".to_owned());
            say(
                "another day, agreed and entered there as `due`, if it is sooner than the policy's"
                    .to_owned(),
            );
        }
        DueKind::Cpd => {
            say("the activities, recorded in section 5".to_owned());
        }
        DueKind::Record => {
            say("the record's own day of writing or sharing, entered in it".to_owned());
        }
        DueKind::SignOff => {
            say("the signature: `supervision sign`".to_owned());
        }
        DueKind::CaseNote => {
            say(
                "the entry on the case system, with its day and reference in `case-note`"
                    .to_owned(),
            );
        }
        DueKind::Notice => {
            say(
                "who was told, with the day, entered as `told` under the agreement's `looser`"
                    .to_owned(),
            );
        }
        DueKind::Dispute => {
            say(
                "the disagreement's `referred-to` or `closed`, entered where it was recorded"
                    .to_owned(),
            );
        }
        DueKind::QualityAudit => {
            say("the audit, recorded in section 8 of the worker's file".to_owned());
        }
        DueKind::Disposal => {
            say("the decision on the file; a `legal-hold` in it stops the time".to_owned());
        }
    }
    changes
}

fn place(reading: &Reading, span: Span) -> String {
    let file = reading.sources.file(span.source);
    format!("{}:{}", file.path(), file.position(span.range().start).line)
}

/// Text in the making, with lines no longer than the screen is wide.
struct Page {
    text: String,
    width: usize,
}

impl Page {
    fn heading(&mut self, words: &str) {
        self.text.push('\n');
        self.line(0, words);
    }

    /// A point below a heading.
    fn item(&mut self, mark: &str, words: &str) {
        self.wrapped(&format!("  {mark}"), 2 + mark.len(), words);
    }

    /// A line so far in.
    fn line(&mut self, indent: usize, words: &str) {
        self.wrapped(&" ".repeat(indent), indent, words);
    }

    fn wrapped(&mut self, first: &str, indent: usize, words: &str) {
        let mut line = first.to_owned();
        let mut is_empty = true;
        for word in visible(words).split(' ') {
            let length = line.chars().count() + 1 + word.chars().count();
            if !is_empty && length > self.width {
                self.text.push_str(line.trim_end());
                self.text.push('\n');
                line = " ".repeat(indent);
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}
