//! `supervision explain`: the page of a finding, or a clause or rule of the policy in our words.

use crate::cli::context::Context;
use crate::cli::error::{Error, nearest};
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::policy::{self, BUILT_IN, Pack, Policy};
use crate::render::{purpose, templates};
use crate::report::{clause, pages};
use crate::rules;
use crate::source::Sources;

/// Explain a finding, a clause or a rule: what it is about, who asks, how to put it right
///
/// Clauses and rules are those of the packs that come with the program and of the store that is here, if one is.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision explain session-overdue       the page of a finding
  supervision explain R8a                   a clause of a policy
  supervision explain asye-first-six-weeks  a rule of a policy
  supervision explain readers               who may have which document, and for what
  supervision explain templates             how a store says its documents in its own way")]
pub(in crate::cli) struct Args {
    /// A finding's name, a clause's id or a rule's name; or `readers` or `templates`
    name: String,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    if args.name == "templates" {
        terminal::data(context, templates::PAGE)?;
        return Ok(ExitStatus::Clean);
    }
    if args.name == "readers" {
        terminal::data(context, &purpose::page())?;
        return Ok(ExitStatus::Clean);
    }
    let rule = rules::all().find(|rule| rule.code.name() == args.name);
    if let Some(page) = rule.map_or_else(|| pages::page(&args.name), |rule| Some(rule.page)) {
        terminal::data(context, page)?;
        return Ok(ExitStatus::Clean);
    }
    let here = context
        .open(&[])
        .ok()
        .and_then(|store| context.reading(&store).ok());
    let today = here
        .as_ref()
        .map_or(context.signing_day(), |reading| reading.today);
    let mut sources = Sources::default();
    let built_in = BUILT_IN
        .iter()
        .filter_map(|(id, _)| policy::built_in(id, &mut sources));
    let built_in: Vec<Policy> = built_in.map(Policy::of).collect();
    let own = here.iter().flat_map(|reading| &reading.policy.packs);
    let mut packs: Vec<&Pack> = own.map(|in_force| &in_force.pack).collect();
    for pack in built_in.iter().flat_map(|policy| &policy.packs) {
        if !packs.iter().any(|known| known.id == pack.pack.id) {
            packs.push(&pack.pack);
        }
    }
    let page = clause::clause(&packs, &args.name, today);
    match page.or_else(|| clause::rule(&packs, &args.name, today)) {
        Some(page) => {
            terminal::data(context, &page)?;
            Ok(ExitStatus::Clean)
        }
        None => {
            let known = rules::all()
                .map(|rule| rule.code.name())
                .chain(pages::codes());
            let known = known.chain(clause::names(&packs));
            Err(Error::usage(
                format!("there is no finding, clause or rule `{}`", args.name),
                nearest(&args.name, known),
            ))
        }
    }
}
