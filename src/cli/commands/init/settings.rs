//! The settings of a new store, from options, or from whoever sits at the terminal.

use std::path::Path;

use super::Args;
use crate::calendar::Day;
use crate::cli::context::{Context, parse_day};
use crate::cli::error::{Error, nearest};
use crate::cli::terminal;
use crate::policy::BUILT_IN;
use crate::record::id::is_slug;
use crate::render::scaffold::{self, Given};
use crate::store::stands;

/// A setting that is missing: its option, and the question for it.
const QUESTIONS: [(&str, &str); 4] = [
    (
        "--id",
        "A short name for this store, in small letters, digits and hyphens (such as north-team):",
    ),
    (
        "--organisation",
        "Whose records are these, as it should be printed?",
    ),
    (
        "--marking",
        "The protective marking on every document (such as OFFICIAL-SENSITIVE: PERSONAL):",
    ),
    (
        "--policy",
        "The policies in force, by name (rotherham, cambridgeshire-peterborough, local-practice), with spaces between them; with `:` and its first day behind it where that is not today, as in rotherham:2026-01-05:",
    ),
];

/// The text of `supervision.yaml`.
pub(super) fn text(args: &Args, dir: &Path, context: &Context) -> Result<String, Error> {
    let today = context.today();
    let given = [
        args.id.iter().cloned().collect::<Vec<_>>(),
        args.organisation.iter().cloned().collect(),
        args.marking.iter().cloned().collect(),
        args.policy.clone(),
    ];
    let missing: Vec<&str> = QUESTIONS
        .iter()
        .zip(&given)
        .filter(|(_, values)| values.is_empty())
        .map(|((option, _), _)| *option)
        .collect();
    if !missing.is_empty() && !terminal::can_ask() {
        return Err(Error::usage(
            format!("a new store needs {}", missing.join(", ")),
            format!(
                "for example: supervision init --id north-team --organisation \"Exampleshire County Council\" --marking \"OFFICIAL-SENSITIVE: PERSONAL\" --policy {}",
                BUILT_IN[0].0
            ),
        ));
    }
    let mut said = Given::default();
    for ((option, question), values) in QUESTIONS.iter().zip(given) {
        let mut take = |values: &[String]| -> Result<(), Error> {
            let value = match *option {
                "--id" => slug(&values[0])?,
                "--policy" => {
                    let policies = values.iter().map(|value| {
                        let (pack, from) = policy(value, dir, today)?;
                        Ok(format!("{pack}:{from}"))
                    });
                    policies.collect::<Result<Vec<_>, Error>>()?.join(",")
                }
                option => one_line(option, &values[0])?,
            };
            said.values.insert(option.trim_start_matches("--"), value);
            Ok(())
        };
        if values.is_empty() {
            ask(option, question, take)?;
        } else {
            take(&values)?;
        }
    }
    let prepared = scaffold::prepare_settings(&said, today);
    let prepared = prepared.map_err(|refusal| Error::usage(refusal.to_string(), ""))?;
    Ok(prepared.text)
}

/// Asks until there is an answer that will do; an empty one gives up.
fn ask(
    option: &str,
    question: &str,
    mut take: impl FnMut(&[String]) -> Result<(), Error>,
) -> Result<(), Error> {
    loop {
        let Some(answer) = terminal::ask(question)? else {
            return Err(Error::usage(
                format!("a new store needs {option}"),
                "nothing was written; run it again when you know",
            ));
        };
        let values: Vec<String> = match option {
            "--policy" => answer
                .split([' ', ','])
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect(),
            _ => vec![answer],
        };
        match take(&values) {
            Ok(()) => return Ok(()),
            Err(error) => terminal::failure(&error),
        }
    }
}

fn slug(id: &str) -> Result<String, Error> {
    match is_slug(id) {
        true => Ok(id.to_owned()),
        false => Err(Error::usage(
            format!("`{id}` is no short name"),
            "use small letters, digits and hyphens, at most 63, such as north-team",
        )),
    }
}

/// A value of a few words on one line.
fn one_line(option: &str, value: &str) -> Result<String, Error> {
    let value = value.trim();
    if value.is_empty() || value.chars().any(char::is_control) {
        return Err(Error::usage(
            format!("{option} is empty, or more than a line"),
            "give a few words",
        ));
    }
    Ok(value.to_owned())
}

/// A policy and its first day: one that comes with the program, or a file in `policies`.
fn policy(value: &str, dir: &Path, today: Day) -> Result<(String, Day), Error> {
    let (name, from) = match value.split_once(':') {
        None => (value, today),
        Some((name, from)) => {
            let from = parse_day(from)
                .map_err(|words| Error::usage(format!("--policy {value}: {words}"), ""))?;
            (name, from)
        }
    };
    let own = is_slug(name) && stands(dir, &format!("policies/{name}.yaml"))?;
    if !own && !BUILT_IN.iter().any(|(known, _)| *known == name) {
        return Err(Error::usage(
            format!("there is no policy `{name}`, neither with this program nor in policies/"),
            nearest(name, BUILT_IN.iter().map(|(known, _)| *known)),
        ));
    }
    Ok((name.to_owned(), from))
}
