//! Which commit comes before which.

use std::collections::HashSet;

use crate::store::Step;

/// The commits of a trail and what leads to each.
pub(super) struct Graph {
    parents: Vec<Vec<usize>>,
    /// How many commits the longest way to the first one has.
    heights: Vec<usize>,
}

impl Graph {
    pub(super) fn new(steps: &[Step]) -> Self {
        let mut heights: Vec<usize> = Vec::with_capacity(steps.len());
        for step in steps {
            let below = step.parents.iter().map(|parent| heights[*parent] + 1);
            heights.push(below.max().unwrap_or(0));
        }
        Self {
            parents: steps.iter().map(|step| step.parents.clone()).collect(),
            heights,
        }
    }

    /// Whether one commit leads to another, or is the same.
    pub(super) fn leads(&self, earlier: usize, later: usize) -> bool {
        let mut met = HashSet::new();
        let mut left = vec![later];
        while let Some(at) = left.pop() {
            if at == earlier {
                return true;
            }
            if self.heights[at] > self.heights[earlier] && met.insert(at) {
                left.extend(&self.parents[at]);
            }
        }
        false
    }

    /// Every commit that leads to one, and that one itself.
    pub(super) fn leading_to(&self, later: usize) -> HashSet<usize> {
        let mut met = HashSet::new();
        let mut left = vec![later];
        while let Some(at) = left.pop() {
            if met.insert(at) {
                left.extend(&self.parents[at]);
            }
        }
        met
    }
}
