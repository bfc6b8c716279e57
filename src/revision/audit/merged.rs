//! A merge against both of its sides and what they both began with.

use std::collections::BTreeSet;

use super::sort::Sort;
use super::walk::{Judge, Side};
use crate::record::layout::{Located, locate};

impl Judge<'_, '_> {
    /// A merge holds what its sides hold.
    pub(super) fn merge(&mut self, at: usize, parents: [usize; 2], base: usize, sides: &[Side]) {
        let [one, other] = [&sides[0], &sides[1]];
        let is_record = |path: &str| matches!(locate(path), Located::Record(_));
        let at_path = |side: &Side, path: &str| {
            let place = side.binary_search_by(|file| file.path.as_str().cmp(path));
            place.ok().map(|place| (side[place].was, side[place].is))
        };
        let mut moved: Option<BTreeSet<String>> = None;
        for file in one.iter().filter(|file| is_record(&file.path)) {
            let Some((theirs, is)) = at_path(other, &file.path) else {
                continue; // as it is on the other side
            };
            let base_id = self.trail.find(base, &file.path);
            let ours = file.was;
            if ours != base_id && theirs != base_id && ours != theirs {
                continue; // both sides changed it: somebody had to choose
            }
            // A record that one side moved and the other changed stands where it was moved to, changed.
            let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
            let moved = moved.get_or_insert_with(|| {
                let mut names = BTreeSet::new();
                for parent in parents {
                    let changes = self.trail.changes(parent, Some(base));
                    let gone = changes.iter().filter(|file| file.is.is_none());
                    names.extend(gone.map(|file| name(&file.path)));
                }
                names
            });
            if base_id.is_none() && moved.contains(&name(&file.path)) {
                continue;
            }
            let message = match is {
                Some(_) => "the merge holds what neither side had".to_owned(),
                None => "the merge takes away what neither side took away".to_owned(),
            };
            self.note(Sort::MergeSlippedIn, at, &file.path, is, message);
        }
        for (side, kept) in [(one, other), (other, one)] {
            for file in side.iter().filter(|file| is_record(&file.path)) {
                if at_path(kept, &file.path).is_some() {
                    continue;
                }
                // It stands as on the side that is kept; was the other's change dropped?
                let base_id = self.trail.find(base, &file.path);
                if file.is == base_id && file.was != base_id {
                    let message = "the merge leaves out what one side had changed".to_owned();
                    self.note(Sort::MergeLeftOut, at, &file.path, file.was, message);
                }
            }
        }
    }
}
