//! `supervision due`: what falls due, in the order in which a supervisor plans.

use crate::calendar::Interval;
use crate::cli::context::Context;
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::due::{self, Due, Facts};
use crate::reading::Reading;
use crate::report::{due_list, json_v1};

/// Show what falls due: sessions, case discussions, agreements, renewals, actions
///
/// Every date is reckoned from the records by the policy in force. `--format json` gives the reasons for each, step by step.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision due                           everything that is open
  supervision due --within 28d              what is overdue or falls due in four weeks
  supervision due --supervisor sam-okoro    one supervisor's team")]
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
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&[])?;
    let reading = context.reading(&store)?;
    known(args, &reading)?;
    let dues = due::find(&Facts::new(
        &reading.records,
        &reading.policy,
        reading.today,
    ));
    let until = args.within.map(|within| within.after(reading.today));
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
            && until.is_none_or(|until| due.due.is_none_or(|day| day <= until))
    };
    let wanted: Vec<&Due> = dues.iter().filter(is_wanted).collect();
    let text = match args.format {
        Format::Human => due_list::dues(&reading, &wanted, context.width),
        Format::Json => json_v1::dues(&reading, &wanted),
    };
    terminal::data(context, &text)?;
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
    due_list::dues(reading, &wanted, width)
}

/// A name that is in no record is a slip of the keyboard, not an empty list.
fn known(args: &Args, reading: &Reading) -> Result<(), Error> {
    let records = &reading.records;
    let refuse = |what: &str, name: &str, hint: String| {
        Err(Error::usage(
            format!("there is no {what} `{name}` here"),
            hint,
        ))
    };
    if let Some(name) = args
        .worker
        .as_deref()
        .filter(|name| !records.workers.contains_key(*name))
    {
        return refuse(
            "worker",
            name,
            nearest(name, records.workers.keys().map(|id| id.as_str())),
        );
    }
    if let Some(name) = args
        .child
        .as_deref()
        .filter(|name| !records.children.contains_key(*name))
    {
        return refuse(
            "child",
            name,
            nearest(name, records.children.keys().map(|id| id.as_str())),
        );
    }
    if let Some(name) = args
        .supervisor
        .as_deref()
        .filter(|name| !records.people.contains_key(*name))
    {
        return refuse(
            "person",
            name,
            nearest(name, records.people.keys().map(|id| id.as_str())),
        );
    }
    Ok(())
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
