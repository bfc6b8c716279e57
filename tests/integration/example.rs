//! The example store: clean on its own day, rich enough to show every clause, invented throughout; and every single edit
//! that breaks it is found at its place.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use supervision::calendar::{Day, Interval};
use supervision::diag::Diagnostic;
use supervision::due::{self, Facts};
use supervision::reading::Reading;
use supervision::record::KINDS;
use supervision::record::layout::{Located, locate};
use supervision::rules::{self, Verdict};
use supervision::source::{Position, Sources};
use supervision::store::{At, Snapshot, Store};

use crate::support::store::hermetic;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("records-example")
}

/// A day long after the example's own: so that a reading which asked the clock would show it.
pub(crate) fn another_day() -> Day {
    "2031-05-06".parse().expect("a day")
}

fn reading() -> Reading {
    hermetic();
    let store = Store::open(&folder()).expect("the example is a store");
    let snapshot = store.snapshot(At::WorkTree).expect("it can be read");
    Reading::of(snapshot, None, another_day())
}

pub(crate) fn verdict(reading: &Reading) -> Verdict {
    let facts = Facts::new(&reading.records, &reading.policy, reading.today);
    rules::check(reading, &due::find(&facts))
}

pub(crate) fn position(sources: &Sources, finding: &Diagnostic) -> (String, Position) {
    let file = sources.file(finding.primary.span.source);
    let place = file.position(finding.primary.span.range().start);
    (file.path().to_owned(), place)
}

pub(crate) fn spoken(sources: &Sources, findings: &[Diagnostic]) -> String {
    let line = |finding: &Diagnostic| {
        let (path, place) = position(sources, finding);
        format!(
            "  {path}:{}:{}: {}: {}",
            place.line, place.column, finding.code, finding.message
        )
    };
    findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_example_is_clean_on_its_own_day() {
    let reading = reading();
    let verdict = verdict(&reading);
    assert!(
        verdict.findings.is_empty(),
        "records-example is what newcomers see first: it has no finding on its own day ({})\n{}",
        reading.today,
        spoken(&reading.sources, &verdict.findings)
    );
    assert_eq!(
        verdict.accepted, 0,
        "the example is clean by what it says, not by what it accepts"
    );
    let fixed = reading
        .records
        .settings()
        .and_then(|settings| settings.as_of.as_ref());
    assert_eq!(
        Some(reading.today),
        fixed.map(|day| day.value),
        "its settings fix the day"
    );
}

#[test]
fn the_example_is_a_team_over_more_than_a_year() {
    let reading = reading();
    let records = &reading.records;
    assert!(
        records.count >= 200,
        "{} records, 200 are asked",
        records.count
    );
    assert!(
        records.children.len() >= 16,
        "{} children, 16 are asked",
        records.children.len()
    );
    assert!(
        records.workers.len() >= 5,
        "{} workers, 5 are asked",
        records.workers.len()
    );
    let days = reading
        .sources
        .iter()
        .filter_map(|(_, file)| match locate(file.path()) {
            Located::Record(place) => place.day,
            _ => None,
        });
    let first = days.min().expect("records have days");
    let today = reading.today;
    assert!(
        Interval::Months(14).after(first) <= today,
        "from {first} to {today} is not fourteen months"
    );
}

#[test]
fn every_kind_occurs_in_the_example() {
    let reading = reading();
    let mut found: BTreeSet<String> = BTreeSet::new();
    for (_, file) in reading.sources.iter() {
        let kind = file
            .text()
            .lines()
            .find_map(|line| line.strip_prefix("kind: "));
        if let (Located::Record(_), Some(kind)) = (locate(file.path()), kind) {
            found.insert(kind.to_owned());
        }
    }
    let missing: Vec<&str> = KINDS
        .iter()
        .map(|info| info.name)
        .filter(|name| !found.contains(*name))
        .collect();
    assert!(
        missing.is_empty(),
        "the example has none of: {}",
        missing.join(", ")
    );
}

#[test]
fn every_category_and_every_stability_of_the_clauses_occurs() {
    let reading = reading();
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let children = reading
        .records
        .children
        .values()
        .filter_map(|file| file.child.as_ref());
    for child in children {
        let child = &child.data;
        let mut note = |list, word: String| found.entry(list).or_default().insert(word);
        child.categories.iter().for_each(|held| {
            note("category", held.category.to_string());
        });
        child.placements.iter().for_each(|held| {
            note("placement", held.placement.to_string());
        });
        child.visiting.iter().for_each(|held| {
            note("visiting", held.pattern.to_string());
        });
        child.proceedings.iter().for_each(|held| {
            note("proceedings", held.stage.to_string());
        });
    }
    let known: BTreeSet<String> = reading
        .policy
        .categories()
        .map(|known| known.category.to_string())
        .collect();
    assert!(known.len() >= 6, "the packs know {known:?}");
    assert_eq!(
        found["category"], known,
        "C4e to C4i, R7b: each category of the packs occurs"
    );
    let words = |words: &[&str]| {
        words
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<BTreeSet<_>>()
    };
    let placements = [
        "newly-placed",
        "unsettled",
        "semi-stable",
        "stable-long-term-matched",
    ];
    assert_eq!(
        found["placement"],
        words(&placements),
        "C4f: each stability occurs"
    );
    assert_eq!(found["visiting"], words(&["standard", "reduced"]), "C4h");
    assert_eq!(
        found["proceedings"],
        words(&["pre-proceedings", "court"]),
        "C4e"
    );
}

/// What looks like somebody's own identifier: its kind, its line, and what stands there.
fn identifiers(text: &str) -> Vec<(&'static str, usize, String)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let lower = line.to_lowercase();
        for words in [
            "date of birth",
            "date-of-birth",
            "d.o.b",
            "dob:",
            "dob ",
            "born on ",
        ] {
            if lower.contains(words) {
                found.push(("a date of birth", index + 1, words.trim().to_owned()));
            }
        }
        for run in digit_runs(line) {
            let digits: Vec<u32> = run
                .chars()
                .filter_map(|letter| letter.to_digit(10))
                .collect();
            let is_phone = (10..=11).contains(&digits.len()) && run.starts_with('0')
                || run.starts_with("+44") && (11..=13).contains(&digits.len());
            if is_phone {
                found.push(("a telephone number", index + 1, run));
            } else if digits.len() == 10 && is_nhs_number(&digits) {
                found.push(("an NHS number", index + 1, run));
            }
        }
        let words: Vec<&str> = line
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        for pair in words.windows(2) {
            if is_outward(pair[0])
                && is_inward(pair[1])
                && line.contains(&format!("{} {}", pair[0], pair[1]))
            {
                found.push(("a postcode", index + 1, format!("{} {}", pair[0], pair[1])));
            }
        }
        for word in words {
            let inward = word
                .len()
                .checked_sub(3)
                .and_then(|at| Some((word.get(..at)?, word.get(at..)?)));
            if inward.is_some_and(|(outward, inward)| is_outward(outward) && is_inward(inward)) {
                found.push(("a postcode", index + 1, word.to_owned()));
            }
            if shape(word) == "AA999999A" {
                found.push(("a National Insurance number", index + 1, word.to_owned()));
            }
        }
    }
    found
}

/// Letters as `A`, digits as `9`.
fn shape(word: &str) -> String {
    word.chars()
        .map(|letter| match letter {
            '0'..='9' => '9',
            'A'..='Z' => 'A',
            _ => 'x',
        })
        .collect()
}

fn is_outward(word: &str) -> bool {
    matches!(
        shape(word).as_str(),
        "A9" | "A99" | "AA9" | "AA99" | "A9A" | "AA9A"
    )
}

fn is_inward(word: &str) -> bool {
    shape(word) == "9AA"
}

/// Digits that stand together, with the spaces, hyphens and brackets that people put between them. Days are none.
fn digit_runs(line: &str) -> Vec<String> {
    let words =
        line.split(|letter: char| !(letter.is_ascii_alphanumeric() || " -()+".contains(letter)));
    let mut runs = Vec::new();
    for part in words {
        let mut run = String::new();
        for word in part.split(' ').chain([""]) {
            let bare: String = word
                .chars()
                .filter(|letter| !"()".contains(*letter))
                .collect();
            let is_day = bare.parse::<Day>().is_ok();
            let digits = bare.chars().filter(char::is_ascii_digit).count();
            let numeric = bare
                .chars()
                .all(|letter| letter.is_ascii_digit() || "-+".contains(letter));
            if numeric && digits > 0 && !is_day {
                run.push_str(&bare);
            } else if !run.is_empty() {
                runs.push(std::mem::take(&mut run));
            }
        }
    }
    runs
}

/// Ten digits of which the last is the check digit of the others, modulo 11.
fn is_nhs_number(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .take(9)
        .zip((2..=10).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = (11 - sum % 11) % 11;
    check < 10 && digits.get(9) == Some(&check)
}

#[test]
fn nothing_in_the_example_looks_like_somebodys_identifier() {
    let reading = reading();
    let mut faults = Vec::new();
    for (_, file) in reading
        .sources
        .iter()
        .filter(|(_, file)| !file.is_built_in())
    {
        for (what, line, words) in identifiers(file.text()) {
            faults.push(format!(
                "  records-example/{}:{line}: {what}: {words}",
                file.path()
            ));
        }
    }
    assert!(
        faults.is_empty(),
        "the example is invented, and looks it:\n{}",
        faults.join("\n")
    );
}

#[test]
fn an_identifier_would_be_seen() {
    let kinds = |text: &str| {
        identifiers(text)
            .into_iter()
            .map(|(what, ..)| what)
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds("NHS 943 476 5919"), ["an NHS number"]);
    assert_eq!(kinds("nhs: 9434765919"), ["an NHS number"]);
    assert_eq!(kinds("lives at S60 1AE now"), ["a postcode"]);
    assert_eq!(kinds("PE298XX"), ["a postcode"]);
    assert_eq!(kinds("ring 01709 382121"), ["a telephone number"]);
    assert_eq!(
        kinds("ring (07700) 900-123, please"),
        ["a telephone number"]
    );
    assert_eq!(kinds("+44 7700 900123"), ["a telephone number"]);
    assert_eq!(kinds("Date of birth: spring"), ["a date of birth"]);
    assert_eq!(kinds("QQ123456C"), ["a National Insurance number"]);
    assert!(
        kinds(
            "from: 2026-01-14 to 2026-02-11, LCS-318842, SW900105, c-1063-2025-12-31-1, 9434765918"
        )
        .is_empty()
    );
}

#[test]
fn editors_find_the_schemas_beside_the_example() {
    let link = folder().join(".schemas");
    let target = match std::fs::read_link(&link) {
        Ok(target) => target.to_string_lossy().replace('\\', "/"),
        // Where git makes no links, the link is a file that says where it leads.
        Err(_) => std::fs::read_to_string(&link).expect("records-example/.schemas is there"),
    };
    assert_eq!(target.trim(), "../schemas");
    let reading = reading();
    for (_, file) in reading
        .sources
        .iter()
        .filter(|(_, file)| !file.is_built_in())
    {
        let Some(line) = file.text().lines().find(|line| line.contains("$schema=")) else {
            continue;
        };
        let (_, schema) = line.split_once("$schema=").expect("just found");
        let path = Path::new(file.path())
            .parent()
            .expect("a folder")
            .join(schema);
        let mut steps: Vec<String> = Vec::new();
        for step in path.to_string_lossy().replace('\\', "/").split('/') {
            match step {
                ".." => drop(steps.pop()),
                step => steps.push(step.to_owned()),
            }
        }
        assert_eq!(steps[0], ".schemas", "{}: {line}", file.path());
        let schema = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("schemas")
            .join(&steps[1]);
        assert!(
            schema.is_file(),
            "{}: there is no schemas/{}",
            file.path(),
            steps[1]
        );
        let kind = file
            .text()
            .lines()
            .find_map(|line| line.strip_prefix("kind: "));
        let expected = kind.map(|kind| format!("{kind}.schema.json"));
        assert_eq!(
            Some(&steps[1]),
            expected.as_ref(),
            "{}: the schema of another kind",
            file.path()
        );
    }
}

/// A slip of the kind that people make, and what is said about it.
pub(crate) struct Edit {
    /// What somebody did.
    pub(crate) slip: &'static str,
    pub(crate) path: &'static str,
    /// What stood there; its first occurrence is replaced.
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    /// The finding's name.
    pub(crate) code: &'static str,
    /// Where it begins: at the first occurrence of this in the broken file.
    pub(crate) at: &'static str,
    /// What the help says, in part.
    help: &'static str,
}

const SESSION: &str = "workers/jo-field/3-supervision/2026-02-11.md";
const NOTE: &str = "children/c-1042/supervision/2026-02-11-jo-field.md";
const CHILD: &str = "children/c-1042/child.yaml";
const WORKER: &str = "workers/jo-field/worker.yaml";
const PERSON: &str = "people/jo-field.yaml";
const SETTINGS: &str = "supervision.yaml";
const PACK: &str = "policies/northmoor.yaml";

macro_rules! edits {
    ($($slip:literal, $path:ident, $from:literal => $to:literal, $code:literal at $at:literal, $help:literal;)*) => {
        &[$(Edit { slip: $slip, path: $path, from: $from, to: $to, code: $code, at: $at, help: $help }),*]
    };
}

pub(crate) const EDITS: &[Edit] = edits! {
    "a day that no month has", SESSION, "shared: 2026-02-12" => "shared: 2026-02-30", "value-unfit" at "2026-02-30", "";
    "a day written day first", SESSION, "shared: 2026-02-12" => "shared: 12/02/2026", "value-unfit" at "12/02/2026", "";
    "a day not yet filled in", SESSION, "shared: 2026-02-12" => "shared:", "value-unfit" at "shared:", "";
    "a word misspelt", SESSION, "status: held" => "status: hled", "value-unfit" at "hled", "";
    "a key misspelt", SESSION, "minutes: 100" => "minuts: 100", "field-unknown" at "minuts", "did you mean `minutes`";
    "a key in capitals", SESSION, "place: Meeting" => "Place: Meeting", "field-unknown" at "Place", "did you mean `place`";
    "a field taken out", CHILD, "case-reference: LCS-318842\n" => "", "field-missing" at "kind: child", "add `case-reference:`";
    "a field taken out further in", NOTE, "    reason: Her safety and her sense of being relieved of care depend on seeing an adult do it\n" => "",
        "field-missing" at "what: Staged", "add `reason:`";
    "somebody else's id", SESSION, "worker: jo-field" => "worker: jo-feild", "path-differs" at "jo-feild", "correct whichever";
    "another day than the file's", SESSION, "date: 2026-02-11" => "date: 2026-02-12", "path-differs" at "2026-02-12", "correct whichever";
    "another child than the folder's", NOTE, "child: c-1042" => "child: c-1043", "path-differs" at "c-1043", "correct whichever";
    "a heading taken out", NOTE, "## Wishes and feelings\n" => "", "part-missing" at "## The child's experience", "## Wishes and feelings";
    "a heading misspelt", NOTE, "## Wishes and feelings" => "## Wishes and felings", "part-missing" at "## Wishes and felings", "write `## Wishes and feelings`";
    "a heading of another level", NOTE, "## Wishes and feelings" => "### Wishes and feelings", "part-missing" at "## The child's experience", "## Wishes and feelings";
    "a part with nothing in it", NOTE, "Put her three sentences at the head of the plan. Return by stages from March, once mother has shown\ntwo weeks of mornings at grandmother's. Tell her each step beforehand.\n" => "", "part-empty" at "## Plan", "write what was talked about";
    "a filler left", NOTE, "Put her three sentences at the head of the plan. Return by stages from March, once mother has shown\ntwo weeks of mornings at grandmother's. Tell her each step beforehand.\n" => "TODO\n", "placeholder-left" at "TODO", "write what was said";
    "a filler left in a field", NOTE, "what: Staged return home" => "what: 'TODO' #", "placeholder-left" at "'TODO'", "write what was said";
    "the same key twice", WORKER, "id: jo-field\n" => "id: jo-field\nid: jo-field-2\n", "duplicate-key" at "id: jo-field-2", "";
    "a tab for spaces", CHILD, "    to: 2026-01-18" => "\tto: 2026-01-18", "yaml-syntax" at "\tto: ", "";
    "a line one space out", WORKER, "    role: social-worker" => "   role: social-worker", "yaml-syntax" at "role: social-worker", "";
    "a quote not closed", SESSION, "start: \"09:30\"" => "start: \"09:30", "yaml-syntax" at "\"09:30", "";
    "a colon within a text", SESSION, "place: Meeting room 2" => "place: Room: 2", "yaml-syntax" at ": 2, Eastgate", "";
    "an anchor", SESSION, "place: Meeting room 2" => "place: &here Meeting room 2", "yaml-not-allowed" at "&here", "";
    "a conflict left in the fields", CHILD, "opened: 2025-09-08\n" => "<<<<<<< HEAD\nopened: 2025-09-08\n=======\nopened: 2025-09-09\n>>>>>>> other\n", "unresolved-conflict" at "<<<<<<< HEAD", "keep what is right";
    "a conflict left in the words", NOTE, "## Plan\n" => "## Plan\n<<<<<<< HEAD\n\nA.\n=======\nB.\n>>>>>>> other\n", "unresolved-conflict" at "<<<<<<< HEAD", "keep what is right";
    "a number as text", SESSION, "minutes: 100" => "minutes: \"100\"", "value-unfit" at "\"100\"", "";
    "a number in words", SESSION, "minutes: 100" => "minutes: an hour", "value-unfit" at "an hour", "";
    "neither yes nor no", SESSION, "stable: false" => "stable: nope", "value-unfit" at "nope", "";
    "words where a list belongs", CHILD, "siblings:\n  - c-1043" => "siblings: c-1043", "value-unfit" at "c-1043", "";
    "a kind that does not exist", SESSION, "kind: session" => "kind: sesion", "kind-unknown" at "sesion", "did you mean `session`";
    "a kind of another folder", SESSION, "kind: session" => "kind: pdr", "record-misplaced" at "pdr", "move it to where it belongs";
    "no kind", CHILD, "kind: child\n" => "", "kind-missing" at "# yaml", "begin it with a line `kind:`";
    "a format to come", PERSON, "format: 1" => "format: 2", "value-unfit" at "2\n", "";
    "the fields not closed", NOTE, "---\n\n## Summary" => "\n## Summary", "front-matter-missing" at "---", "put a line `---`";
    "a hidden character", NOTE, "She is rested" => "She is \u{7}rested", "control-character" at "\u{7}", "";
    "a name where an id belongs", PERSON, "id: jo-field" => "id: Jo Field", "value-unfit" at "Jo Field", "";
    "a pack misspelt", SETTINGS, "pack: rotherham" => "pack: rotheram", "pack-unknown" at "rotheram", "rotherham";
    "a pack beneath that is none", PACK, "over: rotherham" => "over: rotheram", "pack-beneath-missing" at "rotheram", "rotheram";
};

/// The same for words that only the packs know.
pub(crate) const UNKNOWN_WORDS: &[Edit] = edits! {
    "an unknown role", WORKER, "role: social-worker" => "role: social-wroker", "role-unknown" at "social-wroker", "social-worker";
    "an unknown category", CHILD, "category: child-in-need" => "category: child-in-ned", "category-unknown" at "child-in-ned", "child-in-need";
};

pub(crate) fn files() -> Vec<(String, String)> {
    hermetic();
    let store = Store::open(&folder()).expect("the example is a store");
    let snapshot = store.snapshot(At::WorkTree).expect("it can be read");
    let files = snapshot.sources().iter();
    files
        .map(|(_, file)| (file.path().to_owned(), file.text().to_owned()))
        .collect()
}

/// Line and column, from 1, counted apart from the program.
pub(crate) fn place_of(text: &str, needle: &str) -> (usize, usize) {
    let at = text
        .find(needle)
        .unwrap_or_else(|| panic!("`{needle}` is in the broken file"));
    let before = &text[..at];
    let line = before.rsplit('\n').next().expect("at least one line");
    (before.split('\n').count(), line.chars().count() + 1)
}

#[test]
fn every_edit_is_found_at_its_place() {
    all_found(EDITS);
}

#[test]
fn every_word_that_no_pack_knows_is_found_at_its_place() {
    all_found(UNKNOWN_WORDS);
}

#[track_caller]
fn all_found(edits: &[Edit]) {
    let whole = files();
    let mut faults = Vec::new();
    for edit in edits {
        let mut files = whole.clone();
        let (_, text) = files
            .iter_mut()
            .find(|(path, _)| path == edit.path)
            .unwrap_or_else(|| panic!("the example has {}", edit.path));
        assert!(
            text.contains(edit.from),
            "{}: {} no longer has `{}`: choose another",
            edit.slip,
            edit.path,
            edit.from
        );
        *text = text.replacen(edit.from, edit.to, 1);
        let (line, column) = place_of(text, edit.at);
        let reading = Reading::of(Snapshot::from_files(files), None, another_day());
        let found = verdict(&reading).findings;
        let right = found.iter().find(|finding| {
            let (path, place) = position(&reading.sources, finding);
            let here = path == edit.path && (place.line, place.column) == (line, column);
            here && finding.code.name() == edit.code
        });
        let help = right
            .and_then(|finding| finding.help.as_deref())
            .unwrap_or_default();
        let wanted = format!("{}:{line}:{column}: {}", edit.path, edit.code);
        if right.is_none() {
            faults.push(format!(
                "{}: wanted {wanted}, found\n{}",
                edit.slip,
                spoken(&reading.sources, &found)
            ));
        } else if help.is_empty() || !help.contains(edit.help) {
            faults.push(format!(
                "{}: {wanted} is found, but its help is \"{help}\", without \"{}\"",
                edit.slip, edit.help
            ));
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {} edits:\n\n{}",
        faults.len(),
        edits.len(),
        faults.join("\n\n")
    );
}

#[test]
fn a_file_with_no_place_is_named_with_where_it_belongs() {
    let mut faults = Vec::new();
    for (path, help) in [
        (
            "workers/jo-field/3-supervision/february.md",
            "2026-02-10.md",
        ),
        (
            "workers/jo-field/3-supervision/2026-02-11.docx",
            "2026-02-10.md",
        ),
        ("workers/jo-field/9-other/2026-02-11.md", "8-miscellaneous"),
        ("workers/Jo Field/worker.yaml", "small letters"),
        ("children/c-1042/notes.md", "child.yaml"),
        ("notes.md", "supervision.yaml"),
    ] {
        let mut files = files();
        files.push((path.to_owned(), "Words.\n".to_owned()));
        let reading = Reading::of(Snapshot::from_files(files), None, another_day());
        let found = verdict(&reading).findings;
        let named = found.iter().any(|finding| {
            position(&reading.sources, finding).0 == path
                && finding.code.name() == "file-unknown"
                && finding
                    .help
                    .as_ref()
                    .is_some_and(|said| said.contains(help))
        });
        if !named || found.len() != 1 {
            faults.push(format!("{path}:\n{}", spoken(&reading.sources, &found)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
