//! Whether whoever signed was the party in that role, and held a post, as the store knew it when the sign-off was added.

use std::rc::Rc;

use super::made::{At, Made, SignOffPath, sign_offs_of};
use super::sort::Sort;
use super::walk::Judge;
use crate::calendar::Day;
use crate::due::Facts;
use crate::reading::Reading;
use crate::record::sign_off::Role;
use crate::record::{PersonId, Records};
use crate::revision::signable::{self, Signable};
use crate::source::{SourceFile, Sources};
use crate::store::{SETTINGS, Snapshot};

impl Judge<'_, '_> {
    /// Judges who signed.
    pub(super) fn party(&mut self, at: usize, file: &At, made: &Made, record: &SourceFile) {
        let data = &made.statement;
        let (signer, day) = (&data.signer.value, data.signed.value);
        let holds_post = |person: &crate::record::person::Person| person.posts.on(day).is_some();
        let then = self.person_at(at, signer);
        let now = self.now.records.people.get(signer);
        if !then.is_some_and(|person| holds_post(&person)) && !self.is_employed(at, signer, day) {
            let since = match now.is_some_and(|person| holds_post(&person.data)) {
                true => "; it was entered later",
                false => "",
            };
            let message = format!(
                "{} held no post on {} as far as was known here{since}",
                signer,
                day.in_words()
            );
            self.note(Sort::PostNotHeld, at, &file.path, Some(file.id), message);
        }
        self.both_sides(at, file, made, record);
        // The two whom the record itself names need nothing else to be read.
        let records = self.alone(record);
        let plain = signable::find(&records, &data.record.value);
        if data.is_own() && plain.is_some_and(|found| is_named(&found, made)) {
            return;
        }
        let files = self.around(at, record);
        let reading = Reading::of(Snapshot::from_files(files), Some(day), day);
        let Some(found) = signable::find(&reading.records, &data.record.value) else {
            return;
        };
        let facts = Facts::new(&reading.records, &reading.policy, day);
        let may = match data.is_own() {
            true => found.may_sign(&facts, data.role, signer, day),
            false => found.may_answer_for(&facts, data.role, signer, day),
        };
        if let Err(bar) = may {
            let message = format!("{} does not count: {bar}", made.name());
            self.note(
                Sort::SignedWithoutStanding,
                at,
                &file.path,
                Some(file.id),
                message,
            );
        }
    }

    /// A record read by itself. Its other party's sign-off is mostly the next one that is judged, so the last is remembered.
    fn alone(&mut self, record: &SourceFile) -> Rc<Records> {
        if let Some((known, records)) = &self.last
            && known.path() == record.path()
            && known.text() == record.text()
        {
            return Rc::clone(records);
        }
        let (records, _) = Records::read(&Sources::new(vec![record.clone()]));
        let records = Rc::new(records);
        self.last = Some((record.clone(), Rc::clone(&records)));
        records
    }

    /// Whether somebody had work as a worker on a day, as the store knew it then.
    fn is_employed(&mut self, at: usize, person: &PersonId, day: Day) -> bool {
        let path = format!("workers/{person}/worker.yaml");
        let id = self.trail.find(at, &path);
        let file = id.and_then(|id| self.trail.text(at, &path, id));
        let records = file.map(|file| Records::read(&Sources::new(vec![file])).0);
        records.is_some_and(|records| records.role_on(person, day).is_some())
    }

    fn both_sides(&mut self, at: usize, file: &At, made: &Made, record: &SourceFile) {
        let data = &made.statement;
        if !data.is_own() {
            return;
        }
        let folder = sign_offs_of(record.path()).unwrap_or_default();
        for (path, id) in self.trail.list(at, &folder) {
            let is_statement = SignOffPath::read(&path).is_some() && path.ends_with(".st");
            if path == file.path || !is_statement {
                continue;
            }
            let other = self
                .trail
                .text(at, &path, id)
                .and_then(|text| Made::read(&text));
            let other = other.map(|other| other.statement);
            let is_same = other.is_some_and(|other| {
                other.is_own()
                    && other.signer.value == data.signer.value
                    && other.revision == data.revision
                    && other.role != data.role
            });
            if is_same {
                let message = format!("{} has signed for both sides", data.signer.value);
                let path = record.path().to_owned();
                self.note(Sort::SignedForBothSides, at, &path, None, message);
                return;
            }
        }
    }

    /// What tells who may sign: the record and those that name its people, the workers, the policies.
    fn around(&mut self, at: usize, record: &SourceFile) -> Vec<(String, String)> {
        let owner: Vec<&str> = record.path().split('/').take(2).collect();
        let owner = owner.join("/");
        let mut paths: Vec<(String, crate::store::BlobId)> = Vec::new();
        for worker in self.trail.folders(at, "workers") {
            let path = format!("workers/{worker}/worker.yaml");
            paths.extend(self.trail.find(at, &path).map(|id| (path, id)));
        }
        paths.extend(
            self.trail
                .find(at, SETTINGS)
                .map(|id| (SETTINGS.to_owned(), id)),
        );
        for folder in ["people", "policies", &owner] {
            paths.extend(self.trail.list(at, folder));
        }
        // A child's record is told of in its worker's session of the same day.
        let name = record.path().rsplit('/').next().unwrap_or_default();
        if let Some(day) = name.get(..10) {
            for worker in self.trail.folders(at, "workers") {
                let path = format!("workers/{worker}/3-supervision/{day}.md");
                paths.extend(self.trail.find(at, &path).map(|id| (path, id)));
            }
        }
        paths.retain(|(path, _)| !path.contains("/signoffs/"));
        paths.sort();
        paths.dedup();
        let mut files = Vec::new();
        for (path, id) in paths {
            if let Some(file) = self.trail.text(at, &path, id) {
                files.push((path, file.text().to_owned()));
            }
        }
        files
    }
}

/// Whether the record names whoever signed as the party in that role.
fn is_named(record: &Signable<'_>, made: &Made) -> bool {
    let data = &made.statement;
    match data.role {
        Role::Supervisor => record.supervisor.value == data.signer.value,
        Role::Supervisee => record
            .supervisee
            .as_ref()
            .is_some_and(|side| side.value == data.signer.value),
        Role::Authoriser | Role::Cover => false,
    }
}
