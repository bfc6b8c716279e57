//! A push, judged on the server before anything of it is let in.
//!
//! Only the last commit of each branch is read. Tags and what is neither branch nor tag are not ours to judge, but for
//! replacements of commits, which would show another history than the one that is kept.

use std::path::Path;

use super::commit::against;
use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::store::{At, Store};

/// One thing that a push asks for.
struct Update<'a> {
    /// The commit so far; none for a new branch.
    old: Option<&'a str>,
    /// The commit from now on; none where it is to be taken away.
    new: Option<&'a str>,
    /// `refs/heads/main`
    name: &'a str,
}

pub(super) fn judge_push(context: &Context) -> Result<ExitStatus, Error> {
    let input = terminal::input()?;
    let mut updates = Vec::new();
    for line in input.lines() {
        updates.push(update(line).ok_or_else(|| {
            Error::usage(
                format!("`{line}` is no line of a push"),
                "git calls this hook itself and says `OLD NEW REF` for each branch; see `supervision help hook`",
            )
        })?);
    }
    let git_dir = context.named_store().unwrap_or(Path::new("."));
    let mut repository = Store::receiving(git_dir, &context.hook_call)?;
    let mut reasons = String::new();
    for update in &updates {
        if let Some(found) = refusal(context, &mut repository, update, &updates)? {
            let name = shown(update.name);
            reasons.push_str(&format!("The push to {name} is refused:\n{found}"));
        }
    }
    if reasons.is_empty() {
        return Ok(ExitStatus::Clean);
    }
    reasons.push_str("Nothing of this push was taken in.\n");
    terminal::data(context, &reasons)?;
    Ok(ExitStatus::Findings)
}

fn update(line: &str) -> Option<Update<'_>> {
    let mut words = line.splitn(3, ' ');
    let id = |word: &'_ str| word.len() >= 40 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (old, new, name) = (words.next()?, words.next()?, words.next()?);
    if !id(old) || !id(new) {
        return None;
    }
    let some = |id: &'_ str| !id.bytes().all(|byte| byte == b'0');
    Some(Update {
        old: Some(old).filter(|id| some(id)),
        new: Some(new).filter(|id| some(id)),
        name,
    })
}

fn shown(name: &str) -> &str {
    name.strip_prefix("refs/heads/").unwrap_or(name)
}

/// Why one thing of a push is refused, if it is.
fn refusal(
    context: &Context,
    repository: &mut Store,
    update: &Update<'_>,
    all: &[Update<'_>],
) -> Result<Option<String>, Error> {
    if update.name.starts_with("refs/replace/") {
        let words = "a replaced commit would show another history than the one that is kept\n  help: push branches only\n";
        return Ok(Some(words.to_owned()));
    }
    if !update.name.starts_with("refs/heads/") {
        return Ok(None);
    }
    let branch = shown(update.name);
    match (update.old, update.new) {
        (Some(old), None) => deletion(repository, update.name, old, all),
        (Some(old), Some(new)) if !repository.holds(new, old)? => Ok(Some(format!(
            "the push would rewrite the history of {branch}: {} is in it and would not be any more\n  help: take in what is there with `git pull`, and push without `--force`; what was wrong is put right in a further commit\n",
            &old[..10]
        ))),
        (_, Some(new)) => {
            let default = repository.default_branch();
            let since = |name: String| repository.common_commit(&name, new);
            let since = update
                .old
                .map(str::to_owned)
                .or_else(|| default.and_then(since));
            records(context, repository, since.as_deref(), new)
        }
        (None, None) => Ok(None),
    }
}

/// A branch may go only where all of it stays on another one.
fn deletion(
    repository: &Store,
    name: &str,
    old: &str,
    all: &[Update<'_>],
) -> Result<Option<String>, Error> {
    let branch = shown(name);
    if repository.default_branch().as_deref() == Some(name) {
        return Ok(Some(format!(
            "{branch} is the branch on which the records are kept, and cannot be taken away\n"
        )));
    }
    for (other, tip) in repository.branches()? {
        let goes = all.iter().find(|update| update.name == other);
        let tip = goes.map_or(Some(tip.as_str()), |update| update.new);
        if let Some(tip) = tip
            && repository.holds(tip, old)?
        {
            return Ok(None);
        }
    }
    Ok(Some(format!(
        "{branch} holds commits that are on no other branch, and they would be lost\n  help: merge it first, then take it away\n"
    )))
}

/// What stands against the records of a commit.
fn records(
    context: &Context,
    repository: &mut Store,
    old: Option<&str>,
    new: &str,
) -> Result<Option<String>, Error> {
    let mut reasons = String::new();
    let mut folders = repository.stores_at(new)?;
    let kept = folders.len();
    if let Some(old) = old {
        for folder in repository.stores_at(old)? {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
    }
    for (index, folder) in folders.iter().enumerate() {
        repository.choose(folder);
        let after = context.reading_at(repository, At::Commit(new.to_owned()))?;
        let Some(after) = after.filter(|_| index < kept) else {
            let place = if folder.is_empty() { "" } else { "/" };
            reasons.push_str(&format!("{folder}{place}supervision.yaml: taken away, and without it there is no store\n  help: put it back\n"));
            continue;
        };
        let before = match old {
            Some(old) => context.reading_at(repository, At::Commit(old.to_owned()))?,
            None => None,
        };
        reasons.push_str(&against(&after, before.as_ref()).reasons.unwrap_or_default());
    }
    Ok((!reasons.is_empty())
        .then(|| reasons + "Mend what is named above in a further commit, and push again.\n"))
}
