//! The lists of periods in records, each with its faults.

use crate::calendar::{Dated, DatedFault, Day, Held};
use crate::record::Records;
use crate::record::child::{Allocation, Category, Child, Placement, Proceedings, Visiting};
use crate::record::person::Post;
use crate::record::worker::{Employment, LineManager};
use crate::source::Spanned;

/// The first day of a period and the last one, with their places.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    /// The first day.
    pub(super) from: Spanned<Day>,
    /// The last day, if it has ended.
    pub(super) to: Option<Spanned<Day>>,
}

/// Something in a record that has a first day and may have a last one.
pub(super) trait HasEnds: Held {
    /// Its first day and its last one.
    fn ends(&self) -> Ends;
}

macro_rules! has_ends {
    ($($name:ident),*) => {
        $(impl HasEnds for $name {
            fn ends(&self) -> Ends {
                Ends { from: self.from, to: self.to }
            }
        })*
    };
}
has_ends!(
    Employment,
    LineManager,
    Post,
    Category,
    Proceedings,
    Placement,
    Visiting,
    Allocation
);

/// A list of periods: whose and of what, its periods, and what is wrong between them.
pub(super) struct List<'a> {
    /// What each period is: "post", "category".
    pub(super) one: &'static str,
    /// What several are: "posts", "categories".
    pub(super) many: &'static str,
    /// Whose.
    pub(super) whose: &'a str,
    /// The periods in the order written.
    pub(super) ends: Vec<Ends>,
    faults: Vec<DatedFault>,
}

impl<'a> List<'a> {
    /// A list; gaps are looked for elsewhere.
    pub(super) fn of<T: HasEnds>(
        (one, many): (&'static str, &'static str),
        whose: &'a str,
        dated: &Dated<T>,
    ) -> Self {
        let ends = dated.iter().map(HasEnds::ends).collect();
        let faults = dated.faults(true);
        Self {
            one,
            many,
            whose,
            ends,
            faults,
        }
    }

    /// What is wrong, but for what only follows from a period that ends before it begins.
    pub(super) fn faults(&self) -> impl Iterator<Item = DatedFault> {
        self.faults.iter().copied().filter(|fault| match *fault {
            DatedFault::Backwards(_) => true,
            DatedFault::OutOfOrder(at) | DatedFault::Overlap(at) | DatedFault::Gap(at) => {
                !self.faults.contains(&DatedFault::Backwards(at - 1))
            }
        })
    }
}

/// Every list of periods in a store.
pub(super) fn lists(records: &Records) -> Vec<List<'_>> {
    let mut lists = Vec::new();
    for (id, person) in &records.people {
        lists.push(List::of(("post", "posts"), id.as_str(), &person.data.posts));
    }
    for (id, file) in &records.workers {
        let Some(worker) = &file.worker else { continue };
        let (data, id) = (&worker.data, id.as_str());
        lists.push(List::of(
            ("employment", "employments"),
            id,
            &data.employment,
        ));
        lists.push(List::of(
            ("line manager", "line managers"),
            id,
            &data.line_managers,
        ));
    }
    for (id, file) in &records.children {
        let Some(child) = &file.child else { continue };
        let (data, id) = (&child.data, id.as_str());
        lists.push(List::of(("category", "categories"), id, &data.categories));
        lists.push(List::of(
            ("stage of proceedings", "stages of proceedings"),
            id,
            &data.proceedings,
        ));
        lists.push(List::of(("placement", "placements"), id, &data.placements));
        lists.push(List::of(
            ("visiting pattern", "visiting patterns"),
            id,
            &data.visiting,
        ));
        lists.push(List::of(
            ("allocation", "allocations"),
            id,
            &data.allocations,
        ));
    }
    lists
}

/// What begins and ends once: what it is, its first day, its last one.
pub(super) fn once(records: &Records) -> Vec<(String, Spanned<Day>, Spanned<Day>)> {
    let mut pairs = Vec::new();
    let policies = records
        .settings()
        .into_iter()
        .flat_map(|store| &store.policies);
    for policy in policies {
        let what = format!("the policy {}", policy.pack.value);
        pairs.extend(policy.to.map(|to| (what, policy.from, to)));
    }
    let sign_off = records
        .settings()
        .into_iter()
        .flat_map(|store| &store.sign_off);
    for asked in sign_off {
        let what = "what a sign-off needs".to_owned();
        pairs.extend(asked.to.map(|to| (what, asked.from, to)));
    }
    for (id, person) in &records.people {
        for key in &person.data.signing_keys {
            pairs.extend(key.to.map(|to| (format!("the key of {id}"), key.from, to)));
        }
    }
    for (id, file) in &records.workers {
        let asye = file
            .worker
            .as_ref()
            .and_then(|worker| worker.data.asye.as_ref());
        let asye = asye.and_then(|asye| Some((asye.from, asye.to?)));
        pairs.extend(asye.map(|(from, to)| (format!("the assessed year of {id}"), from, to)));
        for absence in file.absences.iter().map(|absence| &absence.data) {
            pairs.extend(
                absence
                    .to
                    .map(|to| (format!("the absence of {id}"), absence.from, to)),
            );
        }
        let agreements = file.agreements.iter();
        for mentoring in agreements.filter_map(|agreement| agreement.data.mentoring.as_ref()) {
            pairs.extend(
                mentoring
                    .to
                    .map(|to| (format!("the mentoring of {id}"), mentoring.from, to)),
            );
        }
    }
    for (id, file) in &records.children {
        let child = file.child.as_ref().map(|child| &child.data);
        let closed = child.and_then(|child| Some((child.opened, child.closed?)));
        pairs.extend(closed.map(|(from, to)| (format!("the case of {id}"), from, to)));
    }
    pairs
}

/// Days of an open case that a list of periods leaves out.
pub(super) struct Gap {
    /// The first of them.
    pub(super) from: Day,
    /// The last of them, up to today.
    pub(super) to: Day,
    /// The day in the record by which the gap is seen: of the period after it, or the end of the last one.
    pub(super) seen: Spanned<Day>,
    /// The day before it: when the case was opened, or the period above ended.
    pub(super) since: Spanned<Day>,
}

/// The gaps in what should hold for the whole time of a case, up to today; `from_start` where also from its first day on.
/// None where the periods are in disorder: that is the fault then.
pub(super) fn gaps(child: &Child, list: &List<'_>, from_start: bool, today: Day) -> Vec<Gap> {
    let (Some(first), Some(last)) = (list.ends.first(), list.ends.last()) else {
        return Vec::new();
    };
    if !list.faults.is_empty() {
        return Vec::new();
    }
    let opened = child.opened;
    // A case that is closed the day after its last worker let go of it has been held to its end.
    let closed = child.closed.map(|closed| closed.value.before());
    let end = closed.map_or(today, |closed| closed.min(today));
    let mut gaps = Vec::new();
    if from_start {
        gaps.push(Gap {
            from: opened.value,
            to: first.from.value.before(),
            seen: first.from,
            since: opened,
        });
    }
    for (above, below) in list.ends.iter().zip(list.ends.iter().skip(1)) {
        gaps.extend(above.to.map(|since| Gap {
            from: since.value.after(),
            to: below.from.value.before(),
            seen: below.from,
            since,
        }));
    }
    gaps.extend(last.to.map(|ended| Gap {
        from: ended.value.after(),
        to: end,
        seen: ended,
        since: ended,
    }));
    gaps.retain(|gap| gap.from <= gap.to && gap.from <= end && opened.value <= gap.to);
    gaps
}
