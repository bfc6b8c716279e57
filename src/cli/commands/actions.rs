//! `supervision actions`: what was agreed and is still open, and closing one of it.

use clap::Subcommand;

use super::due::known;
use crate::calendar::Day;
use crate::cli::context::{Context, parse_day};
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::due::{self, Facts, State};
use crate::record::RecordId;
use crate::record::action::Outcome;
use crate::report::action_list::{self, Open};
use crate::report::mending;
use crate::report::plain::Words;
use crate::rules::close::{self, Closing};
use crate::store::{Edit, Origin};

/// Show the actions that are open: whose they are, by when, and in which record they were agreed
///
/// An action is open from the record that agrees it until a session says that it is done or dropped; one that is carried has
/// its new day. What is to be done stands in the record and is not shown here.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision actions                            everything that is open
  supervision actions --owner jo-field --state overdue
  supervision actions --format csv -o actions.csv
  supervision actions close jo-field-2026-02-10-1 --in jo-field/3-supervision/2026-03-02 --outcome done")]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    close: Option<Act>,
    /// Only what concerns this worker
    #[arg(long, value_name = "ID")]
    worker: Option<String>,
    /// Only what concerns this child
    #[arg(long, value_name = "ID")]
    child: Option<String>,
    /// Only what this person is to do
    #[arg(long, value_name = "PERSON")]
    owner: Option<String>,
    /// Which of them
    #[arg(long, value_name = "STATE", default_value = "open")]
    state: Which,
    /// How to show them
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Act {
    Close(CloseArgs),
}

/// Say in a session's record what became of an action
///
/// The change is shown as a diff; `--write` makes it. It is one entry under `actions-reviewed`, and every other word of the
/// record stays as it is. A record that somebody has signed is never changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision actions close jo-field-2026-02-10-1 --in jo-field/3-supervision/2026-03-02 --outcome done --write
  supervision actions close jo-field-2026-02-10-1 --in jo-field/3-supervision/2026-03-02 \\
      --outcome carried --by-when 2026-04-01 --note \"The school was closed\"")]
struct CloseArgs {
    /// The action's id
    id: String,
    /// The session that looked at it, such as jo-field/3-supervision/2026-03-02
    #[arg(long = "in", value_name = "RECORD")]
    record: String,
    /// What became of it
    #[arg(long, value_name = "OUTCOME")]
    outcome: Became,
    /// How, or why; needed for what is carried or dropped
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// The new day of what is carried
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    by_when: Option<Day>,
    /// Make the change
    #[arg(long)]
    write: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Which {
    /// Whatever nobody has closed
    Open,
    /// What is to be done by today
    Due,
    /// What is past its day
    Overdue,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Became {
    /// It is done
    Done,
    /// It is no longer to be done
    Dropped,
    /// It is still to be done, by a new day
    Carried,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// As a table
    Human,
    /// For programs: schemas/output/actions.schema.json
    Json,
    /// For a spreadsheet
    Csv,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    match &args.close {
        Some(Act::Close(_))
            if args.worker.is_some() || args.child.is_some() || args.owner.is_some() =>
        {
            Err(Error::usage(
                "the list was narrowed, and an action closed, in one call",
                "leave out --worker, --child and --owner: the action is named by its id",
            ))
        }
        Some(Act::Close(args)) => close(args, context),
        None => list(args, context),
    }
}

fn list(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&[])?;
    let reading = context.reading(&store)?;
    known(
        &reading.records,
        args.worker.as_deref(),
        args.child.as_deref(),
        args.owner.as_deref(),
    )?;
    let dues = due::find(&Facts::new(
        &reading.records,
        &reading.policy,
        reading.today,
    ));
    let open = action_list::open(&reading, &dues);
    let is_wanted = |open: &&Open<'_>| {
        let is = |wanted: &Option<String>, id: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| id == Some(wanted))
        };
        is(&args.worker, open.due.worker.as_ref().map(|id| id.as_str()))
            && is(&args.child, open.due.child.as_ref().map(|id| id.as_str()))
            && is(&args.owner, Some(open.owner.as_str()))
            && match args.state {
                Which::Open => true,
                Which::Due => matches!(open.due.state, State::Due | State::Overdue),
                Which::Overdue => open.due.state == State::Overdue,
            }
    };
    let wanted: Vec<&Open<'_>> = open.iter().filter(is_wanted).collect();
    let text = match args.format {
        Format::Human => action_list::list(&reading, &wanted, context.width),
        Format::Json => action_list::json(&reading, &wanted),
        Format::Csv => action_list::csv(&reading, &wanted),
    };
    terminal::data(context, &text)?;
    Ok(ExitStatus::Clean)
}

fn close(args: &CloseArgs, context: &Context) -> Result<ExitStatus, Error> {
    let store = match args.write {
        true => context.open_to_write(&[])?,
        false => context.open(&[])?,
    };
    let reading = context.reading(&store)?;
    let (Origin::WorkTree, Some(_)) = (reading.origin, store.dir()) else {
        return Err(Error::usage(
            "only the files on disk can be changed",
            "leave out --at and --staged",
        ));
    };
    let dues = due::find(&Facts::new(
        &reading.records,
        &reading.policy,
        reading.today,
    ));
    let open = action_list::open(&reading, &dues);
    if !open.iter().any(|open| open.id == args.id) {
        return Err(Error::usage(
            format!("no action `{}` is open", args.id),
            match open.is_empty() {
                true => "there are none".to_owned(),
                false => nearest(&args.id, open.iter().map(|open| open.id)),
            },
        ));
    }
    let record = args.record.trim_start_matches("workers/");
    let record = RecordId::new(record.trim_end_matches(".md"));
    let closing = Closing {
        action: &args.id,
        record: &record,
        outcome: match args.outcome {
            Became::Done => Outcome::Done,
            Became::Dropped => Outcome::Dropped,
            Became::Carried => Outcome::Carried,
        },
        note: args.note.as_deref(),
        by_when: args.by_when,
    };
    let mended = close::close(&reading, &dues, &closing)
        .map_err(|refusal| Error::usage(refusal.message, refusal.hint))?;
    let files = [mended];
    let diff = mending::diff(&files, &reading.sources, Words::Withheld);
    terminal::data(context, &diff)?;
    if !args.write {
        terminal::say(context, "nothing is written without `--write`");
        return Ok(ExitStatus::Clean);
    }
    let [mended] = files;
    let file = reading.sources.file(mended.source);
    let (path, before) = (file.path(), file.text().as_bytes());
    store.save(&[Edit::replace(path, before, mended.text)])?;
    terminal::say(context, &format!("written to {path}"));
    Ok(ExitStatus::Clean)
}
