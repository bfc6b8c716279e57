//! New records: a kind's scaffold, filled with what the store knows on a day.
//!
//! Each scaffold in `templates/new/` is filled here and nowhere else. What only a person can know is left marked, as `# TODO`
//! or as an empty part, and `check` finds it until it is filled in. Nothing is written here: a path and a text come out.
//!
//! Other records' words stand in comments only, and only where the reader of the new record may have them: a worker's
//! record gets those of the same worker and of the children that the worker holds; a child's record gets those of the same
//! child, and [`child`] cannot even name what opens a worker's own.

mod child;
mod fill;
mod open;
mod options;
mod session;
mod store;
pub mod taken;
mod worker;

use serde_json::{Map, Value as Json};

use crate::calendar::Day;
use crate::due::{self, Due, Facts};
use crate::reading::Reading;
use crate::record::id::is_slug;
use crate::record::layout::home;
use crate::record::session::Session;
use crate::record::store_settings::Holds;
use crate::record::worker::Worker;
use crate::record::{Filed, Kind, WorkerFile, WorkerId};

pub use options::{Given, Options, options};

/// A record to be: where it belongs and what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// Its path in the store.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Why there is nothing to prepare.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Something that is not in the store was named.
    #[error("there is no {what} `{name}` here")]
    Unknown {
        /// What it would be.
        what: &'static str,
        /// What was said.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// An option is needed that was not given.
    #[error("{} needs --{option}", kind.with_article())]
    Missing {
        /// Of what.
        kind: Kind,
        /// Which.
        option: &'static str,
    },
    /// An option that this kind does not take.
    #[error("{} takes no --{option}", kind.with_article())]
    NotTaken {
        /// Of what.
        kind: Kind,
        /// Which.
        option: &'static str,
    },
    /// The record is there already.
    #[error("{path} is there already, and nothing is ever written over a record")]
    Exists {
        /// Its path.
        path: String,
    },
    /// Anything else, with what to try.
    #[error("{message}")]
    Other {
        /// What is wrong.
        message: String,
        /// What to try.
        hint: String,
    },
}

impl Refusal {
    fn other(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Other {
            message: message.into(),
            hint: hint.into(),
        }
    }
}

/// Prepares a record of a kind from the records as of its own day.
///
/// # Errors
/// When something that is needed is not said, or names what is not there, or the record is there already.
pub fn prepare(reading: &Reading, kind: Kind, given: &Given) -> Result<Prepared, Refusal> {
    options::judge(kind, given)?;
    let said = given.day("date")?.unwrap_or(reading.today);
    let day = match kind {
        Kind::ChildSupervision => session_named(reading, given)?.1.data.date.value,
        _ => said,
    };
    let facts = Facts::new(&reading.records, &reading.policy, day);
    let dues = due::find(&facts);
    let asked = Asked {
        reading,
        kind,
        given,
        day,
        said,
        facts,
        dues,
    };
    let path = asked.path()?;
    let values = match kind {
        Kind::Store => store::settings(&asked)?,
        Kind::Person => store::person(&asked)?,
        Kind::Child => child::case(&asked)?,
        Kind::ChildSupervision => child::supervision(&asked)?,
        Kind::Decision => child::decision(&asked)?,
        Kind::Session => session::values(&asked)?,
        _ => worker::values(&asked)?,
    };
    if asked.is_there(&path) {
        return Err(Refusal::Exists { path });
    }
    asked.filled(path, values)
}

/// The settings of a store that is not there yet.
///
/// # Errors
/// When something that is needed is not said.
pub fn prepare_settings(given: &Given, today: Day) -> Result<Prepared, Refusal> {
    options::judge(Kind::Store, given)?;
    let day = given.day("date")?.unwrap_or(today);
    let path = home(Kind::Store).to_owned();
    let text = fill::fill(Kind::Store, "", store::settings_on(given, day)?);
    Ok(Prepared { path, text })
}

/// A record of which everything is said: its scaffold, filled with that alone. Nothing is looked up, and what is said must be
/// words of the vocabulary and days already.
pub fn filled(kind: Kind, path: &str, values: Map<String, Json>) -> Prepared {
    let root = "../".repeat(path.matches('/').count());
    Prepared {
        path: path.to_owned(),
        text: fill::fill(kind, &root, values),
    }
}

/// What is asked for, and what is known on its day.
struct Asked<'a> {
    reading: &'a Reading,
    kind: Kind,
    given: &'a Given,
    /// The day of what is recorded: of a child's record, that of the session.
    day: Day,
    /// The day that was said, else today.
    said: Day,
    facts: Facts<'a>,
    dues: Vec<Due>,
}

impl<'a> Asked<'a> {
    fn filled(&self, path: String, values: Map<String, Json>) -> Result<Prepared, Refusal> {
        let root = "../".repeat(path.matches('/').count());
        let text = fill::fill(self.kind, &root, values);
        Ok(Prepared { path, text })
    }

    /// Where the record will stand.
    fn path(&self) -> Result<String, Refusal> {
        if self.kind == Kind::Addendum {
            return self.beside();
        }
        let given = self.given;
        let mut path = home(self.kind).to_owned();
        for id in ["person", "worker", "child"] {
            let place = format!("<{id}>");
            if path.contains(&place) {
                let name = match (self.kind, id) {
                    (Kind::ChildSupervision, "worker") => self.session_named()?.0.to_string(),
                    _ => self.id(id)?.unwrap_or_default().to_owned(),
                };
                path = path.replace(&place, &name);
            }
        }
        let what = given.slug("what")?.unwrap_or(self.kind.name());
        path = path
            .replace("<day>", &self.day.to_string())
            .replace("<what>", what);
        let has_ending = path.ends_with(".md") || path.ends_with(".yaml");
        if !has_ending {
            path.push_str(match self.kind.is_markdown() {
                true => ".md",
                false => ".yaml",
            });
        }
        Ok(path)
    }

    /// Beside the record that is added to, under the first number that is free.
    fn beside(&self) -> Result<String, Refusal> {
        let record = self.given.records.first().map_or("", String::as_str);
        let stem = self.known_record(record)?;
        let mut paths = (1..).map(|number| format!("{stem}-addendum-{number}.md"));
        let free = paths.find(|path| !self.is_there(path));
        Ok(free.expect("numbers do not run out"))
    }

    fn is_there(&self, path: &str) -> bool {
        let mut files = self.reading.sources.iter();
        files.any(|(_, file)| file.path() == path)
    }

    /// The path of a record that is named, without its ending.
    fn known_record(&self, record: &str) -> Result<String, Refusal> {
        let folders = ["workers/", "children/"];
        let mut stems = folders.iter().map(|folder| format!("{folder}{record}"));
        let is_there = |stem: &String| {
            self.is_there(&format!("{stem}.md")) || self.is_there(&format!("{stem}.yaml"))
        };
        stems
            .find(is_there)
            .ok_or_else(|| self.unknown_record(record))
    }

    /// A record that is not there, with those that might be meant.
    fn unknown_record(&self, record: &str) -> Refusal {
        let sources = self.reading.sources.iter();
        let known = sources.filter_map(|(_, file)| {
            let path = file.path().strip_prefix("workers/");
            let path = path.or_else(|| file.path().strip_prefix("children/"))?;
            let stem = path
                .strip_suffix(".md")
                .or_else(|| path.strip_suffix(".yaml"))?;
            (stem.split('/').next() == record.split('/').next()).then(|| stem.to_owned())
        });
        Refusal::Unknown {
            what: "record",
            name: record.to_owned(),
            known: known.collect(),
        }
    }

    /// The id in an option, which must be one of the store where its record is kept here.
    fn id(&self, option: &'static str) -> Result<Option<&'a str>, Refusal> {
        let Some(id) = self.given.slug(option)? else {
            return Ok(None);
        };
        let records = &self.reading.records;
        let settings = records.settings();
        let elsewhere = |half| settings.is_some_and(|settings| settings.holds_elsewhere(half));
        let is_new = match option {
            "worker" => self.kind == Kind::Worker || elsewhere(Holds::Workers),
            "child" => self.kind == Kind::Child || elsewhere(Holds::Children),
            _ => self.kind == Kind::Person,
        };
        let (what, known): (_, Vec<&str>) = match option {
            "worker" => (
                "worker",
                records.workers.keys().map(|id| id.as_str()).collect(),
            ),
            "child" => (
                "child",
                records.children.keys().map(|id| id.as_str()).collect(),
            ),
            _ => (
                "person",
                records.people.keys().map(|id| id.as_str()).collect(),
            ),
        };
        match is_new || known.contains(&id) {
            true => Ok(Some(id)),
            false => Err(Refusal::Unknown {
                what,
                name: id.to_owned(),
                known: known.into_iter().map(str::to_owned).collect(),
            }),
        }
    }

    /// The worker who is named, with the file and the record of employment.
    fn worker(&self) -> Result<(&'a WorkerId, &'a WorkerFile, &'a Filed<Worker>), Refusal> {
        let id = self.id("worker")?.unwrap_or_default();
        let found = self.reading.records.workers.get_key_value(id);
        let found = found.and_then(|(id, file)| Some((id, file, file.worker.as_ref()?)));
        found.ok_or_else(|| {
            Refusal::other(
                format!("the record workers/{id}/worker.yaml is missing or cannot be read"),
                "`supervision check` says what is wrong with it",
            )
        })
    }

    /// A person who is named, and who must be known.
    fn person(&self, option: &'static str) -> Result<Option<&'a str>, Refusal> {
        let people = &self.reading.records.people;
        match self.given.slug(option)? {
            Some(id) if !people.contains_key(id) => Err(Refusal::Unknown {
                what: "person",
                name: id.to_owned(),
                known: people.keys().map(ToString::to_string).collect(),
            }),
            id => Ok(id),
        }
    }

    /// The supervisor: who is named, else the worker's line manager on the day.
    fn supervisor(&self) -> Result<String, Refusal> {
        if let Some(named) = self.person("supervisor")? {
            return Ok(named.to_owned());
        }
        let (id, _, worker) = self.worker()?;
        let manager = worker.data.line_managers.on(self.day);
        manager
            .map(|held| held.person.value.to_string())
            .ok_or_else(|| {
                Refusal::other(
                    format!("nobody is {id}'s line manager on {}", self.day),
                    "name the supervisor with --supervisor, or enter the line manager in worker.yaml",
                )
            })
    }

    fn session_named(&self) -> Result<(&'a WorkerId, &'a Filed<Session>), Refusal> {
        session_named(self.reading, self.given)
    }
}

/// The session that is named, with whose it is.
fn session_named<'a>(
    reading: &'a Reading,
    given: &Given,
) -> Result<(&'a WorkerId, &'a Filed<Session>), Refusal> {
    let named = given.text("session").unwrap_or_default();
    let named = named.trim_start_matches("workers/").trim_end_matches(".md");
    let worker = named.split('/').next().unwrap_or_default();
    let workers = &reading.records.workers;
    let Some((id, file)) = workers.get_key_value(worker) else {
        return Err(Refusal::Unknown {
            what: "worker",
            name: worker.to_owned(),
            known: workers.keys().map(ToString::to_string).collect(),
        });
    };
    let found = file
        .sessions
        .iter()
        .find(|filed| filed.id.as_str() == named);
    let latest = || file.sessions.iter().rev().take(5);
    found
        .map(|filed| (id, filed))
        .ok_or_else(|| Refusal::Unknown {
            what: "session",
            name: named.to_owned(),
            known: latest().map(|filed| filed.id.to_string()).collect(),
        })
}

/// A word that must be an id or a term: anything else would not be one in YAML either.
fn slug<'a>(option: &str, word: &'a str) -> Result<&'a str, Refusal> {
    match is_slug(word) {
        true => Ok(word),
        false => Err(Refusal::other(
            format!("`{word}` cannot stand for --{option}"),
            "use small letters, digits and hyphens, as in jo-field",
        )),
    }
}
