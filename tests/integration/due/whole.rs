//! What holds of all dues together: what is to come changes nothing, order changes nothing, more supervision is never worse.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use supervision::calendar::Day;
use supervision::due::{Due, DueKind, State};

use super::{BOTH, CAMBRIDGESHIRE, ROTHERHAM};
use crate::support::team::{
    File, Found, Team, absence, agreement, child, day, file, history, session, worker,
};

/// A team with something of every kind, before 2 March 2026.
fn full_team() -> Team {
    Team::under(&["rotherham", "cambridgeshire-peterborough", "local-practice"])
        .with(
            worker("jo-field")
                .role("2025-09-01..", "social-worker")
                .asye("2025-09-01..")
                .managed_by("2025-09-01..", "sam-okoro"),
        )
        .with(
            worker("kim-shaw")
                .role("2020-01-01..", "child-practitioner")
                .managed_by("2020-01-01..2026-01-31", "sam-okoro")
                .managed_by("2026-02-01..", "ash-rahman"),
        )
        .with(worker("lee-marsh"))
        .with(
            agreement("jo-field", "sam-okoro", "2025-09-05")
                .every("weeks: 2")
                .mentor("noor-haddad", "2025-10-01..", 1, 3),
        )
        .with(history("jo-field", "sam-okoro", "2025-09-05"))
        .with(absence("lee-marsh", "2026-02-23", "sickness"))
        .with(
            child("c-1", "2026-01-05")
                .held_by("2026-01-05..", "jo-field")
                .category("2026-01-05..", "child-in-need"),
        )
        .with(
            child("c-2", "2026-01-05")
                .held_by("2026-01-05..", "kim-shaw")
                .category("2026-01-05..", "child-in-care")
                .placement("2026-01-05..", "stable-long-term-matched"),
        )
        .with(
            child("c-3", "2026-01-05")
                .held_by("2026-01-05..", "nobody-known")
                .category("2026-01-05..", "child-in-need"),
        )
        .with(
            child("c-4", "2026-02-23")
                .held_by("2026-02-23..", "kim-shaw")
                .category("2026-02-23..", "child-protection-plan"),
        )
        .with(
            session("jo-field", "2026-02-16").full("c-1").with(
                "actions:\n  - {id: jo-field-2026-02-16-1, what: Book, who: jo-field, by-when: 2026-03-06}\n",
            ),
        )
        .with(session("kim-shaw", "2026-02-09").case(
            "c-2",
            "full",
            "stable: true, interval-decision: {weeks: 12, reason: Settled, authorised-by: pat-lowe, authorised-on: 2026-02-09}",
        ))
        .with(session("lee-marsh", "2026-02-02"))
}

/// Records of every kind that are dated after 2 March 2026, each of which would change a due date were it known.
fn to_come() -> Vec<File> {
    let pdr = "---\nkind: pdr\nformat: 1\nworker: jo-field\nsupervisor: sam-okoro\ndate: 2026-03-20\nperiod: {from: 2026-04-01, to: 2027-03-31}\nstage: start\nagreement-reviewed: {agreement: jo-field/2-agreement-and-history/2025-09-05-agreement, on: 2026-03-20}\n---\n";
    let note = "---\nkind: child-supervision\nformat: 1\nchild: c-2\nworker: kim-shaw\nsupervisor: ash-rahman\ndate: 2026-03-04\nrecorded: 2026-03-05\ndepth: full\ncategory: child-in-care\nactions:\n  - {id: c-2-2026-03-04-1, what: Visit, who: kim-shaw, by-when: 2026-03-06}\n---\n";
    let decision = "---\nkind: decision\nformat: 1\nchild: c-1\ndate: 2026-03-05\nrecorded: 2026-03-05\ndecided-by: sam-okoro\ntrigger: A call\ndecision: Visit\nreason: New\nactions:\n  - {id: c-1-2026-03-05-1, what: Visit, who: jo-field, by-when: 2026-03-06}\n---\n";
    vec![
        session("jo-field", "2026-03-03")
            .case("c-1", "full", "next-discussion: 2026-03-10")
            .with("actions-reviewed:\n  - {action: jo-field-2026-02-16-1, outcome: done}\n")
            .decides("uplift", "weeks: 1", "2026-02-01", "")
            .into(),
        session("jo-field", "2026-03-06")
            .of_type("mentor")
            .by("noor-haddad")
            .into(),
        session("kim-shaw", "2026-03-03")
            .case(
                "c-2",
                "acknowledged",
                "stable: false, safeguarding-concern: true, next-discussion: 2026-03-05",
            )
            .full("c-4")
            .into(),
        agreement("jo-field", "sam-okoro", "2026-03-10")
            .every("weeks: 1")
            .starts("2026-02-01")
            .into(),
        agreement("kim-shaw", "ash-rahman", "2026-03-03").into(),
        history("kim-shaw", "ash-rahman", "2026-03-03"),
        absence("kim-shaw", "2026-03-03..2026-03-20", "sickness"),
        file("workers/jo-field/4-pdr/2026-03-20-pdr.md", pdr),
        file("children/c-2/supervision/2026-03-04-kim-shaw.md", note),
        file("children/c-1/decisions/2026-03-05.md", decision),
    ]
}

/// The lines that stand in one of two and not in the other.
fn difference(one: &[String], other: &[String]) -> Vec<String> {
    let lacks = |lines: &[String], from: &[String]| -> Vec<String> {
        let lacking = from.iter().filter(|line| !lines.contains(line));
        lacking.cloned().collect()
    };
    [lacks(other, one), lacks(one, other)].concat()
}

#[test]
fn r6a_a_record_dated_after_the_day_changes_nothing() {
    let team = full_team();
    let before = team.on("2026-03-02").lines();
    let later = team.on("2026-03-25").lines();
    let nothing: Vec<String> = Vec::new();
    let mut all = team.clone();
    for record in to_come() {
        let path = record.0.clone();
        let one_more = team.clone().with(record.clone());
        let now = one_more.on("2026-03-02").lines();
        assert_eq!(difference(&before, &now), nothing, "{path}");
        let then = one_more.on("2026-03-25").lines();
        assert!(
            !difference(&later, &then).is_empty(),
            "once its day has come {path} changes something, or the case would prove nothing"
        );
        all = all.with(record);
    }
    let now = all.on("2026-03-02").lines();
    assert_eq!(difference(&before, &now), nothing, "all of them");
    assert_eq!(before, now, "and in the same order");
}

#[test]
fn c3d_every_due_is_stated_once_in_one_order() {
    for packs in [ROTHERHAM, CAMBRIDGESHIRE, BOTH] {
        let settings = Team::under(packs)
            .files()
            .into_iter()
            .find(|(path, _)| path == "supervision.yaml")
            .expect("there are settings");
        let found = full_team().with(settings).on("2026-03-02");
        let ids: BTreeSet<&str> = found.dues.iter().map(|due| due.id.as_str()).collect();
        assert_eq!(ids.len(), found.dues.len(), "every id is another: {ids:?}");
        // what cannot be told first, then by day, then by the policy's precedence
        let place = |due: &Due| (due.due.is_some(), due.due, due.rank);
        assert!(
            found
                .dues
                .windows(2)
                .all(|pair| place(&pair[0]) <= place(&pair[1]))
        );
        for due in &found.dues {
            let expected = match due.due {
                _ if due.state == State::Suspended => State::Suspended,
                None => State::CannotTell,
                Some(day) => match day.cmp(&"2026-03-02".parse::<Day>().expect("a day")) {
                    std::cmp::Ordering::Less => State::Overdue,
                    std::cmp::Ordering::Equal => State::Due,
                    std::cmp::Ordering::Greater => State::Coming,
                },
            };
            assert_eq!(due.state, expected, "{}", due.id);
            assert!(!due.why.is_empty(), "{} gives its reasons", due.id);
            let cited: BTreeSet<_> = due.because.iter().collect();
            assert_eq!(
                cited.len(),
                due.because.len(),
                "{} cites a clause once",
                due.id
            );
        }
    }
}

/// A worker in the assessed year, with sessions on these days after its start, as on a later day.
fn histories() -> impl Strategy<Value = (u32, Vec<i64>, Option<(i64, i64)>, i64)> {
    (
        0..730u32,
        prop::collection::vec(0..300i64, 0..6),
        prop::option::of((0..300i64, 0..40i64)),
        0..400i64,
    )
}

fn team_of(start: Day, sessions: &[i64], away: Option<(i64, i64)>, packs: &[&str]) -> Team {
    let jo = worker("jo-field")
        .role(&format!("{start}.."), "social-worker")
        .asye(&format!("{start}.."))
        .managed_by(&format!("{start}.."), "sam-okoro");
    let case = child("c-1", &start.to_string())
        .held_by(&format!("{start}.."), "jo-field")
        .category(&format!("{start}.."), "child-in-need");
    let mut team = Team::under(packs).with(jo).with(case);
    for days in sessions {
        let date = start.plus_days(*days).to_string();
        team = team.with(session("jo-field", &date).full("c-1"));
    }
    if let Some((from, length)) = away {
        let from = start.plus_days(from);
        let held = format!("{from}..{}", from.plus_days(length));
        team = team.with(absence("jo-field", &held, "sickness"));
    }
    team
}

fn days(found: &Found) -> BTreeMap<(DueKind, String), Option<Day>> {
    let key = |due: &Due| {
        let child = due.child.as_ref().map(|child| child.as_str());
        (due.kind, child.unwrap_or("jo-field").to_owned())
    };
    found.dues.iter().map(|due| (key(due), due.due)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn c3d_one_session_more_never_brings_a_day_forward((start, sessions, away, today) in histories(), more in 0..300i64) {
        let start = day("2025-01-01").plus_days(i64::from(start));
        let today = start.plus_days(today).to_string();
        for packs in [ROTHERHAM, CAMBRIDGESHIRE, BOTH] {
            let fewer = days(&team_of(start, &sessions, away, packs).on(&today));
            let mut with_one_more = sessions.clone();
            with_one_more.push(more);
            let after = days(&team_of(start, &with_one_more, away, packs).on(&today));
            for (what, later) in &after {
                let earlier = fewer.get(what);
                prop_assert!(
                    earlier.is_some_and(|earlier| earlier <= later),
                    "{what:?} on {today} under {packs:?}: {earlier:?}, and with a session {more} days after {start} {later:?}"
                );
            }
        }
    }

    #[test]
    fn r13b_the_order_of_files_changes_nothing(files in Just(full_team().files()).prop_shuffle()) {
        let expected = full_team().on("2026-03-02").lines();
        prop_assert_eq!(Found::of(files, "2026-03-02").lines(), expected);
    }
}
