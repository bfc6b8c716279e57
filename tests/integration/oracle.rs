//! The program's days against two independent oracles in Python, `tests/oracle/`.
//!
//! **Intervals**: 300 intervals of days, weeks, months and years, counted from each of the 1,461 days of a four-year cycle:
//! 438,300 days, all compared in every run. `tests/oracle/intervals.py` counts them with `relativedelta` of python-dateutil.
//!
//! **Histories**: random workers and cases in the years 2000 to 2099, month-ends and leap days more often than chance would have
//! them; each day and state of everything due compared with `tests/oracle/oracle.py`, which was written from the policies with
//! the standard library alone. Two thousand in every run. The full run is a hundred thousand and takes five to ten minutes:
//!
//! ```sh
//! ORACLE_CASES=100000 cargo test --locked --test integration oracle
//! ```
//!
//! `ORACLE_SEED=7` runs other histories. Each run says how many it compared. What happens where there is no Python or no dateutil
//! stands in `oracle/python.rs` and `oracle/intervals.rs`.

mod audit_draw;
mod case_history;
pub(crate) mod chance;
pub(crate) mod history;
mod intervals;
mod python;
mod worker_history;

use std::collections::BTreeMap;

use chance::Chance;
use history::Store;
use python::{Python, say};
use supervision::due::{Due, DueKind, State};

use crate::support::team::Found;

/// How many workers stand in one store, and how many cases.
const OF_EACH: usize = 40;

/// What the oracle knows of: what the two policies ask by a day, with renewals and actions. What else a pack may ask is worked out
/// by hand in `due/` and `literate`.
const KINDS: [DueKind; 9] = [
    DueKind::WorkerSession,
    DueKind::CaseDiscussion,
    DueKind::NextDiscussion,
    DueKind::CaseFirstConsideration,
    DueKind::Agreement,
    DueKind::AgreementReview,
    DueKind::History,
    DueKind::Renewal,
    DueKind::Action,
];

fn number(name: &str, otherwise: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{name} is a number, not `{text}`")),
        Err(_) => otherwise,
    }
}

/// What is due of somebody, by what it is.
type Dues = BTreeMap<String, String>;

/// What the program says is due: whose, what, the day and the state.
fn said(found: &Found) -> BTreeMap<String, Dues> {
    let mut said: BTreeMap<String, Dues> = BTreeMap::new();
    for due in found.dues.iter().filter(|due| KINDS.contains(&due.kind)) {
        let child = due.child.as_ref().map(|child| child.as_str());
        let worker = due.worker.as_ref().map(|worker| worker.as_str());
        let whose = child.or(worker).expect("it is somebody's").to_owned();
        let before = said.entry(whose).or_default().insert(what(due), when(due));
        assert_eq!(before, None, "{} is stated once", due.id);
    }
    said
}

fn what(due: &Due) -> String {
    match &due.subject {
        Some(subject) => format!("{} {subject}", due.kind.name()),
        None => due.kind.name().to_owned(),
    }
}

fn when(due: &Due) -> String {
    match (due.state, due.due) {
        (State::Suspended, _) => "suspended".to_owned(),
        (state, Some(day)) => format!("{day} {}", state.name()),
        (state, None) => format!("unknown {}", state.name()),
    }
}

fn reasons(found: &Found, id: &str) -> String {
    let of = format!("{id}/");
    let dues = found.dues.iter().filter(|due| due.id.starts_with(&of));
    dues.map(|due| format!("{}: {}\n", due.id, due.why.join("; ")))
        .collect()
}

#[test]
fn c3_c4_r4_r7_r8_r13a_random_histories_fall_due_as_the_independent_oracle_says() {
    let Some(mut oracle) = Python::start("oracle.py") else {
        return;
    };
    let wanted = usize::try_from(number("ORACLE_CASES", 2_000)).expect("a number of cases");
    let seed = number("ORACLE_SEED", 20_260_302);
    let mut chance = Chance::new(seed);
    let mut compared = 0;
    let mut disagreements: Vec<String> = Vec::new();
    let mut days: BTreeMap<String, usize> = BTreeMap::new();
    while compared < wanted {
        let store = Store::any(&mut chance, OF_EACH);
        let answers = oracle.ask(&store.told().to_string());
        let mut answers: BTreeMap<String, Dues> =
            serde_json::from_str(&answers).expect("the oracle answers in JSON");
        let found = store.team().on(&store.setting.today.to_string());
        let mut said = said(&found);
        for history in store.histories() {
            let answer = answers.remove(&history.id).expect("the oracle answers");
            let program = said.remove(&history.id).unwrap_or_default();
            for what in answer.keys() {
                let kind = what.split(' ').next().expect("it has a name").to_owned();
                *days.entry(kind).or_default() += 1;
            }
            if program != answer {
                disagreements.push(format!(
                    "the program says {program:?},\nthe oracle {answer:?}\non {} under {:?}, of\n{}\nThe program's reasons:\n{}",
                    store.setting.today,
                    store.setting.packs,
                    serde_json::to_string_pretty(&history.told).expect("histories are JSON"),
                    reasons(&found, &history.id)
                ));
            }
            compared += 1;
        }
    }
    oracle.end();
    assert!(
        disagreements.is_empty(),
        "{} of {compared} histories disagree. The first:\n{}",
        disagreements.len(),
        disagreements[0]
    );
    let counts: Vec<String> = days
        .iter()
        .map(|(kind, number)| format!("{kind} {number}"))
        .collect();
    say(&format!(
        "{compared} histories of workers and cases from seed {seed} agree on every day: {}",
        counts.join(", ")
    ));
    for (kind, number) in days {
        assert!(number * 100 > compared, "{kind} is hardly ever due");
    }
}
