//! Which path holds what: the folders of a store are the worker's file and the child's record.
//!
//! Paths only: whether the file can be read, and says what its place says, is `parse`'s work.

use super::id::{ChildId, PersonId, RecordId, WorkerId, is_slug};
use super::kind::{KINDS, Kind};
use crate::calendar::Day;

/// The places of a store where records stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folder {
    /// `supervision.yaml`.
    Top,
    /// `people/`.
    People,
    /// `workers/<id>/worker.yaml`.
    WorkerTop,
    /// `workers/<id>/1-checklist/`.
    Checklist,
    /// `workers/<id>/2-agreement-and-history/`.
    Agreement,
    /// `workers/<id>/3-supervision/`.
    Supervision,
    /// `workers/<id>/4-pdr/`.
    Pdr,
    /// `workers/<id>/5-training/`.
    Training,
    /// `workers/<id>/6-progression/`.
    Progression,
    /// `workers/<id>/7-health-and-wellbeing/`.
    Health,
    /// `workers/<id>/8-miscellaneous/`.
    Miscellaneous,
    /// `children/<id>/child.yaml`.
    ChildTop,
    /// `children/<id>/supervision/`.
    ChildSupervision,
    /// `children/<id>/decisions/`.
    Decisions,
    /// Beside the record it belongs to.
    Beside,
}

/// The eight sections of a worker's file (R13b): number, folder and title.
pub const SECTIONS: [(Folder, &str, &str); 8] = [
    (Folder::Checklist, "1-checklist", "Checklist"),
    (
        Folder::Agreement,
        "2-agreement-and-history",
        "Supervision agreement and history",
    ),
    (Folder::Supervision, "3-supervision", "Supervision record"),
    (Folder::Pdr, "4-pdr", "PDR record"),
    (Folder::Training, "5-training", "Training and CPD"),
    (Folder::Progression, "6-progression", "Progression"),
    (
        Folder::Health,
        "7-health-and-wellbeing",
        "Health and wellbeing",
    ),
    (Folder::Miscellaneous, "8-miscellaneous", "Miscellaneous"),
];

/// Whose record it is, by its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The store itself.
    Store,
    /// A person.
    Person(PersonId),
    /// A worker's file.
    Worker(WorkerId),
    /// A child's record.
    Child(ChildId),
}

/// What a path says about the record that stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder.
    pub folder: Folder,
    /// Whose it is.
    pub owner: Owner,
    /// The record's name.
    pub id: RecordId,
    /// The day in the file's name, where records of the folder have one.
    pub day: Option<Day>,
    /// What stands behind the day in the file's name: `jo-field` in `2026-02-10-jo-field.md`.
    pub tail: String,
    /// Whether the file is Markdown.
    pub markdown: bool,
    /// The number of an addendum, when the name says that it is one.
    pub addendum: Option<u32>,
}

/// What a path of the store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Located {
    /// A record's place.
    Record(Place),
    /// A statement or signature beside a record.
    SignOff(SignOffPlace),
    /// A policy pack or overlay.
    Pack,
    /// A template of the store's own.
    Template,
    /// Nothing that belongs in a store there; with what to do.
    Unknown(String),
}

/// A sign-off file: `signoffs/<stem>/<revision>-<role>.st` beside the record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SignOffPlace {
    /// The record that is signed.
    pub record: RecordId,
    /// Which revision of it.
    pub revision: u32,
    /// In which role: supervisor, supervisee, authoriser, cover; with `-not-available` behind it where somebody else says so.
    pub role: String,
    /// Which of the files of one sign-off it is.
    pub part: SignOffPart,
}

/// The files of one sign-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignOffPart {
    /// The statement.
    Statement,
    /// The signature over the statement.
    Signature,
    /// The words of whoever signs with a comment or does not agree.
    Comment,
}

impl SignOffPart {
    /// Every part.
    pub const ALL: [Self; 3] = [Self::Statement, Self::Signature, Self::Comment];

    /// How the names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Statement => ".st",
            Self::Signature => ".sig",
            Self::Comment => ".comment.md",
        }
    }
}

impl SignOffPlace {
    /// Another file of the same sign-off.
    pub fn other(&self, part: SignOffPart) -> Self {
        Self {
            part,
            ..self.clone()
        }
    }
}

/// Says what stands at a path.
pub fn locate(path: &str) -> Located {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["supervision.yaml"] => record(Folder::Top, Owner::Store, path, None, "", None),
        ["policies", name] if name.ends_with(".yaml") => Located::Pack,
        ["templates", ..] => Located::Template,
        ["people", name] => match name.strip_suffix(".yaml").filter(|stem| is_slug(stem)) {
            Some(stem) => record(
                Folder::People,
                Owner::Person(PersonId::new(stem)),
                path,
                None,
                "",
                None,
            ),
            None => unknown("name a person's file like `people/sam-okoro.yaml`"),
        },
        ["workers", id, rest @ ..] if !rest.is_empty() => match is_slug(id) {
            true => worker_path(WorkerId::new(*id), path, rest),
            false => unknown(
                "name a worker's folder in small letters, digits and hyphens, like `workers/jo-field`",
            ),
        },
        ["children", id, rest @ ..] if !rest.is_empty() => match is_slug(id) {
            true => child_path(ChildId::new(*id), path, rest),
            false => unknown(
                "name a child's folder by the local id in small letters, digits and hyphens, like `children/c-1042`",
            ),
        },
        _ => unknown(
            "move it out of the store, or into one of the folders that stand beside `supervision.yaml`: `people`, `workers`, `children`, `policies`, `templates`",
        ),
    }
}

fn worker_path(id: WorkerId, path: &str, rest: &[&str]) -> Located {
    let owner = Owner::Worker(id);
    match rest {
        ["worker.yaml"] => record(Folder::WorkerTop, owner, path, None, "", None),
        [section, "checklist.yaml"] if *section == SECTIONS[0].1 => {
            record(Folder::Checklist, owner, path, None, "", None)
        }
        [section, "signoffs", stem, file] if is_section(section) => sign_off(path, stem, file),
        [section, file] => match SECTIONS.iter().find(|(_, name, _)| name == section) {
            Some((Folder::Checklist, ..)) => {
                unknown("keep one file in section 1, `checklist.yaml`")
            }
            Some((folder, ..)) => dated(*folder, owner, path, file),
            None => unknown(&sections_help()),
        },
        _ => unknown(&sections_help()),
    }
}

fn is_section(name: &str) -> bool {
    SECTIONS.iter().any(|(_, section, _)| *section == name)
}

fn sections_help() -> String {
    let names: Vec<String> = SECTIONS
        .iter()
        .map(|(_, name, _)| format!("`{name}`"))
        .collect();
    format!(
        "move it: a worker's folder holds `worker.yaml` and the eight sections {}",
        names.join(", ")
    )
}

fn child_path(id: ChildId, path: &str, rest: &[&str]) -> Located {
    let owner = Owner::Child(id);
    match rest {
        ["child.yaml"] => record(Folder::ChildTop, owner, path, None, "", None),
        ["supervision", file] => dated(Folder::ChildSupervision, owner, path, file),
        ["decisions", file] => dated(Folder::Decisions, owner, path, file),
        ["supervision" | "decisions", "signoffs", stem, file] => sign_off(path, stem, file),
        _ => unknown(
            "move it: a child's folder holds `child.yaml` and the folders `supervision` and `decisions`",
        ),
    }
}

/// A record named by its day: `2026-02-10.md`, `2026-02-10-cpd-course.md`, `2026-02-10-addendum-1.md`.
fn dated(folder: Folder, owner: Owner, path: &str, file: &str) -> Located {
    let help = match folder {
        Folder::ChildSupervision => {
            "name the file by the day and the worker, like `2026-02-10-jo-field.md`"
        }
        Folder::Supervision | Folder::Decisions => "name the file by its day, like `2026-02-10.md`",
        Folder::Agreement => {
            "name the file by its day and what it is, like `2026-01-12-agreement.md`"
        }
        _ => "name the file by its day and what it is, like `2026-01-12-pdr.md`",
    };
    let Some((stem, extension)) = file.rsplit_once('.') else {
        return unknown(help);
    };
    let day = stem.get(..10).and_then(|day| day.parse::<Day>().ok());
    let (Some(day), "md" | "yaml") = (day, extension) else {
        return unknown(help);
    };
    let tail = match &stem[10..] {
        "" => "",
        tail => match tail.strip_prefix('-').filter(|tail| is_slug(tail)) {
            Some(tail) => tail,
            None => return unknown(help),
        },
    };
    let number = tail
        .strip_prefix("addendum-")
        .or_else(|| tail.rsplit_once("-addendum-").map(|(_, number)| number));
    let addendum = number.and_then(|number| number.parse().ok());
    record(folder, owner, path, Some(day), tail, addendum)
}

fn record(
    folder: Folder,
    owner: Owner,
    path: &str,
    day: Option<Day>,
    tail: &str,
    addendum: Option<u32>,
) -> Located {
    let place = Place {
        folder,
        owner,
        id: record_id(path),
        day,
        tail: tail.to_owned(),
        markdown: path.ends_with(".md"),
        addendum,
    };
    Located::Record(place)
}

fn record_id(path: &str) -> RecordId {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let short = stem
        .strip_prefix("workers/")
        .or_else(|| stem.strip_prefix("children/"))
        .unwrap_or(stem);
    RecordId::new(short)
}

fn sign_off(path: &str, stem: &str, file: &str) -> Located {
    let help = "name it like `signoffs/<record>/1-supervisor.st`, with a signature of the same name and `.sig`, and a comment with `.comment.md`";
    let mut parts = SignOffPart::ALL.into_iter();
    let named = parts.find_map(|part| Some((file.strip_suffix(part.ending())?, part)));
    let named = named.and_then(|(name, part)| Some((name.split_once('-')?, part)));
    let Some(((revision, role), part)) = named else {
        return unknown(help);
    };
    let Ok(revision) = revision.parse() else {
        return unknown(help);
    };
    let folder = path.split("/signoffs/").next().unwrap_or_default();
    Located::SignOff(SignOffPlace {
        record: record_id(&format!("{folder}/{stem}.x")),
        revision,
        role: role.to_owned(),
        part,
    })
}

fn unknown(help: &str) -> Located {
    Located::Unknown(help.to_owned())
}

impl Place {
    /// Whether a record of a kind may stand here.
    pub fn takes(&self, kind: Kind) -> bool {
        let info = kind.info();
        let folder_fits = match (self.addendum, kind) {
            (Some(_), Kind::Addendum) => true,
            (Some(_), _) | (_, Kind::Addendum) => false,
            _ => info.folder == self.folder,
        };
        folder_fits && kind.is_markdown() == self.markdown
    }

    /// The names of the kinds that may stand here.
    pub fn kinds(&self) -> Vec<&'static str> {
        KINDS
            .iter()
            .filter(|info| info.folder == self.folder && info.folder != Folder::Beside)
            .map(|info| info.name)
            .collect()
    }
}

/// Where a record of a kind belongs, as a path to follow.
pub fn home(kind: Kind) -> &'static str {
    match kind.info().folder {
        Folder::Top => "supervision.yaml",
        Folder::People => "people/<person>.yaml",
        Folder::WorkerTop => "workers/<worker>/worker.yaml",
        Folder::Checklist => "workers/<worker>/1-checklist/checklist.yaml",
        Folder::Agreement => match kind {
            Kind::History => "workers/<worker>/2-agreement-and-history/<day>-history.md",
            _ => "workers/<worker>/2-agreement-and-history/<day>-agreement.md",
        },
        Folder::Supervision => "workers/<worker>/3-supervision/<day>.md",
        Folder::Pdr => "workers/<worker>/4-pdr/<day>-pdr.md",
        Folder::Training => "workers/<worker>/5-training/<day>-<what>.md",
        Folder::Progression => "workers/<worker>/6-progression/<day>-<what>.md",
        Folder::Health => "workers/<worker>/7-health-and-wellbeing/<day>-<what>",
        Folder::Miscellaneous => "workers/<worker>/8-miscellaneous/<day>-<what>",
        Folder::ChildTop => "children/<child>/child.yaml",
        Folder::ChildSupervision => "children/<child>/supervision/<day>-<worker>.md",
        Folder::Decisions => "children/<child>/decisions/<day>.md",
        Folder::Beside => "beside the record, with `-addendum-1` behind its name",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str) -> Place {
        match locate(path) {
            Located::Record(place) => place,
            other => panic!("{path}: {other:?}"),
        }
    }

    #[test]
    fn the_folders_are_the_file() {
        let session = place("workers/jo-field/3-supervision/2026-02-10.md");
        assert_eq!(session.id.as_str(), "jo-field/3-supervision/2026-02-10");
        assert!(
            session.takes(Kind::Session)
                && !session.takes(Kind::Cpd)
                && !session.takes(Kind::Addendum)
        );
        let note = place("children/c-1042/supervision/2026-02-10-jo-field.md");
        assert_eq!(
            (note.tail.as_str(), note.takes(Kind::ChildSupervision)),
            ("jo-field", true)
        );
        let addendum = place("workers/jo-field/3-supervision/2026-02-10-addendum-1.md");
        assert!(addendum.takes(Kind::Addendum) && !addendum.takes(Kind::Session));
        assert!(
            place("workers/jo-field/7-health-and-wellbeing/2026-02-10-absence.yaml")
                .takes(Kind::Absence)
        );
    }

    #[test]
    fn what_has_no_place_says_where_it_might_go() {
        for path in [
            "notes.md",
            "workers/jo-field/9-other/2026-02-10.md",
            "workers/Jo Field/worker.yaml",
            "children/c-1/x.yaml",
            "workers/jo-field/3-supervision/february.md",
            "workers/jo-field/3-supervision/2026-02-30.md",
            "people/../x.yaml",
            "workers/jo-field/3-supervision/2026-02-10.docx",
            "workers/con/../x",
            "people/-x.yaml",
        ] {
            assert!(matches!(locate(path), Located::Unknown(_)), "{path}");
        }
    }

    #[test]
    fn a_sign_off_names_its_record() {
        let path = "workers/jo-field/2-agreement-and-history/signoffs/2026-01-12-agreement/1-supervisor.st";
        let Located::SignOff(place) = locate(path) else {
            panic!("a sign-off")
        };
        assert_eq!(
            place.record.as_str(),
            "jo-field/2-agreement-and-history/2026-01-12-agreement"
        );
        assert_eq!(
            (place.revision, place.role.as_str(), place.part),
            (1, "supervisor", SignOffPart::Statement)
        );
    }
}
