//! `supervision import` from outside: what it shows, what it writes, and what it will not take. The cases of single periods, the
//! hostile extracts and the property that a second import changes nothing stand in `tests/integration/import/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::example;
use crate::support::published;
use crate::support::run::{Output, Supervision};

pub(crate) const EXTRACT: &str = "templates/import/children.csv";
pub(crate) const MAPPING: &str = "templates/import/children.yaml";

/// A call on a store with an extract and a mapping.
pub(crate) fn import(store: &Path, extract: &Path, mapping: &Path, args: &[&str]) -> Output {
    let paths = [store, extract, mapping].map(|path| path.to_string_lossy().into_owned());
    let [store, extract, mapping] = &paths;
    let common = ["import", "--store", store, extract, "--map", mapping];
    Supervision::new(common.into_iter().chain(args.iter().copied())).run()
}

fn of_example(store: &Path, args: &[&str]) -> Output {
    import(store, Path::new(EXTRACT), Path::new(MAPPING), args)
}

fn child(store: &Path, id: &str) -> String {
    fs::read_to_string(store.join(format!("children/{id}/child.yaml"))).expect("the case")
}

/// Every file of a store by its path.
pub(crate) fn texts(store: &Path) -> BTreeMap<String, String> {
    let files = example::contents(store).into_iter();
    let relative = |path: String| {
        let path = Path::new(&path)
            .strip_prefix(store)
            .expect("below the store");
        path.to_string_lossy().replace('\\', "/")
    };
    files
        .map(|(path, bytes)| (relative(path), String::from_utf8(bytes).expect("text")))
        .collect()
}

/// Texts in files of their own.
fn written(dir: &TempDir, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = dir.path().join(name);
    fs::write(&path, text).expect("written");
    path
}

/// The example's extract and mapping, changed.
fn changed(dir: &TempDir, extract: &[(&str, &str)], mapping: &[(&str, &str)]) -> [PathBuf; 2] {
    let text = |path: &str, changes: &[(&str, &str)]| {
        let mut text = fs::read_to_string(path).expect("the example");
        for (one, other) in changes {
            assert!(text.contains(one), "{one} in {path}");
            text = text.replace(one, other);
        }
        text
    };
    [
        written(dir, "extract.csv", text(EXTRACT, extract)),
        written(dir, "mapping.yaml", text(MAPPING, mapping)),
    ]
}

fn json(output: &Output) -> Value {
    let schema = include_str!("../../../schemas/output/import.schema.json");
    published::json(&output.stdout, schema)
}

#[test]
fn each_records_change_is_said_in_the_trades_words_and_nothing_is_written() {
    let store = example::copy();
    let before = texts(store.path());
    let output = of_example(store.path(), &[]);
    assert_eq!(output.status, 0, "{}", output.stderr);
    for line in [
        "New (1)",
        "  c-325006: opened on 2026-10-28; category assessment from 2026-10-28; allocation to jo-field from 2026-10-29",
        "Changed (3)",
        "  c-1055: category child-in-need since 2025-11-03 ends 2026-10-25; category child-protection-plan from 2026-10-26",
        "  c-1089: allocation to amira-shah since 2026-01-26 ends 2026-10-18; allocation to tom-brennan from 2026-10-19",
        "  c-1015: category child-in-need since 2025-04-14 ends 2026-10-30; allocation to amira-shah since 2025-09-01 ends 2026-10-30; closed on 2026-10-30",
        "  c-1043: not in the extract; allocation to jo-field since 2025-09-08",
        "7 rows, 1 record new, 3 changed, 2 the same, 1 row left out by the mapping, 0 rows refused (as of 2026-11-02)",
    ] {
        assert!(
            output.stdout.lines().any(|said| said == line),
            "{line}\n\n{}",
            output.stdout
        );
    }
    assert!(
        output
            .stderr
            .contains("nothing is written without `--write`")
    );
    assert_eq!(texts(store.path()), before);
}

#[test]
fn a_change_is_a_few_lines_and_every_other_byte_stays() {
    let store = example::copy();
    let before = child(store.path(), "c-1055");
    let all_before = texts(store.path());
    let output = of_example(store.path(), &["--write"]);
    assert_eq!(output.status, 0, "{}", output.stderr);
    let meant = before
        .replace(
            "  - from: 2025-11-03\n    category: child-in-need\n",
            "  - from: 2025-11-03\n    to: 2026-10-25\n    category: child-in-need\n  - from: 2026-10-26\n    category: child-protection-plan\n",
        );
    assert_ne!(meant, before);
    assert_eq!(child(store.path(), "c-1055"), meant);
    let after = texts(store.path());
    let changed: Vec<&String> = after
        .iter()
        .filter(|(path, text)| all_before.get(*path) != Some(text))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(
        changed,
        [
            "children/c-1015/child.yaml",
            "children/c-1055/child.yaml",
            "children/c-1089/child.yaml",
            "children/c-325006/child.yaml"
        ]
    );
}

#[test]
fn the_same_extract_again_changes_nothing_and_the_store_checks_clean() {
    let store = example::copy();
    assert_eq!(of_example(store.path(), &["--write"]).status, 0);
    let once = texts(store.path());
    let again = of_example(store.path(), &["--write"]);
    assert!(
        again.status == 0 && again.stderr.contains("nothing to write"),
        "{}",
        again.stderr
    );
    assert!(
        again
            .stdout
            .contains("0 records new, 0 changed, 6 the same"),
        "{}",
        again.stdout
    );
    assert_eq!(texts(store.path()), once);
    let dir = store.path().to_string_lossy().into_owned();
    let check = Supervision::new(["check", "--store", &dir]).run();
    assert_eq!(check.status, 0, "{}", check.stdout);
    assert!(check.stdout.is_empty(), "{}", check.stdout);
}

#[test]
fn what_is_not_mapped_is_nowhere_afterwards() {
    let store = example::copy();
    let shown = of_example(store.path(), &["--show-text", "--format", "diff"]);
    let human = of_example(store.path(), &["--write", "--show-text"]);
    let texts = texts(store.path());
    for private in ["EXAMPLE", "2019-07-06", "06/07/2019"] {
        let is_written = texts.values().any(|text| text.contains(private));
        let is_shown = [&shown, &human]
            .iter()
            .any(|output| output.stdout.contains(private) || output.stderr.contains(private));
        assert!(!is_written && !is_shown, "{private}");
    }
    assert!(texts["children/c-325006/child.yaml"].contains("case-reference: \"LCS-325006\"\n"));
}

#[test]
fn one_refused_row_stops_everything_unless_the_rest_is_asked_for() {
    let store = example::copy();
    let dir = tempfile::tempdir().expect("a folder");
    // Since 9 February in the record.
    let [extract, mapping] = changed(&dir, &[("Plan,09/02/2026", "Plan,10/02/2026")], &[]);
    let before = texts(store.path());
    let stopped = import(store.path(), &extract, &mapping, &["--write"]);
    assert_eq!(stopped.status, 1, "{}", stopped.stderr);
    assert_eq!(texts(store.path()), before);
    assert!(
        stopped.stderr.contains("`--skip-refused`"),
        "{}",
        stopped.stderr
    );
    assert!(
        stopped.stdout.contains(
            "  extract.csv, row 2, column `Start Date`: c-1042: category child-protection-plan: the record says that it began on 2026-02-09, and the extract on 2026-02-10\n      it stands at children/c-1042/child.yaml:14\n"
        ),
        "{}",
        stopped.stdout
    );
    let line = child(store.path(), "c-1042")
        .lines()
        .nth(13)
        .map(str::to_owned);
    assert_eq!(line.as_deref(), Some("  - from: 2026-02-09"));
    let taken = import(
        store.path(),
        &extract,
        &mapping,
        &["--write", "--skip-refused"],
    );
    assert_eq!(taken.status, 1, "{}", taken.stderr);
    assert!(
        taken.stderr.contains("written to 4 files"),
        "{}",
        taken.stderr
    );
    assert_eq!(
        child(store.path(), "c-1042"),
        before["children/c-1042/child.yaml"]
    );
}

#[test]
fn programs_are_told_the_same() {
    let store = example::copy();
    let dir = tempfile::tempdir().expect("a folder");
    let [extract, mapping] = changed(&dir, &[("Plan,09/02/2026", "Plan,soon")], &[]);
    let said = json(&import(
        store.path(),
        &extract,
        &mapping,
        &["--format", "json"],
    ));
    assert_eq!(said["written"], false);
    let counts = &said["counts"];
    for (count, number) in [
        ("rows", 7),
        ("left_out", 1),
        ("new", 1),
        ("changed", 3),
        ("same", 1),
        ("refused", 1),
    ] {
        assert_eq!(counts[count], number, "{count}");
    }
    let refused = &said["refused"][0];
    assert_eq!(
        (&refused["row"], &refused["column"]),
        (&2.into(), &"Start Date".into())
    );
    assert_eq!(refused["value"], Value::Null);
    assert_eq!(refused["record"], "c-1042");
    let shown = json(&import(
        store.path(),
        &extract,
        &mapping,
        &["--format", "json", "--show-text"],
    ));
    assert_eq!(shown["refused"][0]["value"], "soon");
}

#[test]
fn a_mapping_of_who_a_child_is_is_refused_at_its_line() {
    let store = example::copy();
    for (from, to, said) in [
        (
            "case-reference: Person ID",
            "case-reference: Person Name",
            "`Person Name` is a column with a name",
        ),
        (
            "opened: Referral Date",
            "opened: Date of Birth",
            "`Date of Birth` is a column with a date of birth",
        ),
        (
            "worker: Allocated Worker",
            "worker: Person Name",
            "`Person Name` is a column with the name of a child",
        ),
        (
            "category: CiN Status",
            "categry: CiN Status",
            "did you mean `category`?",
        ),
        (
            "Child in Need: child-in-need",
            "Child in Need: child-in-ned",
            "`child-in-ned` is no category in the records here",
        ),
        (
            "  category-from: Start Date\n",
            "",
            "`category` has a column, and its first day, `category-from`, has none",
        ),
        (
            "  worker-from: Allocation start\n",
            "  worker-from: Allocation start\n  worker-to: End\n",
            "`worker-to` is for a history",
        ),
        (
            "of: children",
            "of: workers",
            "an extract of workers gives no `case-reference`",
        ),
        (
            "date-format: dd/mm/yyyy",
            "date-format: dd/mm/yy",
            "is one of: yyyy-mm-dd",
        ),
        (
            "kind: import-mapping\n",
            "kind: import-mapping\nkind: x\n",
            "duplicate-key",
        ),
    ] {
        let dir = tempfile::tempdir().expect("a folder");
        let [extract, mapping] = changed(&dir, &[], &[(from, to)]);
        let output = import(store.path(), &extract, &mapping, &["--write"]);
        assert_eq!(output.status, 2, "{to}: {}", output.stdout);
        assert!(output.stderr.contains(said), "{to}: {}", output.stderr);
        assert!(
            output.stderr.contains("mapping.yaml:") && !output.stderr.contains("1b}"),
            "{to}: {}",
            output.stderr
        );
    }
}

#[test]
fn what_identifies_somebody_is_refused_with_its_row_and_not_repeated() {
    let store = example::copy();
    for (value, said) in [
        ("943 476 5919", "an NHS number"),
        ("9434765919", "an NHS number"),
        ("S60 2AB", "a postcode"),
        ("07700 900123", "a telephone number"),
        (
            "14/03/2015",
            "a day stands where the case reference belongs",
        ),
        ("\"MARSH, Robin\"", "this is no case reference"),
        ("Robin", "this is no case reference"),
    ] {
        let dir = tempfile::tempdir().expect("a folder");
        let [extract, mapping] = changed(&dir, &[("\n325006,", &format!("\n{value},"))], &[]);
        let output = import(store.path(), &extract, &mapping, &["--write"]);
        assert_eq!(output.status, 1, "{value}: {}", output.stdout);
        let place = "extract.csv, row 8, column `Person ID`: ";
        assert!(
            output.stdout.contains(place) && output.stdout.contains(said),
            "{value}: {}",
            output.stdout
        );
        let value = value.trim_matches('"');
        assert!(
            !output.stdout.contains(value) && !output.stderr.contains(value),
            "{value}"
        );
    }
}

#[test]
fn a_word_or_a_name_that_the_mapping_does_not_know_is_refused() {
    let store = example::copy();
    let dir = tempfile::tempdir().expect("a folder");
    let [extract, mapping] = changed(
        &dir,
        &[
            ("Single Assessment", "Early Help"),
            ("BRENNAN Tom", "BRENAN Tom"),
        ],
        &[],
    );
    let output = import(store.path(), &extract, &mapping, &[]);
    assert_eq!(output.status, 1);
    for said in [
        "row 8, column `CiN Status`: c-325006: this is no category that the mapping or the records know",
        "row 6, column `Allocated Worker`: c-1089: nobody of this name is in the mapping's `workers`",
    ] {
        assert!(output.stdout.contains(said), "{said}\n{}", output.stdout);
    }
    assert!(!output.stdout.contains("BRENAN") && !output.stdout.contains("Early Help"));
    let passed = "  Involvement: [Secondary]\n  CiN Status: [Early help]\n";
    let [extract, mapping] = changed(
        &dir,
        &[("Single Assessment", "Early Help")],
        &[("  Involvement: [Secondary]\n", passed)],
    );
    let output = import(store.path(), &extract, &mapping, &[]);
    assert!(
        output.status == 0 && output.stdout.contains("2 rows left out by the mapping"),
        "{}",
        output.stdout
    );
}

#[test]
fn an_absent_child_is_named_and_keeps_its_worker_unless_the_mapping_says_otherwise() {
    let store = example::copy();
    let dir = tempfile::tempdir().expect("a folder");
    let end = [("absent: leave-alone", "absent: end-allocation")];
    let [extract, mapping] = changed(&dir, &[], &end);
    let output = import(store.path(), &extract, &mapping, &["--write"]);
    assert_eq!(output.status, 0, "{}", output.stdout);
    assert!(
        output.stdout.contains("  c-1043: allocation to jo-field since 2025-09-08 ends 2026-11-02: the child is not in the extract\n"),
        "{}",
        output.stdout
    );
    assert!(
        child(store.path(), "c-1043")
            .contains("  - from: 2025-09-08\n    to: 2026-11-02\n    worker: jo-field\n")
    );
    let once = texts(store.path());
    let again = import(store.path(), &extract, &mapping, &["--write"]);
    assert!(
        again.status == 0 && again.stderr.contains("nothing to write"),
        "{}",
        again.stderr
    );
    assert_eq!(texts(store.path()), once);
    // A row that could not be taken may be the child's who seems absent.
    let store = example::copy();
    let [extract, mapping] = changed(&dir, &[("\n318842,", "\nnobody,")], &end);
    let output = import(
        store.path(),
        &extract,
        &mapping,
        &["--write", "--skip-refused"],
    );
    assert_eq!(output.status, 1, "{}", output.stdout);
    assert!(
        output
            .stdout
            .contains("  c-1043: not in the extract; allocation to jo-field since 2025-09-08\n")
    );
    assert!(!child(store.path(), "c-1043").contains("to: 2026-11-02"));
}

#[test]
fn a_workbook_made_by_another_program_is_read_with_its_days() {
    // Made by openpyxl 3.1: a hidden first sheet, two rows of titles, days as numbers with a form for days, one day as text, one as a
    // number that looks like any other, a formula that was never reckoned, and an empty row.
    let store = example::copy();
    let dir = tempfile::tempdir().expect("a folder");
    let [_, mapping] = changed(
        &dir,
        &[],
        &[("of: children", "heading-row: 3\nof: children")],
    );
    let workbook = Path::new("tests/integration/import/children.xlsx");
    let output = import(store.path(), workbook, &mapping, &["--sheet", "Open cases"]);
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    for line in [
        "  c-325006: opened on 2026-10-28; category assessment from 2026-10-28; allocation to jo-field from 2026-10-28\n      in children/c-325006/child.yaml, by row 7\n",
        "  c-1055: category child-in-need since 2025-11-03 ends 2026-10-25; category child-protection-plan from 2026-10-26\n      in children/c-1055/child.yaml, by row 5\n",
        "3 rows, 1 record new, 1 changed, 1 the same, 0 rows refused",
    ] {
        assert!(output.stdout.contains(line), "{line}\n{}", output.stdout);
    }
    let first = import(store.path(), workbook, &mapping, &[]);
    assert_eq!(
        first.stdout, output.stdout,
        "the first sheet that is not hidden"
    );
    let other = import(store.path(), workbook, &mapping, &["--sheet", "Closed"]);
    assert!(
        other.status == 2 && other.stderr.contains("its sheets are: Notes, Open cases"),
        "{}",
        other.stderr
    );
}

#[test]
fn the_example_mapping_is_printed_and_its_schema_is_shown() {
    let printed = Supervision::new(["import", "--example-mapping"]).run();
    assert_eq!(printed.status, 0);
    assert_eq!(
        printed.stdout,
        fs::read_to_string(MAPPING).expect("the example")
    );
    let schema = Supervision::new(["schema", "import-mapping"]).run();
    assert_eq!(
        schema.stdout,
        include_str!("../../../schemas/import-mapping.schema.json")
    );
    let neither = Supervision::new(["import"]).run();
    assert!(
        neither.status == 2 && neither.stderr.contains("--map"),
        "{}",
        neither.stderr
    );
}
