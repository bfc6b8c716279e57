//! What a merge asks of git: which texts are known in a folder, on whatever branch, and which program merges.

use git2::{ErrorCode, ObjectType, Oid};

use super::{Error, Git};
use crate::store::LARGEST_FILE;

impl Git {
    /// The texts that stand in a folder of the store at the last commit of any branch, here or fetched, or at these commits. The same
    /// path may come several times with other texts.
    pub(in crate::store) fn texts_anywhere(
        &self,
        folder: &str,
        commits: &[String],
    ) -> Result<Vec<(String, String)>, Error> {
        let folder = folder.trim_end_matches('/');
        let inside = match self.folder() {
            "" => folder.to_owned(),
            above => format!("{above}/{folder}"),
        };
        let gather = || {
            let mut found = Vec::new();
            for tip in self.tips(commits)? {
                let tree = self.repository.find_commit(tip)?.tree()?;
                let entry = match tree.get_path(std::path::Path::new(&inside)) {
                    Err(error) if error.code() == ErrorCode::NotFound => continue,
                    entry => entry?,
                };
                if entry.kind() != Some(ObjectType::Tree) {
                    continue;
                }
                for entry in self.repository.find_tree(entry.id())?.iter() {
                    let blob = self.repository.find_blob(entry.id());
                    let (Ok(name), Ok(blob)) = (entry.name(), blob) else {
                        continue;
                    };
                    let text = String::from_utf8(blob.content().to_vec());
                    if blob.size() as u64 <= LARGEST_FILE
                        && let Ok(text) = text
                    {
                        found.push((format!("{folder}/{name}"), text));
                    }
                }
            }
            found.sort();
            found.dedup();
            Ok(found)
        };
        gather().map_err(|error: git2::Error| self.failed("look for sign-offs", &error))
    }

    /// The last commits of all branches, here and fetched, of the head, and these.
    fn tips(&self, commits: &[String]) -> Result<Vec<Oid>, git2::Error> {
        let mut tips = Vec::new();
        for name in commits {
            let object = self.repository.revparse_single(name);
            tips.extend(
                object
                    .and_then(|object| object.peel_to_commit())
                    .map(|commit| commit.id()),
            );
        }
        for reference in self.repository.references()? {
            let commit = reference?.peel_to_commit();
            tips.extend(commit.map(|commit| commit.id()));
        }
        let head = self
            .repository
            .head()
            .and_then(|head| head.peel_to_commit());
        tips.extend(head.map(|commit| commit.id()));
        tips.sort();
        tips.dedup();
        Ok(tips)
    }

    /// Sets these keys in the repository's own configuration; returns whether one of them was not so before.
    pub(in crate::store) fn configure(&self, keys: &[(&str, String)]) -> Result<bool, Error> {
        let set = || {
            let mut config = self
                .repository
                .config()?
                .open_level(git2::ConfigLevel::Local)?;
            let mut is_new = false;
            for (key, value) in keys {
                if config.get_string(key).ok().as_ref() != Some(value) {
                    config.set_str(key, value)?;
                    is_new = true;
                }
            }
            Ok(is_new)
        };
        set().map_err(|error: git2::Error| self.failed("write the configuration", &error))
    }

    /// Takes these keys out of the repository's own configuration; returns whether one of them stood there.
    pub(in crate::store) fn unconfigure(&self, keys: &[&str]) -> Result<bool, Error> {
        let remove = || {
            let mut config = self
                .repository
                .config()?
                .open_level(git2::ConfigLevel::Local)?;
            let mut was_there = false;
            for key in keys {
                match config.remove(key) {
                    Err(error) if error.code() == ErrorCode::NotFound => {}
                    removed => {
                        removed?;
                        was_there = true;
                    }
                }
            }
            Ok(was_there)
        };
        remove().map_err(|error: git2::Error| self.failed("write the configuration", &error))
    }
}
