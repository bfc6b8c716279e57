//! What stands beside the commits of a repository: what lets git tell another history, and the branches and tags.

use std::path::Path;

use git2::Repository;

use super::{Error, Git, Trail};
use crate::store::trail::Doubt;
use crate::store::worktree::{read_if_text, real_or_as_given, real_path};

/// What stands beside the commits and lets git tell another history.
pub(super) fn doubts(repository: &Repository) -> Result<Vec<Doubt>, git2::Error> {
    let mut found = Vec::new();
    for reference in repository.references_glob("refs/replace/*")? {
        let reference = reference?;
        let name = String::from_utf8_lossy(reference.name_bytes()).into_owned();
        let id = name.rsplit('/').next().unwrap_or_default().to_owned();
        found.push(Doubt::Replaced(id));
    }
    let home = repository.commondir();
    let says = |name: &str| {
        let text = read_if_text(&home.join(name)).ok().flatten();
        text.is_some_and(|text| text.lines().any(|line| !line.trim_start().starts_with('#')))
    };
    if says("info/grafts") {
        found.push(Doubt::Grafted);
    }
    if repository.is_shallow() || says("shallow") {
        found.push(Doubt::Shallow);
    }
    let config = repository.config()?;
    let mut is_partial = config.get_string("extensions.partialclone").is_ok();
    let mut entries = config.entries(Some(r"remote\..*\.(promisor|partialclonefilter)"))?;
    while let Some(entry) = entries.next() {
        is_partial |= entry?.value().is_ok_and(|value| value != "false");
    }
    if is_partial {
        found.push(Doubt::Partial);
    }
    if says("objects/info/alternates") {
        found.push(Doubt::Borrowed);
    }
    Ok(found)
}

impl Trail<'_> {
    /// The branch that is checked out, if it is one.
    pub fn branch(&self) -> Option<String> {
        let head = self.git.repository.find_reference("HEAD").ok()?;
        let name = head.symbolic_target().ok().flatten()?;
        name.strip_prefix("refs/heads/").map(str::to_owned)
    }

    /// The commit to which a branch or a tag leads (`refs/heads/main`), as forty digits.
    pub fn target(&self, reference: &str) -> Option<String> {
        let reference = self.git.repository.find_reference(reference).ok()?;
        Some(reference.peel_to_commit().ok()?.id().to_string())
    }

    /// Whether one commit comes after another, or is the same, whether or not they lead here.
    pub fn comes_after(&self, later: &str, earlier: &str) -> bool {
        self.git.holds(later, earlier).unwrap_or(false)
    }

    /// The tags of commits, in order of name, each with its commit.
    pub fn tags(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let tags = self.git.repository.references_glob("refs/tags/*");
        for tag in tags.into_iter().flatten().flatten() {
            if let (Ok(name), Ok(commit)) = (tag.name(), tag.peel_to_commit()) {
                let name = name.trim_start_matches("refs/tags/").to_owned();
                found.push((name, commit.id().to_string()));
            }
        }
        found.sort();
        found
    }
}

impl Git {
    /// Whether a path on disk lies in the repository or among its files.
    pub(in crate::store) fn is_within(&self, path: &Path) -> Result<bool, Error> {
        let path = real_path(path)?;
        let homes = [Some(self.repository.commondir()), self.repository.workdir()];
        let mut homes = homes.into_iter().flatten().map(real_or_as_given);
        Ok(homes.any(|home| path.starts_with(home)))
    }
}
