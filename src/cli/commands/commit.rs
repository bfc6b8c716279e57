//! `supervision commit`: what is staged, or some records as they are on disk, checked and committed.

use std::collections::BTreeSet;
use std::path::Path;

use super::hook::commit::{against, name, with_trailers};
use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::report::commit_subject::{Came, subject};
use crate::report::{saving, visible};
use crate::store::{At, Change, CommitId, Committing, Landed, Scope, Store};

/// Commit what is staged, or records as they are on disk, once they check
///
/// Without a record, what is staged is committed. With records, those and the sign-offs beside them are committed just as they are on
/// disk, and whatever else is staged stays staged. A record is named by its path or its id; a worker's or child's id, or any
/// folder, stands for all that is in it.
///
/// First the commit is checked as the hooks check it: it is refused if it brings errors, or changes what is signed. What has not been done
/// in time is said and not refused: a record that tells it as it was is right. Its first
/// line says whose records it concerns and which; `--message` puts your own words there. Below it the records are named, as the hook
/// does. What the records say is never in a message that this program writes.
///
/// No other program is run, so a hook of somebody else's is not asked: where one has to be, commit with `git commit`. The
/// author is whoever git's configuration names, and the commit is not signed by a key.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision commit                                         what is staged
  supervision commit jo-field/3-supervision/2026-03-02       one session, and its sign-offs
  supervision commit jo-field c-1042 -m \"Session of 2 March\"  a worker's file and a child's")]
pub(in crate::cli) struct Args {
    /// The records, or folders of them
    #[arg(value_name = "RECORD")]
    records: Vec<String>,
    /// The message, in place of the line that this program would write
    #[arg(short, long, value_name = "WORDS")]
    message: Option<String>,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    if args
        .message
        .as_ref()
        .is_some_and(|words| words.trim().is_empty())
    {
        return Err(Error::usage(
            "the message is empty",
            "say what the commit is, or leave out --message",
        ));
    }
    context.must_be_on_disk("only what is staged, or on disk, can be committed")?;
    let store = context.open_to_write(&[])?;
    if store.dir().is_none() {
        return Err(Error::usage(
            "a bare repository has no files that could be committed",
            "commit in a clone of it, and push",
        ));
    }
    let scope = match args.records.as_slice() {
        [] => Scope::Staged,
        records => Scope::Files(files(&store, records)?),
    };
    let mut committing = store.begin_commit(scope)?;
    if let Some(recovered) = committing.recovered() {
        terminal::say(context, &saving::recovered(recovered));
    }
    if committing.changes().is_empty() {
        return Err(match args.records.as_slice() {
            [] => Error::usage(
                "nothing is staged",
                "name the records to be committed, as in `supervision commit jo-field`, or stage files with `git add`",
            ),
            _ => Error::usage(
                "nothing has changed there since the last commit",
                "`git status` shows what has",
            ),
        });
    }
    // One handle holds the turn, another reads.
    let mut reader = context.open(&[])?;
    let (message, commit) = loop {
        let message = message(args, &store, committing.changes());
        let commit = committing.write(&message)?;
        if let Some(reasons) = objections(context, &mut reader, &committing, commit)? {
            terminal::data(context, &reasons)?;
            terminal::say(
                context,
                "The commit is refused, and nothing is lost: mend what is named above, and commit again.\n\
                 `supervision check` shows each in full.",
            );
            return Ok(ExitStatus::Findings);
        }
        if committing.land()? == Landed::Done {
            break (message, commit);
        }
    };
    let first = message.lines().next().unwrap_or_default();
    let line = format!("{} {}\n", commit.abbreviated(), visible(first));
    terminal::data(context, &line)?;
    Ok(ExitStatus::Clean)
}

/// The files and folders in the store for which these names stand.
fn files(store: &Store, records: &[String]) -> Result<Vec<String>, Error> {
    let mut all = BTreeSet::new();
    for record in records {
        let mut found = Vec::new();
        for path in candidates(store, record)? {
            if path.is_empty() || store.knows(&path)? {
                found.push(path);
            }
        }
        if found.is_empty() {
            return Err(Error::usage(
                format!("there is no record `{record}` here, nor was there one in the last commit"),
                "name it by its path, or by its id such as jo-field/3-supervision/2026-03-02; a worker's or child's id stands for the whole file",
            ));
        }
        all.extend(found);
    }
    match all.contains("") {
        true => Ok(vec![String::new()]),
        false => Ok(all.into_iter().collect()),
    }
}

/// The paths for which a name may stand: a file that is there, or a record by its id; with its sign-offs.
fn candidates(store: &Store, record: &str) -> Result<Vec<String>, Error> {
    let mut paths = Vec::new();
    match store.relative(Path::new(record)) {
        Ok(Some(inside)) => paths.push(inside),
        Ok(None) => {
            return Err(Error::usage(
                format!("{record} is not in this store"),
                "name a record or folder of the store, or another store with --store",
            ));
        }
        Err(_) => {
            let id = record.trim_end_matches('/');
            for home in ["", "workers/", "children/", "people/"] {
                for ending in ["", ".md", ".yaml"] {
                    paths.push(format!("{home}{id}{ending}"));
                }
            }
        }
    }
    let beside = paths
        .iter()
        .filter_map(|path| sign_offs(path))
        .collect::<Vec<_>>();
    paths.extend(beside);
    Ok(paths)
}

/// The folder of the sign-offs of a record.
fn sign_offs(path: &str) -> Option<String> {
    let (folder, file) = path.rsplit_once('/')?;
    let stem = file
        .strip_suffix(".md")
        .or_else(|| file.strip_suffix(".yaml"))?;
    Some(format!("{folder}/signoffs/{stem}"))
}

/// The whole message: what was given, else a line in the trade's words; below it the records.
fn message(args: &Args, store: &Store, changes: &[Change]) -> String {
    let folder = store.folder_in_repository();
    let inside = |path: &str| match folder {
        "" => Some(path.to_owned()),
        folder => path
            .strip_prefix(folder)
            .and_then(|rest| rest.strip_prefix('/'))
            .map(str::to_owned),
    };
    let mut files = Vec::new();
    for change in changes {
        let Some(path) = inside(&change.path) else {
            continue;
        };
        let came = match (&change.was, &change.now) {
            (None, _) => Came::New,
            (Some(_), Some(_)) => Came::Changed,
            (Some(_), None) => Came::Gone,
        };
        let text = change
            .now
            .as_deref()
            .or(change.was.as_deref())
            .unwrap_or_default();
        files.push((path, came, String::from_utf8_lossy(text).into_owned()));
    }
    let mut records: Vec<String> = files.iter().filter_map(|(path, ..)| name(path)).collect();
    records.sort();
    records.dedup();
    let words = match &args.message {
        Some(words) => words.trim().to_owned(),
        None => {
            let files: Vec<_> = files
                .iter()
                .map(|(path, came, text)| (path.as_str(), *came, text.as_str()))
                .collect();
            subject(&files)
        }
    };
    let words = words + "\n";
    with_trailers(&words, &records).unwrap_or(words)
}

/// What stands against a commit: for each store in it what its hook would say.
fn objections(
    context: &Context,
    reader: &mut Store,
    committing: &Committing<'_>,
    commit: CommitId,
) -> Result<Option<String>, Error> {
    let (new, old) = (commit.to_string(), committing.before());
    let old = old.map(|commit| commit.to_string());
    let mut folders: BTreeSet<String> = reader.stores_at(&new)?.into_iter().collect();
    if let Some(old) = &old {
        folders.extend(reader.stores_at(old)?);
    }
    let mut reasons = String::new();
    for folder in folders {
        reader.choose(&folder);
        let before = match &old {
            Some(old) => context.reading_at(reader, At::Commit(old.clone()))?,
            None => None,
        };
        match context.reading_at(reader, At::Commit(new.clone()))? {
            Some(after) => {
                let judged = against(&after, before.as_ref());
                judged.say(context);
                reasons.push_str(&judged.reasons.unwrap_or_default());
            }
            None => reasons.push_str("supervision.yaml: taken away, and without it there is no store\n  help: put it back with `git restore --staged --worktree supervision.yaml`\n"),
        }
    }
    Ok((!reasons.is_empty()).then_some(reasons))
}
