//! `supervision check`: everything that is wrong, and what to do about it.

use std::path::{Path, PathBuf};

use crate::cli::context::{Context, with_templates};
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::diag::{Counts, Diagnostic};
use crate::due;
use crate::reading::Reading;
use crate::report::plain::Words;
use crate::report::{github, json_v1, junit, mending, noted, plain, sarif, short, summary};
use crate::revision::kept;
use crate::rules::consequence::Judged;
use crate::rules::mend::{answered, mend};
use crate::rules::{self, Verdict, brought};
use crate::store::{Edit, Origin, Store};

/// Check the records: everything that is wrong, each at its file and line, with the clause that asks
///
/// Reads the whole store and, without `--write`, writes nothing. With paths, only what concerns those records is shown; the rest is still
/// read, because a fault may lie between two records.
///
/// People's own words are left out of what is shown, so that a report can be sent on: days, ids and numbers stay.
///
/// Some findings have one right answer only, such as a slip in the name of a field or a day in another form. `--fix` shows
/// what would be changed; `--fix --write` changes it. Whatever somebody has signed is left as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision check                         the store you stand in
  supervision check workers/jo-field        one worker's file
  supervision check --at main --format json the store as committed, for another program
  supervision check --fix                   what can be put right by itself, as a diff
  supervision check --fix --write           put it right, and show what is left")]
pub(in crate::cli) struct Args {
    /// A store, or folders or files in it
    paths: Vec<PathBuf>,
    /// How to show the findings
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Show people's own words in the excerpts
    #[arg(long)]
    show_text: bool,
    /// Show the changes that would put right what has one right answer
    #[arg(long, conflicts_with = "format")]
    fix: bool,
    /// Make those changes
    #[arg(long, requires = "fix")]
    write: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// With the lines they are about
    Human,
    /// A line each
    Short,
    /// For programs: schemas/output/check.schema.json
    Json,
    /// For code hosts and editors: SARIF 2.1.0
    Sarif,
    /// For build servers: JUnit XML, a suite for each file
    Junit,
    /// For GitHub Actions: shown at the lines of a change
    Github,
}

impl Format {
    /// Whether it is read by a program, which is told nothing else.
    fn is_for_programs(self) -> bool {
        matches!(self, Self::Json | Self::Sarif | Self::Junit)
    }
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let store = match args.write {
        true => context.open_to_write(&args.paths)?,
        false => context.open(&args.paths)?,
    };
    let wanted = wanted(&store, &args.paths)?;
    let concerns = |path: &str| wanted.as_ref().is_none_or(|prefixes| is_in(path, prefixes));
    let (reading, verdict) = read_and_judge(context, &store, concerns)?;
    if args.fix {
        return fix(args, context, &store, (reading, verdict), concerns);
    }
    let folder = store.folder_in_repository();
    let (findings, sources) = (&verdict.findings, &reading.sources);
    let words = words(args);
    let text = match args.format {
        Format::Human => plain::findings(findings, sources, words, context.width),
        Format::Short => short::findings(findings, sources),
        Format::Json => json_v1::check(&reading, &verdict),
        Format::Sarif => sarif::check(&reading, &verdict, folder),
        Format::Junit => junit::check(&reading, &verdict, folder, concerns),
        Format::Github => github::findings(findings, sources, folder),
    };
    terminal::data(context, &text)?;
    if let Some(line) = noted::line(&reading).filter(|_| matches!(args.format, Format::Human)) {
        terminal::say(context, &line);
    }
    if !args.format.is_for_programs() {
        terminal::say(context, &last_line(&reading, &verdict));
        let fixable = answered(&reading, &verdict);
        if fixable > 0 && reading.origin == Origin::WorkTree {
            terminal::say(context, &mending::offered(fixable));
        }
    }
    Ok(status(&verdict))
}

/// Reads the store and judges it; of the findings, those that concern what was asked for.
pub(super) fn read_and_judge(
    context: &Context,
    store: &Store,
    concerns: impl Fn(&str) -> bool,
) -> Result<(Reading, Verdict), Error> {
    let reading = with_templates(context.reading(store)?);
    let _progress = context.progress("checking…");
    let mut verdict = judge(&reading);
    let path = |finding: &Diagnostic| reading.sources.file(finding.primary.span.source).path();
    verdict.findings.retain(|finding| concerns(path(finding)));
    Ok((reading, verdict))
}

fn words(args: &Args) -> Words {
    match args.show_text {
        true => Words::Shown,
        false => Words::Withheld,
    }
}

fn status(verdict: &Verdict) -> ExitStatus {
    match Counts::of(&verdict.findings).error {
        0 => ExitStatus::Clean,
        _ => ExitStatus::Findings,
    }
}

/// Shows what can be put right by itself; if that was asked for, changes the files, and checks again.
fn fix(
    args: &Args,
    context: &Context,
    store: &Store,
    (reading, verdict): (Reading, Verdict),
    concerns: impl Fn(&str) -> bool,
) -> Result<ExitStatus, Error> {
    let (Origin::WorkTree, Some(_)) = (reading.origin, store.dir()) else {
        return Err(Error::usage(
            "only the files on disk can be put right",
            "leave out --at and --staged",
        ));
    };
    let mending = mend(&reading, &verdict);
    let diff = mending::diff(&mending.files, &reading.sources, words(args));
    terminal::data(context, &diff)?;
    if !args.write {
        let left = verdict.findings.len() - mending.count() - mending.signed;
        terminal::say(context, &mending::shown(&mending, left));
        return Ok(status(&verdict));
    }
    let edits = mending.files.iter().map(|mended| {
        let file = reading.sources.file(mended.source);
        Edit::replace(file.path(), file.text(), mended.text.as_str())
    });
    store.save(&edits.collect::<Vec<Edit>>())?;
    terminal::say(context, &mending::written(&mending));
    let (reading, verdict) = read_and_judge(context, store, concerns)?;
    let left = plain::findings(
        &verdict.findings,
        &reading.sources,
        words(args),
        context.width,
    );
    // A file that is written again would lose the changes.
    let diff = context.output.as_ref().map_or("", |_| diff.as_str());
    terminal::data(context, &format!("{diff}{left}"))?;
    terminal::say(context, &last_line(&reading, &verdict));
    Ok(status(&verdict))
}

pub(super) fn last_line(reading: &Reading, verdict: &Verdict) -> String {
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

/// Judges a reading by every rule.
pub(in crate::cli) fn judge(reading: &Reading) -> Verdict {
    let dues = due::find(&due::Facts::new(
        &reading.records,
        &reading.policy,
        reading.today,
    ));
    rules::check(reading, &dues)
}

/// Whether a change brings errors, or undoes what is signed: what the hooks refuse.
pub(super) fn would_be_refused(before: &Judged, after: &Judged) -> bool {
    let errors = brought::brought(
        (&after.reading, &after.verdict),
        Some((&before.reading, &before.verdict)),
    );
    !errors.is_empty() || !kept::undone(&before.reading, &after.reading).is_empty()
}

/// The paths within the store that were asked for; none where it was the whole store.
pub(super) fn wanted(store: &Store, paths: &[PathBuf]) -> Result<Option<Vec<String>>, Error> {
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

fn is_in(path: &str, prefixes: &[String]) -> bool {
    let is_in = |prefix: &String| {
        path.strip_prefix(prefix.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    prefixes.iter().any(is_in)
}
