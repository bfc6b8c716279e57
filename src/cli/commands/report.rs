//! `supervision report`: figures over a period, with what stands behind each.

use std::collections::BTreeSet;

use super::render::revision;
use crate::calendar::Day;
use crate::cli::context::{Context, parse_day};
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::due::Facts;
use crate::due::timeliness::{self, By, Obligation};
use crate::reading::Reading;
use crate::render::{self, Wording, write_html};
use crate::report::timeliness::{Timeliness, csv, json_v1, list};

/// Report on a period: how timely supervision was; how people see their own practice over the years
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    report: ReportArgs,
}

#[derive(Debug, clap::Subcommand)]
enum ReportArgs {
    Timeliness(TimelinessArgs),
    SelfAudit(super::report_self_audit::SelfAuditArgs),
}

/// What fell due in a period and how much of it was done in time, with what was missed and what is not counted
///
/// In time means on or before the due date, as it stood on that day: by the policy then in force and by what had
/// happened by then. Nothing that happened later changes it. A session counts from the day on which it was held, whenever it
/// was written up.
///
/// Supervision sessions and full discussions of cases: each sets the date of the next one, so a long gap is one that
/// is late, by so many days. Who meets more often than the policy asks has more dates, and has met them. First
/// considerations of newly allocated children, supervision agreements and histories: once for each allocation or line
/// manager. Reviews of agreements: each sets the date of the next one. An agreement is made when it is written; whether
/// it is signed is a matter for `supervision check`.
///
/// Everything is counted in the period in which its due date lies, under the worker, team and supervisor of that day.
/// Not counted, with the reason: the worker was away when it fell due (the date after the return counts instead); the
/// worker left, the case was closed or went to somebody else before the day came; a record that is needed is missing,
/// cannot be read or is kept elsewhere; the day is today. What a policy says should be done stands on lines of its own,
/// marked (should), beside what must be done.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision report timeliness --from 2026-04-01 --to 2026-06-30
  supervision report timeliness --from 2026-04-01 --to 2026-06-30 --by team
  supervision report timeliness --from 2026-04-01 --to 2026-06-30 --supervisor sam-okoro --by worker
  supervision report timeliness --from 2026-04-01 --to 2026-06-30 --format html -o timeliness.html")]
struct TimelinessArgs {
    /// The first day of the period
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    from: Day,
    /// The last day of the period; not after the day from which is reckoned
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    to: Day,
    /// Show the figures for each of these as well as in total
    #[arg(long, value_name = "GROUP")]
    by: Option<ByArg>,
    /// Only what concerns this worker
    #[arg(long, value_name = "ID")]
    worker: Option<String>,
    /// Only what concerns workers who were in this team on the due date
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Only what concerns workers whom this person supervised on the due date
    #[arg(long, value_name = "ID")]
    supervisor: Option<String>,
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ByArg {
    Worker,
    Team,
    Supervisor,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// As tables
    Human,
    /// For a spreadsheet: a row for each that fell due
    Csv,
    /// For programs: schemas/output/timeliness.schema.json
    Json,
    /// One page for a browser or a printer, complete in itself
    Html,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    match &args.report {
        ReportArgs::Timeliness(args) => timeliness(args, context),
        ReportArgs::SelfAudit(args) => super::report_self_audit::run(args, context),
    }
}

fn timeliness(args: &TimelinessArgs, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&[])?;
    let reading = context.reading(&store)?;
    is_period(args, reading.today)?;
    let wanted = [
        (By::Worker, &args.worker),
        (By::Team, &args.team),
        (By::Supervisor, &args.supervisor),
    ];
    let only = wanted.into_iter();
    let only: Vec<(By, &str)> = only
        .filter_map(|(by, id)| Some((by, id.as_deref()?)))
        .collect();
    for (by, id) in &only {
        is_known(&reading, *by, id)?;
    }
    let facts = Facts::new(&reading.records, &reading.policy, reading.today);
    let mut obligations = timeliness::judged(&facts, args.from, args.to);
    let is_wanted = |one: &Obligation| only.iter().all(|(by, id)| by.of(one) == Some(id));
    obligations.retain(is_wanted);
    let report = Timeliness {
        reading: &reading,
        from: args.from,
        to: args.to,
        by: args.by.map(|by| match by {
            ByArg::Worker => By::Worker,
            ByArg::Team => By::Team,
            ByArg::Supervisor => By::Supervisor,
        }),
        only,
        obligations,
        not_here: timeliness::not_here(&facts),
    };
    let text = match args.format {
        Format::Human => list::page(&report, context.width),
        Format::Csv => csv::table(&report),
        Format::Json => json_v1::report(&report),
        Format::Html => {
            let revision = revision(&reading, &store)?;
            let words = Wording::of_store(&reading.sources);
            write_html::document(&render::timeliness(&words, &report, revision.as_deref()))
        }
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

/// A period runs forwards and has been: of what is still to come nothing can be judged.
fn is_period(args: &TimelinessArgs, today: Day) -> Result<(), Error> {
    let TimelinessArgs { from, to, .. } = args;
    if to < from {
        return Err(Error::usage(
            format!("the period ends on {to}, before it begins on {from}"),
            "give the first day with --from and the last with --to",
        ));
    }
    if *to > today {
        return Err(Error::usage(
            format!("the period ends on {to}, after {today}, the day from which is reckoned"),
            format!(
                "what is still to come cannot be judged: use --to {today} for the period so far"
            ),
        ));
    }
    Ok(())
}

/// A name that is in no record is a slip of the keyboard, not a report of nothing.
fn is_known(reading: &Reading, by: By, id: &str) -> Result<(), Error> {
    let workers = reading.records.workers.iter();
    let files = || workers.clone().filter_map(|(_, file)| file.worker.as_ref());
    let known: BTreeSet<&str> = match by {
        By::Worker => workers.clone().map(|(id, _)| id.as_str()).collect(),
        By::Team => files()
            .flat_map(|worker| worker.data.employment.iter())
            .map(|post| post.team.value.as_str())
            .collect(),
        By::Supervisor => files()
            .flat_map(|worker| worker.data.line_managers.iter())
            .map(|held| held.person.value.as_str())
            .collect(),
    };
    match known.contains(id) {
        true => Ok(()),
        false => Err(Error::usage(
            format!("there is no {} `{id}` here", by.name()),
            nearest(id, known),
        )),
    }
}
