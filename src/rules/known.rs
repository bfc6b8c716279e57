//! Every finding that there can be, by name, and what the settings say of findings that there are not.
//!
//! A store sets the level of a finding, or accepts one, by its name. A slip in it would leave the finding as it was, without a
//! word.

use crate::diag::{Code, Diagnostic};
use crate::reading::Reading;
use crate::source::Span;

/// The settings name a finding that there is not.
pub(super) const FINDING_UNKNOWN: Code = Code::new("finding-unknown");

/// The findings that no rule makes. Each has a page in `report/pages`.
const OTHERS: &[&str] = &[
    "acceptance-unused",
    "clause-unknown",
    "clause-without-rule",
    "control-character",
    "duplicate-key",
    "entry-unreadable",
    "field-missing",
    "field-unknown",
    "file-too-large",
    "file-unknown",
    "finding-unknown",
    "front-matter-missing",
    "hidden-character",
    "kind-missing",
    "kind-unknown",
    "not-a-record",
    "not-text",
    "overlay-loosens",
    "pack-beneath-missing",
    "pack-unknown",
    "pack-unreadable",
    "part-empty",
    "part-missing",
    "path-differs",
    "placeholder-left",
    "record-misplaced",
    "rule-contradicts",
    "rule-unknown",
    "rule-unmatched",
    "rule-without-effect",
    "sign-off-unreadable",
    "store-empty",
    "string-unknown",
    "string-unusable",
    "template-unknown",
    "template-unusable",
    "unresolved-conflict",
    "value-unfit",
    "word-unknown",
    "yaml-not-allowed",
    "yaml-syntax",
];

/// The names of all findings.
pub fn names() -> impl Iterator<Item = &'static str> {
    let rules = super::all().map(|rule| rule.code.name());
    rules.chain(OTHERS.iter().copied())
}

/// Whether there is a finding of this name.
pub(super) fn is_known(name: &str) -> bool {
    names().any(|known| known == name)
}

/// The findings that the settings name and that there are not.
pub(super) fn unknown(reading: &Reading) -> Vec<Diagnostic> {
    let Some(settings) = reading.records.settings() else {
        return Vec::new();
    };
    let levels = settings.severities.iter();
    let levels = levels.map(|(name, level)| (name.as_str(), level.span));
    let accepted = settings.accepted.iter();
    let accepted = accepted.map(|accepted| (accepted.code.as_str(), accepted.code.span));
    levels
        .chain(accepted)
        .filter(|(name, _)| !is_known(name))
        .map(|(name, span)| tell(name, span))
        .collect()
}

fn tell(name: &str, span: Span) -> Diagnostic {
    let distance = |known: &&str| strsim::damerau_levenshtein(known, name);
    let near = names()
        .min_by_key(distance)
        .filter(|near| distance(near) <= 3);
    let help = match near {
        Some(near) => format!("did you mean `{near}`? otherwise remove it"),
        None => "remove it, or name a finding as `supervision check` does".to_owned(),
    };
    Diagnostic::format_error(
        FINDING_UNKNOWN,
        span,
        format!("there is no finding `{name}`, so this changes nothing"),
    )
    .help(help)
}
