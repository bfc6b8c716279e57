//! Which paths two folders of a history do not have alike. Those with the same id are never entered.
//!
//! libgit2's own comparison enters every folder, alike or not, so that a change of one word costs as much as the whole store. It is
//! asked about these paths alone, and says then which files came from where.

use std::cmp::Ordering;

use git2::{ObjectType, Repository, Tree, TreeEntry};

/// How many entries of folders may be met. Folders that name each other many times over cost a hostile commit nothing.
const MOST_ENTRIES: usize = 8_000_000;

/// The paths that differ between two trees, as git writes them, in no order that matters. Only what stands at or below a wanted
/// path; the empty one wants everything.
pub(super) fn differing(
    repository: &Repository,
    was: Option<&Tree<'_>>,
    is: Option<&Tree<'_>>,
    wanted: &[String],
) -> Result<Vec<Vec<u8>>, git2::Error> {
    let mut walk = Walk {
        repository,
        wanted,
        left: MOST_ENTRIES,
        at: Vec::new(),
        found: Vec::new(),
    };
    walk.compare(was, is)?;
    Ok(walk.found)
}

struct Walk<'a> {
    repository: &'a Repository,
    wanted: &'a [String],
    left: usize,
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
            self.left = self.left.checked_sub(1).ok_or_else(too_many)?;
            let is_same = match (&one, &other) {
                (Some(one), Some(other)) => {
                    one.id() == other.id() && one.filemode_raw() == other.filemode_raw()
                }
                _ => false,
            };
            if !is_same {
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
            if is_folder {
                self.at.push(b'/');
                let tree = |entry: Option<&TreeEntry<'_>>| {
                    entry
                        .map(|entry| self.repository.find_tree(entry.id()))
                        .transpose()
                };
                let (was, is) = (tree(was)?, tree(is)?);
                self.compare(was.as_ref(), is.as_ref())?;
            } else {
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
        "more than {MOST_ENTRIES} files and folders differ: this is no history of a store"
    ))
}
