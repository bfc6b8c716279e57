//! `supervision quality-audit`: which records an auditor is to look at, and the form with what the records say already.

use std::collections::BTreeMap;

use super::render::{Format, revision};
use crate::calendar::Day;
use crate::cli::context::{Context, parse_day};
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::due::Facts;
use crate::due::audit_draw::{self, Share, Wanted};
use crate::reading::Reading;
use crate::record::{Kind, PersonId, WorkerId};
use crate::render::scaffold::{self, Given, Prepared, Refusal};
use crate::render::{self, AuditOf, Wording};
use crate::report::audit_draw::{Draw, page};
use crate::store::{Edit, Origin, Store};

/// Draw records for audit so that anybody can repeat it, and fill in the auditor's form
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Draw(DrawArgs),
    Form(FormArgs),
}

/// Draw the records that each auditor is to look at, by the policy's rule
///
/// The policy says who audits, how many records and how often; what has been audited already counts. The draw is among the
/// sessions held and the children's supervision records of the last twelve months. Nobody draws from their own file, from the
/// file of somebody whom they supervise, or a session that they held, nor anything that was audited too short a while ago. Each
/// file has its turn before another gives a second record.
///
/// No chance is in it: the same records, day and seed give the same draw, and what is printed says how anybody can check it.
/// With --write a quality audit is prepared for each auditor and file, with its questions still to be answered.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision quality-audit draw --on 2026-11-02
  supervision quality-audit draw --on 2026-11-02 --seed autumn --write
  supervision quality-audit draw --by helen-marsh --each 2     where no policy says how many")]
struct DrawArgs {
    /// The day of the draw; the audits are prepared for it
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    on: Option<Day>,
    /// The word from which the numbers are made; the store and the day where nothing is said
    #[arg(long, value_name = "WORD")]
    seed: Option<String>,
    /// Only for this auditor
    #[arg(long, value_name = "ID")]
    by: Option<String>,
    /// So many for each auditor, whatever the policy asks and whatever has been audited
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    each: Option<u16>,
    /// The first day of the records among which is drawn; twelve months before the draw where nothing is said
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    from: Option<Day>,
    /// Write the prepared quality audits into the store
    #[arg(long)]
    write: bool,
}

/// The audit of a worker's supervision, filled in from the records as far as records can say it
///
/// How often supervision was asked for and held, with every session that was late or called off and by whom; the agreement and the
/// history of each relationship; records written up, shared and signed in time; cases discussed in their interval; decisions with
/// their reasons; the four elements; and what became of the actions: figures with their numerator and denominator, counted as
/// `supervision report timeliness` counts them, and the records behind each. What only a person can judge stands open.
///
/// Nobody's own words stand in it: an auditor who is to read a record needs the right to, and notes it as an access.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision quality-audit form jo-field
  supervision quality-audit form jo-field --on 2026-09-30 --from 2026-04-01 --format html -o audit.html
  supervision quality-audit form jo-field --format docx -o audit.docx     a Word file, to be filled in")]
struct FormArgs {
    /// The worker: the name of their folder in `workers`
    worker: String,
    /// The day of the audit: the last day that is looked at
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    on: Option<Day>,
    /// The first day that is looked at; twelve months before where nothing is said
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    from: Option<Day>,
    /// The form of the document
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    format: Format,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    match &args.what {
        What::Draw(args) => draw(args, context),
        What::Form(args) => form(args, context),
    }
}

fn draw(args: &DrawArgs, context: &Context) -> Result<ExitStatus, Error> {
    let store = match args.write {
        true => context.open_to_write(&[])?,
        false => context.open(&[])?,
    };
    let reading = context.reading(&store)?;
    if args.write && (reading.origin != Origin::WorkTree || store.dir().is_none()) {
        return Err(Error::usage(
            "audits can only be added to the files on disk",
            "leave out --at and --staged",
        ));
    }
    let on = args.on.unwrap_or(reading.today);
    let from = args.from.unwrap_or_else(|| a_year_until(on));
    let settings = reading.records.settings();
    let id = settings.map_or("store", |settings| settings.id.as_str());
    let seed = args.seed.clone().unwrap_or_else(|| format!("{id} {on}"));
    let by = args
        .by
        .as_deref()
        .map(|by| auditor(&reading, by))
        .transpose()?;
    let facts = Facts::new(&reading.records, &reading.policy, on);
    let wanted = Wanted {
        seed: &seed,
        from,
        by: by.as_ref(),
        each: args.each.map(usize::from),
    };
    let shares = audit_draw::draw(&facts, &wanted);
    if shares.is_empty() {
        return Err(nobody(by.as_ref(), on));
    }
    let shown = Draw {
        day: on,
        from,
        seed: &seed,
        shares: &shares,
    };
    terminal::data(context, &page(&shown, context.width))?;
    let prepared = prepared(&reading, on, &shares)?;
    match (prepared.len(), args.write) {
        (0, _) => terminal::say(context, "there is nothing to prepare"),
        (_, false) => {
            for one in &prepared {
                terminal::say(context, &format!("would prepare {}", one.path));
            }
            terminal::say(context, "nothing is written without `--write`");
        }
        (_, true) => write(context, &store, prepared)?,
    }
    Ok(ExitStatus::Clean)
}

fn form(args: &FormArgs, context: &Context) -> Result<ExitStatus, Error> {
    args.format.must_have_a_place(context, "audit")?;
    let store = context.open(&[])?;
    let reading = context.reading(&store)?;
    let on = args.on.unwrap_or(reading.today);
    let from = args.from.unwrap_or_else(|| a_year_until(on));
    if on > reading.today {
        return Err(Error::usage(
            format!(
                "{on} is after {}, the day from which is reckoned",
                reading.today
            ),
            "what is still to come cannot be audited",
        ));
    }
    if on < from {
        return Err(Error::usage(
            format!("the time ends on {on}, before it begins on {from}"),
            "give the first day with --from and the last with --on",
        ));
    }
    let facts = Facts::new(&reading.records, &reading.policy, on);
    let revision = revision(&reading, &store)?;
    let of = AuditOf {
        reading: &reading,
        facts: &facts,
        worker: &WorkerId::new(args.worker.as_str()),
        from,
        revision: revision.as_deref(),
    };
    let words = Wording::of_store(&reading.sources);
    let Some(document) = render::audit_form(&words, &of) else {
        let workers = reading.records.workers.keys();
        return Err(Error::usage(
            format!("there is no worker `{}` here", args.worker),
            nearest(&args.worker, workers.map(WorkerId::as_str)),
        ));
    };
    args.format.give(context, document, on)?;
    Ok(ExitStatus::Clean)
}

fn write(context: &Context, store: &Store, prepared: Vec<Prepared>) -> Result<(), Error> {
    let paths: Vec<String> = prepared.iter().map(|one| one.path.clone()).collect();
    let edits = prepared.into_iter();
    let edits: Vec<Edit> = edits
        .map(|one| Edit::new_file(one.path, one.text))
        .collect();
    store.save(&edits)?;
    for path in paths {
        terminal::say(context, &format!("prepared {path}"));
    }
    terminal::say(
        context,
        "what is still to be answered: supervision check; whoever audits has seen the file, so tell the worker and note it with `supervision new access`",
    );
    Ok(())
}

/// A quality audit for each auditor and file, with the records that were drawn.
fn prepared(reading: &Reading, on: Day, shares: &[Share]) -> Result<Vec<Prepared>, Error> {
    let mut audits: BTreeMap<(&WorkerId, &PersonId), Vec<String>> = BTreeMap::new();
    for share in shares {
        for one in &share.drawn {
            let records = audits.entry((&one.worker, &share.auditor)).or_default();
            records.push(one.record.to_string());
        }
    }
    let mut prepared: Vec<Prepared> = Vec::new();
    for ((worker, by), records) in audits {
        prepared.push(audit(reading, on, worker, by, records, &prepared)?);
    }
    Ok(prepared)
}

/// One audit, under the first name that is free on the day.
fn audit(
    reading: &Reading,
    on: Day,
    worker: &WorkerId,
    by: &PersonId,
    records: Vec<String>,
    before: &[Prepared],
) -> Result<Prepared, Error> {
    let values = [
        ("worker", worker.to_string()),
        ("by", by.to_string()),
        ("date", on.to_string()),
    ];
    let mut given = Given {
        values: values.into_iter().collect(),
        records,
    };
    for number in 2_u32.. {
        match scaffold::prepare(reading, Kind::QualityAudit, &given) {
            Ok(one) if before.iter().all(|other| other.path != one.path) => return Ok(one),
            Ok(_) | Err(Refusal::Exists { .. }) => {
                given
                    .values
                    .insert("what", format!("quality-audit-{number}"));
            }
            Err(refusal) => return Err(Error::usage(refusal.to_string(), "")),
        }
    }
    unreachable!("numbers do not run out")
}

fn auditor(reading: &Reading, id: &str) -> Result<PersonId, Error> {
    let people = &reading.records.people;
    let known = people.get_key_value(id).map(|(person, _)| person.clone());
    known.ok_or_else(|| {
        let hint = nearest(id, people.keys().map(PersonId::as_str));
        Error::usage(format!("there is no person `{id}` here"), hint)
    })
}

/// Why nobody has anything to draw.
fn nobody(by: Option<&PersonId>, on: Day) -> Error {
    match by {
        None => Error::usage(
            format!("no policy in force on {on} says who audits how many records"),
            "say it in your pack under `audit-sampling`, or draw for somebody with --by ID --each 2",
        ),
        Some(by) => Error::usage(
            format!("no policy in force on {on} asks {by} to audit records"),
            "say how many with --each, as in --each 2",
        ),
    }
}

/// The first day of the twelve months that end on a day.
pub(super) fn a_year_until(day: Day) -> Day {
    let before = day.date().checked_sub_months(chrono::Months::new(12));
    before.map_or(day, |before| Day::from(before).after())
}
