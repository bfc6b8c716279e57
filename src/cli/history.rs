//! What was done to the records that a word of the command line names, commit by commit.

use super::error::{Error, nearest};
use crate::record::layout::{Located, locate};
use crate::revision::change::Changed;
use crate::store::{At, Commit, Store};

/// The paths that a word may mean: a path, a record's id, a worker, a child or a person. Those that are not there do no harm.
pub(super) fn paths(word: &str) -> Vec<String> {
    let word = word.trim_start_matches("./").trim_end_matches('/');
    let stem = word.trim_end_matches(".md").trim_end_matches(".yaml");
    let mut found = Vec::new();
    for home in ["", "workers/", "children/", "people/", "policies/"] {
        if home.is_empty() && !word.contains(['/', '.']) {
            continue; // a worker's id is no folder at the top
        }
        let stem = format!("{home}{stem}");
        for ending in ["", ".md", ".yaml"] {
            found.push(format!("{stem}{ending}"));
        }
        if let Some((folder, name)) = stem.rsplit_once('/') {
            found.push(format!("{folder}/signoffs/{name}"));
        }
        found.extend((1..10).map(|number| format!("{stem}-addendum-{number}.md")));
    }
    found
}

/// A commit that did something to these records, and what.
pub(super) struct Done {
    pub(super) commit: Commit,
    pub(super) files: Vec<Changed>,
}

/// What was done to the records at these paths, the last commit first. Where one of them came from another place it is followed there.
pub(super) fn done_to(store: &Store, revision: &str, paths: &[String]) -> Result<Vec<Done>, Error> {
    let mut followed: Vec<String> = paths.to_vec();
    let mut found = Vec::new();
    for commit in store.commits(revision)? {
        let mut files = store.done_by(&commit, &followed)?;
        let has_new = files.iter().any(|file| file.was.is_none());
        if has_new && !paths.is_empty() && !commit.parents.is_empty() {
            // git sees that a file has moved only where it sees both places.
            let there: Vec<String> = files.iter().map(|file| file.path().to_owned()).collect();
            files = store.moved_by(&commit, &there)?;
            let from = files.iter().filter_map(|file| {
                let was = file.was.as_ref()?.path();
                (was != file.path()).then(|| was.to_owned())
            });
            followed.extend(from.collect::<Vec<_>>());
        }
        let files: Vec<Changed> = files
            .into_iter()
            .map(|file| Changed::between(file.was, file.is))
            .collect();
        if !files.is_empty() {
            found.push(Done { commit, files });
        }
    }
    Ok(found)
}

/// The one record that a word names among those of a point of the store: its path.
pub(super) fn record(store: &Store, at: &At, word: &str) -> Result<String, Error> {
    let snapshot = store.snapshot(at.clone())?;
    // The record itself stands before what stands beside it.
    for path in paths(word) {
        if snapshot.find(&path).is_some() && matches!(locate(&path), Located::Record(_)) {
            return Ok(path);
        }
    }
    let files = || snapshot.sources().iter().map(|(_, file)| file.path());
    let ids: Vec<String> = files()
        .filter_map(|path| match locate(path) {
            Located::Record(place) => Some(place.id.to_string()),
            _ => None,
        })
        .collect();
    Err(Error::usage(
        format!("there is no record `{word}` there"),
        nearest(word, ids.iter().map(String::as_str)),
    ))
}
