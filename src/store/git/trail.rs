//! A history by ids: commits as they were written, folders compared and never entered where they are alike.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use git2::{ObjectType, Odb, Oid};

use super::doubts::doubts;
use super::{Error, Git, commit_id};
use crate::source::SourceFile;
use crate::store::snapshot::{CommitId, DEEPEST_FOLDER, LARGEST_FILE, SETTINGS};
use crate::store::trail::{BlobId, Doubt, FileStep, Step};

/// How many entries of folders are kept in memory.
const MOST_KEPT: usize = 1_000_000;

/// How many texts are kept in memory.
const MOST_TEXTS: usize = 512;

/// What a name in a folder leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    File,
    Folder,
    /// A link or another repository: nothing that is read.
    Other,
}

struct Entry {
    name: String,
    what: What,
    id: Oid,
}

/// The folder that holds the same on one side.
type Folder = Rc<Vec<Entry>>;

/// The commits that lead to one, the first one first. Nothing is followed that stands beside the commits.
pub struct Trail<'a> {
    pub(super) git: &'a Git,
    odb: Odb<'a>,
    steps: Vec<Step>,
    /// The folder of everything, by commit.
    tops: Vec<Oid>,
    places: HashMap<CommitId, usize>,
    doubts: Vec<Doubt>,
    folders: HashMap<Oid, Option<Folder>>,
    kept: usize,
    stores: HashMap<Oid, Option<Oid>>,
    /// What the store is called, to know it again where it stood in another folder.
    store_id: Option<String>,
    texts: HashMap<BlobId, Option<SourceFile>>,
    unreadable: HashSet<Oid>,
}

impl std::fmt::Debug for Trail<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Trail({} commits of {:?})", self.steps.len(), self.git)
    }
}

/// A commit as its own text has it.
struct Raw {
    tree: Oid,
    parents: Vec<Oid>,
}

impl Git {
    pub(in crate::store) fn trail(&self, revision: &str) -> Result<Trail<'_>, Error> {
        let head = self.repository.revparse_single(revision);
        let head = head.and_then(|object| object.peel_to_commit());
        let head = head.map_err(|error| self.unknown(revision, &error))?.id();
        let odb = self.repository.odb();
        let odb = odb.map_err(|error| self.failed("open the objects", &error))?;
        let mut trail = Trail {
            git: self,
            odb,
            steps: Vec::new(),
            tops: Vec::new(),
            places: HashMap::new(),
            doubts: doubts(&self.repository)
                .map_err(|error| self.failed("read the repository", &error))?,
            folders: HashMap::new(),
            kept: 0,
            stores: HashMap::new(),
            store_id: None,
            texts: HashMap::new(),
            unreadable: HashSet::new(),
        };
        trail.walk(head);
        trail.know_store();
        Ok(trail)
    }
}

impl<'a> Trail<'a> {
    /// The commits, each after those before it.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// What is doubtful about the repository, as far as it has been met.
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    /// Where a commit stands, by its forty digits.
    pub fn place(&self, id: &str) -> Option<usize> {
        let id = Oid::from_str(id).ok().filter(|_| id.len() == 40)?;
        self.places.get(&commit_id(id)).copied()
    }

    /// Where the commit stands that a name means: a branch, a tag, the first digits of an id. None where it means none, or one that
    /// does not lead here.
    pub fn named(&self, name: &str) -> Option<usize> {
        let object = self.git.repository.revparse_single(name).ok()?;
        let id = object.peel_to_commit().ok()?.id();
        self.places.get(&commit_id(id)).copied()
    }

    /// The files that differ between a commit and another, or nothing. In order of path.
    pub fn changes(&mut self, step: usize, before: Option<usize>) -> Vec<FileStep> {
        let was = before.and_then(|before| self.store(before));
        let is = self.store(step);
        let mut found = Vec::new();
        self.compare(step, was, is, &mut String::new(), 0, &mut found);
        found.sort_by(|one, other| one.path.cmp(&other.path));
        found
    }

    /// The file at a path of a commit.
    pub fn find(&mut self, step: usize, path: &str) -> Option<BlobId> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = self.folder(step, folder)?;
        let entry = folder.iter().find(|entry| entry.name == name)?;
        (entry.what == What::File).then(|| blob_id(entry.id))
    }

    /// The files that stand in a folder of a commit, and those in the folders below it.
    pub fn list(&mut self, step: usize, path: &str) -> Vec<(String, BlobId)> {
        let mut found = Vec::new();
        if let Some(folder) = self.folder_id(step, path) {
            let mut files = Vec::new();
            let mut at = match path {
                "" => String::new(),
                path => format!("{path}/"),
            };
            self.compare(step, None, Some(folder), &mut at, 0, &mut files);
            found.extend(
                files
                    .into_iter()
                    .filter_map(|file| Some((file.path, file.is?))),
            );
            found.sort();
        }
        found
    }

    /// The names in a folder of a commit that are folders themselves.
    pub fn folders(&mut self, step: usize, path: &str) -> Vec<String> {
        let folder = self.folder(step, path);
        let entries = folder.iter().flat_map(|folder| folder.iter());
        entries
            .filter(|entry| entry.what == What::Folder)
            .map(|entry| entry.name.clone())
            .collect()
    }

    /// A file, read; none where its bytes are not there or are not what they were, which is noted as a doubt of the commit and the path.
    pub fn text(&mut self, step: usize, path: &str, id: BlobId) -> Option<SourceFile> {
        if let Some(known) = self.texts.get(&id) {
            return known.as_ref().map(|file| match file.path() == path {
                true => file.clone(),
                false => SourceFile::from_bytes(path, file.text().as_bytes().to_vec()),
            });
        }
        let oid = oid(id);
        let read = match self.odb.read_header(oid) {
            Ok((_, kind)) if kind != ObjectType::Blob => None,
            Ok((length, _)) if length as u64 > LARGEST_FILE => Some(SourceFile::too_large(path)),
            Ok(_) => self
                .odb
                .read(oid)
                .ok()
                .map(|object| SourceFile::from_bytes(path, object.data().to_vec())),
            Err(_) => None,
        };
        if read.is_none() {
            self.doubt_object(step, path, oid);
        }
        if self.texts.len() >= MOST_TEXTS {
            self.texts.clear();
        }
        let is_text = read
            .as_ref()
            .is_none_or(|file| file.encoding_fault().is_none());
        if is_text {
            self.texts.insert(id, read.clone());
        }
        read
    }

    fn doubt_object(&mut self, step: usize, path: &str, id: Oid) {
        if self.unreadable.insert(id) {
            let commit = self.steps[step].commit.id;
            let path = path.trim_end_matches('/').to_owned();
            self.doubts.push(Doubt::ObjectUnreadable { commit, path });
        }
    }

    /// The commits, those before each first.
    fn walk(&mut self, head: Oid) {
        enum Visit {
            Enter(Oid, Option<Oid>),
            Leave(Oid, Box<Raw>),
        }
        let is_shallow = self.doubts.contains(&Doubt::Shallow);
        let mut met: HashSet<Oid> = HashSet::new();
        let mut left = vec![Visit::Enter(head, None)];
        while let Some(visit) = left.pop() {
            match visit {
                Visit::Enter(id, after) => {
                    if !met.insert(id) {
                        continue;
                    }
                    match self.raw(id) {
                        Some(raw) => {
                            let parents = raw.parents.clone();
                            left.push(Visit::Leave(id, Box::new(raw)));
                            left.extend(
                                parents
                                    .into_iter()
                                    .rev()
                                    .map(|parent| Visit::Enter(parent, Some(id))),
                            );
                        }
                        None if is_shallow => {}
                        None => self.doubts.push(Doubt::CommitUnreadable {
                            id: id.to_string(),
                            after: after.map(commit_id),
                        }),
                    }
                }
                Visit::Leave(id, raw) => self.step(id, &raw),
            }
        }
    }

    fn step(&mut self, id: Oid, raw: &Raw) {
        let Ok(mut commit) = self.git.commit(id) else {
            return;
        };
        commit.parents = raw.parents.iter().copied().map(commit_id).collect();
        let places = &self.places;
        let place = |id: &CommitId| places.get(id).copied();
        let parents: Vec<usize> = commit.parents.iter().filter_map(place).collect();
        let base = match raw.parents[..] {
            [one, other] => self.git.repository.merge_bases(one, other).ok(),
            _ => None,
        };
        // Where sides were merged crosswise there is no one text that both began with.
        let base = base.and_then(|bases| match bases[..] {
            [base] => Some(base),
            _ => None,
        });
        let base = base.and_then(|base| place(&commit_id(base)));
        self.places.insert(commit.id, self.steps.len());
        self.tops.push(raw.tree);
        self.steps.push(Step {
            commit,
            parents,
            base,
        });
    }

    /// A commit as it was written, whatever grafts say.
    fn raw(&self, id: Oid) -> Option<Raw> {
        let object = self.odb.read(id).ok()?;
        if object.kind() != ObjectType::Commit {
            return None;
        }
        let mut raw = Raw {
            tree: Oid::ZERO_SHA1,
            parents: Vec::new(),
        };
        for line in object.data().split(|byte| *byte == b'\n') {
            let line = std::str::from_utf8(line).unwrap_or_default();
            match line.split_once(' ') {
                Some(("tree", id)) => raw.tree = Oid::from_str(id).ok()?,
                Some(("parent", id)) => raw.parents.push(Oid::from_str(id).ok()?),
                _ => break,
            }
        }
        Some(raw)
    }

    /// Learns what the store is called where it is now.
    fn know_store(&mut self) {
        let Some(last) = self.steps.len().checked_sub(1) else {
            return;
        };
        let store = self.store(last);
        self.store_id = store.and_then(|store| self.id_of(store));
        self.stores.clear();
    }

    fn id_of(&mut self, store: Oid) -> Option<String> {
        let folder = self.entries(store)?;
        let settings = folder.iter().find(|entry| entry.name == SETTINGS)?.id;
        let object = self.odb.read(settings).ok()?;
        let text = String::from_utf8_lossy(object.data()).into_owned();
        let line = text.lines().find_map(|line| line.strip_prefix("id:"))?;
        Some(line.trim().trim_matches(['"', '\'']).to_owned())
    }

    fn holds_store(&mut self, id: Oid) -> bool {
        let folder = self.entries(id);
        folder.is_some_and(|folder| {
            let mut entries = folder.iter();
            entries.any(|entry| entry.name == SETTINGS && entry.what == What::File)
        })
    }

    /// The store's folder in a commit: where it is now, else wherever a store of the same name stands.
    fn store(&mut self, step: usize) -> Option<Oid> {
        let top = self.tops[step];
        if let Some(known) = self.stores.get(&top) {
            return *known;
        }
        let own = self.git.folder.clone();
        let own = own.and_then(|folder| self.below(top, &folder));
        let found = match own {
            Some(own) if self.holds_store(own) => Some(own),
            _ => {
                if self.entries(top).is_none() {
                    self.doubt_object(step, "", top);
                }
                self.search(top, 0)
            }
        };
        self.stores.insert(top, found);
        found
    }

    fn search(&mut self, folder: Oid, depth: usize) -> Option<Oid> {
        if self.holds_store(folder) {
            let is_it = self.store_id.is_none() || self.id_of(folder) == self.store_id;
            return is_it.then_some(folder);
        }
        if depth == 4 {
            return None;
        }
        let entries = self.entries(folder)?;
        entries
            .iter()
            .filter(|entry| entry.what == What::Folder && !entry.name.starts_with('.'))
            .find_map(|entry| self.search(entry.id, depth + 1))
    }

    fn below(&mut self, top: Oid, path: &str) -> Option<Oid> {
        let mut at = top;
        for name in path.split('/').filter(|name| !name.is_empty()) {
            let entries = self.entries(at)?;
            let entry = entries.iter().find(|entry| entry.name == name)?;
            at = (entry.what == What::Folder).then_some(entry.id)?;
        }
        Some(at)
    }

    fn folder_id(&mut self, step: usize, path: &str) -> Option<Oid> {
        let store = self.store(step)?;
        self.below(store, path)
    }

    fn folder(&mut self, step: usize, path: &str) -> Option<Folder> {
        let id = self.folder_id(step, path)?;
        self.entries(id)
    }

    /// What stands in a folder, in order of name. None where it cannot be read.
    fn entries(&mut self, id: Oid) -> Option<Folder> {
        if let Some(known) = self.folders.get(&id) {
            return known.clone();
        }
        let read = self.git.repository.find_tree(id).ok().map(|tree| {
            let entries = tree.iter().map(|entry| Entry {
                name: String::from_utf8_lossy(entry.name_bytes()).into_owned(),
                what: match (entry.kind(), entry.filemode()) {
                    (Some(ObjectType::Tree), _) => What::Folder,
                    (Some(ObjectType::Blob), mode) if mode != 0o120_000 => What::File,
                    _ => What::Other,
                },
                id: entry.id(),
            });
            let mut entries: Vec<Entry> = entries.collect();
            entries.sort_by(|one, other| one.name.cmp(&other.name));
            Rc::new(entries)
        });
        if self.kept > MOST_KEPT {
            self.folders.clear();
            self.kept = 0;
        }
        self.kept += read.as_ref().map_or(1, |folder| folder.len());
        self.folders.insert(id, read.clone());
        read
    }

    fn compare(
        &mut self,
        step: usize,
        was: Option<Oid>,
        is: Option<Oid>,
        at: &mut String,
        depth: usize,
        found: &mut Vec<FileStep>,
    ) {
        if was == is || depth > DEEPEST_FOLDER {
            return;
        }
        let empty = || Rc::new(Vec::new());
        let read = |trail: &mut Self, id: Option<Oid>| match id {
            None => Some(empty()),
            Some(id) => {
                let folder = trail.entries(id);
                if folder.is_none() {
                    trail.doubt_object(step, at, id);
                }
                folder
            }
        };
        // What cannot be read is named, and neither new nor gone.
        let (Some(was), Some(is)) = (read(self, was), read(self, is)) else {
            return;
        };
        if let Some(twice) = is.windows(2).find(|pair| pair[0].name == pair[1].name) {
            let doubt = Doubt::NamedTwice {
                commit: self.steps[step].commit.id,
                path: format!("{at}{}", twice[0].name),
            };
            if !self.doubts.contains(&doubt) {
                self.doubts.push(doubt);
            }
        }
        let (mut old, mut new) = (was.iter().peekable(), is.iter().peekable());
        loop {
            let order = match (old.peek(), new.peek()) {
                (None, None) => break,
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some(old), Some(new)) => old.name.cmp(&new.name),
            };
            let was = old.next_if(|_| order.is_le());
            let is = new.next_if(|_| order.is_ge());
            let name = was.or(is).map_or("", |entry| entry.name.as_str());
            if name.starts_with('.') {
                continue;
            }
            let is_same = |was: &Entry, is: &Entry| was.id == is.id && was.what == is.what;
            if let (Some(was), Some(is)) = (was, is)
                && is_same(was, is)
            {
                continue;
            }
            let of = |entry: Option<&Entry>, what: What| {
                entry
                    .filter(|entry| entry.what == what)
                    .map(|entry| entry.id)
            };
            let length = at.len();
            at.push_str(name);
            let (old_file, new_file) = (of(was, What::File), of(is, What::File));
            if old_file.is_some() || new_file.is_some() {
                found.push(FileStep {
                    path: at.clone(),
                    was: old_file.map(blob_id),
                    is: new_file.map(blob_id),
                });
            }
            let (old_folder, new_folder) = (of(was, What::Folder), of(is, What::Folder));
            if old_folder.is_some() || new_folder.is_some() {
                at.push('/');
                self.compare(step, old_folder, new_folder, at, depth + 1, found);
            }
            at.truncate(length);
        }
    }
}

fn blob_id(id: Oid) -> BlobId {
    let bytes = id.as_bytes().try_into();
    BlobId(bytes.expect("only SHA-1 repositories are opened"))
}

fn oid(id: BlobId) -> Oid {
    Oid::from_bytes(&id.0).expect("twenty bytes")
}
