//! `check --fix`: what has one right answer gets that answer and nothing else is touched. The oracle is a clean store: a slip
//! is made in it, and what comes out must be what was there before the slip, byte for byte, or the slip itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use supervision::calendar::Day;
use supervision::due::{self, Facts};
use supervision::reading::Reading;
use supervision::record::repair::AT_TIMES;
use supervision::rules::mend::mend;
use supervision::rules::{self, Verdict};
use supervision::store::{Edit, Error, Snapshot, Store};

use crate::support::codes::codes_of_the_source;
use crate::support::example;
use crate::support::run::{Output, Supervision};
use crate::support::views::collect;

const SESSION: &str = "workers/jo-field/3-supervision/2026-02-10.md";
const CHILD: &str = "children/c-1042/child.yaml";
const PERSON: &str = "people/jo-field.yaml";
const AGREEMENT: &str = "workers/jo-field/2-agreement-and-history/2026-01-12-agreement.md";

type Files = BTreeMap<String, String>;

/// A store that is clean on 2 March 2026.
fn clean() -> Files {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores/base");
    let mut files = Vec::new();
    collect(&top, &top, &mut files);
    files.into_iter().collect()
}

fn judged(files: &Files) -> (Reading, Verdict) {
    let day: Day = "2026-03-02".parse().expect("a day");
    let reading = Reading::of(Snapshot::from_files(files.clone()), None, day);
    let dues = due::find(&Facts::new(
        &reading.records,
        &reading.policy,
        reading.today,
    ));
    let verdict = rules::check(&reading, &dues);
    (reading, verdict)
}

/// The findings in a line each.
fn found(files: &Files) -> Vec<String> {
    let (reading, verdict) = judged(files);
    let line = |finding: &supervision::diag::Diagnostic| {
        let path = reading.sources.file(finding.primary.span.source).path();
        format!("{path}: {}: {}", finding.code, finding.message)
    };
    verdict.findings.iter().map(line).collect()
}

/// The store with everything put right that has one right answer. What must hold of any store is asserted on the way.
fn mended(files: &Files) -> Files {
    let before = found(files);
    let after = mended_once(files);
    let left = found(&after);
    for finding in &left {
        let times = |list: &[String]| list.iter().filter(|other| *other == finding).count();
        assert!(times(&left) <= times(&before), "{finding} was added");
    }
    assert_eq!(after == *files, left.len() == before.len());
    assert_eq!(mended_once(&after), after, "mended twice");
    after
}

fn mended_once(files: &Files) -> Files {
    let (reading, verdict) = judged(files);
    let mending = mend(&reading, &verdict);
    let mut after = files.clone();
    for file in mending.files {
        let path = reading.sources.file(file.source).path().to_owned();
        after.insert(path, file.text);
    }
    after
}

fn slipped(path: &str, right: &str, wrong: &str) -> Files {
    let mut files = clean();
    let text = files.get_mut(path).unwrap_or_else(|| panic!("no {path}"));
    assert!(text.contains(right), "{right} in {path}");
    *text = text.replacen(right, wrong, 1);
    files
}

#[test]
fn a_slip_with_one_right_answer_is_put_right_to_the_byte() {
    for (path, right, wrong) in [
        // field-unknown
        (SESSION, "reflective: true", "reflectiv: true"),
        (SESSION, "reflective: true", "Reflective: true"),
        (
            SESSION,
            "acknowledged-open-by: [",
            "acknowledged_open_by: [",
        ),
        (SESSION, "next-session: ", "next session: "),
        (SESSION, "minutes: 90", "minutes\u{a0}: 90"),
        (CHILD, "category: child", "categroy: child"),
        // value-unfit
        (SESSION, "\ndate: 2026-02-10", "\ndate: 10 February 2026"),
        (SESSION, "planned: 2026-02-10", "planned: 2026-02-10T10:00"),
        (
            SESSION,
            "last-visit-seen: 2026-02-05",
            "last-visit-seen: 2026/2/5",
        ),
        (SESSION, "start: \"10:00\"", "start: 10am"),
        (SESSION, "minutes: 90", "minutes: \"90\""),
        (SESSION, "format: 1", "format: \"1\""),
        (SESSION, "reflective: true", "reflective: yes"),
        (SESSION, "stable: false", "stable: 'No'"),
        (SESSION, "status: held", "status: Held"),
        (SESSION, "status: held", "status: held\u{a0}"),
        (SESSION, "supervisor: sam-okoro", "supervisor: Sam-Okoro"),
        (SESSION, "raised-by: supervisee", "raised-by: SUPERVISEE"),
        (
            CHILD,
            "from: 2026-01-19, category",
            "from: 19th Jan 2026, category",
        ),
        // field-missing, kind-missing, kind-unknown
        (SESSION, "format: 1\n", ""),
        (SESSION, "worker: jo-field\n", ""),
        (CHILD, "format: 1\nid: c-1042\n", ""),
        (PERSON, "kind: person\n", ""),
        (SESSION, "kind: session", "kind: Session"),
        (SESSION, "kind: session", "kind: sesion"),
        // part-missing
        (SESSION, "## Personal support", "## Personal Support"),
        (
            SESSION,
            "## Workload and performance",
            "## Workload & performance:",
        ),
        (SESSION, "## Case management", "## Case managment"),
        // hidden-character, yaml-not-allowed
        (
            SESSION,
            "Settling in well.",
            "Settling\u{200b} in\u{ad} well.",
        ),
        (PERSON, "kind: person", "---\nkind: person"),
    ] {
        let files = slipped(path, right, wrong);
        assert_ne!(found(&files), Vec::<String>::new(), "{wrong:?}");
        let after = mended(&files);
        assert_eq!(after[path], clean()[path], "{wrong:?}: {:?}", found(&files));
        assert_eq!(after, clean(), "no other file changes");
    }
}

#[test]
fn a_slip_with_more_than_one_answer_is_left_to_people() {
    for (path, right, wrong) in [
        // The tenth of February, or the second of October.
        (SESSION, "\ndate: 2026-02-10", "\ndate: 10/02/2026"),
        (SESSION, "\ndate: 2026-02-10", "\ndate: 2026-02-30"),
        // In the morning, or in the afternoon.
        (SESSION, "start: \"10:00\"", "start: 2.30"),
        (SESSION, "minutes: 90", "minutes: ninety"),
        (SESSION, "status: held", "status: holden"),
        // Nearer to the one than to the other, but these two must not be mixed up.
        (SESSION, "raised-by: supervisee", "raised-by: supervise"),
        (
            SESSION,
            "safeguarding-concern: false",
            "safeguarding-concern: none",
        ),
        // Who that is, only people can say.
        (SESSION, "supervisor: sam-okoro", "supervisor: Sam Okoro"),
        // The field is there already, or the value does not fit it.
        (
            SESSION,
            "recorded: 2026",
            "recoreded: 2026-02-12\nrecorded: 2026",
        ),
        (SESSION, "recorded: 2026-02-11", "recoreded: soon"),
        (SESSION, "reflective: true", "colour: true"),
        (SESSION, "kind: session", "kind: note"),
        (SESSION, "kind: session", "kind: history"),
        // What was to be read: this, or what it looks like?
        (
            SESSION,
            "Settling in well.",
            "Settling \u{202e}in\u{202c} well.",
        ),
        (SESSION, "Settling in well.", "Settling\u{2028}in well."),
        (
            SESSION,
            "Settling in well.",
            "Settling\u{200b} in \u{202e}well.",
        ),
        (SESSION, "Settling in well.", "Settling in\u{7} well."),
        (SESSION, "## Personal support", "### Personal support"),
        (SESSION, "## Personal support", "## Support"),
        (SESSION, "supervisor: sam-okoro\n", ""),
        (SESSION, "date: 2026-02-10\n", "date: 2026-02-11\n"),
        (PERSON, "name: Jo Field", "name: Jo Field\nname: Jo Field"),
        (PERSON, "posts:\n", "posts:\n---\n"),
        (PERSON, "  - {", "\t- {"),
    ] {
        let files = slipped(path, right, wrong);
        assert_ne!(found(&files), Vec::<String>::new(), "{wrong:?}");
        assert_eq!(mended(&files), files, "{wrong:?}");
    }
}

#[test]
fn what_is_missing_and_stands_in_the_path_is_added_and_the_order_of_the_rest_stays() {
    let files = slipped(SESSION, "date: 2026-02-10\n", "");
    let after = mended(&files);
    let wanted = files[SESSION].replacen("format: 1\n", "format: 1\ndate: 2026-02-10\n", 1);
    assert_eq!(after[SESSION], wanted);
    let number = slipped(CHILD, "case-reference: CS-20417", "case-reference: 20417");
    let wanted = number[CHILD].replacen("20417", "\"20417\"", 1);
    assert_eq!(mended(&number)[CHILD], wanted);
}

#[test]
fn many_slips_are_put_right_at_once_and_comments_and_line_ends_stay() {
    let slips = [
        ("format: 1\n", ""),
        (
            "\ndate: 2026-02-10\n",
            "\ndate: 10 Feb 2026   # a Tuesday\n",
        ),
        ("minutes: 90\n", "# as agreed\nminutes: \"90\"\n"),
        ("raised-by: supervisee}", "raised-by: 'Supervisee'}"),
        ("reflective: true\n", "reflectve: true\n"),
        ("## Personal support", "## Personal suport"),
        ("Settling in well.", "Settling\u{200b} in well."),
    ];
    let mut files = clean();
    let text = files.get_mut(SESSION).expect("a session");
    let mut wanted = text.clone();
    for (right, wrong) in slips {
        assert!(text.contains(right), "{right}");
        *text = text.replacen(right, wrong, 1);
    }
    wanted = wanted
        .replacen(
            "\ndate: 2026-02-10\n",
            "\ndate: 2026-02-10   # a Tuesday\n",
            1,
        )
        .replacen("minutes: 90", "# as agreed\nminutes: 90", 1);
    assert_eq!(mended(&files)[SESSION], wanted);
    let windows = |text: &str| text.replace('\n', "\r\n");
    let text = files[SESSION].clone();
    files.insert(SESSION.to_owned(), windows(&text));
    assert_eq!(mended(&files)[SESSION], windows(&wanted));
}

/// Every slip of one letter in the name of every field of a session: the letter left out, doubled, changed, or swapped with
/// the next. The name that was there is put back, or nothing is: never is another name written.
#[test]
fn no_slip_in_a_name_is_taken_for_another_name() {
    let clean = clean();
    let text = &clean[SESSION];
    let (mut right, mut left) = (0, 0);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '-']).len();
        let name = line[indent..].split(':').next().unwrap_or_default();
        let is_field = line.contains(": ") && line.ends_with('\n') && !name.contains([' ', '{']);
        if is_field {
            let at = start + indent..start + indent + name.len();
            for slip in slips_in(name) {
                let mut files = clean.clone();
                let mut wrong = text.clone();
                wrong.replace_range(at.clone(), &slip);
                files.insert(SESSION.to_owned(), wrong.clone());
                let after = &mended_once(&files)[SESSION];
                match after == text {
                    true => right += 1,
                    false => {
                        assert_eq!(*after, wrong, "{slip} for {name}");
                        left += 1;
                    }
                }
            }
        }
        start += line.len();
    }
    assert!(
        right > 200 && right > 10 * left,
        "{right} put right, {left} left"
    );
}

fn slips_in(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut slips = Vec::new();
    for at in 0..letters.len() {
        let mut without = letters.clone();
        let letter = without.remove(at);
        let mut double = letters.clone();
        double.insert(at, letter);
        let mut other = letters.clone();
        other[at] = 'x';
        let mut swapped = letters.clone();
        swapped.swap(at, (at + 1).min(letters.len() - 1));
        slips.extend([without, double, other, swapped]);
    }
    let slips = slips.into_iter().map(String::from_iter);
    slips
        .filter(|slip| slip != name && !slip.is_empty())
        .collect()
}

#[test]
fn nothing_is_added_in_the_store_with_a_fault_of_each_kind() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores/faults");
    let mut files = Vec::new();
    collect(&top, &top, &mut files);
    let files: Files = files.into_iter().collect();
    assert!(found(&files).len() > 60);
    mended(&files);
}

#[test]
fn a_signed_record_is_left_as_it_is() {
    let files = slipped(AGREEMENT, "minutes: ", "minuets: ");
    assert!(
        found(&files)
            .iter()
            .any(|line| line.contains("field-unknown"))
    );
    assert_eq!(mended(&files), files);
    let (reading, verdict) = judged(&files);
    assert_eq!(mend(&reading, &verdict).signed, 1);
    let unsigned: Files = files
        .into_iter()
        .filter(|(path, _)| !path.contains("signoffs"))
        .collect();
    assert_eq!(mended_once(&unsigned)[AGREEMENT], clean()[AGREEMENT]);
}

#[test]
fn what_the_store_accepts_or_has_turned_off_is_left_as_it_is() {
    let accepted = "accepted:\n  - code: field-unknown\n    record: jo-field/3-supervision/2026-02-10\n    reason: To be moved.\n    by: helen-marsh\n    until: 2026-12-31\n";
    for settings in ["severities: {field-unknown: off}\n", accepted] {
        let mut files = slipped(SESSION, "reflective: true", "reflective: yes");
        let text = files.get_mut(SESSION).expect("a session");
        *text = text.replacen("shared: ", "shard: ", 1);
        let store = files.get_mut("supervision.yaml").expect("settings");
        store.push_str(settings);
        let after = mended(&files);
        let wanted = files[SESSION].replacen("reflective: yes", "reflective: true", 1);
        assert_eq!(after[SESSION], wanted, "{settings}");
    }
}

#[test]
fn the_page_of_answers_has_every_finding_of_form() {
    let page = include_str!("../../src/record/repair.rs");
    let page: String = page
        .lines()
        .filter(|line| line.starts_with("//!"))
        .collect();
    let (at_times, none) = page.split_once("These have none").expect("two lists");
    let rules: Vec<&str> = rules::all().map(|rule| rule.code.name()).collect();
    for code in codes_of_the_source() {
        let named = format!("`{code}`");
        if rules.contains(&code.as_str()) {
            continue; // told of in one sentence
        }
        let has_answer = AT_TIMES.iter().any(|known| known.name() == code);
        assert_eq!(at_times.contains(&named), has_answer, "{code}");
        assert_eq!(none.contains(&named), !has_answer, "{code}");
    }
}

fn check(store: &Path, args: &[&str]) -> Output {
    let store = store.to_string_lossy().into_owned();
    let all = ["check".to_owned(), store]
        .into_iter()
        .chain(args.iter().map(|arg| (*arg).to_owned()));
    Supervision::new(all).run()
}

const HELD: &str = "workers/jo-field/3-supervision/2025-09-11.md";

/// The example with a slip that has an answer and a fault that has none.
fn example_with_a_slip() -> tempfile::TempDir {
    let store = example::copy();
    example::edit(store.path(), HELD, "minutes: ", "minuets: 45");
    example::edit(store.path(), HELD, "place: ", "place: TODO canaryword");
    store
}

#[test]
fn the_changes_are_shown_and_nothing_is_written_unasked() {
    let store = example_with_a_slip();
    let before = example::contents(store.path());
    let output = check(store.path(), &["--fix"]);
    assert_eq!(output.status, 1);
    assert_eq!(before, example::contents(store.path()));
    let lines: Vec<&str> = output.stdout.lines().collect();
    assert_eq!(
        lines[..4],
        [
            &*format!("{HELD}: field-unknown: `minuets` is no field here"),
            &*format!("--- {HELD}"),
            &*format!("+++ {HELD}"),
            "@@ -7,7 +7,7 @@",
        ],
        "{}",
        output.stdout
    );
    let changed: Vec<&str> = lines[4..]
        .iter()
        .copied()
        .filter(|line| line.starts_with(['-', '+']))
        .collect();
    assert_eq!(changed, ["-minuets: 45", "+minutes: 45"]);
    assert_eq!(
        output.stderr,
        "1 finding can be put right in 1 file; nothing is written without `--write`\n1 finding left to decide: `supervision check` shows them\n"
    );
    assert!(!output.stdout.contains("canaryword"), "{}", output.stdout);
    let shown = check(store.path(), &["--fix", "--show-text"]).stdout;
    assert!(shown.contains(" place: TODO canaryword"), "{shown}");
}

#[test]
fn a_check_says_that_there_is_something_to_put_right() {
    let store = example_with_a_slip();
    let output = check(store.path(), &[]);
    assert!(
        output
            .stderr
            .contains("1 of them has one right answer: `supervision check --fix` shows it\n"),
        "{}",
        output.stderr
    );
    example::edit(store.path(), HELD, "minuets: ", "minutes: 95");
    let output = check(store.path(), &[]);
    assert!(!output.stderr.contains("--fix"), "{}", output.stderr);
}

#[test]
fn what_is_written_is_what_was_shown_and_the_check_says_what_is_left() {
    let store = example_with_a_slip();
    let before = example::contents(store.path());
    let output = check(store.path(), &["--fix", "--write"]);
    let slipped = fs::read_to_string(store.path().join(HELD)).expect("the record");
    assert!(slipped.contains("\nminutes: 45\n"), "{slipped}");
    let mut after = example::contents(store.path());
    let path = store.path().join(HELD).to_string_lossy().into_owned();
    after.insert(path.clone(), before[&path].clone());
    assert_eq!(after, before, "no other file is changed, made or removed");
    // Once it can be read, what it says is found wanting.
    for part in ["placeholder-left", "session-too-short", "-minuets: 45"] {
        assert!(output.stdout.contains(part), "{part} in {}", output.stdout);
    }
    assert!(output.stderr.starts_with("1 finding put right in 1 file\n"));
    assert!(output.stderr.contains("records checked: 2 errors"));
    assert_eq!(output.status, 1);
    let again = check(store.path(), &["--fix", "--write"]);
    assert!(
        again
            .stderr
            .starts_with("nothing here can be put right without a decision"),
        "{}",
        again.stderr
    );
    assert_eq!(
        fs::read_to_string(store.path().join(HELD)).expect("the record"),
        slipped
    );
}

#[test]
fn paths_narrow_what_is_put_right() {
    let store = example_with_a_slip();
    let elsewhere = store.path().join("people");
    let output = check(&elsewhere, &["--fix", "--write"]);
    assert_eq!(
        (output.status, output.stdout.as_str()),
        (0, ""),
        "{}",
        output.stderr
    );
    let text = fs::read_to_string(store.path().join(HELD)).expect("the record");
    assert!(text.contains("minuets: 45"));
}

#[test]
fn only_files_on_disk_are_put_right_and_only_when_that_is_asked_for() {
    let store = example_with_a_slip();
    for (args, words) in [
        (&["--write"][..], "--fix"),
        (&["--fix", "--format", "json"], "--format"),
    ] {
        let output = check(store.path(), args);
        assert_eq!(output.status, 2, "{args:?}");
        assert!(output.stderr.contains(words), "{}", output.stderr);
    }
    let built = crate::support::store::StoreBuilder::new()
        .commit(
            "Begin",
            &Vec::from_iter(clean().iter().map(|(path, text)| (path.as_str(), text))),
        )
        .build();
    for args in [
        ["--fix", "--at", "HEAD"].as_slice(),
        &["--fix", "--write", "--staged"],
    ] {
        let output = check(&built.dir(), args);
        assert_eq!(output.status, 2, "{args:?} {}", output.stderr);
        assert!(
            output.stderr.contains("only the files on disk"),
            "{}",
            output.stderr
        );
    }
}

#[test]
fn a_file_is_replaced_only_while_it_stands_there_as_it_was_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path();
    fs::create_dir(dir.join("people")).expect("made");
    let file = dir.join("people/jo.yaml");
    fs::write(&file, "one").expect("written");
    crate::support::store::hermetic();
    let store = Store::founded_in(dir).expect("a folder");
    let replace = |path: &str| store.save(&[Edit::replace(path, "one", "two")]);
    fs::write(&file, "changed").expect("written");
    let words = replace("people/jo.yaml")
        .expect_err("it has changed")
        .to_string();
    assert!(words.contains("has changed since it was read"), "{words}");
    assert_eq!(fs::read(&file).expect("read"), b"changed");
    for path in [
        "../jo.yaml",
        "people/../jo.yaml",
        "/etc/passwd",
        "people/none.yaml",
        ".git/config",
        ".supervision/lock",
    ] {
        assert!(replace(path).is_err(), "{path}");
    }
    fs::write(&file, "one").expect("written");
    fs::write(dir.join("people/.jo.yaml.part"), "somebody's").expect("written");
    replace("people/jo.yaml").expect("replaced");
    let left = fs::read(dir.join("people/.jo.yaml.part")).expect("read");
    assert_eq!(left, b"somebody's", "what stands there is not ours");
    fs::remove_file(dir.join("people/.jo.yaml.part")).expect("removed");
    assert_eq!(fs::read(&file).expect("read"), b"two");
    let names = fs::read_dir(dir.join("people")).expect("listed").count();
    assert_eq!(names, 1, "nothing is left beside it");
}

#[cfg(unix)]
#[test]
fn a_link_is_never_written_through_and_the_rights_of_a_file_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("store");
    let outside = folder.path().join("outside");
    for path in [&dir, &outside] {
        fs::create_dir(path).expect("made");
    }
    fs::write(outside.join("a.yaml"), "one").expect("written");
    symlink(outside.join("a.yaml"), dir.join("a.yaml")).expect("linked");
    symlink(&outside, dir.join("people")).expect("linked");
    crate::support::store::hermetic();
    let store = Store::founded_in(&dir).expect("a folder");
    for path in ["a.yaml", "people/a.yaml"] {
        let saved = store.save(&[Edit::replace(path, "one", "two")]);
        assert!(
            matches!(saved, Err(Error::ChangedMeanwhile { .. })),
            "{path}"
        );
        let saved = store.save(&[Edit::new_file(path, "two")]);
        assert!(matches!(saved, Err(Error::StandsAlready { .. })), "{path}");
    }
    assert_eq!(fs::read(outside.join("a.yaml")).expect("read"), b"one");
    assert_eq!(fs::read_dir(&outside).expect("listed").count(), 1);
    let file = dir.join("b.yaml");
    fs::write(&file, "one").expect("written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("set");
    let saved = store.save(&[Edit::replace("b.yaml", "one", "two")]);
    saved.expect("replaced");
    let mode = fs::metadata(&file).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}
