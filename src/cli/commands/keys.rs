//! `supervision keys`: the keys of the people of a store, for `ssh-keygen`.

use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::revision::keys::allowed_signers;

/// Write the keys with which people sign, as ssh-keygen reads them
///
/// `supervision check` proves every signature itself. Whoever wants to prove one without this program takes this list, which
/// ssh-keygen calls an allowed signers file: each line names a person of `people`, what the key is for, and when it is theirs.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example, in the folder of the store:
  supervision keys -o allowed-signers
  cd workers/jo-field/3-supervision/signoffs/2026-03-02
  ssh-keygen -Y verify -f ../../../../../allowed-signers -n supervision-sign-off -I jo-field -s 1-supervisee.sig < 1-supervisee.st

The list itself belongs outside the store.")]
pub(in crate::cli) struct Args {}

pub(in crate::cli) fn run(_: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let store = context.open(&[])?;
    let reading = context.reading(&store)?;
    let list = allowed_signers(&reading.records);
    if list.is_empty() {
        terminal::say(
            context,
            "nobody has a key here yet: `signing-keys` in people/<name>.yaml",
        );
    }
    terminal::data(context, &list)?;
    Ok(ExitStatus::Clean)
}
