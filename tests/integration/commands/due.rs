//! `supervision due` from outside.

use serde_json::Value;

use crate::support::run::Supervision;

#[test]
fn json_follows_its_published_schema_and_ids_are_unique() {
    let output = Supervision::new(["due", "--store", "records-example", "--format", "json"]).run();
    assert_eq!(output.status, 0, "{}", output.stderr);
    let json: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let schema: Value =
        serde_json::from_str(include_str!("../../../schemas/output/due.schema.json"))
            .expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    assert!(
        validator.is_valid(&json),
        "{:?}",
        validator
            .iter_errors(&json)
            .map(|e| e.to_string())
            .collect::<Vec<_>>()
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
