//! The terminal: arguments in, text out, an exit status. Everything that decides anything is below.
//!
//! To add a command: `commands/<verb>.rs` with its arguments (their doc comments are the manual) and a `run`, a variant of
//! [`Command`], an arm of [`dispatch`], and `tests/integration/commands/<verb>.rs`.

mod commands;
mod context;
mod editor;
mod error;
mod example;
mod exit;
mod git_files;
mod history;
mod keygen;
mod pager;
mod progress;
mod range;
mod terminal;

use clap::{CommandFactory, Parser, Subcommand};

use context::{Context, GlobalArgs};
use error::Error;
pub use exit::ExitStatus;

/// Supervision records for children's social workers, checked against your council's policy
///
/// Supervision agreements, histories, session records and children's notes are text files in a folder under git. This
/// program checks them, says what falls due, and renders the worker's eight-section file.
///
/// Begin with `supervision demo`: it writes an invented team's records and shows what can be done with them.
#[derive(Debug, Parser)]
#[command(
    name = "supervision",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
#[command(
    after_help = "Exit status: 0 clean, 1 findings at error level, 2 the work could not be done."
)]
struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(commands::demo::Args),
    Init(commands::init::Args),
    Check(commands::check::Args),
    Due(commands::due::Args),
    Why(commands::why::Args),
    New(Box<commands::new::Args>),
    Import(commands::import::Args),
    Actions(commands::actions::Args),
    Diff(commands::diff::Args),
    Log(commands::log::Args),
    Show(commands::show::Args),
    Blame(commands::blame::Args),
    Review(commands::review::Args),
    Audit(commands::audit::Args),
    Report(commands::report::Args),
    Render(Box<commands::render::Args>),
    Verify(commands::verify::Args),
    QualityAudit(commands::quality_audit::Args),
    Sign(Box<commands::sign::Args>),
    Addendum(commands::addendum::Args),
    Keys(commands::keys::Args),
    Commit(commands::commit::Args),
    Undo(commands::undo::Args),
    Transfer(commands::transfer::Args),
    Policy(commands::policy::Args),
    Explain(commands::explain::Args),
    Hook(commands::hook::Args),
    Schema(commands::schema::Args),
    Template(commands::template::Args),
    Completions(commands::completions::Args),
    Man(commands::man::Args),
}

/// The command line as it can be completed and written about.
fn command_line() -> clap::Command {
    Cli::command()
}

/// Runs the program on the arguments it was started with.
pub fn main() -> ExitStatus {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return terminal::usage(&error),
    };
    let context = Context::read(cli.global);
    match dispatch(cli.command, &context) {
        Ok(status) => status,
        Err(Error::ClosedOutput) => ExitStatus::Clean,
        Err(error) => {
            terminal::failure(&error);
            ExitStatus::Failed
        }
    }
}

fn dispatch(command: Command, context: &Context) -> Result<ExitStatus, Error> {
    match command {
        Command::Demo(args) => commands::demo::run(&args, context),
        Command::Init(args) => commands::init::run(&args, context),
        Command::Check(args) => commands::check::run(&args, context),
        Command::Due(args) => commands::due::run(&args, context),
        Command::Why(args) => commands::why::run(&args, context),
        Command::Actions(args) => commands::actions::run(&args, context),
        Command::Log(args) => commands::log::run(&args, context),
        Command::Show(args) => commands::show::run(&args, context),
        Command::Blame(args) => commands::blame::run(&args, context),
        Command::Diff(args) => commands::diff::run(&args, context),
        Command::Review(args) => commands::review::run(&args, context),
        Command::Audit(args) => commands::audit::run(&args, context),
        Command::New(args) => commands::new::run(&args, context),
        Command::Import(args) => commands::import::run(&args, context),
        Command::Report(args) => commands::report::run(&args, context),
        Command::Render(args) => commands::render::run(&args, context),
        Command::Verify(args) => commands::verify::run(&args, context),
        Command::QualityAudit(args) => commands::quality_audit::run(&args, context),
        Command::Sign(args) => commands::sign::run(&args, context),
        Command::Addendum(args) => commands::addendum::run(&args, context),
        Command::Keys(args) => commands::keys::run(&args, context),
        Command::Commit(args) => commands::commit::run(&args, context),
        Command::Undo(args) => commands::undo::run(&args, context),
        Command::Transfer(args) => commands::transfer::run(&args, context),
        Command::Policy(args) => commands::policy::run(&args, context),
        Command::Explain(args) => commands::explain::run(&args, context),
        Command::Hook(args) => commands::hook::run(&args, context),
        Command::Schema(args) => commands::schema::run(&args, context),
        Command::Template(args) => commands::template::run(&args, context),
        Command::Completions(args) => commands::completions::run(&args, context),
        Command::Man(args) => commands::man::run(&args, context),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_holds_together() {
        super::command_line().debug_assert();
    }
}
