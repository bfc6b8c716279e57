//! `supervision hook`: the check at the moments at which git asks: before a commit, at its message, and before a push is
//! let in.

pub(in crate::cli) mod commit;
mod diff;
pub(in crate::cli) mod install;
mod merge;
mod receive;
mod script;

use std::path::PathBuf;

use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;

/// Check records when they are committed and when they are pushed
///
/// `hook install` puts two small scripts where git looks for them, and sets how git merges records. From then on a commit that
/// brings errors is refused, and its message names the records that it changes. On a server, `hook install --store records.git` puts in the one that
/// judges what is pushed.
///
/// What was wrong before stands in nobody's way: refused are errors that the change itself brings, records that cannot be
/// read, and changes to what is signed. What has not been done in time, or was done otherwise than the policy asks, is said and not
/// refused: a record that tells it as it was is right.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(subcommand)]
    hook: Hook,
}

#[derive(Debug, clap::Subcommand)]
enum Hook {
    /// Put the hooks into this repository; one that somebody else wrote is left as it is
    ///
    /// The scripts call this program where it stands now, and otherwise by its name. Where neither is found, as in a desktop
    /// program for git that knows nothing of your shell's paths, they say so and refuse.
    Install,
    /// Take away the hooks that `install` wrote, and no others
    Uninstall,
    /// Check what is staged: called by git before a commit
    PreCommit,
    /// Name the changed records at the end of a commit's message: called by git
    CommitMsg {
        /// The file with the message
        file: PathBuf,
    },
    /// Merge a record that both sides have changed: called by git
    ///
    /// Fields, items of lists by what they are known by, sections and paragraphs are merged each by itself. What both sides have
    /// changed in two ways stays in the file twice, between marks, for a person to decide; so does every change to a text that
    /// somebody has signed.
    Merge(merge::Args),
    /// Show what has changed in a record, field by field: called by git
    ///
    /// `git diff` calls it for the records of a store, and shows people's own words, as it does by itself. `git diff --no-ext-diff`
    /// shows lines.
    Diff(diff::Args),
    /// Judge a push: called by git on the server, which says on standard input what is pushed
    PreReceive,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    match &args.hook {
        Hook::Install => install::install(context),
        Hook::Uninstall => install::uninstall(context),
        Hook::PreCommit => commit::before(context),
        Hook::CommitMsg { file } => commit::message(context, file),
        Hook::Merge(args) => merge::merge_file(args, context),
        Hook::Diff(args) => diff::show(args, context),
        Hook::PreReceive => receive::judge_push(context),
    }
}
