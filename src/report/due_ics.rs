//! What falls due, as a calendar (RFC 5545): a whole-day event for each day that is known.
//!
//! A calendar is shown on telephones and in meeting rooms: titles hold ids and words of the trade, never anybody's text.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::visible;
use crate::calendar::Day;
use crate::due::{Due, State};
use crate::reading::Reading;

/// The calendar. What has no day, or waits while the worker is away, is not in it: see [`has_a_day`].
pub fn dues(reading: &Reading, dues: &[&Due]) -> String {
    let store = reading.records.settings();
    let store = store.map_or("", |settings| settings.id.value.as_str());
    let mut out = Calendar(String::new());
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", "-//supervision//supervision due//EN");
    out.line("CALSCALE", "GREGORIAN");
    for due in dues.iter().filter(|due| has_a_day(due)) {
        let Some(day) = due.due else { continue };
        out.line("BEGIN", "VEVENT");
        out.line("UID", &uid(store, due));
        out.line("DTSTAMP", &format!("{}T000000Z", compact(reading.today)));
        out.line("DTSTART;VALUE=DATE", &compact(day));
        out.line("DTEND;VALUE=DATE", &compact(day.after()));
        out.line("SUMMARY", &escaped(&title(due)));
        out.line("DESCRIPTION", &escaped(&description(due)));
        out.line("CATEGORIES", &escaped(due.kind.name()));
        out.line("CLASS", "PRIVATE");
        out.line("TRANSP", "TRANSPARENT");
        out.line("END", "VEVENT");
    }
    out.line("END", "VCALENDAR");
    out.0
}

/// Whether a due can stand in a calendar: its day is known, and it does not wait.
pub fn has_a_day(due: &Due) -> bool {
    due.due.is_some() && due.state != State::Suspended
}

fn title(due: &Due) -> String {
    let spoken = due.kind.spoken();
    let mut letters = spoken.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let what: String = first.chain(letters).collect();
    let child = due.child.as_ref().map(|child| child.as_str());
    let worker = due.worker.as_ref().map(|worker| worker.as_str());
    match (due.subject.as_deref().or(child), worker) {
        (Some(what_of), Some(worker)) => format!("{what}: {what_of} ({worker})"),
        (Some(whose), None) | (None, Some(whose)) => format!("{what}: {whose}"),
        (None, None) => what,
    }
}

fn description(due: &Due) -> String {
    let clauses: Vec<&str> = due
        .because
        .iter()
        .map(|citation| citation.clause.as_str())
        .collect();
    let asked = match clauses.is_empty() {
        true => String::new(),
        false => format!("{}\n", clauses.join(", ")),
    };
    format!("{asked}supervision why {}", due.id)
}

/// A name for the event that stays while the thing is owed: of the store and of the due's id without its day, so that a date
/// that moves moves the event. It is a digest, because a UID travels further than the title does.
fn uid(store: &str, due: &Due) -> String {
    let lasting = due.id.rsplit_once('/').map_or(&*due.id, |(what, _)| what);
    let digest = Sha256::digest(format!("supervision due\n{store}\n{lasting}"));
    digest.iter().take(16).fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string takes every letter");
        hex
    })
}

/// `20260309`
fn compact(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// A value of type TEXT. Line ends are the only control signs that one may hold; others are written out.
fn escaped(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            let line = visible(line).replace('\\', "\\\\");
            line.replace(';', "\\;").replace(',', "\\,")
        })
        .collect();
    lines.join("\\n")
}

/// The lines of a calendar, folded as they are added.
struct Calendar(String);

impl Calendar {
    /// A line holds at most 75 octets; what is longer goes on after a line end and a blank, never within a letter.
    fn line(&mut self, name: &str, value: &str) {
        const MOST: usize = 75;
        let mut length = 0;
        for letter in format!("{name}:{value}").chars() {
            if length + letter.len_utf8() > MOST {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(letter);
            length += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A reader that knows nothing of the writer: unfolds, cuts at line ends, takes escapes back.
    fn read(text: &str) -> Vec<(String, String)> {
        assert!(text.ends_with("\r\n"));
        for line in text.split("\r\n") {
            assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
        }
        let unfolded = text.replace("\r\n ", "");
        let lines = unfolded.split_terminator("\r\n").map(|line| {
            let (name, value) = line.split_once(':').expect("a name and a value");
            let mut plain = String::new();
            let mut signs = value.chars();
            while let Some(sign) = signs.next() {
                match sign {
                    '\\' => match signs.next().expect("something is escaped") {
                        'n' => plain.push('\n'),
                        other => plain.push(other),
                    },
                    ';' | ',' => panic!("{value:?} is two values"),
                    other => plain.push(other),
                }
            }
            (name.to_owned(), plain)
        });
        lines.collect()
    }

    proptest! {
        #[test]
        fn whatever_is_said_stays_one_value_of_one_line(text in "(\\PC|[\r\n\t:;,\\\\\"]|END:VEVENT|\r\nBEGIN:VALARM){0,60}") {
            let mut out = Calendar(String::new());
            out.line("SUMMARY", &escaped(&text));
            out.line("END", "VEVENT");
            let lines = text.split('\n').map(|line| visible(line).into_owned());
            let expected = lines.collect::<Vec<_>>().join("\n");
            prop_assert_eq!(
                read(&out.0),
                [("SUMMARY".to_owned(), expected), ("END".to_owned(), "VEVENT".to_owned())]
            );
        }
    }
}
