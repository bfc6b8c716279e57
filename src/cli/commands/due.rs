//! `supervision due`: what falls due, in the order in which a supervisor plans.

use std::collections::BTreeSet;

use clap::builder::PossibleValuesParser;

use crate::calendar::Interval;
use crate::cli::context::Context;
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::due::{self, Due, DueKind, Facts, State};
use crate::reading::Reading;
use crate::record::{Records, WorkerId};
use crate::report::due_list::Columns;
use crate::report::{due_csv, due_ics, due_list, json_v1};

/// Show what falls due: sessions, case discussions, agreements, renewals, actions
///
/// Every date is reckoned from the records by the policy in force. `supervision why` gives the reasons for one of
/// them, `--format json` for all.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision due                           everything that is open
  supervision due --within 28d              what is overdue or falls due in four weeks
  supervision due --supervisor sam-okoro    one supervisor's team
  supervision due --state overdue --ids     what is late, with ids for `supervision why`
  supervision due --team east --kind worker-session --format ics -o sessions.ics")]
pub(in crate::cli) struct Args {
    /// Only what is overdue or falls due within this time: 28d, 4w or 1m
    #[arg(long, value_name = "TIME", value_parser = parse_interval)]
    within: Option<Interval>,
    /// Only what concerns this worker
    #[arg(long, value_name = "ID")]
    worker: Option<String>,
    /// Only what concerns this child
    #[arg(long, value_name = "ID")]
    child: Option<String>,
    /// Only what concerns this supervisor's team
    #[arg(long, value_name = "ID")]
    supervisor: Option<String>,
    /// Only what concerns workers who are in this team on the day
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Only this kind of thing; may be given more than once
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(names(&DueKind::ALL, DueKind::name)))]
    kind: Vec<String>,
    /// Only what stands so; may be given more than once
    #[arg(long, value_name = "STATE", value_parser = PossibleValuesParser::new(names(&State::ALL, State::name)))]
    state: Vec<String>,
    /// Show the id of each, by which `supervision why` knows it
    #[arg(long)]
    ids: bool,
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// As a table
    Human,
    /// For programs: schemas/output/due.schema.json
    Json,
    /// For a spreadsheet
    Csv,
    /// For a calendar: an event for each day that is known
    Ics,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&[])?;
    let reading = context.reading(&store)?;
    known(
        &reading.records,
        args.worker.as_deref(),
        args.child.as_deref(),
        args.supervisor.as_deref(),
    )?;
    known_team(&reading, args.team.as_deref())?;
    let dues = due::find(&Facts::new(
        &reading.records,
        &reading.policy,
        reading.today,
    ));
    let until = args.within.map(|within| within.after(reading.today));
    let is_one_of =
        |wanted: &[String], name: &str| wanted.is_empty() || wanted.iter().any(|one| one == name);
    let is_wanted = |due: &&Due| {
        let is = |wanted: &Option<String>, id: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| id == Some(wanted))
        };
        is(&args.worker, due.worker.as_ref().map(|id| id.as_str()))
            && is(&args.child, due.child.as_ref().map(|id| id.as_str()))
            && is(
                &args.supervisor,
                due.supervisor.as_ref().map(|id| id.as_str()),
            )
            && is(
                &args.team,
                due.worker
                    .as_ref()
                    .and_then(|worker| team(&reading, worker)),
            )
            && is_one_of(&args.kind, due.kind.name())
            && is_one_of(&args.state, due.state.name())
            && until.is_none_or(|until| due.due.is_none_or(|day| day <= until))
    };
    let wanted: Vec<&Due> = dues.iter().filter(is_wanted).collect();
    let columns = match args.ids {
        true => Columns::Ids,
        false => Columns::What,
    };
    let text = match args.format {
        Format::Human => due_list::dues(&reading, &wanted, columns, context.width),
        Format::Json => json_v1::dues(&reading, &wanted),
        Format::Csv => due_csv::dues(&reading, &wanted),
        Format::Ics => due_ics::dues(&reading, &wanted),
    };
    terminal::data(context, &text)?;
    let left_out = wanted.iter().filter(|due| !due_ics::has_a_day(due)).count();
    if matches!(args.format, Format::Ics) && left_out > 0 {
        terminal::say(
            context,
            &format!(
                "{left_out} are not in the calendar, because their day is not known or they wait while the worker is away"
            ),
        );
    }
    if !reading.findings.is_empty() {
        terminal::say(
            context,
            "some records could not be read as they should be; `supervision check` says which",
        );
    }
    Ok(ExitStatus::Clean)
}

/// What is overdue or falls due within a week, as a table.
pub(in crate::cli) fn within_a_week(reading: &Reading, width: usize) -> String {
    let dues = due::find(&Facts::new(
        &reading.records,
        &reading.policy,
        reading.today,
    ));
    let until = reading.today.plus_days(7);
    let wanted: Vec<&Due> = dues
        .iter()
        .filter(|due| due.due.is_none_or(|day| day <= until))
        .collect();
    due_list::dues(reading, &wanted, Columns::What, width)
}

/// A name that is in no record is a slip of the keyboard, not an empty list.
pub(super) fn known(
    records: &Records,
    worker: Option<&str>,
    child: Option<&str>,
    person: Option<&str>,
) -> Result<(), Error> {
    let among = |what: &str, name: Option<&str>, known: Vec<&str>| match name {
        Some(name) if !known.contains(&name) => Err(Error::usage(
            format!("there is no {what} `{name}` here"),
            nearest(name, known),
        )),
        _ => Ok(()),
    };
    let workers = records.workers.keys().map(|id| id.as_str());
    let children = records.children.keys().map(|id| id.as_str());
    let people = records.people.keys().map(|id| id.as_str());
    among("worker", worker, workers.collect())?;
    among("child", child, children.collect())?;
    among("person", person, people.collect())
}

/// The team of a worker on the day of the reading.
fn team<'a>(reading: &'a Reading, worker: &WorkerId) -> Option<&'a str> {
    let worker = reading.records.workers.get(worker)?.worker.as_ref()?;
    let post = worker.data.employment.on(reading.today)?;
    Some(post.team.value.as_str())
}

/// A team in which nobody works today is a slip of the keyboard too.
fn known_team(reading: &Reading, name: Option<&str>) -> Result<(), Error> {
    let Some(name) = name else { return Ok(()) };
    let workers = reading.records.workers.keys();
    let teams: BTreeSet<&str> = workers.filter_map(|worker| team(reading, worker)).collect();
    match teams.contains(name) {
        true => Ok(()),
        false => Err(Error::usage(
            format!("nobody works in a team `{name}` on {}", reading.today),
            match teams.is_empty() {
                true => "no worker has a team on that day".to_owned(),
                false => format!(
                    "there are: {}",
                    teams.into_iter().collect::<Vec<_>>().join(", ")
                ),
            },
        )),
    }
}

/// The names that an option takes.
pub(super) fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|one| name(*one)).collect()
}

fn parse_interval(text: &str) -> Result<Interval, String> {
    let unfit = || "write a number and d, w or m: 28d, 4w or 1m".to_owned();
    let unit = text.chars().next_back().ok_or_else(unfit)?;
    let number: u32 = text[..text.len() - unit.len_utf8()]
        .parse()
        .map_err(|_| unfit())?;
    match unit {
        'd' => Ok(Interval::Days(number)),
        'w' => Ok(Interval::Weeks(number)),
        'm' => Ok(Interval::Months(number)),
        _ => Err(unfit()),
    }
}
