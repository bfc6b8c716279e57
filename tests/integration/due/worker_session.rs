//! The next session of a worker (C1, C3, R1, R8).

use supervision::due::DueKind::WorkerSession;

use super::{BOTH, CAMBRIDGESHIRE, ROTHERHAM};
use crate::support::team::{CHAIRS_APART, Team, absence, agreement, file, session, worker};

/// The next session of Jo Field, in the assessed year from a day, after a session on another.
fn in_asye(packs: &[&str], asye: &str, last: &str) -> String {
    let jo = worker("jo-field")
        .role(&format!("{asye}.."), "social-worker")
        .asye(&format!("{asye}.."));
    Team::under(packs)
        .with(jo)
        .with(session("jo-field", last))
        .on(last)
        .session("jo-field")
}

/// The next session of a social worker who is in no stage, after a session on a day.
fn after(packs: &[&str], last: &str) -> String {
    Team::under(packs)
        .with(worker("jo-field"))
        .with(session("jo-field", last))
        .on(last)
        .session("jo-field")
}

#[test]
fn c3b_r8b_weekly_turns_fortnightly_when_six_weeks_are_over() {
    // ASYE from Monday 5 January 2026, which is day 0. Six weeks are 42 days: days 0 to 41, the last of them 15 February.
    let days = [
        ("2026-01-05", "2026-01-12"), // day 0, a week on is day 7
        ("2026-02-08", "2026-02-15"), // day 34, a week on is day 41, still within the six weeks
        ("2026-02-09", "2026-02-23"), // day 35, a week on is day 42, outside: two weeks on, day 49
        ("2026-02-10", "2026-02-24"), // day 36, day 50
        ("2026-02-15", "2026-03-01"), // day 41, day 55
        ("2026-02-16", "2026-03-02"), // day 42, the first of the fortnights, day 56
        ("2026-02-17", "2026-03-03"), // day 43, day 57
    ];
    for packs in [ROTHERHAM, CAMBRIDGESHIRE, BOTH] {
        for (last, expected) in days {
            assert_eq!(
                in_asye(packs, "2026-01-05", last),
                expected,
                "last session on {last} under {packs:?}"
            );
        }
    }
}

#[test]
fn c3b_r8b_without_any_session_the_first_week_counts_from_the_start() {
    let jo = worker("jo-field")
        .role("2026-01-05..", "social-worker")
        .asye("2026-01-05..");
    let team = Team::under(BOTH).with(jo);
    // 5 January + 7 days
    assert_eq!(
        team.on("2026-01-05").says(WorkerSession, "jo-field"),
        "2026-01-12 coming"
    );
    assert_eq!(
        team.on("2026-01-12").says(WorkerSession, "jo-field"),
        "2026-01-12 due"
    );
    assert_eq!(
        team.on("2026-01-13").says(WorkerSession, "jo-field"),
        "2026-01-12 overdue"
    );
}

#[test]
fn c3b_r8b_what_was_missed_in_the_weekly_stage_stays_missed_in_the_next() {
    let jo = worker("jo-field")
        .role("2026-01-05..", "social-worker")
        .asye("2026-01-05..");
    let team = Team::under(BOTH)
        .with(jo)
        .with(session("jo-field", "2026-01-20"));
    // 20 January + 7 days = 27 January, long past on 20 March when fortnights are asked
    assert_eq!(
        team.on("2026-03-20").says(WorkerSession, "jo-field"),
        "2026-01-27 overdue"
    );
}

#[test]
fn c3b_fortnights_turn_monthly_when_six_months_are_over_whatever_the_month_end() {
    // Start, the last session whose fortnight ends within the six months, that day, and the first whose does not.
    let starts = [
        // 5 January + 6 months = 5 July, the first monthly day; 20 June + 14 days = 4 July; 21 June + 1 month
        (
            "2026-01-05",
            ("2026-06-20", "2026-07-04"),
            ("2026-06-21", "2026-07-21"),
        ),
        // 31 August + 6 months: February has no 31st, so 28 February; 13 February + 14 days = 27 February
        (
            "2025-08-31",
            ("2026-02-13", "2026-02-27"),
            ("2026-02-14", "2026-03-14"),
        ),
        // the same in a leap year: 29 February; 14 February + 14 days = 28 February
        (
            "2023-08-31",
            ("2024-02-14", "2024-02-28"),
            ("2024-02-15", "2024-03-15"),
        ),
        // 29 February + 6 months = 29 August; 14 August + 14 days = 28 August
        (
            "2024-02-29",
            ("2024-08-14", "2024-08-28"),
            ("2024-08-15", "2024-09-15"),
        ),
        // 31 January + 6 months = 31 July; 16 July + 14 days = 30 July
        (
            "2026-01-31",
            ("2026-07-16", "2026-07-30"),
            ("2026-07-17", "2026-08-17"),
        ),
        // 30 November + 6 months = 30 May; 15 May + 14 days = 29 May
        (
            "2025-11-30",
            ("2026-05-15", "2026-05-29"),
            ("2026-05-16", "2026-06-16"),
        ),
    ];
    for (start, (last_within, within), (first_beyond, beyond)) in starts {
        let due = |last| in_asye(CAMBRIDGESHIRE, start, last);
        assert_eq!(
            due(last_within),
            within,
            "start {start}, last {last_within}"
        );
        assert_eq!(
            due(first_beyond),
            beyond,
            "start {start}, last {first_beyond}"
        );
    }
}

#[test]
fn r8c_fortnights_go_on_after_six_months_until_a_step_down_is_decided() {
    for packs in [ROTHERHAM, BOTH] {
        // Six months end on 4 July. 21 June + 14 days = 5 July; 5 July + 14 days = 19 July
        assert_eq!(in_asye(packs, "2026-01-05", "2026-06-21"), "2026-07-05");
        assert_eq!(in_asye(packs, "2026-01-05", "2026-07-05"), "2026-07-19");
        // 30 November + 14 days = 14 December
        assert_eq!(in_asye(packs, "2026-01-05", "2026-11-30"), "2026-12-14");
    }
}

#[test]
fn r8c_a_step_down_takes_effect_on_its_day_and_never_before_six_months() {
    let stepped_down = |packs, from: &str, last: &str| {
        let jo = worker("jo-field")
            .role("2026-01-05..", "social-worker")
            .asye("2026-01-05..");
        let decision =
            session("jo-field", "2026-05-01").decides("step-down", "months: 1", from, "");
        Team::under(packs)
            .with(jo)
            .with(decision)
            .with(session("jo-field", last))
            .on(last)
            .session("jo-field")
    };
    for packs in [ROTHERHAM, BOTH] {
        // Decided for 5 July, the first day after six months: as the other policy without a decision.
        assert_eq!(
            stepped_down(packs, "2026-07-05", "2026-06-20"),
            "2026-07-04"
        );
        assert_eq!(
            stepped_down(packs, "2026-07-05", "2026-06-21"),
            "2026-07-21"
        );
        // Decided for 1 May: 10 May + 14 days all the same; monthly from 5 July on.
        assert_eq!(
            stepped_down(packs, "2026-05-01", "2026-05-10"),
            "2026-05-24"
        );
        assert_eq!(
            stepped_down(packs, "2026-05-01", "2026-06-21"),
            "2026-07-21"
        );
        // Decided for 1 August: 5 July + 14 days; 25 July + 14 days = 8 August is beyond, so 25 August.
        assert_eq!(
            stepped_down(packs, "2026-08-01", "2026-07-05"),
            "2026-07-19"
        );
        assert_eq!(
            stepped_down(packs, "2026-08-01", "2026-07-25"),
            "2026-08-25"
        );
    }
}

#[test]
fn r8c_a_step_down_to_less_than_monthly_holds_no_longer_than_the_month_and_one_to_more_holds() {
    let stepped_down = |interval: &str| {
        let jo = worker("jo-field")
            .role("2026-01-05..", "social-worker")
            .asye("2026-01-05..");
        let decision =
            session("jo-field", "2026-07-10").decides("step-down", interval, "2026-07-10", "");
        Team::under(ROTHERHAM)
            .with(jo)
            .with(decision)
            .on("2026-07-10")
            .session("jo-field")
    };
    // 10 July + 21 days = 31 July: what was decided is less of a reduction than the policy lets be decided
    assert_eq!(stepped_down("weeks: 3"), "2026-07-31");
    // two months are more than may be decided: 10 July + 1 month
    assert_eq!(stepped_down("months: 2"), "2026-08-10");
}

#[test]
fn r8c_a_step_down_asks_nothing_of_who_is_not_in_the_assessed_year() {
    let team = Team::under(CAMBRIDGESHIRE)
        .with(worker("jo-field").role("2020-01-01..", "independent-chair"))
        .with(session("jo-field", "2026-01-15").decides(
            "step-down",
            "months: 1",
            "2026-01-15",
            "",
        ));
    // two months, as the policy says of chairs
    assert_eq!(team.on("2026-01-15").session("jo-field"), "2026-03-15");
}

#[test]
fn r8c_a_step_down_in_a_session_that_was_not_held_or_is_to_come_decides_nothing() {
    let jo = worker("jo-field")
        .role("2026-01-05..", "social-worker")
        .asye("2026-01-05..");
    let to_come =
        session("jo-field", "2026-07-20").decides("step-down", "months: 1", "2026-07-05", "");
    let team = Team::under(ROTHERHAM)
        .with(jo)
        .with(session("jo-field", "2026-07-06"))
        .with(to_come);
    // 6 July + 14 days
    assert_eq!(team.on("2026-07-10").session("jo-field"), "2026-07-20");
    // held and decided: 20 July + 1 month
    assert_eq!(team.on("2026-07-20").session("jo-field"), "2026-08-20");
}

#[test]
fn r8e_after_the_assessed_year_monthly_as_for_everyone() {
    let jo = worker("jo-field")
        .role("2025-01-06..", "social-worker")
        .asye("2025-01-06..2026-01-05");
    let team = Team::under(BOTH).with(jo);
    let due = |last: &str| {
        team.clone()
            .with(session("jo-field", last))
            .on(last)
            .session("jo-field")
    };
    // No step down was decided: 22 December + 14 days = 5 January, the last day of the year; a day later it is beyond.
    assert_eq!(due("2025-12-22"), "2026-01-05");
    assert_eq!(due("2025-12-23"), "2026-01-23");
}

#[test]
fn c3a_r8e_monthly_is_the_same_day_of_the_next_month_or_its_last() {
    for packs in [ROTHERHAM, CAMBRIDGESHIRE, BOTH] {
        for (last, expected) in [
            ("2026-01-31", "2026-02-28"),
            ("2028-01-31", "2028-02-29"), // a leap year
            ("2026-01-30", "2026-02-28"),
            ("2028-01-29", "2028-02-29"),
            ("2026-03-31", "2026-04-30"),
            ("2026-02-28", "2026-03-28"), // the day of the month, not its end
            ("2028-02-29", "2028-03-29"),
            ("2025-12-31", "2026-01-31"),
            ("2100-01-31", "2100-02-28"), // no leap year
        ] {
            assert_eq!(after(packs, last), expected, "last on {last}, {packs:?}");
        }
    }
}

#[test]
fn c3c_chairs_every_two_months_where_nothing_stricter_is_in_force() {
    let chair = |policies: Team, role: &str, last: &str| {
        policies
            .with(worker("jo-field").role("2000-01-01..", role))
            .with(session("jo-field", last))
            .on(last)
            .session("jo-field")
    };
    let alone = || Team::under(CAMBRIDGESHIRE);
    assert_eq!(
        chair(alone(), "independent-chair", "2026-01-15"),
        "2026-03-15"
    );
    // 31 December + 2 months: the last of February
    assert_eq!(
        chair(alone(), "independent-chair", "2025-12-31"),
        "2026-02-28"
    );
    assert_eq!(
        chair(alone(), "independent-chair", "2026-07-31"),
        "2026-09-30"
    );
    let set_aside = || {
        Team::under_policies(
            "  - pack: rotherham\n    from: 2000-01-01\n  - pack: chairs-apart\n    from: 2000-01-01\n  - pack: cambridgeshire-peterborough\n    from: 2000-01-01\n",
        )
        .with(file("policies/chairs-apart.yaml", CHAIRS_APART))
    };
    assert_eq!(
        chair(set_aside(), "independent-chair", "2026-01-15"),
        "2026-03-15"
    );
    assert_eq!(
        chair(set_aside(), "social-worker", "2026-01-15"),
        "2026-02-15"
    );
    // Both in force as they stand: Rotherham asks monthly of everyone, and the strictest wins.
    assert_eq!(
        chair(Team::under(BOTH), "independent-chair", "2026-01-15"),
        "2026-02-15"
    );
    assert_eq!(
        chair(
            Team::under(ROTHERHAM),
            "independent-reviewing-officer",
            "2026-01-15"
        ),
        "2026-02-15"
    );
}

#[test]
fn c3a_c3c_a_change_of_role_counts_the_stricter_interval_from_the_change() {
    let changed = |first: &str, then: &str, last: &str| {
        let jo = worker("jo-field")
            .role("2020-01-01..2026-02-28", first)
            .role("2026-03-01..", then);
        Team::under(CAMBRIDGESHIRE)
            .with(jo)
            .with(session("jo-field", last))
            .on("2026-03-01")
            .session("jo-field")
    };
    // Chair, then social worker: 10 February + 2 months = 10 April; monthly from 1 March = 1 April, which is sooner.
    assert_eq!(
        changed("independent-chair", "social-worker", "2026-02-10"),
        "2026-04-01"
    );
    // 20 January + 2 months = 20 March stands: a tightening never postpones.
    assert_eq!(
        changed("independent-chair", "social-worker", "2026-01-20"),
        "2026-03-20"
    );
    // Social worker, then chair: 10 February + 2 months.
    assert_eq!(
        changed("social-worker", "independent-chair", "2026-02-10"),
        "2026-04-10"
    );
    // 20 January + 1 month = 20 February was missed while a social worker.
    assert_eq!(
        changed("social-worker", "independent-chair", "2026-01-20"),
        "2026-02-20"
    );
}

#[test]
fn r1_c1_part_time_agency_and_fixed_term_staff_get_the_same_dates() {
    for (basis, hours) in [
        ("permanent", "37"),
        ("permanent", "7.5"),
        ("fixed-term", "37"),
        ("agency", "18.5"),
    ] {
        for packs in [ROTHERHAM, CAMBRIDGESHIRE, BOTH] {
            let post = |held: &str| worker("jo-field").post(held, "social-worker", basis, hours);
            let held = Team::under(packs)
                .with(post("2020-01-01.."))
                .with(session("jo-field", "2026-01-31"));
            assert_eq!(
                held.on("2026-02-01").session("jo-field"),
                "2026-02-28",
                "{basis}, {hours} hours"
            );
            let assessed = Team::under(packs)
                .with(post("2026-01-05..").asye("2026-01-05.."))
                .with(session("jo-field", "2026-02-08"));
            assert_eq!(
                assessed.on("2026-02-08").session("jo-field"),
                "2026-02-15",
                "{basis}, {hours} hours"
            );
        }
    }
}

#[test]
fn r1_a_change_of_basis_or_team_alone_restarts_nothing() {
    let jo = worker("jo-field")
        .post("2020-01-01..2026-02-09", "social-worker", "agency", "37")
        .post("2026-02-10..", "social-worker", "permanent", "22.5");
    let team = Team::under(BOTH)
        .with(jo)
        .with(session("jo-field", "2026-01-15"));
    assert_eq!(team.on("2026-02-12").session("jo-field"), "2026-02-15");
}

#[test]
fn c3a_a_role_that_no_pack_knows_is_still_due_by_the_rules_for_everyone() {
    for packs in [ROTHERHAM, CAMBRIDGESHIRE, BOTH] {
        let team = Team::under(packs)
            .with(worker("jo-field").role("2020-01-01..", "wellbeing-lead"))
            .with(session("jo-field", "2026-01-15"));
        let found = team.on("2026-01-15");
        assert_eq!(found.session("jo-field"), "2026-02-15", "{packs:?}");
        assert_eq!(found.session_rule("jo-field"), "monthly");
    }
}

#[test]
fn r1_nobody_is_due_before_or_after_their_employment() {
    let team =
        Team::under(BOTH).with(worker("jo-field").role("2026-01-05..2026-06-30", "social-worker"));
    assert_eq!(team.on("2026-01-04").session("jo-field"), "nothing");
    assert_eq!(team.on("2026-01-05").session("jo-field"), "2026-02-05");
    assert_eq!(team.on("2026-07-01").session("jo-field"), "nothing");
}

#[test]
fn r4_1e_r8f_a_stricter_agreement_drives_the_date_and_a_looser_one_does_not() {
    let agreed = |interval: &str| {
        Team::under(BOTH)
            .with(worker("jo-field"))
            .with(agreement("jo-field", "sam-okoro", "2025-09-01").every(interval))
            .with(session("jo-field", "2026-01-15"))
            .on("2026-01-15")
    };
    // 15 January + 14 days
    assert_eq!(agreed("weeks: 2").session("jo-field"), "2026-01-29");
    assert_eq!(agreed("weeks: 2").session_rule("jo-field"), "agreement");
    // 15 January + 28 days = 12 February; a month would be the 15th
    assert_eq!(agreed("weeks: 4").session("jo-field"), "2026-02-12");
    for looser in ["months: 2", "weeks: 5", "weeks: 52"] {
        assert_eq!(agreed(looser).session("jo-field"), "2026-02-15", "{looser}");
        assert_eq!(
            agreed(looser).session_rule("jo-field"),
            "monthly",
            "{looser}"
        );
    }
}

#[test]
fn r8f_four_weeks_and_a_month_are_compared_on_the_calendar() {
    let team = |last: &str| {
        Team::under(ROTHERHAM)
            .with(worker("jo-field"))
            .with(agreement("jo-field", "sam-okoro", "2020-01-01").every("weeks: 4"))
            .with(session("jo-field", last))
            .on(last)
            .session("jo-field")
    };
    // February of 2026 has 28 days: both end on the same day. 31 January + 28 = 28 February, as does the month.
    assert_eq!(team("2026-02-10"), "2026-03-10");
    assert_eq!(team("2026-01-31"), "2026-02-28");
    // 31 January 2028 + 28 days = 28 February; the month would end on the 29th.
    assert_eq!(team("2028-01-31"), "2028-02-28");
    // 30 January 2026 + 28 days = 27 February; the month ends on the 28th.
    assert_eq!(team("2026-01-30"), "2026-02-27");
}

#[test]
fn r4_1e_an_agreement_ends_with_its_relationship() {
    let jo = || {
        worker("jo-field")
            .managed_by("2020-01-01..2026-01-31", "sam-okoro")
            .managed_by("2026-02-01..", "ash-rahman")
    };
    let old = || agreement("jo-field", "sam-okoro", "2025-09-01").every("weeks: 2");
    let due = |team: Team, last: &str| {
        team.with(session("jo-field", last))
            .on("2026-02-01")
            .session("jo-field")
    };
    let team = || Team::under(ROTHERHAM).with(jo()).with(old());
    // 15 January + 14 days = 29 January, while it held
    assert_eq!(due(team(), "2026-01-15"), "2026-01-29");
    // 25 January + 14 days = 8 February, when it no longer holds: a month
    assert_eq!(due(team(), "2026-01-25"), "2026-02-25");
    // The new manager's agreement, weekly from 1 February: 25 January + 14 days is 8 February and so is 1 February + 7
    let weekly = agreement("jo-field", "ash-rahman", "2026-02-01").every("weeks: 1");
    assert_eq!(due(team().with(weekly), "2026-01-25"), "2026-02-08");
    // three-weekly from 1 February, looser than what went before, so from the session: 25 January + 21 days
    let later = agreement("jo-field", "ash-rahman", "2026-02-01").every("weeks: 3");
    assert_eq!(due(team().with(later), "2026-01-25"), "2026-02-15");
}

#[test]
fn r4_1e_an_agreement_made_shortly_before_its_relationship_ends_with_it_too() {
    let jo = worker("jo-field")
        .managed_by("2020-01-01..2025-12-31", "sam-okoro")
        .managed_by("2026-01-01..2026-03-31", "ash-rahman")
        .managed_by("2026-04-01..", "sam-okoro");
    let team = Team::under(ROTHERHAM)
        .with(jo)
        .with(agreement("jo-field", "ash-rahman", "2025-12-20").every("weeks: 2"))
        .with(session("jo-field", "2026-03-25"));
    // 25 March + 14 days = 8 April, after the end on 31 March: 25 April
    assert_eq!(team.on("2026-04-02").session("jo-field"), "2026-04-25");
}

#[test]
fn r8f_an_agreement_that_is_written_later_does_not_yet_hold_nor_end_the_one_before() {
    let team = Team::under(ROTHERHAM)
        .with(worker("jo-field"))
        .with(agreement("jo-field", "sam-okoro", "2025-09-01").every("weeks: 2"))
        .with(
            agreement("jo-field", "sam-okoro", "2026-02-10")
                .starts("2026-02-01")
                .every("weeks: 3"),
        )
        .with(session("jo-field", "2026-01-25"));
    // On 5 February nobody has written the second: 25 January + 14 days
    assert_eq!(team.on("2026-02-05").session("jo-field"), "2026-02-08");
    // On 10 February it is known, and holds from 1 February: 25 January + 21 days
    assert_eq!(team.on("2026-02-10").session("jo-field"), "2026-02-15");
}

#[test]
fn c3d_an_uplift_holds_for_its_time() {
    let decided = |until: &str, last: &str| {
        let decision =
            session("jo-field", "2026-02-02").decides("uplift", "weeks: 2", "2026-02-02", until);
        let found = Team::under(BOTH)
            .with(worker("jo-field"))
            .with(decision)
            .with(session("jo-field", last))
            .on(last);
        found.session("jo-field")
    };
    // 1 March + 14 days
    assert_eq!(decided("2026-03-31", "2026-03-01"), "2026-03-15");
    // 20 March + 14 days = 3 April, beyond the end: a month
    assert_eq!(decided("2026-03-31", "2026-03-20"), "2026-04-20");
    assert_eq!(decided("", "2026-06-01"), "2026-06-15");
}

#[test]
fn c3d_an_uplift_without_an_end_holds_until_the_next_decision() {
    let team = Team::under(BOTH)
        .with(worker("jo-field"))
        .with(session("jo-field", "2026-02-02").decides("uplift", "weeks: 1", "2026-02-02", ""))
        .with(session("jo-field", "2026-05-04").decides(
            "step-down",
            "months: 1",
            "2026-05-04",
            "",
        ));
    // 4 May + 1 month
    assert_eq!(team.on("2026-05-04").session("jo-field"), "2026-06-04");
}

#[test]
fn r8d_mentor_sessions_count_up_to_the_share_and_no_further() {
    // Assessed year, in the fortnights from 16 February on; Noor Haddad may hold one of two from 1 March to 30 April.
    let base = || {
        let jo = worker("jo-field")
            .role("2026-01-05..", "social-worker")
            .asye("2026-01-05..");
        Team::under(ROTHERHAM)
            .with(jo)
            .with(agreement("jo-field", "sam-okoro", "2026-01-05").mentor(
                "noor-haddad",
                "2026-03-01..2026-04-30",
                1,
                2,
            ))
            .with(session("jo-field", "2026-03-02"))
    };
    let mentor = |date: &str| {
        session("jo-field", date)
            .of_type("mentor")
            .by("noor-haddad")
    };
    // 2 March + 14 days without her
    assert_eq!(base().on("2026-03-09").session("jo-field"), "2026-03-16");
    // her first counts: 9 March + 14 days
    let one = base().with(mentor("2026-03-09"));
    assert_eq!(one.on("2026-03-09").session("jo-field"), "2026-03-23");
    // her second in a row does not
    let two = one.clone().with(mentor("2026-03-16"));
    assert_eq!(two.on("2026-03-16").session("jo-field"), "2026-03-23");
    // after the line manager's next one the share is free again: 23 March + 14, then 30 March + 14
    let three = two.with(session("jo-field", "2026-03-23"));
    assert_eq!(three.on("2026-03-23").session("jo-field"), "2026-04-06");
    let four = three.with(mentor("2026-03-30"));
    assert_eq!(four.on("2026-03-30").session("jo-field"), "2026-04-13");
    // not by another person
    let other = base().with(
        session("jo-field", "2026-03-09")
            .of_type("mentor")
            .by("lin-moss"),
    );
    assert_eq!(other.on("2026-03-09").session("jo-field"), "2026-03-16");
    // not after the arrangement's last day, and on that day still: 30 April + 14 = 14 May; else 20 April + 14 = 4 May
    let april = || base().with(session("jo-field", "2026-04-20"));
    let last_day = april().with(mentor("2026-04-30"));
    assert_eq!(last_day.on("2026-05-01").session("jo-field"), "2026-05-14");
    let day_after = april().with(mentor("2026-05-01"));
    assert_eq!(day_after.on("2026-05-01").session("jo-field"), "2026-05-04");
    // not before its first
    let early = base()
        .with(session("jo-field", "2026-02-16"))
        .with(mentor("2026-02-28"));
    assert_eq!(early.on("2026-02-28").session("jo-field"), "2026-03-02");
}

#[test]
fn r8d_a_mentor_counts_for_nothing_without_an_arrangement_or_after_its_agreement() {
    let mentor = || {
        session("jo-field", "2026-03-09")
            .of_type("mentor")
            .by("noor-haddad")
    };
    let without = Team::under(ROTHERHAM)
        .with(worker("jo-field"))
        .with(session("jo-field", "2026-03-02"))
        .with(mentor());
    assert_eq!(without.on("2026-03-09").session("jo-field"), "2026-04-02");
    // The arrangement stands in the agreement with Sam Okoro, who is line manager until 5 March.
    let jo = worker("jo-field")
        .managed_by("2020-01-01..2026-03-05", "sam-okoro")
        .managed_by("2026-03-06..", "ash-rahman");
    let ended = Team::under(ROTHERHAM)
        .with(jo)
        .with(agreement("jo-field", "sam-okoro", "2025-09-01").mentor(
            "noor-haddad",
            "2025-09-01..",
            1,
            2,
        ))
        .with(session("jo-field", "2026-03-02"))
        .with(mentor());
    assert_eq!(ended.on("2026-03-09").session("jo-field"), "2026-04-02");
}

#[test]
fn r8d_where_no_pack_lets_a_mentor_count_a_mentor_does_not() {
    let team = Team::under(CAMBRIDGESHIRE)
        .with(worker("jo-field"))
        .with(agreement("jo-field", "sam-okoro", "2025-09-01").mentor(
            "noor-haddad",
            "2025-09-01..",
            1,
            2,
        ))
        .with(session("jo-field", "2026-03-02"))
        .with(
            session("jo-field", "2026-03-09")
                .of_type("mentor")
                .by("noor-haddad"),
        );
    assert_eq!(team.on("2026-03-09").session("jo-field"), "2026-04-02");
}

#[test]
fn c1_r8e_sessions_in_a_group_do_not_count_and_joint_ones_do() {
    for packs in [ROTHERHAM, CAMBRIDGESHIRE, BOTH] {
        let team = Team::under(packs)
            .with(worker("jo-field"))
            .with(session("jo-field", "2026-01-15"));
        let group = team
            .clone()
            .with(session("jo-field", "2026-02-01").of_type("group"));
        assert_eq!(group.on("2026-02-01").session("jo-field"), "2026-02-15");
        let joint = team.with(session("jo-field", "2026-02-01").of_type("joint"));
        assert_eq!(joint.on("2026-02-01").session("jo-field"), "2026-03-01");
    }
}

#[test]
fn r9a_cancelled_and_rearranged_sessions_do_not_count() {
    for status in ["cancelled", "rearranged"] {
        let team = Team::under(BOTH)
            .with(worker("jo-field"))
            .with(session("jo-field", "2026-01-15"))
            .with(session("jo-field", "2026-02-12").not_held(status));
        assert_eq!(
            team.on("2026-02-16").says(WorkerSession, "jo-field"),
            "2026-02-15 overdue",
            "{status}"
        );
    }
}

/// A social worker under both packs whose last session was on 2 March 2026, so that the next is due on 2 April.
fn last_on_2_march() -> Team {
    Team::under(BOTH)
        .with(worker("jo-field"))
        .with(session("jo-field", "2026-03-02"))
}

#[test]
fn c3a_r8e_while_a_worker_is_away_nothing_falls_due_and_the_return_has_a_week() {
    for away in ["sickness", "parental-leave", "other-leave"] {
        let team = last_on_2_march().with(absence("jo-field", "2026-03-20..2026-04-10", away));
        let says = |day: &str| team.on(day).says(WorkerSession, "jo-field");
        assert_eq!(says("2026-03-19"), "2026-04-02 coming", "{away}");
        assert!(says("2026-03-20").ends_with("suspended"), "{away}");
        assert!(says("2026-04-10").ends_with("suspended"), "{away}");
        // back on 11 April: 11 April + 1 week
        assert_eq!(says("2026-04-11"), "2026-04-18 coming", "{away}");
        assert_eq!(says("2026-04-19"), "2026-04-18 overdue", "{away}");
    }
    let open = last_on_2_march().with(absence("jo-field", "2026-03-20", "sickness"));
    for day in ["2026-03-20", "2026-04-02", "2027-01-01"] {
        assert!(
            open.on(day)
                .says(WorkerSession, "jo-field")
                .ends_with("suspended"),
            "{day}"
        );
    }
}

#[test]
fn c3a_r8e_annual_leave_suspends_nothing() {
    let team = last_on_2_march().with(absence(
        "jo-field",
        "2026-03-20..2026-04-10",
        "annual-leave",
    ));
    assert_eq!(
        team.on("2026-04-05").says(WorkerSession, "jo-field"),
        "2026-04-02 overdue"
    );
}

#[test]
fn c3a_r8e_what_was_overdue_before_the_absence_stays_overdue() {
    for held in ["2026-04-03", "2026-04-03..2026-04-20"] {
        let team = last_on_2_march().with(absence("jo-field", held, "sickness"));
        for day in ["2026-04-03", "2026-04-10", "2026-04-21", "2026-06-01"] {
            assert_eq!(
                team.on(day).says(WorkerSession, "jo-field"),
                "2026-04-02 overdue",
                "away {held}, on {day}"
            );
        }
    }
    // Due on the first day away: not missed.
    let team = last_on_2_march().with(absence("jo-field", "2026-04-02..2026-04-20", "sickness"));
    assert_eq!(
        team.on("2026-04-21").says(WorkerSession, "jo-field"),
        "2026-04-28 coming"
    );
}

#[test]
fn c3a_r8e_a_session_on_the_return_counts_from_itself_and_one_during_the_absence_does_not() {
    let team = last_on_2_march().with(absence("jo-field", "2026-03-20..2026-04-10", "sickness"));
    let back = team.clone().with(session("jo-field", "2026-04-13"));
    assert_eq!(back.on("2026-04-13").session("jo-field"), "2026-05-13");
    // met on 30 March while away: 30 April falls after the return and its week, and stands
    let met = team.with(session("jo-field", "2026-03-30"));
    assert_eq!(met.on("2026-04-11").session("jo-field"), "2026-04-30");
}

#[test]
fn c3a_r8e_absences_that_follow_or_overlap_are_taken_together() {
    let team = last_on_2_march()
        .with(absence("jo-field", "2026-03-20..2026-04-10", "sickness"))
        .with(absence(
            "jo-field",
            "2026-04-05..2026-05-31",
            "parental-leave",
        ));
    // back on 1 June: 8 June
    assert_eq!(team.on("2026-06-01").session("jo-field"), "2026-06-08");
    // Sick again in the week of the return: 11 April + 1 week = 18 April falls into the second absence, back on 21 May
    let twice = last_on_2_march()
        .with(absence("jo-field", "2026-03-20..2026-04-10", "sickness"))
        .with(absence("jo-field", "2026-04-15..2026-05-20", "sickness"));
    assert_eq!(twice.on("2026-05-21").session("jo-field"), "2026-05-28");
    // Sick again after that week: 18 April was missed before, and stays missed.
    let later = last_on_2_march()
        .with(absence("jo-field", "2026-03-20..2026-04-10", "sickness"))
        .with(absence("jo-field", "2026-05-04..2026-05-20", "sickness"));
    assert_eq!(later.on("2026-05-21").session("jo-field"), "2026-04-18");
}

#[test]
fn c3a_r8e_a_short_absence_in_mid_interval_moves_nothing() {
    let team = last_on_2_march().with(absence("jo-field", "2026-03-09..2026-03-11", "sickness"));
    assert_eq!(team.on("2026-03-12").session("jo-field"), "2026-04-02");
    // back on 31 March: 2 April lies in the week of the return, which ends on 7 April
    let late = last_on_2_march().with(absence("jo-field", "2026-03-09..2026-03-30", "sickness"));
    assert_eq!(late.on("2026-03-31").session("jo-field"), "2026-04-07");
}

#[test]
fn c3b_r8b_in_the_assessed_year_the_return_has_a_week_too() {
    let jo = worker("jo-field")
        .role("2026-01-05..", "social-worker")
        .asye("2026-01-05..");
    let team = Team::under(BOTH)
        .with(jo)
        .with(session("jo-field", "2026-01-12"))
        .with(absence("jo-field", "2026-01-15..2026-01-28", "sickness"));
    // 19 January falls into the absence; back on 29 January: 5 February
    assert_eq!(team.on("2026-01-29").session("jo-field"), "2026-02-05");
}

#[test]
fn c3a_a_policy_counts_from_the_day_it_comes_into_force() {
    let team = Team::under_policies("  - pack: rotherham\n    from: 2026-02-01\n")
        .with(worker("jo-field"))
        .with(session("jo-field", "2026-01-15"));
    assert_eq!(team.on("2026-01-20").session("jo-field"), "nothing");
    // 1 February + 1 month: nothing was asked before
    assert_eq!(team.on("2026-02-01").session("jo-field"), "2026-03-01");
}
