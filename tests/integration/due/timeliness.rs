//! What fell due in a period and what had become of it, worked out by hand; and day by day against a plain walk over the dues
//! of every single day.

use std::collections::BTreeSet;

use proptest::prelude::*;
use supervision::calendar::Day;
use supervision::due::timeliness::{By, Figure, Obligation, Outcome, figures, groups, judged};
use supervision::due::{self, Ask, Due, DueKind, Facts, State};
use supervision::reading::Reading;
use supervision::store::Snapshot;

use super::{BOTH, CAMBRIDGESHIRE, ROTHERHAM};
use crate::support::team::{
    File, Team, absence, agreement, child, day, file, history, session, worker,
};

/// What fell due in a period in a store of these files, as read on a day.
fn over(team: &Team, from: &str, to: &str, today: &str) -> Vec<Obligation> {
    let today = day(today);
    let reading = Reading::of(Snapshot::from_files(team.files()), Some(today), today);
    let facts = Facts::new(&reading.records, &reading.policy, today);
    judged(&facts, day(from), day(to))
}

/// "2026-01-26 jo-field late 2", with the child before the worker, and `should` where it is one.
fn line(one: &Obligation) -> String {
    let mut words = vec![one.due.map_or("?".to_owned(), |due| due.to_string())];
    words.extend(one.child.as_ref().map(ToString::to_string));
    words.extend(one.worker.as_ref().map(ToString::to_string));
    words.push(match one.outcome {
        Outcome::NotCounted(reason) => reason.name().to_owned(),
        outcome => outcome.name().to_owned(),
    });
    words.extend(one.days_late.map(|days| days.to_string()));
    words.extend((!one.must).then(|| "should".to_owned()));
    words.join(" ")
}

fn of_kind(judged: &[Obligation], kind: DueKind) -> Vec<String> {
    let theirs = judged.iter().filter(|one| one.kind == kind);
    theirs.map(line).collect()
}

fn of_worker(judged: &[Obligation], kind: DueKind, worker: &str) -> Vec<String> {
    let is_theirs = |one: &&Obligation| {
        one.kind == kind && one.worker.as_ref().is_some_and(|id| id.as_str() == worker)
    };
    judged.iter().filter(is_theirs).map(line).collect()
}

/// "worker-session must 20 of 25, 4 late, 1 not done, away 1, …".
fn said(figure: &Figure) -> String {
    let mut words = format!(
        "{} {} {} of {}, {} late, {} not done",
        figure.kind.name(),
        if figure.must { "must" } else { "should" },
        figure.in_time,
        figure.due(),
        figure.late,
        figure.not_done
    );
    for (reason, many) in &figure.not_counted {
        words += &format!(", {} {many}", reason.name());
    }
    words
}

/// A worker's file with posts in teams: "2020-01-01..2026-03-31 social-worker north".
fn posted(id: &str, posts: &[&str], rest: &str) -> File {
    let mut text = format!("kind: worker\nformat: 1\nid: {id}\nemployment:\n");
    for post in posts {
        let words: Vec<&str> = post.split(' ').collect();
        let (from, to) = words[0].split_once("..").expect("a period");
        let to = match to {
            "" => String::new(),
            to => format!("    to: {to}\n"),
        };
        text += &format!(
            "  - from: {from}\n{to}    role: {}\n    team: {}\n    basis: permanent\n    hours: 37\n",
            words[1], words[2]
        );
    }
    file(&format!("workers/{id}/worker.yaml"), &(text + rest))
}

/// A year in which the policy changes on 1 April: Rotherham's until 31 March, Cambridgeshire's from then on.
///
/// - Jo Field, team north, in the assessed year from 5 January; Sam Okoro's, from 1 June Ash Rahman's.
/// - Kim Shaw, Sam Okoro's, team north, from 1 April team south; left on 20 May.
/// - Lee Marsh, Pat Lowe's, team south; the record of one session cannot be read.
/// - Ola Reid, Pat Lowe's, team review, an independent chair.
fn half_a_year() -> Team {
    let policies = "  - pack: rotherham\n    from: 2025-01-01\n    to: 2026-03-31\n  - pack: cambridgeshire-peterborough\n    from: 2026-04-01\n";
    let mut team = Team::under_policies(policies)
        .with(posted(
            "jo-field",
            &["2026-01-05.. social-worker north"],
            "asye:\n  from: 2026-01-05\nline-managers:\n  - from: 2026-01-05\n    to: 2026-05-31\n    person: sam-okoro\n  - from: 2026-06-01\n    person: ash-rahman\n",
        ))
        .with(posted(
            "kim-shaw",
            &[
                "2020-01-01..2026-03-31 social-worker north",
                "2026-04-01..2026-05-20 social-worker south",
            ],
            "line-managers:\n  - from: 2020-01-01\n    person: sam-okoro\n",
        ))
        .with(posted(
            "lee-marsh",
            &["2020-01-01.. social-worker south"],
            "line-managers:\n  - from: 2020-01-01\n    person: pat-lowe\n",
        ))
        .with(posted(
            "ola-reid",
            &["2020-01-01.. independent-chair review"],
            "line-managers:\n  - from: 2020-01-01\n    person: pat-lowe\n",
        ))
        .with(agreement("jo-field", "sam-okoro", "2026-01-12"))
        .with(history("jo-field", "sam-okoro", "2026-01-14"))
        .with(agreement("kim-shaw", "sam-okoro", "2025-02-10").reviewed("2026-02-16"))
        .with(absence("jo-field", "2026-04-15..2026-05-10", "sickness"))
        .with(
            child("c-1", "2026-01-05")
                .category("2026-01-05..", "child-in-need")
                .held_by("2026-01-05..2026-02-15", "jo-field")
                .held_by("2026-02-16..2026-05-20", "kim-shaw")
                .held_by("2026-05-21..", "lee-marsh"),
        )
        .with(
            child("c-2", "2026-04-06")
                .category("2026-04-06..2026-06-12", "child-protection-plan")
                .held_by("2026-04-06..2026-06-12", "lee-marsh")
                .closed("2026-06-12"),
        )
        .with(
            child("c-3", "2026-04-06")
                .category("2026-04-06..2026-05-30", "child-in-need")
                .held_by("2026-04-06..2026-05-30", "lee-marsh")
                .closed("2026-05-30"),
        )
        .with(session("jo-field", "2026-01-12").full("c-1"))
        .with(session("kim-shaw", "2026-04-28").full("c-1"))
        .with(session("lee-marsh", "2026-04-09").full("c-2").full("c-3"))
        .with(session("lee-marsh", "2026-05-09").full("c-2"))
        .with(
            session("lee-marsh", "2026-06-09")
                .full("c-1")
                .acknowledged("c-2"),
        )
        .with(file("workers/lee-marsh/3-supervision/2026-02-09.md", "---\nkind: session\n"));
    for (who, days) in [
        (
            "jo-field",
            "2026-01-19 2026-01-28 2026-02-04 2026-02-11 2026-02-25 2026-03-11 2026-03-25 2026-04-08 2026-05-18 2026-06-01 2026-06-15",
        ),
        ("kim-shaw", "2025-12-15 2026-01-15 2026-02-16 2026-03-16"),
        ("lee-marsh", "2025-12-10 2026-01-10 2026-03-09"),
        (
            "ola-reid",
            "2025-12-20 2026-01-20 2026-02-20 2026-04-10 2026-06-10",
        ),
    ] {
        for day in days.split(' ') {
            team = team.with(session(who, day));
        }
    }
    team
}

/// The first half of 2026 as read on 15 July.
fn first_half() -> Vec<Obligation> {
    over(&half_a_year(), "2026-01-01", "2026-06-30", "2026-07-15")
}

#[test]
fn c3b_r8b_the_sessions_of_an_assessed_year_with_one_late_and_one_absence() {
    assert_eq!(
        of_worker(&first_half(), DueKind::WorkerSession, "jo-field"),
        [
            "2026-01-12 jo-field in-time",     // began on 5 January, weekly: +7
            "2026-01-19 jo-field in-time",     // 12 +7
            "2026-01-26 jo-field late 2",      // 19 +7, held on the 28th
            "2026-02-04 jo-field in-time",     // 28 January +7
            "2026-02-11 jo-field in-time",     // 4 +7
            "2026-02-25 jo-field in-time", // 11 +7 = 18 is beyond the six weeks (they end on the 15th), so +14
            "2026-03-11 jo-field in-time", // 25 February +14
            "2026-03-25 jo-field in-time", // 11 +14
            "2026-04-08 jo-field in-time", // 25 March +14; both policies ask for a fortnight
            "2026-04-22 jo-field away",    // 8 +14, away from 15 April to 10 May
            "2026-05-18 jo-field in-time", // back on 11 May, +7
            "2026-06-01 jo-field in-time", // 18 May +14
            "2026-06-15 jo-field in-time", // 1 +14
            "2026-06-29 jo-field not-done 16", // 15 +14; until 15 July are 16 days
        ]
    );
}

#[test]
fn r8e_a_leaver_is_not_held_to_a_day_after_leaving() {
    assert_eq!(
        of_worker(&first_half(), DueKind::WorkerSession, "kim-shaw"),
        [
            "2026-01-15 kim-shaw in-time", // 15 December + 1 month
            "2026-02-15 kim-shaw late 1",  // held on the 16th
            "2026-03-16 kim-shaw in-time", // 16 February + 1 month
            "2026-04-16 kim-shaw late 12", // 16 March + 1 month, held on the 28th
            "2026-05-28 kim-shaw left",    // 28 April + 1 month; left on the 20th
        ]
    );
}

#[test]
fn r8e_what_is_due_on_the_last_day_is_owed_on_it() {
    let team = |last: &str| {
        Team::under(ROTHERHAM)
            .with(worker("jo-field").role(&format!("2020-01-01..{last}"), "social-worker"))
            .with(session("jo-field", "2026-01-20"))
    };
    // 20 January + 1 month
    for (last, said) in [
        ("2026-02-19", "2026-02-20 jo-field left"),
        ("2026-02-20", "2026-02-20 jo-field not-done 0"),
        ("2026-02-25", "2026-02-20 jo-field not-done 5"),
    ] {
        let judged = over(&team(last), "2026-02-01", "2026-03-31", "2026-06-30");
        assert_eq!(
            of_kind(&judged, DueKind::WorkerSession),
            [said],
            "left on {last}"
        );
    }
}

#[test]
fn r8e_what_an_unread_record_may_tell_is_neither_met_nor_missed() {
    let judged = first_half();
    assert_eq!(
        of_worker(&judged, DueKind::WorkerSession, "lee-marsh"),
        [
            "2026-01-10 lee-marsh in-time", // 10 December + 1 month
            // 10 January + 1 month; the record of 9 February cannot be read, the next that can is of 9 March
            "2026-02-10 lee-marsh cannot-tell",
            "2026-04-09 lee-marsh in-time", // 9 March + 1 month
            "2026-05-09 lee-marsh in-time",
            "2026-06-09 lee-marsh in-time",
        ]
    );
    let untold = judged.iter().find(|one| line(one).ends_with("cannot-tell"));
    let note = untold.and_then(|one| one.note.as_ref()).expect("a note");
    let note = note.to_string();
    assert!(
        note.contains("lee-marsh/3-supervision/2026-02-09"),
        "{note}"
    );
}

#[test]
fn c3c_a_looser_policy_that_came_later_does_not_excuse_what_was_missed_before() {
    assert_eq!(
        of_worker(&first_half(), DueKind::WorkerSession, "ola-reid"),
        [
            "2026-01-20 ola-reid in-time", // 20 December + 1 month, as Rotherham asks of everyone
            "2026-02-20 ola-reid in-time",
            // 20 February + 1 month, held on 10 April (11 days of March and 10 of April), when chairs had two months
            "2026-03-20 ola-reid late 21",
            "2026-06-10 ola-reid in-time", // 10 April + 2 months
        ]
    );
}

#[test]
fn c4_r7a_the_discussions_of_cases_that_change_hands_and_are_closed() {
    assert_eq!(
        of_kind(&first_half(), DueKind::CaseDiscussion),
        [
            // c-1, first held on 5 January: three months; in full on the 12th already.
            "2026-04-05 c-1 kim-shaw in-time should",
            // c-1, in full on 12 January: Rotherham's three months end on 12 April, and what replaced them on 1 April is
            // stricter, so the day stays. Kim Shaw's by then; in full on the 28th.
            "2026-04-12 c-1 kim-shaw late 16 should",
            // c-2, on a child protection plan, first held on 6 April: 4 weeks. In full on 9 April.
            "2026-05-04 c-2 lee-marsh in-time",
            "2026-05-07 c-2 lee-marsh late 2", // 9 April + 4 weeks, in full on 9 May
            // c-3, in need, first held on 6 April: 8 weeks. In full on 9 April.
            "2026-06-01 c-3 lee-marsh in-time",
            "2026-06-04 c-3 lee-marsh closed", // 9 April + 8 weeks; closed on 30 May
            // 9 May + 4 weeks; on 9 June acknowledged only; closed on the 12th, 6 days after its day
            "2026-06-06 c-2 lee-marsh not-done 6",
            // c-1, in full on 28 April, in need: 8 weeks. Lee Marsh's by then; in full on 9 June.
            "2026-06-23 c-1 lee-marsh in-time",
        ]
    );
}

#[test]
fn r7c_each_allocation_is_judged_by_its_own_worker() {
    assert_eq!(
        of_kind(&first_half(), DueKind::CaseFirstConsideration),
        [
            "2026-02-05 c-1 jo-field in-time should", // allocated on 5 January, 1 month; considered on the 12th
            // allocated on 16 February, 1 month; in no session of Kim Shaw's before 28 April (15 days and 28)
            "2026-03-16 c-1 kim-shaw late 43 should",
            // From 1 April on no policy asks for it: nothing of c-2, c-3 or Lee Marsh's c-1.
        ]
    );
}

#[test]
fn r4_agreements_histories_and_reviews_in_the_period() {
    let judged = first_half();
    // Jo Field and Sam Okoro from 5 January: a week. Ash Rahman comes when no policy asks for either any more.
    assert_eq!(
        of_kind(&judged, DueKind::Agreement),
        ["2026-01-12 jo-field in-time should"]
    );
    assert_eq!(
        of_kind(&judged, DueKind::History),
        ["2026-01-12 jo-field late 2"]
    );
    // Kim Shaw's agreement of 10 February 2025: a year. Reviewed on 16 February.
    assert_eq!(
        of_kind(&judged, DueKind::AgreementReview),
        ["2026-02-10 kim-shaw late 6 should"]
    );
}

#[test]
fn figures_add_up_to_what_was_counted_by_hand() {
    let judged = first_half();
    let total: Vec<String> = figures(&judged).iter().map(said).collect();
    assert_eq!(
        total,
        [
            // Jo 11 of 13, Kim 2 of 4, Lee 4 of 4, Ola 3 of 4; late: Jo 1, Kim 2, Ola 1; not done: Jo 1
            "worker-session must 20 of 25, 4 late, 1 not done, away 1, cannot-tell 1, left 1",
            "case-discussion must 3 of 5, 1 late, 1 not done, closed 1",
            "case-discussion should 1 of 2, 1 late, 0 not done",
            "case-first-consideration should 1 of 2, 1 late, 0 not done",
            "agreement should 1 of 1, 0 late, 0 not done",
            "history must 0 of 1, 1 late, 0 not done",
            "agreement-review should 0 of 1, 1 late, 0 not done",
        ]
    );
    let share = |place: usize| figures(&judged)[place].share();
    assert_eq!(
        (share(0), share(1), share(2)),
        (Some(80), Some(60), Some(50))
    );
}

#[test]
fn everything_goes_under_the_team_and_supervisor_of_its_day() {
    let judged = first_half();
    let sessions = |by: By| -> Vec<String> {
        let groups = groups(&judged, by);
        let line = |group: &supervision::due::timeliness::Group| {
            let name = group.name.clone().unwrap_or_default();
            format!("{name}: {}", said(&group.figures[0]))
        };
        groups.iter().map(line).collect()
    };
    assert_eq!(
        sessions(By::Team),
        [
            // Jo 11 of 13 and Kim's 15 January, 15 February (late) and 16 March
            "north: worker-session must 13 of 16, 2 late, 1 not done, away 1",
            "review: worker-session must 3 of 4, 1 late, 0 not done",
            // Kim's 16 April (late) and the day after leaving, on the last day in team south; Lee 4 of 4
            "south: worker-session must 4 of 5, 1 late, 0 not done, cannot-tell 1, left 1",
        ]
    );
    assert_eq!(
        sessions(By::Supervisor),
        [
            // Jo's 1, 15 and 29 June (not done)
            "ash-rahman: worker-session must 2 of 3, 0 late, 1 not done",
            // Lee 4 of 4, Ola 3 of 4
            "pat-lowe: worker-session must 7 of 8, 1 late, 0 not done, cannot-tell 1",
            // Jo's other 9 of 10, Kim 2 of 4
            "sam-okoro: worker-session must 11 of 14, 3 late, 0 not done, away 1, left 1",
        ]
    );
}

#[test]
fn what_spans_two_periods_is_counted_in_the_one_in_which_its_day_lies() {
    let team = half_a_year();
    let quarters = [("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30")];
    let mut both = Vec::new();
    for (from, to) in quarters {
        both.extend(over(&team, from, to, "2026-07-15"));
    }
    let lines = |judged: &[Obligation]| {
        let mut lines: Vec<String> = judged.iter().map(line).collect();
        lines.sort();
        lines
    };
    assert_eq!(lines(&both), lines(&first_half()));
    // Ola's of 20 March was held in April, and is a late one of March.
    let march = over(&team, "2026-03-20", "2026-03-20", "2026-07-15");
    assert_eq!(
        march.iter().map(line).collect::<Vec<_>>(),
        ["2026-03-20 ola-reid late 21"]
    );
}

#[test]
fn a_long_gap_is_one_that_is_late_and_not_many() {
    let team = Team::under(ROTHERHAM)
        .with(worker("jo-field"))
        .with(session("jo-field", "2026-01-05"))
        .with(session("jo-field", "2026-06-05"));
    // 5 January + 1 month; February has 23 days left, then 31, 30, 31 and 5
    assert_eq!(
        of_kind(
            &over(&team, "2026-02-01", "2026-06-30", "2026-06-30"),
            DueKind::WorkerSession
        ),
        ["2026-02-05 jo-field late 120"]
    );
}

#[test]
fn what_cannot_be_told_lies_in_every_period_until_it_can() {
    let team = Team::under(ROTHERHAM)
        .with(worker("jo-field"))
        .with(session("jo-field", "2026-01-05"))
        .with(file(
            "workers/jo-field/3-supervision/2026-02-03.md",
            "---\nkind: session\n",
        ))
        .with(session("jo-field", "2026-06-05"));
    let sessions = |from, to| of_kind(&over(&team, from, to, "2026-06-30"), DueKind::WorkerSession);
    assert_eq!(
        sessions("2026-02-01", "2026-02-28"),
        ["2026-02-05 jo-field cannot-tell"]
    );
    assert_eq!(
        sessions("2026-03-01", "2026-03-31"),
        ["? jo-field cannot-tell"]
    );
    assert_eq!(sessions("2026-06-05", "2026-06-30"), Vec::<String>::new());
    assert_eq!(sessions("2026-01-01", "2026-01-31"), Vec::<String>::new());
}

#[test]
fn one_that_was_missed_before_an_unread_record_is_late_by_nobody_knows_how_much() {
    let team = Team::under(ROTHERHAM)
        .with(worker("jo-field"))
        .with(session("jo-field", "2026-01-05"))
        .with(file(
            "workers/jo-field/3-supervision/2026-02-20.md",
            "---\nkind: session\n",
        ))
        .with(session("jo-field", "2026-03-20"));
    let judged = over(&team, "2026-02-01", "2026-02-28", "2026-06-30");
    assert_eq!(
        of_kind(&judged, DueKind::WorkerSession),
        ["2026-02-05 jo-field late"]
    );
    assert_eq!((judged[0].days_late, judged[0].done), (None, None));
}

#[test]
fn r7d_a_date_that_passed_is_missed_although_it_was_set_anew_afterwards() {
    let case = child("c-1", "2026-01-05")
        .category("2026-01-05..", "child-in-need")
        .held_by("2026-01-05..", "jo-field");
    let team = |second: &str| {
        Team::under(ROTHERHAM)
            .with(worker("jo-field"))
            .with(case_file(&case))
            .with(session("jo-field", "2026-01-12").full("c-1"))
            .with(session("jo-field", "2026-02-02").case(
                "c-1",
                "acknowledged",
                "next-discussion: 2026-02-16",
            ))
            .with(session("jo-field", second).case(
                "c-1",
                "acknowledged",
                "next-discussion: 2026-03-20",
            ))
            .with(session("jo-field", "2026-03-16").full("c-1"))
    };
    let discussions = |second| {
        let judged = over(&team(second), "2026-01-06", "2026-03-31", "2026-03-31");
        of_kind(&judged, DueKind::CaseDiscussion)
    };
    // Set anew on the very day, and in full before the new one.
    assert_eq!(
        discussions("2026-02-16"),
        ["2026-03-20 c-1 jo-field in-time"]
    );
    // Set anew three days after it had passed: 12 days of February and 16 of March.
    assert_eq!(
        discussions("2026-02-19"),
        ["2026-02-16 c-1 jo-field late 28"]
    );
}

fn case_file(case: &crate::support::team::Child) -> File {
    case.clone().into()
}

#[test]
fn nobody_is_judged_where_nothing_is_kept() {
    let without = Team::under(BOTH).with(
        child("c-1", "2026-01-05")
            .category("2026-01-05..", "child-protection-plan")
            .held_by("2026-01-05..", "jo-field"),
    );
    let settings = without
        .files()
        .into_iter()
        .find(|(path, _)| path == "supervision.yaml");
    let (path, text) = settings.expect("there are settings");
    let links = "links:\n  - store: workers-store\n    holds: [workers]\n";
    let team = without.with((path, text + links)).with(file(
        "people/jo-field.yaml",
        "kind: person\nformat: 1\nid: jo-field\nname: Jo\nposts:\n  - from: 2020-01-01\n    role: social-worker\n",
    ));
    let judged = over(&team, "2026-01-01", "2026-06-30", "2026-06-30");
    // 5 January + 4 weeks, and + 1 month: whether there was a session is known in the other store.
    assert_eq!(
        judged.iter().map(line).collect::<Vec<_>>(),
        [
            "2026-02-02 c-1 jo-field cannot-tell",
            "2026-02-05 c-1 jo-field cannot-tell should",
        ]
    );
    let missing = Team::under(BOTH).with(session("jo-field", "2026-01-05"));
    let judged = over(&missing, "2026-01-01", "2026-06-30", "2026-06-30");
    assert_eq!(
        judged.iter().map(line).collect::<Vec<_>>(),
        ["? jo-field cannot-tell"]
    );
}

#[test]
fn what_is_due_today_is_judged_tomorrow() {
    let team = Team::under(CAMBRIDGESHIRE)
        .with(worker("jo-field"))
        .with(session("jo-field", "2026-01-05"));
    let sessions = |today: &str| {
        of_kind(
            &over(&team, "2026-02-01", today, today),
            DueKind::WorkerSession,
        )
    };
    assert_eq!(sessions("2026-02-04"), Vec::<String>::new());
    assert_eq!(sessions("2026-02-05"), ["2026-02-05 jo-field due-today"]);
    assert_eq!(sessions("2026-02-06"), ["2026-02-05 jo-field not-done 1"]);
}

/// What a day brings, in a made-up year.
#[derive(Clone, Debug)]
enum Event {
    Full,
    Acknowledged(Option<i64>),
    Group,
    Uplift(i64),
    Agreement(i64),
    Away(i64),
    Category(&'static str),
    Unread,
}

fn events() -> impl Strategy<Value = Vec<(i64, Event)>> {
    let event = prop_oneof![
        4 => Just(Event::Full),
        3 => prop::option::of(0..60i64).prop_map(Event::Acknowledged),
        1 => Just(Event::Group),
        1 => (1..20i64).prop_map(Event::Uplift),
        1 => (0..30i64).prop_map(Event::Agreement),
        1 => (0..50i64).prop_map(Event::Away),
        2 => prop::sample::select(&["child-in-need", "child-protection-plan", "child-in-care"][..])
            .prop_map(Event::Category),
        1 => Just(Event::Unread),
    ];
    prop::collection::btree_map(1..250i64, event, 0..12).prop_map(|map| map.into_iter().collect())
}

/// A worker in the assessed year with one case, under a policy that changes on a day.
fn made_up(start: Day, changes: i64, events: &[(i64, Event)]) -> Team {
    let change = start.plus_days(changes);
    let policies = format!(
        "  - pack: rotherham\n    from: 2000-01-01\n    to: {}\n  - pack: cambridgeshire-peterborough\n    from: {change}\n",
        change.before()
    );
    let since = format!("{start}..");
    let mut team = Team::under_policies(&policies).with(
        worker("jo-field")
            .role(&since, "social-worker")
            .asye(&since)
            .managed_by(&since, "sam-okoro"),
    );
    let mut case = child("c-1", &start.to_string()).held_by(&since, "jo-field");
    let mut since = (start, "child-in-need");
    for (after, event) in events {
        let day = start.plus_days(*after);
        let date = day.to_string();
        let held = session("jo-field", &date);
        team = match event {
            Event::Full => team.with(held.full("c-1")),
            Event::Acknowledged(None) => team.with(held.acknowledged("c-1")),
            Event::Acknowledged(Some(next)) => team.with(held.case(
                "c-1",
                "acknowledged",
                &format!("next-discussion: {}", day.plus_days(*next)),
            )),
            Event::Group => team.with(held.of_type("group").full("c-1")),
            Event::Uplift(days) => team.with(held.of_type("group").decides(
                "uplift",
                &format!("days: {days}"),
                &date,
                "",
            )),
            Event::Agreement(before) => team.with(
                agreement("jo-field", "sam-okoro", &date)
                    .starts(&day.plus_days(-before).max(start).to_string())
                    .every("weeks: 2"),
            ),
            Event::Away(days) => team.with(absence(
                "jo-field",
                &format!("{date}..{}", day.plus_days(*days)),
                "sickness",
            )),
            Event::Category(category) => {
                case = case.category(&format!("{}..{}", since.0, day.before()), since.1);
                since = (day, category);
                team
            }
            Event::Unread => team.with(file(
                &format!("workers/jo-field/3-supervision/{date}.md"),
                "---\nkind: session\n",
            )),
        };
    }
    team.with(case.category(&format!("{}..", since.0), since.1))
}

/// A plain walk over the dues of every single day: what was due of some kinds, and whether it was met by then.
fn walked(
    team: &Team,
    start: Day,
    today: Day,
    kinds: &[DueKind],
    met: &BTreeSet<Day>,
) -> Vec<String> {
    let reading = Reading::of(Snapshot::from_files(team.files()), Some(today), today);
    let on = |day: Day| -> Option<Due> {
        let facts = Facts::new(&reading.records, &reading.policy, day);
        due::find(&facts)
            .into_iter()
            .find(|due| kinds.contains(&due.kind))
    };
    let mut said = Vec::new();
    // What was due by the eve; whether its day came, and how that ended.
    let (mut by, mut came, mut put_off) = (None::<Day>, None::<(Day, &str)>, false);
    let mut at = start;
    while at <= today {
        if at > start && met.contains(&at) {
            match (came, by) {
                (Some((day, "missed")), _) => said.push(format!("{day} late {}", day.days_to(at))),
                (Some((day, what)), _) => said.push(format!("{day} {what}")),
                (None, Some(due)) => said.push(format!("{due} in-time")),
                (None, None) => {}
            }
        }
        if met.contains(&at) {
            (by, came, put_off) = (None, None, false);
        }
        let due = on(at);
        // Where a record cannot be read the day is not stated; who asks for it by when still is.
        let untold = due.as_ref().filter(|due| due.state == State::CannotTell);
        let on_return = |ask: &&Ask| ask.by.contains("on the return");
        let asking = untold.and_then(|due| due.asked.iter().find(on_return).or(due.asked.first()));
        by = asking.map(|ask| ask.due).or(by);
        let day_of = |due: &Due| match due.state {
            State::Suspended => due.due.or_else(|| Some(due.asked.first()?.due)),
            _ => due.due,
        };
        match due.as_ref().map(|due| (due.state, day_of(due))) {
            Some((State::CannotTell, _)) if came.is_none() && by.is_some_and(|by| by <= at) => {
                came = by.map(|by| (by, "cannot-tell"));
            }
            Some((State::CannotTell, _)) => {
                came = came.map(|(day, what)| (day, if what == "missed" { "late" } else { what }));
            }
            Some((State::Suspended, Some(due))) if due <= at => {
                if !put_off && came.is_none() {
                    said.push(format!("{due} away"));
                }
                (by, put_off) = (None, true);
            }
            Some((_, Some(due))) if due <= at && came.is_none() => came = Some((at, "missed")),
            Some((_, due)) => by = due,
            None => by = None,
        }
        at = at.after();
    }
    match came {
        Some((day, "missed")) if day == today => said.push(format!("{day} due-today")),
        Some((day, "missed")) => said.push(format!("{day} not-done {}", day.days_to(today))),
        Some((day, what)) => said.push(format!("{day} {what}")),
        None => {}
    }
    said
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn a_plain_walk_over_every_day_judges_the_same(start in 0..365i64, changes in 1..250i64, events in events()) {
        let start = day("2026-01-01").plus_days(start);
        let today = start.plus_days(250);
        let team = made_up(start, changes, &events);
        let judged = over(&team, &start.to_string(), &today.to_string(), &today.to_string());
        let held = |wanted: fn(&Event) -> bool| -> BTreeSet<Day> {
            let held = events.iter().filter(|(_, event)| wanted(event));
            held.map(|(after, _)| start.plus_days(*after)).collect()
        };
        let sessions = held(|event| matches!(event, Event::Full | Event::Acknowledged(_)));
        let full = held(|event| matches!(event, Event::Full));
        for (mine, kinds, met) in [
            (DueKind::WorkerSession, &[DueKind::WorkerSession][..], sessions),
            (DueKind::CaseDiscussion, &[DueKind::CaseDiscussion, DueKind::NextDiscussion], full),
        ] {
            let short = |line: String| line.replace("c-1 ", "").replace("jo-field ", "").replace(" should", "");
            let lines: Vec<String> = of_kind(&judged, mine).into_iter().map(short).collect();
            let mut plain = walked(&team, start, today, kinds, &met);
            plain.retain(|line| line[..10] <= *today.to_string());
            plain.sort();
            let mut sorted = lines.clone();
            sorted.sort();
            prop_assert_eq!(sorted, plain, "{:?}", mine);
        }
    }

    #[test]
    fn what_comes_later_moves_no_earlier_judgement(start in 0..365i64, changes in 1..250i64, events in events(), cut in 30..250i64) {
        let start = day("2026-01-01").plus_days(start);
        let (then, today) = (start.plus_days(cut), start.plus_days(250));
        let earlier: Vec<(i64, Event)> = events.iter().filter(|(after, _)| *after <= cut).cloned().collect();
        let judged = |events: &[(i64, Event)], today: Day| -> Vec<String> {
            let judged = over(&made_up(start, changes, events), &start.to_string(), &then.before().to_string(), &today.to_string());
            // Met or not met by its day: how late it became in the end is for later to say.
            let verdict = |one: &Obligation| {
                let whose = one.child.as_ref().map(|id| id.as_str()).unwrap_or_default();
                let due = one.due.map(|due| due.to_string());
                let what = match one.outcome {
                    outcome if outcome.is_missed() => "missed",
                    Outcome::NotCounted(reason) => reason.name(),
                    _ => "in-time",
                };
                format!("{due:?} {:?} {whose} {what}", one.kind)
            };
            judged.iter().map(verdict).collect()
        };
        prop_assert_eq!(judged(&earlier, then), judged(&events, today));
    }
}
