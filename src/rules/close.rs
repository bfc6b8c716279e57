//! A session's record as it would be with one action reviewed in it: the smallest edit that says so. Nothing is written here.
//!
//! A session that somebody has signed is left as it is: a sign-off holds for every byte of it.

use std::ops::Range;

use super::mend::Mended;
use crate::calendar::Day;
use crate::due::{Due, DueKind, Facts};
use crate::reading::Reading;
use crate::record::action::Outcome;
use crate::record::layout::{Located, locate};
use crate::record::parse::{Content, parse_record};
use crate::record::session::Session;
use crate::record::{Filed, RecordId, WorkerId};
use crate::source::SourceFile;
use crate::text::yaml::{Node, Value};
use crate::text::{edit, front, yaml};

/// What became of an action, and in which session that was said.
pub struct Closing<'a> {
    /// The action's id.
    pub action: &'a str,
    /// The session.
    pub record: &'a RecordId,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, or how.
    pub note: Option<&'a str>,
    /// The new day of one that is carried.
    pub by_when: Option<Day>,
}

/// Why it is not written down, in a message and what to try.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What is in the way.
    pub message: String,
    /// What to try.
    pub hint: String,
}

fn refuse<T>(message: impl Into<String>, hint: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal {
        message: message.into(),
        hint: hint.into(),
    })
}

/// The session's record with the action reviewed in it.
///
/// # Errors
/// When the record is signed, is no session in which that can be said, or cannot be read.
pub fn close(reading: &Reading, dues: &[Due], closing: &Closing<'_>) -> Result<Mended, Refusal> {
    let (worker, session) = session(reading, closing.record)?;
    let signed = reading.records.sign_offs.contains_key(&session.id)
        || reading.records.unread_sign_offs.contains(&session.id);
    if signed {
        return refuse(
            format!(
                "{} is signed, and a change would void what was signed",
                session.id
            ),
            format!(
                "review the action in the next session, or add to this one: supervision new addendum --of {} --by …",
                session.id
            ),
        );
    }
    if !session.data.is_held() {
        return refuse(
            format!("the session {} was not held", session.id),
            "name the session in which it was talked about",
        );
    }
    belongs(reading, dues, closing, worker, session)?;
    match closing.outcome {
        Outcome::Carried if closing.by_when.is_none() => {
            return refuse(
                "an action that is carried needs a new day",
                "give it with --by-when",
            );
        }
        Outcome::Carried | Outcome::Dropped if closing.note.is_none() => {
            return refuse(
                "an action that is carried or dropped needs the reason",
                "give it with --note",
            );
        }
        Outcome::Done | Outcome::Dropped if closing.by_when.is_some() => {
            return refuse(
                "only an action that is carried has a new day",
                "leave out --by-when",
            );
        }
        _ => {}
    }
    let file = reading.sources.file(session.source);
    let text = edited(file, closing)?;
    let after = SourceFile::new(file.path(), text);
    match says_so(session, &after, closing) {
        true => Ok(Mended {
            source: session.source,
            text: after.text().to_owned(),
            findings: Vec::new(),
        }),
        false => refuse(
            format!(
                "{} is written in a way that cannot be added to here",
                file.path()
            ),
            "enter the action under `actions-reviewed` by hand",
        ),
    }
}

fn session<'a>(
    reading: &'a Reading,
    record: &RecordId,
) -> Result<(&'a WorkerId, &'a Filed<Session>), Refusal> {
    let workers = reading.records.workers.iter();
    let mut sessions =
        workers.flat_map(|(id, file)| file.sessions.iter().map(move |filed| (id, filed)));
    match sessions.find(|(_, filed)| filed.id == *record) {
        Some(found) => Ok(found),
        None => refuse(
            format!("there is no session `{record}` here"),
            "name it as in jo-field/3-supervision/2026-03-02; an action is closed in a session",
        ),
    }
}

/// Whether the action is open and one that this session looks at: the worker's own, or of a child whom the worker holds.
fn belongs(
    reading: &Reading,
    dues: &[Due],
    closing: &Closing<'_>,
    worker: &WorkerId,
    session: &Filed<Session>,
) -> Result<(), Refusal> {
    let is_it =
        |due: &&Due| due.kind == DueKind::Action && due.subject.as_deref() == Some(closing.action);
    let Some(due) = dues.iter().find(is_it) else {
        return refuse(
            format!("no action `{}` is open", closing.action),
            "`supervision actions` lists those that are",
        );
    };
    let day = session.data.date.value;
    let facts = Facts::new(&reading.records, &reading.policy, day);
    let holds = |child| {
        facts
            .caseload(worker, day)
            .any(|(held, _, _)| held == child)
    };
    let is_own = due.worker.as_ref() == Some(worker) || due.child.as_ref().is_some_and(holds);
    match is_own {
        true => Ok(()),
        false => refuse(
            format!(
                "the action `{}` is not {worker}'s, nor of a case that {worker} holds on {day}",
                closing.action
            ),
            "name a session of the worker whose it is",
        ),
    }
}

fn edited(file: &SourceFile, closing: &Closing<'_>) -> Result<String, Refusal> {
    let unread = |_| Refusal {
        message: format!("{} cannot be read", file.path()),
        hint: "`supervision check` says what is wrong with it".to_owned(),
    };
    let text = file.text();
    let front = front::split(text).map_err(|_| unread(()))?.front;
    let tree = yaml::parse(text, front.clone()).map_err(|_| unread(()))?;
    let (range, instead) = change(text, front, &tree, closing)?;
    let edits = [(range, instead.as_str())];
    Ok(edit::apply(text, edits).expect("one edit at the places of the tree"))
}

/// The one change: what stands where now, and what will.
fn change(
    text: &str,
    front: Range<usize>,
    tree: &Node<'_>,
    closing: &Closing<'_>,
) -> Result<(Range<usize>, String), Refusal> {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let entry = |indent: &str| entry(closing, indent, newline);
    let Some(field) = tree.field("actions-reviewed") else {
        // Before the cases, where the scaffold has it; else at the end.
        let next = tree.field("cases").map(|field| field.key_start as usize);
        let at = next.map_or(front.end, |key| start_of_line(text, key));
        return Ok((at..at, format!("actions-reviewed:{newline}{}", entry("  "))));
    };
    let list = &field.node;
    let is_flow = text[list.range()].starts_with('[');
    match &list.value {
        Value::Seq(items) if items.is_empty() => {
            let colon = field.key_end as usize + 1;
            let added = entry("  ");
            Ok((
                colon..list.range().end,
                format!("{newline}{}", added.trim_end()),
            ))
        }
        Value::Seq(items) => {
            let same = items.iter().find(|item| {
                let id = item.field("action").and_then(|field| field.node.as_str());
                id == Some(closing.action)
            });
            match same {
                Some(item) => open_entry(text, item, closing, newline),
                None if is_flow => {
                    let at = list.range().end - 1;
                    Ok((at..at, format!(", {{{}}}", flow(closing))))
                }
                None => {
                    let last = items.last().expect("it is not empty");
                    let dash = text[..last.range().start].rfind('-').unwrap_or_default();
                    let indent = &text[start_of_line(text, dash)..dash];
                    let end = text[..last.range().end].trim_end().len();
                    let at = text[end..].find('\n').map_or(text.len(), |to| end + to + 1);
                    Ok((at..at, entry(indent)))
                }
            }
        }
        Value::Null => {
            let colon = field.key_end as usize + 1;
            let at = text[colon..]
                .find('\n')
                .map_or(text.len(), |to| colon + to + 1);
            Ok((at..at, entry("  ")))
        }
        _ => refuse(
            "`actions-reviewed` holds no list in that record",
            "`supervision check` says what is wrong with it",
        ),
    }
}

/// Fills in an entry that a new session was prepared with; one that says something already is left alone.
fn open_entry(
    text: &str,
    item: &Node<'_>,
    closing: &Closing<'_>,
    newline: &str,
) -> Result<(Range<usize>, String), Refusal> {
    let prepared = item
        .field("outcome")
        .filter(|field| field.node.value == Value::Null);
    let Some(outcome) = prepared else {
        return refuse(
            format!(
                "the session says already what became of `{}`",
                closing.action
            ),
            "change it there by hand if it is wrong",
        );
    };
    let key = outcome.key_start as usize;
    let indent = &text[start_of_line(text, key)..key];
    let end = text[key..]
        .find(['\r', '\n'])
        .map_or(text.len(), |to| key + to);
    let fields = fields(closing);
    // The line's own indent stands there already.
    let lines: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    Ok((key..end, lines.join(&format!("{newline}{indent}"))))
}

fn start_of_line(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// What is said of the action, but for its id.
fn fields(closing: &Closing<'_>) -> Vec<(&'static str, String)> {
    let outcome = match closing.outcome {
        Outcome::Done => "done",
        Outcome::Carried => "carried",
        Outcome::Dropped => "dropped",
    };
    let mut fields = vec![("outcome", outcome.to_owned())];
    if let Some(note) = closing.note {
        let note: String = note
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        fields.push(("note", serde_json::to_string(&note).expect("text is JSON")));
    }
    if let Some(day) = closing.by_when {
        fields.push(("by-when", day.to_string()));
    }
    fields
}

fn entry(closing: &Closing<'_>, indent: &str, newline: &str) -> String {
    let mut out = format!("{indent}- action: {}{newline}", closing.action);
    for (name, value) in fields(closing) {
        out.push_str(&format!("{indent}  {name}: {value}{newline}"));
    }
    out
}

fn flow(closing: &Closing<'_>) -> String {
    let said = fields(closing).into_iter();
    let said = said.map(|(name, value)| format!(", {name}: {value}"));
    format!("action: {}{}", closing.action, said.collect::<String>())
}

/// Whether the new text is read as the same session with one more action reviewed, or one that was prepared filled in.
fn says_so(session: &Filed<Session>, after: &SourceFile, closing: &Closing<'_>) -> bool {
    let Located::Record(place) = locate(after.path()) else {
        return false;
    };
    let (Some(filed), _) = parse_record(session.source, after, &place) else {
        return false;
    };
    let Content::Session(data) = &filed.data else {
        return false;
    };
    let reviewed = &data.actions_reviewed;
    let says = reviewed.iter().filter(|reviewed| {
        reviewed.action.as_str() == closing.action
            && reviewed.outcome.value == closing.outcome
            && reviewed.by_when.as_ref().map(|day| day.value) == closing.by_when
    });
    says.count() == 1
        && reviewed.len() == session.data.actions_reviewed.len() + 1
        && data.cases.len() == session.data.cases.len()
        && data.actions.len() == session.data.actions.len()
}
