//! `supervision addendum`: what is added to a record later, beside it.

use crate::calendar::Day;
use crate::cli::context::{Context, parse_day};
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;

/// Add something to a record that is signed and stays as it is
///
/// The addendum is a record of its own beside the one that it adds to, with who wrote it, when and why; documents show it with the
/// record. One of the record's people writes it, or a manager of theirs. It can be signed as the record was.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  supervision addendum jo-field/3-supervision/2026-03-02 --by sam-okoro --reason \"A date was wrong\" --edit")]
pub(in crate::cli) struct Args {
    /// The record that is added to, such as jo-field/3-supervision/2026-03-02
    record: String,
    /// Who writes it: the name of their file in `people`
    #[arg(long, value_name = "PERSON")]
    pub(super) by: String,
    /// Why something has to be added
    #[arg(long, value_name = "WORDS")]
    pub(super) reason: Option<String>,
    /// On which day, else today
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub(super) date: Option<Day>,
    /// Show the addendum, and write nothing
    #[arg(long, conflicts_with = "edit")]
    pub(super) stdout: bool,
    /// Open it in your editor ($VISUAL or $EDITOR), and check it when you leave
    #[arg(long)]
    pub(super) edit: bool,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let record = args.record.trim_start_matches("workers/");
    let record = record.trim_start_matches("children/");
    let record = record.trim_end_matches(".md").trim_end_matches(".yaml");
    super::new::run(
        &super::new::Args::addendum(args, record.to_owned()),
        context,
    )
}
