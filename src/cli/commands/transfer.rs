//! `supervision transfer`: a worker's file that goes to another store with its history (R13e).
//!
//! `send` packs it and records that it went, `receive` takes it in and records where it came from, `finish` takes away here what is
//! there now. What is on its way is a file that `git bundle` reads; how it is carried is not this program's business.

mod finish;
mod receive;
mod send;

use std::path::PathBuf;

use crate::calendar::Day;
use crate::cli::context::{Context, parse_day};
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::reading::Reading;
use crate::record::handover::{Direction, Handover};
use crate::record::{Filed, Kind, PersonId, WorkerFile, WorkerId};
use crate::render::scaffold;
use crate::store::{self, At, Edit, Store};

/// Hand a worker's file over to another team's store, with its whole history
///
/// A worker who moves to another team keeps their supervision file. Three steps: the team that they leave runs `send`, the team that they
/// join runs `receive`, and when that is done the first runs `finish`. Both stores then say where the file came from and where it went,
/// and `supervision log` tells its history from the first day on.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  supervision transfer send jo-field --to south-team --by sam-okoro --reason \"Moves to the south team\" -o ../jo-field.bundle
  supervision transfer receive ../jo-field.bundle --by ada-cole            in the south team's store
  supervision transfer finish jo-field --write                             in the store that sent it")]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    Send(SendArgs),
    Receive(ReceiveArgs),
    Finish(FinishArgs),
}

/// Pack a worker's file and its history for another store, and record that it goes there
///
/// What is packed is what is committed: every commit that touched the file, with who made it and when. Nothing of anybody else's file
/// goes with it, and not the messages of the commits, which may name other people. The file that -o names holds everything that the
/// worker's file holds, and is not encrypted: carry it as you would carry that, and delete it when it has been received.
///
/// Nothing is taken away here; `finish` does that.
#[derive(Debug, clap::Args)]
struct SendArgs {
    /// The worker: the name of their folder in `workers`
    worker: String,
    /// The id of the store to which it goes, as its supervision.yaml gives it
    #[arg(long, value_name = "STORE")]
    to: String,
    /// Who hands it over: the name of their file in `people`
    #[arg(long, value_name = "PERSON")]
    by: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// On which day, else today
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    date: Option<Day>,
}

/// Take in a worker's file that another store has sent, and record where it came from
///
/// The file and its history become part of this store in one commit. What stands here already is never written over. If the other team
/// sends it again because something was added, only what is new is taken in.
#[derive(Debug, clap::Args)]
struct ReceiveArgs {
    /// What the other team sent
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Who takes it: the name of their file in `people`
    #[arg(long, value_name = "PERSON")]
    by: String,
    /// Why
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "The file follows the worker"
    )]
    reason: String,
    /// On which day, else today
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    date: Option<Day>,
}

/// Take away here the records of a worker whose file has been received elsewhere
///
/// What goes is shown; --write takes it away. The record of where the file went stays, and so does its history here. It is refused where
/// anything was added or changed after the file was sent: that would be lost to the other store.
#[derive(Debug, clap::Args)]
struct FinishArgs {
    /// The worker: the name of their folder in `workers`
    worker: String,
    /// Take the records away
    #[arg(long)]
    write: bool,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    context.must_be_on_disk("a file is handed over as it is committed on your branch")?;
    let store = context.open_to_write(&[])?;
    if store.dir().is_none() || !store.is_in_repository() {
        return Err(Error::usage(
            "a file can be handed over only between stores that are kept in git, with their files on disk",
            "work in a clone of the repository",
        ));
    }
    let reading = context.reading(&store)?;
    match &args.step {
        Step::Send(args) => send::run(args, context, &store, &reading),
        Step::Receive(args) => receive::run(args, context, &store, &reading),
        Step::Finish(args) => finish::run(args, context, &store, &reading),
    }
}

/// The id of the store itself.
fn own_id(reading: &Reading) -> Result<&str, Error> {
    let settings = reading.records.settings();
    settings.map(|own| own.id.as_str()).ok_or_else(|| {
        Error::usage(
            "supervision.yaml does not say what this store is called",
            "`supervision check supervision.yaml` says what is wrong with it",
        )
    })
}

fn worker_file<'a>(reading: &'a Reading, worker: &str) -> Result<&'a WorkerFile, Error> {
    let workers = &reading.records.workers;
    workers.get(worker).ok_or_else(|| {
        Error::usage(
            format!("there is no worker `{worker}` here"),
            nearest(worker, workers.keys().map(WorkerId::as_str)),
        )
    })
}

fn must_be_known(reading: &Reading, person: &str) -> Result<(), Error> {
    let people = &reading.records.people;
    match people.contains_key(person) {
        true => Ok(()),
        false => Err(Error::usage(
            format!("there is nobody called `{person}` in people"),
            nearest(person, people.keys().map(PersonId::as_str)),
        )),
    }
}

/// The last handover of a file.
fn last_handover(file: &WorkerFile) -> Option<&Filed<Handover>> {
    file.handovers.iter().max_by_key(|one| one.data.date.value)
}

/// Whether a path is of a worker's file, and no record of where that came from or went.
fn is_of_file(reading: &Reading, worker: &str, path: &str) -> bool {
    let rest = path.strip_prefix("workers/").unwrap_or_default();
    let is_inside = rest
        .strip_prefix(worker)
        .is_some_and(|rest| rest.starts_with('/'));
    let file = reading.records.workers.get(worker);
    let mut handovers = file.into_iter().flat_map(|file| &file.handovers);
    is_inside && !handovers.any(|one| rest.trim_end_matches(".yaml") == one.id.as_str())
}

/// The paths of a worker's file that are not on disk as they are in a commit.
fn changed_since(
    store: &Store,
    reading: &Reading,
    worker: &str,
    commit: &str,
) -> Result<Vec<String>, Error> {
    let changes = store.changes(&At::Commit(commit.to_owned()), &At::WorkTree)?;
    let paths = changes.iter().flat_map(|change| {
        let sides = [&change.was, &change.is].into_iter().flatten();
        sides.map(|side| side.path().to_owned())
    });
    let mut paths: Vec<String> = paths
        .filter(|path| is_of_file(reading, worker, path))
        .collect();
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// The record of a handover, at a place where nothing stands.
struct Record<'a> {
    worker: &'a str,
    day: Day,
    direction: Direction,
    other_store: &'a str,
    commit: &'a str,
    by: &'a str,
    reason: &'a str,
}

impl Record<'_> {
    fn edit(&self, store: &Store) -> Result<Edit, Error> {
        let direction = match self.direction {
            Direction::Received => "received",
            Direction::Sent => "sent",
        };
        let folder = format!("workers/{}/8-miscellaneous", self.worker);
        let mut path = format!("{folder}/{}-handover.yaml", self.day);
        for number in 2.. {
            match store.dir() {
                Some(dir) if store::stands(dir, &path)? => {
                    path = format!("{folder}/{}-handover-{number}.yaml", self.day);
                }
                _ => break,
            }
        }
        let values = [
            ("worker", self.worker.to_owned()),
            ("date", self.day.to_string()),
            ("direction", direction.to_owned()),
            ("other_store", self.other_store.to_owned()),
            ("commit", self.commit.to_owned()),
            ("by", self.by.to_owned()),
            ("reason", self.reason.to_owned()),
        ];
        let values = values.map(|(name, value)| (name.to_owned(), value.into()));
        let prepared = scaffold::filled(Kind::Handover, &path, values.into_iter().collect());
        Ok(Edit::new_file(prepared.path, prepared.text))
    }
}

/// A count of commits, in words.
fn commits(count: usize) -> String {
    match count {
        1 => "1 commit".to_owned(),
        count => format!("{count} commits"),
    }
}
