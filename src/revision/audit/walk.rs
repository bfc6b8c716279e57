//! The walk: each commit against each of those before it, for what came, what went and what was changed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::graph::Graph;
use super::made::{At, Made, SignOffPath, sibling, sign_offs_of};
use super::sort::{Fault, Sort};
use super::{front, looks_like};
use crate::calendar::Day;
use crate::reading::Reading;
use crate::record::layout::{Folder, Located, SignOffPart, locate};
use crate::record::person::Person;
use crate::record::store_settings::StoreSettings;
use crate::record::{Filed, PersonId, Records};
use crate::source::{SourceFile, Sources};
use crate::store::{BlobId, FileStep, SETTINGS, Trail};

/// Whoever judges, and what has been found.
pub(super) struct Judge<'t, 'g> {
    pub(super) trail: &'t mut Trail<'g>,
    pub(super) graph: Graph,
    /// The store at the end of the trail.
    pub(super) now: &'t Reading,
    /// The day of the audit.
    pub(super) today: Day,
    pub(super) faults: Vec<Fault>,
    pub(super) sign_offs: usize,
    pub(super) records: usize,
    told: HashSet<(Sort, String, Option<BlobId>)>,
    met: HashSet<BlobId>,
    settings: HashMap<BlobId, Option<Rc<StoreSettings>>>,
    people: HashMap<BlobId, Option<Rc<Person>>>,
    /// Statements that have never agreed with their record: that is said once.
    pub(super) never: HashSet<String>,
    /// Commits that were made in other stores.
    pub(super) foreign: HashSet<usize>,
    /// The last record that was read by itself.
    pub(super) last: Option<(SourceFile, Rc<Records>)>,
}

/// What one commit did against another.
pub(super) type Side = Vec<FileStep>;

impl<'t, 'g> Judge<'t, 'g> {
    pub(super) fn new(trail: &'t mut Trail<'g>, now: &'t Reading, today: Day) -> Self {
        Self {
            graph: Graph::new(trail.steps()),
            trail,
            now,
            today,
            faults: Vec::new(),
            sign_offs: 0,
            records: 0,
            told: HashSet::new(),
            met: HashSet::new(),
            settings: HashMap::new(),
            people: HashMap::new(),
            never: HashSet::new(),
            foreign: HashSet::new(),
            last: None,
        }
    }

    /// Notes a fault, once for the same bytes at the same path.
    pub(super) fn note(
        &mut self,
        sort: Sort,
        at: usize,
        path: &str,
        id: Option<BlobId>,
        message: String,
    ) {
        if !self.told.insert((sort, path.to_owned(), id)) {
            return;
        }
        let record = match locate(path) {
            Located::Record(place) => Some(place.id.to_string()),
            Located::SignOff(place) => Some(place.record.to_string()),
            _ => None,
        };
        self.faults.push(Fault {
            sort,
            step: Some(at),
            path: Some(path.to_owned()),
            record,
            message,
        });
    }

    /// Judges one commit.
    pub(super) fn step(&mut self, at: usize) {
        let step = self.trail.steps()[at].clone();
        let sides: Vec<Side> = match &step.parents[..] {
            [] => vec![self.trail.changes(at, None)],
            parents => {
                let parents = parents.iter();
                parents
                    .map(|parent| self.trail.changes(at, Some(*parent)))
                    .collect()
            }
        };
        for file in sides.iter().flatten() {
            if let Some(id) = file.is
                && self.met.insert(id)
            {
                self.trail.text(at, &file.path, id);
            }
        }
        self.days(at, &step.parents);
        let mut brings_in = false;
        for (parent, side) in step.parents.iter().zip(&sides) {
            if self.brings_in(at, *parent) {
                brings_in = true;
                // Of another store's history only the files that were handed over are this one's to keep.
                let mut kept = side.clone();
                let workers = self.brought(at, *parent, &sides);
                kept.retain(|file| {
                    let owner = file.path.strip_prefix("workers/");
                    let owner = owner.and_then(|rest| rest.split('/').next());
                    owner.is_some_and(|owner| workers.iter().any(|worker| worker == owner))
                });
                self.went(at, *parent, &kept);
                continue;
            }
            self.went(at, *parent, side);
            self.settings_and_people(at, side);
        }
        if let ([one, other], Some(base), false) = (&step.parents[..], step.base, brings_in) {
            self.merge(at, [*one, *other], base, &sides);
        }
        let changed = sides.iter().flatten();
        let changed: BTreeMap<&str, BlobId> = changed
            .filter_map(|file| Some((file.path.as_str(), file.is?)))
            .collect();
        for (path, id) in &changed {
            if matches!(locate(path), Located::Record(_)) {
                let before: BTreeSet<BlobId> = sides
                    .iter()
                    .flatten()
                    .filter(|file| file.path == *path)
                    .filter_map(|file| file.was)
                    .collect();
                self.holds(at, path, *id, &before, &step.parents);
            }
        }
        let is_first = !step
            .parents
            .iter()
            .any(|parent| self.trail.find(*parent, SETTINGS).is_some());
        let mut begun = 0;
        let left: HashSet<BlobId> = sides
            .iter()
            .flatten()
            .filter(|file| file.is.is_none())
            .filter_map(|file| file.was)
            .collect();
        for (path, id) in changed {
            let is_new = sides.iter().all(|side| {
                let place = side.binary_search_by(|file| file.path.as_str().cmp(path));
                place.is_ok_and(|place| side[place].was.is_none())
            });
            if !is_new {
                continue;
            }
            let file = At {
                path: path.to_owned(),
                id,
            };
            match locate(path) {
                Located::SignOff(place) => {
                    begun += usize::from(is_first && place.part == SignOffPart::Statement);
                    self.came(at, &file, is_first, left.contains(&id));
                }
                Located::Record(_) => {
                    self.records += usize::from(!left.contains(&id));
                    if !is_first && !left.contains(&id) {
                        self.late(at, path, id);
                    }
                }
                _ if looks_like(path) => {
                    let message = format!("{path} looks like a record's name and is none");
                    self.note(Sort::PathMisleading, at, path, Some(id), message);
                }
                _ => {}
            }
        }
        if begun > 0 {
            let message = match begun {
                1 => "1 sign-off was there already when this history begins".to_owned(),
                count => format!("{count} sign-offs were there already when this history begins"),
            };
            self.whole_commit(Sort::BegunWithSignOffs, at, message);
        }
    }

    /// Notes a fault of a commit as a whole.
    pub(super) fn whole_commit(&mut self, sort: Sort, at: usize, message: String) {
        self.faults.push(Fault {
            sort,
            step: Some(at),
            path: None,
            record: None,
            message,
        });
    }

    /// The day of a commit against today and against the commits before it.
    fn days(&mut self, at: usize, parents: &[usize]) {
        let steps = self.trail.steps();
        let day = steps[at].commit.day;
        let last = parents.iter().map(|parent| steps[*parent].commit.day).max();
        if day > self.today.after() {
            let message = format!("the commit gives {} as its day", day.in_words());
            self.whole_commit(Sort::CommitInFuture, at, message);
        }
        // A day's difference is two clocks in two places.
        if let Some(last) = last.filter(|last| *last > day.after()) {
            let message = format!(
                "the commit gives {} as its day, and follows one of {}",
                day.in_words(),
                last.in_words()
            );
            self.whole_commit(Sort::CommitOutOfOrder, at, message);
        }
    }

    /// What was there before and is not there any more, or not as it was.
    fn went(&mut self, at: usize, parent: usize, side: &Side) {
        let came: HashMap<BlobId, Vec<&str>> =
            side.iter()
                .filter(|file| file.was.is_none())
                .fold(HashMap::new(), |mut came, file| {
                    if let Some(id) = file.is {
                        came.entry(id).or_default().push(&file.path);
                    }
                    came
                });
        let names: HashSet<&str> = came
            .values()
            .flatten()
            .filter_map(|path| last(path))
            .collect();
        for file in side {
            let Some(was) = file.was else { continue };
            match (locate(&file.path), file.is) {
                (Located::SignOff(_), Some(is)) => self.sign_off_changed(at, &file.path, was, is),
                (Located::SignOff(_), None) => {
                    let to = came.get(&was).into_iter().flatten();
                    let to: Vec<&str> = to.copied().collect();
                    self.sign_off_went(at, parent, &file.path, was, &to);
                }
                (Located::Record(_), None) => {
                    let is_elsewhere = came.contains_key(&was)
                        || last(&file.path).is_some_and(|name| names.contains(name));
                    self.record_went(at, parent, &file.path, was, is_elsewhere);
                }
                _ => {}
            }
        }
    }

    fn sign_off_changed(&mut self, at: usize, path: &str, was: BlobId, is: BlobId) {
        let texts = [was, is].map(|id| self.trail.text(at, path, id));
        if let [Some(was), Some(is)] = &texts
            && was.encoding_fault().is_none()
            && is.encoding_fault().is_none()
            && was.text().replace("\r\n", "\n") == is.text().replace("\r\n", "\n")
        {
            return;
        }
        let message = format!("{} was changed", part_name(path));
        self.note(Sort::SignOffChanged, at, path, Some(is), message);
    }

    fn sign_off_went(&mut self, at: usize, parent: usize, path: &str, was: BlobId, to: &[&str]) {
        let Some(place) = SignOffPath::read(path) else {
            return;
        };
        let record = |judge: &mut Self, step: usize, place: &SignOffPath<'_>| {
            let mut records = place.records().into_iter();
            records.find_map(|path| judge.trail.find(step, &path))
        };
        let stood = record(self, parent, &place);
        for to in to {
            let Some(new) = SignOffPath::read(to) else {
                continue;
            };
            if stood.is_some() && record(self, at, &new) == stood {
                let folder = format!("{}/signoffs/{}", new.folder, new.stem);
                let message = format!(
                    "the sign-offs of {} stand beside it in its new place",
                    place.stem
                );
                self.note(Sort::SignOffMoved, at, &folder, None, message);
                return;
            }
        }
        if self.is_handed_over(at, path) {
            return;
        }
        let message = format!("{} was taken away", part_name(path));
        self.note(Sort::SignOffRemoved, at, path, Some(was), message);
    }

    fn record_went(
        &mut self,
        at: usize,
        parent: usize,
        path: &str,
        was: BlobId,
        is_elsewhere: bool,
    ) {
        let folder = sign_offs_of(path).unwrap_or_default();
        let is_signed = |judge: &mut Self, step: usize| {
            let files = judge.trail.list(step, &folder);
            files.iter().any(|(path, _)| path.ends_with(".st"))
        };
        let message = "the record was taken away";
        let left_behind = is_signed(self, at);
        if !left_behind && (is_elsewhere || self.is_handed_over(at, path)) {
            return;
        }
        let (sort, message) = match left_behind || is_signed(self, parent) {
            true => (
                Sort::SignedRecordRemoved,
                format!("{message} after it was signed"),
            ),
            false => (Sort::RecordRemoved, message.to_owned()),
        };
        self.note(sort, at, path, Some(was), message);
    }

    /// Whether the worker's file went to another store, as a record in what is left of it says. That is noted.
    fn is_handed_over(&mut self, at: usize, path: &str) -> bool {
        let mut names = path.split('/');
        let (Some("workers"), Some(worker)) = (names.next(), names.next()) else {
            return false;
        };
        let folder = format!("workers/{worker}/8-miscellaneous");
        let files = self.trail.list(at, &folder);
        let handovers = files.iter().filter_map(|(path, id)| {
            let text = self.trail.text(at, path, *id)?;
            let field = |key| front(text.text(), key).map(str::to_owned);
            let is_one = field("kind").as_deref() == Some("handover");
            is_one.then(|| (field("date"), field("direction")))
        });
        // The last of them says where the file is.
        let last = handovers.max();
        let is_sent = last.is_some_and(|(_, direction)| direction.as_deref() == Some("sent"));
        if is_sent {
            let message = format!("the file of {worker} went to another store");
            self.note(Sort::HandedOver, at, &folder, None, message);
        }
        is_sent
    }

    /// Whether a record that was changed still says what was signed.
    fn holds(
        &mut self,
        at: usize,
        path: &str,
        id: BlobId,
        before: &BTreeSet<BlobId>,
        parents: &[usize],
    ) {
        let Some(folder) = sign_offs_of(path) else {
            return;
        };
        let files = self.trail.list(at, &folder);
        let statements: Vec<(String, BlobId)> = files
            .into_iter()
            .filter(|(path, _)| path.ends_with(".st"))
            .collect();
        if statements.is_empty() {
            return;
        }
        let Some(text) = self.trail.text(at, path, id) else {
            return;
        };
        let olds: Vec<SourceFile> = before
            .iter()
            .filter_map(|old| self.trail.text(at, path, *old))
            .collect();
        let revision = |text: &SourceFile| match front(text.text(), "revision") {
            Some(number) => number.parse().unwrap_or(0),
            None => 1u32,
        };
        let is_agreement = |text: &SourceFile| front(text.text(), "kind") == Some("agreement");
        let is_kept_agreement = matches!(locate(path), Located::Record(place) if place.folder == Folder::Agreement)
            && is_agreement(&text)
            && olds.iter().all(is_agreement);
        if is_kept_agreement && olds.iter().any(|old| revision(old) > revision(&text)) {
            let message = format!("the revision is {} again", revision(&text));
            self.note(Sort::RevisionLowered, at, path, Some(id), message);
        }
        let (mut fallen, mut restored) = (Vec::new(), Vec::new());
        for (statement, statement_id) in statements {
            let stood = parents
                .iter()
                .any(|parent| self.trail.find(*parent, &statement).is_some());
            if !stood || self.never.contains(&statement) {
                continue; // judged as it came
            }
            let Some(file) = self.trail.text(at, &statement, statement_id) else {
                continue;
            };
            let Some(made) = Made::read(&file) else {
                continue;
            };
            if !made.statement.is_own() {
                continue;
            }
            let signer = made.statement.signer.value.to_string();
            if made.holds(&text) {
                let was_other = olds.iter().any(|old| !made.holds(old));
                let was_raised = is_kept_agreement
                    && olds
                        .iter()
                        .any(|old| revision(old) > made.statement.revision);
                if was_other && !was_raised {
                    restored.push(signer);
                }
                continue;
            }
            let is_raised = is_kept_agreement && revision(&text) > made.statement.revision;
            if !is_raised {
                fallen.push(signer);
            }
        }
        let by = |names: &[String]| {
            let mut names = names.to_vec();
            names.dedup();
            names.join(" and ")
        };
        if !fallen.is_empty() {
            let message = format!("the record was changed after {} had signed it", by(&fallen));
            self.note(Sort::SignedRecordChanged, at, path, Some(id), message);
        }
        if !restored.is_empty() && fallen.is_empty() {
            let message = format!("the record says again what {} signed", by(&restored));
            self.note(Sort::SignedRecordRestored, at, path, Some(id), message);
        }
    }

    /// The settings of the store in a commit.
    pub(super) fn settings_at(&mut self, at: usize) -> Option<Rc<StoreSettings>> {
        let id = self.trail.find(at, SETTINGS)?;
        self.settings_of(at, id)
    }

    pub(super) fn settings_of(&mut self, at: usize, id: BlobId) -> Option<Rc<StoreSettings>> {
        if let Some(known) = self.settings.get(&id) {
            return known.clone();
        }
        let file = self.trail.text(at, SETTINGS, id);
        let records = file.map(|file| Records::read(&Sources::new(vec![file])).0);
        let settings = records.and_then(|records| records.store);
        let settings = settings.map(|Filed { data, .. }| Rc::new(data));
        self.settings.insert(id, settings.clone());
        settings
    }

    /// Who somebody is in a commit.
    pub(super) fn person_at(&mut self, at: usize, person: &PersonId) -> Option<Rc<Person>> {
        let path = format!("people/{person}.yaml");
        let id = self.trail.find(at, &path)?;
        self.person_of(at, &path, id)
    }

    pub(super) fn person_of(&mut self, at: usize, path: &str, id: BlobId) -> Option<Rc<Person>> {
        if let Some(known) = self.people.get(&id) {
            return known.clone();
        }
        let file = self.trail.text(at, path, id);
        let records = file.map(|file| Records::read(&Sources::new(vec![file])).0);
        let person = records.and_then(|records| records.people.into_values().next());
        let person = person.map(|Filed { data, .. }| Rc::new(data));
        self.people.insert(id, person.clone());
        person
    }
}

fn last(path: &str) -> Option<&str> {
    path.rsplit('/').next()
}

/// "the statement", "the signature" or "the comment".
pub(super) fn part_name(path: &str) -> &'static str {
    match SignOffPath::read(path).map(|place| place.part) {
        Some(SignOffPart::Signature) => "the signature",
        Some(SignOffPart::Comment) => "the comment",
        _ => "the statement",
    }
}

/// The statement to which a file of a sign-off belongs.
pub(super) fn statement_of(path: &str) -> String {
    sibling(path, SignOffPart::Statement)
}
