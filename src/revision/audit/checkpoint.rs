//! A checkpoint: where a history ended and which sign-offs it held, in a few lines that somebody else keeps or signs.
//!
//! Whoever can rewrite a repository can rewrite all of it. What they cannot reach is what is kept outside: so a checkpoint is given to
//! another party, and a later audit proves that what it says is still there.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use super::sort::{Fault, Sort};
use crate::calendar::Day;
use crate::record::layout::{Located, locate};
use crate::store::{BlobId, Trail};

/// What a history held on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The store.
    pub store: String,
    /// The branch that was checked out, if it was one.
    pub branch: Option<String>,
    /// The last commit, as forty digits.
    pub head: String,
    /// How many statements of sign-off it held.
    pub sign_offs: usize,
    /// The digest over the list of the files of all sign-offs: for each a line as `sha256sum` writes it, in order of path.
    pub digest: String,
    /// The day.
    pub day: Day,
    /// The tags, with their commits.
    pub tags: Vec<(String, String)>,
}

impl Checkpoint {
    /// What stands at the end of a trail. None where there is no commit.
    pub fn of(trail: &mut Trail<'_>, store: &str, day: Day) -> Option<Self> {
        let last = trail.steps().len().checked_sub(1)?;
        let (sign_offs, digest) = list(trail, last);
        Some(Self {
            store: store.to_owned(),
            branch: trail.branch(),
            head: trail.steps()[last].commit.id.to_string(),
            sign_offs,
            digest,
            day,
            tags: trail.tags(),
        })
    }

    /// One value a line.
    pub fn text(&self) -> String {
        let branch = self.branch.as_deref().unwrap_or("none");
        let mut out = format!(
            "supervision-checkpoint: 1\nstore: {}\nbranch: {branch}\nhead: {}\nsign-offs: {}\ndigest: sha256:{}\nday: {}\n",
            self.store, self.head, self.sign_offs, self.digest, self.day
        );
        for (name, commit) in &self.tags {
            out.push_str(&format!("tag: {commit} {name}\n"));
        }
        out
    }

    /// Reads one.
    ///
    /// # Errors
    /// Which line cannot be read.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut lines = text.lines();
        let mut value = |key: &str| {
            let line = lines.next().unwrap_or_default();
            let value = line
                .strip_prefix(key)
                .and_then(|rest| rest.strip_prefix(": "));
            value
                .map(str::to_owned)
                .ok_or_else(|| format!("a line should give `{key}`"))
        };
        let is_id = |id: &str| id.len() == 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        if value("supervision-checkpoint")? != "1" {
            return Err("its version is not known to this program".to_owned());
        }
        let mut read = Self {
            store: value("store")?,
            branch: Some(value("branch")?).filter(|branch| branch != "none"),
            head: value("head")?,
            sign_offs: value("sign-offs")?
                .parse()
                .map_err(|_| "`sign-offs` is no number")?,
            digest: value("digest")?.trim_start_matches("sha256:").to_owned(),
            day: value("day")?.parse().map_err(|_| "`day` is no day")?,
            tags: Vec::new(),
        };
        for line in lines {
            let tag = line
                .strip_prefix("tag: ")
                .and_then(|tag| tag.split_once(' '));
            let (commit, name) = tag
                .filter(|(id, _)| is_id(id))
                .ok_or("it goes on where it should end")?;
            read.tags.push((name.to_owned(), commit.to_owned()));
        }
        match is_id(&read.head) && read.digest.len() == 64 {
            true => Ok(read),
            false => Err("`head` or `digest` cannot be read".to_owned()),
        }
    }

    /// Holds it against a history: whether everything in it is still there. `found` is what the walk found.
    pub fn hold_against(&self, trail: &mut Trail<'_>, store: &str, found: &[Fault]) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.store != store {
            let message = format!(
                "the checkpoint is of the store {}, and this is {store}",
                self.store
            );
            faults.push(fault(Sort::CheckpointFails, None, message));
        }
        faults.extend(head(trail, &self.head));
        if let Some(branch) = &self.branch {
            let name = format!("refs/heads/{branch}");
            match trail.target(&name) {
                None if trail.place(&self.head).is_none() => {}
                None => {
                    let message = format!(
                        "there is no branch {branch} any more; its last commit is still here"
                    );
                    faults.push(fault(Sort::BranchGone, None, message));
                }
                Some(tip) if trail.comes_after(&tip, &self.head) => {}
                Some(_) => {
                    let message = format!(
                        "the branch {branch} does not hold the commit {} any more, with which it ended on {}",
                        short(&self.head),
                        self.day.in_words()
                    );
                    faults.push(fault(Sort::BranchMoved, None, message));
                }
            }
        }
        for (tag, commit) in &self.tags {
            let now = trail.target(&format!("refs/tags/{tag}"));
            if now.as_ref() != Some(commit) {
                let message = match now {
                    None => format!("the tag {tag} is gone"),
                    Some(now) => format!(
                        "the tag {tag} led to {} and leads to {}",
                        short(commit),
                        short(&now)
                    ),
                };
                faults.push(fault(Sort::TagMoved, None, message));
            }
        }
        let Some(then) = trail.place(&self.head) else {
            return faults;
        };
        let (sign_offs, digest) = list(trail, then);
        if (sign_offs, &digest) != (self.sign_offs, &self.digest) {
            let message = format!(
                "the checkpoint says {} sign-offs with the digest {}, and at its commit stand {sign_offs} with {}",
                self.sign_offs,
                short(&self.digest),
                short(&digest)
            );
            faults.push(fault(Sort::CheckpointFails, Some(then), message));
        }
        faults.extend(gone_since(trail, then, found));
        faults
    }
}

/// Whether a commit that was seen last time leads to the end of a history.
pub fn head(trail: &Trail<'_>, id: &str) -> Option<Fault> {
    let message = format!(
        "the commit {}, which was seen last time, is not in this history",
        short(id)
    );
    match trail.place(id) {
        Some(_) => None,
        None => Some(fault(Sort::HistoryRewritten, None, message)),
    }
}

/// What was there then and is nowhere now, as far as the walk has not said so.
fn gone_since(trail: &mut Trail<'_>, then: usize, found: &[Fault]) -> Vec<Fault> {
    let last = trail.steps().len() - 1;
    let now: HashSet<BlobId> = sign_offs(trail, last)
        .into_iter()
        .map(|(_, id)| id)
        .collect();
    let mut said: HashSet<&str> = HashSet::new();
    let mut is_handed_over = Vec::new();
    for fault in found {
        match (fault.sort, &fault.path) {
            (Sort::SignOffChanged | Sort::SignOffRemoved, Some(path)) => {
                said.insert(path);
            }
            (Sort::HandedOver, Some(path)) => {
                is_handed_over.push(path.trim_end_matches("8-miscellaneous").to_owned());
            }
            _ => {}
        }
    }
    let mut gone = Vec::new();
    for (path, id) in sign_offs(trail, then) {
        let is_said = said.contains(path.as_str())
            || is_handed_over
                .iter()
                .any(|folder| path.starts_with(folder.as_str()));
        if is_said || now.contains(&id) || is_alike(trail, (then, id), last, &path) {
            continue;
        }
        gone.push(Fault {
            path: Some(path),
            ..fault(
                Sort::SignOffRemoved,
                None,
                "it stood there when the checkpoint was made, and does not stand there as it was"
                    .to_owned(),
            )
        });
    }
    gone
}

/// Whether a file is the same now but for its line breaks.
fn is_alike(trail: &mut Trail<'_>, (then, id): (usize, BlobId), now: usize, path: &str) -> bool {
    let was = trail.text(then, path, id);
    let is = trail.find(now, path);
    let is = is.and_then(|id| trail.text(now, path, id));
    was.zip(is).is_some_and(|(was, is)| {
        was.text().replace("\r\n", "\n") == is.text().replace("\r\n", "\n")
    })
}

fn fault(sort: Sort, step: Option<usize>, message: String) -> Fault {
    Fault {
        sort,
        step,
        path: None,
        record: None,
        message,
    }
}

fn short(id: &str) -> &str {
    id.get(..10).unwrap_or(id)
}

/// The files of all sign-offs of a commit, in order of path.
fn sign_offs(trail: &mut Trail<'_>, at: usize) -> Vec<(String, BlobId)> {
    let mut files = trail.list(at, "");
    files.retain(|(path, _)| matches!(locate(path), Located::SignOff(_)));
    files
}

/// How many statements there are, and the digest over the list of all files of sign-offs.
fn list(trail: &mut Trail<'_>, at: usize) -> (usize, String) {
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(&Sha256::digest(bytes));
    let mut lines = String::new();
    let mut statements = 0;
    for (path, id) in sign_offs(trail, at) {
        statements += usize::from(path.ends_with(".st"));
        let digest = trail
            .text(at, &path, id)
            .map_or_else(String::new, |file| hex(file.text().as_bytes()));
        lines.push_str(&format!("{digest}  {path}\n"));
    }
    (statements, hex(lines.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_is_read_as_it_was_written() {
        let written = Checkpoint {
            store: "store".to_owned(),
            branch: Some("main".to_owned()),
            head: "a".repeat(40),
            sign_offs: 2,
            digest: "b".repeat(64),
            day: Day::new(2026, 11, 2).expect("a day"),
            tags: vec![("v1".to_owned(), "c".repeat(40))],
        };
        assert_eq!(Checkpoint::read(&written.text()), Ok(written.clone()));
        let longer = format!("{}words\n", written.text());
        assert!(Checkpoint::read(&longer).is_err());
        assert!(Checkpoint::read(&written.text().replace(&"a".repeat(40), "aa")).is_err());
    }
}
