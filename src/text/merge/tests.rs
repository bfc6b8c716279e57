//! What is taken, what is left for a person, and that nothing is lost, worked out by hand on one small record.

use super::*;

const KEYS: [&[&str]; 3] = [&["id"], &["child"], &["from"]];

const MANNER: Manner<'_> = Manner {
    marker: 7,
    names: ["here", "before", "there"],
    keys: &KEYS,
    decide_all: false,
};

const BASE: &str = "\
---
# who
kind: session
minutes: 90
cases:
  # the first
  - child: c-1
    note: >-
      as before,
      and more
    stable: true
  - child: c-2
    stable: false
tags: [a, b]
---

Said before.

## Plan

One.

Two.

Three.

## Views
";

fn changed(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(BASE.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text.replace(old, new)
    })
}

#[track_caller]
fn merges(ours: &[(&str, &str)], theirs: &[(&str, &str)], both: &[(&str, &str)]) {
    let merged = merge(&MANNER, BASE, &changed(ours), &changed(theirs));
    assert_eq!(merged.conflicts, Vec::<String>::new(), "{}", merged.text);
    assert_eq!(merged.text, changed(both));
}

#[track_caller]
fn conflicts(ours: &[(&str, &str)], theirs: &[(&str, &str)], way: &[&str]) -> String {
    let merged = merge(&MANNER, BASE, &changed(ours), &changed(theirs));
    assert_eq!(merged.conflicts, way, "{}", merged.text);
    merged.text
}

#[test]
fn two_fields_of_one_case_are_no_conflict_though_they_are_neighbours() {
    let ours = ("      and more\n", "      and much more\n");
    let theirs = ("    stable: true\n", "    stable: false # since May\n");
    merges(&[ours], &[theirs], &[ours, theirs]);
}

#[test]
fn the_same_change_on_both_sides_is_one_change() {
    let change = ("minutes: 90", "minutes: 60");
    merges(&[change], &[change], &[change]);
}

#[test]
fn two_values_for_one_field_are_for_a_person_to_decide() {
    let text = conflicts(
        &[("minutes: 90", "minutes: 60")],
        &[("minutes: 90", "minutes: 75")],
        &["minutes"],
    );
    assert!(text.contains(
        "kind: session\n<<<<<<< here\nminutes: 60\n||||||| before\nminutes: 90\n=======\nminutes: 75\n>>>>>>> there\ncases:\n"
    ), "{text}");
}

#[test]
fn the_way_to_what_is_to_be_decided_is_named() {
    conflicts(
        &[("stable: false", "stable: true")],
        &[("stable: false", "stable: null")],
        &["cases › c-2 › stable"],
    );
    conflicts(&[("Two.", "Two!")], &[("Two.", "Two?")], &["Plan"]);
}

#[test]
fn items_added_on_both_sides_stand_one_after_the_other() {
    let ours = (
        "tags: [a, b]",
        "  - child: c-3\n    stable: true\ntags: [a, b]",
    );
    let theirs = (
        "tags: [a, b]",
        "  # new\n  - child: c-4\n    stable: true\ntags: [a, b]",
    );
    let both = (
        "tags: [a, b]",
        "  - child: c-3\n    stable: true\n  # new\n  - child: c-4\n    stable: true\ntags: [a, b]",
    );
    merges(&[ours], &[theirs], &[both]);
}

#[test]
fn one_item_added_twice_with_other_words_is_for_a_person_to_decide() {
    conflicts(
        &[("tags:", "  - child: c-3\n    stable: true\ntags:")],
        &[("tags:", "  - child: c-3\n    stable: false\ntags:")],
        &["cases › c-3 › stable"],
    );
}

#[test]
fn what_one_side_takes_away_and_the_other_leaves_is_gone() {
    let gone = ("  - child: c-2\n    stable: false\n", "");
    let other = ("minutes: 90", "minutes: 60");
    merges(&[gone], &[other], &[gone, other]);
    merges(&[other], &[gone], &[gone, other]);
}

#[test]
fn what_one_side_takes_away_and_the_other_changes_is_for_a_person_to_decide() {
    let text = conflicts(
        &[("  - child: c-2\n    stable: false\n", "")],
        &[("stable: false", "stable: true")],
        &["cases › c-2"],
    );
    assert!(
        text.contains("  - child: c-2\n    stable: true\n>>>>>>> there"),
        "{text}"
    );
}

#[test]
fn two_paragraphs_that_stand_together_are_two_changes() {
    let (ours, theirs) = (("One.", "First."), ("Two.", "Second."));
    merges(&[ours], &[theirs], &[ours, theirs]);
}

#[test]
fn paragraphs_added_at_the_same_place_are_for_a_person_to_order() {
    let text = conflicts(
        &[("Three.", "Three.\n\nOurs.")],
        &[("Three.", "Three.\n\nTheirs.")],
        &["Plan"],
    );
    assert!(text.contains("<<<<<<< here\nOurs.\n"), "{text}");
    assert!(text.contains("=======\nTheirs.\n"), "{text}");
}

#[test]
fn sections_added_on_both_sides_both_stand() {
    let (ours, theirs) = (
        ("## Views\n", "## Risks\n\nR.\n\n## Views\n"),
        ("## Views\n", "## Views\n\n## Next\n\nN.\n"),
    );
    merges(
        &[ours],
        &[theirs],
        &[(
            "## Views\n",
            "## Risks\n\nR.\n\n## Views\n\n## Next\n\nN.\n",
        )],
    );
}

#[test]
fn items_put_in_another_order_keep_that_order_and_the_other_sides_change() {
    let moved = "cases:\n  - child: c-2\n    stable: false\n  # the first\n  - child: c-1\n    note: >-\n      as before,\n      and more\n    stable: true\n";
    let at = BASE.find("cases:").expect("cases");
    let end = BASE.find("tags:").expect("tags");
    let ours = format!("{}{moved}{}", &BASE[..at], &BASE[end..]);
    let theirs = changed(&[("stable: true", "stable: false # now")]);
    let merged = merge(&MANNER, BASE, &ours, &theirs);
    assert_eq!(merged.conflicts, Vec::<String>::new(), "{}", merged.text);
    assert_eq!(
        merged.text,
        ours.replace("stable: true", "stable: false # now")
    );
}

#[test]
fn periods_added_on_both_sides_are_for_a_person_to_order() {
    let base = "posts:\n  - from: 2026-01-01\n    role: a\n";
    let ours = format!("{base}  - from: 2026-03-01\n    role: b\n");
    let theirs = format!("{base}  - from: 2026-04-01\n    role: c\n");
    let merged = merge(&MANNER, base, &ours, &theirs);
    assert_eq!(merged.conflicts, ["posts"], "{}", merged.text);
}

#[test]
fn a_signed_side_is_never_changed_without_a_person() {
    let manner = Manner {
        decide_all: true,
        ..MANNER
    };
    let theirs = changed(&[("minutes: 90", "minutes: 60"), ("Two.", "Second.")]);
    let merged = merge(&manner, BASE, BASE, &theirs);
    assert_eq!(merged.conflicts, ["minutes", "Plan"], "{}", merged.text);
}

#[test]
fn a_text_that_cannot_be_read_is_decided_as_a_whole() {
    let merged = merge(&MANNER, "a: 1\n", "a: [\n", "a: 2\n");
    assert_eq!(merged.conflicts, ["the whole text"]);
    assert_eq!(
        merged.text,
        "<<<<<<< here\na: [\n||||||| before\na: 1\n=======\na: 2\n>>>>>>> there\n"
    );
    let merged = merge(&MANNER, "a: [\n", "a: [\n", "a: 2\n");
    assert_eq!(
        (merged.text.as_str(), merged.conflicts.len()),
        ("a: 2\n", 0)
    );
}

#[test]
fn line_ends_of_a_machine_are_no_change_and_stay() {
    let ours = changed(&[("minutes: 90", "minutes: 60")]).replace('\n', "\r\n");
    let theirs = changed(&[("Two.", "Second.")]);
    let merged = merge(&MANNER, BASE, &ours, &theirs);
    assert_eq!(merged.conflicts, Vec::<String>::new());
    let both = changed(&[("minutes: 90", "minutes: 60"), ("Two.", "Second.")]);
    assert_eq!(merged.text, both.replace('\n', "\r\n"));
}

#[test]
fn a_last_line_without_an_end_is_not_run_together_with_the_next() {
    let merged = merge(&MANNER, "a: 1\n", "a: 1\nb: 2", "a: 1\nc: 3");
    assert_eq!(merged.text, "a: 1\nb: 2\nc: 3");
}

#[test]
fn one_thing_that_both_sides_have_given_another_name_is_for_a_person_to_decide() {
    conflicts(
        &[("child: c-2", "child: c-8")],
        &[("child: c-2", "child: c-9")],
        &["cases"],
    );
    conflicts(
        &[("## Plan", "## Plans")],
        &[("## Plan", "## The plan")],
        &["the whole text"],
    );
}

#[test]
fn a_list_that_one_side_has_made_a_mapping_is_for_a_person_to_decide() {
    conflicts(
        &[
            ("  - child: c-2\n    stable: false\n", ""),
            ("  # the first\n  - child: c-1\n", ""),
        ],
        &[("stable: true", "stable: false # since May")],
        &["cases"],
    );
}
