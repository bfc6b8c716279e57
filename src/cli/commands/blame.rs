//! `supervision blame`: who wrote each part of a record, and when.

use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::{history, terminal};
use crate::report::blame_list;
use crate::revision::blame::blame;
use crate::revision::change::{Document, document};
use crate::store::{At, Commit};

/// Say who wrote each part of a record, and when: each field, each item of a list, each paragraph
///
/// A part is put down to the commit that last made it say what it says. Where lines break and in which order things stand is no change. The
/// words themselves stand in the record and are counted here.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  supervision blame jo-field/3-supervision/2026-02-10")]
pub(in crate::cli) struct Args {
    /// The record, by its id or path
    record: String,
    /// Name what is known only by people's own words by them
    #[arg(long)]
    show_text: bool,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&[])?;
    let at = context.point(&store)?;
    let path = history::record(&store, &at, &args.record)?;
    let revision = context.revision(&store)?;
    let progress = context.progress("reading the history…");
    let done = history::done_to(&store, &revision, std::slice::from_ref(&path))?;
    drop(progress);
    let mut versions: Vec<Option<Document>> = Vec::new();
    let mut made: Vec<Option<&Commit>> = Vec::new();
    if at == At::WorkTree {
        let snapshot = store.snapshot(at)?;
        let file = snapshot.find(&path).map(|id| snapshot.sources().file(id));
        versions.push(file.and_then(document));
        made.push(None);
    }
    for one in &done {
        for file in &one.files {
            versions.push(file.is.as_ref().and_then(document));
            made.push(Some(&one.commit));
        }
    }
    let parts = blame(&versions);
    if parts.is_empty() {
        return Err(Error::usage(
            format!("{path} cannot be read part by part"),
            format!("`supervision check {path}` says what is wrong with it"),
        ));
    }
    terminal::data(
        context,
        &blame_list::table(&parts, &made, args.show_text, context.width),
    )?;
    Ok(ExitStatus::Clean)
}
