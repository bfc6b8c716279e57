//! `supervision report self-audit`: how somebody sees their own practice over the years.

use super::render::revision;
use crate::cli::context::Context;
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::due::Facts;
use crate::record::WorkerId;
use crate::record::discussion::Party;
use crate::render::{self, Wording, write_html};
use crate::report::self_audit::{csv, json_v1, list, trend};

/// How somebody has rated their own practice over the years, point by point, and what gets in the way
///
/// The points are those of the policy's checklist, in its order; a point that only the records have comes after them. Beside the
/// barriers that they named stand those that the records show of themselves: sessions cancelled, interrupted, without reflection,
/// with an agenda from one side, and sessions in which case management crowded something out.
///
/// What somebody wrote beside a rating stays in their record.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision report self-audit --worker jo-field
  supervision report self-audit --supervisor sam-okoro --format html -o practice.html")]
pub(in crate::cli) struct SelfAuditArgs {
    /// This person's look at their practice as a supervisee
    #[arg(
        long,
        value_name = "ID",
        required_unless_present = "supervisor",
        conflicts_with = "supervisor"
    )]
    worker: Option<String>,
    /// This person's look at their practice as a supervisor
    #[arg(long, value_name = "ID")]
    supervisor: Option<String>,
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// As tables
    Human,
    /// For a spreadsheet: a row for each rating
    Csv,
    /// For programs: schemas/output/self-audit.schema.json
    Json,
    /// One page for a browser or a printer, complete in itself
    Html,
}

pub(super) fn run(args: &SelfAuditArgs, context: &Context) -> Result<ExitStatus, Error> {
    let (id, part) = match (&args.worker, &args.supervisor) {
        (Some(id), _) => (id, Party::Supervisee),
        (None, Some(id)) => (id, Party::Supervisor),
        (None, None) => {
            return Err(Error::usage(
                "whose practice is not said",
                "name them with --worker or --supervisor",
            ));
        }
    };
    let store = context.open(&[])?;
    let reading = context.reading(&store)?;
    let known = reading.records.workers.get_key_value(id.as_str());
    let Some((id, _)) = known else {
        let workers = reading.records.workers.keys();
        return Err(Error::usage(
            format!("there is no file of `{id}` here"),
            nearest(id, workers.map(WorkerId::as_str)),
        ));
    };
    let facts = Facts::new(&reading.records, &reading.policy, reading.today);
    let trend = trend(&facts, &reading.sources, id, part);
    let text = match args.format {
        Format::Human => list::page(&trend, context.width),
        Format::Csv => csv::table(&trend),
        Format::Json => json_v1::report(&trend),
        Format::Html => {
            let revision = revision(&reading, &store)?;
            let words = Wording::of_store(&reading.sources);
            let document = render::self_audit(&words, &reading, &trend, revision.as_deref());
            write_html::document(&document)
        }
    };
    terminal::data(context, &text)?;
    Ok(ExitStatus::Clean)
}
