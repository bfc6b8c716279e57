//! Why a commit or a push is refused: each reason on a line, with what to do. No record is quoted.

use std::fmt::Write;

use super::{short, visible};
use crate::diag::Diagnostic;
use crate::revision::kept::{Act, Undone};
use crate::source::Sources;

/// The findings, a line each with what to do below it.
pub fn findings(findings: &[&Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for finding in findings {
        out.push_str(&short::findings(&[(*finding).clone()], sources));
        if let Some(help) = &finding.help {
            writeln!(out, "  help: {}", visible(help)).expect("writing to text");
        }
    }
    out
}

/// The findings, a line each.
pub fn lines(findings: &[&Diagnostic], sources: &Sources) -> String {
    let lines = findings.iter();
    lines
        .map(|finding| short::findings(std::slice::from_ref(*finding), sources))
        .collect()
}

/// What is signed and would not stand any more, in the same form.
pub fn undone(undone: &[Undone]) -> String {
    let mut out = String::new();
    for Undone {
        path,
        act,
        signers,
        day,
        ..
    } in undone
    {
        let names: Vec<&str> = signers.iter().map(|signer| signer.as_str()).collect();
        let (names, path) = (names.join(" and "), visible(path));
        let (what, help) = match act {
            Act::Changed => (
                "signed, and changed since",
                "put back what was signed and write an addendum beside it; an agreement may instead have `revision` raised by one, and both sign again",
            ),
            Act::Removed => (
                "signed, and taken away",
                "put the record back: what was signed is kept",
            ),
            Act::StatementChanged => (
                "a sign-off, and changed since",
                "put the sign-off back as it was; to sign again, raise the record's `revision` by one",
            ),
            Act::StatementRemoved => (
                "a sign-off, and taken away",
                "put the sign-off back: sign-offs are only ever added",
            ),
        };
        writeln!(
            out,
            "{path}: {what} (by {names} on {day})\n  help: {help}",
            names = visible(&names)
        )
        .expect("writing to text");
    }
    out
}
