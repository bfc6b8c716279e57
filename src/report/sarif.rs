//! The findings as SARIF 2.1.0, for programs that show results beside the files: code hosts, editors, dashboards.
//!
//! Paths are relative to the top of the repository, because that is where those programs look for the files. No record is
//! quoted here, neither in a message nor in a fingerprint.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::about::{self, About};
use super::json_v1::{self, CitationOut};
use super::masks::{Masks, Words};
use super::visible;
use crate::diag::{Diagnostic, Label, Severity};
use crate::reading::Reading;
use crate::rules::Verdict;
use crate::source::{SourceFile, Sources, Span};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
    properties: RunProperties,
}

/// What the format has no place for. `as_of` is the day on which the store was read.
#[derive(Serialize)]
struct RunProperties {
    as_of: String,
    records: usize,
    accepted: usize,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<ReportingDescriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportingDescriptor {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Help,
    default_configuration: Configuration,
    properties: Tags,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Tags {
    tags: [&'static str; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
    properties: ResultProperties<'a>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "supervisionFinding/v1")]
    v1: String,
}

/// What the format has no place for: the clauses that ask, what to do, and lines of packs that come with the program, which
/// are no files of the repository.
#[derive(Serialize)]
struct ResultProperties<'a> {
    because: Vec<CitationOut<'a>>,
    help: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    policy: Vec<PolicyLine>,
}

#[derive(Serialize)]
struct PolicyLine {
    file: String,
    line: usize,
    message: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// The findings of a check; `folder` is the store's in its repository, empty for the top.
pub fn check(reading: &Reading, verdict: &Verdict, folder: &str) -> String {
    let about = about::all();
    let writer = Writer {
        sources: &reading.sources,
        folder,
        about: &about,
    };
    let mut prints = Prints {
        masks: Masks::new(&reading.sources, Words::Withheld),
        seen: BTreeMap::new(),
    };
    let results = verdict.findings.iter();
    json_v1::to_text(&Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "supervision",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: about.iter().map(descriptor).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: results
                .map(|finding| writer.result(finding, prints.of(finding)))
                .collect(),
            properties: RunProperties {
                as_of: reading.today.to_string(),
                records: reading.records.count,
                accepted: verdict.accepted,
            },
        }],
    })
}

fn descriptor(about: &About) -> ReportingDescriptor {
    ReportingDescriptor {
        id: about.code,
        short_description: Text {
            text: about.first_sentence(),
        },
        full_description: Text {
            text: about.finds(),
        },
        help: Help {
            text: about.plain(),
            markdown: about.page,
        },
        default_configuration: Configuration {
            level: level(about.severity),
        },
        properties: Tags {
            tags: [about.family],
        },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

struct Writer<'a> {
    sources: &'a Sources,
    folder: &'a str,
    about: &'a [About],
}

impl Writer<'_> {
    fn result<'f>(&self, finding: &'f Diagnostic, fingerprint: String) -> SarifResult<'f> {
        let code = finding.code.name();
        let is_built_in = |label: &&Label| self.sources.file(label.span.source).is_built_in();
        let (built_in, related): (Vec<&Label>, Vec<&Label>) =
            finding.related.iter().partition(is_built_in);
        let related = related.iter().enumerate();
        SarifResult {
            rule_id: code,
            rule_index: self
                .about
                .binary_search_by_key(&code, |about| about.code)
                .expect("every finding has a page"),
            level: level(finding.severity),
            message: Text {
                text: words(finding),
            },
            locations: [self.location(&finding.primary, None)],
            related_locations: related
                .map(|(index, label)| self.location(label, Some(index + 1)))
                .collect(),
            partial_fingerprints: Fingerprints { v1: fingerprint },
            properties: ResultProperties {
                because: finding.because.iter().map(json_v1::citation).collect(),
                help: finding
                    .help
                    .as_deref()
                    .map(|help| visible(help).into_owned()),
                policy: built_in.iter().map(|label| self.policy(label)).collect(),
            },
        }
    }

    fn location(&self, label: &Label, id: Option<usize>) -> Location {
        let file = self.sources.file(label.span.source);
        let message = match label.message.is_empty() {
            true => None,
            false => Some(Text {
                text: visible(&label.message).into_owned(),
            }),
        };
        Location {
            id,
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation {
                    uri: uri(self.folder, file),
                },
                region: region(label.span, file),
            },
            message,
        }
    }

    fn policy(&self, label: &Label) -> PolicyLine {
        let file = self.sources.file(label.span.source);
        PolicyLine {
            file: file.path().to_owned(),
            line: file.position(label.span.range().start).line,
            message: label.message.clone(),
        }
    }
}

/// What is wrong, and what to do: the first sentence stands alone where there is little room.
fn words(finding: &Diagnostic) -> String {
    let mut words = format!("{}.", visible(&finding.message));
    if let Some(help) = &finding.help {
        write!(
            words,
            " To put it right: {}.",
            visible(help).trim_end_matches('.')
        )
        .expect("writing to text");
    }
    words
}

/// A relative reference: every byte of a name that could mean something else is written by its number.
fn uri(folder: &str, file: &SourceFile) -> String {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    utf8_percent_encode(&super::in_repository(folder, file.path()), KEPT).to_string()
}

/// Columns count characters from 1, and the end is the place after the last one, here as in the rest of the program.
fn region(span: Span, file: &SourceFile) -> Region {
    let (start, end) = (
        file.position(span.range().start),
        file.position(span.range().end),
    );
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

/// Names that findings keep while lines move about them and days pass: of the code, the path, and the line with people's own
/// words masked. Equal ones are numbered in their order.
struct Prints<'a> {
    masks: Masks<'a>,
    seen: BTreeMap<String, usize>,
}

impl Prints<'_> {
    fn of(&mut self, finding: &Diagnostic) -> String {
        let span = finding.primary.span;
        let file = self.masks.sources.file(span.source);
        let (text, start) = (file.text(), span.range().start);
        let line = file
            .lines()
            .range(text, file.lines().index_of(start.min(text.len())));
        let line: String = self
            .masks
            .characters(span.source, line)
            .into_iter()
            .map(|(_, character)| character)
            .collect();
        let named = format!("{}\n{}\n{}", finding.code, file.path(), line.trim());
        let digest = Sha256::digest(format!("supervision finding 1\n{named}"));
        let mut print = digest.iter().take(16).fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("writing to text");
            hex
        });
        let times = self.seen.entry(named).or_default();
        *times += 1;
        write!(print, ":{times}").expect("writing to text");
        print
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_relative_reference_of_its_bytes() {
        let uri = |path: &str| uri("", &SourceFile::new(path, ""));
        assert_eq!(
            uri("workers/jo-field/3-supervision/2026-02-10.md"),
            "workers/jo-field/3-supervision/2026-02-10.md"
        );
        assert_eq!(uri("a b/100%.md"), "a%20b/100%25.md");
        assert_eq!(uri("c:d?e#f"), "c%3Ad%3Fe%23f");
        assert_eq!(uri("é\u{202e}"), "%C3%A9%E2%80%AE");
    }
}
