//! A record whose text somebody has written already: what it says of itself, and whether it can be read where it belongs.

use super::Given;
use crate::diag::Diagnostic;
use crate::record::Kind;
use crate::record::layout::{Located, locate};
use crate::record::parse::parse_record;
use crate::source::{SourceFile, Sources};
use crate::text::{front, yaml};

/// Adds to what was said what the text says of itself: whose record it is, and of which day.
pub fn take(kind: Kind, text: &str, given: &mut Given) {
    let range = match kind.is_markdown() {
        true => front::split(text)
            .map(|parts| parts.front)
            .unwrap_or_default(),
        false => front::bom_length(text)..text.len(),
    };
    let Ok(tree) = yaml::parse(text, range) else {
        return;
    };
    let field = |name: &str| {
        let field = tree.field(name)?.node.as_str()?;
        Some(field.to_owned())
    };
    let own = match kind {
        Kind::Worker => Some("worker"),
        Kind::Child => Some("child"),
        Kind::Person => Some("person"),
        Kind::Store => Some("id"),
        _ => None,
    };
    let mut say = |option: &'static str, value: Option<String>| {
        if let Some(value) = value {
            given.values.entry(option).or_insert(value);
        }
    };
    if let Some(own) = own {
        say(own, field("id"));
        return;
    }
    match kind {
        Kind::ChildSupervision => {
            say("child", field("child"));
            let session = field("worker").zip(field("date"));
            say(
                "session",
                session.map(|(worker, date)| format!("{worker}/3-supervision/{date}")),
            );
            return;
        }
        Kind::Decision => say("child", field("child")),
        Kind::Addendum => {}
        _ => say("worker", field("worker")),
    }
    say("date", field("date").or_else(|| field("from")));
    for option in super::options(kind).needs {
        match *option {
            "of" if given.records.is_empty() => given.records.extend(field("amends")),
            "of" => {}
            option => {
                if let Some(value) = field(option) {
                    given.values.entry(option).or_insert(value);
                }
            }
        }
    }
}

/// What is wrong with the form of a text as the record at a path, and whether it can be read at all.
pub fn judge(path: &str, text: &str) -> (bool, Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let source = sources.add(SourceFile::new(path, text));
    let Located::Record(place) = locate(path) else {
        return (false, sources, Vec::new());
    };
    let (filed, findings) = parse_record(source, sources.file(source), &place);
    (filed.is_some(), sources, findings)
}
