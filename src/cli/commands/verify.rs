//! `supervision verify`: where a rendered document comes from, and whether it is unaltered.

use std::fmt::Write;
use std::path::PathBuf;

use super::render::made;
use crate::calendar::Day;
use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::render::Templates;
use crate::render::verification::{self, Form, Found, Source};
use crate::store::{At, Origin, Revision, RevisionState, read_bytes};

/// The longest document that is read.
const MOST: u64 = 64 * 1024 * 1024;

/// Say where a rendered document comes from, and whether it has been altered
///
/// It takes a document that `supervision render` made, as PDF, HTML, Markdown or text. It says from which store, commit and records it
/// was made, and whether its text still fits the string at its head and foot; of a PDF, whether any byte of the file was changed.
///
/// There is no key in that string: it shows what was changed by accident, or by somebody who did not reckon it anew. Where the store is
/// at hand the document is made again from the same commit and compared byte by byte, and that is the proof.
///
/// The exit status is 1 where the document has been altered, or is not what the store gives.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  supervision verify jo-field.html --store records")]
pub(in crate::cli) struct Args {
    /// The document
    file: PathBuf,
}

/// What came of making the document again.
enum Again {
    /// It is the same, byte by byte.
    Same,
    /// It is another, from here on.
    Other(String),
    /// It could not be made again.
    Not(String),
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    let bytes = read_bytes(&args.file, MOST)?;
    let name = args.file.display();
    let refused = |why: String| {
        Error::usage(
            format!("{name} cannot be verified: {why}"),
            "`supervision render` makes documents that can",
        )
    };
    let found = match verification::pdf::is_pdf(&bytes) {
        true => verification::pdf::read(&bytes),
        false => {
            let text = str::from_utf8(&bytes);
            let text = text.map_err(|_| refused("it is neither text nor a PDF".to_owned()))?;
            verification::read(text)
        }
    };
    let found = found.map_err(|fault| refused(fault.to_string()))?;
    let again = made_again(context, &found, &bytes);
    let mut out = String::new();
    let verdict = match (found.form, found.is_unaltered) {
        (Form::Pdf, true) => "unaltered: the file fits the digest that it holds",
        (Form::Pdf, false) => "ALTERED: the file does not fit the digest that it holds",
        (_, true) => "unaltered: its text fits the string at its head and foot",
        (_, false) => "ALTERED: its text does not fit the string at its head and foot",
    };
    writeln!(out, "{name}: {verdict}").expect("writing to text");
    out.push_str(&origin(&found));
    let is_the_same = match &again {
        Again::Same => {
            out.push_str("Made again from that commit: the same, byte by byte.\n");
            true
        }
        Again::Other(place) => {
            let same_program = found.source.program == env!("CARGO_PKG_VERSION");
            writeln!(
                out,
                "Made again from that commit: NOT the same; the first difference is {place}."
            )
            .expect("writing to text");
            if !same_program {
                writeln!(out, "It was made by version {}, and this is {}: another version may write the same records in other words.", found.source.program, env!("CARGO_PKG_VERSION")).expect("writing to text");
            }
            false
        }
        Again::Not(why) => {
            writeln!(
                out,
                "Not made again: {why}.\nThe string has no key in it. It shows what was changed by accident, or by somebody who did not reckon it anew; \
                 the proof is to make the document again where its store is, with `supervision verify --store DIR`."
            )
            .expect("writing to text");
            true
        }
    };
    terminal::data(context, &out)?;
    Ok(match found.is_unaltered && is_the_same {
        true => ExitStatus::Clean,
        false => ExitStatus::Findings,
    })
}

/// Where it says that it comes from.
fn origin(found: &Found) -> String {
    let Source {
        store,
        commit,
        is_changed,
        as_of,
        asked,
        records,
        program,
        ..
    } = &found.source;
    let commit = match (commit, is_changed) {
        (Some(commit), false) => format!("commit {commit}"),
        (Some(commit), true) => format!("commit {commit}, with changes that were not committed"),
        (None, _) => "no commit".to_owned(),
    };
    let mut out = format!(
        "String: {}\nStore: {store}\nMade from: {commit}, as of {as_of}, by version {program}\nAsked for: render {}\nRecords: {}\n",
        found.string,
        asked.join(" "),
        records.len()
    );
    for (path, _) in records {
        writeln!(out, "  {path}").expect("writing to text");
    }
    out
}

/// Makes the document again from the commit that it names, if its store is here.
fn made_again(context: &Context, found: &Found, bytes: &[u8]) -> Again {
    let source = &found.source;
    let Some(commit) = source.commit.as_ref().filter(|_| !source.is_changed) else {
        return Again::Not(
            "it was made from files that were not committed, so no commit gives it again"
                .to_owned(),
        );
    };
    let Ok(store) = context.open_quietly() else {
        return Again::Not("no store is here".to_owned());
    };
    let Ok(day) = source.as_of.parse::<Day>() else {
        return Again::Not("its day cannot be read".to_owned());
    };
    let is_id = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    let reading = match context.reading_of(&store, At::Commit(commit.clone()), Some(day)) {
        Ok(reading) if is_id => reading,
        _ => return Again::Not("the store that is here does not have that commit".to_owned()),
    };
    let Origin::Commit { id } = reading.origin else {
        return Again::Not("the store that is here does not have that commit".to_owned());
    };
    if reading
        .records
        .settings()
        .map(|settings| settings.id.as_str())
        != Some(source.store.as_str())
    {
        return Again::Not("the store that is here is another one".to_owned());
    }
    let Some(asked) = made::asked_again(&source.asked) else {
        return Again::Not("what was asked for is not known to this version".to_owned());
    };
    let revision = Revision {
        commit: id,
        state: RevisionState::Unmodified,
    };
    let templates = Templates::of_store(&reading.sources);
    match made::made(&asked, &reading, &templates, Some(revision)) {
        Ok(made) => {
            let ours = made.file.as_deref().unwrap_or(made.text.as_bytes());
            match ours == bytes {
                true => Again::Same,
                false => Again::Other(difference(ours, bytes, found.form)),
            }
        }
        Err(error) => Again::Not(format!(
            "what was asked for cannot be made from it: {error}"
        )),
    }
}

/// Where two documents begin to differ.
fn difference(ours: &[u8], theirs: &[u8], form: Form) -> String {
    let same = ours.iter().zip(theirs);
    let same = same.take_while(|(ours, theirs)| ours == theirs).count();
    match form {
        Form::Pdf => format!("at byte {same}"),
        Form::Html | Form::Markdown | Form::Text => {
            let lines = ours[..same].iter().filter(|byte| **byte == b'\n').count();
            format!("in line {}", lines + 1)
        }
    }
}
