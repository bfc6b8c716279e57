//! The findings as workflow commands, which GitHub Actions shows at the lines of a change.
//!
//! A path must be the one in the repository, so it is reckoned from its top. Characters that hide or steer are written
//! out even in paths: these lines are also read in a log.

use std::fmt::Write;

use super::{in_lines, in_repository, visible};
use crate::diag::{Diagnostic, Severity};
use crate::source::Sources;

/// The findings, a command each; `folder` is the store's in its repository, empty for the top.
pub fn findings(findings: &[Diagnostic], sources: &Sources, folder: &str) -> String {
    let mut out = String::new();
    for finding in findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let file = sources.file(finding.primary.span.source);
        let place = finding.primary.span.range();
        let (start, end) = (file.position(place.start), file.position(place.end));
        let path = in_repository(folder, file.path());
        write!(
            out,
            "::{command} file={},line={},endLine={}",
            property(&path),
            start.line,
            end.line
        )
        .expect("writing to text");
        // Columns are refused where the place goes over several lines.
        if start.line == end.line {
            write!(out, ",col={},endColumn={}", start.column, end.column).expect("writing to text");
        }
        let title = property(finding.code.name());
        writeln!(out, ",title={title}::{}", data(&in_lines(finding))).expect("writing to text");
    }
    out
}

/// What stands behind the `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// What stands behind a `=`.
fn property(text: &str) -> String {
    data(&visible(text)).replace(':', "%3A").replace(',', "%2C")
}
