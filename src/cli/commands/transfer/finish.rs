//! What went to another store, taken away here.

use super::{FinishArgs, changed_since, is_of_file, last_handover, worker_file};
use crate::cli::commands::hook::commit::against;
use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::reading::Reading;
use crate::record::handover::Direction;
use crate::store::{Edit, Snapshot, Store};

pub(super) fn run(
    args: &FinishArgs,
    context: &Context,
    store: &Store,
    reading: &Reading,
) -> Result<ExitStatus, Error> {
    let worker = args.worker.as_str();
    let file = worker_file(reading, worker)?;
    let sent = last_handover(file).filter(|last| last.data.direction == Direction::Sent);
    let commit = sent.and_then(|sent| Some((sent, sent.data.commit.as_deref()?)));
    let Some((sent, commit)) = commit else {
        return Err(Error::usage(
            format!("the file of {worker} was not handed over by `supervision transfer send`"),
            format!("supervision transfer send {worker} --to STORE --by WHO --reason WHY -o FILE"),
        ));
    };
    let changed = changed_since(store, reading, worker, commit)?;
    if let Some(first) = changed.first() {
        return Err(Error::usage(
            format!(
                "{first} was added or changed after the file was sent, and is not in the other store"
            ),
            "commit it and send the file again; the other team takes in what is new",
        ));
    }
    let gone = reading.sources.iter().filter_map(|(_, source)| {
        let path = source.path();
        is_of_file(reading, worker, path)
            .then(|| Edit::remove(path, source.text().as_bytes().to_vec()))
    });
    let gone: Vec<Edit> = gone.collect();
    if gone.is_empty() {
        return Err(Error::usage(
            format!("of the file of {worker} nothing is left here but where it went"),
            String::new(),
        ));
    }
    let mut list = String::new();
    for edit in &gone {
        list.push_str(&format!("{}\n", crate::report::visible(&edit.path)));
    }
    let rest = reading.sources.iter().map(|(_, source)| source);
    let rest = rest.filter(|source| {
        !source.is_built_in() && !gone.iter().any(|edit| edit.path == source.path())
    });
    let rest = rest.map(|source| (source.path().to_owned(), source.text().to_owned()));
    let after = Reading::of(
        Snapshot::from_files(rest),
        Some(reading.today),
        reading.today,
    );
    let judged = against(&after, Some(reading));
    if let Some(reasons) = judged.reasons {
        terminal::data(context, &reasons)?;
        terminal::say(
            context,
            &format!(
                "nothing is taken away: what is named above still needs the file. Give the cases of {worker} to somebody else first"
            ),
        );
        return Ok(ExitStatus::Findings);
    }
    terminal::data(context, &list)?;
    if !judged.light.is_empty() {
        let words = "What follows, because it was told by these records:\n";
        terminal::say(context, (words.to_owned() + &judged.light).trim_end());
    }
    if !args.write {
        terminal::say(
            context,
            &format!(
                "{} would be taken away; {} has them. Nothing is written without `--write`",
                match gone.len() {
                    1 => "1 file".to_owned(),
                    count => format!("{count} files"),
                },
                sent.data.other_store.value.as_str()
            ),
        );
        return Ok(ExitStatus::Clean);
    }
    store.save(&gone)?;
    terminal::say(
        context,
        &format!("taken away; commit it with: supervision commit {worker}"),
    );
    Ok(ExitStatus::Clean)
}
