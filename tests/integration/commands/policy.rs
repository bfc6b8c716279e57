//! `supervision policy` from outside.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::example;
use crate::support::published;
use crate::support::run::Supervision;

/// A pack in which much does not hang together. The lines are counted in the tests.
const CROOKED: &str = "\
kind: policy-pack
format: 1
id: crooked
title: Crooked
publisher: Crooked Council (invented)
document: Crooked note (invented)
roles:
  - {role: social-worker, title: Social worker}
categories:
  - {category: child-in-need, title: Child in need}
clauses:
  - {id: K1, source: page 1, summary: Workers are supervised}
  - {id: K2, source: page 2, summary: There is tea}
  - {id: K3, source: page 3, modality: may, summary: There may be cake}
supervision:
  - id: weekly
    clauses: [K1]
    summary: weekly
    every: {weeks: 1}
    at-least-minutes: 90
    at-most-minutes: 60
  - id: monthly
    clauses: [K1]
    summary: monthly
    every: {months: 1}
  - id: wizards
    clauses: [K1]
    summary: wizards every day
    applies: {role: [wizard]}
    every: {days: 1}
  - id: backwards
    clauses: [K1]
    summary: a stage that ends before it begins
    applies: {stage: asye, after: {months: 6}, until: {weeks: 6}}
    every: {days: 2}
  - id: beside
    clauses: [K1]
    summary: a stream that is none
    stream: second
    every: {weeks: 2}
case-supervision:
  - id: all
    clauses: [K1]
    summary: every four weeks
    at-most: {weeks: 4}
    longer:
      - clauses: [K1]
        summary: never longer
        applies: {}
        at-most: {weeks: 4}
        authorised-by: [social-worker]
";

fn with_pack(name: &str, text: &str) -> tempfile::TempDir {
    let store = example::copy();
    fs::write(store.path().join(format!("policies/{name}.yaml")), text).expect("it is written");
    store
}

fn policy(dir: &Path, args: &[&str]) -> crate::support::run::Output {
    let store = ["--store", dir.to_str().expect("a path in UTF-8"), "policy"];
    Supervision::new(store.iter().copied().chain(args.iter().copied())).run()
}

#[test]
fn the_policy_of_the_example_hangs_together_and_is_listed_with_its_readings() {
    let output = policy(Path::new("records-example"), &["check"]);
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    for part in [
        "  asye-first-six-weeks: weekly in the first six weeks of the assessed year, at least 90 minutes each time (R8b, R8a)",
        "  monthly: at least monthly (R8e, R8f, replaced by a pack laid over this one)",
        "  laid over rotherham",
        "  more-often-by-risk: how often a child is discussed follows the risk and the type of case (R7e, noted and not reckoned)",
        "read so: The guidance says \"bi monthly\"",
    ] {
        assert!(
            output.stdout.contains(part),
            "no `{part}` in\n{}",
            output.stdout
        );
    }
    assert_eq!(output.stderr, "nothing is wrong in the policy\n");
}

#[test]
fn what_does_not_hang_together_is_found_on_its_line() {
    let store = with_pack("crooked", CROOKED);
    let output = policy(store.path(), &["check", "--format", "short"]);
    assert_eq!(output.status, 1);
    let found: Vec<(usize, &str)> = output
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix("policies/crooked.yaml:"))
        .map(|line| {
            let mut parts = line.split(':');
            let at = parts.next().expect("a line").parse().expect("a number");
            (at, parts.nth(2).expect("a code").trim())
        })
        .collect();
    assert_eq!(
        found,
        [
            (13, "clause-without-rule"),
            (20, "rule-contradicts"),
            (22, "rule-without-effect"),
            (26, "word-unknown"),
            (31, "rule-contradicts"),
            (39, "word-unknown"),
            (50, "rule-without-effect"),
        ],
        "{}",
        output.stdout
    );
}

#[test]
fn a_rule_that_concerns_nobody_is_named() {
    let store = example::copy();
    let text = "kind: policy-pack\nformat: 1\nid: carers\ntitle: Carers\npublisher: C (invented)\ndocument: D (invented)\nover: rotherham\ncase-supervision:\n  - id: carers\n    clauses: [R7a]\n    summary: foster carers every six months\n    applies: {subject: [foster-carer]}\n    at-most: {months: 6}\n";
    fs::write(store.path().join("policies/carers.yaml"), text).expect("it is written");
    example::edit(
        store.path(),
        "supervision.yaml",
        "  - pack: northmoor",
        "  - {pack: carers, from: 2025-09-01}\n  - pack: northmoor",
    );
    let output = policy(store.path(), &["check", "--format", "short"]);
    assert_eq!(output.status, 0, "{}", output.stdout);
    assert_eq!(
        output.stdout,
        "policies/carers.yaml:9:9: note: rule-unmatched: `carers` of Carers concerns no case in the records\n"
    );
}

#[test]
fn what_a_pack_in_the_place_of_another_moves_is_said_date_by_date() {
    let text = "kind: policy-pack\nformat: 1\nid: stricter\ntitle: Stricter\npublisher: S (invented)\ndocument: D (invented)\nover: cambridgeshire-peterborough\nsupervision:\n  - id: three-weekly\n    clauses: [C3a]\n    summary: every three weeks\n    every: {weeks: 3}\n";
    let store = with_pack("stricter", text);
    let args = [
        "diff",
        "cambridgeshire-peterborough",
        "stricter",
        "--format",
        "json",
    ];
    let output = policy(store.path(), &args);
    assert_eq!(output.status, 0, "{}", output.stderr);
    let json: Value = published::json(
        &output.stdout,
        include_str!("../../../schemas/output/policy-diff.schema.json"),
    );
    let moved = json["moved"].as_array().expect("a list");
    // Jo's last session was on 21 October: a month later is 21 November, three weeks later 11 November.
    let jo = moved
        .iter()
        .find(|one| one["worker"] == "jo-field")
        .expect("Jo's moves");
    assert_eq!(
        (
            &jo["before"]["due"],
            &jo["after"]["due"],
            &jo["days"],
            &jo["way"]
        ),
        (
            &"2026-11-21".into(),
            &"2026-11-11".into(),
            &(-10).into(),
            &"sooner".into()
        )
    );
    assert!(
        moved
            .iter()
            .all(|one| one["kind"] == "worker-session" && one["way"] == "sooner")
    );
    let human = policy(store.path(), &args[..3]).stdout;
    assert!(
        human.contains("2026-11-21  to  2026-11-11  -10 days  jo-field"),
        "{human}"
    );
    let nothing = policy(store.path(), &["diff", "stricter", "stricter"]).stdout;
    assert!(nothing.contains("No date moves."), "{nothing}");
}

#[test]
fn a_pack_that_there_is_not_is_named_with_the_nearest() {
    let output = policy(
        Path::new("records-example"),
        &["diff", "rotheram", "northmoor"],
    );
    assert_eq!(output.status, 2);
    assert_eq!(
        output.stderr,
        "supervision: there is no policy pack `rotheram`\n  did you mean `rotherham`?\n"
    );
}
