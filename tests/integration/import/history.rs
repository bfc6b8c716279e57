//! Extracts that say what held from when to when, on the cases of the example. What must come of each row is worked out by hand.

use std::fs;

use crate::commands::import::{import, texts};
use crate::support::example;

const MAPPING: &str = "kind: import-mapping
format: 1
of: children
rows: history
columns:
  case-reference: Ref
  category: Category
  category-from: From
  category-to: To
  worker: Worker
  worker-from: Worker from
  worker-to: Worker to
";

/// Imports rows of: reference, category, from, to, worker, from, to. Gives what was said and the texts afterwards.
fn run(
    mapping: &str,
    rows: &[&str],
    status: i32,
) -> (String, std::collections::BTreeMap<String, String>) {
    let store = example::copy();
    let dir = tempfile::tempdir().expect("a folder");
    let (map, extract) = (dir.path().join("map.yaml"), dir.path().join("extract.csv"));
    fs::write(&map, mapping).expect("written");
    let heading = "Ref;Category;From;To;Worker;Worker from;Worker to";
    let text = [&[heading], rows].concat().join("\n");
    fs::write(&extract, text).expect("written");
    let output = import(store.path(), &extract, &map, &["--write"]);
    assert_eq!(output.status, status, "{}{}", output.stdout, output.stderr);
    let after = texts(store.path());
    let again = import(store.path(), &extract, &map, &["--write"]);
    assert_eq!(texts(store.path()), after, "{}", again.stdout);
    (output.stdout, after)
}

#[test]
fn a_history_is_laid_beside_the_record_period_by_period() {
    // c-1078: child-in-need, enquiry, plan, and child-in-need since 2026-09-14, all with jo-field.
    let rows = [
        "LCS-320904;child-in-need;2026-03-16;2026-05-10;jo-field;2026-03-16;2026-10-04",
        "LCS-320904;child-in-need;2026-09-14;2026-10-31;dana-wells;2026-10-05;",
        "LCS-320904;child-in-care;2026-11-01;;;;",
    ];
    let (said, after) = run(MAPPING, &rows, 0);
    assert!(
        said.contains("  c-1078: category child-in-need since 2026-09-14 ends 2026-10-31; category child-in-care from 2026-11-01; allocation to jo-field since 2026-03-16 ends 2026-10-04; allocation to dana-wells from 2026-10-05\n"),
        "{said}"
    );
    let text = &after["children/c-1078/child.yaml"];
    let meant = "  - from: 2026-09-14\n    to: 2026-10-31\n    category: child-in-need\n  - from: 2026-11-01\n    category: child-in-care\nallocations:\n  - from: 2026-03-16\n    to: 2026-10-04\n    worker: jo-field\n  - from: 2026-10-05\n    worker: dana-wells\n";
    assert!(text.ends_with(meant), "{text}");
}

#[test]
fn a_new_case_is_made_with_all_that_its_rows_say() {
    let rows = [
        "LCS-777001;child-in-need;2026-10-12;;dana-wells;2026-10-12;",
        "LCS-777001;assessment;2026-09-01;2026-10-11;jo-field;2026-09-01;2026-10-11",
    ];
    let (said, after) = run(MAPPING, &rows, 0);
    assert!(said.contains("c-lcs-777001: opened on 2026-09-01; category assessment from 2026-09-01 to 2026-10-11; category child-in-need from 2026-10-12"), "{said}");
    let text = &after["children/c-lcs-777001/child.yaml"];
    for part in [
        "opened: 2026-09-01\n",
        "  - from: 2026-09-01\n    to: 2026-10-11\n    category: assessment\n  - from: 2026-10-12\n    category: child-in-need\n",
        "  - from: 2026-09-01\n    to: 2026-10-11\n    worker: jo-field\n  - from: 2026-10-12\n    worker: dana-wells\n",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn a_last_day_on_which_the_next_begins_is_the_day_after_the_last() {
    let mapping = MAPPING.replace("rows: history\n", "rows: history\nlast-day: next-begins\n");
    let rows = [
        "LCS-777001;assessment;2026-09-01;2026-10-12;jo-field;2026-09-01;",
        "LCS-777001;child-in-need;2026-10-12;;jo-field;2026-09-01;",
    ];
    let (_, after) = run(&mapping, &rows, 0);
    let text = &after["children/c-lcs-777001/child.yaml"];
    assert!(text.contains("  - from: 2026-09-01\n    to: 2026-10-11\n    category: assessment\n  - from: 2026-10-12\n"), "{text}");
    assert_eq!(
        text.matches("worker: jo-field").count(),
        1,
        "said twice, held once: {text}"
    );
}

#[test]
fn what_contradicts_the_record_or_another_row_is_refused_with_both_places() {
    for (rows, said) in [
        // Before the record's last one.
        (
            &["LCS-320904;assessment;2026-03-01;2026-03-15;;;"][..],
            "row 2, column `From`: c-1078: category assessment: it begins on 2026-03-01, before the record's last one begins on 2026-09-14\n      it stands at children/c-1078/child.yaml:17\n",
        ),
        // Another last day.
        (
            &["LCS-320904;child-in-need;2026-03-16;2026-05-09;;;"],
            "the record says that it ended on 2026-05-10, and the extract on 2026-05-09\n      it stands at children/c-1078/child.yaml:8\n",
        ),
        // Something else from the same day on.
        (
            &["LCS-320904;child-in-care;2026-09-14;;;;"],
            "the record has something else from that day, 2026-09-14, on",
        ),
        // Backwards.
        (
            &["LCS-320904;child-in-care;2026-10-14;2026-10-13;;;"],
            "it ends on 2026-10-13, before it begins on 2026-10-14",
        ),
        // Two rows, one day; neither is taken.
        (
            &[
                "LCS-777001;assessment;2026-09-01;;;;",
                "LCS-777001;child-in-need;2026-09-01;;;;",
            ],
            "row 3: c-lcs-777001: it says something else of `category` than row 2 does",
        ),
        // A day without a category there, a gap in a new case.
        (
            &[
                "LCS-777001;assessment;2026-09-01;2026-09-10;jo-field;2026-09-01;",
                "LCS-777001;child-in-need;2026-09-12;;;;",
            ],
            "children/c-lcs-777001/child.yaml would have a fault: c-lcs-777001 was open and had no category on 2026-09-11 (periods-gap)",
        ),
        // Half a period.
        (
            &["LCS-320904;child-in-care;;;;;"],
            "column `From`: c-1078: it has no first day",
        ),
        (
            &["LCS-320904;;;;jo-field;soon;"],
            "column `Worker from`: c-1078: this is no day in the form yyyy-mm-dd",
        ),
        // A worker who is not here; a case without a category.
        (
            &["LCS-320904;;;;helen-marsh;2026-10-05;"],
            "c-1078: there is no worker `helen-marsh` here",
        ),
        (
            &["LCS-777001;;;;jo-field;2026-10-05;"],
            "c-lcs-777001: a new case needs `category`, and the row does not say it",
        ),
        // A row of another length.
        (
            &["LCS-320904;child-in-care;2026-10-14"],
            "row 2: it has 3 columns, and the headings have 7",
        ),
    ] {
        let before = texts(example::copy().path());
        let (out, after) = run(MAPPING, rows, 1);
        assert!(out.contains(said), "{said}\n\n{out}");
        assert_eq!(after, before, "{rows:?}");
    }
}

#[test]
fn a_record_is_taken_with_all_of_its_rows_or_with_none() {
    let rows = [
        "LCS-320904;child-in-need;2026-09-14;2026-10-31;;;",
        "LCS-320904;child-in-care;2026-11-01;;nobody;2026-11-01;",
    ];
    let (said, _) = run(MAPPING, &rows, 1);
    assert!(
        said.contains("row 2: c-1078: row 3 of the same record is refused"),
        "{said}"
    );
    assert!(said.contains("0 changed"), "{said}");
}

#[test]
fn a_gap_in_who_holds_a_case_that_becomes_smaller_is_no_new_fault() {
    let store = example::copy();
    let path = store.path().join("children/c-1055/child.yaml");
    let text = fs::read_to_string(&path).expect("the case");
    let ended = text.replace(
        "  - from: 2025-09-22\n    worker",
        "  - from: 2025-09-22\n    to: 2026-10-01\n    worker",
    );
    assert_ne!(ended, text);
    fs::write(&path, ended).expect("written");
    let dir = tempfile::tempdir().expect("a folder");
    let (map, extract) = (dir.path().join("map.yaml"), dir.path().join("extract.csv"));
    fs::write(&map, MAPPING).expect("written");
    fs::write(
        &extract,
        "Ref,Category,From,To,Worker,Worker from,Worker to\nLCS-319017,,,,dana-wells,2026-10-10,\n",
    )
    .expect("written");
    let output = import(store.path(), &extract, &map, &[]);
    assert_eq!(output.status, 0, "{}", output.stdout);
    assert!(
        output
            .stdout
            .contains("c-1055: allocation to dana-wells from 2026-10-10\n"),
        "{}",
        output.stdout
    );
}
