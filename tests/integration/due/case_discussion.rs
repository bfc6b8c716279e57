//! The next discussion of each case: by its category and its holder, longer where authorised, sooner where the supervisor set
//! a date (C4, R7).

use supervision::due::DueKind::{CaseDiscussion, CaseFirstConsideration, NextDiscussion};

use super::{BOTH, CAMBRIDGESHIRE, ROTHERHAM};
use crate::support::team::{Child, Found, Team, child, session, worker};

/// A case opened and allocated to Jo Field on 5 January 2026, still to be given a category.
fn case() -> Child {
    child("c-1", "2026-01-05").held_by("2026-01-05..", "jo-field")
}

/// Jo Field in a role, the case, and a full discussion of it on Monday 12 January 2026, with more said about the case there.
///
/// 12 January + 4 weeks = 9 February; + 8 weeks = 9 March; + 12 weeks = 6 April; + 3 months = 12 April.
fn discussed(packs: &[&str], role: &str, case: Child, said: &str) -> Team {
    Team::under(packs)
        .with(worker("jo-field").role("2020-01-01..", role))
        .with(case)
        .with(session("jo-field", "2026-01-12").case("c-1", "full", said))
}

fn as_on_20_january(packs: &[&str], role: &str, case: Child, said: &str) -> String {
    discussed(packs, role, case, said)
        .on("2026-01-20")
        .discussion("c-1")
}

fn of(category: &str) -> Child {
    case().category("2026-01-05..", category)
}

/// A decision for so many weeks, authorised by somebody the day after the session of 12 January, in a stable case.
fn authorised(weeks: u32, by: &str) -> String {
    format!(
        "stable: true, safeguarding-concern: false, interval-decision: {{weeks: {weeks}, reason: Settled, authorised-by: {by}, authorised-on: 2026-01-13}}"
    )
}

fn why(found: &Found) -> String {
    found
        .the(CaseDiscussion, "c-1")
        .map(|due| due.why.join("\n"))
        .unwrap_or_default()
}

const FOUR_WEEKS: &str = "2026-02-09";
const EIGHT_WEEKS: &str = "2026-03-09";
const TWELVE_WEEKS: &str = "2026-04-06";
const THREE_MONTHS: &str = "2026-04-12";

#[test]
fn c4e_four_weeks_for_plans_proceedings_care_and_children_in_need_of_a_child_practitioner() {
    for packs in [CAMBRIDGESHIRE, BOTH] {
        let due = |role, case| as_on_20_january(packs, role, case, "");
        assert_eq!(
            due("social-worker", of("child-protection-plan")),
            FOUR_WEEKS
        );
        assert_eq!(
            due("child-practitioner", of("child-protection-plan")),
            FOUR_WEEKS
        );
        assert_eq!(due("child-practitioner", of("child-in-need")), FOUR_WEEKS);
        assert_eq!(due("social-worker", of("child-in-care")), FOUR_WEEKS);
        for stage in ["pre-proceedings", "court"] {
            let in_proceedings = of("child-in-need").proceedings("2026-01-05..", stage);
            assert_eq!(due("social-worker", in_proceedings), FOUR_WEEKS, "{stage}");
        }
        for placement in [
            "newly-placed",
            "unsettled",
            "semi-stable",
            "stable-long-term-matched",
        ] {
            let placed = of("child-in-care").placement("2026-01-05..", placement);
            assert_eq!(due("social-worker", placed), FOUR_WEEKS, "{placement}");
        }
    }
}

#[test]
fn c4g_eight_weeks_for_a_child_in_need_held_by_a_social_worker() {
    for packs in [CAMBRIDGESHIRE, BOTH] {
        for role in ["social-worker", "senior-social-worker"] {
            assert_eq!(
                as_on_20_january(packs, role, of("child-in-need"), ""),
                EIGHT_WEEKS
            );
        }
    }
}

#[test]
fn c4g_proceedings_that_are_over_no_longer_ask_for_four_weeks() {
    let case = of("child-in-need").proceedings("2026-01-05..2026-01-31", "court");
    let team = discussed(CAMBRIDGESHIRE, "social-worker", case, "");
    assert_eq!(team.on("2026-01-31").discussion("c-1"), FOUR_WEEKS);
    // 9 February comes when court is over: eight weeks from the discussion
    assert_eq!(team.on("2026-02-01").discussion("c-1"), EIGHT_WEEKS);
}

#[test]
fn c4h_twelve_weeks_for_care_leavers_with_reduced_visiting() {
    for packs in [CAMBRIDGESHIRE, BOTH] {
        let reduced = of("care-leaver").visiting("2026-01-05..", "reduced");
        assert_eq!(
            as_on_20_january(packs, "personal-adviser", reduced, ""),
            TWELVE_WEEKS
        );
        let standard = of("care-leaver").visiting("2026-01-05..", "standard");
        assert_eq!(
            as_on_20_january(packs, "personal-adviser", standard, ""),
            FOUR_WEEKS
        );
        let unsaid = of("care-leaver");
        assert_eq!(
            as_on_20_january(packs, "personal-adviser", unsaid, ""),
            FOUR_WEEKS
        );
    }
}

#[test]
fn c4b_c4d_other_cases_every_four_weeks_unless_stable_and_authorised() {
    for packs in [CAMBRIDGESHIRE, BOTH] {
        for category in ["assessment", "child-protection-enquiry", "care-leaver"] {
            let due = |said: &str| as_on_20_january(packs, "social-worker", of(category), said);
            assert_eq!(due(""), FOUR_WEEKS, "{category}");
            assert_eq!(
                due("stable: true"),
                FOUR_WEEKS,
                "{category}: stable alone is not authorised"
            );
            assert_eq!(
                due(&authorised(12, "pat-lowe")),
                TWELVE_WEEKS,
                "{category}: group manager"
            );
            assert_eq!(
                due(&authorised(12, "lin-moss")),
                TWELVE_WEEKS,
                "{category}: service manager"
            );
            assert_eq!(
                due(&authorised(12, "sam-okoro")),
                FOUR_WEEKS,
                "{category}: team manager"
            );
            let decision = "interval-decision: {weeks: 12, reason: Settled, authorised-by: pat-lowe, authorised-on: 2026-01-13}";
            assert_eq!(
                due(decision),
                FOUR_WEEKS,
                "{category}: not said to be stable"
            );
            let concern = format!("stable: true, safeguarding-concern: true, {decision}");
            assert_eq!(due(&concern), FOUR_WEEKS, "{category}: a concern is known");
        }
    }
}

#[test]
fn c4d_no_decision_makes_four_weeks_twelve_where_the_guidance_gives_none() {
    // Plans, proceedings and children in need of a child practitioner have no exception.
    let decision = authorised(12, "pat-lowe");
    let due = |role, case| as_on_20_january(CAMBRIDGESHIRE, role, case, &decision);
    assert_eq!(
        due("social-worker", of("child-protection-plan")),
        FOUR_WEEKS
    );
    assert_eq!(due("child-practitioner", of("child-in-need")), FOUR_WEEKS);
    let in_court = of("child-in-need").proceedings("2026-01-05..", "court");
    assert_eq!(due("social-worker", in_court), FOUR_WEEKS);
    // Nor has a child in need of a social worker, whose limit is eight weeks.
    assert_eq!(due("social-worker", of("child-in-need")), EIGHT_WEEKS);
    // A child in care who is also in court stays at four weeks however settled the placement.
    let settled = of("child-in-care")
        .placement("2026-01-05..", "stable-long-term-matched")
        .proceedings("2026-01-05..", "court");
    assert_eq!(due("social-worker", settled), FOUR_WEEKS);
}

fn placed(placement: &str) -> Child {
    of("child-in-care").placement("2026-01-05..", placement)
}

#[test]
fn c4f_a_settled_placement_is_discussed_less_often_only_as_authorised_and_never_beyond_its_limit() {
    for packs in [CAMBRIDGESHIRE, BOTH] {
        let due = |placement: &str, weeks: u32| {
            as_on_20_january(
                packs,
                "social-worker",
                placed(placement),
                &authorised(weeks, "pat-lowe"),
            )
        };
        assert_eq!(due("semi-stable", 8), EIGHT_WEEKS);
        assert_eq!(due("semi-stable", 12), EIGHT_WEEKS, "eight is the limit");
        assert_eq!(due("semi-stable", 6), "2026-02-23"); // 12 January + 42 days
        assert_eq!(due("stable-long-term-matched", 12), TWELVE_WEEKS);
        assert_eq!(
            due("stable-long-term-matched", 26),
            TWELVE_WEEKS,
            "twelve is the limit"
        );
        assert_eq!(due("stable-long-term-matched", 8), EIGHT_WEEKS);
        assert_eq!(due("unsettled", 12), FOUR_WEEKS);
        assert_eq!(due("newly-placed", 12), FOUR_WEEKS);
    }
}

#[test]
fn c4d_c4f_without_an_authorised_decision_the_reasons_say_what_is_lacking() {
    let matched = |said: &str| {
        discussed(
            CAMBRIDGESHIRE,
            "social-worker",
            placed("stable-long-term-matched"),
            said,
        )
        .on("2026-01-20")
    };
    for (said, reason) in [
        ("stable: true", "no decision is recorded"),
        (
            "stable: true, interval-decision: {weeks: 12, reason: Settled}",
            "nobody has authorised the decision of 2026-01-12",
        ),
        (
            &authorised(12, "sam-okoro"),
            "authorised by sam-okoro, then team manager, and only a group manager or a service manager may",
        ),
        (
            &authorised(12, "nobody-known"),
            "authorised by nobody-known, whose role that day is not known",
        ),
        (
            "stable: true, interval-decision: {weeks: 12, reason: Settled, authorised-by: pat-lowe, authorised-on: 2026-01-13, until: 2026-01-18}",
            "the decision of 2026-01-12 no longer holds",
        ),
        (
            "stable: true, interval-decision: {weeks: 12, reason: Settled, authorised-by: pat-lowe, authorised-on: 2026-01-26}",
            "the decision of 2026-01-12 is authorised only from 2026-01-26",
        ),
    ] {
        let found = matched(said);
        assert!(why(&found).contains(reason), "{said}: {}", why(&found));
    }
    assert_eq!(matched("stable: true").discussion("c-1"), FOUR_WEEKS);
    let held = why(&matched(&authorised(12, "pat-lowe")));
    assert!(
        held.contains("up to 12 weeks") && !held.contains("not so"),
        "{held}"
    );
}

#[test]
fn c4d_a_decision_counts_from_the_day_of_its_authorisation_and_excuses_nothing_missed_before() {
    let decision = |on: &str| {
        format!(
            "interval-decision: {{weeks: 12, reason: Settled, authorised-by: pat-lowe, authorised-on: {on}}}"
        )
    };
    let team = |on: &str| {
        discussed(
            CAMBRIDGESHIRE,
            "social-worker",
            placed("stable-long-term-matched"),
            &decision(on),
        )
    };
    // Authorised on 20 February: the four weeks to 9 February had passed.
    assert_eq!(
        team("2026-02-20")
            .on("2026-02-21")
            .says(CaseDiscussion, "c-1"),
        "2026-02-09 overdue"
    );
    // Authorised on 2 February, in time.
    assert_eq!(
        team("2026-02-02").on("2026-02-01").discussion("c-1"),
        FOUR_WEEKS
    );
    assert_eq!(
        team("2026-02-02").on("2026-02-02").discussion("c-1"),
        TWELVE_WEEKS
    );
}

#[test]
fn c4d_a_decision_that_has_run_out_gives_way_to_the_stricter_rule_from_then_on() {
    let team = |on: &str| {
        let decision = format!(
            "interval-decision: {{weeks: 12, reason: Settled, authorised-by: pat-lowe, authorised-on: {on}, until: 2026-01-31}}"
        );
        discussed(
            CAMBRIDGESHIRE,
            "social-worker",
            placed("stable-long-term-matched"),
            &decision,
        )
    };
    // Authorised in the session: twelve weeks held from the discussion on, and four begin on 1 February: 1 March (C4i).
    assert_eq!(
        team("2026-01-12").on("2026-01-31").discussion("c-1"),
        TWELVE_WEEKS
    );
    assert_eq!(
        team("2026-01-12").on("2026-02-01").discussion("c-1"),
        "2026-03-01"
    );
    // Authorised the day after: the same. The four weeks that were asked on the day of the discussion lapsed when twelve held.
    assert_eq!(
        team("2026-01-13").on("2026-01-31").discussion("c-1"),
        TWELVE_WEEKS
    );
    assert_eq!(
        team("2026-01-13").on("2026-02-01").discussion("c-1"),
        "2026-03-01"
    );
}

#[test]
fn c4d_c4f_a_decision_lapses_when_what_it_rested_on_changes() {
    let decision = authorised(12, "pat-lowe");
    // The placement becomes unsettled on 20 February, when the four weeks to 9 February are past and were not asked:
    // four weeks from the change = 20 March
    let unsettled = of("child-in-care")
        .placement("2026-01-05..2026-02-19", "stable-long-term-matched")
        .placement("2026-02-20..", "unsettled");
    let team = discussed(CAMBRIDGESHIRE, "social-worker", unsettled, &decision);
    assert_eq!(team.on("2026-02-19").discussion("c-1"), TWELVE_WEEKS);
    assert_eq!(team.on("2026-02-20").discussion("c-1"), "2026-03-20");
    // It becomes unsettled and matched again: the old decision does not come back.
    let again = of("child-in-care")
        .placement("2026-01-05..2026-02-19", "stable-long-term-matched")
        .placement("2026-02-20..2026-02-28", "unsettled")
        .placement("2026-03-01..", "stable-long-term-matched");
    let team = discussed(CAMBRIDGESHIRE, "social-worker", again, &decision);
    assert_eq!(team.on("2026-03-02").discussion("c-1"), "2026-03-20");
    assert!(why(&team.on("2026-03-02")).contains("the decision of 2026-01-12 no longer holds"));
    // A care leaver about whom there is a concern on 16 February: four weeks from then = 16 March
    let team = discussed(
        CAMBRIDGESHIRE,
        "social-worker",
        of("care-leaver"),
        &decision,
    )
    .with(session("jo-field", "2026-02-16").case(
        "c-1",
        "acknowledged",
        "safeguarding-concern: true",
    ));
    assert_eq!(team.on("2026-02-15").discussion("c-1"), TWELVE_WEEKS);
    assert_eq!(team.on("2026-02-16").discussion("c-1"), "2026-03-16");
}

#[test]
fn c4i_what_has_lapsed_counts_from_the_change_when_it_comes_back() {
    // On a plan until 20 January, in need until 31 January, on a plan again: 1 February + 4 weeks.
    let case = case()
        .category("2026-01-05..2026-01-20", "child-protection-plan")
        .category("2026-01-21..2026-01-31", "child-in-need")
        .category("2026-02-01..", "child-protection-plan");
    let team = discussed(CAMBRIDGESHIRE, "social-worker", case, "");
    assert_eq!(team.on("2026-01-25").discussion("c-1"), EIGHT_WEEKS);
    assert_eq!(team.on("2026-02-01").discussion("c-1"), "2026-03-01");
}

#[test]
fn c4d_the_next_decision_replaces_the_one_before() {
    let next = "stable: true, interval-decision: {weeks: 6, reason: Less settled, authorised-by: pat-lowe, authorised-on: 2026-02-02}";
    let team = discussed(
        CAMBRIDGESHIRE,
        "social-worker",
        placed("stable-long-term-matched"),
        &authorised(12, "pat-lowe"),
    )
    .with(session("jo-field", "2026-02-02").case("c-1", "acknowledged", next));
    // six weeks from 2 February = 16 March, sooner than 12 January + 12 weeks
    assert_eq!(team.on("2026-02-02").discussion("c-1"), "2026-03-16");
}

#[test]
fn r7a_rotherham_alone_asks_for_three_months_of_every_case() {
    for category in [
        "assessment",
        "child-protection-enquiry",
        "child-protection-plan",
        "child-in-need",
        "child-in-care",
        "care-leaver",
    ] {
        assert_eq!(
            as_on_20_january(ROTHERHAM, "social-worker", of(category), ""),
            THREE_MONTHS
        );
    }
    let on_30_november = |year: u32| {
        let last = format!("{year}-11-30");
        let case = child("c-1", "2020-01-06")
            .held_by("2020-01-06..", "jo-field")
            .category("2020-01-06..", "child-in-need");
        Team::under(ROTHERHAM)
            .with(worker("jo-field"))
            .with(case)
            .with(session("jo-field", &last).full("c-1"))
            .on(&last)
            .discussion("c-1")
    };
    assert_eq!(on_30_november(2025), "2026-02-28");
    assert_eq!(on_30_november(2027), "2028-02-29");
}

#[test]
fn c4c_no_case_goes_beyond_twelve_weeks_even_where_no_rule_knows_its_category() {
    let unheard_of = of("private-fostering");
    // "any other case" takes it in at four weeks; with the decision it reaches the cap
    assert_eq!(
        as_on_20_january(CAMBRIDGESHIRE, "social-worker", unheard_of, ""),
        FOUR_WEEKS
    );
    let authorised = authorised(26, "pat-lowe");
    let unheard_of = of("private-fostering");
    assert_eq!(
        as_on_20_january(CAMBRIDGESHIRE, "social-worker", unheard_of, &authorised),
        TWELVE_WEEKS
    );
}

#[test]
fn c4i_a_stricter_category_counts_from_the_change_and_never_postpones() {
    let changed = |on: &str, before: &str| {
        case()
            .category(&format!("2026-01-05..{before}"), "child-in-need")
            .category(&format!("{on}.."), "child-protection-plan")
    };
    for packs in [CAMBRIDGESHIRE, BOTH] {
        let due = |on: &str, before: &str| {
            discussed(packs, "social-worker", changed(on, before), "")
                .on(on)
                .discussion("c-1")
        };
        // 1 February + 4 weeks = 1 March, sooner than eight weeks from the discussion
        assert_eq!(due("2026-02-01", "2026-01-31"), "2026-03-01");
        // 9 February + 4 weeks = 9 March: the same day
        assert_eq!(due("2026-02-09", "2026-02-08"), "2026-03-09");
        // 20 February + 4 weeks = 20 March, but 9 March stands
        assert_eq!(due("2026-02-20", "2026-02-19"), "2026-03-09");
    }
    let told = discussed(
        CAMBRIDGESHIRE,
        "social-worker",
        changed("2026-02-01", "2026-01-31"),
        "",
    );
    let told = why(&told.on("2026-02-01"));
    assert!(
        told.contains("counted from 2026-02-01 when that began"),
        "{told}"
    );
}

#[test]
fn c4i_a_looser_category_counts_from_the_discussion_and_excuses_nothing_missed() {
    let changed = |on: &str, before: &str| {
        case()
            .category(&format!("2026-01-05..{before}"), "child-protection-plan")
            .category(&format!("{on}.."), "child-in-need")
    };
    for packs in [CAMBRIDGESHIRE, BOTH] {
        let due = |on: &str, before: &str| {
            discussed(packs, "social-worker", changed(on, before), "")
                .on("2026-02-20")
                .says(CaseDiscussion, "c-1")
        };
        assert_eq!(due("2026-02-01", "2026-01-31"), "2026-03-09 coming");
        // on 9 February, the day of the four weeks, the plan is over
        assert_eq!(due("2026-02-09", "2026-02-08"), "2026-03-09 coming");
        // it was still on, and the day was missed
        assert_eq!(due("2026-02-10", "2026-02-09"), "2026-02-09 overdue");
    }
}

#[test]
fn c4i_a_change_to_a_category_as_strict_restarts_nothing() {
    let case = case()
        .category("2026-01-05..2026-01-31", "child-protection-plan")
        .category("2026-02-01..", "child-in-care");
    for packs in [CAMBRIDGESHIRE, BOTH] {
        let case_again = child("c-1", "2026-01-05")
            .held_by("2026-01-05..", "jo-field")
            .category("2026-01-05..2026-01-31", "child-protection-plan")
            .category("2026-02-01..", "child-in-care");
        let team = discussed(packs, "social-worker", case_again, "");
        assert_eq!(team.on("2026-02-01").discussion("c-1"), FOUR_WEEKS);
    }
    let team = discussed(ROTHERHAM, "social-worker", case, "");
    assert_eq!(team.on("2026-02-01").discussion("c-1"), THREE_MONTHS);
}

#[test]
fn c4e_c4i_a_change_of_the_holders_role_changes_the_interval() {
    let holder = |first: &str, then: &str| {
        Team::under(CAMBRIDGESHIRE)
            .with(
                worker("jo-field")
                    .role("2020-01-01..2026-01-31", first)
                    .role("2026-02-01..", then),
            )
            .with(of("child-in-need"))
            .with(session("jo-field", "2026-01-12").full("c-1"))
            .on("2026-02-02")
            .discussion("c-1")
    };
    // eight weeks, then four from 1 February = 1 March
    assert_eq!(holder("social-worker", "child-practitioner"), "2026-03-01");
    // four weeks, then eight from the discussion
    assert_eq!(holder("child-practitioner", "social-worker"), EIGHT_WEEKS);
}

#[test]
fn c4e_c4i_the_holders_role_changes_the_interval_where_only_their_posts_are_known_here() {
    // The workers' files stand in another store; who holds which post stands in `people`.
    let kim = "kind: person\nformat: 1\nid: kim-shaw\nname: Kim Shaw\nposts:\n  - from: 2020-01-01\n    to: 2026-01-31\n    role: social-worker\n  - from: 2026-02-01\n    role: child-practitioner\n";
    let team = Team::under(CAMBRIDGESHIRE)
        .with(("people/kim-shaw.yaml".to_owned(), kim.to_owned()))
        .with(
            child("c-1", "2026-01-12")
                .held_by("2026-01-12..", "kim-shaw")
                .category("2026-01-12..", "child-in-need"),
        );
    // eight weeks from the allocation = 9 March; four from 1 February = 1 March
    assert_eq!(team.on("2026-01-20").discussion("c-1"), EIGHT_WEEKS);
    assert_eq!(team.on("2026-02-02").discussion("c-1"), "2026-03-01");
}

/// Held by Jo Field, a social worker, until 31 January, then by Kim Shaw, in a role.
fn reallocated(role: &str, category: &str) -> Team {
    Team::under(CAMBRIDGESHIRE)
        .with(worker("jo-field"))
        .with(worker("kim-shaw").role("2020-01-01..", role))
        .with(
            child("c-1", "2026-01-05")
                .held_by("2026-01-05..2026-01-31", "jo-field")
                .held_by("2026-02-01..", "kim-shaw")
                .category("2026-01-05..", category),
        )
}

#[test]
fn c4i_a_re_allocation_changes_the_interval_with_the_new_holders_role_only() {
    let discussed = session("jo-field", "2026-01-12").full("c-1");
    let team = reallocated("child-practitioner", "child-in-need").with(discussed);
    assert_eq!(team.on("2026-02-01").discussion("c-1"), "2026-03-01");
    let discussed = session("jo-field", "2026-01-12").full("c-1");
    let team = reallocated("social-worker", "child-in-need").with(discussed);
    let found = team.on("2026-02-01");
    assert_eq!(found.discussion("c-1"), EIGHT_WEEKS);
    let due = found.the(CaseDiscussion, "c-1").expect("it is due");
    assert_eq!(
        due.worker.as_ref().map(|worker| worker.as_str()),
        Some("kim-shaw")
    );
}

#[test]
fn c4c_r7e_a_case_never_discussed_counts_from_its_first_allocation_not_the_latest() {
    // 5 January + 4 weeks = 2 February: handing the case on is no discussion of it
    let team = reallocated("social-worker", "child-protection-plan");
    assert_eq!(team.on("2026-01-20").discussion("c-1"), "2026-02-02");
    assert_eq!(
        team.on("2026-02-20").says(CaseDiscussion, "c-1"),
        "2026-02-02 overdue"
    );
}

#[test]
fn c4c_an_open_case_that_nobody_holds_is_still_due() {
    let case = |category: &str| {
        child("c-1", "2026-01-05")
            .held_by("2026-01-05..2026-01-31", "jo-field")
            .category("2026-01-05..", category)
    };
    let team = |packs, category: &str| {
        Team::under(packs)
            .with(worker("jo-field"))
            .with(case(category))
            .with(session("jo-field", "2026-01-12").full("c-1"))
    };
    let found = team(CAMBRIDGESHIRE, "child-protection-plan").on("2026-02-20");
    assert_eq!(found.says(CaseDiscussion, "c-1"), "2026-02-09 overdue");
    assert!(
        why(&found).contains("nobody holds the case on 2026-02-20"),
        "{}",
        why(&found)
    );
    assert_eq!(
        team(ROTHERHAM, "child-in-need")
            .on("2026-02-20")
            .discussion("c-1"),
        THREE_MONTHS
    );
    // Eight weeks or four: that hangs on who holds it.
    let found = team(CAMBRIDGESHIRE, "child-in-need").on("2026-02-20");
    assert_eq!(found.says(CaseDiscussion, "c-1"), "unknown cannot-tell");
}

#[test]
fn c4e_c4g_where_the_holders_role_is_not_known_it_cannot_be_told() {
    let team = |packs, category: &str| {
        Team::under(packs).with(
            child("c-1", "2026-01-05")
                .held_by("2026-01-05..", "kim-shaw")
                .category("2026-01-05..", category),
        )
    };
    for packs in [CAMBRIDGESHIRE, BOTH] {
        let found = team(packs, "child-in-need").on("2026-02-20");
        assert_eq!(found.says(CaseDiscussion, "c-1"), "unknown cannot-tell");
        assert!(
            why(&found).contains("the role of kim-shaw"),
            "{}",
            why(&found)
        );
    }
    // Where nothing hangs on the role it can: 5 January + 4 weeks, + 3 months.
    assert_eq!(
        team(CAMBRIDGESHIRE, "child-in-care")
            .on("2026-01-20")
            .discussion("c-1"),
        "2026-02-02"
    );
    assert_eq!(
        team(ROTHERHAM, "child-in-need")
            .on("2026-01-20")
            .discussion("c-1"),
        "2026-04-05"
    );
    // A role that no pack knows is a role: not a child practitioner.
    let known = team(CAMBRIDGESHIRE, "child-in-need")
        .with(worker("kim-shaw").role("2020-01-01..", "wellbeing-lead"));
    assert_eq!(known.on("2026-01-20").discussion("c-1"), "2026-03-02");
}

#[test]
fn c4a_c4c_only_a_full_discussion_in_formal_supervision_counts() {
    let team = |more| discussed(BOTH, "social-worker", of("child-protection-plan"), "").with(more);
    let later = |session_type: &str| session("jo-field", "2026-01-26").of_type(session_type);
    // 26 January + 4 weeks = 23 February
    for counted in ["individual", "joint"] {
        assert_eq!(
            team(later(counted).full("c-1"))
                .on("2026-01-26")
                .discussion("c-1"),
            "2026-02-23",
            "{counted}"
        );
    }
    let group = team(later("group").full("c-1"));
    assert_eq!(
        group.on("2026-01-26").discussion("c-1"),
        FOUR_WEEKS,
        "supervision is one to one"
    );
    let acknowledged = team(later("individual").acknowledged("c-1"));
    assert_eq!(acknowledged.on("2026-01-26").discussion("c-1"), FOUR_WEEKS);
    let cancelled = team(later("individual").not_held("cancelled"));
    assert_eq!(cancelled.on("2026-01-26").discussion("c-1"), FOUR_WEEKS);
}

#[test]
fn c4c_a_closed_case_is_no_longer_due_and_on_its_last_day_still_is() {
    let closed = || of("child-in-need").closed("2026-02-27");
    let team = discussed(BOTH, "social-worker", closed(), "");
    assert_eq!(team.on("2026-02-27").discussion("c-1"), EIGHT_WEEKS);
    assert_eq!(team.on("2026-02-28").discussion("c-1"), "nothing");
}

#[test]
fn r7c_every_child_is_considered_within_the_first_month_of_allocation() {
    let allocated = |on: &str| {
        Team::under(ROTHERHAM).with(worker("jo-field")).with(
            child("c-1", "2025-01-06")
                .held_by(&format!("{on}.."), "jo-field")
                .category("2025-01-06..", "child-in-need"),
        )
    };
    let says = |team: &Team, day: &str| team.on(day).says(CaseFirstConsideration, "c-1");
    assert_eq!(
        says(&allocated("2026-01-05"), "2026-01-05"),
        "2026-02-05 coming"
    );
    assert_eq!(
        says(&allocated("2026-01-31"), "2026-03-01"),
        "2026-02-28 overdue"
    );
    assert_eq!(
        says(&allocated("2028-01-31"), "2028-02-29"),
        "2028-02-29 due"
    );
    // Acknowledging is considering; so is discussing; in a group it is not.
    let team = allocated("2026-01-05");
    for (held, expected) in [
        (
            session("jo-field", "2026-01-19").acknowledged("c-1"),
            "nothing",
        ),
        (session("jo-field", "2026-01-05").full("c-1"), "nothing"),
        (
            session("jo-field", "2026-01-19")
                .of_type("group")
                .full("c-1"),
            "2026-02-05 coming",
        ),
        (session("jo-field", "2026-01-19"), "2026-02-05 coming"),
        (
            session("jo-field", "2026-01-04").full("c-1"),
            "2026-02-05 coming",
        ),
    ] {
        assert_eq!(says(&team.clone().with(held), "2026-01-20"), expected);
    }
    // Cambridgeshire and Peterborough ask for no first month.
    let other = Team::under(CAMBRIDGESHIRE)
        .with(worker("jo-field"))
        .with(of("child-in-need"));
    assert_eq!(says(&other, "2026-01-05"), "nothing");
}

#[test]
fn r7c_the_month_begins_anew_at_a_re_allocation() {
    let team = Team::under(BOTH)
        .with(worker("jo-field"))
        .with(worker("kim-shaw"))
        .with(
            child("c-1", "2026-01-05")
                .held_by("2026-01-05..2026-01-31", "jo-field")
                .held_by("2026-02-01..", "kim-shaw")
                .category("2026-01-05..", "child-in-need"),
        )
        .with(session("jo-field", "2026-01-12").full("c-1"))
        .with(session("jo-field", "2026-02-03").acknowledged("c-1"));
    let says = |team: &Team, day: &str| team.on(day).says(CaseFirstConsideration, "c-1");
    assert_eq!(says(&team, "2026-01-31"), "nothing");
    // 1 February + 1 month; what Jo's session of 3 February says does not serve for Kim
    assert_eq!(says(&team, "2026-02-05"), "2026-03-01 coming");
    let considered = team.with(session("kim-shaw", "2026-02-10").acknowledged("c-1"));
    assert_eq!(says(&considered, "2026-02-10"), "nothing");
}

#[test]
fn r7c_no_policy_asks_for_what_was_to_be_done_before_it_was_in_force() {
    let team = |policies: &str| {
        Team::under_policies(policies)
            .with(worker("jo-field"))
            .with(of("child-in-need"))
    };
    // Allocated on 5 January, in force from 1 June: 1 June + 1 month
    let later = team("  - pack: rotherham\n    from: 2026-06-01\n");
    assert_eq!(
        later.on("2026-06-01").says(CaseFirstConsideration, "c-1"),
        "2026-07-01 coming"
    );
    // In force until 31 January, when the month was not over
    let ended = team("  - pack: rotherham\n    from: 2020-01-01\n    to: 2026-01-31\n");
    assert_eq!(
        ended.on("2026-03-01").says(CaseFirstConsideration, "c-1"),
        "nothing"
    );
}

#[test]
fn r7d_r7e_a_stricter_next_date_wins_and_a_looser_one_does_not() {
    let set = |next: &str| {
        discussed(BOTH, "social-worker", of("child-protection-plan"), "")
            .with(session("jo-field", "2026-01-26").case(
                "c-1",
                "acknowledged",
                &format!("next-discussion: {next}"),
            ))
            .on("2026-01-26")
    };
    let stricter = set("2026-02-02");
    assert_eq!(stricter.says(NextDiscussion, "c-1"), "2026-02-02 coming");
    assert_eq!(stricter.says(CaseDiscussion, "c-1"), "nothing");
    for looser in ["2026-02-09", "2026-02-10", "2026-12-31"] {
        let found = set(looser);
        assert_eq!(
            found.says(CaseDiscussion, "c-1"),
            "2026-02-09 coming",
            "{looser}"
        );
        assert_eq!(found.says(NextDiscussion, "c-1"), "nothing", "{looser}");
    }
}

#[test]
fn r7d_the_latest_session_decides() {
    let set = |sessions: &[(&str, &str)]| {
        let team = discussed(BOTH, "social-worker", of("child-protection-plan"), "");
        sessions.iter().fold(team, |team, (date, more)| {
            team.with(session("jo-field", date).case("c-1", "acknowledged", more))
        })
    };
    let two = set(&[
        ("2026-01-26", "next-discussion: 2026-02-02"),
        ("2026-01-28", "next-discussion: 2026-02-05"),
    ]);
    assert_eq!(two.on("2026-01-27").discussion("c-1"), "2026-02-02");
    assert_eq!(two.on("2026-01-28").discussion("c-1"), "2026-02-05");
    let none = set(&[
        ("2026-01-26", "next-discussion: 2026-02-02"),
        ("2026-01-28", ""),
    ]);
    assert_eq!(none.on("2026-01-28").discussion("c-1"), FOUR_WEEKS);
    // a session in which the child is not named changes nothing, nor does one in a group
    let unnamed = set(&[("2026-01-26", "next-discussion: 2026-02-02")])
        .with(session("jo-field", "2026-01-28"))
        .with(
            session("jo-field", "2026-01-29")
                .of_type("group")
                .acknowledged("c-1"),
        );
    assert_eq!(unnamed.on("2026-01-29").discussion("c-1"), "2026-02-02");
}

#[test]
fn r7d_a_next_date_holds_under_a_policy_that_does_not_ask_for_one() {
    let team = discussed(
        CAMBRIDGESHIRE,
        "social-worker",
        of("child-protection-plan"),
        "next-discussion: 2026-01-26",
    );
    assert_eq!(
        team.on("2026-01-27").says(NextDiscussion, "c-1"),
        "2026-01-26 overdue"
    );
}

#[test]
fn r7b_on_one_day_cases_come_in_the_policys_order_of_precedence() {
    let held = |id: &str, category: &str| {
        child(id, "2026-01-05")
            .held_by("2026-01-05..", "jo-field")
            .category("2026-01-05..", category)
    };
    // All were discussed on 12 January, and all are due on 9 February; the ids go the other way.
    let cases = [
        ("c-7", held("c-7", "child-protection-enquiry")),
        ("c-6", held("c-6", "child-protection-plan")),
        (
            "c-5",
            held("c-5", "assessment").proceedings("2026-01-05..", "court"),
        ),
        (
            "c-4",
            held("c-4", "child-in-care").placement("2026-01-05..", "newly-placed"),
        ),
        (
            "c-3",
            held("c-3", "child-in-care").placement("2026-01-05..", "stable-long-term-matched"),
        ),
        ("c-1", held("c-1", "assessment")),
        ("c-2", held("c-2", "care-leaver")),
    ];
    let mut team = Team::under(BOTH).with(worker("jo-field"));
    let mut discussed = session("jo-field", "2026-01-12");
    for (id, case) in cases {
        team = team.with(case);
        discussed = discussed.full(id);
    }
    let found = team.with(discussed).on("2026-01-20");
    let order: Vec<&str> = found
        .dues
        .iter()
        .filter(|due| due.kind == CaseDiscussion)
        .filter_map(|due| due.child.as_ref())
        .map(|child| child.as_str())
        .collect();
    // Enquiries and plans stand on one step, and so do those that the policy does not name: in the order of their ids.
    assert_eq!(order, ["c-6", "c-7", "c-5", "c-4", "c-3", "c-1", "c-2"]);
}
