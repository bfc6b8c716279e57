//! A document from what was asked for and one reading of a store: the same again whenever both are the same.

use clap::{FromArgMatches, Subcommand};

use super::access::Asked;
use super::{
    AccessArgs, AgreementArgs, ChildGiven, DocumentArgs, Format, HistoryArgs, OneArgs, SessionArgs,
    WorkerArgs, pdf, source,
};
use crate::calendar::Period;
use crate::cli::error::{Error, nearest};
use crate::due::{self, Facts};
use crate::reading::Reading;
use crate::record::{CaseFile, ChildId, RecordId, WorkerId};
use crate::render::verification::{self, Form, MARK};
use crate::render::{
    self, Case, ChildRequest, Document, Purpose, Reader, Single, Templates, WorkerRequest,
    about_child, marking, write_docx, write_html, write_markdown, write_text,
};
use crate::store::Revision;

/// A document, written.
pub(in crate::cli::commands) struct Made {
    /// The Word file or the PDF, where that was asked for; then there is no text.
    pub(in crate::cli::commands) file: Option<Vec<u8>>,
    /// Its text, in the form that was asked for.
    pub(in crate::cli::commands) text: String,
    /// What of a worker's file it shows, for the record of who was given it.
    pub(super) seen: String,
    /// How many characters stand in it as their number, because no font has them.
    pub(super) unshown: usize,
}

/// What is made, before it is written.
struct Draft {
    document: Document,
    form: Form,
    /// What was asked for, as the command takes it; none for what is not to be verified.
    asked: Option<Vec<String>>,
    /// Whether it shows its records whole.
    is_whole: bool,
    seen: String,
}

/// Makes the document that was asked for.
pub(in crate::cli::commands) fn made(
    args: &DocumentArgs,
    reading: &Reading,
    templates: &Templates,
    revision: Option<Revision>,
) -> Result<Made, Error> {
    let words = revision.map(|revision| marking::revision_words(templates.wording(), revision));
    let draft = draft(args, reading, templates, words.as_deref())?;
    if args.is_word() {
        return Ok(Made {
            file: Some(write_docx::document(&draft.document)),
            text: String::new(),
            seen: draft.seen,
            unshown: 0,
        });
    }
    let document = Document {
        verification: draft
            .asked
            .as_ref()
            .map(|_| MARK.to_owned())
            .unwrap_or_default(),
        ..draft.document
    };
    let asked = draft.asked.clone();
    let source = asked.map(|asked| source::of(asked, &document, draft.is_whole, reading, revision));
    let text = match draft.form {
        Form::Markdown => write_markdown::document(&document),
        Form::Html => write_html::document(&document),
        Form::Text => write_text::document(&document),
        Form::Pdf => {
            let pdf = pdf::sealed(document, source.as_ref(), reading.today)?;
            return Ok(Made {
                file: Some(pdf.bytes),
                text: String::new(),
                seen: draft.seen,
                unshown: pdf.unshown,
            });
        }
    };
    let text = match &source {
        Some(source) => verification::sealed(&text, draft.form, source),
        None => text,
    };
    Ok(Made {
        file: None,
        text,
        seen: draft.seen,
        unshown: 0,
    })
}

/// What a document says was asked for, as arguments again; none where this version does not know them.
pub(in crate::cli::commands) fn asked_again(asked: &[String]) -> Option<DocumentArgs> {
    let command =
        DocumentArgs::augment_subcommands(clap::Command::new("render").no_binary_name(true));
    let matches = command.try_get_matches_from(asked).ok()?;
    DocumentArgs::from_arg_matches(&matches).ok()
}

/// A worker's file for the line manager.
pub(super) fn line_managers(
    reading: &Reading,
    templates: &Templates,
    revision: Option<&str>,
    id: &str,
) -> Result<Document, Error> {
    let request = for_reader(Reader::LineManager, templates, revision);
    worker_file(reading, id, &request)
}

impl DocumentArgs {
    /// Whether a Word file was asked for.
    pub(super) fn is_word(&self) -> bool {
        self.format() == Format::Docx
    }

    /// The form that was asked for.
    pub(super) fn format(&self) -> Format {
        let form = match self {
            Self::Worker(args) => &args.form,
            Self::AccessLog(args) => &args.form,
            Self::Session(SessionArgs { one })
            | Self::Agreement(AgreementArgs { one })
            | Self::History(HistoryArgs { one }) => &one.form,
            Self::Child(args) => &args.given.form,
            Self::CaseNote(args) => &args.given.form,
            Self::Decision(args) => &args.given.form,
        };
        form.format
    }

    /// Whose file is given to whom, where it is a worker's.
    pub(super) fn access(&self) -> Option<Asked<'_>> {
        let (worker, args, reader) = match self {
            Self::Worker(args) => (args.worker.as_str(), &args.access, args.reader()),
            Self::AccessLog(args) => (args.worker.as_str(), &args.access, args.access.reader()),
            Self::Session(one) => (
                worker_of(&one.one),
                &one.one.access,
                one.one.access.reader(),
            ),
            Self::Agreement(one) => (
                worker_of(&one.one),
                &one.one.access,
                one.one.access.reader(),
            ),
            Self::History(one) => (
                worker_of(&one.one),
                &one.one.access,
                one.one.access.reader(),
            ),
            Self::Child(_) | Self::CaseNote(_) | Self::Decision(_) => return None,
        };
        Some(Asked {
            worker,
            reader,
            by: args.by.as_deref(),
            reason: args.reason.as_deref(),
        })
    }
}

impl WorkerArgs {
    fn reader(&self) -> Reader {
        let usual = match self.purpose {
            Some(Purpose::Access) => Reader::Worker,
            _ => Reader::LineManager,
        };
        self.access.reader.unwrap_or(usual)
    }
}

impl AccessArgs {
    fn reader(&self) -> Reader {
        self.reader.unwrap_or(Reader::LineManager)
    }
}

/// The record as it is named in the store: `workers/` before it and its ending are not part of its name.
fn named(record: &str) -> &str {
    let record = record
        .trim_start_matches("workers/")
        .trim_start_matches("children/");
    record.trim_end_matches(".md")
}

fn worker_of(one: &OneArgs) -> &str {
    named(&one.record).split('/').next().unwrap_or_default()
}

fn draft(
    args: &DocumentArgs,
    reading: &Reading,
    templates: &Templates,
    revision: Option<&str>,
) -> Result<Draft, Error> {
    match args {
        DocumentArgs::Worker(args) => worker(args, reading, templates, revision),
        DocumentArgs::Child(args) => {
            let (id, file) = child(reading, &args.child)?;
            let elsewhere = about_child(templates.wording(), &reading.records, id, reading.today);
            let request = ChildRequest {
                elsewhere: &elsewhere,
                ..child_request(&args.given, templates, revision)
            };
            let document =
                render::child_record(case(reading, id, file), &request).map_err(refused)?;
            Ok(of_child(document, "child", id.as_str(), &args.given))
        }
        DocumentArgs::CaseNote(args) => {
            let document = note(&args.record, &args.given, reading, templates, revision)?;
            Ok(Draft {
                asked: None,
                ..of_child(document, "case-note", named(&args.record), &args.given)
            })
        }
        DocumentArgs::Decision(args) => {
            let record = named(&args.record);
            if record.split('/').nth(1) != Some("decisions") {
                return Err(Error::usage(
                    format!("`{record}` is no decision"),
                    "name one, such as c-1042/decisions/2026-02-20",
                ));
            }
            let document = note(record, &args.given, reading, templates, revision)?;
            Ok(of_child(document, "decision", record, &args.given))
        }
        DocumentArgs::Session(args) => {
            one(Single::Session, &args.one, reading, templates, revision)
        }
        DocumentArgs::Agreement(args) => {
            one(Single::Agreement, &args.one, reading, templates, revision)
        }
        DocumentArgs::History(args) => {
            one(Single::History, &args.one, reading, templates, revision)
        }
        DocumentArgs::AccessLog(args) => {
            let reader = args.access.reader();
            let request = for_reader(reader, templates, revision);
            let id = known_worker(reading, &args.worker)?;
            let facts = Facts::new(&reading.records, &reading.policy, reading.today);
            let document = render::access_log(&facts, &[], &reading.sources, &id, &request);
            Ok(Draft {
                document: document.map_err(refused)?,
                form: args.form.format.form(),
                asked: Some(asked(
                    "access-log",
                    &args.worker,
                    args.form.format.form(),
                    reader,
                    &[],
                )),
                is_whole: true,
                seen: "Who has seen the file".to_owned(),
            })
        }
    }
}

fn worker(
    args: &WorkerArgs,
    reading: &Reading,
    templates: &Templates,
    revision: Option<&str>,
) -> Result<Draft, Error> {
    let reader = args.reader();
    // Who may have it comes before what is needed for it, so that nobody is told what they may not have.
    let row = render::purpose::worker_file(args.purpose, reader);
    let row = row.map_err(|refused| Error::usage(refused.message, refused.hint))?;
    let is_review = args.purpose == Some(Purpose::CaseReview);
    if is_review != args.child.is_some() || args.third_parties && !is_review {
        return Err(match is_review {
            true => Error::usage(
                "a case review is about one child",
                "name the child with --child",
            ),
            false => Error::usage(
                "--child and --third-parties are for a case review alone",
                "say --for case-review, or leave them out",
            ),
        });
    }
    let child = args
        .child
        .as_deref()
        .map(|id| child(reading, id))
        .transpose()?;
    let period = args.from.map(|from| Period::new(from, args.to));
    let request = WorkerRequest {
        purpose: args.purpose,
        child: child.map(|(id, _)| id),
        third_parties: args.third_parties,
        period,
        ..for_reader(reader, templates, revision)
    };
    let document = worker_file(reading, &args.worker, &request)?;
    let mut more = Vec::new();
    let mut seen = "The supervision file".to_owned();
    if let Some(purpose) = args.purpose {
        more.extend(["--for".to_owned(), purpose.name().to_owned()]);
        seen = format!("What the supervision file holds for {}", purpose.spoken());
    }
    if let Some((child, _)) = child {
        more.extend(["--child".to_owned(), child.to_string()]);
        seen = format!("{seen} of {child}");
    }
    if args.third_parties {
        more.push("--third-parties".to_owned());
    }
    if let Some(from) = args.from {
        more.extend(["--from".to_owned(), from.to_string()]);
        seen = format!("{seen}, from {}", from.in_words());
    }
    if let Some(to) = args.to {
        more.extend(["--to".to_owned(), to.to_string()]);
        seen = format!("{seen} to {}", to.in_words());
    }
    let form = args.form.format.form();
    Ok(Draft {
        document,
        form,
        asked: Some(asked("worker", &args.worker, form, reader, &more)),
        is_whole: row.extent == render::purpose::Extent::Everything && !is_review,
        seen,
    })
}

fn one(
    kind: Single,
    args: &OneArgs,
    reading: &Reading,
    templates: &Templates,
    revision: Option<&str>,
) -> Result<Draft, Error> {
    let reader = args.access.reader();
    let request = for_reader(reader, templates, revision);
    known_worker(reading, worker_of(args))?;
    let facts = Facts::new(&reading.records, &reading.policy, reading.today);
    let dues = due::find(&facts);
    let record = RecordId::new(named(&args.record));
    let document =
        render::worker_record(&facts, &dues, &reading.sources, (kind, &record), &request);
    let form = args.form.format.form();
    let seen = match record.as_str().contains('/') {
        true => record.to_string(),
        false => format!("The latest {}", kind.spoken()),
    };
    Ok(Draft {
        document: document.map_err(refused)?,
        form,
        asked: Some(asked(kind.spoken(), record.as_str(), form, reader, &[])),
        is_whole: true,
        seen,
    })
}

fn note(
    record: &str,
    given: &ChildGiven,
    reading: &Reading,
    templates: &Templates,
    revision: Option<&str>,
) -> Result<Document, Error> {
    let record = named(record);
    let (id, file) = child(reading, record.split('/').next().unwrap_or_default())?;
    let request = child_request(given, templates, revision);
    let note = render::case_note(case(reading, id, file), &RecordId::new(record), &request);
    note.map_err(refused)
}

fn of_child(document: Document, what: &str, which: &str, given: &ChildGiven) -> Draft {
    let form = given.form.format.form();
    let more: &[String] = match given.third_parties {
        true => &["--third-parties".to_owned()],
        false => &[],
    };
    Draft {
        document,
        form,
        asked: Some(asked(what, which, form, given.reader(), more)),
        is_whole: given.third_parties,
        seen: String::new(),
    }
}

fn asked(what: &str, which: &str, form: Form, reader: Reader, more: &[String]) -> Vec<String> {
    let start = [
        what,
        which,
        "--reader",
        reader.name(),
        "--format",
        form.name(),
    ];
    let start = start.into_iter().map(str::to_owned);
    start.chain(more.iter().cloned()).collect()
}

/// A refusal with who may have it instead.
fn refused(error: render::Error) -> Error {
    match error {
        render::Error::NotForReader(refused) => Error::usage(refused.message, refused.hint),
        other => other.into(),
    }
}

fn for_reader<'a>(
    reader: Reader,
    templates: &'a Templates,
    revision: Option<&'a str>,
) -> WorkerRequest<'a> {
    WorkerRequest {
        reader,
        purpose: None,
        child: None,
        third_parties: false,
        period: None,
        revision,
        templates,
    }
}

fn worker_file(
    reading: &Reading,
    id: &str,
    request: &WorkerRequest<'_>,
) -> Result<Document, Error> {
    let id = known_worker(reading, id)?;
    let facts = Facts::new(&reading.records, &reading.policy, reading.today);
    let dues = due::find(&facts);
    render::worker_file(&facts, &dues, &reading.sources, &id, request).map_err(refused)
}

fn known_worker(reading: &Reading, id: &str) -> Result<WorkerId, Error> {
    if !reading.records.workers.contains_key(id) {
        let hint = nearest(id, reading.records.workers.keys().map(|id| id.as_str()));
        return Err(Error::usage(
            format!("there is no worker `{id}` here"),
            hint,
        ));
    }
    Ok(WorkerId::new(id))
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

impl ChildGiven {
    fn reader(&self) -> Reader {
        self.reader.unwrap_or(Reader::TeamMember)
    }
}

fn child_request<'a>(
    given: &ChildGiven,
    templates: &'a Templates,
    revision: Option<&'a str>,
) -> ChildRequest<'a> {
    ChildRequest {
        reader: given.reader(),
        third_parties: given.third_parties,
        elsewhere: &[],
        revision,
        templates,
    }
}
