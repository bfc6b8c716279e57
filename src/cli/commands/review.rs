//! `supervision review`: one page for whoever reviews a change.

use super::check::would_be_refused;
use super::diff::changed;
use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::range::{self, Range};
use crate::cli::terminal;
use crate::render::{self, write_html, write_markdown};
use crate::report::changes::{self, Comparison, Follows, questions};
use crate::report::plain::Words;
use crate::rules::consequence::consequences;

/// Write one page for whoever reviews a change: what follows, what is for them to judge, and every change
///
/// What no program can judge comes first, as questions. Then what follows from the change as of one day, and each record with its
/// changes. People's own words are counted and not shown unless `--show-text` asks for them: a page on a code host is read by more
/// people than a record.
///
/// The exit status is 1 where the change brings errors that were not there before, or would undo something that is signed, as the hooks
/// would refuse it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision review main...HEAD                   what this branch brings, as Markdown
  supervision review main...HEAD --format html -o review.html")]
pub(in crate::cli) struct Args {
    /// What to review: A...B from where B left A, A..B from one commit to another
    #[arg(value_name = "RANGE")]
    range: String,
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    format: Format,
    /// Show people's own words
    #[arg(long)]
    show_text: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// For a merge request
    Markdown,
    /// One page for a browser or a printer
    Html,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&[])?;
    let range = Range::read(Some(&args.range), context, &store)?;
    let files = changed(&store, &range, None)?;
    let (before, after) = range::judged(&range, context, &store)?;
    let follows = consequences(&before, &after);
    let (was, is) = (range::name(&range.was), range::name(&range.is));
    let comparison = Comparison {
        was: &was,
        is: &is,
        today: Some(after.reading.today),
        files: &files,
        follows: Some(Follows {
            before: &before,
            after: &after,
            consequences: &follows,
        }),
        words: match args.show_text {
            true => Words::Shown,
            false => Words::Withheld,
        },
    };
    let document = render::changes(
        &changes::outline(&comparison),
        Some(&questions(&comparison)),
        after.reading.records.settings(),
        after.reading.today,
    );
    let text = match args.format {
        Format::Markdown => write_markdown::document(&document),
        Format::Html => write_html::document(&document),
    };
    terminal::data(context, &text)?;
    Ok(match would_be_refused(&before, &after) {
        true => ExitStatus::Findings,
        false => ExitStatus::Clean,
    })
}
