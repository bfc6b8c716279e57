//! `supervision render`: documents to hand over.

use std::path::Path;

use crate::calendar::{Day, Period};
use crate::cli::context::{Context, parse_day};
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::due::{self, Facts};
use crate::reading::Reading;
use crate::record::{CaseFile, ChildId, RecordId, WorkerId};
use crate::render::{
    self, Case, ChildRequest, Document, Purpose, Reader, Templates, WorkerRequest, marking,
    write_html, write_markdown, write_text,
};
use crate::store::{Origin, Revision, RevisionState, Store, write_document};

/// Render a document: a worker's file, a child's record, a case note
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    document: DocumentArgs,
}

#[derive(Debug, clap::Subcommand)]
enum DocumentArgs {
    Worker(WorkerArgs),
    Child(ChildArgs),
    CaseNote(CaseNoteArgs),
}

/// The worker's supervision file in its eight sections, for the worker and the line manager
///
/// What is missing or overdue stands at the top. All eight sections are always there; an empty one says so.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  supervision render worker jo-field --format html -o jo-field.html")]
struct WorkerArgs {
    /// The worker: the name of their folder in `workers`
    worker: String,
    /// What it is reviewed for: pdr, induction, progression or case-review; everything where nothing is said
    #[arg(long = "for", value_name = "PURPOSE", value_parser = parse_purpose)]
    purpose: Option<Purpose>,
    /// The first day that sections 3 to 8 show
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    from: Option<Day>,
    /// The last day that sections 3 to 8 show
    #[arg(long, value_name = "DATE", value_parser = parse_day, requires = "from")]
    to: Option<Day>,
    #[command(flatten)]
    form: FormatArgs,
}

/// A child's supervision record, as it belongs on the child's file
///
/// Nothing that concerns the worker alone can stand in it. The part about other people is left out unless it is asked for.
#[derive(Debug, clap::Args)]
struct ChildArgs {
    /// The child: the local id that names the folder in `children`
    child: String,
    /// With the part about third parties, for a reader who may have it
    #[arg(long)]
    third_parties: bool,
    #[command(flatten)]
    form: FormatArgs,
}

/// One supervision record or decision of a child, ready to paste into the case system
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  supervision render case-note c-1042/supervision/2026-02-11-jo-field --format text")]
struct CaseNoteArgs {
    /// The record, such as c-1042/supervision/2026-02-11-jo-field
    record: String,
    /// With the part about third parties, for a reader who may have it
    #[arg(long)]
    third_parties: bool,
    #[command(flatten)]
    form: FormatArgs,
}

#[derive(Debug, clap::Args)]
struct FormatArgs {
    /// The form of the document
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// Markdown
    Markdown,
    /// One page for a browser or a printer, complete in itself
    Html,
    /// Plain text
    Text,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&[])?;
    let reading = context.reading(&store)?;
    let revision = revision(&reading, &store)?;
    let templates = Templates::of_store(&reading.sources);
    let (document, form) = match &args.document {
        DocumentArgs::Worker(args) => {
            let period = args.from.map(|from| Period::new(from, args.to));
            (
                worker(
                    &reading,
                    &templates,
                    revision.as_deref(),
                    &args.worker,
                    args.purpose,
                    period,
                )?,
                &args.form,
            )
        }
        DocumentArgs::Child(args) => {
            let request = child_request(&templates, revision.as_deref(), args.third_parties);
            let (id, file) = child(&reading, &args.child)?;
            (
                render::child_record(case(&reading, id, file), &request)?,
                &args.form,
            )
        }
        DocumentArgs::CaseNote(args) => {
            let request = child_request(&templates, revision.as_deref(), args.third_parties);
            let record = args
                .record
                .trim_start_matches("children/")
                .trim_end_matches(".md");
            let (id, file) = child(&reading, record.split('/').next().unwrap_or_default())?;
            (
                render::case_note(case(&reading, id, file), &RecordId::new(record), &request)?,
                &args.form,
            )
        }
    };
    terminal::data(context, &written(&document, form.format))?;
    if !reading.findings.is_empty() {
        terminal::say(
            context,
            "some records could not be read as they should be; `supervision check` says which",
        );
    }
    Ok(ExitStatus::Clean)
}

/// Writes a worker's file as a page, as the demonstration does.
pub(in crate::cli) fn write_worker_page(
    context: &Context,
    id: &str,
    path: &Path,
) -> Result<(), Error> {
    let store = context.open(&[])?;
    let reading = context.reading(&store)?;
    let revision = revision(&reading, &store)?;
    let templates = Templates::of_store(&reading.sources);
    let document = worker(&reading, &templates, revision.as_deref(), id, None, None)?;
    Ok(write_document(
        path,
        write_html::document(&document).as_bytes(),
    )?)
}

fn worker(
    reading: &Reading,
    templates: &Templates,
    revision: Option<&str>,
    id: &str,
    purpose: Option<Purpose>,
    period: Option<Period>,
) -> Result<Document, Error> {
    if !reading.records.workers.contains_key(id) {
        let hint = nearest(id, reading.records.workers.keys().map(|id| id.as_str()));
        return Err(Error::usage(
            format!("there is no worker `{id}` here"),
            hint,
        ));
    }
    let facts = Facts::new(&reading.records, &reading.policy, reading.today);
    let dues = due::find(&facts);
    let request = WorkerRequest {
        reader: Reader::LineManager,
        purpose,
        period,
        revision,
        templates,
    };
    Ok(render::worker_file(
        &facts,
        &dues,
        &reading.sources,
        &WorkerId::new(id),
        &request,
    )?)
}

fn child<'a>(reading: &'a Reading, id: &str) -> Result<(&'a ChildId, &'a CaseFile), Error> {
    reading.records.children.get_key_value(id).ok_or_else(|| {
        let hint = nearest(id, reading.records.children.keys().map(|id| id.as_str()));
        Error::usage(format!("there is no child `{id}` here"), hint)
    })
}

fn case<'a>(reading: &'a Reading, id: &'a ChildId, file: &'a CaseFile) -> Case<'a> {
    Case {
        id,
        file,
        people: &reading.records.people,
        policy: &reading.policy,
        settings: reading.records.settings(),
        sources: &reading.sources,
        today: reading.today,
    }
}

fn child_request<'a>(
    templates: &'a Templates,
    revision: Option<&'a str>,
    third_parties: bool,
) -> ChildRequest<'a> {
    ChildRequest {
        reader: Reader::TeamMember,
        third_parties,
        revision,
        templates,
    }
}

/// What the document is made from: the commit that was read, or the one that the files on disk stand on.
pub(super) fn revision(reading: &Reading, store: &Store) -> Result<Option<String>, Error> {
    let revision = match reading.origin {
        Origin::Commit { id } => Some(Revision {
            commit: id,
            state: RevisionState::Unmodified,
        }),
        Origin::WorkTree | Origin::Index => store.revision()?,
    };
    Ok(revision.map(marking::revision_words))
}

fn written(document: &Document, format: Format) -> String {
    match format {
        Format::Markdown => write_markdown::document(document),
        Format::Html => write_html::document(document),
        Format::Text => write_text::document(document),
    }
}

fn parse_purpose(text: &str) -> Result<Purpose, String> {
    Purpose::from_name(text).ok_or_else(|| {
        let names: Vec<&str> = Purpose::ALL.iter().map(|purpose| purpose.name()).collect();
        format!("the purposes are {}", names.join(", "))
    })
}
