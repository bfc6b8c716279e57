//! Parts that are known by a name: in which order those of two sides stand together.

use super::parts::Part;

/// The names of all parts of both sides, in order; none where both sides have put them in two other orders, or have both added at
/// one place what has an order of its own.
///
/// The order is that of the side that has changed it. What the other side has added stands behind what stands before it there.
pub(super) fn order<'a>(
    base: &[Part<'a>],
    ours: &[Part<'a>],
    theirs: &[Part<'a>],
) -> Option<Vec<String>> {
    let names = |parts: &[Part<'_>]| -> Vec<String> {
        parts.iter().map(|part| part.name.clone()).collect()
    };
    let [base_names, our_names, their_names] = [base, ours, theirs].map(names);
    let kept = |names: &[String], among: [&[String]; 2]| -> Vec<String> {
        let is_kept = |name: &&String| among.iter().all(|list| list.contains(name));
        names.iter().filter(is_kept).cloned().collect()
    };
    let our_order = kept(&our_names, [&base_names, &their_names]);
    let their_order = kept(&their_names, [&base_names, &our_names]);
    let base_order = kept(&base_names, [&our_names, &their_names]);
    let (spine, other) = if our_order == their_order || their_order == base_order {
        (&our_names, &their_names)
    } else if our_order == base_order {
        (&their_names, &our_names)
    } else {
        return None;
    };
    let is_new = |part: &&Part<'a>| !base_names.contains(&part.name);
    let adds = |one: &[Part<'a>], other: &[String]| -> Vec<bool> {
        let added = one.iter().filter(is_new);
        let alone = added.filter(|part| !other.contains(&part.name));
        alone.map(|part| part.is_in_time).collect()
    };
    let (we_add, they_add) = (adds(ours, &their_names), adds(theirs, &our_names));
    if !we_add.is_empty() && !they_add.is_empty() {
        // Two periods that began apart: which comes to an end is not ours to say. And what both have taken away and put something
        // else for may be one thing that both have given another name.
        let is_gone = |name: &String| !our_names.contains(name) && !their_names.contains(name);
        if we_add.contains(&true) || they_add.contains(&true) || base_names.iter().any(is_gone) {
            return None;
        }
    }
    let mut order = spine.clone();
    // Names that one side took away stand here too, so that what the other did to them is not passed over.
    for list in [other, &base_names] {
        let mut behind = 0;
        for name in list {
            match order.iter().position(|known| known == name) {
                Some(at) => behind = at + 1,
                None => {
                    while list == other
                        && order
                            .get(behind)
                            .is_some_and(|next| !list.contains(next) && !base_names.contains(next))
                    {
                        behind += 1; // what the spine has added at the same place comes first
                    }
                    order.insert(behind, name.clone());
                    behind += 1;
                }
            }
        }
    }
    Some(order)
}
