//! What holds of every store: shown on the random histories that are also compared with the oracle, of workers and cases with
//! everything that a schedule reads.

use proptest::prelude::*;
use serde_json::Value as Json;
use supervision::calendar::Day;
use supervision::due::{Due, DueKind, State};
use supervision::store::{At, Store as Opened};

use crate::oracle::chance::Chance;
use crate::oracle::history::{History, Store};
use crate::support::store::StoreBuilder;
use crate::support::team::{File, Found, session};

/// A store of three workers and three cases from a seed, and the chance that goes on from there.
fn store(seed: u64) -> (Store, Chance) {
    let mut chance = Chance::new(seed);
    let store = Store::any(&mut chance, 3);
    (store, chance)
}

/// A day, out of what the oracle is told.
fn told(day: &Json) -> Day {
    let text = day.as_str().expect("a day is told as text");
    text.parse().expect("a day of the calendar")
}

/// Any day from one to another.
fn any_day(chance: &mut Chance, first: Day, last: Day) -> Option<Day> {
    (first <= last).then(|| first.plus_days(chance.days(0, first.days_to(last))))
}

/// How much there is to fear: a date, or none where it cannot be told; and whether it is past.
fn place(due: &Due) -> (Option<Day>, bool) {
    (due.due, due.state == State::Overdue)
}

/// The due of a worker's session, or of a case's discussion by rule or by a date that was set.
fn of<'a>(found: &'a Found, kinds: &[DueKind], id: &str) -> Option<&'a Due> {
    kinds.iter().find_map(|kind| found.the(*kind, id))
}

const DISCUSSION: [DueKind; 2] = [DueKind::CaseDiscussion, DueKind::NextDiscussion];

/// That a due is no sooner than before, and not overdue unless it was.
fn is_no_worse(before: Option<&Due>, after: Option<&Due>, more: &str) -> Result<(), TestCaseError> {
    let (Some(before), Some(after)) = (before.map(place), after.map(place)) else {
        // Nothing was due, or nothing is any more.
        prop_assert!(
            after.is_none(),
            "{more}: {after:?} is due where nothing was"
        );
        return Ok(());
    };
    prop_assert!(
        before.0 <= after.0,
        "{more}: {after:?}, before it {before:?}"
    );
    prop_assert!(before.1 || !after.1, "{more}: overdue, and was not before");
    Ok(())
}

/// One more session of a worker on some day at work up to today, on which there is none. The share of a mentor is counted among
/// the sessions before: a session in between leaves room for one of the mentor's more, and then perhaps not for the next. So it
/// comes after the last that a mentor held.
fn one_more_session(chance: &mut Chance, worker: &History, today: Day) -> Option<File> {
    let sessions = worker.told["sessions"].as_array().expect("a list");
    let mentors = sessions
        .iter()
        .filter(|session| session["type"] == "mentor");
    let since = mentors.map(|session| told(&session["date"]).after()).max();
    let first = since.map_or(worker.begins, |since| since.max(worker.begins));
    let date = any_day(chance, first, today)?;
    let is_taken = sessions
        .iter()
        .any(|session| told(&session["date"]) == date);
    (!is_taken).then(|| session(&worker.id, &date.to_string()).into())
}

/// One more full discussion of a case, with the worker who held it on some day since, in a session of its own.
fn one_more_discussion(chance: &mut Chance, case: &History, today: Day) -> Option<File> {
    let allocations = case.told["allocations"].as_array().expect("a list");
    let date = any_day(chance, told(&allocations[0]["from"]), today)?;
    let held = allocations.iter().find(|held| {
        told(&held["from"]) <= date && (held["to"].is_null() || date <= told(&held["to"]))
    })?;
    let mentions = case.told["mentions"].as_array().expect("a list");
    let is_taken = mentions
        .iter()
        .any(|mention| told(&mention["date"]) == date);
    let worker = held["worker"].as_str().expect("an id");
    (!is_taken).then(|| session(worker, &date.to_string()).full(&case.id).into())
}

/// The day in the name of a record that has one.
fn dated(path: &str) -> Option<Day> {
    let name = path.rsplit('/').next().expect("a path has a last part");
    name.get(..10)?.parse().ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    /// For a worker: one more counting session, after the last that a mentor held, gives no sooner day and makes nothing
    /// overdue, whatever was agreed, decided and changed meanwhile. Everybody else's days stay as they are.
    #[test]
    fn c3d_one_session_more_gives_no_sooner_day_and_makes_nothing_overdue(seed: u64) {
        let (store, mut chance) = store(seed);
        let today = store.setting.today;
        let team = store.team();
        let before = team.on(&today.to_string());
        for worker in &store.workers {
            let Some(record) = one_more_session(&mut chance, worker, today) else { continue };
            let more = record.0.clone();
            let after = team.clone().with(record).on(&today.to_string());
            let kind = [DueKind::WorkerSession];
            is_no_worse(of(&before, &kind, &worker.id), of(&after, &kind, &worker.id), &more)?;
            // It may also be held in the place of one that was cancelled: that is then no longer owed, but perhaps a later one.
            let kind = [DueKind::Replacement];
            is_no_worse(of(&before, &kind, &worker.id), of(&after, &kind, &worker.id), &more)?;
            let replacement = format!("{}/replacement/", worker.id);
            let theirs = format!("{}/worker-session/", worker.id);
            let others = |found: &Found| -> Vec<String> {
                let mut lines = found.lines();
                lines.retain(|line| !line.starts_with(&theirs) && !line.starts_with(&replacement));
                lines
            };
            prop_assert_eq!(others(&before), others(&after), "{}", more);
        }
    }

    /// For a case: one more full discussion on any day since it was allocated gives no sooner day, by rule or by a date that
    /// was set, and makes nothing overdue, whatever the case was meanwhile.
    #[test]
    fn c3d_c4_r7_one_discussion_more_gives_no_sooner_day_and_makes_nothing_overdue(seed: u64) {
        let (store, mut chance) = store(seed);
        let today = store.setting.today;
        let team = store.team();
        let before = team.on(&today.to_string());
        for case in &store.cases {
            let Some(record) = one_more_discussion(&mut chance, case, today) else { continue };
            let more = record.0.clone();
            let after = team.clone().with(record).on(&today.to_string());
            is_no_worse(of(&before, &DISCUSSION, &case.id), of(&after, &DISCUSSION, &case.id), &more)?;
            let first = [DueKind::CaseFirstConsideration];
            is_no_worse(of(&before, &first, &case.id), of(&after, &first, &case.id), &more)?;
        }
    }

    /// What is asked as on a day is answered by the records up to that day alone.
    #[test]
    fn r6a_records_dated_after_the_day_change_nothing(seed: u64, back in 0..300i64) {
        let (store, _) = store(seed);
        let as_of = store.setting.today.plus_days(-back);
        let (known, to_come): (Vec<File>, Vec<File>) = store
            .team()
            .files()
            .into_iter()
            .partition(|(path, _)| dated(path).is_none_or(|day| day <= as_of));
        prop_assume!(!to_come.is_empty());
        let with_all = Found::of([known.clone(), to_come].concat(), &as_of.to_string());
        let with_known = Found::of(known, &as_of.to_string());
        prop_assert_eq!(with_all.lines(), with_known.lines());
    }

    #[test]
    fn r13b_the_order_in_which_files_are_read_changes_nothing(
        (seed, files) in any::<u64>().prop_flat_map(|seed| (Just(seed), Just(store(seed).0.team().files()).prop_shuffle()))
    ) {
        let (store, _) = store(seed);
        let today = store.setting.today.to_string();
        prop_assert_eq!(Found::of(files, &today).lines(), store.team().on(&today).lines());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// A repository to which the same records came in any order and in any portions reads the same, from the disk and from the
    /// last commit.
    #[test]
    fn r13b_the_order_in_which_records_were_committed_changes_nothing(
        (seed, files) in any::<u64>().prop_flat_map(|seed| (Just(seed), Just(store(seed).0.team().files()).prop_shuffle())),
        portion in 1..20usize,
    ) {
        let (store, _) = store(seed);
        let today = store.setting.today.to_string();
        let expected = store.team().on(&today).lines();
        let mut builder = StoreBuilder::new();
        for portion in files.chunks(portion) {
            let files: Vec<(&str, &str)> = portion
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_str()))
                .collect();
            builder = builder.commit("records: some more", &files);
        }
        let built = builder.build();
        let opened = Opened::open(&built.dir()).expect("the store opens");
        for at in [At::WorkTree, At::Commit("HEAD".to_owned())] {
            let snapshot = opened.snapshot(at).expect("the store reads");
            prop_assert_eq!(Found::read(snapshot, &today).lines(), expected.clone());
        }
    }
}
