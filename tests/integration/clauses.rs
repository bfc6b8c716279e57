//! Every clause of the built-in packs has a test named for it. The clauses that the form of the records carries are tested
//! here, one edit of the example each; the others where their rule, date or document is.

mod carriers;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use supervision::calendar::Day;
use supervision::due::{self, Facts};
use supervision::reading::Reading;
use supervision::rules;
use supervision::store::Snapshot;

use crate::support::views::collect;
use carriers::{Carrier, carried, packs};

/// Clauses that nothing carries yet, and what is missing.
const NOT_YET: [(&str, &str); 0] = [];

const AGREEMENT: &str = "workers/jo-field/2-agreement-and-history/2025-09-01-agreement.md";
const SESSION: &str = "workers/jo-field/3-supervision/2026-02-11.md";
const NOTE: &str = "children/c-1042/supervision/2026-02-11-jo-field.md";
const DECISION: &str = "children/c-1042/decisions/2026-01-19.md";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    let top = root().join("records-example");
    collect(&top, &top, &mut files);
    files.retain(|(path, _)| !path.starts_with('.'));
    files
}

/// The codes and messages that an edit of one file of the example gives.
fn found_after(path: &str, edit: impl Fn(&str) -> String) -> Vec<String> {
    let mut files = files();
    let file = files
        .iter_mut()
        .find(|(found, _)| found == path)
        .unwrap_or_else(|| panic!("no {path}"));
    let edited = edit(&file.1);
    assert_ne!(edited, file.1, "the edit of {path} changes something");
    file.1 = edited;
    let day: Day = "2026-11-02".parse().expect("a day");
    let reading = Reading::of(Snapshot::from_files(files), None, day);
    let dues = due::find(&Facts::new(
        &reading.records,
        &reading.policy,
        reading.today,
    ));
    let findings = rules::check(&reading, &dues).findings;
    findings
        .iter()
        .map(|finding| format!("{}: {}", finding.code, finding.message))
        .collect()
}

/// The edit that removes the first line with these words.
fn without<'a>(words: &'a str) -> impl Fn(&str) -> String + 'a {
    move |text: &str| {
        let at = text
            .lines()
            .position(|line| line.contains(words))
            .unwrap_or_else(|| panic!("no line with {words}"));
        let kept = text.lines().enumerate().filter(|(index, _)| *index != at);
        kept.map(|(_, line)| format!("{line}\n")).collect()
    }
}

/// The edit that takes a heading and what stands under it out.
fn without_part<'a>(title: &'a str) -> impl Fn(&str) -> String + 'a {
    move |text: &str| {
        let start = text
            .find(&format!("\n## {title}\n"))
            .unwrap_or_else(|| panic!("no part {title}"));
        let end = text[start + 1..]
            .find("\n## ")
            .map_or(text.len(), |at| start + 1 + at);
        format!("{}{}", &text[..start], &text[end..])
    }
}

fn assert_found(found: &[String], wanted: &str) {
    assert!(
        found.iter().any(|finding| finding.contains(wanted)),
        "{wanted} is not among\n{}",
        found.join("\n")
    );
}

#[test]
fn r4_1c_an_agreement_confirms_each_policy() {
    for policy in ["supervision-policy", "induction-policy", "pdr-policy"] {
        let found = found_after(AGREEMENT, without(&format!("{policy}:")));
        assert_found(
            &found,
            &format!("field-missing: `confirmations` has no `{policy}`"),
        );
    }
}

#[test]
fn r4_1d_an_agreement_has_every_part() {
    for part in [
        "Expectations",
        "Roles",
        "Rights",
        "Responsibilities",
        "Confidentiality",
        "Access to records",
    ] {
        let found = found_after(AGREEMENT, without_part(part));
        assert_found(
            &found,
            &format!("part-missing: the supervision agreement has no part \"{part}\""),
        );
    }
}

#[test]
fn r5a_r9a_a_session_says_when_it_was_planned_and_who_raised_what() {
    assert_found(
        &found_after(SESSION, without("planned: ")),
        "has no `planned`",
    );
    assert_found(
        &found_after(SESSION, without("raised-by: ")),
        "has no `raised-by`",
    );
}

#[test]
fn c2_c5a_a_session_has_the_four_elements_and_an_empty_one_says_why() {
    for part in [
        "Case management",
        "Workload and performance",
        "Professional training and development",
        "Personal support",
    ] {
        assert_found(
            &found_after(SESSION, without_part(part)),
            &format!("has no part \"{part}\""),
        );
        let emptied = |text: &str| {
            let start = text.find(&format!("\n## {part}\n")).expect("the part") + part.len() + 5;
            let end = text[start..]
                .find("\n## ")
                .map_or(text.len(), |at| start + at);
            format!("{}\n{}", &text[..start], &text[end..])
        };
        assert_found(
            &found_after(SESSION, emptied),
            &format!("part-empty: nothing is written under \"{part}\""),
        );
    }
}

#[test]
fn r11b_a_note_has_the_childs_experience_wishes_and_whether_things_get_better() {
    for part in [
        "The child's experience",
        "Wishes and feelings",
        "Analysis and outcomes",
    ] {
        assert_found(
            &found_after(NOTE, without_part(part)),
            &format!("has no part \"{part}\""),
        );
    }
}

#[test]
fn r11c_a_risk_to_staff_has_an_agreed_action() {
    let with_risk = |text: &str| {
        text.replacen(
            "case-note:",
            "risks-to-staff:\n  - risk: A dog on the stairs\ncase-note:",
            1,
        )
    };
    assert_found(&found_after(NOTE, with_risk), "has no `action`");
}

#[test]
fn r12a_a_decision_between_sessions_has_its_reason_and_who_decided() {
    for field in ["reason", "decided-by", "trigger"] {
        let start = format!("{field}:");
        let remove = |text: &str| {
            let mut skipping = false;
            let keep = |line: &&str| {
                skipping = line.starts_with(&start) || (skipping && line.starts_with(' '));
                !skipping
            };
            text.lines()
                .filter(keep)
                .map(|line| format!("{line}\n"))
                .collect()
        };
        assert_found(&found_after(DECISION, remove), &format!("has no `{field}`"));
    }
}

#[test]
fn r12b_c5c_an_action_says_who_and_by_when() {
    assert_found(&found_after(NOTE, without("    who: ")), "has no `who`");
    assert_found(
        &found_after(NOTE, without("    by-when: ")),
        "has no `by-when`",
    );
}

#[test]
fn r12c_a_disagreement_with_a_childs_record_is_recorded_and_open_until_closed() {
    let open = "disputes:\n  - raised-by: supervisee\n    on: 2026-02-13\n    about: The order of events.\ncase-note:";
    assert_found(
        &found_after(NOTE, |text| text.replacen("case-note:", open, 1)),
        "dispute-left-open: the disagreement of 2026-02-13 about the record of c-1042 of 2026-02-11",
    );
    let closed = open.replace(
        "events.\n",
        "events.\n    outcome: Put right.\n    closed: 2026-02-25\n",
    );
    assert_eq!(
        found_after(NOTE, |text| text.replacen("case-note:", &closed, 1)),
        Vec::<String>::new()
    );
    let without_day =
        "disputes:\n  - raised-by: supervisee\n    about: The order of events.\ncase-note:";
    assert_found(
        &found_after(NOTE, |text| text.replacen("case-note:", without_day, 1)),
        "has no `on`",
    );
}

#[test]
fn r6b_a_quality_audit_judges_named_records() {
    let files = files();
    let audit = files
        .iter()
        .find(|(path, _)| path.ends_with("-quality-audit.yaml"))
        .expect("an audit");
    assert_found(
        &found_after(&audit.0, without("judgement: ")),
        "has no `judgement`",
    );
}

#[test]
fn r16_r17_r18_a_self_audit_rates_practice_in_either_part_and_names_barriers() {
    let audits: Vec<String> = files()
        .into_iter()
        .filter(|(path, _)| path.ends_with("-self-audit.yaml"))
        .map(|(_, text)| text)
        .collect();
    for part in ["as: supervisor", "as: supervisee", "barriers:"] {
        assert!(
            audits.iter().any(|text| text.contains(part)),
            "the example has no self-audit with `{part}`"
        );
    }
    let path = files()
        .into_iter()
        .find(|(path, _)| path.ends_with("-self-audit.yaml"))
        .expect("one")
        .0;
    let off_the_scale = |text: &str| text.replacen("rating: ", "rating: 1", 1);
    assert_found(&found_after(&path, off_the_scale), "`rating` is at most 4");
}

#[test]
fn app1_a_cpd_activity_says_what_was_learnt_what_changed_and_how_long_it_took() {
    let path = files()
        .into_iter()
        .find(|(_, text)| text.contains("\nkind: cpd\n"))
        .expect("one")
        .0;
    assert_found(&found_after(&path, without("hours: ")), "has no `hours`");
    for part in ["What I learnt", "What has changed in my practice"] {
        assert_found(
            &found_after(&path, without_part(part)),
            &format!("has no part \"{part}\""),
        );
    }
}

#[test]
fn every_clause_of_the_packs_has_a_test_named_for_it() {
    let named = names();
    let clauses = packs().into_iter().flat_map(|pack| pack.clauses);
    let ids: Vec<String> = clauses.map(|clause| clause.id.value).collect();
    assert!(ids.len() > 60, "the packs list {} clauses", ids.len());
    let not_yet = |id: &String| NOT_YET.iter().any(|(clause, _)| clause == id);
    let missing: Vec<&String> = ids
        .iter()
        .filter(|id| !not_yet(id) && !named.contains_key(&stem(id)))
        .collect();
    assert!(
        missing.is_empty(),
        "no test carries {missing:?} in its name: write one, or say in NOT_YET what is missing"
    );
    let carried: Vec<&str> = NOT_YET
        .iter()
        .map(|(clause, _)| *clause)
        .filter(|id| named.contains_key(&stem(id)))
        .collect();
    assert!(
        carried.is_empty(),
        "{carried:?} have a test now: take them out of NOT_YET"
    );
}

#[test]
fn every_clause_has_something_that_carries_it() {
    for (clause, carried) in carried() {
        let is_exception = NOT_YET.iter().any(|(id, _)| *id == clause);
        assert!(
            !carried.is_empty() || is_exception,
            "nothing carries {clause}: name what does in clauses/carriers.rs, or say in NOT_YET what is missing"
        );
        assert!(
            carried.is_empty() || !is_exception,
            "{clause} is carried by {carried:?}: take it out of NOT_YET"
        );
    }
}

/// The clauses with what carries them and the files whose tests are named for them, a table for each pack.
pub(crate) fn table() -> String {
    let (carried, named) = (carried(), names());
    let mut table = String::new();
    for pack in packs() {
        let (title, document) = (&pack.title, &pack.document);
        table.push_str(&format!(
            "\n**{title}**: {document}\n\n| clause | asks | carried by | tests |\n| --- | --- | --- | --- |\n"
        ));
        for clause in &pack.clauses {
            let id = &clause.id.value;
            let not_yet = NOT_YET.iter().find(|(known, _)| known == id);
            let by = match not_yet {
                Some((_, missing)) => format!("not yet: {missing}"),
                None => in_words(&carried[id]),
            };
            let tests = named.get(&stem(id)).map_or(String::new(), links);
            table.push_str(&format!("| {id} | {} | {by} | {tests} |\n", clause.summary));
        }
    }
    table
}

/// What carries a clause, as a cell: what is found, what records hold, what falls due, which command, what the pack asks.
fn in_words(carried: &carriers::Carried) -> String {
    let code = |names: Vec<String>| {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        names.join(", ")
    };
    let mut found: Vec<String> = carried
        .rules
        .iter()
        .map(|rule| (*rule).to_owned())
        .collect();
    // The kinds in the order in which they are named, each with what of it is meant; nothing where it is all of it.
    let mut records: Vec<(&str, Vec<String>)> = Vec::new();
    let (mut dues, mut commands) = (Vec::new(), Vec::new());
    let mut record = |kind: &'static str, part: Option<String>| {
        let at = records.iter().position(|(known, _)| *known == kind);
        let at = at.unwrap_or_else(|| {
            records.push((kind, Vec::new()));
            records.len() - 1
        });
        records[at].1.extend(part);
    };
    for carrier in &carried.carriers {
        match carrier {
            Carrier::Form(name) => found.push((*name).to_owned()),
            Carrier::Record(kind) => record(kind, None),
            Carrier::Field(kind, field) => {
                record(kind, Some(format!("`{}`", field.replace('/', "."))));
            }
            Carrier::Parts(kind) => record(kind, Some("its headings".to_owned())),
            Carrier::Due(kind) => dues.push((*kind).to_owned()),
            Carrier::Command(command) => commands.push((*command).to_owned()),
        }
    }
    let records = records.iter().map(|(kind, parts)| match parts.is_empty() {
        true => format!("`{kind}`"),
        false => format!("`{kind}` ({})", parts.join(", ")),
    });
    let records: Vec<String> = records.collect();
    let asks = carried.asks.clone();
    let parts = [
        ("finds", code(found)),
        ("record", records.join(", ")),
        ("due", code(dues)),
        ("command", code(commands)),
        ("pack", code(asks)),
    ];
    let parts = parts.iter().filter(|(_, names)| !names.is_empty());
    let parts: Vec<String> = parts
        .map(|(what, names)| format!("{what} {names}"))
        .collect();
    parts.join("; ")
}

/// The two files with most tests for a clause.
fn links(files: &BTreeMap<String, usize>) -> String {
    let mut files: Vec<(&String, &usize)> = files.iter().collect();
    files.sort_by_key(|(path, tests)| (std::cmp::Reverse(**tests), (*path).clone()));
    let link = |(path, _): &(&String, &usize)| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.split('.').next().unwrap_or(name);
        format!("[{}]({path})", stem.replace('_', " "))
    };
    let links: Vec<String> = files.iter().take(2).map(link).collect();
    links.join(", ")
}

/// `R4.1c` as it stands in the name of a test: `r4_1c`.
fn stem(id: &str) -> String {
    id.to_lowercase().replace('.', "_")
}

/// The clause ids that the names of test functions and the headings of specs carry, each with the files and how many.
fn names() -> BTreeMap<String, BTreeMap<String, usize>> {
    let mut named: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let mut folders = vec![
        root().join("src"),
        root().join("tests/integration"),
        root().join("tests/rules"),
    ];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("listed") {
            let path = entry.expect("an entry").path();
            let ids = match path.extension().and_then(|extension| extension.to_str()) {
                _ if path.is_dir() => {
                    folders.push(path);
                    continue;
                }
                Some("rs") => in_functions(&path),
                Some("md") if path.starts_with(root().join("tests")) => in_headings(&path),
                _ => continue,
            };
            let inside = path.strip_prefix(root()).expect("below");
            let inside = inside.to_string_lossy().replace('\\', "/");
            for id in ids {
                *named
                    .entry(id)
                    .or_default()
                    .entry(inside.clone())
                    .or_default() += 1;
            }
        }
    }
    named
}

fn in_functions(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("read");
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let tests = lines
        .windows(2)
        .filter(|pair| pair[0] == "#[test]")
        .filter_map(|pair| pair[1].strip_prefix("fn "));
    tests
        .flat_map(|name| clauses_of(name.split('(').next().unwrap_or_default()))
        .collect()
}

/// `r4_1c_r8a_the_rest` carries R4.1c and R8a: the ids stand first, and a number alone belongs to the one before.
fn clauses_of(name: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in name.split('_') {
        let is_id = part.starts_with(['r', 'c', 'l'])
            && part[1..].starts_with(|c: char| c.is_ascii_digit());
        if is_id || part.starts_with("app1") {
            found.push(part.to_owned());
        } else if let (true, Some(last)) = (
            part.starts_with(|c: char| c.is_ascii_digit()),
            found.last_mut(),
        ) {
            *last = format!("{last}_{part}");
        }
    }
    found
}

fn in_headings(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("read");
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let words = headings.flat_map(|line| line.split(|c: char| !(c.is_alphanumeric() || c == '.')));
    words.map(|word| stem(word.trim_matches('.'))).collect()
}
