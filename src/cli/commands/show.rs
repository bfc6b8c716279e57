//! `supervision show`: a record as it is, or as it was.

use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::{history, terminal};
use crate::store::At;

/// Show a record as it stands, or with `--at` as it stood at a commit or at the end of a day
///
/// The text is that of the record, every word of it; what it says of itself and who had signed it by then stands beside it on standard
/// error. What was known on a day is what was committed by then: with `--at 2026-03-31` a session of 30 March that was written up in April
/// is not there yet.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision show jo-field/3-supervision/2026-02-10
  supervision show jo-field/3-supervision/2026-02-10 --at 2026-03-31")]
pub(in crate::cli) struct Args {
    /// The record, by its id or path
    record: String,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&[])?;
    let at = context.point(&store)?;
    let path = history::record(&store, &at, &args.record)?;
    let snapshot = store.snapshot(at.clone())?;
    let found = snapshot.find(&path).map(|id| snapshot.sources().file(id));
    let text = found.map_or("", |file| file.text());
    terminal::data(context, text)?;
    terminal::say(context, &beside(&store, &at, &path, &snapshot)?);
    Ok(ExitStatus::Clean)
}

/// From when it is, and who has signed it.
fn beside(
    store: &crate::store::Store,
    at: &At,
    path: &str,
    snapshot: &crate::store::Snapshot,
) -> Result<String, Error> {
    let mut words = path.to_owned();
    let commits = match at {
        At::Commit(revision) => store.commits(revision)?,
        At::Index | At::WorkTree => Vec::new(),
    };
    if let Some(commit) = commits.first() {
        words.push_str(&format!(
            ", as committed by {} on {} ({})",
            commit.author,
            commit.day.in_words(),
            commit.id.abbreviated()
        ));
    }
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let signed = format!("{folder}/signoffs/{stem}/");
    let files = snapshot.sources().iter().map(|(_, file)| file.path());
    let roles: Vec<&str> = files
        .filter_map(|file| file.strip_prefix(&signed)?.strip_suffix(".st"))
        .filter_map(|name| name.split_once('-').map(|(_, role)| role))
        .collect();
    words.push_str(&match roles.is_empty() {
        true => "; not signed".to_owned(),
        false => format!("; sign-offs by the {}", roles.join(" and the ")),
    });
    Ok(words)
}
