//! The record that somebody was given a worker's file, and the reminder that the worker is to know of it (R14c).
//!
//! It is written once the document has been given, so that nothing is recorded where nothing was rendered; and where it cannot be
//! written, that is said whatever else is to be quiet.

use serde_json::{Map, json};

use super::made::Made;
use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::terminal;
use crate::reading::Reading;
use crate::record::Kind;
use crate::render::Reader;
use crate::render::scaffold;
use crate::store::{self, Edit, Store};

/// Whose file is given to whom.
pub(super) struct Asked<'a> {
    pub(super) worker: &'a str,
    pub(super) reader: Reader,
    pub(super) by: Option<&'a str>,
    pub(super) reason: Option<&'a str>,
}

/// What is to be recorded.
pub(super) struct Needed {
    worker: String,
    reader: Reader,
    by: String,
    reason: String,
    seen: String,
}

/// What is to be recorded of a document that was made; nothing for the worker and the line manager.
///
/// # Errors
/// When it is not said who reads it and why, or said where nothing is recorded.
pub(super) fn needed(asked: Asked<'_>, made: &Made) -> Result<Option<Needed>, Error> {
    let said = |text: Option<&str>| {
        text.map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let (by, reason) = (said(asked.by), said(asked.reason));
    if !asked.reader.is_recorded() {
        return match by.is_some() || reason.is_some() {
            true => Err(Error::usage(
                format!(
                    "nothing is recorded where {} reads the file",
                    asked.reader.spoken()
                ),
                "leave out --by and --reason, or name another reader with --reader",
            )),
            false => Ok(None),
        };
    }
    match (by, reason) {
        (Some(by), Some(reason)) => Ok(Some(Needed {
            worker: asked.worker.to_owned(),
            reader: asked.reader,
            by,
            reason,
            seen: made.seen.clone(),
        })),
        _ => Err(Error::usage(
            format!(
                "where {} reads a worker's file it is recorded who they are and why, and nothing is shown without it",
                asked.reader.spoken()
            ),
            "say so with --by PERSON and --reason \"…\"; the worker is then to be told",
        )),
    }
}

/// Writes the record, and reminds whoever hands the document over that the worker is to be told.
pub(super) fn record(context: &Context, store: &Store, reading: &Reading, needed: &Needed) {
    let worker = &needed.worker;
    match saved(context, store, reading, needed) {
        Ok(path) => terminal::say(
            context,
            &format!(
                "recorded in {path}; tell {worker} who has seen what and why, and enter the day there as `worker-told`: until then \
                 `supervision check` finds it (access-untold)"
            ),
        ),
        Err(why) => terminal::warn(&format!(
            "no record of this access could be written: {why}\n  write it where the records are kept, and tell {worker}: supervision new \
             access --worker {worker} --by … --role \"{}\" --reason …",
            role(needed.reader)
        )),
    }
}

/// Saves the record; gives its path, or why there is none.
fn saved(
    context: &Context,
    store: &Store,
    reading: &Reading,
    needed: &Needed,
) -> Result<String, String> {
    let Some(dir) = store.dir() else {
        return Err("a bare repository has no files to write to".to_owned());
    };
    if context.at().is_some() || context.is_staged() {
        return Err(
            "the store was read as it was at another point, and not as it stands on disk"
                .to_owned(),
        );
    }
    let day = context.access_day(reading);
    let mut paths = (1..).map(|number| {
        let number = match number {
            1 => String::new(),
            number => format!("-{number}"),
        };
        format!(
            "workers/{}/8-miscellaneous/{day}-access{number}.yaml",
            needed.worker
        )
    });
    let path = loop {
        let path = paths.next().expect("numbers do not run out");
        match store::stands(dir, &path) {
            Ok(true) => {}
            Ok(false) => break path,
            Err(error) => return Err(error.to_string()),
        }
    };
    let values = Map::from_iter([
        ("worker".to_owned(), json!(needed.worker)),
        ("date".to_owned(), json!(day.to_string())),
        ("by".to_owned(), json!(needed.by)),
        ("role".to_owned(), json!(role(needed.reader))),
        ("reason".to_owned(), json!(needed.reason)),
        ("records".to_owned(), json!([needed.seen])),
    ]);
    let prepared = scaffold::filled(Kind::Access, &path, values);
    let saved = store.save(&[Edit::new_file(prepared.path.as_str(), prepared.text)]);
    saved.map(|()| path).map_err(|error| error.to_string())
}

/// "Senior manager".
fn role(reader: Reader) -> String {
    let words = reader.name().replace('-', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
