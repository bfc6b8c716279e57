//! A record that was changed on both sides of a merge, put together for git; and git told to ask for that.

use std::path::{Path, PathBuf};

use super::script::quoted;
use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::revision::merge::{self, Versions};
use crate::store::{Store, read_text, write_document};

/// What git hands over.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The file as both sides began with it
    base: PathBuf,
    /// The file here; the outcome is written in its place
    ours: PathBuf,
    /// The file that is merged in
    theirs: PathBuf,
    /// How many characters a conflict marker has
    marker: usize,
    /// The file's path in the repository
    path: String,
}

/// The settings by which git asks this program.
const NAME: &str = "merge.supervision.name";
const DRIVER: &str = "merge.supervision.driver";

const DIFF: &str = "diff.supervision.command";

/// What a line of `.gitattributes` says, by which git knows for which files it is to ask.
const ATTRIBUTE: &str = "merge=supervision";

pub(super) fn merge_file(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let found = Store::of_file(Path::new("."), &args.path)?;
    let path = found.as_ref().map_or(args.path.as_str(), |(_, path)| path);
    let statements = match (&found, path.rsplit_once('/')) {
        (Some((store, _)), Some((folder, name))) => {
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let beside = format!("{folder}/signoffs/{stem}");
            store.texts_anywhere(&beside, &context.merged_commits)?
        }
        _ => Vec::new(),
    };
    let texts = [&args.base, &args.ours, &args.theirs].map(|file| read_text(file));
    let [base, ours, theirs] = texts;
    let (base, ours, theirs) = (base?, ours?, theirs?);
    let versions = Versions {
        base: &base,
        ours: &ours,
        theirs: &theirs,
        marker: args.marker,
    };
    let outcome = merge::merge(path, &versions, &statements);
    write_document(&args.ours, outcome.merged.text.as_bytes())?;
    if outcome.merged.conflicts.is_empty() {
        return Ok(ExitStatus::Clean);
    }
    terminal::say(context, &told(path, &outcome));
    Ok(ExitStatus::Findings)
}

/// What a person is to decide, and why.
fn told(path: &str, outcome: &merge::Outcome) -> String {
    let mut lines = vec![format!(
        "{path}: both sides have changed it, and you are to decide:"
    )];
    for way in &outcome.merged.conflicts {
        lines.push(format!("  {way}"));
    }
    for made in &outcome.signed {
        lines.push(format!(
            "  It is signed by {} as {}, on {}: any other text voids that. Keep the signed text, and write what the other side says in an addendum.",
            made.signer.value,
            made.role.word(),
            made.signed.value
        ));
    }
    lines.push(format!(
        "Both texts stand in it between marks: leave what is right, take the marks away, then `git add {path}`."
    ));
    lines.join("\n")
}

/// Tells git to ask this program about the records of a store: what was done, a line each.
pub(super) fn put_in(store: &Store, program: Option<&str>) -> Result<Vec<String>, Error> {
    // Run by git's own shell at the top of the work tree; where the program is gone, git leaves the file for a person.
    let call = |rest: &str| {
        let program = quoted(program.unwrap_or_default());
        format!(
            "program={program}; [ -x \"$program\" ] || program=supervision; \"$program\" hook {rest}"
        )
    };
    let is_new = store.configure(&[
        (NAME, "supervision: records part by part".to_owned()),
        (DRIVER, call("merge %O %A %B %L %P")),
        (DIFF, call("diff")),
    ])?;
    let mut lines = vec![match is_new {
        true => format!("set {DRIVER} and {DIFF}: git merges and shows records part by part"),
        false => format!("{DRIVER} and {DIFF} stand already"),
    }];
    let attributes = store.dir().map(|dir| dir.join(".gitattributes"));
    let text = attributes.map(|path| read_text(&path)).and_then(Result::ok);
    if !text.is_some_and(|text| text.contains(ATTRIBUTE)) {
        lines.push(format!(
            "to use it, add these lines to .gitattributes and commit it:\n    *.md diff=supervision {ATTRIBUTE}\n    *.yaml diff=supervision {ATTRIBUTE}"
        ));
    }
    Ok(lines)
}

/// Tells git not to ask any more.
pub(super) fn take_out(store: &Store) -> Result<String, Error> {
    Ok(match store.unconfigure(&[NAME, DRIVER, DIFF])? {
        true => format!("took away {DRIVER} and {DIFF}\n"),
        false => format!("there is no {DRIVER}\n"),
    })
}
