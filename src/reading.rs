//! One reading of a store: its files, the records in them, the policy they stand under, and the day.
//!
//! Everything above works on a reading; nothing below knows that there is one.

use crate::calendar::Day;
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::policy::Policy;
use crate::record::Records;
use crate::source::{SourceFile, Sources, Span};
use crate::store::{OddEntry, OddKind, Origin, Snapshot};

/// Something in the store that is no readable file: a link, a device, a folder that cannot be opened.
pub const ENTRY_UNREADABLE: Code = Code::new("entry-unreadable");
/// There is no record in the store at all.
pub const STORE_EMPTY: Code = Code::new("store-empty");

/// A store as it was read.
#[derive(Debug)]
pub struct Reading {
    /// The files, and the built-in packs that the store names.
    pub sources: Sources,
    /// The records.
    pub records: Records,
    /// The policy.
    pub policy: Policy,
    /// The day on which the store is read.
    pub today: Day,
    /// Where the files came from.
    pub origin: Origin,
    /// What is wrong with the form of files, records and packs.
    pub findings: Diagnostics,
}

impl Reading {
    /// Reads a snapshot. The day is the one asked for, else the one that the store's settings fix (for examples and
    /// archives), else the clock's.
    pub fn of(snapshot: Snapshot, as_of: Option<Day>, clock: Day) -> Self {
        let (odd, origin) = (snapshot.odd().to_vec(), snapshot.origin());
        let mut sources = snapshot.into_sources();
        let (records, mut findings) = Records::read(&sources);
        for entry in odd {
            let source = sources.add(SourceFile::new(entry.path.clone(), ""));
            findings.push(odd_entry(&entry, Span::file(source)));
        }
        if records.count <= usize::from(records.store.is_some()) {
            let place = records.anywhere.unwrap_or_else(|| {
                Span::file(sources.add(SourceFile::new("supervision.yaml", "")))
            });
            findings.push(match records.settings() {
                // A new store: it is made, and waits for its first records.
                Some(_) => Diagnostic::new(STORE_EMPTY, Severity::Warning, place, "nobody is in this store yet: only its settings are here")
                    .help("write `people/<name>.yaml` for everybody who supervises or is supervised, then `workers/<name>/worker.yaml` and `children/<id>/child.yaml`; where there should be records already, look whether this is the right folder"),
                None => Diagnostic::format_error(STORE_EMPTY, place, "0 records: there is nothing here to check")
                    .help("look whether you are in the right folder: the records stand in `people`, `workers` and `children` beside `supervision.yaml`"),
            });
        }
        let (policy, pack_findings) = Policy::read(&records, &mut sources);
        findings.append(pack_findings);
        let fixed = records
            .settings()
            .and_then(|settings| settings.as_of.as_ref())
            .map(|day| day.value);
        Self {
            sources,
            records,
            policy,
            today: as_of.or(fixed).unwrap_or(clock),
            origin,
            findings,
        }
    }
}

fn odd_entry(entry: &OddEntry, span: Span) -> Diagnostic {
    let (what, help) = match &entry.kind {
        OddKind::Symlink => (
            "a link stands here, and links are not followed",
            "put the file itself here, or remove the link",
        ),
        OddKind::Special => (
            "this is no ordinary file",
            "remove it: records are ordinary text files",
        ),
        OddKind::Repository => (
            "another repository stands inside the store",
            "move it out of the store",
        ),
        OddKind::Name => (
            "the name is not UTF-8 text",
            "rename it in small letters, digits and hyphens",
        ),
        OddKind::TooDeep => (
            "folders are nested too deeply here",
            "move what belongs to the store up, and the rest out",
        ),
        OddKind::Conflicted => (
            "git holds two versions of this file",
            "resolve the merge and `git add` the file",
        ),
        OddKind::Duplicate => (
            "the same path stands here twice",
            "ask whoever looks after the repository to repair it",
        ),
        OddKind::UnreadableFolder { .. } => (
            "the folder cannot be read",
            "ask for the right to read it, or who has taken it away",
        ),
        OddKind::UnreadableFile { .. } => (
            "the file cannot be read",
            "ask for the right to read it, or who has taken it away",
        ),
    };
    Diagnostic::format_error(ENTRY_UNREADABLE, span, format!("`{}`: {what}", entry.path)).help(help)
}
