//! The history of a few files of a store, made over into a history of its own and packed as `git bundle` packs one; and such a pack,
//! looked through and taken in.
//!
//! A commit that is made over keeps its author, its committer and its days. Its message is told anew, because the old one may speak of
//! other people's records. Nothing is written to the repository that it comes from.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write as _;
use std::path::Path;

use git2::{Commit as GitCommit, FileMode, ObjectType, Oid, Repository, Sort, Tree};

use super::{Error, Git, commit_id, commit_object, open_git_dir};
use crate::store::history::Commit;
use crate::store::path::{Place, is_plain, place};
use crate::store::snapshot::{CommitId, LARGEST_FILE};
use crate::store::transfer::{Packed, Received};
use crate::store::write;

/// The first line of a bundle of the oldest form, which every git reads.
const HEAD: &str = "# v2 git bundle";
/// The name under which a bundle holds the history.
const NAME: &str = "refs/supervision/transfer";
/// How many files a pack may hold: a worker's whole career has thousands.
const MOST_FILES: usize = 200_000;

/// What a tree holds beside files and folders is left out, and so is what has a hidden name.
fn is_kept(name: &[u8], mode: i32) -> bool {
    !name.starts_with(b".") && (is_folder(mode) || is_file(mode))
}

fn is_folder(mode: i32) -> bool {
    mode == i32::from(FileMode::Tree)
}

fn is_file(mode: i32) -> bool {
    [
        FileMode::Blob,
        FileMode::BlobExecutable,
        FileMode::BlobGroupWritable,
    ]
    .map(i32::from)
    .contains(&mode)
}

impl Git {
    /// Packs what led to a commit at some paths of the store, of one name or two. None where no commit holds them.
    pub(in crate::store) fn pack_history(
        &self,
        head: CommitId,
        paths: &[&str],
        tell: &dyn Fn(&Commit) -> String,
        last: &str,
    ) -> Result<Option<Packed>, Error> {
        let failed = |error: git2::Error| self.failed("pack the history", &error);
        let pack = || {
            // Of its own, because what is made over is kept in memory alone.
            let repository = open_git_dir(self.path())?;
            repository.odb()?.add_new_mempack_backend(1000)?;
            let folder = self.folder().to_owned();
            let mut over = Over::new(&repository);
            let head = commit_object(head);
            let tell = |commit: &GitCommit<'_>| Ok(tell(&self.commit(commit.id())?));
            let choose = |over: &mut Over<'_>, tree: &Tree<'_>| over.chosen(tree, &folder, paths);
            let Some(end) = over.history(head, &choose, &tell)? else {
                return Ok(None);
            };
            let author = self.repository.signature()?;
            let parent = repository.find_commit(end)?;
            let tip =
                repository.commit(None, &author, &author, last, &parent.tree()?, &[&parent])?;
            let mut builder = repository.packbuilder()?;
            let mut walk = repository.revwalk()?;
            walk.push(tip)?;
            builder.insert_walk(&mut walk)?;
            let mut buffer = git2::Buf::new();
            builder.write_buf(&mut buffer)?;
            let mut bytes = format!("{HEAD}\n{tip} {NAME}\n\n").into_bytes();
            bytes.extend_from_slice(&buffer);
            Ok(Some(Packed {
                bytes,
                commits: over.commits,
            }))
        };
        self.knows_author()?;
        pack().map_err(failed)
    }

    /// Looks through a pack where nothing can come of it, and says what is in it.
    pub(in crate::store) fn look_through(
        &self,
        bytes: &[u8],
        is_wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Received, Error> {
        let (tip, pack) = opened(bytes)?;
        let apart = self.common().join("supervision").join("looked-through");
        write::clear_folder(&apart)?;
        write::make_folder(&apart)?;
        let look = || -> Result<Result<Received, Error>, git2::Error> {
            let repository = Repository::init_bare(&apart)?;
            take_in(&repository, pack)?;
            let found = Looked {
                repository: &repository,
                is_wanted,
                met: HashSet::new(),
                files: Vec::new(),
                commits: 0,
            };
            found.through(tip)
        };
        let looked = look();
        write::clear_folder(&apart)?;
        looked.map_err(|error| unreadable(format!("git cannot read it ({})", error.message())))?
    }

    /// Takes in a pack that was looked through, below the store's own folder, and gives the last commit as it now is.
    pub(in crate::store) fn take_in(&self, bytes: &[u8]) -> Result<CommitId, Error> {
        let (tip, pack) = opened(bytes)?;
        let take = || {
            take_in(&self.repository, pack)?;
            let folder = self.folder();
            if folder.is_empty() {
                return Ok(tip);
            }
            let mut over = Over::new(&self.repository);
            let same = |commit: &GitCommit<'_>| {
                Ok(String::from_utf8_lossy(commit.message_raw_bytes()).into_owned())
            };
            let below = |over: &mut Over<'_>, tree: &Tree<'_>| {
                let mut at = tree.id();
                for name in folder.rsplit('/') {
                    at = over.folder(&[(name, at, FileMode::Tree.into())])?;
                }
                Ok(Some(at))
            };
            over.keep_all = true;
            Ok(over.history(tip, &below, &same)?.unwrap_or(tip))
        };
        let tip = take().map_err(|error| self.failed("take in the history", &error))?;
        Ok(commit_id(tip))
    }
}

/// Chooses the tree of a commit that is made over; none where it holds nothing of what is wanted.
type Choose<'c> = dyn Fn(&mut Over<'_>, &Tree<'_>) -> Result<Option<Oid>, git2::Error> + 'c;

/// A history that is made over.
struct Over<'r> {
    repository: &'r Repository,
    made: HashMap<Oid, Option<Oid>>,
    plain: HashMap<Oid, Oid>,
    commits: usize,
    /// Whether a commit stays that does nothing.
    keep_all: bool,
}

impl<'r> Over<'r> {
    fn new(repository: &'r Repository) -> Self {
        Self {
            repository,
            made: HashMap::new(),
            plain: HashMap::new(),
            commits: 0,
            keep_all: false,
        }
    }

    /// Makes over what leads to a commit, and gives what becomes of that one.
    fn history(
        &mut self,
        head: Oid,
        choose: &Choose<'_>,
        tell: &dyn Fn(&GitCommit<'_>) -> Result<String, git2::Error>,
    ) -> Result<Option<Oid>, git2::Error> {
        let mut walk = self.repository.revwalk()?;
        walk.set_sorting(Sort::TOPOLOGICAL | Sort::REVERSE)?;
        walk.push(head)?;
        for id in walk {
            let commit = self.repository.find_commit(id?)?;
            let tree = choose(self, &commit.tree()?)?;
            let parents = self.parents(&commit)?;
            let stands = match &parents[..] {
                [] => tree.is_none(),
                [one] => self.repository.find_commit(*one)?.tree_id() == self.or_empty(tree)?,
                _ => false,
            };
            let made = match stands && !self.keep_all {
                true => parents.first().copied(),
                false => {
                    let tree = self.repository.find_tree(self.or_empty(tree)?)?;
                    let parents = parents.iter().map(|id| self.repository.find_commit(*id));
                    let parents = parents.collect::<Result<Vec<_>, _>>()?;
                    self.commits += 1;
                    Some(self.repository.commit(
                        None,
                        &commit.author(),
                        &commit.committer(),
                        &tell(&commit)?,
                        &tree,
                        &parents.iter().collect::<Vec<_>>(),
                    )?)
                }
            };
            self.made.insert(commit.id(), made);
        }
        Ok(self.made.get(&head).copied().flatten())
    }

    /// What became of the commits before one: each once, and none that leads to another.
    fn parents(&self, commit: &GitCommit<'_>) -> Result<Vec<Oid>, git2::Error> {
        let mut all: Vec<Oid> = Vec::new();
        for parent in commit.parent_ids() {
            let made = self.made.get(&parent).copied().flatten();
            all.extend(made.filter(|made| !all.contains(made)));
        }
        let mut parents = Vec::new();
        for one in &all {
            let mut leads = false;
            for other in all.iter().filter(|other| *other != one) {
                leads |= self.repository.graph_descendant_of(*other, *one)?;
            }
            if !leads {
                parents.push(*one);
            }
        }
        Ok(parents)
    }

    fn or_empty(&self, tree: Option<Oid>) -> Result<Oid, git2::Error> {
        tree.map_or_else(|| self.folder(&[]), Ok)
    }

    fn folder(&self, entries: &[(&str, Oid, i32)]) -> Result<Oid, git2::Error> {
        let mut builder = self.repository.treebuilder(None)?;
        for (name, id, mode) in entries {
            builder.insert(name, *id, *mode)?;
        }
        builder.write()
    }

    /// What a tree holds at these paths, below no folder any more.
    fn chosen(
        &mut self,
        tree: &Tree<'_>,
        folder: &str,
        paths: &[&str],
    ) -> Result<Option<Oid>, git2::Error> {
        let mut homes: BTreeMap<&str, Vec<(&str, Oid, i32)>> = BTreeMap::new();
        for path in paths {
            let full = match folder {
                "" => (*path).to_owned(),
                folder => format!("{folder}/{path}"),
            };
            let Ok(entry) = tree.get_path(Path::new(&full)) else {
                continue;
            };
            let (id, mode) = (entry.id(), entry.filemode());
            let held = match is_folder(mode) {
                true => self.plain(id)?,
                false if is_file(mode) => id,
                false => continue,
            };
            let (home, name) = path.split_once('/').unwrap_or(("", path));
            homes.entry(home).or_default().push((name, held, mode));
        }
        if homes.is_empty() {
            return Ok(None);
        }
        let mut entries = homes.remove("").unwrap_or_default();
        for (home, held) in &homes {
            entries.push((home, self.folder(held)?, FileMode::Tree.into()));
        }
        self.folder(&entries).map(Some)
    }

    /// A folder with nothing in it but files and folders.
    fn plain(&mut self, id: Oid) -> Result<Oid, git2::Error> {
        if let Some(known) = self.plain.get(&id) {
            return Ok(*known);
        }
        let tree = self.repository.find_tree(id)?;
        let mut builder = self.repository.treebuilder(None)?;
        for entry in &tree {
            let (name, mode) = (entry.name_bytes(), entry.filemode());
            if is_kept(name, mode) {
                let held = match is_folder(mode) {
                    true => self.plain(entry.id())?,
                    false => entry.id(),
                };
                builder.insert(name, held, mode)?;
            }
        }
        let made = builder.write()?;
        self.plain.insert(id, made);
        Ok(made)
    }
}

/// A history from elsewhere, looked through.
struct Looked<'r> {
    repository: &'r Repository,
    is_wanted: &'r dyn Fn(&str) -> bool,
    met: HashSet<(String, Oid)>,
    files: Vec<(String, Oid)>,
    commits: usize,
}

impl Looked<'_> {
    fn through(mut self, tip: Oid) -> Result<Result<Received, Error>, git2::Error> {
        let mut walk = self.repository.revwalk()?;
        walk.push(tip)?;
        for id in walk {
            let tree = self.repository.find_commit(id?)?.tree_id();
            self.commits += 1;
            if let Err(error) = self.folder(String::new(), tree)? {
                return Ok(Err(error));
            }
        }
        let last = self.repository.find_commit(tip)?;
        let top = last.tree_id();
        let message = String::from_utf8_lossy(last.message_raw_bytes()).into_owned();
        // The files of the last commit alone.
        self.met.clear();
        self.files.clear();
        if let Err(error) = self.folder(String::new(), top)? {
            return Ok(Err(error));
        }
        let mut files = Vec::new();
        for (path, id) in self.files {
            files.push((path, self.repository.find_blob(id)?.content().to_vec()));
        }
        files.sort();
        Ok(Ok(Received {
            files,
            message,
            commits: self.commits - 1,
        }))
    }

    fn folder(&mut self, path: String, id: Oid) -> Result<Result<(), Error>, git2::Error> {
        if !self.met.insert((path.clone(), id)) {
            return Ok(Ok(()));
        }
        let tree = self.repository.find_tree(id)?;
        for entry in &tree {
            let name = String::from_utf8_lossy(entry.name_bytes());
            let path = match path.as_str() {
                "" => name.into_owned(),
                above => format!("{above}/{name}"),
            };
            let refused = |why: &str| Ok(Err(unreadable(format!("it holds `{path}`, {why}"))));
            let mode = entry.filemode();
            let is_sound = is_plain(&path)
                && entry.name().is_ok()
                && matches!(place(path.as_bytes()), Place::Plain(_));
            if !is_sound || !is_kept(entry.name_bytes(), mode) {
                return refused("which is no file that a store can hold");
            }
            if is_folder(mode) {
                if let Err(error) = self.folder(path, entry.id())? {
                    return Ok(Err(error));
                }
                continue;
            }
            if !(self.is_wanted)(&path) {
                return refused("which is not of that file");
            }
            let (length, kind) = self.repository.odb()?.read_header(entry.id())?;
            if kind != ObjectType::Blob || length as u64 > LARGEST_FILE {
                return refused("which is larger than a record can be");
            }
            self.files.push((path, entry.id()));
            if self.files.len() > MOST_FILES {
                return Ok(Err(unreadable(format!(
                    "it holds more than {MOST_FILES} files"
                ))));
            }
        }
        Ok(Ok(()))
    }
}

/// The last commit and the pack of a bundle.
fn opened(bytes: &[u8]) -> Result<(Oid, &[u8]), Error> {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n");
    let (head, pack) = end.map_or((bytes, &[][..]), |end| (&bytes[..end], &bytes[end + 2..]));
    let mut lines = std::str::from_utf8(head).unwrap_or_default().lines();
    let (first, named, more) = (lines.next(), lines.next(), lines.next());
    if first != Some(HEAD) {
        return Err(unreadable("it is no bundle of git's".to_owned()));
    }
    let named = named.and_then(|line| line.strip_suffix(NAME)?.strip_suffix(' '));
    let tip = named.filter(|id| id.len() == 40 && more.is_none());
    let tip = tip.and_then(|id| Oid::from_str(id).ok());
    let tip = tip.ok_or_else(|| {
        unreadable(
            "`supervision transfer send` did not make it: it holds something else".to_owned(),
        )
    })?;
    Ok((tip, pack))
}

fn take_in(repository: &Repository, pack: &[u8]) -> Result<(), git2::Error> {
    let odb = repository.odb()?;
    let mut writer = odb.packwriter()?;
    let written = writer.write_all(pack);
    written.map_err(|error| git2::Error::from_str(&error.to_string()))?;
    writer.commit()?;
    Ok(())
}

fn unreadable(why: String) -> Error {
    Error::BundleRefused { why }
}
