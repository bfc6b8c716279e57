//! `supervision render`: documents to hand over.
//!
//! The arguments are here; `render/made.rs` makes the documents, `render/access.rs` records who was given a worker's file, and
//! `verify` makes a document again from what it says of itself.

mod access;
pub(super) mod made;
mod pdf;
mod source;

use std::path::Path;

use crate::calendar::Day;
use crate::cli::context::{Context, parse_day};
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::reading::Reading;
use crate::render::verification::Form;
use crate::render::{
    self, Document, Purpose, Reader, Templates, marking, write_docx, write_html, write_markdown,
    write_text,
};
use crate::store::{Origin, Revision, RevisionState, Store, write_document};

/// Render a document: a worker's file, a child's record, one record, who has seen a file
#[derive(Debug, clap::Args)]
#[command(
    after_help = "`supervision explain readers` is the table of who may have what, and for what.

Every document but a case note, which is to be pasted, holds a string at its head and its foot by which `supervision verify` can
tell whether it has been altered."
)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    document: DocumentArgs,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum DocumentArgs {
    Worker(WorkerArgs),
    Child(ChildArgs),
    CaseNote(CaseNoteArgs),
    Session(SessionArgs),
    Agreement(AgreementArgs),
    History(HistoryArgs),
    Decision(DecisionArgs),
    AccessLog(AccessLogArgs),
}

/// The worker's supervision file in its eight sections, for a reader and a purpose
///
/// What is missing or overdue stands at the top. All eight sections are always there; an empty one says so. Whoever is neither the
/// worker nor the line manager sees it with the worker's knowledge: say who it is and why, and a record of it is written to section 8.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision render worker jo-field --format html -o jo-field.html
  supervision render worker jo-field --for pdr --reader senior-manager --by helen-marsh --reason \"PDR moderation\"
  supervision render worker jo-field --for case-review --child c-1042 --reader inspector --by \"Ann Other\" --reason Inspection

`supervision explain readers` is the table of who may have the file, and for what.")]
pub(super) struct WorkerArgs {
    /// The worker: the name of their folder in `workers`
    worker: String,
    /// What it is for: pdr, induction, progression, case-review, transfer or access; everything where nothing is said
    #[arg(long = "for", value_name = "PURPOSE", value_parser = parse_purpose)]
    purpose: Option<Purpose>,
    /// The child whose case is reviewed
    #[arg(long, value_name = "ID")]
    child: Option<String>,
    /// In a case review, with the parts about third parties
    #[arg(long)]
    third_parties: bool,
    /// The first day that sections 3 to 8 show
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    from: Option<Day>,
    /// The last day that sections 3 to 8 show
    #[arg(long, value_name = "DATE", value_parser = parse_day, requires = "from")]
    to: Option<Day>,
    #[command(flatten)]
    access: AccessArgs,
    #[command(flatten)]
    form: FormatArgs,
}

/// A child's supervision record, as it belongs on the child's file
///
/// Nothing that concerns the worker alone can stand in it. The part about other people is left out unless it is asked for. Somebody
/// who asks for what is held about them gets neither, and a list of what is withheld: what it is, its day and the ground.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision render child c-1042 --reader inspector
  supervision render child c-1042 --reader applicant --format html -o c-1042.html")]
pub(super) struct ChildArgs {
    /// The child: the local id that names the folder in `children`
    child: String,
    #[command(flatten)]
    given: ChildGiven,
}

/// One supervision record or decision of a child, ready to paste into the case system
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  supervision render case-note c-1042/supervision/2026-02-11-jo-field --format text")]
pub(super) struct CaseNoteArgs {
    /// The record, such as c-1042/supervision/2026-02-11-jo-field
    record: String,
    #[command(flatten)]
    given: ChildGiven,
}

/// One session, with its sign-off
#[derive(Debug, clap::Args)]
pub(super) struct SessionArgs {
    #[command(flatten)]
    one: OneArgs,
}

/// One supervision agreement, with its sign-off and its reviews
#[derive(Debug, clap::Args)]
pub(super) struct AgreementArgs {
    #[command(flatten)]
    one: OneArgs,
}

/// One supervision history
#[derive(Debug, clap::Args)]
pub(super) struct HistoryArgs {
    #[command(flatten)]
    one: OneArgs,
}

/// A manager's decision between sessions, as a document of its own
#[derive(Debug, clap::Args)]
pub(super) struct DecisionArgs {
    /// The record, such as c-1042/decisions/2026-02-20
    record: String,
    #[command(flatten)]
    given: ChildGiven,
}

/// Who else has seen a worker's file, why, and when the worker was told
#[derive(Debug, clap::Args)]
pub(super) struct AccessLogArgs {
    /// The worker: the name of their folder in `workers`
    worker: String,
    #[command(flatten)]
    access: AccessArgs,
    #[command(flatten)]
    form: FormatArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct OneArgs {
    /// The record, such as jo-field/3-supervision/2026-03-02; for a worker's id alone their latest
    record: String,
    #[command(flatten)]
    access: AccessArgs,
    #[command(flatten)]
    form: FormatArgs,
}

/// For whom a document of a worker's file is made.
#[derive(Debug, clap::Args)]
pub(super) struct AccessArgs {
    /// Who will read it: worker, line-manager, new-line-manager, cover-manager, senior-manager, investigating-officer, inspector or
    /// quality-assurance; the line manager where nobody is named
    #[arg(long, value_name = "ROLE", value_parser = parse_reader)]
    reader: Option<Reader>,
    /// Who that is, for the record of it: an id of `people`, or a name
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
    /// Why they need it, for the record of it
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

/// For whom a document of a child's record is made.
#[derive(Debug, clap::Args)]
pub(super) struct ChildGiven {
    /// Who will read it: team-member, worker, line-manager, cover-manager, senior-manager, investigating-officer, inspector,
    /// quality-assurance or applicant; a member of the team where nobody is named
    #[arg(long, value_name = "ROLE", value_parser = parse_reader)]
    reader: Option<Reader>,
    /// With the part about third parties, for a reader who may have it
    #[arg(long)]
    third_parties: bool,
    #[command(flatten)]
    form: FormatArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct FormatArgs {
    /// The form of the document
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// Markdown
    Markdown,
    /// One page for a browser or a printer, complete in itself
    Html,
    /// Plain text
    Text,
    /// A Word file, to go on with; name it with -o
    Docx,
    /// Pages to print and to hand over; name the file with -o
    Pdf,
}

impl Format {
    fn form(self) -> Form {
        match self {
            Self::Markdown => Form::Markdown,
            Self::Html => Form::Html,
            // What a Word file says is not verified: it is there to be worked on.
            Self::Text | Self::Docx => Form::Text,
            Self::Pdf => Form::Pdf,
        }
    }

    /// Refuses what this build cannot make, and what is nothing for the screen and has not been named, as `example` might be.
    pub(super) fn must_have_a_place(self, context: &Context, example: &str) -> Result<(), Error> {
        let (what, ending) = match self {
            Self::Markdown | Self::Html | Self::Text => return Ok(()),
            Self::Docx => ("a Word file", "docx"),
            Self::Pdf => {
                pdf::can_be_made()?;
                ("a PDF", "pdf")
            }
        };
        match context.output {
            Some(_) => Ok(()),
            None => Err(Error::usage(
                format!("{what} is nothing for the screen"),
                format!("name it, as in -o {example}.{ending}"),
            )),
        }
    }

    /// Gives a document that nobody verifies, because it is there to be worked on.
    pub(super) fn give(self, context: &Context, document: Document, day: Day) -> Result<(), Error> {
        match self {
            Self::Markdown => terminal::data(context, &write_markdown::document(&document)),
            Self::Html => terminal::data(context, &write_html::document(&document)),
            Self::Text => terminal::data(context, &write_text::document(&document)),
            Self::Docx => terminal::file(context, &write_docx::document(&document)),
            Self::Pdf => {
                let made = pdf::sealed(document, None, day)?;
                terminal::file(context, &made.bytes)?;
                if made.unshown > 0 {
                    pdf::say_unshown(made.unshown);
                }
                Ok(())
            }
        }
    }
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let format = args.document.format();
    format.must_have_a_place(context, "jo-field")?;
    let asked = args.document.access();
    let is_recorded = asked
        .as_ref()
        .is_some_and(|asked| asked.reader.is_recorded());
    let can_write = is_recorded && context.at().is_none() && !context.is_staged();
    let store = match can_write {
        true => context.open_to_write(&[])?,
        false => context.open(&[])?,
    };
    let reading = context.reading(&store)?;
    let revision = current(&reading, &store)?;
    let templates = Templates::of_store(&reading.sources);
    let made = made::made(&args.document, &reading, &templates, revision)?;
    let recorded = asked
        .map(|asked| access::needed(asked, &made))
        .transpose()?
        .flatten();
    let given = match &made.file {
        Some(bytes) => terminal::file(context, bytes),
        None => terminal::data(context, &made.text),
    };
    // Whoever stopped reading half-way has seen something.
    if matches!(given, Ok(()) | Err(Error::ClosedOutput))
        && let Some(needed) = &recorded
    {
        access::record(context, &store, &reading, needed);
    }
    given?;
    if made.unshown > 0 {
        pdf::say_unshown(made.unshown);
    }
    if !reading.findings.is_empty() {
        terminal::say(
            context,
            "some records could not be read as they should be; `supervision check` says which",
        );
    }
    if !render::templates::findings(&reading.sources).is_empty() {
        terminal::say(
            context,
            "something in the store's own templates or words is not as it should be; `supervision check` says where",
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
    let document = made::line_managers(&reading, &templates, revision.as_deref(), id)?;
    Ok(write_document(
        path,
        write_html::document(&document).as_bytes(),
    )?)
}

/// What the document is made from, in words: the commit that was read, or the one that the files on disk stand on.
pub(super) fn revision(reading: &Reading, store: &Store) -> Result<Option<String>, Error> {
    let templates = Templates::of_store(&reading.sources);
    let revision = current(reading, store)?;
    Ok(revision.map(|revision| marking::revision_words(templates.wording(), revision)))
}

/// The commit that was read, or the one that the files on disk stand on.
fn current(reading: &Reading, store: &Store) -> Result<Option<Revision>, Error> {
    Ok(match reading.origin {
        Origin::Commit { id } => Some(Revision {
            commit: id,
            state: RevisionState::Unmodified,
        }),
        Origin::WorkTree | Origin::Index => store.revision()?,
    })
}

fn parse_purpose(text: &str) -> Result<Purpose, String> {
    Purpose::from_name(text).ok_or_else(|| {
        let names: Vec<&str> = Purpose::ALL.iter().map(|purpose| purpose.name()).collect();
        format!("the purposes are {}", names.join(", "))
    })
}

fn parse_reader(text: &str) -> Result<Reader, String> {
    Reader::from_name(text).ok_or_else(|| {
        let names: Vec<&str> = Reader::ALL.iter().map(|reader| reader.name()).collect();
        format!("the readers are {}", names.join(", "))
    })
}
