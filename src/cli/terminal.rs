//! The only file that prints. Data goes to standard output or to the file named with `-o`, everything else to standard
//! error; colour is left out where the output is no terminal.
#![expect(clippy::disallowed_methods, reason = "this is where printing lives")]

use std::error::Error as _;
use std::io::{BufRead, IsTerminal, Read, Write};

use super::context::Context;
use super::error::Error;
use super::exit::ExitStatus;
use super::pager;
use crate::report::visible;

/// Gives a command's data: to the file named with `-o`, else to standard output.
pub(super) fn data(context: &Context, text: &str) -> Result<(), Error> {
    match &context.output {
        Some(path) => Ok(crate::store::write_document(
            path,
            anstream::adapter::strip_str(text).to_string().as_bytes(),
        )?),
        None if is_paged(context, text) && pager::page(&context.pager, text) => Ok(()),
        None => {
            let mut out = anstream::AutoStream::new(std::io::stdout().lock(), context.colour);
            out.write_all(text.as_bytes())?;
            Ok(out.flush()?)
        }
    }
}

/// Gives data that is no text: to the file named with `-o`, which there is.
pub(super) fn file(context: &Context, bytes: &[u8]) -> Result<(), Error> {
    match &context.output {
        Some(path) => Ok(crate::store::write_document(path, bytes)?),
        None => Err(Error::usage(
            "this is nothing for the screen",
            "name a file with -o",
        )),
    }
}

/// Whether a text is longer than the screen of somebody who sits there.
fn is_paged(context: &Context, text: &str) -> bool {
    context
        .height
        .is_some_and(|height| std::io::stdout().is_terminal() && text.lines().count() > height)
}

/// Shows what was made for the screen beside the data, with its colours: nothing in it is escaped again.
pub(super) fn show_beside(context: &Context, text: &str) {
    if !context.quiet {
        let mut out = anstream::AutoStream::auto(std::io::stderr().lock());
        let _ = writeln!(out, "{text}");
    }
}

/// Whether somebody who waits would see a word on standard error.
pub(super) fn is_watched(context: &Context) -> bool {
    !context.quiet && std::io::stderr().is_terminal()
}

/// Says something that is taken away again by [`passed`].
pub(super) fn passing(words: &str) {
    let mut out = std::io::stderr().lock();
    let _ = write!(out, "{words}");
    let _ = out.flush();
}

/// Takes away what [`passing`] said.
pub(super) fn passed() {
    let mut out = std::io::stderr().lock();
    let _ = write!(out, "\r\x1b[K");
    let _ = out.flush();
}

/// Says something beside the data, unless the user asked for quiet.
pub(super) fn say(context: &Context, text: &str) {
    if !context.quiet {
        aside(text);
    }
}

/// Says what must be heard, asked for quiet or not.
pub(super) fn warn(text: &str) {
    aside(text);
}

/// Asks a question that is answered with yes or no; yes where only Enter is pressed. Where nobody sits there to answer, it is
/// not asked, and the answer is no.
pub(super) fn confirm(question: &str) -> bool {
    if !can_ask() {
        return false;
    }
    aside(&format!("{question} [Y/n]"));
    let mut answer = String::new();
    match std::io::stdin().read_line(&mut answer) {
        Ok(0) | Err(_) => false,
        Ok(_) => !answer.trim().to_lowercase().starts_with('n'),
    }
}

/// To standard error. Where nobody listens there any more, there is nobody to tell.
fn aside(text: &str) {
    let mut out = anstream::AutoStream::auto(std::io::stderr().lock());
    let _ = writeln!(out, "{}", visible_lines(text));
}

/// Says why the work could not be done.
pub(super) fn failure(error: &Error) {
    let mut words = format!("supervision: {error}");
    let mut cause = error.source();
    while let Some(next) = cause {
        words.push_str(&format!("\n  because: {next}"));
        cause = next.source();
    }
    if let Some(hint) = error.hint() {
        words.push_str(&format!("\n  {hint}"));
    }
    aside(&words);
}

/// What another program gives on standard input.
pub(super) fn input() -> Result<String, Error> {
    let mut text = String::new();
    std::io::stdin().lock().read_to_string(&mut text)?;
    Ok(text)
}

/// Whether somebody sits at a terminal and can be asked.
pub(super) fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks one thing and gives the answer; nothing where the answer is empty, or whoever was asked has gone.
pub(super) fn ask(question: &str) -> Result<Option<String>, Error> {
    let mut out = anstream::AutoStream::auto(std::io::stderr().lock());
    write!(out, "{} ", visible(question))?;
    out.flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let answer = line.trim();
    Ok((!answer.is_empty()).then(|| answer.to_owned()))
}

/// Prints what the argument parser has to say: help and versions are no failures.
pub(super) fn usage(error: &clap::Error) -> ExitStatus {
    match error.print() {
        Err(_) => ExitStatus::Clean,
        Ok(()) if error.use_stderr() => ExitStatus::Failed,
        Ok(()) => ExitStatus::Clean,
    }
}

fn visible_lines(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join("\n")
}
