//! One line a finding: `path:line:column: code: message`. For editors and for searching; no record is quoted.

use std::fmt::Write;

use super::visible;
use crate::diag::Diagnostic;
use crate::source::Sources;

/// The findings, a line each.
pub fn findings(findings: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for finding in findings {
        let file = sources.file(finding.primary.span.source);
        let at = file.position(finding.primary.span.range().start);
        let (path, message) = (visible(file.path()), visible(&finding.message));
        let level = finding.severity.word();
        writeln!(
            out,
            "{path}:{}:{}: {level}: {}: {message}",
            at.line, at.column, finding.code
        )
        .expect("writing to text");
    }
    out
}
