//! `supervision why` from outside.

use serde_json::Value;

use crate::support::run::{Output, Supervision};

fn why(args: &[&str]) -> Output {
    let args = ["why", "--store", "records-example"].iter().chain(args);
    Supervision::new(args.copied()).run()
}

#[test]
fn the_chain_names_who_asks_what_holds_and_what_is_overridden() {
    let output = why(&["tom-brennan/worker-session"]);
    assert_eq!(output.status, 0, "{}", output.stderr);
    let places = [
        "is due by 2 November 2026: today",
        "Counted from 5 October 2026",
        "workers/tom-brennan/3-supervision/2026-10-05.md:",
        "by 2 November 2026: 4 weeks (this one holds)",
        "the agreement of 2025-09-01",
        "by 5 November 2026: 1 month (later, so overridden)",
        "C3a (section 3)",
        "read so: A month is",
        "What would change it",
        "neither can make it later than 5",
        "tom-brennan/worker-session/2026-11-02",
    ];
    let found: Vec<Option<usize>> = places
        .iter()
        .map(|words| output.stdout.find(words))
        .collect();
    assert!(
        found.iter().all(Option::is_some) && found.is_sorted(),
        "{found:?}\n{}",
        output.stdout
    );
}

#[test]
fn the_decision_that_lengthens_an_interval_is_named_with_who_authorised_it() {
    let output = why(&["--child", "c-0933"]);
    assert!(
        output
            .stdout
            .contains("authorised by helen-marsh on 28 July 2026, until 31 January 2027")
            && output
                .stdout
                .contains("in workers/dana-wells/3-supervision/2026-07-28.md:"),
        "{}",
        output.stdout
    );
    // Where one decision followed another, the one that holds now.
    let output = why(&["--child", "c-1030"]);
    assert!(
        output.stdout.contains("authorised by helen-marsh")
            && !output.stdout.contains("until 30 March 2026"),
        "{}",
        output.stdout
    );
}

#[test]
fn json_is_the_object_that_due_gives() {
    let parse = |output: Output| -> Value { serde_json::from_str(&output.stdout).expect("JSON") };
    let one = parse(why(&["--worker", "jo-field", "--format", "json"]));
    let all =
        parse(Supervision::new(["due", "--store", "records-example", "--format", "json"]).run());
    let dues = all["dues"].as_array().expect("a list");
    assert!(dues.contains(&one["dues"][0]), "{one}");
    assert_eq!(one["dues"].as_array().map(Vec::len), Some(1));
    assert_eq!(one["as_of"], all["as_of"]);
}

#[test]
fn every_due_of_the_example_can_be_asked_for_by_its_id_without_its_day() {
    let output = Supervision::new(["due", "--store", "records-example", "--format", "json"]).run();
    let all: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let dues = all["dues"].as_array().expect("a list");
    let mut kinds: Vec<&Value> = Vec::new();
    for due in dues {
        if kinds.contains(&&due["kind"]) {
            continue; // a call of the program each: one of every kind
        }
        kinds.push(&due["kind"]);
        let id = due["id"].as_str().expect("an id");
        let (lasting, _) = id.rsplit_once('/').expect("a day at the end");
        let output = why(&[lasting]);
        assert_eq!(output.status, 0, "{lasting}: {}", output.stderr);
        assert!(
            output.stdout.ends_with(&format!("  {id}\n")),
            "{}",
            output.stdout
        );
    }
    assert!(kinds.len() >= 5, "{kinds:?}");
}

#[test]
fn an_id_that_is_not_there_names_the_nearest_and_one_of_several_names_them() {
    for (args, words) in [
        (
            &["jo-field/worker-session/2026-03-09"][..],
            "the nearest are:\n    jo-field/worker-session/",
        ),
        (
            &["c-1101/"],
            "ids begin with `c-1101/`\n  name one of:\n    c-1101/",
        ),
        (&["--worker", "jo-feild"], "did you mean `jo-field`?"),
        (
            &["--worker", "jo-field", "--kind", "history"],
            "what is due there:\n",
        ),
        (
            &["--worker", "jo-field", "--kind", "sesion"],
            "worker-session",
        ),
        (&[], "<ID>"),
    ] {
        let output = why(args);
        assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{args:?}");
        assert!(output.stderr.contains(words), "{args:?}: {}", output.stderr);
    }
}
