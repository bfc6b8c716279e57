//! `supervision undo`: the last act of this program taken back, if nobody has signed it.

use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::reading::Reading;
use crate::record::RecordId;
use crate::record::layout::{Located, locate};
use crate::report::saving;
use crate::store::{Act, Back, Done, SETTINGS, Store};

/// Take back the last thing that this program wrote, if nobody has signed it
///
/// What it would do is shown; `--write` does it. Files that were saved get what stood there before, if they are still as they
/// were saved and not committed since; the texts that go are kept, and the message says where. A commit is taken back if it is
/// the last one on its branch and no other repository is known to have it: the files stay as they are, and are staged.
///
/// Run it again for the act before that; the last twenty are remembered. Whatever you wrote in an editor or did with git is
/// not its business. What is signed is never taken back: an addendum puts it right.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  supervision undo            what was done last, and what taking it back would do
  supervision undo --write    take it back")]
pub(in crate::cli) struct Args {
    /// Take it back
    #[arg(long)]
    write: bool,
}

pub(in crate::cli) fn run(args: &Args, context: &Context) -> Result<ExitStatus, Error> {
    context.must_be_on_disk("only what was written on disk can be taken back")?;
    let store = context.open_quietly()?;
    let Some(act) = store.last_act()? else {
        return Err(Error::usage(
            "there is nothing to take back",
            "only what `supervision` itself wrote here is remembered, and only the last twenty acts",
        ));
    };
    let reading = context.reading(&store)?;
    if let Some(why) = signed(&store, &reading, &act) {
        return Err(Error::usage(
            format!("the last act is not taken back: {why}"),
            "what is signed stays; `supervision new addendum` adds to a signed record",
        ));
    }
    terminal::data(context, &saving::plan(&act))?;
    if !args.write {
        terminal::say(context, "nothing is written without `--write`");
        return Ok(ExitStatus::Clean);
    }
    let (kept, _) = store.undo(act.number)?;
    let words = match (&act.what, kept) {
        (Done::Committed(..), _) => {
            "taken back: the branch is where it was, and the files are staged".to_owned()
        }
        (Done::Saved(_), Some(folder)) => {
            format!(
                "taken back; the texts that went are kept in {}",
                folder.display()
            )
        }
        (Done::Saved(_), None) => "taken back".to_owned(),
    };
    terminal::say(context, &words);
    Ok(ExitStatus::Clean)
}

/// What in the act is signed, if anything is.
fn signed(store: &Store, reading: &Reading, act: &Act) -> Option<String> {
    let folder = store.folder_in_repository();
    let paths: Vec<&str> = match &act.what {
        Done::Saved(files) => {
            if files
                .iter()
                .any(|(path, back)| path == SETTINGS && *back == Back::Goes)
            {
                return Some("it made the store itself".to_owned());
            }
            files.iter().map(|(path, _)| path.as_str()).collect()
        }
        Done::Committed(_, paths) => paths
            .iter()
            .filter_map(|path| match folder {
                "" => Some(path.as_str()),
                folder => path.strip_prefix(folder)?.strip_prefix('/'),
            })
            .collect(),
    };
    paths.into_iter().find_map(|path| match locate(path) {
        Located::SignOff(place) => Some(format!("it holds a sign-off of {}", place.record)),
        Located::Record(place) if is_signed(reading, &place.id) => {
            Some(format!("{} is signed", place.id))
        }
        _ => None,
    })
}

fn is_signed(reading: &Reading, record: &RecordId) -> bool {
    let records = &reading.records;
    records.sign_offs.contains_key(record) || records.unread_sign_offs.contains(record)
}
