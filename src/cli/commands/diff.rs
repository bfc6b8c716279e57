//! `supervision diff`: what has changed, record by record, and what follows from it.

use std::path::PathBuf;

use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::range::{self, Range};
use crate::cli::terminal;
use crate::render::{self, write_html, write_markdown};
use crate::report::changes::{self, Comparison, Follows};
use crate::report::plain::Words;
use crate::revision::change::Changed;
use crate::rules::consequence::consequences;
use crate::store::Store;

/// Show what has changed in the records, field by field, and what follows from it
///
/// Each change has its place and its class: authority (who may decide what), sign-off, access, dates, content, correction (a slip put
/// right), form (nothing that is said). Then what follows, with both sides judged as of one day: dates that move, findings that come
/// and go, sign-offs that fall. The order of fields and where lines break are no change.
///
/// Without a range, the files on disk are compared with the last commit; `--staged` takes what is staged instead. `A..B` compares two
/// commits, and `A...B` the point at which B left A with B, as a merge request shows it.
///
/// People's own words are counted and not shown, so that the page can be sent on; `--show-text` shows them word by word.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision diff                               since the last commit
  supervision diff main...HEAD --format markdown for a merge request
  supervision diff HEAD~3..HEAD workers/jo-field --show-text
  supervision diff --staged --stat               a line for each record")]
pub(in crate::cli) struct Args {
    /// What to compare, as A..B, and then records, files or folders to which it is narrowed
    #[arg(value_name = "RANGE|PATH")]
    words: Vec<String>,
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Only a line for each record
    #[arg(long, conflicts_with_all = ["format", "show_text"])]
    stat: bool,
    /// Leave out what follows: it asks for both sides to be read and judged whole
    #[arg(long)]
    changes_only: bool,
    /// Show people's own words
    #[arg(long)]
    show_text: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For a terminal
    Human,
    /// For a merge request
    Markdown,
    /// For programs: schemas/output/diff.schema.json
    Json,
    /// One page for a browser or a printer
    Html,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let is_path = |path: &std::path::Path| {
        crate::store::stands(&PathBuf::from("."), &path.to_string_lossy()).unwrap_or_default()
    };
    let (range, paths) = match args.words.split_first() {
        Some((first, rest)) if Range::is_meant(first, is_path) => (Some(first.as_str()), rest),
        _ => (None, args.words.as_slice()),
    };
    let store = context.open(&[])?;
    let range = Range::read(range, context, &store)?;
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let wanted = super::check::wanted(&store, &paths)?;
    let files = changed(&store, &range, wanted.as_deref())?;
    let judged = match args.stat || args.changes_only {
        true => None,
        false => Some(range::judged(&range, context, &store)?),
    };
    let follows = judged
        .as_ref()
        .map(|(before, after)| consequences(before, after));
    let both = judged.as_ref().zip(follows.as_ref());
    let (was, is) = (range::name(&range.was), range::name(&range.is));
    let comparison = Comparison {
        was: &was,
        is: &is,
        today: judged.as_ref().map(|(_, after)| after.reading.today),
        files: &files,
        follows: both.map(|((before, after), consequences)| Follows {
            before,
            after,
            consequences,
        }),
        words: match args.show_text {
            true => Words::Shown,
            false => Words::Withheld,
        },
    };
    let outline = changes::outline(&comparison);
    let document = || {
        let settings = judged
            .as_ref()
            .and_then(|(_, after)| after.reading.records.settings());
        render::changes(
            &outline,
            None,
            settings,
            comparison.today.unwrap_or_else(|| context.today()),
        )
    };
    let text = match args.format {
        Format::Human if args.stat => changes::stat(&comparison, &outline),
        Format::Human => changes::human(&outline),
        Format::Markdown => write_markdown::document(&document()),
        Format::Html => write_html::document(&document()),
        Format::Json => changes::json(&comparison),
    };
    terminal::data(context, &text)?;
    Ok(ExitStatus::Clean)
}

/// The files that differ, compared one by one.
pub(super) fn changed(
    store: &Store,
    range: &Range,
    wanted: Option<&[String]>,
) -> Result<Vec<Changed>, Error> {
    let is_wanted = |path: &str| {
        wanted.is_none_or(|wanted| {
            wanted.iter().any(|prefix| {
                path == prefix
                    || path
                        .strip_prefix(prefix.as_str())
                        .is_some_and(|rest| rest.starts_with('/'))
            })
        })
    };
    let files = store.changes(&range.was, &range.is)?.into_iter();
    let files = files.filter(|file| is_wanted(file.path()));
    Ok(files
        .map(|file| Changed::between(file.was, file.is))
        .collect())
}
