//! `supervision log`: what was done to a record, a worker's file or a child's, in the words of the trade.

use crate::calendar::Day;
use crate::cli::context::{Context, parse_day};
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::{history, terminal};
use crate::report::changes::{self, Comparison};
use crate::report::log::{self, Told};
use crate::report::plain::Words;
use crate::revision::log::Teller;

/// Tell the history of a record, a worker's file or a child's: written, shared, signed, changed after that
///
/// Each commit, the last first, with what it did to each record. Three days are kept apart: when it happened, when it was written up, and
/// when it was committed; a gap of more than a week is said. A record that was moved is followed to where it stood before.
///
/// The day of a commit is what the clock of whoever made it said. `supervision audit` looks at what that proves.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision log jo-field/3-supervision/2026-02-10     one session
  supervision log jo-field --since 2026-09-01           a worker's file
  supervision log c-1042 --changes                      a child's record, with each change")]
pub(in crate::cli) struct Args {
    /// A record, a worker, a child or a path; the whole store without one
    #[arg(value_name = "RECORD")]
    record: Option<String>,
    /// Only what was committed on or after this day
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    since: Option<Day>,
    /// Show each change
    #[arg(long)]
    changes: bool,
    /// Show people's own words in the changes
    #[arg(long, requires = "changes")]
    show_text: bool,
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For programs: schemas/output/log.schema.json
    Json,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&[])?;
    let revision = context.revision(&store)?;
    let paths = args
        .record
        .as_deref()
        .map(history::paths)
        .unwrap_or_default();
    let progress = context.progress("reading the history…");
    let done = history::done_to(&store, &revision, &paths)?;
    drop(progress);
    if let (true, Some(record)) = (done.is_empty(), &args.record) {
        return Err(Error::usage(
            format!("nothing that is called `{record}` was ever committed here"),
            "name a record as in jo-field/3-supervision/2026-02-10, a worker, a child, or a path",
        ));
    }
    let words = match args.show_text {
        true => Words::Shown,
        false => Words::Withheld,
    };
    // Who had signed what is known only to whoever reads from the first commit on.
    let mut teller = Teller::default();
    let mut told: Vec<Told> = Vec::new();
    for one in done.into_iter().rev() {
        let outline = changes::outline(&Comparison {
            was: "",
            is: "",
            today: None,
            files: &one.files,
            follows: None,
            words,
        });
        told.push(Told {
            entries: teller.tell(&one.files),
            parts: outline.files,
            commit: one.commit,
        });
    }
    told.reverse();
    told.retain(|one| {
        !one.entries.is_empty() && args.since.is_none_or(|since| one.commit.day >= since)
    });
    let text = match args.format {
        Format::Human => log::human(&told, args.changes),
        Format::Json => log::json(&told),
    };
    terminal::data(context, &text)?;
    Ok(ExitStatus::Clean)
}
