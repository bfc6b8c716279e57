//! `supervision report` from outside.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use crate::support::canaries::CANARY_STORE;
use crate::support::example;
use crate::support::published;
use crate::support::run::{Output, Supervision};
use crate::support::store::StoreBuilder;

const SCHEMA: &str = include_str!("../../../schemas/output/timeliness.schema.json");
const QUARTER: [&str; 4] = ["--from", "2026-04-01", "--to", "2026-06-30"];

fn timeliness(store: &Path, args: &[&str]) -> Output {
    let store = store.to_str().expect("a path");
    let call = ["report", "timeliness", "--store", store];
    Supervision::new(call.iter().chain(args).copied()).run()
}

fn of_example(args: &[&str]) -> Output {
    timeliness(Path::new("records-example"), args)
}

/// The example with three faults: a session of Amira Shah's is not there, Tom Brennan's first two after his return are not there,
/// and one of Jo Field's cannot be read.
fn faulty() -> tempfile::TempDir {
    let store = example::copy();
    for session in [
        "amira-shah/3-supervision/2026-05-26",
        "tom-brennan/3-supervision/2026-06-16",
        "tom-brennan/3-supervision/2026-06-17",
    ] {
        let path = store.path().join(format!("workers/{session}.md"));
        std::fs::remove_file(path).expect("there was such a session");
    }
    let path = "workers/jo-field/3-supervision/2026-06-03.md";
    example::edit(store.path(), path, "status:", "status: hold");
    store
}

fn json(output: &Output) -> Value {
    assert_eq!(output.status, 0, "{}", output.stderr);
    published::json(&output.stdout, SCHEMA)
}

/// Figures as "kind asked: in time of due, late, not done, reason number".
fn said(figures: &Value) -> Vec<String> {
    let figures = figures.as_array().expect("a list").iter();
    figures
        .map(|figure| {
            let mut words = format!(
                "{} {}: {} of {}, {} late, {} not done",
                figure["kind"].as_str().expect("a kind"),
                figure["asked"].as_str().expect("a strength"),
                figure["in_time"],
                figure["due"],
                figure["late"],
                figure["not_done"]
            );
            for (reason, many) in figure["not_counted"].as_object().expect("reasons") {
                words += &format!(", {reason} {many}");
            }
            words
        })
        .collect()
}

/// How many there are of each name.
type Many<'a> = BTreeMap<&'a str, usize>;

/// The figures again, reckoned from rows of kind, strength, outcome and reason.
fn reckoned<'a>(rows: impl IntoIterator<Item = [&'a str; 4]>) -> BTreeSet<String> {
    let mut figures: BTreeMap<(&str, &str), (Many<'_>, Many<'_>)> = BTreeMap::new();
    for [kind, asked, outcome, reason] in rows {
        let (outcomes, reasons) = figures.entry((kind, asked)).or_default();
        match outcome {
            "not-counted" => *reasons.entry(reason).or_insert(0) += 1,
            outcome => *outcomes.entry(outcome).or_insert(0) += 1,
        }
    }
    let said = figures.iter().map(|((kind, asked), (outcomes, reasons))| {
        let many = |outcome: &str| outcomes.get(outcome).copied().unwrap_or(0);
        let due: usize = outcomes.values().sum();
        let mut words = format!(
            "{kind} {asked}: {} of {due}, {} late, {} not done",
            many("in-time"),
            many("late"),
            many("not-done")
        );
        for (reason, many) in reasons {
            words += &format!(", {reason} {many}");
        }
        words
    });
    said.collect()
}

#[test]
fn json_follows_its_published_schema_and_each_figure_is_the_sum_of_what_stands_behind_it() {
    let store = faulty();
    for by in ["worker", "team", "supervisor"] {
        let args = [&QUARTER[..], &["--by", by, "--format", "json"]].concat();
        let json = json(&timeliness(store.path(), &args));
        let all = json["obligations"].as_array().expect("a list");
        let rows = |name: Option<Option<&str>>| -> BTreeSet<String> {
            let theirs = all
                .iter()
                .filter(|one| name.is_none_or(|name| one[by].as_str() == name));
            reckoned(theirs.map(|one| {
                ["kind", "asked", "outcome", "not_counted"]
                    .map(|field| one[field].as_str().unwrap_or_default())
            }))
        };
        let total: BTreeSet<String> = said(&json["total"]).into_iter().collect();
        assert_eq!(total, rows(None));
        let groups = json["groups"].as_array().expect("groups");
        assert!(groups.len() > 1, "by {by}");
        for group in groups {
            let figures: BTreeSet<String> = said(&group["figures"]).into_iter().collect();
            assert_eq!(
                figures,
                rows(Some(group["name"].as_str())),
                "{}",
                group["name"]
            );
        }
    }
}

#[test]
fn every_record_behind_a_figure_is_there() {
    let store = faulty();
    let args = [&QUARTER[..], &["--format", "json"]].concat();
    let json = json(&timeliness(store.path(), &args));
    let mut seen = 0;
    for one in json["obligations"].as_array().expect("a list") {
        for place in [&one["done"], &one["counted_from"]] {
            let Some(path) = place["path"].as_str() else {
                continue;
            };
            let text = std::fs::read_to_string(store.path().join(path)).expect(path);
            let date = place["date"].as_str().expect("a day");
            seen += 1;
            assert!(text.contains(date), "{path} says nothing of {date}");
        }
        let is_in_time = one["outcome"] == "in-time";
        assert_eq!(
            one["done"]["path"].is_string() && one["days_late"].is_null(),
            is_in_time,
            "{one}"
        );
        if is_in_time {
            assert!(one["done"]["date"].as_str() <= one["due"].as_str(), "{one}");
        }
    }
    assert!(seen > 80, "{seen}");
}

#[test]
fn c4_r8_a_careful_person_finds_the_same_misses_in_the_example_with_three_faults() {
    // Amira's sessions are every four weeks: 28 April + 28 days = 26 May, held on 23 June. Her cases on a child protection plan
    // or in care are due with it. Tom was back on 15 June, so his was to be on the 22nd, and was held on 13 July (8 days of June
    // and 13). Jo's, a month after 6 May, was due on 6 June; what the record of 3 June says cannot be
    // read, so neither that nor what was due of Jo's cases by then is counted.
    let store = faulty();
    let args = [&QUARTER[..], &["--format", "json"]].concat();
    let json = json(&timeliness(store.path(), &args));
    let all = json["obligations"].as_array().expect("a list");
    let sessions = all
        .iter()
        .filter(|one| one["kind"] == "worker-session" && one["outcome"] != "in-time");
    let sessions: Vec<String> = sessions
        .map(|one| {
            format!(
                "{} {} {} {}",
                one["due"], one["worker"], one["outcome"], one["days_late"]
            )
        })
        .collect();
    assert_eq!(
        sessions,
        [
            r#""2026-05-26" "amira-shah" "late" 28"#,
            r#""2026-06-06" "jo-field" "not-counted" null"#,
            r#""2026-06-22" "tom-brennan" "late" 21"#,
        ]
    );
    let untold: BTreeSet<&str> = all
        .iter()
        .filter(|one| one["not_counted"] == "cannot-tell")
        .filter_map(|one| one["worker"].as_str())
        .collect();
    assert_eq!(untold, BTreeSet::from(["jo-field"]));
    let caveats = json["caveats"].as_array().expect("a list");
    assert!(
        caveats[0]
            .as_str()
            .is_some_and(|text| text.contains("1 record could not be read"))
    );
}

#[test]
fn the_example_is_in_time_throughout() {
    let args = [
        "--from",
        "2025-09-01",
        "--to",
        "2026-11-02",
        "--format",
        "json",
    ];
    let json = json(&of_example(&args));
    let missed = json["obligations"].as_array().expect("a list").iter();
    let missed: Vec<&Value> = missed
        .filter(|one| one["outcome"] == "late" || one["outcome"] == "not-done")
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
    let kinds = json["total"].as_array().expect("a list").iter();
    let kinds: BTreeSet<&str> = kinds.filter_map(|figure| figure["kind"].as_str()).collect();
    assert_eq!(kinds.len(), 6, "something of each kind fell due: {kinds:?}");
}

#[test]
fn a_team_manager_reads_the_figures_first_and_then_each_miss_with_its_record() {
    let store = faulty();
    let page = timeliness(store.path(), &[&QUARTER[..], &["--by", "worker"]].concat());
    assert_eq!(page.status, 0, "{}", page.stderr);
    let lines: Vec<String> = page
        .stdout
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let place = |start: &str| {
        let found = lines.iter().position(|line| line.starts_with(start));
        found.unwrap_or_else(|| panic!("no line begins with {start:?} in\n{}", page.stdout))
    };
    let places = [
        "Timeliness of supervision, 1 April 2026 to 30 June 2026",
        "1 record could not be read",
        "In total",
        "Supervision sessions 11 of 13 84% 2 - 1",
        "In time, by worker",
        "amira-shah 1 of 2",
        "Missed (",
        "2026-05-26 amira-shah supervision session 28 days late amira-shah/3-supervision/2026-06-23",
        "Not counted (",
        "2026-06-06 jo-field supervision session it cannot be told",
        "In time means on or before the due date",
    ]
    .map(place);
    assert!(places.is_sorted(), "{places:?}");
    assert!(page.stderr.contains("supervision check"), "{}", page.stderr);
}

#[test]
fn one_worker_team_or_supervisor_is_picked_out() {
    let all = json(&of_example(&[&QUARTER[..], &["--format", "json"]].concat()));
    let all = all["obligations"].as_array().expect("a list");
    for (option, field, id) in [
        ("--worker", "worker", "jo-field"),
        ("--team", "team", "family-safeguarding-east"),
        ("--supervisor", "supervisor", "helen-marsh"),
    ] {
        let args = [&QUARTER[..], &[option, id, "--format", "json"]].concat();
        let some = json(&of_example(&args));
        let expected: Vec<&Value> = all.iter().filter(|one| one[field] == id).collect();
        let found: Vec<&Value> = some["obligations"]
            .as_array()
            .expect("a list")
            .iter()
            .collect();
        assert!(
            !expected.is_empty() && expected.len() < all.len(),
            "{option}"
        );
        assert_eq!(found, expected, "{option}");
        assert_eq!(some["only"][field], id);
    }
}

#[test]
fn a_period_that_cannot_be_and_a_name_that_nobody_has_are_slips() {
    let refused = |args: &[&str], said: &str| {
        let output = of_example(args);
        assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{args:?}");
        assert!(output.stderr.contains(said), "{}", output.stderr);
    };
    refused(
        &["--from", "2026-10-01", "--to", "2026-12-31"],
        "use --to 2026-11-02 for the period so far",
    );
    refused(
        &["--from", "2026-06-30", "--to", "2026-04-01"],
        "before it begins",
    );
    refused(&["--from", "2026-04-01"], "--to");
    let with = |extra: [&'static str; 2]| [&QUARTER[..], &extra].concat();
    refused(&with(["--worker", "jo-feild"]), "did you mean `jo-field`?");
    refused(&with(["--team", "east"]), "family-safeguarding-east");
    refused(
        &with(["--supervisor", "sam-okor"]),
        "did you mean `sam-okoro`?",
    );
}

#[test]
fn a_spreadsheet_gets_a_row_for_each_and_can_reckon_every_figure_again() {
    let store = faulty();
    let output = timeliness(store.path(), &[&QUARTER[..], &["--format", "csv"]].concat());
    assert!(output.stdout.ends_with("\r\n"));
    let mut table = csv::Reader::from_reader(output.stdout.as_bytes());
    let heads: Vec<String> = table
        .headers()
        .expect("a row of heads")
        .iter()
        .map(str::to_owned)
        .collect();
    assert_eq!(
        heads.join(","),
        "kind,asked,worker,team,supervisor,child,due,outcome,done,days_late,not_counted,not_counted_because,counted_from,counted_from_path,done_path,rule,clauses,asked_by,note"
    );
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    let column = |name: &str| {
        heads
            .iter()
            .position(|head| head == name)
            .expect("a column")
    };
    let fields = ["kind", "asked", "outcome", "not_counted"].map(column);
    let figures = reckoned(rows.iter().map(|row| fields.map(|field| &row[field])));
    let args = [&QUARTER[..], &["--format", "json"]].concat();
    let json = json(&timeliness(store.path(), &args));
    assert_eq!(figures, said(&json["total"]).into_iter().collect());
}

#[test]
fn no_cell_is_a_formula_and_no_page_holds_more_than_it_should() {
    let files = [
        (
            "supervision.yaml",
            "kind: store\nformat: 1\nid: north\norganisation: '<script>x</script>'\nmarking: OFFICIAL\npolicies:\n  - pack: own\n    from: 2000-01-01\n",
        ),
        (
            "policies/own.yaml",
            "kind: policy-pack\nformat: 1\nid: own\ntitle: \"=cmd|' /C calc'!A0\"\npublisher: P\ndocument: D\nclauses:\n  - id: X1\n    source: \"@SUM(1)\"\n    summary: often\nsupervision:\n  - id: often\n    clauses: [X1]\n    summary: \"often;=1+1 <img src=x>\"\n    every: {weeks: 4}\n",
        ),
        (
            "workers/jo-field/worker.yaml",
            "kind: worker\nformat: 1\nid: jo-field\nemployment:\n  - from: 2026-01-05\n    role: social-worker\n    team: east\n    basis: permanent\n    hours: 37\nline-managers:\n  - from: 2026-01-05\n    person: jo-field\n",
        ),
    ];
    let store = StoreBuilder::new().commit("a store", &files).build();
    let run = |format| {
        let args = [
            "--from",
            "2026-01-01",
            "--to",
            "2026-03-02",
            "--as-of",
            "2026-03-02",
            "--format",
            format,
        ];
        timeliness(&store.dir(), &args).stdout
    };
    let table = run("csv");
    let mut table = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 1);
    assert!(
        rows[0].iter().any(|cell| cell.starts_with("'=cmd")),
        "{rows:?}"
    );
    for cell in &rows[0] {
        for piece in cell.split([',', ';', '|']) {
            assert!(
                !piece.trim_start().starts_with(['=', '+', '-', '@']),
                "{cell}"
            );
        }
    }
    let page = Html::parse_document(&run("html"));
    let count = |wanted: &str| {
        page.select(&Selector::parse(wanted).expect("a selector"))
            .count()
    };
    assert_eq!((count("script"), count("img"), count("svg")), (0, 0, 1));
}

fn only<'a>(page: &'a Html, wanted: &str) -> ElementRef<'a> {
    let selector = Selector::parse(wanted).expect("a selector");
    let found: Vec<ElementRef<'_>> = page.select(&selector).collect();
    assert_eq!(found.len(), 1, "{wanted}");
    found[0]
}

fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_page_is_complete_in_itself_and_its_picture_says_what_the_table_says() {
    let store = faulty();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("timeliness.html");
    let path = path.to_str().expect("a path");
    let args = [
        &QUARTER[..],
        &["--by", "team", "--format", "html", "-o", path],
    ]
    .concat();
    let output = timeliness(store.path(), &args);
    assert_eq!(
        (output.status, output.stdout.as_str()),
        (0, ""),
        "{}",
        output.stderr
    );
    let text = std::fs::read_to_string(path).expect("written");
    let page = Html::parse_document(&text);
    assert_eq!(only(&page, "html").attr("lang"), Some("en-GB"));
    let title = "Timeliness of supervision, 1 April 2026 to 30 June 2026";
    assert_eq!(
        (
            words(only(&page, "title:not(svg title)")),
            words(only(&page, "h1"))
        ),
        (title.to_owned(), title.to_owned())
    );
    let policy = only(&page, "meta[http-equiv='Content-Security-Policy']");
    assert!(
        policy
            .attr("content")
            .is_some_and(|policy| policy.starts_with("default-src 'none'"))
    );
    for wanted in [
        "script",
        "link",
        "img",
        "iframe",
        "[src]",
        "[onclick]",
        "style[src]",
    ] {
        let selector = Selector::parse(wanted).expect("a selector");
        assert_eq!(page.select(&selector).count(), 0, "{wanted}");
    }
    assert!(
        !text
            .replace("http://www.w3.org/2000/svg", "")
            .contains("://")
    );
    let tables = Selector::parse("table").expect("a selector");
    let tables: Vec<ElementRef<'_>> = page.select(&tables).collect();
    assert_eq!(tables.len(), 4, "in total, by team, missed, not counted");
    let (caption, head) = (
        Selector::parse("caption").expect("a selector"),
        Selector::parse("thead th").expect("a selector"),
    );
    for table in &tables {
        assert_eq!(table.select(&caption).count(), 1);
        assert!(
            table
                .select(&head)
                .all(|head| head.attr("scope") == Some("col"))
        );
    }
    let svg = only(&page, "svg");
    assert_eq!(svg.attr("role"), Some("img"));
    let labels = svg.attr("aria-labelledby").expect("labels");
    let description = labels
        .split(' ')
        .map(|id| words(only(&page, &format!("#{id}"))));
    let description = description.collect::<Vec<_>>().join(" ");
    let rows = Selector::parse("tbody tr").expect("a selector");
    let cells = Selector::parse("td").expect("a selector");
    let drawn = words(svg);
    let mut seen = 0;
    for row in tables[0].select(&rows) {
        let row: Vec<String> = row.select(&cells).map(words).collect();
        let figure = format!("{} ({})", row[1], row[2]);
        for place in [&description, &drawn] {
            assert!(
                place.contains(&row[0]) && place.contains(&figure),
                "{row:?} in {place}"
            );
        }
        seen += 1;
    }
    assert!(seen >= 3, "{seen}");
}

#[test]
fn r10_nobodys_own_words_stand_in_a_report() {
    let files: Vec<(&str, String)> = CANARY_STORE
        .iter()
        .map(|(path, text)| (*path, text.replace("CANARYteam", "north")))
        .collect();
    let store = StoreBuilder::new().commit("a store", &files).build();
    for format in ["human", "csv", "json", "html"] {
        let args = [
            "--from",
            "2025-01-01",
            "--to",
            "2026-03-31",
            "--as-of",
            "2026-03-31",
            "--by",
            "worker",
            "--format",
            format,
        ];
        let output = timeliness(&store.dir(), &args);
        assert_eq!(output.status, 0, "{}", output.stderr);
        // The session of that day stands behind a figure, and is named where the records are.
        let names_records = matches!(format, "csv" | "json");
        let names_it = output.stdout.contains("jo/3-supervision/2026-02-10.md");
        assert_eq!(names_it, names_records, "{format}: {}", output.stdout);
        for word in ["CANARY", "Sparrow", "Raven"] {
            assert!(!output.stdout.contains(word), "{format}: {word}");
        }
    }
}
