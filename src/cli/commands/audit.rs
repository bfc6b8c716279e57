//! `supervision audit`: the whole history walked, to prove that nothing that was signed has been altered.

use std::path::{Path, PathBuf};

use crate::calendar::Day;
use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::report::audit::{self as report, Audited};
use crate::revision::audit::checkpoint::{self, Checkpoint};
use crate::revision::audit::sort::Level;
use crate::revision::audit::{Since, audit};
use crate::store::{At, Revision, RevisionState, Store, Trail, read_text, write_document};

/// Walk the whole history, and prove that nothing that was signed has been altered
///
/// In every commit: statements, signatures and comments are only ever added; each signed record still says what was signed, so that a
/// change shows even where it was put back; who signed was the party, held a post, and had that key on that day, as the store knew it then.
/// What was written up or committed more than two weeks late is named, and so is a sign-off of a day more than two weeks before its commit,
/// or one without a key whose day alone frees it from needing one. Missing and damaged objects, replaced, grafted, shallow and partial
/// histories are named too. A merge is held against all its sides.
///
/// Whoever can rewrite a repository can rewrite all of it, and leave no trace inside. So keep a checkpoint outside, best with somebody else:
/// --checkpoint writes one, and a later audit with --pin proves that everything in it is still there.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision audit                                   the whole history
  supervision audit --checkpoint ~/kept/2026-11.txt   and a checkpoint for somebody else to keep
  supervision audit --pin ~/kept/2026-11.txt          everything in it is still there
  supervision audit --faults                          everything that can be found, and what to do
  supervision audit --script > audit.sh               the core again, with git, sha256sum and ssh-keygen alone")]
pub(in crate::cli) struct Args {
    /// Look only at what was committed after a commit, or on a day and later
    #[arg(long, value_name = "REV|DATE")]
    since: Option<String>,
    /// A checkpoint from last time: everything in it must still be there
    #[arg(long, value_name = "FILE")]
    pin: Option<PathBuf>,
    /// The last commit of last time, in full: it must lead to this one
    #[arg(long, value_name = "ID")]
    pin_commit: Option<String>,
    /// Write a checkpoint, for somebody else to keep or to sign
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Write the shell script that repeats the core of the audit without this program
    #[arg(long, conflicts_with_all = ["since", "pin", "pin_commit", "checkpoint", "faults"])]
    script: bool,
    /// List everything that an audit can find
    #[arg(long, conflicts_with_all = ["since", "pin", "pin_commit", "checkpoint"])]
    faults: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For programs: schemas/output/audit.schema.json
    Json,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    if args.script || args.faults {
        let page = report::page();
        let text = if args.script { report::SCRIPT } else { &page };
        terminal::data(context, text)?;
        return Ok(ExitStatus::Clean);
    }
    let store = context.open(&[])?;
    let outside = [&args.pin, &args.checkpoint].into_iter().flatten();
    for path in outside {
        must_be_outside(&store, path)?;
    }
    let pin = args.pin.as_deref().map(read_pin).transpose()?;
    let revision = context.revision(&store)?;
    let mut trail = store.trail(&revision)?;
    let reading = context.reading_of(&store, At::Commit(revision), None)?;
    let settings = reading.records.settings();
    let id = settings.map_or_else(String::new, |settings| settings.id.value.to_string());
    let since = since(args, &trail)?;
    let today = context.day().max(reading.today);
    let mut found = audit(&mut trail, &reading, today, &since);
    if let Some(pin) = pin {
        let more = pin.hold_against(&mut trail, &id, &found.faults);
        found.faults.splice(0..0, more);
    }
    if let Some(commit) = &args.pin_commit {
        let fault = match is_whole_id(commit) {
            true => checkpoint::head(&trail, commit),
            false => {
                return Err(Error::usage(
                    format!("`{commit}` is no commit in full"),
                    "give all forty digits, as a checkpoint or `git rev-parse HEAD` gives them",
                ));
            }
        };
        found.faults.splice(0..0, fault);
    }
    let audited = Audited {
        audit: &found,
        steps: trail.steps(),
        store: &id,
        since: args.since.as_deref(),
    };
    let text = match args.format {
        Format::Human => report::human(&audited),
        Format::Json => report::json(&audited),
    };
    terminal::data(context, &text)?;
    let is_modified = |revision: Revision| revision.state == RevisionState::Modified;
    if context.at().is_none()
        && matches!(store.revision(), Ok(Some(revision)) if is_modified(revision))
    {
        terminal::say(
            context,
            "what is on disk and not committed yet is not looked at: `supervision check` does that",
        );
    }
    let errors = found.count(Level::Error);
    if let Some(path) = &args.checkpoint
        && let Some(made) = Checkpoint::of(&mut trail, &id, today)
    {
        write_document(path, made.text().as_bytes())?;
        let words = match errors {
            0 => "",
            _ => ". It says what is there, and not that it is right: see the errors above",
        };
        let words = format!(
            "the checkpoint is in {}; give it to somebody else to keep, or to sign{words}",
            path.display()
        );
        terminal::say(context, &words);
    }
    Ok(match errors {
        0 => ExitStatus::Clean,
        _ => ExitStatus::Findings,
    })
}

fn is_whole_id(id: &str) -> bool {
    id.len() == 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Which commits are looked at.
fn since(args: &Args, trail: &Trail<'_>) -> Result<Since, Error> {
    let Some(since) = &args.since else {
        return Ok(Since::Beginning);
    };
    if let Ok(day) = since.parse::<Day>() {
        return Ok(Since::Day(day));
    }
    match trail.named(since) {
        Some(place) => Ok(Since::Commit(place)),
        None => Err(Error::usage(
            format!("`{since}` is no day, and no commit that leads here"),
            "`supervision log` says what was committed when; if a commit of last time does not lead here any more, \
             see what `supervision audit --pin-commit` says",
        )),
    }
}

/// What lies in the repository is rewritten together with it.
fn must_be_outside(store: &Store, path: &Path) -> Result<(), Error> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    match store.is_within(folder.unwrap_or(Path::new(".")))? {
        false => Ok(()),
        true => Err(Error::usage(
            format!(
                "{} lies in the repository that it is to prove",
                path.display()
            ),
            "keep checkpoints outside, best with somebody else: whoever rewrites the repository would rewrite them too",
        )),
    }
}

fn read_pin(path: &Path) -> Result<Checkpoint, Error> {
    let text = read_text(path)?;
    Checkpoint::read(&text).map_err(|why| {
        Error::usage(
            format!(
                "{} is no checkpoint that can be read: {why}",
                path.display()
            ),
            "checkpoints are written by `supervision audit --checkpoint FILE`",
        )
    })
}
