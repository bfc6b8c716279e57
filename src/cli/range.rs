//! Two points of a store, as they are named on the command line: `A..B`, `A...B`, `A`, or nothing.

use std::path::Path;

use super::context::Context;
use super::error::Error;
use crate::due::{self, Facts};
use crate::rules;
use crate::rules::consequence::Judged;
use crate::store::{At, Store};

/// An earlier and a later point.
pub(super) struct Range {
    /// The earlier.
    pub(super) was: At,
    /// The later.
    pub(super) is: At,
}

impl Range {
    /// Reads a range. `A..B` is from one commit to another, `A...B` from where B left A to B, `A` from a commit to the files on disk;
    /// without any, from the last commit to the files on disk, or to what is staged if that was asked for.
    pub(super) fn read(
        text: Option<&str>,
        context: &Context,
        store: &Store,
    ) -> Result<Self, Error> {
        if context.at().is_some() {
            return Err(Error::usage(
                "a comparison has two points, and --at names one",
                "name them as A..B, such as main..HEAD",
            ));
        }
        let head = || "HEAD".to_owned();
        let named = |name: &str| match name {
            "" => head(),
            name => name.to_owned(),
        };
        let (was, is) = match text {
            None if context.is_staged() => (At::Commit(head()), At::Index),
            None => (At::Commit(head()), At::WorkTree),
            Some(text) => match (text.split_once("..."), text.split_once("..")) {
                (Some((one, other)), _) => {
                    let (one, other) = (named(one), named(other));
                    (At::Commit(store.fork(&one, &other)?), At::Commit(other))
                }
                (None, Some((one, other))) => (At::Commit(named(one)), At::Commit(named(other))),
                (None, None) if context.is_staged() => (At::Commit(named(text)), At::Index),
                (None, None) => (At::Commit(named(text)), At::WorkTree),
            },
        };
        let is = match is {
            At::WorkTree if store.dir().is_none() => At::Commit(head()),
            is => is,
        };
        Ok(Self { was, is })
    }

    /// Whether a word of the command line is a range or a commit, and not a path.
    pub(super) fn is_meant(word: &str, is_path: impl Fn(&Path) -> bool) -> bool {
        word.contains("..") && !word.contains("../") || !is_path(Path::new(word))
    }
}

/// What a point is called.
pub(super) fn name(at: &At) -> String {
    match at {
        At::WorkTree => "the files on disk".to_owned(),
        At::Index => "what is staged".to_owned(),
        At::Commit(revision) if revision == "HEAD" => "the last commit".to_owned(),
        // A full id is for programs.
        At::Commit(id) if id.len() == 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            id[..10].to_owned()
        }
        At::Commit(revision) => revision.clone(),
    }
}

/// Both points judged as of one day: that of the later.
pub(super) fn judged(
    range: &Range,
    context: &Context,
    store: &Store,
) -> Result<(Judged, Judged), Error> {
    let after = context.reading_of(store, range.is.clone(), None)?;
    let before = context.reading_of(store, range.was.clone(), Some(after.today))?;
    let _progress = context.progress("judging both sides…");
    let judge = |reading| {
        let dues = due::find(&facts(&reading));
        let verdict = rules::check(&reading, &dues);
        Judged {
            reading,
            verdict,
            dues,
        }
    };
    Ok((judge(before), judge(after)))
}

fn facts(reading: &crate::reading::Reading) -> Facts<'_> {
    Facts::new(&reading.records, &reading.policy, reading.today)
}
