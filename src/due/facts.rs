//! The records as the schedules ask for them: only what has happened by today, with the joins that many of them need.
//!
//! The joins are made once and know nothing of today; [`Facts::as_of`] looks at the same joins on another day.

use std::collections::HashMap;
use std::sync::Arc;

use super::untold::Untold;
use crate::calendar::{Day, Held, Period};
use crate::policy::rule::{Rule, Rules, Shape};
use crate::policy::{Pack, Policy};
use crate::record::child::{Allocation, Child};
use crate::record::discussion::Discussion;
use crate::record::session::Session;
use crate::record::store_settings::Holds;
use crate::record::worker::{LineManager, Worker};
use crate::record::{ChildId, Filed, PersonId, Records, Term, WorkerFile, WorkerId};
use crate::source::Spanned;

/// Records, policy and today, joined.
pub struct Facts<'a> {
    /// The records.
    pub records: &'a Records,
    /// The policy.
    pub policy: &'a Policy,
    /// The day.
    pub today: Day,
    joins: Arc<Joins<'a>>,
}

/// What is found once for all days.
struct Joins<'a> {
    /// The cases in held sessions of all days, by child, oldest first.
    mentions: HashMap<&'a str, Vec<Mention<'a>>>,
    allocations: HashMap<&'a str, Vec<HeldCase<'a>>>,
}

/// A case that a worker holds or held, with the allocation.
type HeldCase<'a> = (&'a ChildId, &'a Filed<Child>, &'a Allocation);

/// A case in a held session.
#[derive(Clone, Copy)]
pub struct Mention<'a> {
    /// Whose session.
    pub worker: &'a WorkerId,
    /// The session.
    pub session: &'a Filed<Session>,
    /// What it says of the case.
    pub discussion: &'a Spanned<Discussion>,
}

impl Mention<'_> {
    /// The session's day.
    pub fn day(&self) -> Day {
        self.session.data.date.value
    }
}

/// What is known of a case on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaseFacts<'a> {
    /// Its category.
    pub category: Option<&'a Term>,
    /// How settled its placement is.
    pub placement: Option<&'a Term>,
    /// Whether its placement is said to be permanent.
    pub permanent: bool,
    /// The visiting pattern.
    pub visiting: Option<&'a Term>,
    /// The stage of proceedings.
    pub proceedings: Option<&'a Term>,
    /// Who holds it.
    pub holder: Option<&'a WorkerId>,
    /// In what role.
    pub holder_role: Option<&'a Term>,
    /// In what team.
    pub team: Option<&'a Term>,
    /// The tier of need.
    pub need: Option<&'a Term>,
    /// What the case is about; a child where nothing is said.
    pub subject: Option<&'a Term>,
}

impl<'a> Facts<'a> {
    /// Joins records for a day.
    pub fn new(records: &'a Records, policy: &'a Policy, today: Day) -> Self {
        let mut mentions: HashMap<&str, Vec<Mention<'_>>> = HashMap::new();
        for (worker, file) in &records.workers {
            for session in file.held_sessions() {
                for discussion in &session.data.cases {
                    let mention = Mention {
                        worker,
                        session,
                        discussion,
                    };
                    mentions
                        .entry(discussion.child.as_str())
                        .or_default()
                        .push(mention);
                }
            }
        }
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each list is put in order by itself"
        )]
        for list in mentions.values_mut() {
            list.sort_by(|a, b| {
                a.day()
                    .cmp(&b.day())
                    .then_with(|| a.session.id.cmp(&b.session.id))
            });
        }
        let mut allocations: HashMap<&str, Vec<HeldCase<'_>>> = HashMap::new();
        for (id, file) in &records.children {
            let Some(child) = &file.child else { continue };
            for allocation in child.data.allocations.iter() {
                allocations
                    .entry(allocation.worker.as_str())
                    .or_default()
                    .push((id, child, allocation));
            }
        }
        Self {
            records,
            policy,
            today,
            joins: Arc::new(Joins {
                mentions,
                allocations,
            }),
        }
    }

    /// The same records and policy on another day, without joining them again: what was known then.
    #[must_use]
    pub fn as_of(&self, day: Day) -> Self {
        Self {
            records: self.records,
            policy: self.policy,
            today: day,
            joins: Arc::clone(&self.joins),
        }
    }

    /// The held sessions in which a child is spoken of, up to today, oldest first.
    pub fn mentions(&self, child: &ChildId) -> &[Mention<'a>] {
        let all = self.joins.mentions.get(child.as_str());
        let all = all.map_or(&[][..], Vec::as_slice);
        &all[..all.partition_point(|mention| mention.day() <= self.today)]
    }

    /// Those mentions that were made in formal supervision: in a session that some pack lets count for cases. What is said
    /// in a group restarts no clock unless the pack says so, nor what is said on a screen where that does not count.
    pub fn formal_mentions(
        &self,
        child: &ChildId,
    ) -> impl DoubleEndedIterator<Item = &Mention<'a>> {
        self.mentions(child)
            .iter()
            .filter(|mention| self.is_formal(mention))
    }

    fn is_formal(&self, mention: &Mention<'_>) -> bool {
        let session_type = &mention.session.data.session_type.value;
        let counted = self
            .policy
            .rules_on(mention.day(), |pack| &pack.sessions_that_count);
        let mut counted = counted.peekable();
        counted.peek().is_none()
            || counted.any(|(_, rule)| {
                let types = rule.for_cases.as_ref().unwrap_or(&rule.types);
                types.contains(session_type) && (rule.remote || !mention.session.data.remote)
            })
    }

    /// The last full discussion of a child in formal supervision up to today.
    pub fn last_full(&self, child: &ChildId) -> Option<Mention<'a>> {
        self.formal_mentions(child)
            .rev()
            .find(|mention| mention.discussion.is_full())
            .copied()
    }

    /// The open cases that a worker holds on a day, in the order of the children's ids.
    pub fn caseload(
        &self,
        worker: &WorkerId,
        day: Day,
    ) -> impl Iterator<Item = (&'a ChildId, &'a Filed<Child>, &'a Allocation)> {
        let held = self
            .joins
            .allocations
            .get(worker.as_str())
            .map_or(&[][..], Vec::as_slice);
        held.iter()
            .copied()
            .filter(move |(_, child, held)| held.period().contains(day) && child.data.is_open(day))
    }

    /// What is known of a case on a day.
    pub fn case_on(&self, child: &'a Child, day: Day) -> CaseFacts<'a> {
        let holder = child.allocations.on(day).map(|held| &held.worker.value);
        CaseFacts {
            category: child.categories.on(day).map(|held| &held.category.value),
            placement: child.placements.on(day).map(|held| &held.placement.value),
            permanent: child
                .placements
                .on(day)
                .is_some_and(|held| held.permanent == Some(true)),
            visiting: child.visiting.on(day).map(|held| &held.pattern.value),
            proceedings: child.proceedings.on(day).map(|held| &held.stage.value),
            holder,
            holder_role: holder.and_then(|holder| self.records.role_on(&holder.person(), day)),
            team: holder.and_then(|holder| self.records.team_on(&holder.person(), day)),
            need: child.needs.on(day).map(|held| &held.need.value),
            subject: child.subject.as_ref().map(|subject| &subject.value),
        }
    }

    /// The workers with a readable `worker.yaml` who are employed today, with their files.
    pub fn workers(
        &self,
    ) -> impl Iterator<Item = (&'a WorkerId, &'a WorkerFile, &'a Filed<Worker>)> {
        self.records.workers.iter().filter_map(|(id, file)| {
            let worker = file.worker.as_ref()?;
            worker.data.employment.on(self.today)?;
            Some((id, file, worker))
        })
    }

    /// A worker's line manager today, with the relationship.
    pub fn relationship(&self, worker: &'a Filed<Worker>) -> Option<&'a LineManager> {
        worker.data.line_managers.on(self.today)
    }

    /// The person who supervises a worker today.
    pub fn supervisor(&self, worker: &WorkerId) -> Option<&'a PersonId> {
        let file = self.records.workers.get(worker)?.worker.as_ref()?;
        file.data
            .line_managers
            .on(self.today)
            .map(|held| &held.person.value)
    }

    /// Why sessions of a worker after a day may be there without being seen: they are kept in another store, or a record
    /// of one cannot be read.
    pub fn unseen_session(&self, worker: &WorkerId, since: Option<Day>) -> Option<Untold> {
        let settings = self.records.settings();
        let elsewhere = settings.is_some_and(|settings| settings.holds_elsewhere(Holds::Workers));
        if elsewhere && !self.records.workers.contains_key(worker) {
            return Some(Untold::Elsewhere {
                worker: worker.clone(),
            });
        }
        let folder = format!("{worker}/3-supervision/");
        let unread = self.records.unread_below(&folder).find(|id| {
            let day = id.as_str().get(folder.len()..folder.len() + 10);
            let day = day.and_then(|day| day.parse::<Day>().ok());
            day.is_some_and(|day| day <= self.today && since.is_none_or(|since| day > since))
        });
        unread.map(|id| Untold::Session { record: id.clone() })
    }

    /// The rules of a shape that have ever been in force up to today, with when.
    pub fn rules<T: Shape + 'a>(
        &self,
        of: impl Fn(&'a Pack) -> &'a Rules<T> + 'a,
    ) -> impl Iterator<Item = (Period, &'a Pack, &'a Rule<T>)> {
        let today = self.today;
        let rules = self.policy.rules(of);
        rules.filter(move |(period, _, _)| period.from <= today)
    }

    /// The rules of a shape that are in force today.
    pub fn rules_today<T: Shape + 'a>(
        &self,
        of: impl Fn(&'a Pack) -> &'a Rules<T> + 'a,
    ) -> impl Iterator<Item = (&'a Pack, &'a Rule<T>)> {
        self.policy.rules_on(self.today, of)
    }
}
