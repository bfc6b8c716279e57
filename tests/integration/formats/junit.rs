//! `--format junit`, held against the XML Schema that Jenkins has published for it.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::Command;

use roxmltree::{Document, Node};
use supervision::report::{junit, visible};

use super::{ODD, faults, findings, judged, odd_store, xsd};
use crate::support::literate::files_below;
use crate::support::run::Supervision;

const SCHEMA: &str = include_str!("../../fixtures/published/junit-10.xsd");

fn suites<'a>(document: &'a Document<'a>) -> Vec<Node<'a, 'a>> {
    let root = document.root_element();
    root.children().filter(Node::is_element).collect()
}

fn cases<'a>(suite: Node<'a, 'a>) -> Vec<Node<'a, 'a>> {
    suite.children().filter(Node::is_element).collect()
}

#[track_caller]
fn follows_the_schema(xml: &str) {
    assert_eq!(xsd::faults(SCHEMA, xml), Vec::<String>::new());
}

#[test]
fn the_output_follows_the_published_schema() {
    let xml = faults("junit");
    follows_the_schema(&xml);
    let folder = tempfile::tempdir().expect("a folder");
    let (schema, document) = (folder.path().join("a.xsd"), folder.path().join("a.xml"));
    std::fs::write(&schema, SCHEMA).expect("written");
    std::fs::write(&document, &xml).expect("written");
    let mut xmllint = Command::new("xmllint");
    let judged = xmllint
        .arg("--noout")
        .arg("--schema")
        .args([&schema, &document]);
    match judged.output() {
        Ok(output) => {
            let words = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{words}");
        }
        Err(_) => {
            // Past the test runner's capture, so that a skipped judgement is seen.
            let words = "skipped: there is no xmllint here, so only our own reader has held the JUnit output against its schema\n";
            let _ = std::io::stderr().write_all(words.as_bytes());
        }
    }
}

#[test]
fn errors_have_failed_warnings_have_passed_and_the_sums_are_right() {
    let xml = faults("junit");
    let document = Document::parse(&xml).expect("XML");
    let findings = findings();
    let (mut failed, mut said) = (Vec::new(), Vec::new());
    for suite in suites(&document) {
        let path = suite.attribute("name").expect("a name");
        for case in cases(suite) {
            let Some(outcome) = case.first_element_child() else {
                continue;
            };
            let list = match outcome.tag_name().name() {
                "failure" => &mut failed,
                "system-out" => &mut said,
                other => panic!("<{other}>"),
            };
            let name = case.attribute("name").expect("a name");
            let code = name.split(' ').next().expect("a word").to_owned();
            let words = outcome.text().expect("words").to_owned();
            list.push((path.to_owned(), code, words));
        }
        let count = |name: &str| suite.attribute(name).and_then(|number| number.parse().ok());
        assert_eq!(count("tests"), Some(cases(suite).len()));
        let failures = suite
            .descendants()
            .filter(|node| node.has_tag_name("failure"));
        assert_eq!(count("failures"), Some(failures.count()));
    }
    let wanted = |errors: bool| {
        let of_level = findings
            .iter()
            .filter(move |finding| (finding["severity"] == "error") == errors);
        of_level.map(|finding| {
            let (path, level) = (&finding["path"], &finding["severity"]);
            let at = &finding["span"]["start"];
            let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            let begins = format!(
                "{}:{}:{}: {}: {}",
                text(path),
                at["line"],
                at["column"],
                text(level),
                text(&finding["message"])
            );
            (text(path), text(&finding["code"]), begins)
        })
    };
    for (found, wanted) in [
        (&failed, wanted(true).collect::<Vec<_>>()),
        (&said, wanted(false).collect()),
    ] {
        assert_eq!(found.len(), wanted.len());
        for ((path, code, words), (wanted_path, wanted_code, begins)) in found.iter().zip(&wanted) {
            assert_eq!((path, code), (wanted_path, wanted_code));
            assert_eq!(words.lines().next(), Some(&**begins));
        }
    }
    let root = document.root_element();
    assert_eq!(root.attribute("failures"), Some(&*failed.len().to_string()));
}

#[test]
fn a_file_without_findings_is_a_case_that_has_passed_and_every_file_is_there() {
    let args = ["check", "records-example", "--format", "junit"];
    let output = Supervision::new(args).run();
    follows_the_schema(&output.stdout);
    let document = Document::parse(&output.stdout).expect("XML");
    let named: BTreeSet<&str> = suites(&document)
        .iter()
        .filter_map(|suite| suite.attribute("file"))
        .collect();
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let files: BTreeSet<String> = files_below(&top.join("records-example"))
        .iter()
        .map(|path| {
            path.strip_prefix(top)
                .expect("below")
                .to_string_lossy()
                .replace('\\', "/")
        })
        .filter(|path| !path.contains("/."))
        .collect();
    assert_eq!(named, files.iter().map(String::as_str).collect());
    for suite in suites(&document) {
        let cases = cases(suite);
        assert_eq!(cases.len(), 1);
        assert_eq!(cases[0].attribute("name"), Some("no findings"));
        assert_eq!(cases[0].first_element_child(), None);
    }
}

#[test]
fn paths_narrow_the_suites() {
    let args = ["check", "records-example/people", "--format", "junit"];
    let output = Supervision::new(args).run();
    let document = Document::parse(&output.stdout).expect("XML");
    let suites = suites(&document);
    let is_person = |suite: &Node<'_, '_>| {
        let name = suite.attribute("name").expect("a name");
        name.starts_with("people/")
    };
    assert!(
        !suites.is_empty() && suites.iter().all(is_person),
        "{}",
        output.stdout
    );
}

#[test]
fn two_findings_of_one_kind_in_one_file_are_two_cases() {
    let agenda = "kind: person\nformat: 1\nid: jo\nname: Jo\nposts: []\nfirst: 1\nsecond: 2\n";
    let mut files = odd_store().to_vec();
    files.push(("people/jo.yaml", agenda));
    let (reading, verdict) = judged(&files, "2026-03-02");
    let xml = junit::check(&reading, &verdict, "", |_| true);
    for name in ["\"field-unknown\"", "\"field-unknown (2)\""] {
        assert_eq!(
            xml.matches(&format!("testcase name={name}")).count(),
            1,
            "{xml}"
        );
    }
}

#[test]
fn what_xml_cannot_hold_is_written_out() {
    let (reading, verdict) = judged(&odd_store(), "2026-03-02");
    let xml = junit::check(&reading, &verdict, "a&b", |_| true);
    follows_the_schema(&xml);
    let document = Document::parse(&xml).expect("XML");
    let shown = visible(ODD).replace('\u{fffe}', "\\u{fffe}");
    let odd = suites(&document)
        .into_iter()
        .find(|suite| suite.attribute("name") == Some(&*shown))
        .unwrap_or_else(|| panic!("{shown:?} in\n{xml}"));
    assert_eq!(odd.attribute("file"), Some(&*format!("a&b/{shown}")));
}
