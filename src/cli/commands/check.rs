//! `supervision check`: everything that is wrong, and what to do about it.

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::diag::{Counts, Diagnostic};
use crate::due;
use crate::reading::Reading;
use crate::report::plain::Words;
use crate::report::{json_v1, noted, plain, short, summary};
use crate::rules::{self, Verdict};
use crate::store::Store;

/// Check the records: everything that is wrong, each at its file and line, with the clause that asks
///
/// Reads the whole store and writes nothing. With paths, only what concerns those records is shown; the rest is still
/// read, because a fault may lie between two records.
///
/// People's own words are left out of what is shown, so that a report can be sent on: days, ids and numbers stay.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision check                         the store you stand in
  supervision check workers/jo-field        one worker's file
  supervision check --at main --format json the store as committed, for another program")]
pub(in crate::cli) struct Args {
    /// A store, or folders or files in it
    paths: Vec<PathBuf>,
    /// How to show the findings
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Show people's own words in the excerpts
    #[arg(long)]
    show_text: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// With the lines they are about
    Human,
    /// A line each
    Short,
    /// For programs: schemas/output/check.schema.json
    Json,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&args.paths)?;
    let reading = context.reading(&store)?;
    let mut verdict = judge(&reading);
    if let Some(prefixes) = wanted(&store, &args.paths)? {
        verdict
            .findings
            .retain(|finding| concerns(finding, &reading, &prefixes));
    }
    let (findings, sources) = (&verdict.findings, &reading.sources);
    let words = if args.show_text {
        Words::Shown
    } else {
        Words::Withheld
    };
    let text = match args.format {
        Format::Human => plain::findings(findings, sources, words, context.width),
        Format::Short => short::findings(findings, sources),
        Format::Json => json_v1::check(&reading, &verdict),
    };
    terminal::data(context, &text)?;
    if !matches!(args.format, Format::Json) {
        terminal::say(context, &last_line(&reading, &verdict));
    }
    if let Some(line) = noted::line(&reading).filter(|_| matches!(args.format, Format::Human)) {
        terminal::say(context, &line);
    }
    let has_errors = Counts::of(findings).error > 0;
    Ok(if has_errors {
        ExitStatus::Findings
    } else {
        ExitStatus::Clean
    })
}

fn last_line(reading: &Reading, verdict: &Verdict) -> String {
    let counts = Counts::of(&verdict.findings);
    let accepted = if verdict.accepted > 0 {
        format!(", {} accepted in the settings", verdict.accepted)
    } else {
        String::new()
    };
    format!(
        "{}{accepted} (as of {})",
        summary(counts, reading.records.count),
        reading.today
    )
}

/// The last line of a check of a reading.
pub(in crate::cli) fn summary_line(reading: &Reading) -> String {
    last_line(reading, &judge(reading))
}

fn judge(reading: &Reading) -> Verdict {
    let dues = due::find(&due::Facts::new(
        &reading.records,
        &reading.policy,
        reading.today,
    ));
    rules::check(reading, &dues)
}

/// The paths within the store that were asked for; none where it was the whole store.
fn wanted(store: &Store, paths: &[PathBuf]) -> Result<Option<Vec<String>>, Error> {
    let inside: Vec<String> = paths
        .iter()
        .map(|path| inside(store, path))
        .collect::<Result<_, _>>()?;
    Ok((!inside.is_empty() && !inside.contains(&String::new())).then_some(inside))
}

fn inside(store: &Store, path: &Path) -> Result<String, Error> {
    let Some(dir) = store.dir() else {
        return Ok(path.to_string_lossy().into_owned());
    };
    store.relative(path)?.ok_or_else(|| {
        Error::usage(
            format!("{} is not in the store {}", path.display(), dir.display()),
            "name a record or folder of the store, or the store itself",
        )
    })
}

fn concerns(finding: &Diagnostic, reading: &Reading, prefixes: &[String]) -> bool {
    let path = reading.sources.file(finding.primary.span.source).path();
    let is_in = |prefix: &String| {
        path.strip_prefix(prefix.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    prefixes.iter().any(is_in)
}
