//! `supervision diff` from outside: ranges, paths, formats, and git calling it.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::example;
use crate::support::git::done;
use crate::support::published;
use crate::support::run::{Output, Supervision};

const SESSION: &str = "workers/jo-field/3-supervision/2026-10-21.md";
const SCHEMA: &str = include_str!("../../../schemas/output/diff.schema.json");

fn replace(dir: &Path, path: &str, from: &str, to: &str) {
    let file = dir.join(path);
    let text = fs::read_to_string(&file).expect("the record");
    assert_eq!(text.matches(from).count(), 1, "{from}");
    fs::write(file, text.replace(from, to)).expect("written");
}

/// Two commits, and a change on disk: minutes in the last commit, a word on disk.
fn changed() -> TempDir {
    let store = example::copy();
    let dir = store.path();
    done(dir, &["init", "-q", "-b", "main"]);
    done(dir, &["add", "."]);
    done(dir, &["commit", "-qm", "The records"]);
    replace(dir, SESSION, "minutes: 90", "minutes: 45");
    done(dir, &["commit", "-qam", "Shorter"]);
    replace(dir, SESSION, "Meeting room 2", "Meeting room 3");
    store
}

fn diff(dir: &Path, args: &[&str]) -> Output {
    let args = std::iter::once("diff").chain(args.iter().copied());
    Supervision::new(args).in_dir(dir).run()
}

#[test]
fn without_a_range_the_disk_is_compared_with_the_last_commit() {
    let store = changed();
    let output = diff(store.path(), &["--changes-only"]);
    assert_eq!(output.status, 0, "{}", output.stderr);
    assert_eq!(
        output.stdout,
        "What has changed from the last commit to the files on disk\n\
         \n\
         workers/jo-field/3-supervision/2026-10-21.md (session, changed)\n\
         \x20 content  place  1 word new, 1 gone\n\
         \n\
         1 file: 1 changed; content in 1.\n"
    );
    let output = diff(store.path(), &["--changes-only", "--show-text"]);
    assert!(
        output
            .stdout
            .contains("place  Meeting room [-2-]{+3+}, Eastgate House\n"),
        "{}",
        output.stdout
    );
}

#[test]
fn ranges_are_those_of_git() {
    let store = changed();
    let dir = store.path();
    let stat = |args: &[&str]| {
        let output = diff(dir, &[args, &["--stat"]].concat());
        assert_eq!(output.status, 0, "{args:?}: {}", output.stderr);
        output.stdout.lines().next().unwrap_or_default().to_owned()
    };
    let one = format!("{SESSION}  1 change (content)");
    assert_eq!(stat(&["HEAD~1..HEAD"]), one);
    assert_eq!(stat(&["HEAD~1"]), format!("{SESSION}  2 changes (content)"));
    assert_eq!(stat(&["HEAD..HEAD"]), "Nothing has changed.");
    assert_eq!(stat(&["--staged"]), "Nothing has changed.");
    done(dir, &["add", "."]);
    assert_eq!(stat(&["--staged"]), one);
    // What main has done since is no change of the branch.
    done(dir, &["commit", "-qm", "Room"]);
    done(dir, &["checkout", "-qb", "branch", "HEAD~1"]);
    replace(dir, SESSION, "\"09:30\"", "\"10:30\"");
    done(dir, &["commit", "-qam", "Later"]);
    assert_eq!(stat(&["main...branch"]), one);
    assert_eq!(
        stat(&["main..branch"]),
        format!("{SESSION}  2 changes (content)")
    );
}

#[test]
fn paths_narrow_it() {
    let store = changed();
    let dir = store.path();
    replace(
        dir,
        "children/c-1042/child.yaml",
        "case-reference: ",
        "case-reference:  ",
    );
    let both = diff(dir, &["--stat"]).stdout;
    assert!(
        both.contains("children/c-1042/child.yaml") && both.contains(SESSION),
        "{both}"
    );
    assert!(both.contains("(form)"), "{both}");
    let one = diff(dir, &["--stat", "workers/jo-field"]).stdout;
    assert!(!one.contains("children/") && one.contains(SESSION), "{one}");
    let ranged = diff(dir, &["HEAD~1..HEAD", "children", "--stat"]).stdout;
    assert_eq!(ranged, "Nothing has changed.\n");
}

#[test]
fn a_name_that_is_no_commit_is_told_with_what_to_do() {
    let store = changed();
    for range in [
        "nowhere..HEAD",
        "HEAD..nowhere",
        "nowhere...HEAD",
        "nowhere",
    ] {
        let output = diff(store.path(), &[range]);
        assert_eq!(output.status, 2, "{range}");
        assert!(
            output.stderr.contains("`nowhere` names no commit"),
            "{range}: {}",
            output.stderr
        );
    }
    let output = diff(store.path(), &["--at", "HEAD"]);
    assert!(
        output.stderr.contains("name them as A..B"),
        "{}",
        output.stderr
    );
}

#[test]
fn the_json_follows_its_schema_with_and_without_words() {
    let store = changed();
    fs::remove_file(
        store
            .path()
            .join("workers/tom-brennan/3-supervision/2026-02-02.md"),
    )
    .expect("removed");
    fs::write(
        store.path().join("children/c-1042/decisions/2026-10-30.md"),
        "---\nkind: [\n---\n",
    )
    .expect("written");
    for args in [
        &["--format", "json"][..],
        &["--format", "json", "--show-text"],
        &["HEAD~1..HEAD", "--format", "json", "--changes-only"],
    ] {
        let output = diff(store.path(), args);
        let json = published::json(&output.stdout, SCHEMA);
        assert!(!json["files"].as_array().expect("files").is_empty());
    }
}

#[test]
fn a_record_that_changed_its_place_is_one_record() {
    let store = changed();
    let dir = store.path();
    done(dir, &["commit", "-qam", "Room"]);
    fs::rename(
        dir.join(SESSION),
        dir.join("workers/jo-field/3-supervision/2026-10-22.md"),
    )
    .expect("moved");
    let output = diff(dir, &["--stat"]);
    assert!(
        output.stdout.contains(
            "2026-10-22.md  session, moved from workers/jo-field/3-supervision/2026-10-21.md (form)"
        ),
        "{}",
        output.stdout
    );
}

#[test]
fn git_shows_records_field_by_field_where_it_was_told_to() {
    let store = changed();
    let dir = store.path();
    fs::write(
        dir.join(".gitattributes"),
        "*.md diff=supervision merge=supervision\n*.yaml diff=supervision merge=supervision\n",
    )
    .expect("written");
    let output = Supervision::new(["hook", "install"]).in_dir(dir).run();
    assert_eq!(output.status, 0, "{}", output.stderr);
    let words = done(dir, &["diff"]);
    assert_eq!(
        words,
        "\nworkers/jo-field/3-supervision/2026-10-21.md (session, changed)\n\x20 content  place  Meeting room [-2-]{+3+}, Eastgate House\n"
    );
    assert!(done(dir, &["diff", "--no-ext-diff"]).contains("+place: Meeting room 3"));
    done(
        dir,
        &[
            "mv",
            SESSION,
            "workers/jo-field/3-supervision/2026-10-22.md",
        ],
    );
    let moved = done(dir, &["diff", "-M", "HEAD"]);
    assert!(
        moved.contains(
            "2026-10-22.md (session, moved from workers/jo-field/3-supervision/2026-10-21.md)"
        ),
        "{moved}"
    );
}
