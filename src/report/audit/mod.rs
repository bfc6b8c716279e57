//! What an audit found, for people and for programs (`schemas/output/audit.schema.json`); and the shell script that repeats its core.
//!
//! Nothing of what records say is shown: paths, ids, days, and who committed what by git's own account.

use std::fmt::Write;

use serde::Serialize;

use super::visible;
use crate::revision::audit::Audit;
use crate::revision::audit::sort::{Fault, Level, Sort};
use crate::store::Step;

/// The core of the audit for a shell with git, sha256sum and ssh-keygen.
pub const SCRIPT: &str = include_str!("audit.sh");

/// An audit with what it was of.
pub struct Audited<'a> {
    /// What was found.
    pub audit: &'a Audit,
    /// The commits, the first one first.
    pub steps: &'a [Step],
    /// The store.
    pub store: &'a str,
    /// What was not looked at, if anything was left out, and from where on.
    pub since: Option<&'a str>,
}

const LEVELS: [Level; 3] = [Level::Error, Level::Warning, Level::Note];

/// The same thing found several times stands under one heading, the gravest first.
pub fn human(audited: &Audited<'_>) -> String {
    let mut out = String::new();
    for level in LEVELS {
        for sort in Sort::ALL.iter().filter(|sort| sort.level() == level) {
            let faults = audited.audit.faults.iter();
            let faults: Vec<&Fault> = faults.filter(|fault| fault.sort == *sort).collect();
            if faults.is_empty() {
                continue;
            }
            line(
                &mut out,
                &format!("{}: {}: {}", level.word(), sort.name(), sort.what()),
            );
            for fault in faults {
                about(&mut out, audited, fault);
            }
            line(&mut out, &format!("  help: {}", sort.help()));
            out.push('\n');
        }
    }
    let audit = audited.audit;
    line(
        &mut out,
        &format!(
            "{}, {} and {} looked at: {}",
            number(audit.looked_at, "commit"),
            number(audit.sign_offs, "sign-off"),
            number(audit.records, "record"),
            counts(audit)
        ),
    );
    if let Some(since) = audited.since {
        line(&mut out, &not_looked_at(audit, since));
    }
    out
}

/// What `--since` leaves out, in plain words.
fn not_looked_at(audit: &Audit, since: &str) -> String {
    format!(
        "Not looked at: the {} before {}. Whether anything that was signed was altered, removed or put back in them is not said here; audit without --since to know.",
        number(audit.commits - audit.looked_at, "commit"),
        visible(since)
    )
}

fn counts(audit: &Audit) -> String {
    let said: Vec<String> = LEVELS
        .into_iter()
        .filter(|level| audit.count(*level) > 0)
        .map(|level| number(audit.count(level), level.word()))
        .collect();
    match said.is_empty() {
        true => "nothing signed was altered".to_owned(),
        false => said.join(", "),
    }
}

fn about(out: &mut String, audited: &Audited<'_>, fault: &Fault) {
    let commit = fault.step.map(|step| &audited.steps[step].commit);
    let by = commit.map(|commit| {
        format!(
            "{} by {} <{}> on {}",
            commit.id.abbreviated(),
            visible(&commit.author),
            visible(&commit.email),
            commit.day.in_words()
        )
    });
    match &fault.path {
        Some(path) => {
            line(out, &format!("  {}", visible(path)));
            if fault.message != fault.sort.what() {
                line(out, &format!("    {}", visible(&fault.message)));
            }
            if let Some(by) = by {
                line(out, &format!("    commit {by}"));
            }
        }
        None => {
            if fault.message != fault.sort.what() {
                line(out, &format!("  {}", visible(&fault.message)));
            }
            if let Some(by) = by {
                line(out, &format!("  commit {by}"));
            }
        }
    }
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("writing to text");
}

fn number(count: usize, word: &str) -> String {
    match count {
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    }
}

/// A page of everything that an audit can find.
pub fn page() -> String {
    let mut out = String::new();
    for level in LEVELS {
        for sort in Sort::ALL.iter().filter(|sort| sort.level() == level) {
            line(&mut out, &format!("{} ({})", sort.name(), level.word()));
            line(&mut out, &format!("    {}", sort.what()));
            line(&mut out, &format!("    help: {}", sort.help()));
        }
    }
    out
}

#[derive(Serialize)]
struct Out<'a> {
    version: u32,
    store: &'a str,
    head: Option<String>,
    since: Option<&'a str>,
    commits: usize,
    commits_looked_at: usize,
    sign_offs: usize,
    records: usize,
    counts: CountsOut,
    not_looked_at: Option<String>,
    faults: Vec<FaultOut<'a>>,
}

#[derive(Serialize)]
struct CountsOut {
    error: usize,
    warning: usize,
    note: usize,
}

#[derive(Serialize)]
struct FaultOut<'a> {
    name: &'static str,
    level: &'static str,
    message: &'a str,
    help: &'static str,
    commit: Option<String>,
    committed: Option<String>,
    author: Option<&'a str>,
    email: Option<&'a str>,
    path: Option<&'a str>,
    record: Option<&'a str>,
}

/// The same for programs, in the order in which it was found.
pub fn json(audited: &Audited<'_>) -> String {
    let audit = audited.audit;
    let faults = audit.faults.iter().map(|fault| {
        let commit = fault.step.map(|step| &audited.steps[step].commit);
        FaultOut {
            name: fault.sort.name(),
            level: fault.sort.level().word(),
            message: &fault.message,
            help: fault.sort.help(),
            commit: commit.map(|commit| commit.id.to_string()),
            committed: commit.map(|commit| commit.day.to_string()),
            author: commit.map(|commit| commit.author.as_str()),
            email: commit.map(|commit| commit.email.as_str()),
            path: fault.path.as_deref(),
            record: fault.record.as_deref(),
        }
    });
    super::json_v1::to_text(&Out {
        version: 1,
        store: audited.store,
        head: audited.steps.last().map(|step| step.commit.id.to_string()),
        since: audited.since,
        commits: audit.commits,
        commits_looked_at: audit.looked_at,
        sign_offs: audit.sign_offs,
        records: audit.records,
        counts: CountsOut {
            error: audit.count(Level::Error),
            warning: audit.count(Level::Warning),
            note: audit.count(Level::Note),
        },
        not_looked_at: audited.since.map(|since| not_looked_at(audit, since)),
        faults: faults.collect(),
    })
}
