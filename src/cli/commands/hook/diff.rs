//! One record as git has it at two points, shown field by field in the place of git's own lines.

use std::path::Path;

use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::report::changes::{self, Comparison};
use crate::report::plain::Words;
use crate::revision::change::Changed;
use crate::source::SourceFile;
use crate::store::{Store, read_text};

/// What git hands over.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The file's path in the repository
    path: String,
    /// The earlier text, its id and its mode, the later text, its id and its mode, and what git says of a file that has moved
    #[arg(allow_hyphen_values = true)]
    rest: Vec<String>,
}

pub(super) fn show(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let [was, _, _, is, _, _, moved @ ..] = args.rest.as_slice() else {
        // A record with a conflict: `check` says what is to be done.
        terminal::data(context, &format!("* unresolved conflict: {}\n", args.path))?;
        return Ok(ExitStatus::Clean);
    };
    let found = Store::of_file(Path::new("."), &args.path)?;
    let (inside, folder) = match &found {
        Some((_, inside)) => (
            inside.as_str(),
            args.path.strip_suffix(inside.as_str()).unwrap_or_default(),
        ),
        None => (args.path.as_str(), ""),
    };
    let later = moved
        .first()
        .and_then(|path| path.strip_prefix(folder))
        .unwrap_or(inside);
    let file = |text: &str, path: &str| -> Result<Option<SourceFile>, Error> {
        match text {
            "/dev/null" | "nul" | "NUL" => Ok(None),
            text => Ok(Some(SourceFile::new(path, read_text(Path::new(text))?))),
        }
    };
    let files = [Changed::between(file(was, inside)?, file(is, later)?)];
    let comparison = Comparison {
        was: "",
        is: "",
        today: None,
        files: &files,
        follows: None,
        words: Words::Shown,
    };
    terminal::data(context, &changes::one(&changes::outline(&comparison)))?;
    Ok(ExitStatus::Clean)
}
