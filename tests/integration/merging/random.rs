//! Random changes to records of the example on two sides.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use proptest::prelude::*;
use supervision::revision::merge::{Outcome, Versions, merge};
use supervision::text::{front, yaml};

use crate::support::example;

/// A change to one line of a text.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    /// Another word at the end of the line.
    Word,
    /// The line is taken away.
    Gone,
    /// The line stands twice.
    Twice,
    /// A comment or a paragraph above it.
    Above,
    /// An item or a paragraph below it, as deep as it.
    Below,
    /// The line changes places with the next.
    Swapped,
}

pub(crate) fn edit() -> impl Strategy<Value = (usize, Edit)> {
    prop_oneof![9 => edit_in_place(), 1 => (any::<usize>(), Just(Edit::Swapped))]
}

/// A change but for one of places.
fn edit_in_place() -> impl Strategy<Value = (usize, Edit)> {
    let kinds = prop_oneof![
        4 => Just(Edit::Word),
        2 => Just(Edit::Gone),
        1 => Just(Edit::Twice),
        2 => Just(Edit::Above),
        3 => Just(Edit::Below),
    ];
    (any::<usize>(), kinds)
}

/// The text with the changes, each new line with a mark by which it is known.
pub(crate) fn changed(text: &str, edits: &[(usize, Edit)], side: &str) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    for (index, (place, edit)) in edits.iter().enumerate() {
        let at = place % lines.len();
        let mark = format!("{side}{index}");
        let line = lines[at].trim_end_matches('\n').to_owned();
        let depth = " ".repeat(line.len() - line.trim_start().len());
        match edit {
            Edit::Word if line.trim().is_empty() => lines[at] = format!("{mark}\n"),
            Edit::Word => lines[at] = format!("{line} {mark}\n"),
            Edit::Gone if lines.len() > 1 => {
                lines.remove(at);
            }
            Edit::Gone => {}
            Edit::Twice => lines.insert(at, format!("{line}\n")),
            Edit::Above => lines.insert(at, format!("{depth}# {mark}\n")),
            Edit::Below if line.trim_start().starts_with("- ") => {
                lines.insert(at + 1, format!("{depth}- {mark}\n"));
            }
            Edit::Below if line.trim_start().contains(": ") => {
                lines.insert(at + 1, format!("{depth}{mark}: {mark}\n"));
            }
            Edit::Below => lines.insert(at + 1, format!("\n{mark}\n")),
            Edit::Swapped if at + 1 < lines.len() => lines.swap(at, at + 1),
            Edit::Swapped => {}
        }
    }
    lines.concat()
}

/// How often each line stands in a text, but for blank ones.
fn count(text: &str) -> BTreeMap<&str, usize> {
    let mut lines = BTreeMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        *lines.entry(line).or_default() += 1;
    }
    lines
}

/// Lines that a side has written and that the outcome has not: those that it has more often than the base, where the other side
/// has taken none of them away.
fn lost<'a>(base: &str, side: &'a str, other: &str, merged: &str) -> Vec<&'a str> {
    let (base, other, merged) = (count(base), count(other), count(merged));
    let of =
        |lines: &BTreeMap<&str, usize>, line: &str| lines.get(line).copied().unwrap_or_default();
    let side = count(side).into_iter();
    let lost = side.filter(|(line, many)| {
        *many > of(&base, line) && of(&other, line) >= of(&base, line) && of(&merged, line) < *many
    });
    lost.map(|(line, _)| line).collect()
}

fn can_be_read(path: &str, text: &str) -> bool {
    match path.ends_with(".md") {
        true => front::split(text).is_ok_and(|parts| yaml::parse(text, parts.front).is_ok()),
        false => yaml::parse(text, 0..text.len()).is_ok(),
    }
}

fn put_together(path: &str, base: &str, ours: &str, theirs: &str) -> Outcome {
    let versions = Versions {
        base,
        ours,
        theirs,
        marker: 7,
    };
    merge(path, &versions, &[])
}

pub(crate) fn records() -> &'static [(String, String)] {
    static RECORDS: OnceLock<Vec<(String, String)>> = OnceLock::new();
    RECORDS.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("records-example");
        let files = example::contents(&folder).into_iter();
        let named = files.map(|(path, bytes)| {
            let path = Path::new(&path).strip_prefix(&folder).expect("inside");
            (
                path.to_string_lossy().replace('\\', "/"),
                String::from_utf8(bytes).expect("text"),
            )
        });
        let records = named.filter(|(path, _)| {
            !path.starts_with('.') && (path.ends_with(".md") || path.ends_with(".yaml"))
        });
        records.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Every line that a side has written stands in the outcome, whether a person is to decide or not; and what nobody has
    /// touched stands there too.
    #[test]
    fn no_line_of_either_side_is_lost(
        pick: usize,
        ours in prop::collection::vec(edit(), 0..6),
        theirs in prop::collection::vec(edit(), 0..6),
    ) {
        let records = records();
        let (path, base) = &records[pick % records.len()];
        let (ours, theirs) = (changed(base, &ours, "ours"), changed(base, &theirs, "theirs"));
        let outcome = put_together(path, base, &ours, &theirs);
        let text = &outcome.merged.text;
        prop_assert_eq!(lost(base, &ours, &theirs, text), Vec::<&str>::new(), "of ours, in\n{}", text);
        prop_assert_eq!(lost(base, &theirs, &ours, text), Vec::<&str>::new(), "of theirs, in\n{}", text);
        let untouched: String = base
            .split_inclusive('\n')
            .filter(|line| {
                let many = |text: &str| text.split_inclusive('\n').filter(|other| other == line).count();
                many(&ours) >= many(base) && many(&theirs) >= many(base)
            })
            .collect();
        prop_assert_eq!(lost("", &untouched, "", text), Vec::<&str>::new(), "of both, in\n{}", text);
        let is_decided = outcome.merged.conflicts.is_empty();
        prop_assert_eq!(is_decided, !text.contains("<<<<<<<"));
        if is_decided && can_be_read(path, &ours) && can_be_read(path, &theirs) {
            prop_assert!(can_be_read(path, text), "{}", text);
        }
    }

    /// A side that has changed nothing takes the other's text, byte for byte, and two equal sides stay as they are.
    #[test]
    fn one_side_alone_is_taken_as_it_is(
        pick: usize,
        edits in prop::collection::vec(edit(), 0..6),
    ) {
        let records = records();
        let (path, base) = &records[pick % records.len()];
        let side = changed(base, &edits, "side");
        for (ours, theirs) in [(base, &side), (&side, base), (&side, &side)] {
            let outcome = put_together(path, base, ours, theirs);
            prop_assert_eq!(&outcome.merged.conflicts, &Vec::<String>::new());
            prop_assert_eq!(&outcome.merged.text, &side);
        }
    }

    /// Where git merges line by line without a conflict and so do we, the lines are the same. What changed places is left out: to
    /// git that is one line gone and another come, so it brings back what the other side took away.
    #[test]
    fn git_agrees_where_both_know_what_to_do(
        pick: usize,
        ours in prop::collection::vec(edit_in_place(), 1..3),
        theirs in prop::collection::vec(edit_in_place(), 1..3),
    ) {
        let records = records();
        let (path, base) = &records[pick % records.len()];
        let (ours, theirs) = (changed(base, &ours, "ours"), changed(base, &theirs, "theirs"));
        let outcome = put_together(path, base, &ours, &theirs);
        if let Some(by_git) = merge_file(base, &ours, &theirs)
            && outcome.merged.conflicts.is_empty()
        {
            prop_assert_eq!(count(&outcome.merged.text), count(&by_git), "\n{}", outcome.merged.text);
        }
    }
}

/// What `git merge-file` makes of it; none where there is a conflict.
fn merge_file(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let output = Command::new("git")
        .args(["merge-file", "-p", "ours", "base", "theirs"])
        .current_dir(folder.path())
        .output()
        .expect("git runs");
    let text = String::from_utf8(output.stdout).expect("text");
    output.status.success().then_some(text)
}

#[test]
fn the_folder_of_the_example_is_there() {
    assert!(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("records-example")
            .is_dir()
    );
    assert!(records().len() > 400);
}
