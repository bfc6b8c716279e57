//! `supervision completions`: what a shell needs to complete commands and options.

use clap_complete::Shell;

use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::{command_line, terminal};

/// Print what your shell needs to complete commands and options
#[derive(Debug, clap::Args)]
#[command(after_help = "Where it goes:
  bash        supervision completions bash > ~/.local/share/bash-completion/completions/supervision
  zsh         supervision completions zsh > ~/.zfunc/_supervision    (a folder in $fpath)
  fish        supervision completions fish > ~/.config/fish/completions/supervision.fish
  powershell  supervision completions powershell >> $PROFILE
  elvish      supervision completions elvish >> ~/.config/elvish/rc.elv")]
pub(in crate::cli) struct Args {
    /// The shell
    shell: Shell,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut command_line(), "supervision", &mut text);
    let text = String::from_utf8(text).expect("completions are text");
    terminal::data(context, &text)?;
    Ok(ExitStatus::Clean)
}
