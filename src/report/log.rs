//! The history of records in the words of the trade, for people and for programs (`schemas/output/log.schema.json`).

use std::fmt::Write;

use serde::Serialize;

use super::changes::{FilePart, What};
use super::visible;
use crate::calendar::Day;
use crate::revision::log::{Act, Entry};
use crate::store::Commit;

/// From how many days on a gap between two of the three days is said: a week is what a busy team needs.
const GAP: i64 = 7;

/// One commit, what it did to the records that were asked for, and each record's changes as an outline.
pub struct Told {
    /// The commit.
    pub commit: Commit,
    /// What was done.
    pub entries: Vec<Entry>,
    /// The changes, for the records that were changed.
    pub parts: Vec<FilePart>,
}

/// The last first. With `changes`, each change stands below.
pub fn human(told: &[Told], changes: bool) -> String {
    let mut out = String::new();
    for (index, one) in told.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let Commit {
            id,
            author,
            day,
            time,
            origin,
            ..
        } = &one.commit;
        let elsewhere = origin.as_ref().map(|origin| {
            let id = origin.commit.get(..10).unwrap_or_default();
            format!(", in {} {id}", visible(&origin.store))
        });
        writeln!(
            out,
            "{} {:02}:{:02}  {}  ({}{})",
            day.in_words(),
            time.0,
            time.1,
            visible(author),
            id.abbreviated(),
            elsewhere.unwrap_or_default()
        )
        .expect("writing to text");
        for entry in &one.entries {
            writeln!(out, "  {}", visible(&entry.path)).expect("writing to text");
            for act in &entry.acts {
                writeln!(out, "    {}", sentence(act, entry, *day)).expect("writing to text");
            }
            let part = one
                .parts
                .iter()
                .find(|part| changes && part.path == visible(&entry.path));
            for line in part.iter().flat_map(|part| &part.lines) {
                let what = match &line.what {
                    What::Plain(text) => text.clone(),
                    What::Words(words) => super::changes::in_braces(words),
                };
                let text = format!("      {}: {what}", line.place);
                writeln!(out, "{}", text.trim_end()).expect("writing to text");
            }
        }
    }
    if told.is_empty() {
        out.push_str("Nothing was done to it in this history.\n");
    }
    out
}

fn sentence(act: &Act, entry: &Entry, committed: Day) -> String {
    match act {
        Act::Written => {
            let mut words = "written".to_owned();
            if let Some(happened) = entry.happened {
                words.push_str(&format!(": of {}", happened.in_words()));
            }
            let written = entry.recorded.or(entry.happened);
            if let (Some(recorded), Some(happened)) = (entry.recorded, entry.happened) {
                words.push_str(&format!(", written up on {}", recorded.in_words()));
                words.push_str(&gap(happened, recorded, "after it"));
            }
            if let Some(written) = written {
                words.push_str(&gap(written, committed, "before it was committed"));
            }
            words
        }
        Act::Changed {
            classes,
            after_sharing,
            after_signing,
        } => {
            let names: Vec<&str> = classes.iter().map(|class| class.name()).collect();
            let mut words = format!("changed: {}", names.join(", "));
            if !after_signing.is_empty() {
                words.push_str(&format!(
                    "; AFTER IT WAS SIGNED by {}",
                    visible(&after_signing.join(" and "))
                ));
            } else if *after_sharing {
                words.push_str("; after it was shared");
            }
            words
        }
        Act::Shared { on } => format!("shared with the supervisee on {}", on.in_words()),
        Act::Entered { on } => format!("entered on the case system on {}", on.in_words()),
        Act::Authorised { by } => format!("authorised by {}", visible(by)),
        Act::Signed {
            by,
            role,
            meaning,
            on,
        } => format!(
            "signed by {} as {role} on {}: {}{}",
            visible(by),
            on.in_words(),
            meaning.replace('-', " "),
            gap(*on, committed, "before it was committed")
        ),
        Act::SignOffUndone { by } => {
            format!("SIGN-OFF CHANGED OR TAKEN AWAY: that of {}", visible(by))
        }
        Act::Moved { from } => format!("moved from {}", visible(from)),
        Act::HandedOver { came, store } => match came {
            true => format!("the file came from the store {}", visible(store)),
            false => format!("the file went to the store {}", visible(store)),
        },
        Act::TakenAway => "taken away".to_owned(),
    }
}

/// A gap that is worth saying.
fn gap(from: Day, to: Day, words: &str) -> String {
    match from.days_to(to) {
        days if days < 0 => format!(" (dated {} later than that)", number(-days)),
        days if days > GAP => format!(" ({} {words})", number(days)),
        _ => String::new(),
    }
}

fn number(days: i64) -> String {
    match days {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

#[derive(Serialize)]
struct Out<'a> {
    version: u32,
    commits: Vec<CommitOut<'a>>,
}

#[derive(Serialize)]
struct CommitOut<'a> {
    commit: String,
    committed: String,
    author: &'a str,
    origin: Option<OriginOut<'a>>,
    records: Vec<EntryOut<'a>>,
}

#[derive(Serialize)]
struct OriginOut<'a> {
    store: &'a str,
    commit: &'a str,
}

#[derive(Serialize)]
struct EntryOut<'a> {
    path: &'a str,
    happened: Option<String>,
    recorded: Option<String>,
    acts: Vec<ActOut<'a>>,
}

#[derive(Default, Serialize)]
struct ActOut<'a> {
    act: &'static str,
    by: Option<&'a str>,
    on: Option<String>,
    role: Option<&'a str>,
    meaning: Option<&'a str>,
    from: Option<&'a str>,
    store: Option<&'a str>,
    classes: Vec<&'static str>,
    after_sharing: bool,
    after_signing: Vec<&'a str>,
}

/// The same for programs, the last commit first.
pub fn json(told: &[Told]) -> String {
    let commits = told.iter().map(|one| CommitOut {
        commit: one.commit.id.to_string(),
        committed: one.commit.day.to_string(),
        author: &one.commit.author,
        origin: one.commit.origin.as_ref().map(|origin| OriginOut {
            store: &origin.store,
            commit: &origin.commit,
        }),
        records: one.entries.iter().map(entry).collect(),
    });
    super::json_v1::to_text(&Out {
        version: 1,
        commits: commits.collect(),
    })
}

fn entry(entry: &Entry) -> EntryOut<'_> {
    EntryOut {
        path: &entry.path,
        happened: entry.happened.map(|day| day.to_string()),
        recorded: entry.recorded.map(|day| day.to_string()),
        acts: entry.acts.iter().map(act).collect(),
    }
}

fn act(act: &Act) -> ActOut<'_> {
    let plain = |act| ActOut {
        act,
        ..ActOut::default()
    };
    match act {
        Act::Written => plain("written"),
        Act::TakenAway => plain("taken-away"),
        Act::Changed {
            classes,
            after_sharing,
            after_signing,
        } => ActOut {
            classes: classes.iter().map(|class| class.name()).collect(),
            after_sharing: *after_sharing,
            after_signing: after_signing.iter().map(String::as_str).collect(),
            ..plain("changed")
        },
        Act::Shared { on } => ActOut {
            on: Some(on.to_string()),
            ..plain("shared")
        },
        Act::Entered { on } => ActOut {
            on: Some(on.to_string()),
            ..plain("entered")
        },
        Act::Authorised { by } => ActOut {
            by: Some(by),
            ..plain("authorised")
        },
        Act::Signed {
            by,
            role,
            meaning,
            on,
        } => ActOut {
            by: Some(by),
            role: Some(role),
            meaning: Some(meaning),
            on: Some(on.to_string()),
            ..plain("signed")
        },
        Act::SignOffUndone { by } => ActOut {
            by: Some(by),
            ..plain("sign-off-undone")
        },
        Act::Moved { from } => ActOut {
            from: Some(from),
            ..plain("moved")
        },
        Act::HandedOver { came, store } => ActOut {
            store: Some(store),
            ..plain(if *came { "came" } else { "went" })
        },
    }
}
