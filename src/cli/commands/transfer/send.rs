//! The file packed for another store, and the record that it goes there.

use std::collections::BTreeSet;

use super::{
    Record, SendArgs, changed_since, commits, last_handover, must_be_known, own_id, worker_file,
};
use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::reading::Reading;
use crate::record::handover::Direction;
use crate::record::id::is_slug;
use crate::store::{MadeIn, SETTINGS, Store};

pub(super) fn run(
    args: &SendArgs,
    context: &Context,
    store: &Store,
    reading: &Reading,
) -> Result<ExitStatus, Error> {
    let worker = args.worker.as_str();
    let own = own_id(reading)?;
    let file = worker_file(reading, worker)?;
    must_be_known(reading, &args.by)?;
    if !is_slug(&args.to) || args.to == own {
        return Err(Error::usage(
            format!("`{}` is not the id of another store", args.to),
            "give it as the other store's supervision.yaml has it under `id`, such as south-team",
        ));
    }
    must_be_outside(context, store)?;
    let head = store.revision()?.ok_or_else(|| {
        Error::usage(
            "nothing has been committed here",
            "commit the records first: `supervision commit` with the worker's id",
        )
    })?;
    let changed = changed_since(store, reading, worker, "HEAD")?;
    if let Some(first) = changed.first() {
        return Err(Error::usage(
            format!("{first} is not committed as it stands, and only what is committed goes"),
            format!("commit it first: supervision commit {worker}"),
        ));
    }
    let progress = context.progress("packing the history…");
    let paths = paths(reading, worker);
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let made_in = |commit: String| MadeIn {
        store: own.to_owned(),
        commit,
    };
    let packed = store.pack_history(
        head.commit,
        &paths,
        &|commit| {
            let origin = commit.origin.clone();
            let origin = origin.unwrap_or_else(|| made_in(commit.id.to_string()));
            let lines = origin.lines();
            format!("{worker}: as committed in {}\n\n{lines}", origin.store)
        },
        &format!(
            "{worker}: handed over to {to}\n\nSupervision-Worker: {worker}\nSupervision-To: {to}\n{lines}",
            to = args.to,
            lines = made_in(head.commit.to_string()).lines(),
        ),
    )?;
    drop(progress);
    let packed = packed.ok_or_else(|| {
        Error::usage(
            format!("no commit holds anything of the file of {worker}"),
            format!("commit it first: supervision commit {worker}"),
        )
    })?;
    terminal::file(context, &packed.bytes)?;
    // The same file again, as when it was lost on its way, is no second handover.
    let last = last_handover(file).filter(|last| {
        last.data.direction == Direction::Sent && last.data.other_store.value.as_str() == args.to
    });
    let since = last.and_then(|last| last.data.commit.as_deref());
    let is_same = match since {
        Some(commit) => changed_since(store, reading, worker, commit)?.is_empty(),
        None => false,
    };
    if !is_same {
        let record = Record {
            worker,
            day: args.date.unwrap_or_else(|| context.access_day(reading)),
            direction: Direction::Sent,
            other_store: &args.to,
            commit: &head.commit.to_string(),
            by: &args.by,
            reason: &args.reason,
        };
        let edit = record.edit(store)?;
        let path = edit.path.clone();
        store.save(&[edit])?;
        terminal::say(context, &format!("recorded in {path}"));
    }
    terminal::say(
        context,
        &format!(
            "the file of {worker} is packed with {}; it is not encrypted, so carry it as you would the file itself.\n\
             Next: supervision commit {worker}, and in the other store: supervision transfer receive FILE --by WHO\n\
             When it has been received: supervision transfer finish {worker}",
            commits(packed.commits)
        ),
    );
    Ok(ExitStatus::Clean)
}

/// The worker's file, and what its sign-offs rest on: the store that they name, those who signed and their keys, its own policies.
fn paths(reading: &Reading, worker: &str) -> Vec<String> {
    let mut people = BTreeSet::from([worker.to_owned()]);
    for (record, sign_offs) in &reading.records.sign_offs {
        if record.as_str().split('/').next() == Some(worker) {
            people.extend(
                sign_offs
                    .iter()
                    .map(|one| one.data.signer.value.to_string()),
            );
        }
    }
    let mut paths = vec![
        SETTINGS.to_owned(),
        "policies".to_owned(),
        format!("workers/{worker}"),
    ];
    paths.extend(people.iter().map(|person| format!("people/{person}.yaml")));
    paths
}

/// What is packed does not belong among the records, where it could be committed.
fn must_be_outside(context: &Context, store: &Store) -> Result<(), Error> {
    let Some(path) = &context.output else {
        return Err(Error::usage(
            "a packed file is nothing for the screen",
            "name it, outside the store, as in -o ../jo-field.bundle",
        ));
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(std::path::Path::new("."));
    match store.relative(folder)? {
        None => Ok(()),
        Some(_) => Err(Error::usage(
            format!("{} would stand among the records", path.display()),
            "name a file outside the store, as in -o ../jo-field.bundle",
        )),
    }
}
