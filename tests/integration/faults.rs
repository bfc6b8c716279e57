//! `tests/stores/faults`: a store with one fault of each kind, so that each finding can be seen, in its place and its words.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::codes::codes_of_the_source;
use crate::support::literate::files_below;
use crate::support::run::Supervision;

/// Every finding of the store, in order: code, path, line, and the text that is marked (of several lines, the first).
const TABLE: &[(&str, &str, usize, &str)] = &[
    (
        "note-copied",
        "children/c-202/supervision/2026-02-10-bea-stone.md",
        22,
        "He is up before anybody else, makes the breakfast for the little ones and waits at the window until the bus comes.",
    ),
    (
        "part-misplaced",
        "children/c-203/supervision/2026-02-10-cal-frost.md",
        36,
        "## Reflection and impact",
    ),
    (
        "first-consideration-overdue",
        "children/c-204/child.yaml",
        10,
        "2026-01-31",
    ),
    (
        "worker-words-copied",
        "children/c-205/supervision/2026-02-10-eli-brook.md",
        34,
        "She dreads the visits on Thursdays, has slept badly since the one in January and would rather not go there alone for now.",
    ),
    (
        "other-child-named",
        "children/c-301/supervision/2026-02-10-fay-hill.md",
        18,
        "c-302",
    ),
    (
        "note-without-session",
        "children/c-301/supervision/2026-02-17-fay-hill.md",
        8,
        "2026-02-17",
    ),
    (
        "note-not-entered",
        "children/c-305/supervision/2026-02-10-fay-hill.md",
        9,
        "2026-02-10",
    ),
    (
        "category-differs",
        "children/c-306/supervision/2026-02-10-fay-hill.md",
        11,
        "child-protection-plan",
    ),
    (
        "personal-identifier",
        "children/c-309/supervision/2026-02-10-fay-hill.md",
        18,
        "S60 2AB",
    ),
    (
        "category-unknown",
        "children/c-401/child.yaml",
        8,
        "child-in-limbo",
    ),
    ("periods-gap", "children/c-402/child.yaml", 9, "2026-02-26"),
    (
        "period-backwards",
        "children/c-403/child.yaml",
        10,
        "2026-02-23",
    ),
    (
        "worker-unknown",
        "children/c-404/child.yaml",
        10,
        "gone-away",
    ),
    (
        "case-deadline-missed",
        "children/c-406/child.yaml",
        7,
        "2026-02-27",
    ),
    (
        "retention-over",
        "children/c-407/child.yaml",
        7,
        "2020-01-10",
    ),
    (
        "decision-not-revisited",
        "children/c-501/decisions/2026-01-20.md",
        12,
        "2026-02-20",
    ),
    (
        "risk-not-carried",
        "children/c-502/supervision/2026-02-24-lou-perry.md",
        8,
        "2026-02-24",
    ),
    (
        "signing-key-unfit",
        "people/hal-quinn.yaml",
        9,
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
    ),
    (
        "signing-key-shared",
        "people/lou-perry.yaml",
        9,
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGwdvvOJ8DjF+K20BxqK01oJps2hZvWhPWIoWJNs5cpJ team",
    ),
    ("periods-overlap", "people/ola-reid.yaml", 8, "2022-06-30"),
    ("role-unknown", "people/una-voss.yaml", 7, "court-wizard"),
    (
        "rule-unknown",
        "policies/eastvale-loose.yaml",
        10,
        "fortnightly-for-all",
    ),
    (
        "overlay-loosens",
        "policies/eastvale-loose.yaml",
        12,
        "asye-first-six-weeks",
    ),
    (
        "pack-unreadable",
        "policies/eastvale-old.yaml",
        14,
        "5000000000",
    ),
    (
        "pack-beneath-missing",
        "policies/eastvale-orphan.yaml",
        8,
        "eastvale-2012",
    ),
    ("clause-unknown", "policies/eastvale-pilot.yaml", 11, "E2"),
    ("pack-unknown", "supervision.yaml", 15, "eastvale-2019"),
    ("acceptance-unused", "supervision.yaml", 21, "access-untold"),
    ("finding-unknown", "supervision.yaml", 23, "warning"),
    ("template-unknown", "templates/render/case-notes.md", 1, ""),
    (
        "template-unusable",
        "templates/render/child.md",
        4,
        "case.referense",
    ),
    (
        "string-unknown",
        "templates/render/strings.yaml",
        3,
        "sign-of",
    ),
    (
        "string-unusable",
        "templates/render/strings.yaml",
        4,
        "\"{title} of the {day}\"",
    ),
    (
        "check-expired",
        "workers/ann-lowe/1-checklist/checklist.yaml",
        10,
        "2026-02-28",
    ),
    (
        "history-undiscussed",
        "workers/ann-lowe/2-agreement-and-history/2026-01-12-history.md",
        7,
        "2026-01-12",
    ),
    (
        "session-in-future",
        "workers/ann-lowe/3-supervision/2026-03-20.md",
        7,
        "2026-03-20",
    ),
    (
        "access-untold",
        "workers/ann-lowe/8-miscellaneous/2026-02-16-access.yaml",
        5,
        "2026-02-16",
    ),
    (
        "agreement-missing",
        "workers/ann-lowe/worker.yaml",
        8,
        "sam-okoro",
    ),
    (
        "agreement-unsigned",
        "workers/bea-stone/2-agreement-and-history/2026-01-12-agreement.md",
        7,
        "2026-01-12",
    ),
    (
        "recorded-before-session",
        "workers/bea-stone/3-supervision/2026-02-10.md",
        24,
        "2026-02-09",
    ),
    (
        "checklist-missing",
        "workers/bea-stone/worker.yaml",
        4,
        "bea-stone",
    ),
    (
        "renewal-overdue",
        "workers/cal-frost/1-checklist/checklist.yaml",
        5,
        "2022-02-14",
    ),
    (
        "agreement-half-signed",
        "workers/cal-frost/2-agreement-and-history/2026-01-12-agreement.md",
        5,
        "cal-frost",
    ),
    (
        "reflection-missing",
        "workers/cal-frost/3-supervision/2026-02-10.md",
        7,
        "2026-02-10",
    ),
    (
        "sessions-at-once",
        "workers/cal-frost/3-supervision/2026-02-10.md",
        9,
        "\"10:30\"",
    ),
    (
        "day-in-future",
        "workers/cal-frost/8-miscellaneous/2026-03-09-note.md",
        6,
        "2026-03-09",
    ),
    (
        "agreement-changed-after-signing",
        "workers/dee-moss/2-agreement-and-history/2026-01-12-agreement.md",
        7,
        "2026-01-12",
    ),
    (
        "before-employment",
        "workers/dee-moss/3-supervision/2026-01-06.md",
        7,
        "2026-01-06",
    ),
    (
        "session-overdue",
        "workers/dee-moss/3-supervision/2026-01-30.md",
        7,
        "2026-01-30",
    ),
    (
        "session-too-short",
        "workers/dee-moss/3-supervision/2026-01-30.md",
        10,
        "45",
    ),
    (
        "milestone-missed",
        "workers/dee-moss/worker.yaml",
        7,
        "2026-02-16",
    ),
    (
        "agreement-looser-than-policy",
        "workers/eli-brook/2-agreement-and-history/2026-01-12-agreement.md",
        10,
        "{weeks: 6}",
    ),
    (
        "mentor-without-arrangement",
        "workers/eli-brook/3-supervision/2026-02-17.md",
        6,
        "mei-lin-carter",
    ),
    (
        "history-missing",
        "workers/eli-brook/worker.yaml",
        8,
        "sam-okoro",
    ),
    (
        "days-out-of-order",
        "workers/fay-hill/1-checklist/checklist.yaml",
        5,
        "2025-11-12",
    ),
    (
        "agreement-review-overdue",
        "workers/fay-hill/2-agreement-and-history/2025-02-03-agreement.md",
        7,
        "2025-02-03",
    ),
    (
        "case-unaccounted-for",
        "workers/fay-hill/3-supervision/2026-02-10.md",
        7,
        "2026-02-10",
    ),
    (
        "case-acknowledged-by-one",
        "workers/fay-hill/3-supervision/2026-02-10.md",
        26,
        "supervisor",
    ),
    (
        "next-discussion-missing",
        "workers/fay-hill/3-supervision/2026-02-10.md",
        31,
        "acknowledged",
    ),
    (
        "full-discussion-skipped",
        "workers/fay-hill/3-supervision/2026-02-10.md",
        36,
        "acknowledged",
    ),
    (
        "stable-with-concern",
        "workers/fay-hill/3-supervision/2026-02-10.md",
        44,
        "true",
    ),
    (
        "last-visit-missing",
        "workers/fay-hill/3-supervision/2026-02-10.md",
        47,
        "c-306",
    ),
    (
        "note-missing",
        "workers/fay-hill/3-supervision/2026-02-10.md",
        53,
        "full",
    ),
    (
        "discussion-overdue",
        "workers/fay-hill/3-supervision/2026-02-10.md",
        63,
        "2026-02-20",
    ),
    (
        "interval-unauthorised",
        "workers/fay-hill/3-supervision/2026-02-10.md",
        70,
        "8",
    ),
    (
        "case-not-held",
        "workers/fay-hill/3-supervision/2026-02-10.md",
        71,
        "c-201",
    ),
    (
        "child-unknown",
        "workers/fay-hill/3-supervision/2026-02-10.md",
        77,
        "c-999",
    ),
    (
        "action-unknown",
        "workers/fay-hill/3-supervision/2026-02-10.md",
        90,
        "fay-hill-2026-01-05-9",
    ),
    (
        "action-overdue",
        "workers/fay-hill/3-supervision/2026-02-10.md",
        92,
        "2026-02-20",
    ),
    (
        "person-unknown",
        "workers/fay-hill/3-supervision/2026-02-10.md",
        93,
        "fay-hil",
    ),
    (
        "action-twice",
        "workers/fay-hill/3-supervision/2026-02-10.md",
        94,
        "fay-hill-2026-02-10-2",
    ),
    (
        "case-cannot-be-judged",
        "workers/gil-wood/worker.yaml",
        6,
        "social-worker",
    ),
    (
        "confirmed-after-signing",
        "workers/hal-quinn/2-agreement-and-history/2026-01-12-agreement.md",
        14,
        "2026-01-15",
    ),
    (
        "addendum-by-another",
        "workers/hal-quinn/3-supervision/2026-02-11-addendum-1.md",
        7,
        "una-voss",
    ),
    (
        "addendum-astray",
        "workers/hal-quinn/3-supervision/2026-02-12-addendum-1.md",
        5,
        "hal-quinn/3-supervision/2026-02-12",
    ),
    (
        "addendum-before-record",
        "workers/hal-quinn/3-supervision/2026-02-18-addendum-1.md",
        6,
        "2026-02-16",
    ),
    (
        "mentor-beyond-share",
        "workers/hal-quinn/3-supervision/2026-02-25.md",
        6,
        "mei-lin-carter",
    ),
    (
        "agreement-late",
        "workers/ivy-marsh/2-agreement-and-history/2026-02-02-agreement.md",
        7,
        "2026-02-02",
    ),
    (
        "session-held-by-another",
        "workers/ivy-marsh/3-supervision/2026-02-11.md",
        6,
        "mei-lin-carter",
    ),
    (
        "session-not-replaced",
        "workers/ivy-marsh/3-supervision/2026-02-25.md",
        9,
        "cancelled",
    ),
    (
        "sessions-cancelled-running",
        "workers/kit-lane/3-supervision/2026-02-24.md",
        9,
        "cancelled",
    ),
    (
        "signature-missing",
        "workers/lou-perry/3-supervision/2025-12-15.md",
        6,
        "sam-okoro",
    ),
    (
        "signature-unproven",
        "workers/lou-perry/3-supervision/2026-01-05.md",
        6,
        "sam-okoro",
    ),
    (
        "dispute-left-open",
        "workers/lou-perry/3-supervision/2026-01-19.md",
        31,
        "2026-01-20",
    ),
    (
        "dispute-without-outcome",
        "workers/lou-perry/3-supervision/2026-02-02.md",
        33,
        "2026-02-16",
    ),
    (
        "signature-by-other-key",
        "workers/lou-perry/3-supervision/2026-02-16.md",
        6,
        "sam-okoro",
    ),
    (
        "action-passed-over",
        "workers/lou-perry/3-supervision/2026-02-24.md",
        7,
        "2026-02-24",
    ),
    (
        "agenda-missing",
        "workers/lou-perry/3-supervision/2026-02-24.md",
        7,
        "2026-02-24",
    ),
    (
        "case-drifting",
        "workers/lou-perry/3-supervision/2026-02-24.md",
        16,
        "acknowledged",
    ),
    (
        "sign-off-astray",
        "workers/lou-perry/3-supervision/signoffs/2026-01-19/1-supervisor.sig",
        1,
        "",
    ),
    (
        "record-changed-after-signing",
        "workers/max-reed/3-supervision/2025-10-01.md",
        7,
        "2025-10-01",
    ),
    (
        "signed-without-standing",
        "workers/max-reed/3-supervision/2025-10-29.md",
        5,
        "max-reed",
    ),
    (
        "signed-for-both-sides",
        "workers/max-reed/3-supervision/2025-10-29.md",
        6,
        "sam-okoro",
    ),
    (
        "comment-not-as-signed",
        "workers/max-reed/3-supervision/2025-11-26.md",
        5,
        "max-reed",
    ),
    (
        "recorded-late",
        "workers/max-reed/3-supervision/2025-12-22.md",
        19,
        "2025-12-30",
    ),
    (
        "action-carried-often",
        "workers/max-reed/3-supervision/2026-01-20.md",
        18,
        "carried",
    ),
    (
        "session-too-long",
        "workers/max-reed/3-supervision/2026-02-17.md",
        10,
        "150",
    ),
    (
        "agenda-one-sided",
        "workers/max-reed/3-supervision/2026-02-17.md",
        15,
        "supervisor",
    ),
    (
        "dispute-referred-to-party",
        "workers/max-reed/3-supervision/2026-02-17.md",
        23,
        "sam-okoro",
    ),
    (
        "element-left-out",
        "workers/max-reed/3-supervision/2026-02-17.md",
        39,
        "## Personal support",
    ),
    (
        "looser-agreement-untold",
        "workers/nia-cole/2-agreement-and-history/2026-01-12-agreement.md",
        15,
        "2026-01-12",
    ),
    (
        "record-overdue",
        "workers/nia-cole/3-supervision/2026-02-13.md",
        7,
        "2026-02-13",
    ),
    (
        "appraisal-overdue",
        "workers/nia-cole/worker.yaml",
        6,
        "2026-01-12",
    ),
    (
        "audit-overdue",
        "workers/nia-cole/worker.yaml",
        6,
        "2026-01-12",
    ),
    ("cpd-short", "workers/nia-cole/worker.yaml", 6, "2026-01-12"),
    (
        "sign-off-unreadable",
        "workers/pat-broken/2-agreement-and-history/signoffs/2026-01-05-agreement/1-supervisor.st",
        1,
        "# fault: sign-off-unreadable",
    ),
    (
        "yaml-syntax",
        "workers/pat-broken/3-supervision/2026-01-01.md",
        7,
        "\t",
    ),
    (
        "duplicate-key",
        "workers/pat-broken/3-supervision/2026-01-02.md",
        6,
        "worker",
    ),
    (
        "unresolved-conflict",
        "workers/pat-broken/3-supervision/2026-01-03.md",
        6,
        "<<<<<<< HEAD",
    ),
    (
        "not-text",
        "workers/pat-broken/3-supervision/2026-01-04.md",
        6,
        "",
    ),
    (
        "front-matter-missing",
        "workers/pat-broken/3-supervision/2026-01-05.md",
        1,
        "# fault: front-matter-missing",
    ),
    (
        "kind-missing",
        "workers/pat-broken/3-supervision/2026-01-06.md",
        2,
        "",
    ),
    (
        "kind-unknown",
        "workers/pat-broken/3-supervision/2026-01-07.md",
        3,
        "sesion",
    ),
    (
        "record-misplaced",
        "workers/pat-broken/3-supervision/2026-01-08.md",
        3,
        "cpd",
    ),
    (
        "yaml-not-allowed",
        "workers/pat-broken/3-supervision/2026-01-09.md",
        6,
        "&manager sam-okoro",
    ),
    (
        "control-character",
        "workers/pat-broken/3-supervision/2026-01-10.md",
        6,
        "\u{7}",
    ),
    (
        "not-a-record",
        "workers/pat-broken/3-supervision/2026-01-11.md",
        1,
        "version https://git-lfs.github.com/spec/",
    ),
    (
        "file-unknown",
        "workers/pat-broken/3-supervision/february.md",
        1,
        "",
    ),
    (
        "field-missing",
        "workers/pat-broken/8-miscellaneous/2026-01-12-note.md",
        3,
        "kind",
    ),
    (
        "field-unknown",
        "workers/pat-broken/8-miscellaneous/2026-01-13-note.md",
        9,
        "abuot",
    ),
    (
        "value-unfit",
        "workers/pat-broken/8-miscellaneous/2026-01-14-note.md",
        7,
        "Sam Okoro",
    ),
    (
        "path-differs",
        "workers/pat-broken/8-miscellaneous/2026-01-15-note.md",
        5,
        "ann-lowe",
    ),
    (
        "part-missing",
        "workers/pat-broken/8-miscellaneous/2026-01-16-note.md",
        11,
        "",
    ),
    (
        "part-empty",
        "workers/pat-broken/8-miscellaneous/2026-01-17-note.md",
        11,
        "## Note",
    ),
    (
        "placeholder-left",
        "workers/pat-broken/8-miscellaneous/2026-01-18-note.md",
        13,
        "TODO",
    ),
    (
        "hidden-character",
        "workers/pat-broken/8-miscellaneous/2026-01-19-note.md",
        13,
        "\u{202e}",
    ),
];

/// Codes that need another kind of place than a file of this store, and the test that gives each.
const ELSEWHERE: [(&str, &str); 8] = [
    (
        "rule-contradicts",
        "commands::policy::what_does_not_hang_together_is_found_on_its_line",
    ),
    (
        "rule-without-effect",
        "commands::policy::what_does_not_hang_together_is_found_on_its_line",
    ),
    (
        "word-unknown",
        "commands::policy::what_does_not_hang_together_is_found_on_its_line",
    ),
    (
        "clause-without-rule",
        "commands::policy::what_does_not_hang_together_is_found_on_its_line",
    ),
    (
        "rule-unmatched",
        "commands::policy::a_rule_that_concerns_nobody_is_named",
    ),
    (
        "entry-unreadable",
        "hostile::what_is_no_file_is_named_and_never_opened",
    ),
    (
        "file-too-large",
        "hostile::files_are_refused_or_accepted_as_documented",
    ),
    (
        "store-empty",
        "commands::check::nothing_to_check_is_said_and_no_error_where_the_settings_stand",
    ),
];

/// Words that mean something to whoever wrote the program, and nothing to a team manager.
const JARGON: [&str; 9] = [
    "invalid",
    "illegal",
    "entity",
    "null",
    "deserialize",
    "expected `",
    "parse",
    "token",
    "struct",
];

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn store() -> PathBuf {
    project().join("tests/stores/faults")
}

fn check(format: &str) -> String {
    let output = Supervision::new([
        "check",
        "--store",
        "tests/stores/faults",
        "--format",
        format,
    ])
    .run();
    assert_eq!(output.status, 1, "{}", output.stderr);
    output.stdout
}

fn findings() -> Vec<Value> {
    let json: Value = serde_json::from_str(&check("json")).expect("JSON");
    json["findings"].as_array().expect("a list").clone()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a number")).expect("it is small")
}

/// The lines of a file of the store, read as the program reads them.
fn lines(path: &str) -> Vec<String> {
    let bytes = std::fs::read(store().join(path)).expect("the file can be read");
    let words = String::from_utf8_lossy(&bytes).into_owned();
    words.split('\n').map(str::to_owned).collect()
}

/// What a finding marks on the line where it begins.
fn marked(finding: &Value) -> String {
    let (start, end) = (&finding["span"]["start"], &finding["span"]["end"]);
    let line = lines(text(finding, "path"))[number(&start["line"]) - 1].clone();
    let from = number(&start["column"]) - 1;
    let to = match start["line"] == end["line"] {
        true => number(&end["column"]) - 1,
        false => line.chars().count(),
    };
    line.chars().skip(from).take(to - from).collect()
}

#[test]
fn each_fault_is_found_in_its_place_and_nothing_else() {
    let found: Vec<(String, String, usize, String)> = findings()
        .iter()
        .map(|finding| {
            let line = number(&finding["span"]["start"]["line"]);
            let (code, path) = (
                text(finding, "code").to_owned(),
                text(finding, "path").to_owned(),
            );
            (code, path, line, marked(finding))
        })
        .collect();
    let table: Vec<(String, String, usize, String)> = TABLE
        .iter()
        .map(|(code, path, line, marked)| {
            (
                (*code).to_owned(),
                (*path).to_owned(),
                *line,
                (*marked).to_owned(),
            )
        })
        .collect();
    let missed: Vec<_> = table.iter().filter(|row| !found.contains(row)).collect();
    let surplus: Vec<_> = found.iter().filter(|row| !table.contains(row)).collect();
    assert!(
        missed.is_empty() && surplus.is_empty(),
        "missed {missed:#?}\nsurplus {surplus:#?}"
    );
    assert_eq!(found, table, "the order");
}

#[test]
fn every_code_of_the_program_is_in_the_store_or_named_with_its_test() {
    let codes = codes_of_the_source();
    assert!(codes.len() > 70, "only {} codes were found", codes.len());
    let mut times: BTreeMap<&str, usize> = ELSEWHERE.iter().map(|(code, _)| (*code, 1)).collect();
    for (code, ..) in TABLE {
        *times.entry(code).or_default() += 1;
    }
    let known: BTreeSet<String> = times.keys().map(|code| (*code).to_owned()).collect();
    assert_eq!(
        codes, known,
        "a code without its fault in tests/stores/faults, or a row without its code"
    );
    let twice: Vec<_> = times.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn each_file_says_on_its_first_line_what_is_wrong_with_it() {
    let mut wrong: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (code, path, ..) in TABLE {
        wrong.entry(path).or_default().insert(code);
    }
    // A pointer is one by its first line, and has no room for a comment.
    wrong.retain(|_, codes| !codes.contains("not-a-record"));
    let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files_below(&store()) {
        let path = file
            .strip_prefix(store())
            .expect("below")
            .to_string_lossy()
            .replace('\\', "/");
        let lines = lines(&path);
        let first = lines
            .iter()
            .take(2)
            .find_map(|line| line.strip_prefix("# fault: "));
        if let Some(codes) = first {
            said.insert(path, codes.split(", ").map(str::to_owned).collect());
        }
    }
    let wrong: BTreeMap<String, BTreeSet<String>> = wrong
        .into_iter()
        .map(|(path, codes)| {
            (
                path.to_owned(),
                codes.into_iter().map(str::to_owned).collect(),
            )
        })
        .collect();
    assert_eq!(said, wrong);
}

#[test]
fn every_finding_speaks_to_a_team_manager() {
    let mut faults = Vec::new();
    for finding in findings() {
        let (code, message, help) = (
            text(&finding, "code"),
            text(&finding, "message"),
            text(&finding, "help"),
        );
        let mut fault =
            |what: &str| faults.push(format!("{code}: {what}\n    {message}\n    help: {help}"));
        if message.chars().next().is_none_or(char::is_uppercase) && !message.starts_with("DBS") {
            fault("the message does not begin in small letters");
        }
        if message.ends_with('.') {
            fault("the message ends with a full stop");
        }
        if !is_imperative(help) {
            fault("the help does not say what to do");
        }
        let both = format!("{message} {help}").to_lowercase();
        if let Some(word) = JARGON.iter().find(|word| both.contains(*word)) {
            fault(&format!("it says \"{word}\""));
        }
        if message.chars().count() > 160 {
            fault("the message is long");
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Whether a help begins with what to do, after a guess at what was meant.
fn is_imperative(help: &str) -> bool {
    const VERBS: [&str; 34] = [
        "add", "agree", "ask", "begin", "bring", "correct", "delete", "discuss", "end", "enter",
        "fetch", "give", "go", "have", "hold", "indent", "keep", "leave", "let", "move", "name",
        "put", "read", "remove", "review", "save", "say", "see", "sign", "take", "talk", "tell",
        "use", "write",
    ];
    let rest = match help.strip_prefix("did you mean") {
        Some(rest) => rest
            .split_once("? ")
            .map_or("", |(_, rest)| rest.trim_start_matches("otherwise ")),
        None => help,
    };
    let first = rest.split([' ', ':', ',']).next().unwrap_or_default();
    VERBS.contains(&first)
}

#[test]
fn the_human_output_has_each_finding_with_its_place_and_its_help() {
    let human = check("human");
    for finding in findings() {
        let start = &finding["span"]["start"];
        let place = format!(
            "--> {}:{}:{}",
            text(&finding, "path"),
            start["line"],
            start["column"]
        );
        let title = format!("[{}]", text(&finding, "code"));
        let block = human
            .split("\n\n")
            .find(|block| block.contains(&title) && block.contains(&place));
        let block = block.unwrap_or_else(|| panic!("{title} {place} in\n{human}"));
        assert!(block.contains("help: "), "{block}");
    }
    for private in [
        "Riverside",
        "knaht",
        "S60 2AB",
        "A parent rang",
        "Quarterly",
        "She dreads",
        "breakfast",
        "A large dog",
        "arrears",
        "words about the caseload",
    ] {
        assert!(!human.contains(private), "{private} is shown");
    }
    let raw = human.chars().find(|character| {
        (character.is_control() && *character != '\n')
            || ('\u{200b}'..='\u{202e}').contains(character)
    });
    assert_eq!(raw, None);
}
