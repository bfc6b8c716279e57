//! Which paths two folders of a history do not have alike. Those with the same id are never entered.
//!
//! libgit2's own comparison enters every folder, alike or not, so that a change of one word costs as much as the whole store. It is
//! asked about these paths alone, and says then which files came from where.

use std::cmp::Ordering;

use git2::{ObjectType, Repository, Tree, TreeEntry};

use crate::store::snapshot::DEEPEST_FOLDER;

/// How many files and folders may be met that differ. Folders that name each other many times over cost a hostile commit nothing.
const MOST: usize = 2_000_000;

/// The paths that differ between two trees, as git writes them, in no order that matters. Only what stands at or below a wanted
/// path; the empty one wants everything.
pub(super) fn differing(
    repository: &Repository,
    was: Option<&Tree<'_>>,
    is: Option<&Tree<'_>>,
    wanted: &[String],
) -> Result<Vec<Vec<u8>>, git2::Error> {
    up_to(MOST, repository, was, is, wanted)
}

fn up_to(
    most: usize,
    repository: &Repository,
    was: Option<&Tree<'_>>,
    is: Option<&Tree<'_>>,
    wanted: &[String],
) -> Result<Vec<Vec<u8>>, git2::Error> {
    let depth = |path: &String| path.bytes().filter(|byte| *byte == b'/').count();
    let mut walk = Walk {
        repository,
        wanted,
        left: most,
        // Below the store's own folder nothing deeper is read.
        deepest: DEEPEST_FOLDER + 1 + wanted.iter().map(depth).max().unwrap_or(0),
        depth: 0,
        at: Vec::new(),
        found: Vec::new(),
    };
    walk.compare(was, is)?;
    Ok(walk.found)
}

struct Walk<'a> {
    repository: &'a Repository,
    wanted: &'a [String],
    /// How many more may be met that differ.
    left: usize,
    deepest: usize,
    depth: usize,
    /// The path of the folder that is compared, empty or ending with `/`.
    at: Vec<u8>,
    found: Vec<Vec<u8>>,
}

impl Walk<'_> {
    /// Goes through both side by side: git keeps a folder's entries in one order.
    fn compare(
        &mut self,
        was: Option<&Tree<'_>>,
        is: Option<&Tree<'_>>,
    ) -> Result<(), git2::Error> {
        let mut was = was.into_iter().flat_map(Tree::iter).peekable();
        let mut is = is.into_iter().flat_map(Tree::iter).peekable();
        loop {
            let order = match (was.peek(), is.peek()) {
                (None, None) => return Ok(()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(was), Some(is)) => in_order(was).cmp(in_order(is)),
            };
            let one = was.next_if(|_| order.is_le());
            let other = is.next_if(|_| order.is_ge());
            let is_same = match (&one, &other) {
                (Some(one), Some(other)) => {
                    one.id() == other.id() && one.filemode_raw() == other.filemode_raw()
                }
                _ => false,
            };
            if !is_same {
                self.left = self.left.checked_sub(1).ok_or_else(too_many)?;
                self.enter(one.as_ref(), other.as_ref())?;
            }
        }
    }

    fn enter(
        &mut self,
        was: Option<&TreeEntry<'_>>,
        is: Option<&TreeEntry<'_>>,
    ) -> Result<(), git2::Error> {
        let Some(entry) = was.or(is) else {
            return Ok(());
        };
        let (length, is_folder) = (self.at.len(), is_folder(entry));
        self.at.extend_from_slice(entry.name_bytes());
        if self.is_wanted(is_folder) {
            if is_folder && self.depth < self.deepest {
                self.depth += 1;
                self.at.push(b'/');
                let tree = |entry: Option<&TreeEntry<'_>>| {
                    entry
                        .map(|entry| self.repository.find_tree(entry.id()))
                        .transpose()
                };
                let (was, is) = (tree(was)?, tree(is)?);
                self.compare(was.as_ref(), is.as_ref())?;
                self.depth -= 1;
            } else if !is_folder {
                self.found.push(self.at.clone());
            }
        }
        self.at.truncate(length);
        Ok(())
    }

    /// Whether what stands here is wanted, or something below it may be.
    fn is_wanted(&self, is_folder: bool) -> bool {
        let here = self.at.as_slice();
        let is_below = |path: &[u8], folder: &[u8]| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.is_empty() || rest[0] == b'/')
        };
        self.wanted.iter().any(|wanted| {
            let wanted = wanted.as_bytes();
            wanted.is_empty() || is_below(here, wanted) || is_folder && is_below(wanted, here)
        })
    }
}

fn is_folder(entry: &TreeEntry<'_>) -> bool {
    entry.kind() == Some(ObjectType::Tree)
}

/// What git orders the entries of a folder by: folders as if their names ended with `/`.
fn in_order<'a>(entry: &'a TreeEntry<'_>) -> impl Iterator<Item = &'a u8> {
    let end: &[u8] = if is_folder(entry) { b"/" } else { b"" };
    entry.name_bytes().iter().chain(end)
}

fn too_many() -> git2::Error {
    git2::Error::from_str(&format!(
        "more than {MOST} files and folders differ, which is more than a store may have; name other revisions"
    ))
}

#[cfg(test)]
mod tests {
    use git2::{Odb, Oid, Repository};

    use super::*;

    /// A repository in memory.
    fn repository() -> Repository {
        let objects = Odb::new().expect("objects");
        objects.add_new_mempack_backend(1).expect("kept in memory");
        Repository::from_odb(objects).expect("a repository")
    }

    fn folder(repository: &Repository, names: &[&str], id: Oid, mode: i32) -> Oid {
        let mut builder = repository.treebuilder(None).expect("a builder");
        for name in names {
            builder.insert(name, id, mode).expect("an entry");
        }
        builder.write().expect("a folder")
    }

    /// Folders in folders, each with the same ones in it.
    fn tower(repository: &Repository, names: &[&str], floors: usize) -> Oid {
        let file = repository.blob(b"kind: person\n").expect("a file");
        let ground = folder(repository, names, file, 0o100_644);
        (0..floors).fold(ground, |below, _| {
            folder(repository, names, below, 0o040_000)
        })
    }

    #[test]
    fn folders_that_name_each_other_over_and_over_are_given_up() {
        let repository = repository();
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
        let bomb = tower(&repository, &names, 20);
        let bomb = repository.find_tree(bomb).expect("a tree");
        let found = up_to(1_000, &repository, None, Some(&bomb), &[String::new()]);
        assert!(found.is_err_and(|error| error.message().contains("more than a store may have")));
        // What is the same on both sides is not entered, and neither is what is not wanted.
        let all = [String::new()];
        let same = up_to(1_000, &repository, Some(&bomb), Some(&bomb), &all);
        assert_eq!(same.expect("looked at"), Vec::<Vec<u8>>::new());
        let one = [format!("a{}", "/j".repeat(20))];
        let found = up_to(1_000, &repository, None, Some(&bomb), &one);
        assert_eq!(found.expect("looked at"), [one[0].as_bytes()]);
    }

    #[test]
    fn a_folder_that_is_too_deep_is_not_entered() {
        let repository = repository();
        let all = [String::new()];
        for (floors, files) in [(DEEPEST_FOLDER, 1), (DEEPEST_FOLDER + 2, 0), (2_000, 0)] {
            let deep = tower(&repository, &["a"], floors);
            let deep = repository.find_tree(deep).expect("a tree");
            let found = up_to(1_000, &repository, None, Some(&deep), &all);
            assert_eq!(found.expect("looked at").len(), files, "{floors}");
        }
    }
}
