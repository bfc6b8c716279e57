//! The findings as JUnit XML, which most build servers show as a list of tests.
//!
//! Each file of the store is a suite. A finding is a case in it: one at error level has failed; a warning or a note has
//! passed, as it does not make a check fail, and says its words as output. A file without findings is one case that has
//! passed. Cases are named by the finding and not by the line, so that a server knows them again when lines have moved.

use std::collections::BTreeMap;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::{in_lines, in_repository, visible};
use crate::diag::{Diagnostic, Severity};
use crate::reading::Reading;
use crate::rules::Verdict;
use crate::source::SourceFile;

/// The findings of a check by file; of the files without findings, those that `concerns` says. `folder` is the store's in its
/// repository, empty for the top.
pub fn check(
    reading: &Reading,
    verdict: &Verdict,
    folder: &str,
    concerns: impl Fn(&str) -> bool,
) -> String {
    let mut suites: BTreeMap<&str, Suite<'_>> = BTreeMap::new();
    for (_, file) in reading.sources.iter() {
        if !file.is_built_in() && concerns(file.path()) {
            suites.entry(file.path()).or_default();
        }
    }
    for finding in &verdict.findings {
        let file = reading.sources.file(finding.primary.span.source);
        let suite = suites.entry(file.path()).or_default();
        suite.findings.push((file, finding));
    }
    let tests: usize = suites.values().map(Suite::tests).sum();
    let failures: usize = suites.values().map(Suite::failures).sum();
    let mut out = Xml(Writer::new_with_indent(Vec::new(), b' ', 2));
    out.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    out.open(
        "testsuites",
        &[
            ("name", "supervision check"),
            ("tests", &tests.to_string()),
            ("failures", &failures.to_string()),
            ("errors", "0"),
        ],
    );
    for (path, suite) in &suites {
        suite.write(path, folder, &mut out);
    }
    out.close("testsuites");
    out.into_text()
}

/// What is said of a file.
#[derive(Default)]
struct Suite<'a> {
    findings: Vec<(&'a SourceFile, &'a Diagnostic)>,
}

impl Suite<'_> {
    fn tests(&self) -> usize {
        self.findings.len().max(1)
    }

    fn failures(&self) -> usize {
        let fails = |(_, finding): &&(_, &Diagnostic)| finding.severity == Severity::Error;
        self.findings.iter().filter(fails).count()
    }

    fn write(&self, path: &str, folder: &str, out: &mut Xml) {
        // Servers divide a class's name at its dots, and would take the ending for the class.
        let class = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        out.open(
            "testsuite",
            &[
                ("name", path),
                ("tests", &self.tests().to_string()),
                ("failures", &self.failures().to_string()),
                ("errors", "0"),
                ("file", &in_repository(folder, path)),
            ],
        );
        if self.findings.is_empty() {
            out.empty("testcase", &[("name", "no findings"), ("classname", class)]);
        }
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for (file, finding) in &self.findings {
            let code = finding.code.name();
            let time = times.entry(code).or_default();
            *time += 1;
            let name = match time {
                1 => code.to_owned(),
                more => format!("{code} ({more})"),
            };
            out.open("testcase", &[("name", &name), ("classname", class)]);
            let words = words(file, finding);
            match finding.severity {
                Severity::Error => {
                    let about = [("type", code), ("message", &*finding.message)];
                    out.open("failure", &about);
                    out.text(&words);
                    out.close("failure");
                }
                Severity::Warning | Severity::Note => {
                    out.open("system-out", &[]);
                    out.text(&words);
                    out.close("system-out");
                }
            }
            out.close("testcase");
        }
        out.close("testsuite");
    }
}

/// The finding as it stands in a log: where, what, who asks, what to do.
fn words(file: &SourceFile, finding: &Diagnostic) -> String {
    let at = file.position(finding.primary.span.range().start);
    let (path, level) = (visible(file.path()), finding.severity.word());
    format!(
        "{path}:{}:{}: {level}: {}",
        at.line,
        at.column,
        in_lines(finding)
    )
}

/// XML in the making. What it cannot hold, or a reader would not see, is written out.
struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Start(element(name, attributes)));
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(element(name, attributes)));
    }

    fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn text(&mut self, text: &str) {
        let lines: Vec<String> = text.split('\n').map(held).collect();
        self.event(Event::Text(BytesText::new(&lines.join("\n"))));
    }

    fn event(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect("memory takes every byte");
    }

    fn into_text(self) -> String {
        let mut text = String::from_utf8(self.0.into_inner()).expect("only text was written");
        text.push('\n');
        text
    }
}

fn element<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (name, value) in attributes {
        element.push_attribute((*name, held(value).as_str()));
    }
    element
}

/// Text that XML can hold: beside control characters, which `visible` writes out, it has no place for two more.
fn held(text: &str) -> String {
    let shown = visible(text);
    let is_held = |character: &char| !matches!(character, '\u{fffe}' | '\u{ffff}');
    if shown.chars().all(|character| is_held(&character)) {
        return shown.into_owned();
    }
    let mut held = String::with_capacity(shown.len() + 8);
    for character in shown.chars() {
        match is_held(&character) {
            true => held.push(character),
            false => held.extend(character.escape_unicode()),
        }
    }
    held
}
