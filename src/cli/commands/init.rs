//! `supervision init`: a new store, with what an editor and git need to know of it.
//!
//! What stands there is never written over, so that a second run does what the first left out and nothing else.

mod settings;

use std::path::{Path, PathBuf};

use super::{check, hook};
use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::git_files::{ATTRIBUTES, IGNORED};
use crate::cli::{example, terminal};
use crate::store::{
    Edit, SETTINGS, Store, init_repository, is_in_repository, is_store, stands, store_above,
};

/// Make a new store in a folder: settings, folders, what editors and git need, and hooks
///
/// The folder may be new, or one of a git repository that is there already; where there is no repository, one is made. What
/// is not said by options is asked, if you sit at a terminal.
///
/// What stands there already is left as it is. Run it again, and it makes only what is missing.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  supervision init records --id north-team --organisation \"Exampleshire County Council\" \\
      --marking \"OFFICIAL-SENSITIVE: PERSONAL\" --policy rotherham:2026-01-05")]
pub(in crate::cli) struct Args {
    /// The folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// A short name for the store, such as north-team; sign-offs name it, so it stays
    #[arg(long)]
    id: Option<String>,
    /// Whose records these are, as it should be printed
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// The protective marking on every document
    #[arg(long)]
    marking: Option<String>,
    /// A policy in force, and from which day if not from today; may be given several times
    #[arg(long, value_name = "NAME[:FROM]")]
    policy: Vec<String>,
    /// Leave the hooks out
    #[arg(long)]
    no_hooks: bool,
}

/// Folders that git would not keep while they are empty, but for a hidden file in each.
const FOLDERS: [&str; 4] = ["people", "workers", "children", "policies"];

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let dir = context.named_store().unwrap_or(&args.dir);
    let mut made: Vec<String> = Vec::new();
    let mut files: Vec<Edit> = Vec::new();
    if is_store(dir)? {
        if args.id.is_some()
            || args.organisation.is_some()
            || args.marking.is_some()
            || !args.policy.is_empty()
        {
            terminal::say(
                context,
                "supervision.yaml stands already and is left as it is; change it there",
            );
        }
    } else {
        if let Some(above) = store_above(dir)? {
            return Err(Error::usage(
                format!("{} is inside the store {}", dir.display(), above.display()),
                "a store does not stand in another: choose a folder outside it",
            ));
        }
        let text = settings::text(args, dir, context)?;
        files.push(Edit::new_file(SETTINGS, text));
        made.push(SETTINGS.to_owned());
    }
    for folder in FOLDERS {
        let keep = format!("{folder}/.gitkeep");
        add(dir, &keep, b"", folder, (&mut files, &mut made))?;
    }
    let mut schemas: Vec<String> = Vec::new();
    for (path, bytes) in example::schemas() {
        add(dir, &path, &bytes, &path, (&mut files, &mut schemas))?;
    }
    if !schemas.is_empty() {
        made.push(format!(
            ".schemas ({} files, by which an editor checks while you write)",
            schemas.len()
        ));
    }
    add(
        dir,
        ".gitattributes",
        ATTRIBUTES.as_bytes(),
        ".gitattributes",
        (&mut files, &mut made),
    )?;
    add(
        dir,
        ".gitignore",
        IGNORED.as_bytes(),
        ".gitignore",
        (&mut files, &mut made),
    )?;
    // The repository comes first: what is saved into it is whole or not there at all.
    let store = Store::founded_in(dir)?;
    let store = match is_in_repository(dir)? {
        true => store,
        false => {
            init_repository(dir)?;
            made.push("a git repository, with the branch main".to_owned());
            Store::founded_in(dir)?
        }
    };
    store.save(&files)?;
    report(args, context, dir, &made)
}

/// Adds a file where there is none. A folder that holds something needs nothing to keep it.
fn add(
    dir: &Path,
    path: &str,
    bytes: &[u8],
    spoken: &str,
    (files, made): (&mut Vec<Edit>, &mut Vec<String>),
) -> Result<(), Error> {
    let there = if bytes.is_empty() { spoken } else { path };
    if !stands(dir, there)? {
        files.push(Edit::new_file(path, bytes));
        made.push(spoken.to_owned());
    }
    Ok(())
}

/// Says what was made, how it checks, and what comes next.
fn report(
    args: &Args,
    context: &Context,
    dir: &Path,
    made: &[String],
) -> Result<ExitStatus, Error> {
    let here = context.with_store(dir);
    let store = here.open(&[])?;
    let mut out = match made {
        [] => format!(
            "{} is a store already, and nothing was missing.\n",
            dir.display()
        ),
        made => format!("Made in {}:\n  {}\n", dir.display(), made.join("\n  ")),
    };
    let mut status = ExitStatus::Clean;
    if !args.no_hooks {
        let (lines, hooks) = hook::install::put_in(context, &store)?;
        let lines: Vec<&str> = lines
            .lines()
            .filter(|line| !line.ends_with("already"))
            .collect();
        if !lines.is_empty() {
            out.push_str(&format!("Hooks:\n  {}\n", lines.join("\n  ")));
        }
        status = hooks;
    }
    let reading = here.reading(&store)?;
    match reading.records.count {
        0..=1 if reading.records.settings().is_some() => out.push_str(NEXT),
        _ => out.push_str(&format!("{}\n", check::summary_line(&reading))),
    }
    terminal::data(context, &out)?;
    Ok(status)
}

/// What to write first.
const NEXT: &str = "
Nobody is in it yet. What to write next, in this order:
  supervision new person      everybody who supervises or is supervised
  supervision new worker      each worker: employment, team and line manager
  supervision new child       each child by a local id, never by name, and who holds the case
An extract of the case system gives the last two at once: `supervision import --example-mapping` shows how.
Then `supervision check`, `git add .` and `supervision commit`. `supervision demo` shows a team's records.
";
