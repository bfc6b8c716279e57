//! `supervision why`: the chain behind one due date.

use clap::builder::PossibleValuesParser;

use super::due::{known, names};
use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::due::{self, Due, DueKind, Facts};
use crate::reading::Reading;
use crate::report::{json_v1, why};

/// Say why something falls due on its day: counted from what, asked by whom, and what would change it
///
/// Name it by its id, as `due --ids` shows it, or by as much of the id's beginning as no other has; or say whose it is.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision why jo-field/worker-session           the next session of a worker
  supervision why --worker jo-field                 the same
  supervision why --child c-1042                    the next full discussion of a child
  supervision why --worker jo-field --kind renewal --format json")]
pub(in crate::cli) struct Args {
    /// The id of what falls due, or its beginning
    #[arg(required_unless_present_any = ["worker", "child"], conflicts_with_all = ["worker", "child", "kind"])]
    id: Option<String>,
    /// What falls due for this worker: the session, unless `--kind` says what else
    #[arg(long, value_name = "ID")]
    worker: Option<String>,
    /// What falls due for this child: the discussion, unless `--kind` says what else
    #[arg(long, value_name = "ID")]
    child: Option<String>,
    /// What kind of thing
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(names(&DueKind::ALL, DueKind::name)))]
    kind: Option<String>,
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: WhyFormat,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum WhyFormat {
    /// For a reader
    Human,
    /// For programs: the same object that `due --format json` gives
    Json,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&[])?;
    let reading = context.reading(&store)?;
    let dues = due::find(&Facts::new(
        &reading.records,
        &reading.policy,
        reading.today,
    ));
    let found = match &args.id {
        Some(id) => named(id, &dues)?,
        None => theirs(args, &reading, &dues)?,
    };
    let text = match args.format {
        WhyFormat::Human => why::explain(&reading, found, context.width),
        WhyFormat::Json => json_v1::dues(&reading, &[found]),
    };
    terminal::data(context, &text)?;
    Ok(ExitStatus::Clean)
}

/// The due with an id, or the only one whose id begins so; a beginning that ends with a whole part comes first.
fn named<'a>(id: &str, dues: &'a [Due]) -> Result<&'a Due, Error> {
    let begins = |due: &&Due| due.id.starts_with(id);
    let whole = |due: &&Due| {
        let rest = due.id.strip_prefix(id);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let exact = dues.iter().find(|due| due.id == id);
    if let Some(due) = exact
        .or_else(|| only(dues.iter().filter(whole)))
        .or_else(|| only(dues.iter().filter(begins)))
    {
        return Ok(due);
    }
    let several: Vec<&Due> = dues.iter().filter(begins).collect();
    if several.len() > 1 {
        return Err(too_many(
            format!("{} ids begin with `{id}`", several.len()),
            &several,
        ));
    }
    let mut near: Vec<&Due> = dues.iter().collect();
    near.sort_by_cached_key(|due| (distance(id, &due.id), due.id.clone()));
    near.truncate(3);
    let hint = match near.is_empty() {
        true => "nothing is due here".to_owned(),
        false => format!("the nearest are:{}", listed(&near)),
    };
    Err(Error::usage(
        format!("nothing is due with the id `{id}`"),
        hint,
    ))
}

/// How unlike two ids are: as a whole, or without the day, where only that has moved.
fn distance(id: &str, other: &str) -> usize {
    let lasting = |id: &str| {
        id.rsplit_once('/')
            .map_or(id.to_owned(), |(what, _)| what.to_owned())
    };
    let moved = lasting(id) == lasting(other);
    match moved {
        true => 0,
        false => {
            1 + strsim::damerau_levenshtein(id, other)
                .min(strsim::damerau_levenshtein(id, &lasting(other)))
        }
    }
}

/// The one due of a worker or a child that is asked for.
fn theirs<'a>(args: &Args, reading: &Reading, dues: &'a [Due]) -> Result<&'a Due, Error> {
    known(
        &reading.records,
        args.worker.as_deref(),
        args.child.as_deref(),
        None,
    )?;
    let is_asked_for = |due: &&Due| match (&args.kind, &args.child) {
        (Some(kind), _) => due.kind.name() == kind,
        (None, Some(_)) => matches!(due.kind, DueKind::CaseDiscussion | DueKind::NextDiscussion),
        (None, None) => due.kind == DueKind::WorkerSession,
    };
    let is = |wanted: &Option<String>, id: Option<&str>| {
        wanted.as_deref().is_none_or(|wanted| id == Some(wanted))
    };
    let of_them = |due: &&Due| {
        is(&args.worker, due.worker.as_ref().map(|id| id.as_str()))
            && is(&args.child, due.child.as_ref().map(|id| id.as_str()))
    };
    let found: Vec<&Due> = dues
        .iter()
        .filter(|due| of_them(due) && is_asked_for(due))
        .collect();
    match found.as_slice() {
        [due] => Ok(due),
        [] => {
            let others: Vec<&Due> = dues.iter().filter(of_them).collect();
            let hint = match others.is_empty() {
                true => "nothing at all is due there".to_owned(),
                false => format!("what is due there:{}", listed(&others)),
            };
            Err(Error::usage("nothing of that kind is due there", hint))
        }
        several => Err(too_many(
            format!("{} of these are due", several.len()),
            several,
        )),
    }
}

fn only<'a>(mut dues: impl Iterator<Item = &'a Due>) -> Option<&'a Due> {
    let first = dues.next();
    first.filter(|_| dues.next().is_none())
}

fn too_many(message: String, dues: &[&Due]) -> Error {
    Error::usage(message, format!("name one of:{}", listed(dues)))
}

fn listed(dues: &[&Due]) -> String {
    dues.iter().map(|due| format!("\n    {}", due.id)).collect()
}
