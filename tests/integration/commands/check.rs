//! `supervision check` from outside.

use std::fs;
use std::path::Path;

use crate::support::example;
use crate::support::published;
use crate::support::run::Supervision;

#[test]
fn the_example_is_clean_and_the_exit_status_says_so() {
    let output = Supervision::new(["check", "records-example"]).run();
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    assert_eq!(output.stdout, "");
    assert!(
        output
            .stderr
            .contains("nothing is wrong (as of 2026-11-02)"),
        "{}",
        output.stderr
    );
}

#[test]
fn a_fault_is_shown_with_its_line_the_policy_line_the_clause_and_what_to_do() {
    let store = example::copy();
    let path = "workers/jo-field/3-supervision/2025-09-11.md";
    let line = example::edit(store.path(), path, "minutes: ", "minutes: 45");
    let output = check(store.path(), &["--format", "short"]);
    assert_eq!(output.status, 1);
    assert_eq!(
        output.stdout,
        format!(
            "{path}:{line}:10: error: session-too-short: the session of 2025-09-11 lasted 45 minutes, 90 are asked\n"
        )
    );
    let human = check(store.path(), &[]).stdout;
    for part in [
        "minutes: 45",
        "at-least-minutes: 90",
        "because: Rotherham R8b (section 8); Rotherham R8a (section 8)",
        "help: ",
    ] {
        assert!(human.contains(part), "`{part}` in\n{human}");
    }
}

#[test]
fn json_follows_its_published_schema() {
    let store = example::copy();
    example::edit(
        store.path(),
        "workers/jo-field/3-supervision/2025-09-11.md",
        "minutes: ",
        "minutes: 45",
    );
    let output = check(store.path(), &["--format", "json"]);
    let json = published::json(
        &output.stdout,
        include_str!("../../../schemas/output/check.schema.json"),
    );
    assert_eq!(json["counts"]["error"], 1);
    assert_eq!(json["as_of"], "2026-11-02");
    assert_eq!(json["findings"][0]["because"][1]["clause"], "R8a");
    assert_eq!(
        output.stderr, "",
        "a program that reads JSON is told nothing else"
    );
}

#[test]
fn what_people_wrote_is_masked_unless_it_is_asked_for() {
    let store = example::copy();
    let path = "workers/jo-field/3-supervision/2025-09-11.md";
    example::edit(store.path(), path, "place: ", "place: TODO canaryword");
    let shown = check(store.path(), &[]).stdout;
    assert!(
        shown.contains("placeholder-left") && !shown.contains("canaryword"),
        "{shown}"
    );
    let shown = check(store.path(), &["--show-text"]).stdout;
    assert!(shown.contains("canaryword"), "{shown}");
}

#[test]
fn paths_narrow_what_is_shown_and_not_what_is_read() {
    let store = example::copy();
    example::edit(
        store.path(),
        "workers/jo-field/3-supervision/2025-09-11.md",
        "minutes: ",
        "minutes: 45",
    );
    let of = |path: &str| {
        let path = store.path().join(path);
        Supervision::new(["check", "--format", "short", &path.to_string_lossy()]).run()
    };
    assert_eq!(of("workers/jo-field").status, 1);
    assert_eq!(of("workers/tom-brennan").status, 0);
}

#[test]
fn an_accepted_finding_is_counted_and_an_acceptance_left_over_is_found() {
    let store = example::copy();
    example::edit(
        store.path(),
        "workers/jo-field/3-supervision/2025-09-11.md",
        "minutes: ",
        "minutes: 45",
    );
    let accept = |code: &str, until: &str| {
        let accepted = format!(
            "accepted:\n  - code: {code}\n    record: jo-field/3-supervision/2025-09-11\n    reason: A fire drill.\n    by: helen-marsh\n    until: {until}\nexempt-teams:"
        );
        let copy = example::copy();
        fs::copy(
            store
                .path()
                .join("workers/jo-field/3-supervision/2025-09-11.md"),
            copy.path()
                .join("workers/jo-field/3-supervision/2025-09-11.md"),
        )
        .expect("copied");
        example::edit(copy.path(), "supervision.yaml", "exempt-teams:", &accepted);
        check(copy.path(), &["--format", "short"])
    };
    let output = accept("session-too-short", "2026-12-31");
    assert_eq!((output.status, output.stdout.as_str()), (0, ""));
    assert!(
        output.stderr.contains("1 accepted in the settings"),
        "{}",
        output.stderr
    );
    let expired = accept("session-too-short", "2026-11-01");
    assert_eq!(
        (expired.status, expired.stdout.lines().count()),
        (1, 1),
        "{}",
        expired.stdout
    );
    let unused = accept("session-overdue", "2026-12-31").stdout;
    assert!(
        unused.contains("acceptance-unused") && unused.contains("session-too-short"),
        "{unused}"
    );
}

#[test]
fn settings_that_name_a_finding_that_there_is_not_are_found() {
    let store = example::copy();
    let settings = "severities:\n  session-to-short: off\n  session-too-short: warning\naccepted:\n  - code: last-visit-mising\n    reason: A fire drill.\n    by: helen-marsh\n    until: 2026-12-31\nexempt-teams:";
    let path = "workers/jo-field/3-supervision/2025-09-11.md";
    example::edit(store.path(), path, "minutes: ", "minutes: 45");
    let line = example::edit(store.path(), "supervision.yaml", "exempt-teams:", settings);
    let output = check(store.path(), &["--format", "short"]);
    let lines: Vec<&str> = output.stdout.lines().collect();
    let wanted = [
        format!(
            "supervision.yaml:{}:21: error: finding-unknown: there is no finding `session-to-short`, so this changes nothing",
            line + 1
        ),
        format!(
            "supervision.yaml:{}:11: error: finding-unknown: there is no finding `last-visit-mising`, so this changes nothing",
            line + 4
        ),
    ];
    assert_eq!(lines[..2], wanted, "{}", output.stdout);
    assert!(
        lines[2].starts_with(&format!("{path}:"))
            && lines[2].contains("warning: session-too-short"),
        "a level that names a finding holds: {}",
        output.stdout
    );
    assert_eq!(lines.len(), 3, "{}", output.stdout);
    let human = check(store.path(), &[]).stdout;
    assert!(
        human.contains("did you mean `session-too-short`?"),
        "{human}"
    );
}

#[test]
fn a_slip_in_the_name_of_a_field_is_one_fault_and_not_two() {
    let store = example::copy();
    let path = "children/c-1042/supervision/2026-02-11-jo-field.md";
    example::edit(store.path(), path, "recorded: ", "recoreded: 2026-02-12");
    let output = check(store.path(), &["--format", "short"]).stdout;
    assert_eq!(output.lines().count(), 1, "{output}");
    assert!(
        output.contains("field-unknown: `recoreded` is no field here"),
        "{output}"
    );
}

#[test]
fn check_never_writes() {
    let store = example::copy();
    let before = example::contents(store.path());
    let _ = check(store.path(), &[]);
    assert_eq!(before, example::contents(store.path()));
}

#[test]
fn nothing_to_check_is_said_and_no_error_where_the_settings_stand() {
    let dir = tempfile::tempdir().expect("a folder");
    let settings = "kind: store\nformat: 1\nid: empty\norganisation: None\nmarking: OFFICIAL\npolicies:\n  - pack: rotherham\n    from: 2025-09-01\n";
    fs::write(dir.path().join("supervision.yaml"), settings).expect("written");
    let output = check(dir.path(), &["--format", "short"]);
    assert_eq!(output.status, 0);
    assert!(
        output
            .stdout
            .contains("warning: store-empty: nobody is in this store yet"),
        "{}",
        output.stdout
    );
    // Settings that cannot be read are no store that somebody is beginning.
    fs::write(dir.path().join("supervision.yaml"), "kind: [").expect("written");
    let output = check(dir.path(), &["--format", "short"]);
    assert_eq!(output.status, 1, "{}", output.stdout);
    assert!(!output.stdout.contains("store-empty"), "{}", output.stdout);
}

#[test]
fn no_store_says_where_it_looked_and_fails() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = Supervision::new(["check"]).in_dir(dir.path()).run();
    assert_eq!((output.status, output.stdout.as_str()), (2, ""));
    assert!(
        output.stderr.contains("no supervision.yaml here or above"),
        "{}",
        output.stderr
    );
}

#[test]
fn the_same_store_gives_the_same_bytes() {
    let store = example::copy();
    for day in ["2025-09-11", "2025-09-18", "2025-09-25"] {
        example::edit(
            store.path(),
            &format!("workers/jo-field/3-supervision/{day}.md"),
            "minutes: ",
            "minutes: 45",
        );
    }
    let first = check(store.path(), &["--format", "json"]).stdout;
    for _ in 0..3 {
        assert_eq!(first, check(store.path(), &["--format", "json"]).stdout);
    }
}

fn check(store: &Path, args: &[&str]) -> crate::support::run::Output {
    let store = store.to_string_lossy().into_owned();
    let all = ["check".to_owned(), store]
        .into_iter()
        .chain(args.iter().map(|arg| (*arg).to_owned()));
    Supervision::new(all).run()
}
