//! What a relationship of supervision owes, what section 1 renews, and what was agreed to be done (R4, R13a, C5).

use supervision::due::DueKind::{Action, Agreement, AgreementReview, History, Renewal};

use super::{BOTH, CAMBRIDGESHIRE, ROTHERHAM};
use crate::support::team::{File, Team, agreement, child, file, history, session, worker};

/// Jo Field, managed by Sam Okoro until 1 February 2026 and by Ash Rahman from 2 February on.
fn changed_hands(packs: &[&str]) -> Team {
    Team::under(packs).with(
        worker("jo-field")
            .managed_by("2025-09-01..2026-02-01", "sam-okoro")
            .managed_by("2026-02-02..", "ash-rahman"),
    )
}

#[test]
fn r4_1a_an_agreement_within_a_week_of_each_relationship() {
    for packs in [ROTHERHAM, BOTH] {
        let team = changed_hands(packs);
        // 1 September + 7 days; then, with the new line manager, 2 February + 7 days
        assert_eq!(
            team.on("2025-09-02").says(Agreement, "jo-field"),
            "2025-09-08 coming"
        );
        assert_eq!(
            team.on("2025-09-09").says(Agreement, "jo-field"),
            "2025-09-08 overdue"
        );
        let first = team.with(agreement("jo-field", "sam-okoro", "2025-09-03"));
        assert_eq!(
            first.on("2025-09-03").says(Agreement, "jo-field"),
            "nothing"
        );
        assert_eq!(
            first.on("2026-02-01").says(Agreement, "jo-field"),
            "nothing"
        );
        assert_eq!(
            first.on("2026-02-02").says(Agreement, "jo-field"),
            "2026-02-09 coming"
        );
        let second = first.with(agreement("jo-field", "ash-rahman", "2026-02-20"));
        assert_eq!(
            second.on("2026-02-19").says(Agreement, "jo-field"),
            "2026-02-09 overdue"
        );
        assert_eq!(
            second.on("2026-02-20").says(Agreement, "jo-field"),
            "nothing"
        );
    }
    let found = changed_hands(CAMBRIDGESHIRE).on("2026-02-02");
    assert_eq!(found.says(Agreement, "jo-field"), "nothing");
}

#[test]
fn r4_1a_an_agreement_from_an_earlier_time_together_does_not_serve_again() {
    let jo = worker("jo-field")
        .managed_by("2024-01-01..2024-12-31", "sam-okoro")
        .managed_by("2025-01-01..2025-12-31", "ash-rahman")
        .managed_by("2026-01-01..", "sam-okoro");
    let team = Team::under(ROTHERHAM)
        .with(jo)
        .with(agreement("jo-field", "sam-okoro", "2024-01-03"))
        .with(history("jo-field", "sam-okoro", "2024-01-03"));
    assert_eq!(
        team.on("2026-01-02").says(Agreement, "jo-field"),
        "2026-01-08 coming"
    );
    assert_eq!(
        team.on("2026-01-02").says(History, "jo-field"),
        "2026-01-08 coming"
    );
    // written in December, in good time
    let ready = team
        .with(agreement("jo-field", "sam-okoro", "2025-12-15"))
        .with(history("jo-field", "sam-okoro", "2025-12-15"));
    assert_eq!(
        ready.on("2026-01-02").says(Agreement, "jo-field"),
        "nothing"
    );
    assert_eq!(ready.on("2026-01-02").says(History, "jo-field"), "nothing");
}

#[test]
fn r4_2_a_supervision_history_at_the_start_of_each_relationship() {
    let team = changed_hands(ROTHERHAM).with(history("jo-field", "sam-okoro", "2025-09-05"));
    assert_eq!(
        team.on("2025-09-04").says(History, "jo-field"),
        "2025-09-08 coming"
    );
    assert_eq!(team.on("2025-09-05").says(History, "jo-field"), "nothing");
    assert_eq!(
        team.on("2026-02-10").says(History, "jo-field"),
        "2026-02-09 overdue"
    );
    let second = team.with(history("jo-field", "ash-rahman", "2026-02-10"));
    assert_eq!(second.on("2026-02-10").says(History, "jo-field"), "nothing");
}

#[test]
fn r4_1a_r4_2_a_policy_that_came_later_counts_from_its_day_and_one_that_has_ended_asks_nothing_new()
{
    let team = |policies: &str, since: &str| {
        Team::under_policies(policies).with(worker("jo-field").managed_by(since, "sam-okoro"))
    };
    // 1 June + 7 days, though the two have worked together since January
    let later = team(
        "  - pack: rotherham\n    from: 2026-06-01\n",
        "2026-01-05..",
    )
    .on("2026-06-01");
    assert_eq!(later.says(Agreement, "jo-field"), "2026-06-08 coming");
    assert_eq!(later.says(History, "jo-field"), "2026-06-08 coming");
    let ended = "  - pack: rotherham\n    from: 2020-01-01\n    to: 2026-03-31\n  - pack: cambridgeshire-peterborough\n    from: 2026-04-01\n";
    let after = team(ended, "2026-04-01..").on("2026-05-01");
    assert_eq!(after.says(Agreement, "jo-field"), "nothing");
    assert_eq!(after.says(History, "jo-field"), "nothing");
    // what it asked for while in force, and did not get, is still owed
    let before = team(ended, "2026-01-05..").on("2026-05-01");
    assert_eq!(before.says(Agreement, "jo-field"), "2026-01-12 overdue");
}

#[test]
fn r4_1a_two_packs_that_ask_for_the_same_make_one_due_of_it() {
    // The same pack named twice, as when a store changes what it sets aside.
    let twice =
        "  - pack: rotherham\n    from: 2020-01-01\n  - pack: rotherham\n    from: 2020-01-01\n";
    let found = Team::under_policies(twice)
        .with(worker("jo-field").managed_by("2026-01-05..", "sam-okoro"))
        .with(
            child("c-1", "2026-01-05")
                .held_by("2026-01-05..", "jo-field")
                .category("2026-01-05..", "child-in-need"),
        )
        .on("2026-01-06");
    assert_eq!(found.says(Agreement, "jo-field"), "2026-01-12 coming");
    assert_eq!(found.says(History, "jo-field"), "2026-01-12 coming");
    let ids: std::collections::BTreeSet<&str> =
        found.dues.iter().map(|due| due.id.as_str()).collect();
    assert_eq!(ids.len(), found.dues.len(), "every id is another: {ids:?}");
}

/// Jo Field and Sam Okoro since 2020, with their agreement.
fn agreed(written: impl Into<File>) -> Team {
    Team::under(ROTHERHAM)
        .with(worker("jo-field").managed_by("2020-01-06..", "sam-okoro"))
        .with(written)
}

#[test]
fn r4_3_an_agreement_is_reviewed_within_a_year_or_sooner_if_it_says_so() {
    let made = |review_by: &str| {
        agreed(agreement("jo-field", "sam-okoro", "2025-03-01").review_by(review_by))
            .on("2025-06-01")
            .says(AgreementReview, "jo-field")
    };
    assert_eq!(made("2027-01-01"), "2026-03-01 coming"); // 1 March 2025 + 1 year
    assert_eq!(made("2026-03-01"), "2026-03-01 coming");
    assert_eq!(made("2025-09-01"), "2025-09-01 coming"); // the agreement's own day
    assert_eq!(made("2025-05-31"), "2025-05-31 overdue");
}

#[test]
fn r4_3_a_review_counts_a_year_on_whether_listed_or_held_in_a_pdr() {
    let reviewed = agreement("jo-field", "sam-okoro", "2025-03-01")
        .review_by("2025-09-01")
        .reviewed("2025-08-20");
    let team = agreed(reviewed);
    let says = |team: &Team, day: &str| team.on(day).says(AgreementReview, "jo-field");
    assert_eq!(says(&team, "2025-08-19"), "2025-09-01 coming");
    assert_eq!(says(&team, "2025-08-20"), "2026-08-20 coming");
    assert_eq!(says(&team, "2026-08-21"), "2026-08-20 overdue");
    let pdr = file(
        "workers/jo-field/4-pdr/2026-04-20-pdr.md",
        "---\nkind: pdr\nformat: 1\nworker: jo-field\nsupervisor: sam-okoro\ndate: 2026-04-20\nperiod: {from: 2026-04-01, to: 2027-03-31}\nstage: start\nagreement-reviewed:\n  agreement: jo-field/2-agreement-and-history/2025-03-01-agreement\n  on: 2026-04-20\n---\n",
    );
    let team = team.with(pdr);
    assert_eq!(says(&team, "2026-04-19"), "2026-08-20 coming");
    assert_eq!(says(&team, "2026-04-20"), "2027-04-20 coming");
}

#[test]
fn r4_3_a_year_from_a_leap_day_is_the_last_of_february() {
    let says = |written: File, day: &str| agreed(written).on(day).says(AgreementReview, "jo-field");
    let made = || agreement("jo-field", "sam-okoro", "2024-02-29");
    assert_eq!(says(made().into(), "2024-03-01"), "2025-02-28 coming");
    assert_eq!(
        says(made().reviewed("2025-02-28").into(), "2025-03-01"),
        "2026-02-28 coming"
    );
    // and a year from 28 February is 28 February, leap year or not
    let february = agreement("jo-field", "sam-okoro", "2023-02-28");
    assert_eq!(says(february.into(), "2023-03-01"), "2024-02-28 coming");
}

fn checklist(lines: &str) -> File {
    file(
        "workers/jo-field/1-checklist/checklist.yaml",
        &format!("kind: checklist\nformat: 1\nworker: jo-field\n{lines}"),
    )
}

/// How the renewals of DBS and registration stand for a worker in a role.
fn renewals(role: &str, checks: Option<&str>, today: &str) -> Vec<String> {
    let mut team =
        Team::under(&["local-practice"]).with(worker("jo-field").role("2010-01-01..", role));
    if let Some(checks) = checks {
        team = team.with(checklist(checks));
    }
    let found = team.on(today);
    found
        .dues
        .iter()
        .filter(|due| due.kind == Renewal)
        .map(|due| {
            let day = due
                .due
                .map_or_else(|| "unknown".to_owned(), |day| day.to_string());
            format!(
                "{} {day} {}",
                due.subject.as_deref().unwrap_or_default(),
                due.state.name()
            )
        })
        .collect()
}

#[test]
fn r13a_l1_dbs_is_renewed_every_three_years() {
    let dbs = |issued: &str, today: &str| {
        let checks = format!("dbs: {{issued: {issued}, seen: {issued}, seen-by: sam-okoro}}\n");
        renewals("family-support-worker", Some(&checks), today)
    };
    assert_eq!(dbs("2023-05-10", "2026-05-09"), ["dbs 2026-05-10 coming"]);
    assert_eq!(dbs("2023-05-10", "2026-05-10"), ["dbs 2026-05-10 due"]);
    assert_eq!(dbs("2023-05-10", "2026-05-11"), ["dbs 2026-05-10 overdue"]);
    assert_eq!(dbs("2024-02-29", "2026-01-01"), ["dbs 2027-02-28 coming"]); // no leap year
    // issued after the day: on that day nothing is known of it
    assert_eq!(dbs("2026-05-10", "2026-05-09"), ["dbs unknown cannot-tell"]);
}

#[test]
fn r13a_l2_registration_is_renewed_in_each_autumns_window() {
    let registered = |renewed: &str, today: &str| {
        let checks = format!(
            "registration: {{body: Social Work England, number: SW00001, renewed: {renewed}, seen: {renewed}, seen-by: sam-okoro}}\n"
        );
        let mut found = renewals("social-worker", Some(&checks), today);
        found.retain(|line| line.starts_with("registration"));
        found
    };
    // The window is 1 September to 30 November; a renewal within it serves until the end of the next.
    for (renewed, expected) in [
        ("2025-11-20", "registration 2026-11-30 coming"),
        ("2025-09-01", "registration 2026-11-30 coming"), // the day it opens
        ("2025-11-30", "registration 2026-11-30 coming"), // the day it closes
        ("2025-12-15", "registration 2026-11-30 coming"), // late
        ("2025-08-31", "registration 2025-11-30 overdue"), // before it opened, so not for that year
        ("2024-11-20", "registration 2025-11-30 overdue"),
    ] {
        assert_eq!(
            registered(renewed, "2026-03-02"),
            [expected],
            "renewed on {renewed}"
        );
    }
}

#[test]
fn r13a_what_the_checklist_does_not_say_cannot_be_told_and_the_rest_do_not_register() {
    let unknown = [
        "dbs unknown cannot-tell",
        "registration unknown cannot-tell",
    ];
    assert_eq!(renewals("social-worker", None, "2026-03-02"), unknown);
    assert_eq!(renewals("social-worker", Some(""), "2026-03-02"), unknown);
    assert_eq!(
        renewals("family-support-worker", None, "2026-03-02"),
        ["dbs unknown cannot-tell"]
    );
}

const AGREED: &str = "actions:\n  - {id: jo-field-2026-02-02-1, what: Book the course, who: jo-field, by-when: 2026-02-16}\n";

fn reviewed(date: &str, outcome: &str) -> File {
    session("jo-field", date)
        .with(&format!(
            "actions-reviewed:\n  - {{action: jo-field-2026-02-02-1, outcome: {outcome}}}\n"
        ))
        .into()
}

#[test]
fn c5b_c5c_an_action_is_open_until_it_is_done_or_dropped_and_carried_to_its_new_day() {
    let team = Team::under(BOTH)
        .with(worker("jo-field"))
        .with(session("jo-field", "2026-02-02").with(AGREED));
    let says = |team: &Team, day: &str| team.on(day).says(Action, "jo-field");
    assert_eq!(says(&team, "2026-02-01"), "nothing");
    assert_eq!(says(&team, "2026-02-02"), "2026-02-16 coming");
    assert_eq!(says(&team, "2026-02-17"), "2026-02-16 overdue");
    for closed in ["done", "dropped, note: No longer needed"] {
        let team = team.clone().with(reviewed("2026-02-23", closed));
        assert_eq!(says(&team, "2026-02-22"), "2026-02-16 overdue", "{closed}");
        assert_eq!(says(&team, "2026-02-23"), "nothing", "{closed}");
    }
    let carried = team.with(reviewed(
        "2026-02-23",
        "carried, note: Half term, by-when: 2026-03-13",
    ));
    assert_eq!(says(&carried, "2026-02-23"), "2026-03-13 coming");
    let again = carried.with(reviewed(
        "2026-03-16",
        "carried, note: Full, by-when: 2026-04-10",
    ));
    assert_eq!(says(&again, "2026-03-15"), "2026-03-13 overdue");
    assert_eq!(says(&again, "2026-03-16"), "2026-04-10 coming");
    let done = again.with(reviewed("2026-04-13", "done"));
    assert_eq!(says(&done, "2026-04-13"), "nothing");
}

#[test]
fn c5b_r9b_a_childs_actions_are_owed_by_who_holds_the_case() {
    let note = file(
        "children/c-1/supervision/2026-02-02-jo-field.md",
        "---\nkind: child-supervision\nformat: 1\nchild: c-1\nworker: jo-field\nsupervisor: sam-okoro\ndate: 2026-02-02\nrecorded: 2026-02-03\ndepth: full\ncategory: child-in-need\nactions:\n  - {id: c-1-2026-02-02-1, what: See the child alone, who: jo-field, by-when: 2026-02-06}\n---\n",
    );
    let decision = file(
        "children/c-1/decisions/2026-02-10.md",
        "---\nkind: decision\nformat: 1\nchild: c-1\ndate: 2026-02-10\nrecorded: 2026-02-10\ndecided-by: sam-okoro\ntrigger: School rang\ndecision: Visit today\nreason: The pattern is new\nactions:\n  - {id: c-1-2026-02-10-1, what: Visit at home, who: jo-field, by-when: 2026-02-11}\n---\n",
    );
    let team = Team::under(BOTH)
        .with(worker("jo-field"))
        .with(
            child("c-1", "2026-01-05")
                .held_by("2026-01-05..", "jo-field")
                .category("2026-01-05..", "child-in-need"),
        )
        .with(note)
        .with(decision);
    let actions = |team: &Team, day: &str| -> Vec<String> {
        let found = team.on(day);
        let actions = found.dues.iter().filter(|due| due.kind == Action);
        actions
            .map(|due| format!("{} {}", due.id, due.state.name()))
            .collect()
    };
    assert_eq!(
        actions(&team, "2026-02-05"),
        ["c-1/action/c-1-2026-02-02-1/2026-02-06 coming"]
    );
    assert_eq!(
        actions(&team, "2026-02-11"),
        [
            "c-1/action/c-1-2026-02-02-1/2026-02-06 overdue",
            "c-1/action/c-1-2026-02-10-1/2026-02-11 due"
        ]
    );
    let closed = session("jo-field", "2026-02-16").with(
        "actions-reviewed:\n  - {action: c-1-2026-02-02-1, outcome: done}\n  - {action: c-1-2026-02-10-1, outcome: dropped, note: Seen at school}\n",
    );
    assert_eq!(
        actions(&team.with(closed), "2026-02-16"),
        Vec::<String>::new()
    );
}
