//! `supervision policy`: whether the packs hang together, and what a change of policy does to the dates.

use crate::calendar::Day;
use crate::cli::context::{Context, parse_day};
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::diag::{Counts, Diagnostic, Diagnostics};
use crate::due::moved::moved;
use crate::due::unmatched::unmatched;
use crate::due::{self, Facts};
use crate::policy::{self, BUILT_IN, Policy, soundness};
use crate::reading::Reading;
use crate::record::Term;
use crate::record::store_settings::PolicyInForce;
use crate::report::plain::Words;
use crate::report::{plain, policy_changes, policy_list, short};
use crate::source::{Span, Spanned};

/// Look at the policy: whether its packs hang together, and which dates a change of it moves
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    command: PolicyCommand,
}

#[derive(Debug, clap::Subcommand)]
enum PolicyCommand {
    Check(CheckArgs),
    Diff(DiffArgs),
}

/// Find what is wrong in the policy packs in force, and list what they ask
///
/// Mistakes in a pack, each on its line; rules that contradict themselves or never decide a day; roles and categories that
/// nobody knows; clauses from which nothing follows; rules that concern no worker and no case in the records; and what is
/// noted and not reckoned.
///
/// A pack in `policies/` that the settings do not name is looked at too, as if it were in force by itself.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision policy check
  supervision policy check --format short")]
struct CheckArgs {
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: CheckFormat,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum CheckFormat {
    /// With the lines they are about, and the list of what is asked
    Human,
    /// A line each
    Short,
}

/// Say which dates move if one pack stands in the place of another
///
/// Both are packs that come with the program or stand in `policies/`. The second stands where the settings have the first;
/// where it is laid over the first (`over:`), it comes beside it. Where the settings do not name the first, each is taken by
/// itself. Nothing is changed in the store.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision policy diff rotherham cambridgeshire-peterborough
  supervision policy diff eastvale eastvale-2027 --from 2027-04-01 --as-of 2027-05-01")]
struct DiffArgs {
    /// The pack as it is
    before: String,
    /// The pack as it would be
    after: String,
    /// The day on which the second replaces the first; without it, as if it had always stood there
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    from: Option<Day>,
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: DiffFormat,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum DiffFormat {
    /// As tables, sooner dates first
    Human,
    /// For programs: schemas/output/policy-diff.schema.json
    Json,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    match &args.command {
        PolicyCommand::Check(args) => check(args, context),
        PolicyCommand::Diff(args) => diff(args, context),
    }
}

fn check(args: &CheckArgs, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&[])?;
    let mut reading = context.reading(&store)?;
    let findings = findings(&mut reading);
    let sources = &reading.sources;
    let text = match args.format {
        CheckFormat::Human => {
            let found = plain::findings(&findings, sources, Words::Withheld, context.width);
            found + &policy_list::in_force(&reading)
        }
        CheckFormat::Short => short::findings(&findings, sources),
    };
    terminal::data(context, &text)?;
    let counts = Counts::of(&findings);
    let found = counts.error + counts.warning + counts.note;
    terminal::say(
        context,
        &match found {
            0 => "nothing is wrong in the policy".to_owned(),
            1 => "1 thing to look at in the policy".to_owned(),
            found => format!("{found} things to look at in the policy"),
        },
    );
    Ok(if counts.error > 0 {
        ExitStatus::Findings
    } else {
        ExitStatus::Clean
    })
}

/// What is wrong in the packs of the settings, and in those that stand beside them.
fn findings(reading: &mut Reading) -> Vec<Diagnostic> {
    let mut found = Diagnostics::new();
    let (_, of_reading) = Policy::read(&reading.records, &mut reading.sources);
    found.append(of_reading);
    found.extend(soundness::faults(&reading.policy, reading.today));
    for source in reading.records.packs.clone() {
        let (pack, _) = policy::parse_pack(source, reading.sources.file(source));
        let named = |pack: &policy::Pack| {
            reading
                .policy
                .packs
                .iter()
                .any(|known| *known.pack.id == *pack.id)
        };
        let Some(pack) = pack.filter(|pack| pack.over.is_none() && !named(pack)) else {
            continue;
        };
        found.extend(soundness::faults(&Policy::of(pack), reading.today));
    }
    let facts = Facts::new(&reading.records, &reading.policy, reading.today);
    found.extend(unmatched(&facts).iter().map(policy_list::unmatched));
    found.into_sorted(&reading.sources)
}

fn diff(args: &DiffArgs, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&[])?;
    let mut reading = context.reading(&store)?;
    known(&reading, &args.before)?;
    known(&reading, &args.after)?;
    let named = reading
        .records
        .settings()
        .map(|settings| settings.policies.clone());
    let named = named.unwrap_or_default();
    let is_named = named.iter().any(|entry| entry.pack.as_str() == args.before);
    let (before, after) = if is_named {
        let after = replaced(&reading, &named, args)?;
        (named, after)
    } else {
        (vec![alone(&args.before)], vec![alone(&args.after)])
    };
    let mut dues = |entries: &[PolicyInForce]| {
        let (policy, found) = Policy::of_entries(&reading.records, entries, &mut reading.sources);
        let dues = due::find(&Facts::new(&reading.records, &policy, reading.today));
        (dues, found)
    };
    let (was, _) = dues(&before);
    let (is, found) = dues(&after);
    let changes = moved(&was, &is);
    let text = match args.format {
        DiffFormat::Human => {
            policy_changes::human(&reading, &args.before, &args.after, &changes, context.width)
        }
        DiffFormat::Json => policy_changes::json(&reading, &args.before, &args.after, &changes),
    };
    terminal::data(context, &text)?;
    if !found.is_empty() {
        terminal::say(
            context,
            "there are mistakes in these packs; `supervision policy check` says which",
        );
    }
    Ok(ExitStatus::Clean)
}

/// The settings with the second pack in the place of the first, or laid over it.
fn replaced(
    reading: &Reading,
    named: &[PolicyInForce],
    args: &DiffArgs,
) -> Result<Vec<PolicyInForce>, Error> {
    let mut entries = named.to_vec();
    entries.retain(|entry| entry.pack.as_str() != args.after);
    let is_over = is_over(reading, &args.after, &args.before);
    let place = entries
        .iter()
        .position(|entry| entry.pack.as_str() == args.before);
    let place = place
        .ok_or_else(|| Error::usage("the two packs are the same".to_owned(), String::new()))?;
    let old = entries[place].clone();
    let mut new = PolicyInForce {
        pack: Spanned::new(Term::new(args.after.as_str()), old.pack.span),
        ..old.clone()
    };
    match args.from {
        Some(from) => {
            new.from.value = from.max(old.from.value);
            new.replaces = (!is_over).then(|| old.pack.clone());
            entries.push(new);
        }
        None if is_over => entries.push(new),
        None => entries[place] = new,
    }
    Ok(entries)
}

/// Whether one pack is laid over another.
fn is_over(reading: &Reading, pack: &str, beneath: &str) -> bool {
    let mut sources = reading.records.packs.iter();
    let source = sources.find(|source| policy::stem(reading.sources.file(**source)) == pack);
    let parsed =
        source.and_then(|source| policy::parse_pack(*source, reading.sources.file(*source)).0);
    parsed.is_some_and(|parsed| parsed.over.is_some_and(|over| over.as_str() == beneath))
}

/// A pack in force by itself, on every day.
fn alone(pack: &str) -> PolicyInForce {
    let nowhere = Span::file(crate::source::SourceId::from_index(0));
    let first = Day::new(1900, 1, 1).expect("a day of the calendar");
    PolicyInForce {
        pack: Spanned::new(Term::new(pack), nowhere),
        from: Spanned::new(first, nowhere),
        to: None,
        replaces: None,
    }
}

/// A pack that is none is a slip of the keyboard.
fn known(reading: &Reading, name: &str) -> Result<(), Error> {
    let own = reading.records.packs.iter();
    let own = own.map(|source| policy::stem(reading.sources.file(*source)));
    let known: Vec<&str> = own.chain(BUILT_IN.iter().map(|(id, _)| *id)).collect();
    match known.contains(&name) {
        true => Ok(()),
        false => Err(Error::usage(
            format!("there is no policy pack `{name}`"),
            nearest(name, known),
        )),
    }
}
