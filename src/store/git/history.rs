//! The walk over commits.

use chrono::{DateTime, FixedOffset, NaiveDate, Timelike};
use git2::{DiffFindOptions, Oid, Sort, Time};

use super::{Error, Git, below, commit_id};
use crate::calendar::Day;
use crate::store::At;
use crate::store::difference::FileChange;
use crate::store::history::Commit;
use crate::store::transfer::MadeIn;

impl Git {
    pub(in crate::store) fn commits(&self, revision: &str) -> Result<Vec<Commit>, Error> {
        let head = self.repository.revparse_single(revision);
        let head = head.and_then(|object| object.peel_to_commit());
        let head = head.map_err(|error| self.unknown(revision, &error))?;
        let walk = || {
            let mut walk = self.repository.revwalk()?;
            walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME)?;
            walk.push(head.id())?;
            walk.map(|id| self.commit(id?))
                .collect::<Result<Vec<_>, git2::Error>>()
        };
        walk().map_err(|error| self.failed("walk the history", &error))
    }

    pub(super) fn commit(&self, id: Oid) -> Result<Commit, git2::Error> {
        let commit = self.repository.find_commit(id)?;
        let author = commit.author();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (day, time) = moment(commit.time());
        let found = Commit {
            id: commit_id(id),
            parents: commit.parent_ids().map(commit_id).collect(),
            author: text(author.name_bytes()),
            email: text(author.email_bytes()),
            day,
            time,
            subject: text(commit.summary_bytes().unwrap_or_default()),
            origin: MadeIn::of(&text(commit.message_raw_bytes())),
        };
        Ok(found)
    }

    pub(in crate::store) fn done_by(
        &self,
        commit: &Commit,
        paths: &[String],
    ) -> Result<Vec<FileChange>, Error> {
        let mut sides = Vec::new();
        for parent in &commit.parents {
            sides.push(self.changes_below(Some(&parent.to_string()), commit, paths, &|_| true)?);
        }
        if sides.is_empty() {
            sides.push(self.changes_below(None, commit, paths, &|_| true)?);
        }
        let mut sides = sides.into_iter();
        let first = sides.next().unwrap_or_default();
        let others: Vec<Vec<FileChange>> = sides.collect();
        let is_own = |change: &FileChange| {
            let path = change.path();
            others
                .iter()
                .all(|side| side.iter().any(|other| other.path() == path))
        };
        Ok(first.into_iter().filter(is_own).collect())
    }

    pub(in crate::store) fn moved_by(
        &self,
        commit: &Commit,
        paths: &[String],
    ) -> Result<Vec<FileChange>, Error> {
        let parent = commit.parents.first().map(ToString::to_string);
        self.changes_below(parent.as_deref(), commit, &[], &|path| {
            paths.iter().any(|wanted| wanted == path)
        })
    }

    fn changes_below(
        &self,
        parent: Option<&str>,
        commit: &Commit,
        paths: &[String],
        is_wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<FileChange>, Error> {
        let folder = self.folder().to_owned();
        let compare = || {
            let tree = |id: &str| self.repository.find_commit(Oid::from_str(id)?)?.tree();
            let was = parent.map(tree).transpose()?;
            let is = tree(&commit.id.to_string())?;
            let wanted: Vec<String> = match paths {
                [] => vec![folder.clone()],
                paths => paths.iter().map(|path| self.below(path)).collect(),
            };
            let mut diff = self.between(was.as_ref(), Some(&is), &wanted)?;
            let mut find = DiffFindOptions::new();
            find.renames(true);
            diff.find_similar(Some(&mut find))?;
            let mut found = Vec::new();
            for delta in diff.deltas() {
                let path = delta
                    .new_file()
                    .path_bytes()
                    .or(delta.old_file().path_bytes());
                let path = path
                    .and_then(|path| below(path, &folder))
                    .unwrap_or_default();
                if !is_wanted(&String::from_utf8_lossy(path)) {
                    continue;
                }
                found.extend(self.change(&delta, &folder, None, &At::Index)?);
            }
            Ok(found)
        };
        compare().map_err(|error: git2::Error| self.failed("compare two commits", &error))
    }
}

/// A commit's time as its committer's clock showed it.
fn moment(time: Time) -> (Day, (u32, u32)) {
    let offset = FixedOffset::east_opt(time.offset_minutes().saturating_mul(60));
    let offset = offset.unwrap_or_else(|| FixedOffset::east_opt(0).expect("no offset at all"));
    let moment = DateTime::from_timestamp(time.seconds(), 0)
        .unwrap_or_default()
        .with_timezone(&offset);
    let date: NaiveDate = moment.date_naive();
    (Day::from(date), (moment.hour(), moment.minute()))
}
