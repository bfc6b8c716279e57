//! A commit that is being made: is what it will hold right, and which records does it change?

use std::path::Path;

use crate::cli::commands::check;
use crate::cli::context::Context;
use crate::cli::error::Error;
use crate::cli::exit::ExitStatus;
use crate::cli::terminal;
use crate::reading::Reading;
use crate::record::layout::{Located, locate};
use crate::report::refusal;
use crate::revision::kept;
use crate::rules::brought;
use crate::store::{At, Store, read_message, write_document};

/// More records than this are counted and not named: a first commit of a whole team's file needs no list.
const MOST_NAMED: usize = 100;

/// Checks what is staged.
pub(super) fn before(context: &Context) -> Result<ExitStatus, Error> {
    let mut status = ExitStatus::Clean;
    for store in Store::staged(context.named_store(), &context.hook_call)? {
        let head = context.reading_at(&store, At::Commit("HEAD".to_owned()))?;
        let Some(staged) = context.reading_at(&store, At::Index)? else {
            if head.is_some() {
                status = ExitStatus::Findings;
                terminal::say(
                    context,
                    "The commit is refused: it takes `supervision.yaml` away, without which there is no store.\nPut it back with `git restore --staged --worktree supervision.yaml`.",
                );
            }
            continue;
        };
        let judged = against(&staged, head.as_ref());
        judged.say(context);
        if let Some(reasons) = judged.reasons {
            status = ExitStatus::Findings;
            terminal::data(context, &reasons)?;
            terminal::say(
                context,
                "The commit is refused, and nothing is lost: mend what is named above, `git add` it, and commit again.\n\
                 `supervision check --staged` shows each in full. `git commit --no-verify` leaves the check out; a server may still refuse it.",
            );
        }
    }
    Ok(status)
}

/// A change judged.
pub(in crate::cli) struct Against {
    /// What stands against it, if anything does.
    pub(in crate::cli) reasons: Option<String>,
    /// What it brings to light, and what is for people to do about: a line each.
    pub(in crate::cli) light: String,
}

impl Against {
    /// Says what it brings to light.
    pub(in crate::cli) fn say(&self, context: &Context) {
        if !self.light.is_empty() {
            let words = "It is kept as it is recorded, and is for you to look at:\n";
            terminal::say(context, (words.to_owned() + &self.light).trim_end());
        }
    }
}

/// Judges a change.
pub(in crate::cli) fn against(after: &Reading, before: Option<&Reading>) -> Against {
    let verdict = check::judge(after);
    let known = before.map(|before| (before, check::judge(before)));
    let known = known.as_ref().map(|(reading, verdict)| (*reading, verdict));
    let errors = brought::brought((after, &verdict), known);
    let undone = before.map(|before| kept::undone(before, after));
    let reasons =
        refusal::findings(&errors, &after.sources) + &refusal::undone(&undone.unwrap_or_default());
    let light = brought::brought_to_light((after, &verdict), known);
    Against {
        reasons: (!reasons.is_empty()).then_some(reasons),
        light: refusal::lines(&light, &after.sources),
    }
}

/// Names the changed records at the end of the message.
pub(super) fn message(context: &Context, file: &Path) -> Result<ExitStatus, Error> {
    let text = read_message(file)?;
    let mut records: Vec<String> = Vec::new();
    for store in Store::staged(context.named_store(), &context.hook_call)? {
        // A merge would name everything that the other side did, under its own commits already.
        if store.is_merging() {
            return Ok(ExitStatus::Clean);
        }
        let head = context.reading_at(&store, At::Commit("HEAD".to_owned()))?;
        if let Some(staged) = context.reading_at(&store, At::Index)? {
            let paths = brought::changed(head.as_ref(), &staged);
            records.extend(paths.iter().filter_map(|path| name(path)));
        }
    }
    records.sort();
    records.dedup();
    if let Some(text) = with_trailers(&text, &records) {
        write_document(file, text.as_bytes())?;
    }
    Ok(ExitStatus::Clean)
}

/// The record to which a path belongs.
pub(in crate::cli) fn name(path: &str) -> Option<String> {
    match locate(path) {
        Located::Record(place) => Some(place.id.to_string()),
        Located::SignOff(place) => Some(place.record.to_string()),
        Located::Pack | Located::Template | Located::Unknown(_) => None,
    }
}

/// The message with a line for each record that it does not name yet; none where there is nothing to add.
pub(in crate::cli) fn with_trailers(text: &str, records: &[String]) -> Option<String> {
    // What git itself will leave out stays below: its comments, and the changes that `git commit -v` shows.
    let cut = text
        .find("# ------------------------ >8 ------------------------")
        .unwrap_or(text.len());
    let lines: Vec<&str> = text[..cut].split_inclusive('\n').collect();
    let said = |line: &str| !line.starts_with('#') && !line.trim().is_empty();
    let end = lines.iter().rposition(|line| said(line))? + 1;
    let (body, rest) = (lines[..end].concat(), lines[end..].concat() + &text[cut..]);
    let trailers: Vec<String> = match records.len() {
        0..=MOST_NAMED => records
            .iter()
            .map(|record| format!("Record: {record}"))
            .collect(),
        many => vec![format!("Records: {many}")],
    };
    let missing: Vec<&String> = trailers
        .iter()
        .filter(|trailer| !body.lines().any(|line| line == trailer.as_str()))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let body = body.trim_end();
    let last = body.rsplit("\n\n").next().unwrap_or_default();
    let is_trailer = |line: &str| {
        line.split_once(": ").is_some_and(|(key, _)| {
            !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })
    };
    let goes_on = last.len() < body.len() && last.lines().all(is_trailer);
    let mut out = body.to_owned() + if goes_on { "\n" } else { "\n\n" };
    for trailer in missing {
        out.push_str(trailer);
        out.push('\n');
    }
    Some(out + &rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str, records: &[&str]) -> Option<String> {
        let records: Vec<String> = records.iter().map(|record| (*record).to_owned()).collect();
        with_trailers(text, &records)
    }

    #[test]
    fn records_are_named_once_below_the_words_and_above_gits_comments() {
        let text = "Session of 2 March\n\n# Please enter the message\n# On branch main\n";
        let out = named(text, &["jo-field/3-supervision/2026-03-02"]).expect("a line is added");
        assert_eq!(
            out,
            "Session of 2 March\n\nRecord: jo-field/3-supervision/2026-03-02\n\n# Please enter the message\n# On branch main\n"
        );
        assert_eq!(named(&out, &["jo-field/3-supervision/2026-03-02"]), None);
    }

    #[test]
    fn trailers_that_stand_there_are_gone_on_with() {
        let out = named("Both\n\nSigned-off-by: Sam\n", &["a/b"]).expect("a line is added");
        assert_eq!(out, "Both\n\nSigned-off-by: Sam\nRecord: a/b\n");
        let subject = named("jo-field: session\n", &["a/b"]).expect("a line is added");
        assert_eq!(subject, "jo-field: session\n\nRecord: a/b\n");
    }

    #[test]
    fn a_message_without_words_stays_without_so_that_git_gives_the_commit_up() {
        assert_eq!(named("\n# On branch main\n", &["a/b"]), None);
    }

    #[test]
    fn more_records_than_anybody_reads_are_counted() {
        let records: Vec<String> = (0..=MOST_NAMED)
            .map(|index| format!("c-{index}/child"))
            .collect();
        let out = with_trailers("All\n", &records).expect("a line is added");
        assert_eq!(out, "All\n\nRecords: 101\n");
    }
}
