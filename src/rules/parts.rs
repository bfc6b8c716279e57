//! The headings under which a record is about the worker, and those under which it is about a child.

/// The parts of a session's record that are about the worker. Not "Wellbeing": a child's may be spoken of too; nor "Case
/// management".
const OF_WORKER: [&str; 4] = [
    "workload and performance",
    "professional training and development",
    "personal support",
    "reflection and impact",
];

/// The parts of a child's records that are about the child, or about others in the family.
const OF_CHILD: [&str; 5] = [
    "the child's experience",
    "the child's view",
    "wishes and feelings",
    "analysis and outcomes",
    "third parties",
];

/// Whether what stands under a heading is about the worker.
pub(super) fn is_of_worker(title: &str) -> bool {
    OF_WORKER.contains(&plain(title).as_str())
}

/// Whether what stands under a heading is about a child.
pub(super) fn is_of_child(title: &str) -> bool {
    OF_CHILD.contains(&plain(title).as_str())
}

fn plain(title: &str) -> String {
    title.trim().to_lowercase().replace('’', "'")
}
