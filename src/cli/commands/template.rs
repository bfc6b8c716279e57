//! `supervision template`: the templates and the strings of documents, to begin a store's own from.

use crate::cli::context::Context;
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::render::{View, template_data, wording};
use crate::source::Sources;

/// The name under which the strings are asked for.
const STRINGS: &str = "strings";

/// Print the templates and the words of documents, to say them in your own way
#[derive(Debug, clap::Args)]
#[command(
    after_help = "`supervision explain templates` tells how a store says its documents otherwise."
)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    command: TemplateCommand,
}

#[derive(Debug, clap::Subcommand)]
enum TemplateCommand {
    /// Name the templates, with where a store's own stands
    List,
    Show(ShowArgs),
    Data(DataArgs),
}

/// Print a template as it comes with the program, or `strings` for the words of all documents
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision template show strings
  supervision template show worker -o templates/render/worker.md")]
struct ShowArgs {
    /// Its name, such as worker or strings
    name: String,
}

/// Say what a template is given, each value with what it is
///
/// `supervision schema template-worker` prints the same as a JSON Schema.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  supervision template data worker")]
struct DataArgs {
    /// Its name, such as worker
    name: String,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    match &args.command {
        TemplateCommand::List => terminal::data(context, &list(context))?,
        TemplateCommand::Show(args) if args.name == STRINGS => {
            terminal::data(context, wording::BUILT_IN)?;
        }
        TemplateCommand::Show(args) => terminal::data(context, view(&args.name)?.built_in())?,
        TemplateCommand::Data(args) => {
            let view = view(&args.name)?;
            let Some(page) = template_data::page(view) else {
                return Err(Error::usage(
                    format!("`{}` is given nothing of its own", args.name),
                    "ask for a document's template: its macros are given what that template gives them",
                ));
            };
            terminal::data(context, &page)?;
        }
    }
    Ok(ExitStatus::Clean)
}

fn view(name: &str) -> Result<View, Error> {
    let found = View::ALL.into_iter().find(|view| view.name() == name);
    found.ok_or_else(|| {
        let known = View::ALL.into_iter().map(View::name).chain([STRINGS]);
        Error::usage(
            format!("there is no template `{name}`"),
            nearest(name, known),
        )
    })
}

/// The templates, with those that the store here has of its own.
fn list(context: &Context) -> String {
    let here = context
        .open(&[])
        .ok()
        .and_then(|store| context.reading(&store).ok());
    let sources = here.map(|reading| reading.sources).unwrap_or_default();
    let mut out = row(
        STRINGS,
        wording::PATH,
        "the words of all documents",
        &sources,
    );
    for view in View::ALL {
        out.push_str(&row(view.name(), view.path(), view.what(), &sources));
    }
    out
}

fn row(name: &str, path: &str, what: &str, sources: &Sources) -> String {
    let own = match sources.find(path) {
        Some(_) => " (this store has its own)",
        None => "",
    };
    format!("{name:12} {what}{own}\n             {path}\n")
}
