//! What is a change and what is none, worked out by hand on one small session.

use super::*;

const PATH: &str = "workers/jo-field/3-supervision/2026-03-02.md";

const BASE: &str = "\
---
kind: session
format: 1
worker: jo-field
date: 2026-03-02
minutes: 90
cases:
  - child: c-1
    discussion: full
    next-discussion: 2026-04-01
    note: We talked about school
  - child: c-2
    discussion: acknowledged
---

## Managing the work

One line
and another.

Two.
";

fn between(was: &str, is: &str) -> Changed {
    let file = |text: &str| Some(SourceFile::new(PATH, text));
    Changed::between(file(was), file(is))
}

fn told(changed: &Changed) -> Vec<String> {
    let line = |change: &Change| {
        let steps = change.way.iter().map(|step| match step {
            Step::Field(key) => key.clone(),
            Step::Item(item) => format!("[{}]", item.name),
            Step::Section(title) => format!("# {title}"),
            Step::Paragraph(number) => format!("{number}"),
        });
        let value = |said: &Option<Said>| {
            said.as_ref()
                .map_or("-".to_owned(), |said| said.value.to_string())
        };
        format!(
            "{} {}: {} > {}",
            change.class.name(),
            steps.collect::<Vec<_>>().join("/"),
            value(&change.before),
            value(&change.after)
        )
    };
    changed.changes.iter().map(line).collect()
}

#[track_caller]
fn changes(from: &str, to: &str, expected: &[&str]) {
    assert_eq!(BASE.matches(from).count(), 1, "{from}");
    let changed = between(BASE, &BASE.replace(from, to));
    assert_eq!(told(&changed), expected);
}

#[test]
fn a_value_that_is_another_is_one_change_at_its_place() {
    changes("minutes: 90", "minutes: 60", &["content minutes: 90 > 60"]);
    changes(
        "2026-04-01",
        "2026-04-08",
        &["dates cases/[c-1]/next-discussion: \"2026-04-01\" > \"2026-04-08\""],
    );
}

#[test]
fn order_comments_and_line_breaks_are_no_change_but_the_file_is_not_the_same() {
    let moved = BASE
        .replace("minutes: 90\n", "")
        .replace("worker:", "minutes: 90 # as planned\nworker:");
    let moved = moved.replace("One line\nand another.", "One\nline and another.");
    let items = "  - child: c-2\n    discussion: acknowledged\n";
    let moved = moved
        .replace(items, "")
        .replace("cases:\n", &format!("cases:\n{items}"));
    let changed = between(BASE, &moved);
    assert_eq!(told(&changed), Vec::<String>::new());
    assert_eq!(changed.classes(), [Class::Form]);
}

#[test]
fn an_item_is_known_by_its_child_wherever_it_stands() {
    changes(
        "child: c-2",
        "child: c-3",
        &[
            "content cases/[c-2]: {\"child\":\"c-2\",\"discussion\":\"acknowledged\"} > -",
            "content cases/[c-3]: - > {\"child\":\"c-3\",\"discussion\":\"acknowledged\"}",
        ],
    );
}

#[test]
fn a_paragraph_is_compared_by_itself() {
    changes(
        "Two.",
        "Two and more.",
        &["content # Managing the work/1: \"Two.\" > \"Two and more.\""],
    );
    changes(
        "Two.",
        "Between.\n\nTwo.",
        &["content # Managing the work/1: - > \"Between.\""],
    );
}

#[test]
fn a_slip_put_right_is_told_from_other_words() {
    changes(
        "We talked about school",
        "We talked about shcool.",
        &["correction cases/[c-1]/note: \"We talked about school\" > \"We talked about shcool.\""],
    );
    changes(
        "We talked about school",
        "We talked about home",
        &["content cases/[c-1]/note: \"We talked about school\" > \"We talked about home\""],
    );
}

#[test]
fn an_authorisation_is_of_authority_whatever_changes_in_it() {
    let with = BASE.replace(
        "    next-discussion: 2026-04-01\n",
        "    next-discussion: 2026-04-01\n    interval-decision:\n      weeks: 8\n      authorised-by: ana-reid\n",
    );
    let changed = between(&with, &with.replace("weeks: 8", "weeks: 12"));
    assert_eq!(
        told(&changed),
        ["authority cases/[c-1]/interval-decision/weeks: 8 > 12"]
    );
}

#[test]
fn peoples_own_words_are_withheld_and_days_and_numbers_are_not() {
    let other = BASE
        .replace("Two.", "Three.")
        .replace("minutes: 90", "minutes: 60")
        .replace("about school", "about home");
    let changed = between(BASE, &other);
    let withheld: Vec<bool> = changed
        .changes
        .iter()
        .map(|change| change.after.as_ref().expect("it is there").open.is_none())
        .collect();
    assert_eq!(withheld, [false, true, true], "{:?}", told(&changed));
}

#[test]
fn a_text_that_cannot_be_read_is_said_to_be_so() {
    let changed = between(BASE, "---\nkind: [\n---\n");
    assert!(changed.is_unread);
    assert_eq!(changed.classes(), [Class::Content]);
}

#[test]
fn words_that_go_and_come_are_told_in_order() {
    let words = words("She is well today.", "She is not well.");
    let told: Vec<String> = words
        .iter()
        .map(|(tag, text)| format!("{tag}{text}"))
        .collect();
    assert_eq!(
        told.concat().replace(' ', "_"),
        "_She_is_+not__well-_today_."
    );
}
