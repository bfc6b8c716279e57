//! The file taken in, with its history, in one commit.

use super::{ReceiveArgs, Record, commits, must_be_known, own_id};
use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::reading::Reading;
use crate::record::Records;
use crate::record::handover::Direction;
use crate::record::id::is_slug;
use crate::report::visible;
use crate::source::{SourceFile, Sources};
use crate::store::{
    Edit, Landed, MadeIn, Received, SETTINGS, Scope, Store, message_line, read_bytes,
};

/// The largest file that is taken in: half a gigabyte.
const LARGEST: u64 = 1 << 29;

/// What the sender says of the file.
struct Said {
    worker: String,
    from: MadeIn,
}

pub(super) fn run(
    args: &ReceiveArgs,
    context: &Context,
    store: &Store,
    reading: &Reading,
) -> Result<ExitStatus, Error> {
    must_be_known(reading, &args.by)?;
    let bytes = read_bytes(&args.file, LARGEST)?;
    let progress = context.progress("looking through the history…");
    // Whose it is stands at its end, so it is looked through for that first.
    let message = store.look_through(&bytes, &|_| true)?.message;
    let said = said(&message, own_id(reading)?)?;
    let received = store.look_through(&bytes, &|path| is_of(&said.worker, path))?;
    drop(progress);
    let tip = store.take_in(&bytes)?;
    let worker = said.worker.as_str();
    let mut edits = edits(store, reading, &received, (worker, &tip.to_string()))?;
    let count = edits.len();
    let file = reading.records.workers.get(worker);
    let mut handovers = file.into_iter().flat_map(|file| &file.handovers);
    let is_recorded = handovers.any(|one| {
        one.data.direction == Direction::Received
            && one.data.commit.as_deref() == Some(&said.from.commit)
    });
    if !is_recorded {
        let record = Record {
            worker,
            day: args.date.unwrap_or_else(|| context.access_day(reading)),
            direction: Direction::Received,
            other_store: &said.from.store,
            commit: &said.from.commit,
            by: &args.by,
            reason: &args.reason,
        };
        edits.push(record.edit(store)?);
    }
    if !edits.is_empty() {
        store.save(&edits)?;
    }
    let paths = vec![format!("workers/{worker}"), format!("people/{worker}.yaml")];
    let mut committing = store.begin_commit(Scope::Files(paths))?;
    if committing.changes().is_empty() {
        return Err(Error::usage(
            format!(
                "the file of {worker} was received before, just as it is in {}",
                args.file.display()
            ),
            format!("`supervision log {worker}` tells its history"),
        ));
    }
    committing.join(tip);
    let message = format!("{worker}: file received from {}\n", said.from.store);
    let commit = loop {
        let commit = committing.write(&message)?;
        if committing.land()? == Landed::Done {
            break commit;
        }
    };
    terminal::data(
        context,
        &format!("{} {}\n", commit.abbreviated(), visible(message.trim_end())),
    )?;
    let records = match count {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    };
    terminal::say(
        context,
        &format!(
            "{records} of {worker} with the history of {}, from {}.\n\
             Next: give {worker} their new line manager and post in workers/{worker}/worker.yaml; `supervision check` says what else is missing.\n\
             Delete {} when the other team has been told.",
            commits(received.commits),
            said.from.store,
            args.file.display()
        ),
    );
    Ok(ExitStatus::Clean)
}

fn said(message: &str, own: &str) -> Result<Said, Error> {
    let no_transfer = || {
        Error::usage(
            "it does not say whose file it is, or where it comes from",
            "take what `supervision transfer send` made",
        )
    };
    let line = |key| message_line(message, key).filter(|value| is_slug(value));
    let (worker, to) = (line("Supervision-Worker"), line("Supervision-To"));
    let from = MadeIn::of(message).filter(|from| is_slug(&from.store));
    let (Some(worker), Some(to), Some(from)) = (worker, to, from) else {
        return Err(no_transfer());
    };
    if to != own {
        return Err(Error::usage(
            format!("it was sent to the store {to}, and this is {own}"),
            "ask the other team to send it again with the right --to, if it is for you",
        ));
    }
    Ok(Said {
        worker: worker.to_owned(),
        from,
    })
}

/// Whether a path is of somebody's file, or who they are: what becomes this store's own.
fn is_own(worker: &str, path: &str) -> bool {
    let rest = path.strip_prefix("workers/");
    let rest = rest.and_then(|rest| rest.strip_prefix(worker));
    rest.is_some_and(|rest| rest.starts_with('/')) || path == format!("people/{worker}.yaml")
}

/// Whether a path is that, or what its sign-offs rest on, which stays in the history.
fn is_of(worker: &str, path: &str) -> bool {
    let is_beside =
        path == SETTINGS || path.starts_with("people/") || path.starts_with("policies/");
    is_own(worker, path) || is_beside
}

/// The records that tell of this store as another: of an earlier handover between the same two.
fn told_of(reading: &Reading, received: &Received) -> Vec<String> {
    let files = received.files.iter();
    let files = files.map(|(path, bytes)| SourceFile::from_bytes(path, bytes.clone()));
    let sources = Sources::new(files.collect());
    let (records, _) = Records::read(&sources);
    let own = reading.records.settings().map(|own| &own.id.value);
    let handovers = records.workers.values().flat_map(|file| &file.handovers);
    let handovers = handovers.filter(|one| Some(&one.data.other_store.value) == own);
    handovers
        .map(|one| sources.file(one.source).path().to_owned())
        .collect()
}

/// What is to be written: what is new, and what has changed there and not here since both were alike.
fn edits(
    store: &Store,
    reading: &Reading,
    received: &Received,
    (worker, tip): (&str, &str),
) -> Result<Vec<Edit>, Error> {
    let base = store.fork("HEAD", tip).ok();
    let mut edits = Vec::new();
    let mut clashes = Vec::new();
    let told = told_of(reading, received);
    let files = received.files.iter();
    let files = files.filter(|(path, _)| is_own(worker, path) && !told.contains(path));
    for (path, theirs) in files {
        let ours = reading.sources.find(path);
        let ours = ours.map(|id| reading.sources.file(id).text().as_bytes());
        let before = match &base {
            Some(base) => store.text_at(base, path)?,
            None => None,
        };
        if ours == Some(theirs.as_slice()) || before.as_deref() == Some(theirs.as_slice()) {
            continue;
        }
        match ours {
            None => edits.push(Edit::new_file(path.as_str(), theirs.clone())),
            Some(ours) if before.as_deref() == Some(ours) => {
                edits.push(Edit::replace(path.as_str(), ours.to_vec(), theirs.clone()));
            }
            // Who somebody is here is this store's own to say.
            Some(_) if path.starts_with("people/") => {}
            Some(_) => clashes.push(path.as_str()),
        }
    }
    match clashes.first() {
        None => Ok(edits),
        Some(first) => Err(Error::usage(
            format!(
                "{first} stands here already and says something else{}; nothing is written",
                match clashes.len() {
                    1 => String::new(),
                    count => format!(", and so do {} more", count - 1),
                }
            ),
            "if it is another person's file, one of the two needs another id; if it was changed on both sides, ask the other team what they changed, and write it in here",
        )),
    }
}
