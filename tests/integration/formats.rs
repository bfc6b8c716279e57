//! The outputs of `check` that other programs read, each held against what its readers have published, and all of them
//! against what may not be in any: people's own words, and characters that hide.

mod github;
mod junit;
mod sarif;
mod xsd;

use std::fs;
use std::path::Path;

use serde_json::Value;
use supervision::calendar::Day;
use supervision::due::{self, Facts};
use supervision::reading::Reading;
use supervision::report::{github as github_report, json_v1, junit as junit_report};
use supervision::report::{sarif as sarif_report, visible};
use supervision::rules::{self, Verdict};
use supervision::store::Snapshot;

use crate::support::canaries::CANARY_STORE;
use crate::support::example;
use crate::support::run::Supervision;

const FORMATS: [&str; 6] = ["human", "short", "json", "sarif", "junit", "github"];

/// A store with one fault of each kind, in one of the formats.
fn faults(format: &str) -> String {
    let args = [
        "check",
        "--store",
        "tests/stores/faults",
        "--format",
        format,
    ];
    let output = Supervision::new(args).run();
    assert_eq!(output.status, 1, "{}", output.stderr);
    output.stdout
}

/// The same findings as the program's own JSON has them.
fn findings() -> Vec<Value> {
    let json: Value = serde_json::from_str(&faults("json")).expect("JSON");
    json["findings"].as_array().expect("a list").clone()
}

/// A reading of files, and what is wrong in it.
fn judged(files: &[(&str, &str)], day: &str) -> (Reading, Verdict) {
    let files: Vec<(String, String)> = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    let day: Day = day.parse().expect("a day");
    let reading = Reading::of(Snapshot::from_files(files), Some(day), day);
    let dues = due::find(&Facts::new(
        &reading.records,
        &reading.policy,
        reading.today,
    ));
    let verdict = rules::check(&reading, &dues);
    (reading, verdict)
}

/// A name that hides its end, steers a terminal, breaks a line and means something in every one of the formats.
const ODD: &str = "people/a b%0A,c:d&<\"\u{202e}\u{1b}[31m\n::warning::x\u{fffe}é.yaml";

fn odd_store() -> [(&'static str, &'static str); 2] {
    let settings = "kind: store\nformat: 1\nid: odd\norganisation: Testshire\nmarking: OFFICIAL\npolicies:\n  - {pack: rotherham, from: 2025-01-01}\n";
    [("supervision.yaml", settings), (ODD, "kind: person\n")]
}

#[test]
fn nothing_hides_in_what_programs_read_and_a_path_is_the_files_own() {
    let (reading, verdict) = judged(&odd_store(), "2026-03-02");
    assert!(!verdict.findings.is_empty());
    let json = json_v1::check(&reading, &verdict);
    let outputs = [
        ("json", json.clone()),
        ("sarif", sarif_report::check(&reading, &verdict, "")),
        (
            "junit",
            junit_report::check(&reading, &verdict, "", |_| true),
        ),
        (
            "github",
            github_report::findings(&verdict.findings, &reading.sources, ""),
        ),
    ];
    for (format, output) in outputs {
        let hides = |line: &&str| visible(line) != *line;
        let lines: Vec<&str> = output.lines().filter(hides).collect();
        assert!(lines.is_empty(), "{format}: {lines:?}");
    }
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let paths = json["findings"].as_array().expect("a list").iter();
    assert!(paths.clone().any(|finding| finding["path"] == ODD));
    for finding in paths {
        let message = finding["message"].as_str().expect("words");
        assert_eq!(visible(message), message);
    }
}

#[test]
fn nobodys_words_are_in_any_format_that_is_sent_on() {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in CANARY_STORE {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    let store = folder.path().to_string_lossy().into_owned();
    let mut findings = 0;
    // Those that quote the records show a word that stands where only words of the vocabulary belong.
    for format in FORMATS.iter().filter(|format| **format != "human") {
        let args = [
            "check",
            "--store",
            &store,
            "--as-of",
            "2026-06-01",
            "--format",
            format,
        ];
        let output = Supervision::new(args).run();
        findings += output.stdout.matches("note-missing").count();
        for canary in ["CANARY", "Sparrow", "Raven"] {
            let place = output.stdout.lines().find(|line| line.contains(canary));
            assert_eq!(place, None, "{format}");
        }
    }
    assert!(findings > 0, "a store without findings shows nothing");
}

#[test]
fn words_that_were_asked_for_are_shown_to_people_and_not_handed_to_programs() {
    let store = example::copy();
    let path = "workers/jo-field/3-supervision/2025-09-11.md";
    example::edit(store.path(), path, "place: ", "place: TODO canaryword");
    for format in FORMATS {
        let shown = in_store(store.path(), &["--format", format, "--show-text"]);
        assert!(shown.contains("placeholder-left"), "{format}");
        assert_eq!(shown.contains("canaryword"), format == "human", "{format}");
    }
}

#[test]
fn a_program_that_reads_the_output_is_told_nothing_else() {
    for (format, silent) in [
        ("human", false),
        ("short", false),
        ("github", false),
        ("json", true),
        ("sarif", true),
        ("junit", true),
    ] {
        let args = ["check", "records-example", "--format", format];
        let output = Supervision::new(args).run();
        assert_eq!(output.status, 0, "{format}");
        assert_eq!(output.stderr.is_empty(), silent, "{format}");
    }
}

fn in_store(store: &Path, args: &[&str]) -> String {
    let store = store.to_string_lossy().into_owned();
    let call = ["check".to_owned(), "--store".to_owned(), store];
    let args = args.iter().map(|arg| (*arg).to_owned());
    Supervision::new(call.into_iter().chain(args)).run().stdout
}
