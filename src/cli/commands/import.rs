//! `supervision import`: a case system's extract into the records.

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::import::extract::{self, Form, LARGEST_EXTRACT};
use crate::import::mapping::{self, EXAMPLE, Mapping, Separator};
use crate::import::{Plan, plan};
use crate::reading::Reading;
use crate::report::plain::Words;
use crate::report::{import_list, mending, plain};
use crate::rules::mend::Mended;
use crate::source::{SourceFile, Sources};
use crate::store::{Edit, Origin, read_bytes, read_text};

/// Bring an extract of the case system into the records: children, categories and who holds them, workers and posts
///
/// FILE is CSV or XLSX. A mapping says which of its columns give which fields, and what its words mean here; a column that the
/// mapping does not name is never read. Nothing that says who a child is may be mapped, and a value that is a date of birth, an NHS
/// number, a postcode or a telephone number is refused with its row.
///
/// Shows each record's change, and with `--write` makes it. What changes is added: a period that was going on gets its last day, and
/// the new one begins the day after. A row that would move or take away what the record has is refused with both places, for you to
/// settle. Run again with the same extract, it changes nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision import --example-mapping > mapping.yaml      a mapping to begin with
  supervision import extract.csv --map mapping.yaml        what would change
  supervision import extract.xlsx --map mapping.yaml --sheet \"Open cases\" --format diff
  supervision import extract.csv --map mapping.yaml --write

Exit status: 0 everything can be taken, 1 rows are refused, 2 the work could not be done. `supervision schema import-mapping` is the
schema of mappings.")]
pub(in crate::cli) struct Args {
    /// The extract: CSV in UTF-8, or XLSX
    #[arg(value_name = "FILE", required_unless_present = "example_mapping")]
    file: Option<PathBuf>,
    /// The mapping
    #[arg(
        long,
        value_name = "MAPPING",
        required_unless_present = "example_mapping"
    )]
    map: Option<PathBuf>,
    /// The sheet of a workbook, else the mapping's, else the first
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// How to show the changes
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Show what stands in the cells of refused rows, and people's own words in a diff
    #[arg(long)]
    show_text: bool,
    /// Take the other rows where some are refused
    #[arg(long)]
    skip_refused: bool,
    /// Make the changes
    #[arg(long)]
    write: bool,
    /// Print a mapping to begin with
    #[arg(long, conflicts_with_all = ["file", "map", "write"])]
    example_mapping: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// In words
    Human,
    /// The lines of the files
    Diff,
    /// For programs: schemas/output/import.schema.json
    Json,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let (Some(file), Some(map)) = (&args.file, &args.map) else {
        terminal::data(context, EXAMPLE)?;
        return Ok(ExitStatus::Clean);
    };
    let store = context.open(&[])?;
    let reading = context.reading(&store)?;
    if reading.origin != Origin::WorkTree {
        return Err(Error::usage(
            "only the files on disk can be changed",
            "leave out --at and --staged",
        ));
    }
    let mapping = mapping(context, &reading, map)?;
    let form = Form {
        wanted: mapping.wanted(),
        heading_row: mapping.heading_row,
        sheet: args.sheet.as_deref().or(mapping.sheet.as_deref()),
        separator: mapping.separator.map(Separator::byte),
    };
    let bytes = read_bytes(file, LARGEST_EXTRACT)?;
    let table = extract::read(&bytes, &form).map_err(|unreadable| {
        let message = format!("{}: {}", file.display(), unreadable.message);
        Error::usage(message, unreadable.hint)
    })?;
    let plan = plan(&reading, &mapping, &table);
    let is_refused = !plan.listing.refused.is_empty();
    let writes = args.write && (!is_refused || args.skip_refused);
    show(args, context, &reading, &plan, file, writes)?;
    let count = plan.files.len();
    if writes {
        let edits = plan.files.into_iter().map(|file| match file.before {
            None => Edit::new_file(file.path, file.after),
            Some(before) => Edit::replace(file.path, before, file.after),
        });
        let edits: Vec<Edit> = edits.collect();
        if !edits.is_empty() {
            store.save(&edits)?;
        }
    }
    let files = if count == 1 { "file" } else { "files" };
    let words = match (writes, count) {
        (_, 0) => "there is nothing to write".to_owned(),
        (true, _) => format!("written to {count} {files}"),
        (false, _) if args.write => "nothing was written: put the refused rows right, or take the others with `--skip-refused`".to_owned(),
        (false, _) => "nothing is written without `--write`".to_owned(),
    };
    terminal::say(context, &words);
    if plan.listing.brought > 0 {
        let is_or_are = match plan.listing.brought {
            1 => "1 thing is".to_owned(),
            many => format!("{many} things are"),
        };
        terminal::say(
            context,
            &format!(
                "{is_or_are} late or missing by these changes: `supervision check` shows what, once they are written"
            ),
        );
    }
    Ok(match is_refused {
        true => ExitStatus::Findings,
        false => ExitStatus::Clean,
    })
}

/// Reads the mapping; what is wrong with it is said at its places.
fn mapping(context: &Context, reading: &Reading, path: &Path) -> Result<Mapping, Error> {
    let text = read_text(path)?;
    let mut sources = Sources::default();
    let source = sources.add(SourceFile::new(path.to_string_lossy(), text));
    let (mapping, findings) = mapping::read(source, sources.file(source), &reading.policy);
    mapping.ok_or_else(|| {
        let found = plain::findings(&findings, &sources, Words::Shown, context.width);
        terminal::show_beside(context, found.trim_end());
        Error::usage(
            "the mapping cannot be used, and nothing was read",
            "`supervision import --example-mapping` prints one that can",
        )
    })
}

fn show(
    args: &Args,
    context: &Context,
    reading: &Reading,
    plan: &Plan,
    file: &Path,
    writes: bool,
) -> Result<(), Error> {
    let words = match args.show_text {
        true => Words::Shown,
        false => Words::Withheld,
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let listing = &plan.listing;
    let text = match args.format {
        Format::Human => import_list::list(listing, &name, reading.today, words),
        Format::Json => import_list::json(listing, reading.today, writes, words),
        Format::Diff => diff(reading, plan, words),
    };
    terminal::data(context, &text)?;
    if matches!(args.format, Format::Diff) {
        terminal::say(
            context,
            &import_list::refusals(listing, &name, reading.today, words),
        );
    }
    Ok(())
}

/// The lines of the files. A new file is the program's own words, ids and days, but for who somebody is.
fn diff(reading: &Reading, plan: &Plan, words: Words) -> String {
    let mut sources = reading.sources.clone();
    let files = plan.files.iter().map(|file| {
        let known = sources.find(&file.path).filter(|_| file.before.is_some());
        let source = known.unwrap_or_else(|| sources.add(SourceFile::new(file.path.as_str(), "")));
        let is_own = file.before.is_none() && !file.path.starts_with("people/");
        let mended = Mended {
            source,
            text: file.after.clone(),
            findings: Vec::new(),
        };
        (mended, if is_own { Words::Shown } else { words })
    });
    let files: Vec<(Mended, Words)> = files.collect();
    let files = files.into_iter();
    files
        .map(|(file, words)| mending::diff(&[file], &sources, words))
        .collect()
}
