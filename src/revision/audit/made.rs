//! A statement as it stands in a commit, read by what it says itself and not by where it stands.

use crate::record::layout::{Located, SignOffPart, SignOffPlace, locate};
use crate::record::sign_off::{Statement, parse_statement};
use crate::record::{Filed, RecordId};
use crate::revision::seal;
use crate::source::{SourceFile, Sources};
use crate::store::BlobId;

/// A statement with the commit that it names.
pub(super) struct Made {
    pub(super) statement: Statement,
    /// The commit that the signer had in front of them, if they had one.
    pub(super) commit: Option<String>,
    /// The place that its path gives it.
    pub(super) place: SignOffPlace,
}

impl Made {
    /// Reads a statement. None where it cannot be read.
    pub(super) fn read(file: &SourceFile) -> Option<Self> {
        let Located::SignOff(place) = locate(file.path()) else {
            return None;
        };
        let value = |key: &str| {
            let mut lines = file.text().lines();
            lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
        };
        let own = SignOffPlace {
            record: RecordId::new(value("record")?),
            revision: value("revision")?.parse().ok()?,
            ..place.clone()
        };
        let mut sources = Sources::default();
        let source = sources.add(file.clone());
        let (filed, _) = parse_statement(source, file, &own);
        let Filed { data, .. } = filed?;
        let commit = value("commit").filter(|commit| *commit != "none");
        Some(Self {
            statement: data,
            commit: commit.map(str::to_owned),
            place,
        })
    }

    /// Whether it is about the record beside which it stands.
    pub(super) fn is_in_place(&self) -> bool {
        self.statement.record.value == self.place.record
            && self.statement.revision == self.place.revision
    }

    /// Whether this text is the one that was signed.
    pub(super) fn holds(&self, record: &SourceFile) -> bool {
        let data = &self.statement;
        record.encoding_fault().is_none()
            && seal::digest(&data.store.value, &data.record.value, record.text())
                == data.digest.value
    }

    /// "sam-okoro's sign-off as supervisor".
    pub(super) fn name(&self) -> String {
        format!(
            "{}'s sign-off as {}",
            self.statement.signer.value,
            self.statement.role.word()
        )
    }
}

/// A path of a sign-off, in its parts.
pub(super) struct SignOffPath<'a> {
    /// The folder of the record.
    pub(super) folder: &'a str,
    /// The record's file name without its ending.
    pub(super) stem: &'a str,
    pub(super) part: SignOffPart,
}

impl<'a> SignOffPath<'a> {
    pub(super) fn read(path: &'a str) -> Option<Self> {
        let Located::SignOff(place) = locate(path) else {
            return None;
        };
        let (folder, rest) = path.split_once("/signoffs/")?;
        let (stem, _) = rest.split_once('/')?;
        Some(Self {
            folder,
            stem,
            part: place.part,
        })
    }

    /// The paths at which its record may stand.
    pub(super) fn records(&self) -> [String; 2] {
        ["md", "yaml"].map(|ending| format!("{}/{}.{ending}", self.folder, self.stem))
    }
}

/// The folder of the sign-offs of a record, by the record's path.
pub(super) fn sign_offs_of(record: &str) -> Option<String> {
    let (stem, _) = record.rsplit_once('.')?;
    let (folder, name) = stem.rsplit_once('/')?;
    Some(format!("{folder}/signoffs/{name}"))
}

/// The path of another file of the same sign-off.
pub(super) fn sibling(path: &str, part: SignOffPart) -> String {
    let mut endings = SignOffPart::ALL.into_iter();
    let stem = endings.find_map(|part| path.strip_suffix(part.ending()));
    format!("{}{}", stem.unwrap_or(path), part.ending())
}

/// A file of the trail.
pub(super) struct At {
    pub(super) path: String,
    pub(super) id: BlobId,
}
