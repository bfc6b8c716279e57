//! `supervision man`: the manual as pages for `man`, for whoever packages the program.

use std::path::PathBuf;

use clap_mangen::Man;

use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::{command_line, terminal};
use crate::store::write_new_tree;

/// Write the manual as pages for `man`
///
/// Without a folder, the page of `supervision` itself is printed: `supervision man | man -l -`. With one, that page and one for
/// each command are written there.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// A new or empty folder
    dir: Option<PathBuf>,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let mut whole = command_line().disable_help_subcommand(true);
    whole.build(); // gives every command its full name, `supervision-hook-install`
    let Some(dir) = &args.dir else {
        terminal::data(context, &page(whole)?)?;
        return Ok(ExitStatus::Clean);
    };
    let mut pages = Vec::new();
    collect(&whole, &mut pages)?;
    write_new_tree(dir, pages.iter().map(|(name, page)| (name, page)))?;
    let words = format!("wrote {} pages to {}", pages.len(), dir.display());
    terminal::say(context, &words);
    Ok(ExitStatus::Clean)
}

/// The pages of a command and of those below it, by the names of their files.
fn collect(command: &clap::Command, pages: &mut Vec<(String, String)>) -> Result<(), Error> {
    let name = command.get_display_name();
    let name = name.unwrap_or(command.get_name());
    pages.push((format!("{name}.1"), page(command.clone())?));
    command
        .get_subcommands()
        .try_for_each(|command| collect(command, pages))
}

fn page(command: clap::Command) -> Result<String, Error> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    Ok(String::from_utf8(page).expect("a page is text"))
}
