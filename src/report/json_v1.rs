//! The machine's form of findings and due dates, version 1: `schemas/output/`. Stable: fields are only ever added.
//!
//! These are types of their own, so that a change within the program cannot change what other people's programs read.
//! No record is quoted here.
//!
//! A path is the file's real one, so that a program can open it: a character in it that hides or steers is written as an
//! escape of JSON, which shows it to people and gives it back to programs. What is said in words is for people alone, and
//! has such characters written out.

use std::borrow::Cow;

use serde::Serialize;

use super::noted::{Noted, noted};
use super::visible;
use super::visible::is_hidden;
use crate::calendar::Cadence;
use crate::diag::{Citation, Counts, Diagnostic, Label};
use crate::due::{Ask, Due};
use crate::reading::Reading;
use crate::rules::Verdict;
use crate::source::{Sources, Span};

#[derive(Serialize)]
struct Check<'a> {
    version: u32,
    as_of: String,
    records: usize,
    counts: CountsOut,
    accepted: usize,
    findings: Vec<Finding<'a>>,
    noted: Vec<Noted>,
}

#[derive(Serialize)]
struct CountsOut {
    error: usize,
    warning: usize,
    note: usize,
}

#[derive(Serialize)]
pub(super) struct Finding<'a> {
    code: &'a str,
    severity: &'a str,
    message: Cow<'a, str>,
    path: &'a str,
    span: SpanOut,
    related: Vec<Related<'a>>,
    because: Vec<CitationOut<'a>>,
    help: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Related<'a> {
    path: &'a str,
    span: SpanOut,
    message: Cow<'a, str>,
}

#[derive(Serialize)]
struct SpanOut {
    start: PositionOut,
    end: PositionOut,
}

#[derive(Serialize)]
struct PositionOut {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
pub(super) struct CitationOut<'a> {
    pack: &'a str,
    clause: &'a str,
    source: &'a str,
}

#[derive(Serialize)]
struct Dues<'a> {
    version: u32,
    as_of: String,
    dues: Vec<DueOut<'a>>,
    noted: Vec<Noted>,
}

#[derive(Serialize)]
struct DueOut<'a> {
    id: &'a str,
    kind: &'a str,
    worker: Option<&'a str>,
    child: Option<&'a str>,
    supervisor: Option<&'a str>,
    subject: Option<&'a str>,
    due: Option<String>,
    state: &'a str,
    days: Option<i64>,
    counted_from: Option<CountedFrom<'a>>,
    rule: &'a str,
    because: Vec<CitationOut<'a>>,
    why: &'a [String],
    asked: Vec<AskOut<'a>>,
}

#[derive(Serialize)]
struct AskOut<'a> {
    by: &'a str,
    path: &'a str,
    line: usize,
    interval: Option<String>,
    from: Option<String>,
    due: String,
    because: Vec<CitationOut<'a>>,
    reading: Option<&'a str>,
    authorised: Option<AuthorisedOut<'a>>,
}

#[derive(Serialize)]
struct AuthorisedOut<'a> {
    by: &'a str,
    on: String,
    until: Option<String>,
    path: &'a str,
    line: usize,
}

#[derive(Serialize)]
struct CountedFrom<'a> {
    date: String,
    path: &'a str,
}

/// The findings of a check.
pub fn check(reading: &Reading, verdict: &Verdict) -> String {
    let findings = &verdict.findings;
    let counts = Counts::of(findings);
    let sources = &reading.sources;
    to_text(&Check {
        version: 1,
        as_of: reading.today.to_string(),
        records: reading.records.count,
        counts: CountsOut {
            error: counts.error,
            warning: counts.warning,
            note: counts.note,
        },
        accepted: verdict.accepted,
        findings: findings
            .iter()
            .map(|found| finding(found, sources))
            .collect(),
        noted: noted(reading),
    })
}

/// What falls due.
pub fn dues(reading: &Reading, dues: &[&Due]) -> String {
    let out = dues.iter().map(|due| DueOut {
        id: &due.id,
        kind: due.kind.name(),
        worker: due.worker.as_ref().map(|id| id.as_str()),
        child: due.child.as_ref().map(|id| id.as_str()),
        supervisor: due.supervisor.as_ref().map(|id| id.as_str()),
        subject: due.subject.as_deref(),
        due: due.due.map(|day| day.to_string()),
        state: due.state.name(),
        days: due.days_from(reading.today),
        counted_from: due.counted_from.map(|anchor| CountedFrom {
            date: anchor.day.to_string(),
            path: reading.sources.file(anchor.span.source).path(),
        }),
        rule: &due.rule,
        because: due.because.iter().map(citation).collect(),
        why: &due.why,
        asked: due
            .asked
            .iter()
            .map(|one| ask(one, &reading.sources))
            .collect(),
    });
    to_text(&Dues {
        version: 1,
        as_of: reading.today.to_string(),
        dues: out.collect(),
        noted: noted(reading),
    })
}

fn ask<'a>(ask: &'a Ask, sources: &'a Sources) -> AskOut<'a> {
    let (path, line) = place(ask.at, sources);
    AskOut {
        by: &ask.by,
        path,
        line,
        interval: ask.cadence.map(Cadence::length),
        from: ask.from.map(|day| day.to_string()),
        due: ask.due.to_string(),
        because: ask.because.iter().map(citation).collect(),
        reading: ask.reading.as_deref(),
        authorised: ask.authorised.as_ref().map(|decision| {
            let (path, line) = place(decision.at, sources);
            AuthorisedOut {
                by: decision.by.as_str(),
                on: decision.on.to_string(),
                until: decision.until.map(|day| day.to_string()),
                path,
                line,
            }
        }),
    }
}

fn place(span: Span, sources: &Sources) -> (&str, usize) {
    let file = sources.file(span.source);
    (file.path(), file.position(span.range().start).line)
}

/// JSON in which nothing hides: such characters stand in strings alone, where an escape means the same.
pub(super) fn to_text(value: &impl Serialize) -> String {
    let json =
        serde_json::to_string_pretty(value).expect("these types have no keys that are not text");
    let mut text = String::with_capacity(json.len() + 1);
    for character in json.chars() {
        match character != '\n' && is_hidden(character) {
            true => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    text.push_str(&format!("\\u{unit:04x}"));
                }
            }
            false => text.push(character),
        }
    }
    text.push('\n');
    text
}

pub(super) fn finding<'a>(found: &'a Diagnostic, sources: &'a Sources) -> Finding<'a> {
    Finding {
        code: found.code.name(),
        severity: found.severity.word(),
        message: visible(&found.message),
        path: sources.file(found.primary.span.source).path(),
        span: span(found.primary.span, sources),
        related: found
            .related
            .iter()
            .map(|label| related(label, sources))
            .collect(),
        because: found.because.iter().map(citation).collect(),
        help: found.help.as_deref().map(visible),
    }
}

fn related<'a>(label: &'a Label, sources: &'a Sources) -> Related<'a> {
    Related {
        path: sources.file(label.span.source).path(),
        span: span(label.span, sources),
        message: visible(&label.message),
    }
}

fn span(span: Span, sources: &Sources) -> SpanOut {
    let position = |offset: usize| {
        let at = sources.file(span.source).position(offset);
        PositionOut {
            line: at.line,
            column: at.column,
        }
    };
    SpanOut {
        start: position(span.range().start),
        end: position(span.range().end),
    }
}

pub(super) fn citation(citation: &Citation) -> CitationOut<'_> {
    CitationOut {
        pack: &citation.pack,
        clause: &citation.clause,
        source: &citation.source,
    }
}
