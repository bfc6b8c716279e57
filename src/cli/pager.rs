//! The pager, for what is longer than the screen: the one that the user has chosen in `PAGER`, else `less`, as git does it.
//!
//! Only where somebody sits at a terminal. No shell reads the command, and nothing in a store can name it. Where it is not there, the text
//! is printed as it is.
#![expect(clippy::disallowed_methods, reason = "this is where the pager is run")]

use std::io::Write;
use std::process::{Command, Stdio};

/// Shows a text in the pager; says whether it did.
pub(super) fn page(command: &str, text: &str) -> bool {
    let mut words = command.split_whitespace();
    let Some(program) = words.next() else {
        return false;
    };
    let mut pager = Command::new(program);
    pager.args(words).stdin(Stdio::piped());
    if program.ends_with("less") {
        // Colours as they are; what fits on the screen is left there.
        pager.args(["-F", "-R", "-X"]);
    }
    let Ok(mut running) = pager.spawn() else {
        return false;
    };
    if let Some(mut input) = running.stdin.take() {
        // Whoever leaves the pager before the end has read enough.
        let _ = input.write_all(text.as_bytes());
    }
    running.wait().is_ok()
}
