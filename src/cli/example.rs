//! The example store, embedded in the program, and the history that its records tell of themselves: who wrote each of
//! them and when.
//!
//! Beside the records stand the schemas by which an editor checks them, where the first line of each record looks for them.
//! The files hold the last state. A file that tells of several days, such as a child's categories, is committed on each of
//! those days as it was known then: what begins later is left out, and so is an end that had not come.

use std::collections::BTreeMap;

use rust_embed::RustEmbed;

use super::git_files::{ATTRIBUTES, IGNORED};
use crate::calendar::Day;
use crate::policy;
use crate::record::layout::{Located, Owner, SignOffPart, locate};
use crate::record::{KINDS, Kind, PersonId, Records, schema};
use crate::source::SourceFile;
use crate::store::{CommitPlan, Snapshot};
use crate::text::{front, yaml};

#[derive(RustEmbed)]
#[folder = "records-example/"]
#[exclude = ".schemas/*"]
struct Files;

/// What makes a commit of its own: the day, the turn within it, the author and the message.
type Commit = (Day, u8, String, String);

/// A path and what stands there from then on.
type ChangedFile = (String, Vec<u8>);

/// The files of the example, by path.
pub(super) fn files() -> BTreeMap<String, String> {
    let text = |path: &str| {
        let file = Files::get(path).expect("a file that the list names");
        String::from_utf8(file.data.into_owned()).expect("the example is text")
    };
    Files::iter()
        .filter(|path| !path.starts_with('.'))
        .map(|path| (path.to_string(), text(&path)))
        .collect()
}

/// The example's history: a commit for each day, author and record.
pub(super) fn history() -> Vec<CommitPlan> {
    let files = files();
    let snapshot = Snapshot::from_files(
        files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    );
    let (records, _) = Records::read(snapshot.sources());
    // What is signed stands there by the day of its first sign-off.
    let mut signed_from: BTreeMap<String, Day> = BTreeMap::new();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".st")) {
        let day = written_on(&SourceFile::new(path.as_str(), text.as_str()));
        if let Some((record, _)) = path.replace("/signoffs/", "/").rsplit_once('/') {
            let first = signed_from.entry(record.to_owned()).or_insert(day);
            *first = day.min(*first);
        }
    }
    let mut commits: BTreeMap<Commit, Vec<ChangedFile>> = BTreeMap::new();
    for (path, text) in &files {
        // A signature and a comment are of the day and by the signer of their statement.
        let told_by = match locate(path) {
            Located::SignOff(place) => statement_beside(path, place.part),
            _ => path.clone(),
        };
        let file = SourceFile::new(told_by.as_str(), files[&told_by].as_str());
        let states = if is_told_over_time(path) {
            states(&file)
        } else {
            let signed = signed_from.get(path.trim_end_matches(".md"));
            let written = written_on(&file);
            vec![(
                signed.map_or(written, |signed| written.min(*signed)),
                text.clone(),
            )]
        };
        for (day, text) in states {
            let author = author(&records, &file, day).to_string();
            commits
                .entry((day, turn(path), author, subject(&file)))
                .or_default()
                .push((path.clone(), text.into_bytes()));
        }
    }
    let first = (
        beginning(),
        0,
        "helen-marsh".to_owned(),
        "Schemas for editors, and what git is told\n".to_owned(),
    );
    let told = [(".gitattributes", ATTRIBUTES), (".gitignore", IGNORED)];
    let told = told.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    commits
        .entry(first)
        .or_default()
        .extend(schemas().chain(told));
    commits
        .into_iter()
        .enumerate()
        .map(|(index, ((day, _, author, message), files))| {
            plan(&records, index, day, &author, message, files)
        })
        .collect()
}

/// What comes first within a day: the store, who is in it, their files, and what is signed before its sign-offs.
fn turn(path: &str) -> u8 {
    match path.split('/').next() {
        _ if path.contains("/signoffs/") => 4,
        Some("people") => 1,
        Some("workers" | "children") if is_told_over_time(path) => 2,
        Some("workers" | "children") => 3,
        _ => 0,
    }
}

/// The path of the statement to which a file of a sign-off belongs.
fn statement_beside(path: &str, part: SignOffPart) -> String {
    let stem = path.trim_end_matches(part.ending());
    format!("{stem}{}", SignOffPart::Statement.ending())
}

fn plan(
    records: &Records,
    index: usize,
    day: Day,
    author: &str,
    message: String,
    files: Vec<ChangedFile>,
) -> CommitPlan {
    let person = PersonId::new(author);
    let email = records
        .people
        .get(&person)
        .and_then(|filed| filed.data.email.clone());
    let epoch = Day::new(1970, 1, 1).expect("a day");
    CommitPlan {
        author_name: records.name(&person),
        author_email: email.unwrap_or_else(|| format!("{author}@northmoor.example")),
        // Late in the afternoon, a second apart, so that the order within a day is the order of the commits.
        time: epoch.days_to(day) * 86_400 + 16 * 3_600 + (index % 3_600) as i64,
        offset_minutes: 0,
        message,
        files,
    }
}

/// The schemas of all kinds.
pub(super) fn schemas() -> impl Iterator<Item = ChangedFile> {
    let kinds = KINDS.iter().map(|info| (info.name, info.schema));
    let shared = [
        ("common", schema::COMMON),
        ("policy-pack", policy::pack::SCHEMA_TEXT),
    ];
    let file = |(name, text): (&str, &str)| {
        (
            format!(".schemas/{name}.schema.json"),
            text.as_bytes().to_vec(),
        )
    };
    kinds.chain(shared).map(file)
}

/// Files that hold periods, and so change as time passes.
fn is_told_over_time(path: &str) -> bool {
    path.ends_with("worker.yaml") || path.ends_with("child.yaml") || path.starts_with("people/")
}

/// When a record was written: the latest of the days that say so.
fn written_on(file: &SourceFile) -> Day {
    const WRITTEN: [&str; 9] = [
        "recorded",
        "shared",
        "discussed",
        "signed",
        "worker-told",
        "to",
        "date",
        "from",
        "seen",
    ];
    let latest = file.text().lines().filter_map(|line| {
        let (key, value) = line.trim_start_matches(['-', ' ']).split_once(": ")?;
        let top = !line.starts_with(' ') || key == "seen";
        (top && WRITTEN.contains(&key)).then(|| value.parse::<Day>().ok())?
    });
    latest.max().unwrap_or_else(beginning)
}

/// The day on which the example begins.
fn beginning() -> Day {
    Day::new(2025, 9, 1).expect("a day")
}

/// The file as it was known on each day on which it changed.
fn states(file: &SourceFile) -> Vec<(Day, String)> {
    let text = file.text();
    let tree = yaml::parse(text, front::bom_length(text)..text.len()).expect("the example reads");
    let mut days = Vec::new();
    dates(&tree, &mut days);
    let mut days: Vec<Day> = days.into_iter().map(|day| day.max(beginning())).collect();
    days.sort();
    days.dedup();
    let mut states: Vec<(Day, String)> = Vec::new();
    for day in days {
        let known = as_known_on(file, &tree, day);
        if states.last().is_none_or(|(_, last)| *last != known) {
            states.push((day, known));
        }
    }
    states
}

fn dates(node: &yaml::Node<'_>, days: &mut Vec<Day>) {
    match &node.value {
        yaml::Value::Map(fields) => fields.iter().for_each(|field| {
            match field.node.as_str().and_then(|text| text.parse().ok()) {
                // What ends on a day is known to have ended on the next.
                Some(day) if field.key == "to" => days.push(Day::after(day)),
                Some(day) => days.push(day),
                None => dates(&field.node, days),
            }
        }),
        yaml::Value::Seq(items) => items.iter().for_each(|item| dates(item, days)),
        _ => {}
    }
}

/// The text without the lines that tell of later days.
fn as_known_on(file: &SourceFile, tree: &yaml::Node<'_>, day: Day) -> String {
    let mut later = Vec::new();
    lines_of_later(file, tree, day, &mut later);
    let text = file.text();
    let lines = text.split_inclusive('\n').enumerate();
    lines
        .filter(|(index, _)| !later.iter().any(|range| range.contains(index)))
        .map(|(_, line)| line)
        .collect()
}

fn lines_of_later(
    file: &SourceFile,
    node: &yaml::Node<'_>,
    day: Day,
    later: &mut Vec<std::ops::Range<usize>>,
) {
    let line = |at: usize| file.lines().index_of(at);
    let date = |node: &yaml::Node<'_>| node.as_str().and_then(|text| text.parse::<Day>().ok());
    match &node.value {
        yaml::Value::Map(fields) => {
            for field in fields {
                let (start, end) = (
                    line(field.key_range().start),
                    line(field.node.range().end.max(1) - 1) + 1,
                );
                let begins_later = |item: &yaml::Node<'_>| {
                    item.field("from")
                        .and_then(|from| date(&from.node))
                        .is_some_and(|from| from > day.max(beginning()))
                };
                let is_later = match &field.node.value {
                    yaml::Value::Seq(items) => !items.is_empty() && items.iter().all(begins_later),
                    _ => match date(&field.node) {
                        Some(value) => {
                            matches!(field.key.as_ref(), "to" | "closed" | "held")
                                && value >= day
                                && !(field.key == "held" && value == day)
                        }
                        None => false,
                    },
                };
                if is_later {
                    later.push(start..end);
                } else {
                    lines_of_later(file, &field.node, day, later);
                }
            }
        }
        yaml::Value::Seq(items) => {
            for item in items {
                let begins = item.field("from").and_then(|from| date(&from.node));
                if begins.is_some_and(|from| from > day.max(beginning())) {
                    later.push(line(item.range().start)..line(item.range().end - 1) + 1);
                } else {
                    lines_of_later(file, item, day, later);
                }
            }
        }
        _ => {}
    }
}

/// Who wrote a record: who signed, recorded or decided it, else the worker's line manager on the day.
fn author(records: &Records, file: &SourceFile, day: Day) -> PersonId {
    let keys: &[&str] = match locate(file.path()) {
        Located::SignOff(_) => &["signer"],
        Located::Record(place) => match place.owner {
            Owner::Store | Owner::Person(_) => &[],
            _ => &["by", "decided-by", "supervisor"],
        },
        _ => &[],
    };
    let named = file.text().lines().find_map(|line| {
        let (key, value) = line.split_once(": ")?;
        (keys.contains(&key) && records.people.contains_key(value)).then(|| PersonId::new(value))
    });
    let own = is_written_by_the_worker(file);
    let manager = match locate(file.path()) {
        Located::Record(place) => match place.owner {
            Owner::Worker(worker) if own => Some(worker.person()),
            Owner::Worker(worker) => line_manager(records, worker.as_str(), day),
            Owner::Child(child) => records
                .children
                .get(&child)
                .and_then(|file| file.child.as_ref()?.data.allocations.on(day))
                .and_then(|held| line_manager(records, held.worker.as_str(), day)),
            _ => None,
        },
        _ => None,
    };
    if own {
        return manager
            .or(named)
            .unwrap_or_else(|| PersonId::new("helen-marsh"));
    }
    named
        .or(manager)
        .unwrap_or_else(|| PersonId::new("helen-marsh"))
}

/// Histories, CPD and self-audits are the worker's own.
fn is_written_by_the_worker(file: &SourceFile) -> bool {
    let kinds = [Kind::History, Kind::Cpd, Kind::SelfAudit];
    kinds
        .iter()
        .any(|kind| file.text().contains(&format!("\nkind: {}\n", kind.name())))
}

fn line_manager(records: &Records, worker: &str, day: Day) -> Option<PersonId> {
    let worker = records.workers.get(worker)?.worker.as_ref()?;
    worker
        .data
        .line_managers
        .on(day)
        .map(|held| held.person.value.clone())
}

/// The commit's subject in the trade's words, with the record named below it.
fn subject(file: &SourceFile) -> String {
    match locate(file.path()) {
        Located::Record(place) => {
            let kind = file
                .text()
                .lines()
                .find_map(|line| Kind::from_name(line.strip_prefix("kind: ")?));
            let what = kind.map_or("record", |kind| kind.info().spoken);
            let day = place
                .day
                .map(|day| format!(" of {day}"))
                .unwrap_or_default();
            let whose = match &place.owner {
                Owner::Store => return format!("{what}\n\nRecord: {}\n", place.id),
                Owner::Person(id) => id.to_string(),
                Owner::Worker(id) => id.to_string(),
                Owner::Child(id) => id.to_string(),
            };
            format!("{whose}: {what}{day}\n\nRecord: {}\n", place.id)
        }
        Located::SignOff(place) => format!(
            "{}: signed by the {}\n\nRecord: {}\n",
            place.record, place.role, place.record
        ),
        _ => format!("{}\n", file.path()),
    }
}
