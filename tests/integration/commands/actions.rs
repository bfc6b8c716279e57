//! `supervision actions` from outside: what is open, and that closing one is the smallest edit that says so.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::example;
use crate::support::published;
use crate::support::run::{Output, Supervision};

const SESSION: &str = "dana-wells/3-supervision/2026-10-20";
const FILE: &str = "workers/dana-wells/3-supervision/2026-10-20.md";

fn call(store: &Path, args: &[&str]) -> Output {
    let store = store.to_string_lossy();
    let common = ["actions", "--store", &*store];
    Supervision::new(common.into_iter().chain(args.iter().copied())).run()
}

fn json(args: &[&str]) -> Vec<Value> {
    let args = [args, &["--format", "json"]].concat();
    let output = call(Path::new("records-example"), &args);
    assert_eq!(output.status, 0, "{}", output.stderr);
    let schema = include_str!("../../../schemas/output/actions.schema.json");
    let json = published::json(&output.stdout, schema);
    json["actions"].as_array().expect("a list").clone()
}

fn ids(actions: &[Value]) -> Vec<&str> {
    actions
        .iter()
        .filter_map(|action| action["id"].as_str())
        .collect()
}

fn text(store: &Path) -> String {
    fs::read_to_string(store.join(FILE)).expect("the session")
}

#[test]
fn c5b_r9b_open_actions_have_an_owner_a_day_and_the_record_that_agreed_them() {
    let carried = json(&["--child", "c-0903"]);
    assert_eq!(
        ids(&carried),
        ["c-0903-2026-09-22-1", "c-0903-2026-10-20-1"]
    );
    // Agreed on 22 September; carried on 20 October to a new day.
    assert_eq!(carried[0]["by_when"], "2026-11-06");
    assert_eq!(
        carried[0]["agreed_in"],
        "c-0903/supervision/2026-09-22-dana-wells"
    );
    assert_eq!(carried[0]["state"], "coming");
    let due = json(&["--state", "due"]);
    assert_eq!(
        ids(&due),
        ["c-1112-2026-09-07-1", "tom-brennan-2026-10-05-1"]
    );
    assert!(json(&["--state", "overdue"]).is_empty());
    let late = json(&["--state", "overdue", "--as-of", "2026-11-03"]);
    assert_eq!(ids(&late), ids(&due));
    // One that a worker's supervisor is to do: see jo-field's session of 21 October.
    let own = json(&["--worker", "jo-field", "--owner", "sam-okoro"]);
    assert_eq!(ids(&own), ["jo-field-2026-10-21-2"]);
}

#[test]
fn the_table_and_the_rows_name_the_same_and_nobodys_words() {
    let human = call(Path::new("records-example"), &["--worker", "jo-field"]);
    let csv = call(
        Path::new("records-example"),
        &["--worker", "jo-field", "--format", "csv"],
    );
    let mut table = csv::Reader::from_reader(csv.stdout.as_bytes());
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 6);
    for row in rows {
        assert!(
            human.stdout.contains(&row[0]),
            "{} in\n{}",
            &row[0],
            human.stdout
        );
    }
    assert!(
        human
            .stdout
            .starts_with("As of 2 November 2026\n\nTo come (6)\n"),
        "{}",
        human.stdout
    );
    assert!(!human.stdout.contains("winter plan") && !csv.stdout.contains("winter plan"));
    let nobody = call(Path::new("records-example"), &["--owner", "jo-feild"]);
    assert!(
        nobody.status == 2 && nobody.stderr.contains("did you mean `jo-field`?"),
        "{}",
        nobody.stderr
    );
}

#[test]
fn c5b_closing_an_action_adds_one_entry_and_leaves_every_other_byte() {
    let store = example::copy();
    let before = text(store.path());
    let close = [
        "close",
        "c-0903-2026-10-20-1",
        "--in",
        SESSION,
        "--outcome",
        "done",
    ];
    let shown = call(store.path(), &close);
    assert_eq!(shown.status, 0, "{}", shown.stderr);
    assert!(
        shown
            .stdout
            .contains("+  - action: c-0903-2026-10-20-1\n+    outcome: done\n"),
        "{}",
        shown.stdout
    );
    assert!(shown.stderr.contains("--write"), "{}", shown.stderr);
    assert_eq!(text(store.path()), before, "shown only");
    let written = call(store.path(), &[&close[..], &["--write"]].concat());
    assert_eq!(written.status, 0, "{}", written.stderr);
    let entry = "  - action: c-0903-2026-10-20-1\n    outcome: done\n";
    assert_eq!(
        text(store.path()),
        before.replacen("cases:\n", &format!("{entry}cases:\n"), 1)
    );
    let left = call(store.path(), &["--child", "c-0903"]);
    assert!(
        !left.stdout.contains("c-0903-2026-10-20-1"),
        "{}",
        left.stdout
    );
    let again = call(store.path(), &close);
    assert!(
        again.status == 2
            && again
                .stderr
                .contains("no action `c-0903-2026-10-20-1` is open"),
        "{}",
        again.stderr
    );
}

#[test]
fn a_carried_action_has_a_reason_and_its_new_day() {
    let store = example::copy();
    let close = [
        "close",
        "c-0903-2026-10-20-1",
        "--in",
        SESSION,
        "--outcome",
        "carried",
    ];
    for (more, said) in [
        (&[][..], "needs a new day"),
        (&["--by-when", "2026-12-01"][..], "needs the reason"),
    ] {
        let output = call(store.path(), &[&close[..], more].concat());
        assert!(
            output.status == 2 && output.stderr.contains(said),
            "{}",
            output.stderr
        );
    }
    let why = [
        "--by-when",
        "2026-12-01",
        "--note",
        "She said: \"wait\" # really",
        "--write",
    ];
    let output = call(store.path(), &[&close[..], &why].concat());
    assert_eq!(output.status, 0, "{}", output.stderr);
    assert!(
        !output.stdout.contains("wait"),
        "people's words are masked:\n{}",
        output.stdout
    );
    assert!(text(store.path()).contains(
        "    note: \"She said: \\\"wait\\\" # really\"\n    by-when: 2026-12-01\ncases:\n"
    ));
    let open = call(store.path(), &["--child", "c-0903"]);
    assert!(open.stdout.contains("2026-12-01"), "{}", open.stdout);
    let check = Supervision::new(["check", "--store", &*store.path().to_string_lossy()]).run();
    assert_eq!(check.status, 0, "{}", check.stdout);
}

#[test]
fn an_entry_that_a_new_session_was_prepared_with_is_filled_in() {
    let store = example::copy();
    let dir = store.path().to_string_lossy().into_owned();
    let new = Supervision::new([
        "new",
        "session",
        "--store",
        &*dir,
        "--worker",
        "dana-wells",
        "--date",
        "2026-11-03",
    ])
    .run();
    assert_eq!(new.status, 0, "{}", new.stderr);
    let path = store.path().join(new.stdout.trim());
    let before = fs::read_to_string(&path).expect("the session");
    let close = [
        "close",
        "c-0903-2026-10-20-1",
        "--in",
        "dana-wells/3-supervision/2026-11-03",
        "--outcome",
        "done",
        "--write",
    ];
    let output = call(store.path(), &close);
    assert_eq!(output.status, 0, "{}", output.stderr);
    let prepared =
        "  - action: c-0903-2026-10-20-1\n    outcome: # TODO done, carried or dropped\n";
    let filled = "  - action: c-0903-2026-10-20-1\n    outcome: done\n";
    assert!(before.contains(prepared));
    assert_eq!(
        fs::read_to_string(&path).expect("the session"),
        before.replace(prepared, filled)
    );
}

#[test]
fn however_the_list_is_written_one_entry_is_added() {
    let entry = "  - action: c-0903-2026-10-20-1\n    outcome: done\n";
    for (list, expected) in [
        ("", format!("actions-reviewed:\n{entry}")),
        ("actions-reviewed: []\n", format!("actions-reviewed:\n{entry}")),
        ("actions-reviewed:\n", format!("actions-reviewed:\n{entry}")),
        (
            "actions-reviewed:\n- action: c-0902-2026-09-22-1 # hers\n  outcome: done\n# the cases\n",
            "actions-reviewed:\n- action: c-0902-2026-09-22-1 # hers\n  outcome: done\n- action: c-0903-2026-10-20-1\n  outcome: done\n# the cases\n".to_owned(),
        ),
        (
            "actions-reviewed: [{action: c-0902-2026-09-22-1, outcome: done}]\n",
            "actions-reviewed: [{action: c-0902-2026-09-22-1, outcome: done}, {action: c-0903-2026-10-20-1, outcome: done}]\n".to_owned(),
        ),
    ] {
        let store = example::copy();
        let before = text(store.path());
        let (head, rest) = before.split_once("actions-reviewed:\n").expect("a list");
        let (_, tail) = rest.split_once("\ncases:\n").expect("cases");
        let with = |list: &str| format!("{head}{list}cases:\n{tail}");
        fs::write(store.path().join(FILE), with(list)).expect("written");
        let close = ["close", "c-0903-2026-10-20-1", "--in", SESSION, "--outcome", "done", "--write"];
        let output = call(store.path(), &close);
        assert_eq!(output.status, 0, "{list:?}: {}", output.stderr);
        assert_eq!(text(store.path()), with(&expected), "{list:?}");
    }
}

#[test]
fn what_is_signed_or_elsewhere_is_left_alone() {
    let store = example::copy();
    let close = |id: &str, record: &str| {
        call(
            store.path(),
            &["close", id, "--in", record, "--outcome", "done", "--write"],
        )
    };
    let before = example::contents(store.path());
    for (id, record, said) in [
        (
            "c-0903-2026-10-20-2",
            SESSION,
            "did you mean `c-0903-2026-10-20-1`?",
        ),
        (
            "c-0903-2026-10-20-1",
            "dana-wells/3-supervision/2026-10-27",
            "no session `dana-wells/3-supervision/2026-10-27`",
        ),
        (
            "c-0903-2026-10-20-1",
            "jo-field/3-supervision/2026-10-21",
            "nor of a case that jo-field holds",
        ),
        (
            "c-0903-2026-09-22-1",
            SESSION,
            "says already what became of",
        ),
    ] {
        let output = close(id, record);
        assert!(
            output.status == 2 && output.stderr.contains(said),
            "{said} in {}",
            output.stderr
        );
    }
    assert_eq!(before, example::contents(store.path()));
    let dir = store.path().to_string_lossy().into_owned();
    let signed = Supervision::new([
        "sign",
        "--store",
        &*dir,
        SESSION,
        "--as",
        "supervisee",
        "--by",
        "dana-wells",
    ])
    .run();
    assert_eq!(signed.status, 0, "{}", signed.stderr);
    let before = text(store.path());
    let output = close("c-0903-2026-10-20-1", SESSION);
    assert!(
        output.status == 2
            && output.stderr.contains("is signed")
            && output.stderr.contains("new addendum"),
        "{}",
        output.stderr
    );
    assert_eq!(text(store.path()), before);
}
