//! `supervision log`, `show` and `blame` from outside: one session from its first commit to its last.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::example;
use crate::support::git::done;
use crate::support::published;
use crate::support::run::Supervision;

const NAME: &str = "jo-field/3-supervision/2026-10-21";
const PATH: &str = "workers/jo-field/3-supervision/2026-10-21.md";

/// Commits everything as of a day at nine in the morning.
fn commit(dir: &Path, day: &str, words: &str) {
    done(dir, &["add", "-A"]);
    let date = format!("{day}T09:00:00+0000");
    // The committer's clock is what git takes from its surroundings, which the harness clears: so it is written anew.
    done(dir, &["commit", "-qm", words, "--date", &date]);
    let environment = format!(
        "GIT_COMMITTER_DATE='{date}' git commit -q --amend --no-edit --no-verify --date '{date}'"
    );
    done(
        dir,
        &["-c", &format!("alias.redate=!{environment}"), "redate"],
    );
}

fn replace(dir: &Path, path: &str, from: &str, to: &str) {
    let text = fs::read_to_string(dir.join(path)).expect("the record");
    assert!(text.contains(from), "{from}");
    fs::write(dir.join(path), text.replacen(from, to, 1)).expect("written");
}

fn run(dir: &Path, args: &[&str]) -> String {
    let output = Supervision::new(args.iter().copied()).in_dir(dir).run();
    assert_eq!(output.status, 0, "{args:?}: {}", output.stderr);
    output.stdout
}

/// A session that is written late, moved, changed, signed, and changed after that.
fn told() -> TempDir {
    let store = example::copy();
    let dir = store.path();
    let text = fs::read_to_string(dir.join(PATH)).expect("the record");
    fs::remove_file(dir.join(PATH)).expect("removed");
    done(dir, &["init", "-q", "-b", "main"]);
    commit(dir, "2026-10-01", "The records");
    let first = dir.join("workers/jo-field/3-supervision/2026-10-20.md");
    fs::write(&first, &text).expect("written");
    commit(dir, "2026-11-05", "Session");
    fs::rename(first, dir.join(PATH)).expect("moved");
    commit(dir, "2026-11-06", "The right day");
    replace(dir, PATH, "minutes: 90", "minutes: 85");
    commit(dir, "2026-11-07", "Length");
    run(
        dir,
        &[
            "sign",
            NAME,
            "--as",
            "supervisee",
            "--by",
            "jo-field",
            "--as-of",
            "2026-11-08",
        ],
    );
    commit(dir, "2026-11-09", "Signed");
    replace(dir, PATH, "Meeting room 2", "Meeting room 3");
    commit(dir, "2026-11-10", "Room");
    store
}

#[test]
fn a_session_is_told_from_its_first_commit_to_its_last_through_a_move() {
    let store = told();
    let shown = run(store.path(), &["log", NAME]);
    // Commit ids differ by nothing here, but are not what this is about.
    let lines: Vec<String> = shown
        .lines()
        .map(|line| line.split("  (").next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        lines.join("\n"),
        "10 November 2026 09:00  Sam Okoro\n\
         \x20 workers/jo-field/3-supervision/2026-10-21.md\n\
         \x20   changed: content; AFTER IT WAS SIGNED by jo-field\n\
         \n\
         9 November 2026 09:00  Sam Okoro\n\
         \x20 workers/jo-field/3-supervision/2026-10-21.md\n\
         \x20   signed by jo-field as supervisee on 8 November 2026: agree\n\
         \n\
         7 November 2026 09:00  Sam Okoro\n\
         \x20 workers/jo-field/3-supervision/2026-10-21.md\n\
         \x20   changed: content; after it was shared\n\
         \n\
         6 November 2026 09:00  Sam Okoro\n\
         \x20 workers/jo-field/3-supervision/2026-10-21.md\n\
         \x20   moved from workers/jo-field/3-supervision/2026-10-20.md\n\
         \n\
         5 November 2026 09:00  Sam Okoro\n\
         \x20 workers/jo-field/3-supervision/2026-10-20.md\n\
         \x20   written: of 21 October 2026, written up on 21 October 2026 (15 days before it was committed)\n\
         \x20   shared with the supervisee on 22 October 2026"
    );
}

#[test]
fn who_authorised_whose_sign_off_fell_and_what_was_taken_away_is_told() {
    let store = told();
    let dir = store.path();
    // An interval that was longer than the policy's, entered first without who allowed it.
    let note = "children/c-1063/supervision/2026-02-11-jo-field.md";
    let text = fs::read_to_string(dir.join(note)).expect("the record");
    let start = text.find("authorisation:\n").expect("there");
    let rest = &text[start + "authorisation:\n".len()..];
    let length: usize = rest
        .lines()
        .take_while(|line| line.starts_with(' '))
        .map(|line| line.len() + 1)
        .sum();
    let without = text[..start].to_owned() + &rest[length..];
    fs::write(dir.join(note), without).expect("written");
    commit(dir, "2026-11-11", "Without");
    fs::write(dir.join(note), text).expect("written");
    commit(dir, "2026-11-12", "With");
    let statement = "workers/jo-field/3-supervision/signoffs/2026-10-21/1-supervisee.st";
    replace(dir, statement, "meaning: agree", "meaning: disagree");
    commit(dir, "2026-11-13", "Changed");
    fs::remove_dir_all(dir.join("workers/jo-field/3-supervision/signoffs/2026-10-21"))
        .expect("removed");
    fs::remove_file(dir.join(PATH)).expect("removed");
    commit(dir, "2026-11-14", "Gone");

    let child = run(dir, &["log", "c-1063", "--since", "2026-11-11"]);
    assert!(
        child.contains("    authorised by helen-marsh\n"),
        "only who is new is told: {child}"
    );
    assert_eq!(child.matches("authorised by").count(), 1, "{child}");
    let session = run(dir, &["log", NAME, "--since", "2026-11-11"]);
    let days: Vec<&str> = session.split("\n\n").collect();
    assert!(
        days[0].contains("    taken away\n")
            && days[0].contains("SIGN-OFF CHANGED OR TAKEN AWAY: that of jo-field"),
        "{session}"
    );
    assert!(
        days[1].contains("SIGN-OFF CHANGED OR TAKEN AWAY: that of jo-field")
            && !days[1].contains("taken away\n"),
        "{session}"
    );
    assert_eq!(days.len(), 2, "{session}");
    let json = published::json(
        &run(dir, &["log", "--format", "json", "--since", "2026-11-11"]),
        include_str!("../../../schemas/output/log.schema.json"),
    );
    let acts = |at: usize| {
        let records = json["commits"][at]["records"].as_array().expect("records");
        let acts = records
            .iter()
            .flat_map(|record| record["acts"].as_array().expect("acts"));
        let names = acts.map(|act| act["act"].as_str().expect("a name").to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(acts(0), ["taken-away", "sign-off-undone"]);
    assert_eq!(acts(1), ["sign-off-undone"]);
    assert!(acts(2).contains(&"authorised".to_owned()), "{:?}", acts(2));
}

#[test]
fn changes_are_shown_where_they_are_asked_for_and_words_where_those_are() {
    let store = told();
    let plain = run(store.path(), &["log", NAME, "--changes"]);
    assert!(plain.contains("      minutes: 90 → 85\n"), "{plain}");
    assert!(
        plain.contains("      place: 1 word new, 1 gone\n"),
        "{plain}"
    );
    assert!(!plain.contains("Meeting room"), "{plain}");
    let shown = run(store.path(), &["log", NAME, "--changes", "--show-text"]);
    assert!(
        shown.contains("place: Meeting room [-2-]{+3+}, Eastgate House"),
        "{shown}"
    );
    let since = run(store.path(), &["log", "jo-field", "--since", "2026-11-09"]);
    assert_eq!(since.matches("November 2026 09:00").count(), 2, "{since}");
}

#[test]
fn the_json_of_a_history_follows_its_schema() {
    let store = told();
    let output = run(store.path(), &["log", "--format", "json"]);
    let json = published::json(
        &output,
        include_str!("../../../schemas/output/log.schema.json"),
    );
    let commits = json["commits"].as_array().expect("commits");
    assert_eq!(commits.len(), 6);
    let acts = &commits[0]["records"][0]["acts"];
    assert_eq!(acts[0]["act"], "changed");
    assert_eq!(acts[0]["after_signing"][0], "jo-field");
}

#[test]
fn a_record_is_shown_as_it_was_known_on_a_day() {
    let store = told();
    let dir = store.path();
    let at = |day: &str| {
        Supervision::new(["show", NAME, "--at", day])
            .in_dir(dir)
            .run()
    };
    let before = at("2026-10-31");
    assert_eq!(
        before.status, 2,
        "it was held, and nobody had written it up"
    );
    assert!(
        before
            .stderr
            .contains("there is no record `jo-field/3-supervision/2026-10-21` there"),
        "{}",
        before.stderr
    );
    let first = at("2026-11-06");
    assert!(
        first.stdout.contains("minutes: 90\nplace: Meeting room 2"),
        "{}",
        first.stdout
    );
    assert!(
        first
            .stderr
            .contains("as committed by Sam Okoro on 6 November 2026"),
        "{}",
        first.stderr
    );
    assert!(first.stderr.contains("not signed"), "{}", first.stderr);
    let signed = at("2026-11-09");
    assert!(
        signed.stdout.contains("minutes: 85\nplace: Meeting room 2"),
        "{}",
        signed.stdout
    );
    assert!(
        signed.stderr.contains("sign-offs by the supervisee"),
        "{}",
        signed.stderr
    );
    let now = Supervision::new(["show", NAME]).in_dir(dir).run();
    assert_eq!(
        now.stdout,
        fs::read_to_string(dir.join(PATH)).expect("the record")
    );
    // The whole store can be read so: what was due as it was known then.
    let check = Supervision::new([
        "check",
        "--at",
        "2026-10-31",
        "--as-of",
        "2026-10-31",
        "--format",
        "short",
    ])
    .in_dir(dir)
    .run();
    assert!(
        check.stdout.contains("note-without-session"),
        "{}",
        check.stdout
    );
    let none = at("2020-01-01");
    assert!(
        none.stderr
            .contains("nothing had been committed by 1 January 2020"),
        "{}",
        none.stderr
    );
}

#[test]
fn each_part_is_put_down_to_whoever_made_it_what_it_is() {
    let store = told();
    let dir = store.path();
    let ids: Vec<String> = done(dir, &["log", "--format=%h", "--abbrev=10"])
        .lines()
        .map(str::to_owned)
        .collect();
    let blame = run(dir, &["blame", NAME]);
    let line = |way: &str| {
        let mut lines = blame
            .lines()
            .filter(|line| line.split("  ").any(|part| part.trim() == way));
        lines
            .next()
            .unwrap_or_else(|| panic!("{way} in\n{blame}"))
            .to_owned()
    };
    let of = |way: &str| blame.find(&format!("  {way} "));
    assert!(
        of("kind").is_some() && of("kind") < of("minutes") && of("minutes") < of("place"),
        "in the record's order: {blame}"
    );
    // The last commit but one signed it; the one before changed its length; it began two before that.
    assert!(line("place").contains(&ids[0]), "{blame}");
    assert!(line("minutes").contains(&ids[2]), "{blame}");
    for way in [
        "status",
        "cases › c-1042 › next-discussion",
        "Wellbeing › paragraph 1",
    ] {
        assert!(line(way).contains(&ids[4]), "{way}: {blame}");
    }
    assert!(
        !blame.contains("Anniversary"),
        "a topic is somebody's words: {blame}"
    );
    replace(dir, PATH, "type: individual", "type: group");
    let blame = run(dir, &["blame", NAME]);
    assert!(
        blame
            .lines()
            .any(|line| line.contains("not committed") && line.contains("type")),
        "{blame}"
    );
}

#[test]
fn a_name_that_was_never_there_is_told_so() {
    let store = told();
    let output = Supervision::new(["log", "jo-feild"])
        .in_dir(store.path())
        .run();
    assert_eq!(output.status, 2);
    assert!(
        output
            .stderr
            .contains("nothing that is called `jo-feild` was ever committed here"),
        "{}",
        output.stderr
    );
    let output = Supervision::new(["blame", "jo-field/3-supervision/2026-10-12"])
        .in_dir(store.path())
        .run();
    assert!(
        output
            .stderr
            .contains("did you mean `jo-field/3-supervision/2026-10-21`?"),
        "{}",
        output.stderr
    );
}
