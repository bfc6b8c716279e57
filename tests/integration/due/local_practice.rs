//! What the pack of local practice asks, worked out by hand: no council's policy, so each figure stands in the pack alone.

use supervision::due::DueKind::{CaseNote, Cpd, Disposal, Milestone, Record, Replacement};

use crate::support::team::{Team, child, file, session, worker};

const LOCAL: &[&str] = &["rotherham", "local-practice"];

fn activity(date: &str, more: &str) -> crate::support::team::File {
    file(
        &format!("workers/jo-field/5-training/{date}-course.md"),
        &format!(
            "---\nkind: cpd\nformat: 1\nworker: jo-field\ndate: {date}\nactivity: A course\ntype: course\nprovider: The council\nhours: 2\nmandatory: false\n{more}---\n\n## What was learnt\n\nMuch.\n\n## What changed\n\nMore.\n"
        ),
    )
}

const WITH_A_PEER: &str = "peer-reflection:\n  with: A colleague\n  on: 2026-03-01\n";

#[test]
fn l3_two_activities_in_a_year_of_registration_one_of_them_with_a_peer() {
    let jo = || Team::under(LOCAL).with(worker("jo-field").role("2024-01-08..", "social-worker"));
    // The year from 1 December 2025 ends on 30 November 2026.
    assert_eq!(
        jo().on("2026-11-02").says(Cpd, "jo-field"),
        "2026-11-30 coming"
    );
    let one = jo().with(activity("2026-02-03", ""));
    let due = one.on("2026-11-02");
    let due = due.the(Cpd, "jo-field").expect("it is due");
    assert_eq!(
        due.why[0],
        "from 2025-12-01 on there are still to come: 1 activity, 1 activity thought over with a peer"
    );
    let two_alone = jo()
        .with(activity("2026-02-03", ""))
        .with(activity("2026-02-04", ""));
    assert_eq!(
        two_alone.on("2026-11-02").says(Cpd, "jo-field"),
        "2026-11-30 coming"
    );
    let two = jo()
        .with(activity("2026-02-03", ""))
        .with(activity("2026-02-28", WITH_A_PEER));
    assert!(two.on("2026-11-30").the(Cpd, "jo-field").is_none());
    // On 1 December a new year begins, and last year's activities are last year's.
    assert_eq!(
        two.on("2026-12-01").says(Cpd, "jo-field"),
        "2027-11-30 coming"
    );
}

#[test]
fn l4_a_session_is_written_up_within_five_working_days() {
    let jo = || Team::under(LOCAL).with(worker("jo-field").role("2024-01-08..", "social-worker"));
    // Thursday 26 March 2026: Friday, Monday, Tuesday, Wednesday, Thursday 2 April are five working days.
    let held = jo().with(session("jo-field", "2026-03-26"));
    assert!(
        held.on("2026-03-27").the(Record, "jo-field").is_none(),
        "written up on its day"
    );
    // Written up on 10 April: until then it is not there.
    let mut files = held.files();
    for (_, text) in &mut files {
        *text = text.replace("recorded: 2026-03-26", "recorded: 2026-04-10");
    }
    let on = |day: &str| crate::support::team::Found::of(files.clone(), day);
    assert_eq!(
        on("2026-03-27").says(Record, "jo-field"),
        "2026-04-02 coming"
    );
    assert_eq!(
        on("2026-04-09").says(Record, "jo-field"),
        "2026-04-02 overdue"
    );
    assert!(on("2026-04-10").the(Record, "jo-field").is_none());
    assert!(on("2026-04-09").the(CaseNote, "jo-field").is_none());
}

#[test]
fn l5_a_session_that_was_not_held_is_held_within_ten_working_days() {
    let jo = |days: &[(&str, bool)]| {
        let team =
            Team::under(LOCAL).with(worker("jo-field").role("2024-01-08..", "social-worker"));
        days.iter().fold(team, |team, (day, held)| {
            let session = session("jo-field", day);
            team.with(if *held {
                session
            } else {
                session.not_held("cancelled")
            })
        })
    };
    // Monday 30 March 2026 + 10 working days: Good Friday is 3 April and Easter Monday 6 April, so Wednesday 15 April.
    let cancelled = jo(&[("2026-03-02", true), ("2026-03-30", false)]);
    assert_eq!(
        cancelled.on("2026-04-01").says(Replacement, "jo-field"),
        "2026-04-15 coming"
    );
    let again = jo(&[
        ("2026-03-02", true),
        ("2026-03-30", false),
        ("2026-04-10", false),
    ]);
    assert_eq!(
        again.on("2026-04-16").says(Replacement, "jo-field"),
        "2026-04-15 overdue"
    );
    let replaced = jo(&[
        ("2026-03-02", true),
        ("2026-03-30", false),
        ("2026-04-10", true),
    ]);
    assert!(
        replaced
            .on("2026-04-16")
            .the(Replacement, "jo-field")
            .is_none()
    );
}

#[test]
fn l7_the_assessed_year_is_reviewed_after_three_months() {
    let jo = Team::under(LOCAL).with(
        worker("jo-field")
            .role("2025-11-30..", "social-worker")
            .asye("2025-11-30.."),
    );
    // 30 November + 3 months: the last of February.
    let found = jo.on("2026-02-01");
    let reviews: Vec<(Option<String>, Option<String>)> = found
        .dues
        .iter()
        .filter(|due| due.kind == Milestone)
        .map(|due| (due.subject.clone(), due.due.map(|day| day.to_string())))
        .collect();
    let review = |name: &str, day: &str| (Some(name.to_owned()), Some(day.to_owned()));
    assert_eq!(
        reviews,
        [
            review("three-month-review", "2026-02-28"),
            review("six-month-review", "2026-05-30"),
            review("final-review", "2026-11-30"),
        ]
    );
}

#[test]
fn l8_a_file_is_kept_for_six_years_after_the_worker_left_and_longer_under_a_legal_hold() {
    let left = || worker("jo-field").role("2014-01-06..2020-03-31", "social-worker");
    let team = Team::under(LOCAL).with(left());
    // 31 March 2020 + 6 years; spoken of from 90 days before, which is 31 December 2025.
    assert!(team.on("2025-12-30").the(Disposal, "jo-field").is_none());
    assert_eq!(
        team.on("2025-12-31").says(Disposal, "jo-field"),
        "2026-03-31 coming"
    );
    assert_eq!(
        team.on("2026-04-01").says(Disposal, "jo-field"),
        "2026-03-31 overdue"
    );
    let mut files = team.files();
    for (path, text) in &mut files {
        if path == "workers/jo-field/worker.yaml" {
            text.push_str("legal-hold:\n  - from: 2025-06-02\n    reason: An inquiry\n");
        }
    }
    let held = crate::support::team::Found::of(files, "2026-04-01");
    assert!(held.the(Disposal, "jo-field").is_none());
}

#[test]
fn l9_a_childs_record_is_kept_for_six_years_and_for_seventy_five_where_the_child_was_in_care() {
    let closed = |category: &str| {
        Team::under(LOCAL).with(
            child("c-1", "2018-05-01")
                .category("2018-05-01..2019-04-30", category)
                .category("2019-05-01..", "child-in-need")
                .held_by("2018-05-01..2020-02-29", "jo-field")
                .closed("2020-02-29"),
        )
    };
    // 29 February 2020 + 6 years is 28 February 2026.
    assert_eq!(
        closed("assessment").on("2026-02-28").says(Disposal, "c-1"),
        "2026-02-28 due"
    );
    assert!(
        closed("child-in-care")
            .on("2026-03-01")
            .the(Disposal, "c-1")
            .is_none()
    );
    // + 75 years: 28 February 2095.
    assert_eq!(
        closed("child-in-care")
            .on("2095-02-27")
            .says(Disposal, "c-1"),
        "2095-02-28 coming"
    );
}
