//! Extracts by chance, week after week: a second import of the same changes nothing, what stood in a record stands there still,
//! and no import makes a record worse in form.

use std::collections::BTreeMap;

use proptest::prelude::*;
use supervision::calendar::Day;
use supervision::due::{self, Facts};
use supervision::import::extract::{Form, read};
use supervision::import::mapping::{self, Mapping};
use supervision::import::{Plan, plan};
use supervision::reading::Reading;
use supervision::rules;
use supervision::source::{SourceFile, Sources};
use supervision::store::Snapshot;

use crate::support::literate::files_below;

type Files = BTreeMap<String, String>;

const TODAY: (i32, u32, u32) = (2026, 6, 1);

/// The small store of the tests, with cases written in ways that people write.
fn store() -> Files {
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores/base");
    let files = files_below(&top).into_iter().map(|path| {
        let text = std::fs::read_to_string(&path).expect("text");
        let path = path.strip_prefix(&top).expect("below it");
        (path.to_string_lossy().replace('\\', "/"), text)
    });
    let mut files: Files = files.collect();
    for (path, text) in [
        (
            "children/c-2001/child.yaml",
            "kind: child # a case\nformat: 1\nid: c-2001\ncase-reference: \"R2001\"\nopened: 2026-01-05\n# what it is\ncategories: # oldest first\n- category: assessment # until the panel\n  from: 2026-01-05 # the letter of that day\n\nallocations: [{from: 2026-01-05, worker: jo-field}]",
        ),
        (
            "children/c-2002/child.yaml",
            "kind: child\r\nformat: 1\r\nid: c-2002\r\ncase-reference: R2002\r\nopened: 2026-01-05\r\ncategories:\r\n  - {from: 2026-01-05, to: 2026-02-01, category: assessment}\r\n  - from: 2026-02-02\r\n    category: child-in-need\r\nallocations:\r\n  - from: 2026-01-05\r\n    worker: jo-field\r\n",
        ),
    ] {
        files.insert(path.to_owned(), text.to_owned());
    }
    files
}

fn reading(files: &Files) -> Reading {
    let (year, month, day) = TODAY;
    let today = Day::new(year, month, day).expect("a day");
    let files = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    Reading::of(Snapshot::from_files(files), Some(today), today)
}

fn mapped(reading: &Reading, absent: &str) -> Mapping {
    let text = format!(
        "kind: import-mapping\nformat: 1\nof: children\ncolumns:\n  case-reference: Ref\n  closed: Closed\n  category: Category\n  category-from: From\n  proceedings: Court\n  proceedings-from: Court from\n  worker: Worker\n  worker-from: Since\nabsent: {absent}\n"
    );
    let mut sources = Sources::default();
    let source = sources.add(SourceFile::new("map.yaml", text));
    let (mapping, found) = mapping::read(source, sources.file(source), &reading.policy);
    mapping.unwrap_or_else(|| panic!("{found:?}"))
}

fn imported(files: &Files, rows: &[String], absent: &str) -> (Files, Plan) {
    let reading = reading(files);
    let mapping = mapped(&reading, absent);
    let text = format!(
        "Ref,Closed,Category,From,Court,Court from,Worker,Since\n{}\n",
        rows.join("\n")
    );
    let form = Form {
        wanted: mapping.wanted(),
        heading_row: 1,
        sheet: None,
        separator: Some(b','),
    };
    let table = read(text.as_bytes(), &form).expect("a table");
    let plan = plan(&reading, &mapping, &table);
    let mut after = files.clone();
    for file in &plan.files {
        assert_eq!(file.before.as_ref(), files.get(&file.path), "{}", file.path);
        after.insert(file.path.clone(), file.after.clone());
    }
    (after, plan)
}

/// How many findings of form there are at error level.
fn faults(files: &Files) -> usize {
    let reading = reading(files);
    let dues = due::find(&Facts::new(
        &reading.records,
        &reading.policy,
        reading.today,
    ));
    let findings = rules::check(&reading, &dues).findings;
    let of_form = |code: &str| {
        code.starts_with("period")
            || [
                "field-missing",
                "field-unknown",
                "value-unfit",
                "yaml-syntax",
                "duplicate-key",
                "placeholder-left",
                "days-out-of-order",
                "category-unknown",
                "person-unknown",
                "path-differs",
            ]
            .contains(&code)
    };
    findings
        .iter()
        .filter(|finding| of_form(finding.code.name()))
        .count()
}

/// Every line of the one stands in the other, in the same order.
fn keeps_every_line(before: &str, after: &str) -> bool {
    let mut lines = after.lines();
    before.lines().all(|line| {
        // A period on one line gets its last day, or another period beside it, there.
        let is_same = |other: &str| other == line || (line.contains('{') && other.contains('{'));
        lines.any(is_same)
    })
}

fn row() -> impl Strategy<Value = String> {
    let day =
        || (1..=5_u32, 1..=28_u32).prop_map(|(month, day)| format!("2026-{month:02}-{day:02}"));
    let first = prop_oneof![3 => Just("2026-01-05".to_owned()), 2 => day()];
    let category = prop_oneof![
        "assessment",
        "child-in-need",
        "child-protection-plan",
        "unheard-of"
    ];
    let reference = prop_oneof!["R2001", "R2002", "R2003", "R2004"];
    let closed = prop_oneof![6 => Just(String::new()), 1 => day()];
    let court =
        prop_oneof![3 => Just(",".to_owned()), 1 => day().prop_map(|day| format!("court,{day}"))];
    let worker = prop_oneof![4 => Just("jo-field"), 1 => Just("nobody")];
    (
        reference,
        closed,
        category,
        first.clone(),
        court,
        worker,
        first,
    )
        .prop_map(
            |(reference, closed, category, from, court, worker, since)| {
                format!("{reference},{closed},{category},{from},{court},{worker},{since}")
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_second_import_changes_nothing_and_no_line_is_lost(
        weeks in prop::collection::vec(prop::collection::vec(row(), 1..5), 1..4),
        ends in any::<bool>(),
    ) {
        let absent = if ends { "end-allocation" } else { "leave-alone" };
        let mut files = store();
        for rows in &weeks {
            let (after, first) = imported(&files, rows, absent);
            prop_assert!(faults(&after) <= faults(&files), "{rows:?}");
            for (path, text) in &files {
                prop_assert!(keeps_every_line(text, &after[path]), "{path}: {text}\n\n{}", after[path]);
            }
            let (again, second) = imported(&after, rows, absent);
            prop_assert_eq!(&again, &after, "{:?}", rows);
            prop_assert_eq!(second.listing.refused.len(), first.listing.refused.len(), "{:?}", rows);
            files = after;
        }
    }
}

#[test]
fn the_property_is_tried_on_extracts_that_change_something() {
    let rows = [
        "R2001,,child-in-need,2026-03-01,,,jo-field,2026-01-05",
        "R2003,,assessment,2026-05-01,court,2026-05-02,jo-field,2026-05-01",
    ];
    let rows = rows.map(str::to_owned);
    let (after, plan) = imported(&store(), &rows, "leave-alone");
    assert!(
        plan.listing.refused.is_empty(),
        "{:?}",
        plan.listing.refused
    );
    assert_eq!(
        after["children/c-2001/child.yaml"],
        "kind: child # a case\nformat: 1\nid: c-2001\ncase-reference: \"R2001\"\nopened: 2026-01-05\n# what it is\ncategories: # oldest first\n- category: assessment # until the panel\n  from: 2026-01-05 # the letter of that day\n  to: 2026-02-28\n- from: 2026-03-01\n  category: child-in-need\n\nallocations: [{from: 2026-01-05, worker: jo-field}]"
    );
    assert!(
        after["children/c-r2003/child.yaml"]
            .contains("proceedings:\n  - from: 2026-05-02\n    stage: court\n")
    );
}
