//! The user's editor, for `new --edit`: with `ssh-keygen` for signing, the only program that is ever run.
//!
//! It is the one that the user has chosen, in `VISUAL` or `EDITOR`, as git does it; nothing in a store can name it. It is
//! given the path of a record that is written already, so that no text is lost however it ends. No shell reads the command:
//! it is cut at its spaces, so a folder with a space in its name needs a link or a script.
#![expect(clippy::disallowed_methods, reason = "this is where the editor is run")]

use std::path::Path;
use std::process::Command;

use super::error::Error;

/// Opens a file in the editor and waits until it is left.
pub(super) fn edit(command: &str, path: &Path) -> Result<(), Error> {
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or_default();
    let failed = |why: String| {
        Error::usage(
            format!("the editor `{command}` could not be used: {why}"),
            format!("the record is at {}: open it by hand", path.display()),
        )
    };
    let status = Command::new(program).args(words).arg(path).status();
    let status = status.map_err(|error| failed(error.to_string()))?;
    match status.success() {
        true => Ok(()),
        false => Err(failed(format!("it ended with {status}"))),
    }
}
