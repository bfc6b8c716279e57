//! Which records are signed and by whom: one table for all kinds, and the people of each record (R4.1b, C4d).
//!
//! Two sides sign: the supervisor, or whoever stands in as cover, and the supervisee. Beside them an authoriser signs where the
//! record holds a decision that somebody above has to authorise. Whether they have signed is asked elsewhere.

use crate::calendar::Day;
use crate::due::Facts;
use crate::policy::rule::LoosenedBy;
use crate::record::addendum::Addendum;
use crate::record::discussion::IntervalDecision;
use crate::record::sign_off::Role;
use crate::record::{
    CaseFile, ChildId, Filed, Kind, PersonId, RecordId, Records, Term, WorkerFile, WorkerId,
};
use crate::source::{SourceId, Spanned};

/// A record that is signed, with its people.
#[derive(Clone, Debug)]
pub struct Signable<'a> {
    /// Its name.
    pub id: &'a RecordId,
    /// Its kind.
    pub kind: Kind,
    /// Its file.
    pub source: SourceId,
    /// The day that it is of.
    pub day: Spanned<Day>,
    /// Which revision of it stands there.
    pub revision: u32,
    /// Who supervises in it, or decides.
    pub supervisor: Spanned<PersonId>,
    /// Who is supervised; for a decision, who holds the case. None where that cannot be told.
    pub supervisee: Option<Spanned<PersonId>>,
    /// Who is named in it as having authorised something.
    pub authorisers: Vec<Spanned<PersonId>>,
}

/// The kinds of record that are signed.
pub const KINDS: [Kind; 7] = [
    Kind::Agreement,
    Kind::History,
    Kind::Session,
    Kind::ChildSupervision,
    Kind::Decision,
    Kind::Pdr,
    Kind::Addendum,
];

/// Why somebody may not sign a record in a role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Bar {
    /// Somebody else is the party.
    #[error("the {role} of this record is {party}, not {signer}: nobody signs for somebody else")]
    NotTheParty {
        /// The role.
        role: &'static str,
        /// Who may sign in it.
        party: PersonId,
        /// Who wants to.
        signer: PersonId,
    },
    /// It cannot be told who the supervisee is.
    #[error("it cannot be told who the supervisee is: nobody held the case on that day")]
    NoSupervisee,
    /// There is nothing in the record that is authorised.
    #[error("nothing in this record is authorised by anybody, so nobody signs it as authoriser")]
    NothingToAuthorise,
    /// The record names somebody else as the authoriser.
    #[error("this record names {named} as who authorised, not {signer}")]
    NotTheAuthoriser {
        /// Who is named.
        named: PersonId,
        /// Who wants to sign.
        signer: PersonId,
    },
    /// The post does not allow it.
    #[error("{signer} was {post} on {day}, and the policy lets only a {allowed} authorise this")]
    PostTooLow {
        /// Who wants to sign.
        signer: PersonId,
        /// Their role on that day, or "in no post".
        post: String,
        /// The day.
        day: Day,
        /// The roles that may.
        allowed: String,
    },
    /// Who was not available is said by somebody who cannot know, or by themselves.
    #[error("that a supervisor or a supervisee was not available is said by the other side")]
    NotTheOtherSide,
    /// It is a matter of the two themselves.
    #[error(
        "nobody stands in for the supervisor in this record: the two who will work together sign it"
    )]
    NoCover,
    /// They do not stand in for the supervisor.
    #[error(
        "{signer} does not stand in for {supervisor}: cover is the worker's line manager or the supervisor's own on {day}, or whoever held the session in the line manager's place"
    )]
    NotCover {
        /// Who wants to sign.
        signer: PersonId,
        /// For whom.
        supervisor: PersonId,
        /// The day.
        day: Day,
    },
}

/// The records beside which a statement stands, file by file.
pub fn signed(records: &Records) -> impl Iterator<Item = Signable<'_>> {
    let wanted = |id: &RecordId| records.sign_offs.contains_key(id);
    let workers = records.workers.values();
    let workers = workers.flat_map(move |file| of_worker(file, &wanted));
    let children = records.children.iter();
    workers.chain(children.flat_map(move |(id, file)| of_child(records, id, file, &wanted)))
}

/// A record that can be signed.
pub fn find<'a>(records: &'a Records, id: &RecordId) -> Option<Signable<'a>> {
    let folder = id.as_str().split('/').next()?;
    let wanted = |known: &RecordId| known == id;
    let worker = records.workers.get(folder).into_iter();
    let workers = worker.flat_map(|file| of_worker(file, &wanted));
    let children = records.children.get_key_value(folder).into_iter();
    let children = children.flat_map(|(child, file)| of_child(records, child, file, &wanted));
    workers.chain(children).next()
}

/// Which records are asked for.
type Wanted<'w> = &'w dyn Fn(&RecordId) -> bool;

fn person(worker: &Spanned<WorkerId>) -> Option<Spanned<PersonId>> {
    Some(Spanned::new(worker.value.person(), worker.span))
}

fn of_worker<'a>(file: &'a WorkerFile, wanted: Wanted<'_>) -> Vec<Signable<'a>> {
    let asked = with_amended(&file.addenda, wanted);
    let mut found = Vec::new();
    for filed in file.agreements.iter().filter(|filed| asked(&filed.id)) {
        let data = &filed.data;
        let looser = data.looser.iter();
        found.push(Signable {
            revision: data.revision.as_ref().map_or(1, |revision| revision.value),
            authorisers: looser
                .filter_map(|looser| looser.authorised_by.clone())
                .collect(),
            ..signable(
                filed,
                Kind::Agreement,
                data.date,
                &data.supervisor,
                person(&data.worker),
            )
        });
    }
    for filed in file.histories.iter().filter(|filed| asked(&filed.id)) {
        let data = &filed.data;
        found.push(signable(
            filed,
            Kind::History,
            data.date,
            &data.supervisor,
            person(&data.worker),
        ));
    }
    for filed in file.sessions.iter().filter(|filed| asked(&filed.id)) {
        let data = &filed.data;
        let decided = data.cases.iter();
        let decided = decided.filter_map(|case| case.interval_decision.as_ref());
        found.push(Signable {
            authorisers: authorisers(decided),
            ..signable(
                filed,
                Kind::Session,
                data.date,
                &data.supervisor,
                person(&data.worker),
            )
        });
    }
    for filed in file.pdrs.iter().filter(|filed| asked(&filed.id)) {
        let data = &filed.data;
        found.push(signable(
            filed,
            Kind::Pdr,
            data.date,
            &data.supervisor,
            person(&data.worker),
        ));
    }
    add_addenda(&mut found, &file.addenda);
    found.retain(|signable| wanted(signable.id));
    found
}

/// Who is named as having authorised what was decided.
fn authorisers<'a>(
    decided: impl Iterator<Item = &'a Spanned<IntervalDecision>>,
) -> Vec<Spanned<PersonId>> {
    decided
        .filter_map(|decision| decision.authorised_by.clone())
        .collect()
}

fn of_child<'a>(
    records: &'a Records,
    id: &'a ChildId,
    file: &'a CaseFile,
    wanted: Wanted<'_>,
) -> Vec<Signable<'a>> {
    let asked = with_amended(&file.addenda, wanted);
    let mut found = Vec::new();
    for filed in file.supervisions.iter().filter(|filed| asked(&filed.id)) {
        let data = &filed.data;
        let worker = records.workers.get(&data.worker.value);
        let sessions = worker.into_iter().flat_map(|file| file.held_sessions());
        let same_day = sessions.filter(|session| session.data.date.value == data.date.value);
        let cases = same_day.flat_map(|session| &session.data.cases);
        let decided = cases.filter(|case| case.child.value == *id);
        let decided = decided.filter_map(|case| case.interval_decision.as_ref());
        found.push(Signable {
            authorisers: authorisers(decided),
            ..signable(
                filed,
                Kind::ChildSupervision,
                data.date,
                &data.supervisor,
                person(&data.worker),
            )
        });
    }
    for filed in file.decisions.iter().filter(|filed| asked(&filed.id)) {
        let data = &filed.data;
        let child = file.child.as_ref().map(|child| &child.data);
        let held = child.and_then(|child| child.allocations.on(data.date.value));
        let holder = held.and_then(|held| person(&held.worker));
        found.push(signable(
            filed,
            Kind::Decision,
            data.date,
            &data.decided_by,
            holder,
        ));
    }
    add_addenda(&mut found, &file.addenda);
    found.retain(|signable| wanted(signable.id));
    found
}

fn signable<'a, T>(
    filed: &'a Filed<T>,
    kind: Kind,
    day: Spanned<Day>,
    supervisor: &Spanned<PersonId>,
    supervisee: Option<Spanned<PersonId>>,
) -> Signable<'a> {
    Signable {
        id: &filed.id,
        kind,
        source: filed.source,
        day,
        revision: 1,
        supervisor: supervisor.clone(),
        supervisee,
        authorisers: Vec::new(),
    }
}

/// What is asked for, and what is needed to tell who signs an addendum that is.
fn with_amended<'a>(
    addenda: &'a [Filed<Addendum>],
    wanted: Wanted<'a>,
) -> impl Fn(&RecordId) -> bool + 'a {
    move |id| {
        let mut addenda = addenda.iter();
        wanted(id) || addenda.any(|added| added.data.amends.value == *id && wanted(&added.id))
    }
}

/// An addendum is signed by the people of the record that it adds to.
fn add_addenda<'a>(found: &mut Vec<Signable<'a>>, addenda: &'a [Filed<Addendum>]) {
    for filed in addenda {
        let amended = found
            .iter()
            .find(|known| *known.id == filed.data.amends.value);
        let Some(amended) = amended.cloned() else {
            continue;
        };
        found.push(Signable {
            id: &filed.id,
            kind: Kind::Addendum,
            source: filed.source,
            day: filed.data.date,
            revision: 1,
            ..amended
        });
    }
}

impl Signable<'_> {
    /// Who the worker is whose record it is.
    fn worker(&self) -> Option<WorkerId> {
        self.supervisee.as_ref().map(|person| person.value.worker())
    }

    /// The two sides that sign, with where the record names them.
    pub fn sides(&self) -> Vec<(Role, &Spanned<PersonId>)> {
        let supervisor = Some((Role::Supervisor, &self.supervisor));
        let supervisee = self.supervisee.as_ref();
        let supervisee = supervisee.map(|person| (Role::Supervisee, person));
        supervisor.into_iter().chain(supervisee).collect()
    }

    /// Whether somebody may sign in a role on a day.
    ///
    /// # Errors
    /// Why not.
    pub fn may_sign(
        &self,
        facts: &Facts<'_>,
        role: Role,
        signer: &PersonId,
        day: Day,
    ) -> Result<(), Bar> {
        let is_party = |party: &PersonId| match party == signer {
            true => Ok(()),
            false => Err(Bar::NotTheParty {
                role: role.word(),
                party: party.clone(),
                signer: signer.clone(),
            }),
        };
        match role {
            Role::Supervisor => is_party(&self.supervisor.value),
            Role::Supervisee => is_party(&self.supervisee.as_ref().ok_or(Bar::NoSupervisee)?.value),
            Role::Authoriser => self.may_authorise(facts, signer, day),
            Role::Cover if matches!(self.kind, Kind::Agreement | Kind::History) => {
                Err(Bar::NoCover)
            }
            Role::Cover => match self.is_cover(facts.records, signer, day) {
                true => Ok(()),
                false => Err(Bar::NotCover {
                    signer: signer.clone(),
                    supervisor: self.supervisor.value.clone(),
                    day,
                }),
            },
        }
    }

    /// Whether somebody may say on a day that whoever would sign in a role was not available: the other side, or cover.
    ///
    /// # Errors
    /// Why not.
    pub fn may_answer_for(
        &self,
        facts: &Facts<'_>,
        role: Role,
        signer: &PersonId,
        day: Day,
    ) -> Result<(), Bar> {
        let others = match role {
            Role::Supervisor => [Role::Supervisee, Role::Cover],
            Role::Supervisee => [Role::Supervisor, Role::Cover],
            Role::Authoriser | Role::Cover => return Err(Bar::NotTheOtherSide),
        };
        let may = |role| self.may_sign(facts, role, signer, day).is_ok();
        match !may(role) && others.into_iter().any(may) {
            true => Ok(()),
            false => Err(Bar::NotTheOtherSide),
        }
    }

    fn may_authorise(&self, facts: &Facts<'_>, signer: &PersonId, day: Day) -> Result<(), Bar> {
        let named = self.authorisers.first().ok_or(Bar::NothingToAuthorise)?;
        if !self.authorisers.iter().any(|known| known.value == *signer) {
            return Err(Bar::NotTheAuthoriser {
                named: named.value.clone(),
                signer: signer.clone(),
            });
        }
        let allowed = allowed(facts, self.kind, day);
        let post = facts.records.role_on(signer, day);
        match post {
            Some(post) if allowed.contains(&post) => Ok(()),
            // The policy leaves it to the two who agree.
            Some(_) if allowed.is_empty() && self.kind == Kind::Agreement => Ok(()),
            post => {
                let title = |role: &Term| facts.policy.role_title(role).to_lowercase();
                let mut titles: Vec<String> = allowed.iter().map(|role| title(role)).collect();
                titles.dedup();
                Err(Bar::PostTooLow {
                    signer: signer.clone(),
                    post: post.map_or_else(|| "in no post".to_owned(), title),
                    day,
                    allowed: titles.join(" or "),
                })
            }
        }
    }

    /// Whether somebody stood in for the supervisor on a day: as the worker's line manager or the supervisor's own, or because
    /// they held in the line manager's place what the record tells of.
    fn is_cover(&self, records: &Records, signer: &PersonId, day: Day) -> bool {
        let manager = |worker: &WorkerId, day: Day| {
            let file = records.workers.get(worker)?.worker.as_ref()?;
            let held = file.data.line_managers.on(day)?;
            Some(held.person.value.clone())
        };
        let of_worker = |day| self.worker().and_then(|worker| manager(&worker, day));
        let supervisor = &self.supervisor.value;
        if signer == supervisor {
            return of_worker(self.day.value).is_some_and(|manager| manager != *supervisor);
        }
        let is_other_side = self
            .supervisee
            .as_ref()
            .is_some_and(|side| side.value == *signer);
        let above = manager(&supervisor.worker(), day);
        !is_other_side
            && [of_worker(day), above]
                .into_iter()
                .flatten()
                .any(|may| may == *signer)
    }
}

/// The roles that may authorise what a record of a kind holds, by the packs in force on a day.
fn allowed<'a>(facts: &Facts<'a>, kind: Kind, day: Day) -> Vec<&'a Term> {
    match kind {
        Kind::Agreement => {
            let rules = facts.policy.rules_on(day, |pack| &pack.supervision);
            let loosenings = rules.filter_map(|(_, rule)| rule.loosening(LoosenedBy::Agreement));
            loosenings
                .flat_map(|loosening| &loosening.authorised_by)
                .collect()
        }
        _ => {
            let rules = facts.policy.rules_on(day, |pack| &pack.case_supervision);
            let longer = rules.flat_map(|(_, rule)| &rule.longer);
            longer.flat_map(|longer| &longer.authorised_by).collect()
        }
    }
}
