//! The first line of a commit's message: whose records it concerns and which, in the trade's words. What they say is not in
//! it.

use std::collections::BTreeMap;

use crate::record::Kind;
use crate::record::layout::{Located, Owner, Place, SignOffPart, SignOffPlace, locate};

/// What happened to one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// It is new.
    New,
    /// It has other words.
    Changed,
    /// It is gone.
    Gone,
}

/// A longer line than this is cut by many programs that show it.
const LONGEST: usize = 72;

/// The line for these files: the path in the store, what happened, and the text after it, or before it where it is gone.
pub fn subject(files: &[(&str, Came, &str)]) -> String {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut others = 0;
    for (path, came, text) in files {
        match told(path, *came, text) {
            Some((_, None)) => {}
            Some((owner, Some(words))) => {
                let list = groups.entry(owner).or_default();
                if !list.contains(&words) {
                    list.push(words);
                }
            }
            None => others += 1,
        }
    }
    if groups.is_empty() {
        return match others {
            1 => "records: a file beside them".to_owned(),
            _ => "records: files beside them".to_owned(),
        };
    }
    let whole: Vec<String> = groups
        .iter()
        .map(|(owner, words)| format!("{owner}: {}", words.join("; ")))
        .collect();
    let whole = whole.join("; ");
    if whole.chars().count() <= LONGEST {
        return whole;
    }
    let count: usize = groups.values().map(Vec::len).sum();
    let owners: Vec<&str> = groups.keys().map(String::as_str).collect();
    let short = format!("{}: {count} changes", owners.join(", "));
    match short.chars().count() <= LONGEST {
        true => short,
        false => format!("records of {}: {count} changes", owners.len()),
    }
}

/// Whose it is, and what to say of it; nothing for a signature, because its statement says it.
fn told(path: &str, came: Came, text: &str) -> Option<(String, Option<String>)> {
    let after = match came {
        Came::New => "",
        Came::Changed => " changed",
        Came::Gone => " taken away",
    };
    match locate(path) {
        Located::Record(place) => {
            let words = format!("{}{after}", record(&place, text));
            Some((owner(&place.owner), Some(words)))
        }
        Located::SignOff(place) => {
            let (whose, what) = signed(path, &place)?;
            let words = match came {
                Came::Gone => format!("sign-off of {what} by {} taken away", place.role),
                _ => format!("{what} signed by {}", place.role),
            };
            Some((
                whose,
                (place.part == SignOffPart::Statement).then_some(words),
            ))
        }
        Located::Pack => {
            let name = path
                .trim_start_matches("policies/")
                .trim_end_matches(".yaml");
            Some(("policies".to_owned(), Some(format!("{name}{after}"))))
        }
        Located::Template | Located::Unknown(_) => None,
    }
}

fn owner(owner: &Owner) -> String {
    match owner {
        Owner::Store => "store".to_owned(),
        Owner::Person(id) => id.to_string(),
        Owner::Worker(id) => id.to_string(),
        Owner::Child(id) => id.to_string(),
    }
}

/// "session of 2 March 2026".
fn record(place: &Place, text: &str) -> String {
    let named = text.lines().find_map(|line| line.strip_prefix("kind: "));
    let kind = named.and_then(|name| Kind::from_name(name.trim()));
    let kinds = place.kinds();
    let by_name = || kinds.iter().find(|name| place.tail.starts_with(**name));
    let only = || Some(kinds.first()).filter(|_| kinds.len() == 1).flatten();
    let name = kind
        .map(Kind::name)
        .or_else(|| by_name().or_else(only).copied());
    let what = match name {
        Some("pdr") => "PDR".to_owned(),
        Some("cpd") => "CPD".to_owned(),
        Some("store") => "settings".to_owned(),
        Some(name) => name.replace('-', " "),
        None => "record".to_owned(),
    };
    match place.day {
        Some(day) => format!("{what} of {}", day.in_words()),
        None => what,
    }
}

/// Whose record is signed, and which it is. An agreement needs no day to be known by.
fn signed(path: &str, place: &SignOffPlace) -> Option<(String, String)> {
    let (folder, rest) = path.split_once("/signoffs/")?;
    let stem = rest.split('/').next()?;
    let Located::Record(of) = locate(&format!("{folder}/{stem}.md")) else {
        return Some((place.record.to_string(), "record".to_owned()));
    };
    let what = record(&of, "");
    let what = match what.split_once(" of ") {
        Some(("agreement", _)) => "agreement".to_owned(),
        _ => what,
    };
    Some((owner(&of.owner), what))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SESSION: &str = "workers/jo-field/3-supervision/2026-03-02.md";

    #[test]
    fn a_line_says_whose_records_and_which_and_nothing_of_what_they_say() {
        let statement = "workers/jo-field/2-agreement-and-history/signoffs/2026-01-12-agreement/1-supervisor.st";
        let signature = statement.replace(".st", ".sig");
        let files = [
            (statement, Came::New, ""),
            (signature.as_str(), Came::New, ""),
            (
                SESSION,
                Came::New,
                "---\nkind: session\nnote: private\n---\n",
            ),
        ];
        assert_eq!(
            subject(&files),
            "jo-field: agreement signed by supervisor; session of 2 March 2026"
        );
        assert_eq!(
            subject(&[(SESSION, Came::Changed, "")]),
            "jo-field: session of 2 March 2026 changed"
        );
        let absence = "workers/jo-field/7-health-and-wellbeing/2026-03-02-flu.yaml";
        assert_eq!(
            subject(&[(absence, Came::Gone, "kind: absence\n")]),
            "jo-field: absence of 2 March 2026 taken away"
        );
    }

    #[test]
    fn a_line_that_would_be_too_long_counts() {
        let paths: Vec<String> = (1..=9)
            .map(|day| format!("workers/jo-field/3-supervision/2026-03-0{day}.md"))
            .collect();
        let files: Vec<_> = paths
            .iter()
            .map(|path| (path.as_str(), Came::New, ""))
            .collect();
        assert_eq!(subject(&files), "jo-field: 9 changes");
        let paths: Vec<String> = (10..40)
            .map(|id| format!("children/c-10{id}/child.yaml"))
            .collect();
        let files: Vec<_> = paths
            .iter()
            .map(|path| (path.as_str(), Came::New, ""))
            .collect();
        assert_eq!(subject(&files), "records of 30: 30 changes");
    }

    #[test]
    fn files_that_are_no_records_are_named_as_such() {
        assert_eq!(
            subject(&[(".gitignore", Came::New, "")]),
            "records: a file beside them"
        );
    }
}
