//! What is asked of somebody begins, ends and comes back: from which day it counts, and when it has lapsed (C3d, C4i, R8).

use super::{BOTH, CAMBRIDGESHIRE, ROTHERHAM};
use crate::support::team::{Team, agreement, child, session, worker};

/// A social worker from a first day on, with an agreement to meet weekly that begins on another.
fn weekly_from(post: &str, since: &str, starts: &str) -> Team {
    Team::under(BOTH)
        .with(
            worker("jo-field")
                .role(post, "social-worker")
                .managed_by(&format!("{since}.."), "sam-okoro"),
        )
        .with(agreement("jo-field", "sam-okoro", starts).every("weeks: 1"))
}

#[test]
fn r8f_an_agreement_asks_nothing_on_days_without_a_post() {
    // Made ten days before the first day of work: 2 March + 7 days, not 20 February + 7.
    let new = weekly_from("2026-03-02..", "2026-03-02", "2026-02-20");
    assert_eq!(new.on("2026-03-02").session("jo-field"), "2026-03-09");
    // Left on 31 January, a week before the next one, and came back on 2 March: a week from then.
    let back = weekly_from("2025-06-02..2026-01-31", "2025-06-02", "2025-06-02");
    let jo = worker("jo-field")
        .role("2025-06-02..2026-01-31", "social-worker")
        .role("2026-03-02..", "social-worker")
        .managed_by("2025-06-02..", "sam-okoro");
    let back = back.with(jo).with(session("jo-field", "2026-01-28"));
    assert_eq!(back.on("2026-03-05").session("jo-field"), "2026-03-09");
    // So with a decision to meet more often that was to hold meanwhile.
    let uplift = Team::under(BOTH)
        .with(
            worker("jo-field")
                .role("2025-06-02..2026-01-31", "social-worker")
                .role("2026-03-02..", "social-worker")
                .managed_by("2025-06-02..", "sam-okoro"),
        )
        .with(session("jo-field", "2026-01-28").decides("uplift", "weeks: 2", "2026-01-28", ""));
    assert_eq!(uplift.on("2026-03-05").session("jo-field"), "2026-03-16");
}

#[test]
fn r8c_a_step_down_that_has_ended_holds_no_longer() {
    let last = |until: &str, last: &str| {
        let decision = session("jo-field", "2026-07-05").decides(
            "step-down",
            "months: 1",
            "2026-07-05",
            until,
        );
        Team::under(ROTHERHAM)
            .with(
                worker("jo-field")
                    .role("2026-01-05..", "social-worker")
                    .asye("2026-01-05.."),
            )
            .with(decision)
            .with(session("jo-field", last))
            .on(last)
            .session("jo-field")
    };
    // Six months end on 4 July. Without an end: 20 August + 1 month.
    assert_eq!(last("", "2026-08-20"), "2026-09-20");
    // Until 31 August, then fortnights again: from 1 September, 14 days (C4i).
    assert_eq!(last("2026-08-31", "2026-08-20"), "2026-09-15");
    // 25 July + 1 month lies before the end; 7 September + 14 days after it.
    assert_eq!(last("2026-08-31", "2026-07-25"), "2026-08-25");
    assert_eq!(last("2026-08-31", "2026-09-07"), "2026-09-21");
    // Over before six months are: it never took effect.
    assert_eq!(last("2026-07-04", "2026-07-20"), "2026-08-03");
}

#[test]
fn r8f_an_agreement_that_is_written_is_known_before_it_begins() {
    let team = Team::under(BOTH)
        .with(worker("jo-field"))
        .with(
            agreement("jo-field", "sam-okoro", "2026-02-20")
                .starts("2026-03-02")
                .every("weeks: 1"),
        )
        .with(session("jo-field", "2026-02-16"));
    // 16 February + 1 month = 16 March; weekly from 2 March on, stricter, so 2 March + 7 days.
    assert_eq!(team.on("2026-02-19").session("jo-field"), "2026-03-16");
    assert_eq!(team.on("2026-02-20").session("jo-field"), "2026-03-09");
    assert_eq!(team.on("2026-03-02").session("jo-field"), "2026-03-09");
    // The one before is known to end then: the next week is asked by the new one, and nothing is put off.
    let weekly_before =
        team.with(agreement("jo-field", "sam-okoro", "2025-09-01").every("weeks: 1"));
    let weekly_before = weekly_before.with(session("jo-field", "2026-02-25"));
    assert_eq!(
        weekly_before.on("2026-02-25").session("jo-field"),
        "2026-03-04"
    );
}

#[test]
fn c3d_c4i_one_discussion_more_does_not_bring_a_day_forward_where_a_category_comes_back() {
    // On a plan until 31 January and again from 23 February, in need between, held by a social worker.
    let team = Team::under(CAMBRIDGESHIRE).with(worker("jo-field")).with(
        child("c-1", "2026-01-05")
            .held_by("2026-01-05..", "jo-field")
            .category("2026-01-05..2026-01-31", "child-protection-plan")
            .category("2026-02-01..2026-02-22", "child-in-need")
            .category("2026-02-23..", "child-protection-plan"),
    );
    let one = team.with(session("jo-field", "2026-01-12").full("c-1"));
    // 12 January + 4 weeks = 9 February, when four weeks are not asked; 12 January + 8 weeks = 9 March;
    // 23 February + 4 weeks = 23 March.
    assert_eq!(one.on("2026-03-02").discussion("c-1"), "2026-03-09");
    // Discussed once more, on 30 January: + 4 weeks = 27 February, but in between they were not asked;
    // + 8 weeks = 27 March; 23 February + 4 weeks = 23 March.
    let two = one.with(session("jo-field", "2026-01-30").full("c-1"));
    assert_eq!(two.on("2026-03-02").discussion("c-1"), "2026-03-23");
}

#[test]
fn c3d_one_session_more_does_not_bring_a_day_forward_where_an_uplift_comes_back() {
    let uplift = |from: &str, until: &str| {
        format!(
            "  - {{type: uplift, interval: {{weeks: 2}}, reason: As agreed, decided-by: sam-okoro, from: {from}, until: {until}}}\n"
        )
    };
    // Every two weeks from 1 to 20 March, and again from 1 April.
    let decisions = uplift("2026-03-01", "2026-03-20") + &uplift("2026-04-01", "2026-04-30");
    let team = Team::under(BOTH)
        .with(worker("jo-field"))
        .with(session("jo-field", "2026-03-07").with(&format!("decisions:\n{decisions}")));
    // 7 March + 14 days = 21 March is not asked; + 1 month = 7 April; 1 April + 14 days = 15 April.
    assert_eq!(team.on("2026-04-05").session("jo-field"), "2026-04-07");
    // 20 March + 14 days = 3 April, but between 21 and 31 March a month was asked; 15 April comes before 20 April.
    let more = team.with(session("jo-field", "2026-03-20"));
    assert_eq!(more.on("2026-04-05").session("jo-field"), "2026-04-15");
}

#[test]
fn r8d_one_session_more_may_leave_a_later_one_of_the_mentors_beyond_the_share() {
    // Noor Haddad may hold one of three. In the assessed year, in the fortnights from 16 February on.
    let base = Team::under(ROTHERHAM)
        .with(
            worker("jo-field")
                .role("2026-01-05..", "social-worker")
                .asye("2026-01-05.."),
        )
        .with(agreement("jo-field", "sam-okoro", "2026-01-05").mentor(
            "noor-haddad",
            "2026-01-05..",
            1,
            3,
        ));
    let mentor = |date: &str| {
        session("jo-field", date)
            .of_type("mentor")
            .by("noor-haddad")
    };
    let team = base
        .with(mentor("2026-03-02")) // counts
        .with(session("jo-field", "2026-03-09"))
        .with(mentor("2026-03-16")) // the second of three with that of 2 March: does not count
        .with(session("jo-field", "2026-03-23"))
        .with(mentor("2026-03-30")); // the first of three with those of 9 and 23 March: counts
    // 30 March + 14 days
    assert_eq!(team.on("2026-03-30").session("jo-field"), "2026-04-13");
    // With one more on 4 March, that of 16 March is the first of three and counts, and that of 30 March the second of
    // three with it and that of 23 March: 23 March + 14 days.
    let more = team.with(session("jo-field", "2026-03-04"));
    assert_eq!(more.on("2026-03-30").session("jo-field"), "2026-04-06");
}
