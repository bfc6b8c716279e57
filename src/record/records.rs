//! Everything in a store, joined: each worker's file, each child's record, who is who.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::absence::Absence;
use super::access::Access;
use super::addendum::Addendum;
use super::agreement::Agreement;
use super::checklist::Checklist;
use super::child::{Allocation, Child};
use super::child_supervision::ChildSupervision;
use super::cpd::Cpd;
use super::decision::Decision;
use super::handover::Handover;
use super::history::History;
use super::id::{ChildId, PersonId, RecordId, Term, WorkerId};
use super::layout::{Located, Owner, Place, SignOffPart, SignOffPlace, locate};
use super::note::Note;
use super::parse::{Content, parse_record};
use super::pdr::Pdr;
use super::person::Person;
use super::progression::Progression;
use super::quality_audit::QualityAudit;
use super::self_audit::SelfAudit;
use super::session::Session;
use super::settle;
use super::sign_off::{Statement, parse_statement};
use super::store_settings::StoreSettings;
use super::wellbeing::Wellbeing;
use super::worker::Worker;
use crate::calendar::Day;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceFile, SourceId, Sources, Span};
use crate::text::hazard;
use crate::text::markdown::Body;

/// A file that has no place in a store.
pub const FILE_UNKNOWN: Code = Code::new("file-unknown");

/// A record with where it stands.
#[derive(Debug)]
pub struct Filed<T> {
    /// Its name.
    pub id: RecordId,
    /// Its file.
    pub source: SourceId,
    /// The day in its file's name.
    pub day: Option<Day>,
    /// The parts of its body, as places in the file.
    pub body: Body,
    /// The fields from which something was left out, because it could not be read: what they leave unsaid is not known.
    pub left_out: Vec<Box<str>>,
    /// What it says.
    pub data: T,
}

impl<T> Filed<T> {
    /// The start of its file: where a finding about the whole record stands.
    pub fn top(&self) -> Span {
        Span::file(self.source)
    }

    /// Whether a field could be read in full.
    pub fn is_whole(&self, field: &str) -> bool {
        self.left_out.iter().all(|known| **known != *field)
    }

    fn with<U>(self, convert: impl FnOnce(T) -> U) -> Filed<U> {
        Filed {
            id: self.id,
            source: self.source,
            day: self.day,
            body: self.body,
            left_out: self.left_out,
            data: convert(self.data),
        }
    }
}

/// One worker's file: every record in their folder, each list in the order of its days.
#[derive(Debug, Default)]
#[expect(missing_docs, reason = "each list is the kind of its name")]
pub struct WorkerFile {
    pub worker: Option<Filed<Worker>>,
    pub checklist: Option<Filed<Checklist>>,
    pub agreements: Vec<Filed<Agreement>>,
    pub histories: Vec<Filed<History>>,
    pub sessions: Vec<Filed<Session>>,
    pub pdrs: Vec<Filed<Pdr>>,
    pub cpds: Vec<Filed<Cpd>>,
    pub progressions: Vec<Filed<Progression>>,
    pub absences: Vec<Filed<Absence>>,
    pub wellbeing: Vec<Filed<Wellbeing>>,
    pub accesses: Vec<Filed<Access>>,
    pub self_audits: Vec<Filed<SelfAudit>>,
    pub quality_audits: Vec<Filed<QualityAudit>>,
    pub notes: Vec<Filed<Note>>,
    pub handovers: Vec<Filed<Handover>>,
    pub addenda: Vec<Filed<Addendum>>,
}

/// One child's record: every record in their folder, each list in the order of its days.
#[derive(Debug, Default)]
#[expect(missing_docs, reason = "each list is the kind of its name")]
pub struct CaseFile {
    pub child: Option<Filed<Child>>,
    pub supervisions: Vec<Filed<ChildSupervision>>,
    pub decisions: Vec<Filed<Decision>>,
    pub addenda: Vec<Filed<Addendum>>,
}

/// Everything in a store.
#[derive(Debug, Default)]
pub struct Records {
    /// The store's settings.
    pub store: Option<Filed<StoreSettings>>,
    /// Who is who.
    pub people: BTreeMap<PersonId, Filed<Person>>,
    /// The workers' files.
    pub workers: BTreeMap<WorkerId, WorkerFile>,
    /// The children's records.
    pub children: BTreeMap<ChildId, CaseFile>,
    /// Statements of sign-off, by the record that they are about.
    pub sign_offs: BTreeMap<RecordId, Vec<Filed<Statement>>>,
    /// Signatures and comments that stand beside statements, or should.
    pub beside_sign_offs: BTreeMap<SignOffPlace, SourceId>,
    /// The store's own policy packs, still to be read.
    pub packs: Vec<SourceId>,
    /// Records that stand at their place but could not be read: what they would say is unknown, not missing.
    pub unread: Vec<RecordId>,
    /// The records about which a statement of sign-off stands that could not be read.
    pub unread_sign_offs: Vec<RecordId>,
    /// How many records were read.
    pub count: usize,
    /// The first file of the store, where a finding about the store as a whole stands when it has no settings.
    pub anywhere: Option<Span>,
}

enum Read {
    Record(Box<(Place, Option<Filed<Content>>)>, Vec<Diagnostic>),
    SignOff(RecordId, Option<Filed<Statement>>, Vec<Diagnostic>),
    BesideSignOff(SignOffPlace, SourceId, Option<Diagnostic>),
    Pack(SourceId),
    Other,
    Unknown(Diagnostic),
}

impl Records {
    /// Reads every record of a set of files, in parallel; the findings are those of form and place.
    pub fn read(sources: &Sources) -> (Self, Diagnostics) {
        let files: Vec<(SourceId, &SourceFile)> = sources.iter().collect();
        let read: Vec<Read> = files
            .into_par_iter()
            .map(|(source, file)| read_file(source, file))
            .collect();
        let mut records = Self {
            anywhere: sources.iter().next().map(|(id, _)| Span::file(id)),
            ..Self::default()
        };
        let mut found = Diagnostics::new();
        for item in read {
            match item {
                Read::Record(record, findings) => {
                    found.extend(findings);
                    records.count += 1;
                    let (place, filed) = *record;
                    match filed {
                        Some(filed) => records.file(place.owner, filed),
                        None => records.unread.push(place.id),
                    }
                }
                Read::SignOff(record, statement, findings) => {
                    found.extend(findings);
                    match statement {
                        Some(statement) => {
                            records.sign_offs.entry(record).or_default().push(statement);
                        }
                        None => records.unread_sign_offs.push(record),
                    }
                }
                Read::BesideSignOff(place, source, fault) => {
                    found.extend(fault);
                    records.beside_sign_offs.insert(place, source);
                }
                Read::Pack(source) => records.packs.push(source),
                Read::Unknown(finding) => found.push(finding),
                Read::Other => {}
            }
        }
        records.workers.values_mut().for_each(settle::worker);
        records.children.values_mut().for_each(settle::child);
        records.unread.sort();
        (records, found)
    }

    /// Puts a record into the file where it belongs. Files come in the order of their paths, so lists are in order of days.
    fn file(&mut self, owner: Owner, filed: Filed<Content>) {
        let Filed {
            id,
            source,
            day,
            body,
            left_out,
            data,
        } = filed;
        let filed = Filed {
            id,
            source,
            day,
            body,
            left_out,
            data: (),
        };
        match (owner, data) {
            (_, Content::Store(data)) => self.store = Some(filed.with(|()| data)),
            (Owner::Person(id), Content::Person(data)) => {
                self.people.insert(id, filed.with(|()| data));
            }
            (Owner::Worker(id), data) => self.workers.entry(id).or_default().file(filed, data),
            (Owner::Child(id), data) => self.children.entry(id).or_default().file(filed, data),
            (Owner::Person(_) | Owner::Store, _) => {
                unreachable!("the layout lets only these kinds stand there")
            }
        }
    }

    /// The role that a person has on a day: by their employment as a worker, else by the posts in their own file.
    pub fn role_on(&self, person: &PersonId, day: Day) -> Option<&Term> {
        let worker = self
            .workers
            .get(person.as_str())
            .and_then(|file| file.worker.as_ref());
        let employed = worker
            .and_then(|worker| worker.data.employment.on(day))
            .map(|post| &post.role.value);
        employed.or_else(|| {
            self.people
                .get(person)?
                .data
                .posts
                .on(day)
                .map(|post| &post.role.value)
        })
    }

    /// The team in which somebody works on a day: as a worker, or by the posts of the person.
    pub fn team_on(&self, person: &PersonId, day: Day) -> Option<&Term> {
        let worker = self.workers.get(person.as_str());
        let worker = worker.and_then(|file| file.worker.as_ref());
        let employed = worker.and_then(|worker| worker.data.employment.on(day));
        employed.map(|post| &post.team.value).or_else(|| {
            let post = self.people.get(person)?.data.posts.on(day)?;
            post.team.as_ref().map(|team| &team.value)
        })
    }

    /// The children whose case a worker holds on a day, with the allocation, in the order of their ids.
    pub fn caseload<'a>(
        &'a self,
        worker: &'a WorkerId,
        day: Day,
    ) -> impl Iterator<Item = (&'a ChildId, &'a Filed<Child>, &'a Allocation)> {
        self.children.iter().filter_map(move |(id, file)| {
            let child = file.child.as_ref()?;
            let held = child
                .data
                .allocations
                .on(day)
                .filter(|held| held.worker.value == *worker)?;
            child.data.is_open(day).then_some((id, child, held))
        })
    }

    /// Whether a record stands at its place but could not be read.
    pub fn is_unread(&self, id: &str) -> bool {
        self.unread
            .binary_search_by(|unread| unread.as_str().cmp(id))
            .is_ok()
    }

    /// Whether a record whose name begins so stands at its place but could not be read: `jo-field/3-supervision/`.
    pub fn has_unread_below(&self, folder: &str) -> bool {
        self.unread_below(folder).next().is_some()
    }

    /// The records below a folder of the store, such as `jo-field/3-supervision/`, that could not be read.
    pub fn unread_below(&self, folder: &str) -> impl Iterator<Item = &RecordId> {
        let first = self
            .unread
            .partition_point(|unread| unread.as_str() < folder);
        let below = self.unread[first..].iter();
        below.take_while(move |unread| unread.as_str().starts_with(folder))
    }

    /// Whether the store's settings could not be read or are not there.
    pub fn settings(&self) -> Option<&StoreSettings> {
        self.store.as_ref().map(|store| &store.data)
    }

    /// What a person is called: their name, or their id where there is no file about them.
    pub fn name(&self, person: &PersonId) -> String {
        self.people
            .get(person)
            .map_or_else(|| person.to_string(), |filed| filed.data.name.clone())
    }
}

impl WorkerFile {
    fn file(&mut self, filed: Filed<()>, data: Content) {
        match data {
            Content::Worker(data) => self.worker = Some(filed.with(|()| data)),
            Content::Checklist(data) => self.checklist = Some(filed.with(|()| data)),
            Content::Agreement(data) => self.agreements.push(filed.with(|()| data)),
            Content::History(data) => self.histories.push(filed.with(|()| data)),
            Content::Session(data) => self.sessions.push(filed.with(|()| data)),
            Content::Pdr(data) => self.pdrs.push(filed.with(|()| data)),
            Content::Cpd(data) => self.cpds.push(filed.with(|()| data)),
            Content::Progression(data) => self.progressions.push(filed.with(|()| data)),
            Content::Absence(data) => self.absences.push(filed.with(|()| data)),
            Content::Wellbeing(data) => self.wellbeing.push(filed.with(|()| data)),
            Content::Access(data) => self.accesses.push(filed.with(|()| data)),
            Content::SelfAudit(data) => self.self_audits.push(filed.with(|()| data)),
            Content::QualityAudit(data) => self.quality_audits.push(filed.with(|()| data)),
            Content::Note(data) => self.notes.push(filed.with(|()| data)),
            Content::Handover(data) => self.handovers.push(filed.with(|()| data)),
            Content::Addendum(data) => self.addenda.push(filed.with(|()| data)),
            Content::Store(_)
            | Content::Person(_)
            | Content::Child(_)
            | Content::ChildSupervision(_)
            | Content::Decision(_) => {
                unreachable!("the layout lets none of these stand in a worker's folder")
            }
        }
    }

    /// The sessions that took place.
    pub fn held_sessions(&self) -> impl DoubleEndedIterator<Item = &Filed<Session>> {
        self.sessions
            .iter()
            .filter(|session| session.data.is_held())
    }
}

impl CaseFile {
    fn file(&mut self, filed: Filed<()>, data: Content) {
        match data {
            Content::Child(data) => self.child = Some(filed.with(|()| data)),
            Content::ChildSupervision(data) => self.supervisions.push(filed.with(|()| data)),
            Content::Decision(data) => self.decisions.push(filed.with(|()| data)),
            Content::Addendum(data) => self.addenda.push(filed.with(|()| data)),
            _ => unreachable!("the layout lets no other kind stand in a child's folder"),
        }
    }
}

fn read_file(source: SourceId, file: &SourceFile) -> Read {
    match locate(file.path()) {
        Located::Record(place) => {
            let (filed, findings) = parse_record(source, file, &place);
            Read::Record(Box::new((place, filed)), findings)
        }
        Located::SignOff(place) if place.part == SignOffPart::Statement => {
            let (statement, findings) = parse_statement(source, file, &place);
            Read::SignOff(place.record, statement, findings)
        }
        Located::SignOff(place) => {
            let fault = hazard::find(file).map(|fault| fault.in_file(source));
            Read::BesideSignOff(place, source, fault)
        }
        Located::Template => Read::Other,
        Located::Pack => Read::Pack(source),
        Located::Unknown(help) => {
            let message = format!("`{}` has no place in a store", file.path());
            Read::Unknown(
                Diagnostic::format_error(FILE_UNKNOWN, Span::file(source), message).help(help),
            )
        }
    }
}
