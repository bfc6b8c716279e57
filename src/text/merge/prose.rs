//! Paragraphs, which have no name: what became of each, told by what stayed around it.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Cuts three lists of paragraphs into chunks that belong together, each with those of base, ours and theirs. Two changes that touch
/// the same paragraph, or one place between two, are in one chunk.
pub(super) fn chunks<'a>(
    base: &[&'a str],
    ours: &[&'a str],
    theirs: &[&'a str],
) -> Vec<[Vec<&'a str>; 3]> {
    let (our_changes, their_changes) = (changes(base, ours), changes(base, theirs));
    let mut found: Vec<[Vec<&'a str>; 3]> = Vec::new();
    let (mut at, mut our_at, mut their_at) = (0, 0, 0);
    let (mut left, mut right) = (
        our_changes.iter().peekable(),
        their_changes.iter().peekable(),
    );
    loop {
        let next = [left.peek(), right.peek()];
        let next = next.into_iter().flatten().map(|change| change.base.start);
        let Some(start) = next.min() else { break };
        let same = start - at;
        if same > 0 {
            let part = base[at..start].to_vec();
            found.push([part.clone(), part.clone(), part]);
        }
        (our_at, their_at) = (our_at + same, their_at + same);
        // The chunk grows while a change of either side touches it.
        let mut end = start;
        let (mut our_gain, mut their_gain) = (0isize, 0isize);
        loop {
            let touches = |change: &&Change| {
                change.base.start < end
                    || (change.base.start == end && (end == start || change.base.is_empty()))
            };
            if let Some(change) = left.next_if(|change| touches(change)) {
                end = end.max(change.base.end);
                our_gain += change.gain;
            } else if let Some(change) = right.next_if(|change| touches(change)) {
                end = end.max(change.base.end);
                their_gain += change.gain;
            } else {
                break;
            }
        }
        let taken = |gain: isize| (end - start).saturating_add_signed(gain);
        let (our_end, their_end) = (our_at + taken(our_gain), their_at + taken(their_gain));
        found.push([
            base[start..end].to_vec(),
            ours[our_at..our_end].to_vec(),
            theirs[their_at..their_end].to_vec(),
        ]);
        (at, our_at, their_at) = (end, our_end, their_end);
    }
    if at < base.len() {
        let part = base[at..].to_vec();
        found.push([part.clone(), part.clone(), part]);
    }
    found
}

/// A run of paragraphs of the base that one side has changed, and by how many it has more since.
struct Change {
    base: std::ops::Range<usize>,
    gain: isize,
}

fn changes(base: &[&str], side: &[&str]) -> Vec<Change> {
    let ops = capture_diff_slices(Algorithm::Myers, base, side);
    let changed = ops
        .into_iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let changed = changed.map(|op| {
        let (old, new) = (op.old_range(), op.new_range());
        Change {
            gain: new.len() as isize - old.len() as isize,
            base: old,
        }
    });
    changed.collect()
}
