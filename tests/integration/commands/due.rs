//! `supervision due` from outside.

use serde_json::Value;

use crate::support::published;
use crate::support::run::{Output, Supervision};
use crate::support::store::StoreBuilder;

#[test]
fn json_follows_its_published_schema_and_ids_are_unique() {
    let output = Supervision::new(["due", "--store", "records-example", "--format", "json"]).run();
    assert_eq!(output.status, 0, "{}", output.stderr);
    let json = published::json(
        &output.stdout,
        include_str!("../../../schemas/output/due.schema.json"),
    );
    let ids: Vec<&str> = json["dues"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|due| due["id"].as_str())
        .collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!((ids.len(), ids.len() > 30), (unique.len(), true));
}

#[test]
fn c3b_r8b_a_careful_person_reckons_the_same_dates_for_jo() {
    // The assessed year begins on Monday 1 September 2025.
    for (as_of, last, due) in [
        // Weekly for six weeks: the last weekly session is on Thursday 9 October.
        ("2025-09-20", "2025-09-18", "2025-09-25"),
        ("2025-10-08", "2025-10-02", "2025-10-09"),
        // The six weeks end on Sunday 12 October: from 9 October the next is a fortnight on.
        ("2025-10-10", "2025-10-09", "2025-10-23"),
        ("2026-02-12", "2026-02-11", "2026-02-25"),
        // Six months end on 28 February; the step down is decided on 11 March, so a fortnight still holds until then.
        ("2026-03-01", "2026-02-25", "2026-03-11"),
        // Stepped down: the agreement says as the policy, so a month on.
        ("2026-03-12", "2026-03-11", "2026-04-11"),
    ] {
        let args = [
            "due",
            "--store",
            "records-example",
            "--as-of",
            as_of,
            "--worker",
            "jo-field",
            "--format",
            "json",
        ];
        let json: Value = serde_json::from_str(&Supervision::new(args).run().stdout).expect("JSON");
        let dues = json["dues"].as_array().expect("a list");
        let session = dues
            .iter()
            .find(|due| due["kind"] == "worker-session")
            .expect("a session");
        assert_eq!(
            (
                session["due"].as_str(),
                session["counted_from"]["date"].as_str()
            ),
            (Some(due), Some(last)),
            "as of {as_of}"
        );
    }
}

#[test]
fn within_leaves_out_what_comes_later_and_never_what_is_late() {
    let args = [
        "due",
        "--store",
        "records-example",
        "--as-of",
        "2026-11-12",
        "--within",
        "3d",
        "--format",
        "json",
    ];
    let json: Value = serde_json::from_str(&Supervision::new(args).run().stdout).expect("JSON");
    let dues = json["dues"].as_array().expect("a list");
    assert!(dues.iter().any(|due| due["state"] == "overdue"));
    assert!(
        dues.iter()
            .all(|due| due["days"].as_i64().is_none_or(|days| days <= 3))
    );
}

#[test]
fn a_name_that_nobody_has_is_a_slip_and_not_an_empty_list() {
    let output =
        Supervision::new(["due", "--store", "records-example", "--worker", "jo-feild"]).run();
    assert_eq!((output.status, output.stdout.as_str()), (2, ""));
    assert!(
        output.stderr.contains("did you mean `jo-field`?"),
        "{}",
        output.stderr
    );
}

fn due(args: &[&str]) -> Output {
    let args = ["due", "--store", "records-example"].iter().chain(args);
    Supervision::new(args.copied()).run()
}

fn dues(args: &[&str]) -> Vec<Value> {
    let output = due(&[args, &["--format", "json"]].concat());
    assert_eq!(output.status, 0, "{}", output.stderr);
    let json: Value = serde_json::from_str(&output.stdout).expect("JSON");
    json["dues"].as_array().expect("a list").clone()
}

#[test]
fn teams_kinds_and_states_are_picked_out_and_unknown_ones_list_what_there_is() {
    let all = dues(&[]).len();
    let east = dues(&["--team", "family-safeguarding-east"]);
    assert!(!east.is_empty() && east.len() < all);
    assert!(east.iter().all(|due| due["worker"] != "lewis-grant"));
    let picked = dues(&[
        "--kind",
        "worker-session",
        "--kind",
        "renewal",
        "--state",
        "due",
        "--state",
        "coming",
    ]);
    let kinds: Vec<&str> = picked
        .iter()
        .filter_map(|due| due["kind"].as_str())
        .collect();
    assert!(kinds.contains(&"worker-session") && kinds.contains(&"renewal"));
    assert!(
        kinds
            .iter()
            .all(|kind| ["worker-session", "renewal"].contains(kind))
    );
    assert_eq!(dues(&["--state", "overdue"]).len(), 0);
    for (args, known) in [
        (["--team", "east"], "family-safeguarding-east"),
        (["--kind", "sesion"], "worker-session"),
        (["--state", "late"], "overdue"),
    ] {
        let output = due(&args);
        assert_eq!((output.status, output.stdout.as_str()), (2, ""));
        assert!(output.stderr.contains(known), "{}", output.stderr);
    }
}

#[test]
fn ids_are_shown_whole_for_why() {
    let shown = due(&["--ids", "--worker", "tom-brennan"]).stdout;
    for one in dues(&["--worker", "tom-brennan"]) {
        let id = one["id"].as_str().expect("an id");
        assert!(
            shown.lines().any(|line| line.ends_with(&format!("  {id}"))),
            "{id}\n{shown}"
        );
    }
}

/// The rows of a table as RFC 4180 has it, read by hand.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut signs = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(sign) = signs.next() {
        match (is_quoted, sign) {
            (true, '"') if signs.next_if_eq(&'"').is_some() => cell.push('"'),
            (_, '"') => is_quoted = !is_quoted,
            (false, ',') => row.push(std::mem::take(&mut cell)),
            (false, '\r') => {
                assert_eq!(signs.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (_, other) => cell.push(other),
        }
    }
    assert!(
        !is_quoted && row.is_empty() && cell.is_empty(),
        "the last line ends"
    );
    rows
}

#[test]
fn a_spreadsheet_gets_every_due_under_the_same_headings() {
    let table = rows(&due(&["--format", "csv"]).stdout);
    assert_eq!(
        table[0].join(","),
        "id,kind,worker,child,supervisor,subject,due,state,days,counted_from,path,rule,clauses,why"
    );
    let ids: Vec<&str> = table[1..].iter().map(|row| row[0].as_str()).collect();
    let all = dues(&[]);
    let expected: Vec<&str> = all.iter().filter_map(|due| due["id"].as_str()).collect();
    assert_eq!(ids, expected);
    assert!(table.iter().all(|row| row.len() == table[0].len()));
}

/// A store whose own pack means harm to spreadsheets, calendars and terminals.
const HOSTILE: [(&str, &str); 4] = [
    (
        "supervision.yaml",
        "kind: store\nformat: 1\nid: north\norganisation: Exampleshire\nmarking: OFFICIAL\npolicies:\n  - pack: own\n    from: 2000-01-01\n",
    ),
    (
        "policies/own.yaml",
        r#"kind: policy-pack
format: 1
id: own
title: "=cmd|' /C calc'!A0"
publisher: "@SUM(1)"
document: "+1"
clauses:
  - id: X1
    source: "-2 END:VEVENT BEGIN:VALARM"
    summary: "@often"
supervision:
  - id: often
    clauses: [X1]
    summary: "often;=1+1 ATTACH:file"
    every: {weeks: 4}
"#,
    ),
    (
        "people/jo-field.yaml",
        "kind: person\nformat: 1\nid: jo-field\nname: '=Jo'\nposts:\n  - from: 2020-01-01\n    role: social-worker\n",
    ),
    (
        "workers/jo-field/worker.yaml",
        "kind: worker\nformat: 1\nid: jo-field\nemployment:\n  - from: 2026-01-05\n    role: social-worker\n    team: east\n    basis: permanent\n    hours: 37\nline-managers:\n  - from: 2026-01-05\n    person: jo-field\n",
    ),
];

#[test]
fn no_cell_is_a_formula_and_no_event_holds_more_than_it_should() {
    let store = StoreBuilder::new().commit("a store", &HOSTILE).build();
    let run = |args: &[&str]| {
        let dir = store.dir();
        let common = [
            "--store",
            dir.to_str().expect("a path"),
            "--as-of",
            "2026-03-02",
        ];
        Supervision::new(args.iter().chain(&common).copied()).run()
    };
    let csv = run(&["due", "--format", "csv"]).stdout;
    let table = rows(&csv);
    assert_eq!(table.len(), 2, "{csv}");
    assert!(csv.contains("'=cmd") && csv.contains(";'=1+1"), "{csv}");
    for cell in &table[1] {
        let is_number = cell.parse::<i64>().is_ok();
        assert!(
            is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
            "{cell}"
        );
        assert!(!cell.contains(char::is_control), "{cell:?}");
    }
    let ics = run(&["due", "--format", "ics"]).stdout;
    let lines: Vec<&str> = ics.split("\r\n").collect();
    let is_one = |line: &&&str| line.starts_with("BEGIN:") || line.starts_with("END:");
    let blocks: Vec<&&str> = lines.iter().filter(is_one).collect();
    assert_eq!(
        blocks,
        [
            &"BEGIN:VCALENDAR",
            &"BEGIN:VEVENT",
            &"END:VEVENT",
            &"END:VCALENDAR"
        ]
    );
    assert!(!ics.contains("=cmd") && !ics.contains("ATTACH"), "{ics}");
    let why = run(&["why", "jo-field/worker-session"]).stdout;
    assert!(why.contains("=cmd") && !why.contains('\u{1b}'), "{why}");
}

#[test]
fn a_calendar_has_an_event_for_each_due_and_its_name_outlives_a_moved_day() {
    let calendar = |as_of: &str| {
        let ics = due(&[
            "--format",
            "ics",
            "--as-of",
            as_of,
            "--worker",
            "tom-brennan",
            "--kind",
            "worker-session",
        ]);
        assert_eq!(ics.status, 0, "{}", ics.stderr);
        assert!(
            ics.stdout
                .split("\r\n")
                .all(|line| line.len() <= 75 && !line.contains('\n'))
        );
        let unfolded = ics.stdout.replace("\r\n ", "");
        let value = |name: &str| -> Vec<String> {
            let lines = unfolded
                .split("\r\n")
                .filter_map(|line| line.strip_prefix(name));
            lines.map(str::to_owned).collect()
        };
        (
            value("UID:"),
            value("DTSTART;VALUE=DATE:"),
            value("DTSTAMP:"),
            value("SUMMARY:"),
        )
    };
    let (uids, days, stamps, titles) = calendar("2026-11-02");
    assert_eq!(days, ["20261102"]);
    assert_eq!(stamps, ["20261102T000000Z"]);
    assert_eq!(titles, ["Supervision session: tom-brennan"]);
    let (earlier, other_days, ..) = calendar("2026-09-20");
    assert_eq!(earlier, uids);
    assert_ne!(other_days, days);
    let events = due(&["--format", "ics"])
        .stdout
        .matches("BEGIN:VEVENT")
        .count();
    let dated = dues(&[])
        .iter()
        .filter(|due| !due["due"].is_null() && due["state"] != "suspended")
        .count();
    assert_eq!(events, dated);
}
