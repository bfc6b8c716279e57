//! A store of random histories: the policies in force, and workers and cases under them, as files and as the oracle is told.

use serde_json::{Value as Json, json};
use supervision::calendar::Day;

use super::case_history::case_history;
use super::chance::Chance;
use super::worker_history::worker_history;
use crate::support::team::{CHAIRS_APART, File, Team, day, file};

/// What all histories of a store have in common.
pub(crate) struct Setting {
    pub(crate) today: Day,
    pub(crate) packs: Vec<&'static str>,
    /// Whether a pack is laid over Rotherham's by which independent chairs are not held to once a month.
    are_chairs_apart: bool,
    /// From this day on Robin Vale is a group manager; a team manager until then.
    pub(crate) robin_promoted: Day,
}

/// One worker or one case.
pub(crate) struct History {
    pub(crate) id: String,
    /// The first day of it.
    pub(crate) begins: Day,
    pub(crate) files: Vec<File>,
    pub(crate) told: Json,
}

/// A store of them.
pub(crate) struct Store {
    pub(crate) setting: Setting,
    pub(crate) workers: Vec<History>,
    pub(crate) cases: Vec<History>,
}

impl Setting {
    fn any(chance: &mut Chance) -> Self {
        let far = day("2000-01-01").plus_days(chance.days(0, 36_524));
        let today = chance.near(far);
        let (rotherham, cambridgeshire) = ("rotherham", "cambridgeshire-peterborough");
        let (mut packs, are_chairs_apart) = match chance.below(4) {
            0 => (vec![rotherham], false),
            1 => (vec![cambridgeshire], false),
            2 => (vec![rotherham, cambridgeshire], false),
            _ => (vec![rotherham, cambridgeshire], true),
        };
        if chance.one_in(2) {
            packs.push("local-practice");
        }
        Self {
            today,
            packs,
            are_chairs_apart,
            robin_promoted: today.plus_days(-chance.days(0, 200)),
        }
    }

    fn team(&self) -> Team {
        let apart = self.are_chairs_apart.then_some("chairs-apart");
        let packs = self.packs.iter().copied().chain(apart);
        let packs: String = packs
            .map(|pack| format!("  - pack: {pack}\n    from: 1990-01-01\n"))
            .collect();
        let robin = format!(
            "kind: person\nformat: 1\nid: robin-vale\nname: Robin Vale\nposts:\n  - from: 1990-01-01\n    to: {}\n    role: team-manager\n  - from: {}\n    role: group-manager\n",
            self.robin_promoted.before(),
            self.robin_promoted,
        );
        Team::under_policies(&packs)
            .with(file("policies/chairs-apart.yaml", CHAIRS_APART))
            .with(file("people/robin-vale.yaml", &robin))
    }
}

impl Store {
    /// So many workers and so many cases.
    pub(crate) fn any(chance: &mut Chance, of_each: usize) -> Self {
        let setting = Setting::any(chance);
        let mut workers = Vec::new();
        let mut cases = Vec::new();
        for place in 0..of_each {
            workers.push(worker_history(chance, &format!("w-{place}"), &setting));
            cases.push(case_history(chance, &format!("c-{place}"), &setting));
        }
        Self {
            setting,
            workers,
            cases,
        }
    }

    pub(crate) fn histories(&self) -> impl Iterator<Item = &History> {
        self.workers.iter().chain(&self.cases)
    }

    /// The store's files.
    pub(crate) fn team(&self) -> Team {
        let files = self.histories().flat_map(|history| history.files.clone());
        files.fold(self.setting.team(), Team::with)
    }

    /// The store as the oracle is told.
    pub(crate) fn told(&self) -> Json {
        let all = |histories: &[History]| -> Json {
            histories
                .iter()
                .map(|history| history.told.clone())
                .collect()
        };
        json!({
            "today": self.setting.today.to_string(),
            "packs": self.setting.packs,
            "chairs_apart": self.setting.are_chairs_apart,
            "workers": all(&self.workers),
            "cases": all(&self.cases),
        })
    }
}
