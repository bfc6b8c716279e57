//! Histories of other stores that came with a worker's file (R13e): a merge brings each in, and a record of the handover accounts for it.
//!
//! What such a history holds is judged as the other store's own: its settings, its people and their keys came with it. What only the whole
//! of that store could tell is left to it: who had which standing there, and which commit a signer had before them.

use std::collections::HashSet;

use super::front;
use super::sort::Sort;
use super::walk::{Judge, Side};
use crate::record::layout::{Located, locate};

impl Judge<'_, '_> {
    /// Finds the commits that were made in other stores.
    pub(super) fn know_foreign(&mut self) {
        for at in 0..self.trail.steps().len() {
            let parents = self.trail.steps()[at].parents.clone();
            for parent in &parents {
                if self.brings_in(at, *parent) {
                    let own = parents.iter().filter(|other| *other != parent);
                    let own: Vec<HashSet<usize>> =
                        own.map(|other| self.graph.leading_to(*other)).collect();
                    let all = self.graph.leading_to(*parent).into_iter();
                    self.foreign
                        .extend(all.filter(|place| !own.iter().any(|own| own.contains(place))));
                }
            }
        }
    }

    /// Whether a commit brings in, with one of those before it, the history of another store than its own.
    pub(super) fn brings_in(&mut self, at: usize, parent: usize) -> bool {
        let parents = self.trail.steps()[at].parents.clone();
        if parents.len() < 2 {
            return false;
        }
        let own = self.store_id(at);
        let theirs = self.store_id(parent);
        let is_other = theirs.is_some() && own.is_some() && theirs != own;
        is_other && parents.into_iter().any(|other| self.store_id(other) == own)
    }

    fn store_id(&mut self, at: usize) -> Option<String> {
        let settings = self.settings_at(at)?;
        Some(settings.id.value.to_string())
    }

    /// The workers whose files came with a history, as the handovers say that the same commit adds. That is noted; a history without
    /// one is a fault.
    pub(super) fn brought(&mut self, at: usize, parent: usize, sides: &[Side]) -> Vec<String> {
        let from = self.store_id(parent).unwrap_or_default();
        let mut workers = Vec::new();
        for file in sides.iter().flatten().filter(|file| file.was.is_none()) {
            let is_record = matches!(locate(&file.path), Located::Record(_));
            let mut names = file.path.split('/');
            let (Some("workers"), Some(worker), Some("8-miscellaneous"), Some(id)) =
                (names.next(), names.next(), names.next(), file.is)
            else {
                continue;
            };
            let text = match is_record {
                true => self.trail.text(at, &file.path, id),
                false => None,
            };
            let is_handover = text.is_some_and(|text| {
                let field = |key| front(text.text(), key);
                field("kind") == Some("handover")
                    && field("direction") == Some("received")
                    && field("other-store") == Some(&from)
            });
            if is_handover && !workers.iter().any(|known| known == worker) {
                workers.push(worker.to_owned());
            }
        }
        if workers.is_empty() {
            let message =
                format!("the history of the store {from} was brought in, and no handover with it");
            self.whole_commit(Sort::HistoryOfAnotherStore, at, message);
        }
        for worker in &workers {
            let message =
                format!("the file of {worker} came from the store {from}, with its history");
            self.note(
                Sort::FileReceived,
                at,
                &format!("workers/{worker}"),
                None,
                message,
            );
        }
        workers
    }
}
