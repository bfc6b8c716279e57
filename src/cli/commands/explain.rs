//! `supervision explain`: the page of a finding, or a clause in our words.

use crate::cli::context::Context;
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::policy;
use crate::report::pages;
use crate::rules;
use crate::source::Sources;

/// Explain a finding or a clause: what it is about, who asks, how to put it right
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision explain session-overdue       the page of a finding
  supervision explain R8a                   a clause of a policy")]
pub(in crate::cli) struct Args {
    /// A finding's name or a clause's id
    name: String,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let rule = rules::all().find(|rule| rule.code.name() == args.name);
    if let Some(page) = rule.map_or_else(|| pages::page(&args.name), |rule| Some(rule.page)) {
        terminal::data(context, page)?;
        return Ok(ExitStatus::Clean);
    }
    let mut sources = Sources::default();
    let packs = policy::BUILT_IN
        .iter()
        .filter_map(|(id, _)| policy::built_in(id, &mut sources));
    let packs: Vec<policy::Pack> = packs.collect();
    let pack = packs
        .iter()
        .find_map(|pack| Some((pack, pack.clause(&args.name)?)));
    match pack {
        Some((pack, clause)) => {
            let text = format!(
                "{} of {}\n{}\n\n{}.\n\nFrom: {}, {}\n",
                clause.id.value,
                pack.title,
                pack.publisher,
                clause.summary,
                pack.document,
                clause.source
            );
            terminal::data(context, &text)?;
            Ok(ExitStatus::Clean)
        }
        None => {
            let clauses = packs
                .iter()
                .flat_map(|pack| &pack.clauses)
                .map(|clause| clause.id.value.as_str());
            let rules = rules::all().map(|rule| rule.code.name());
            let known = rules.chain(pages::codes()).chain(clauses);
            Err(Error::usage(
                format!("there is no finding or clause `{}`", args.name),
                nearest(&args.name, known),
            ))
        }
    }
}
