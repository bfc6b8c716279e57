//! What a change does to records that are signed: whether each still says what its signatures stand for.
//!
//! Two readings are compared, one before and one after. What happened in between, and who did it, is not asked here.

use std::collections::BTreeMap;

use super::{seal, state};
use crate::calendar::Day;
use crate::reading::Reading;
use crate::record::handover::Direction;
use crate::record::layout::SignOffPart;
use crate::record::sign_off::{Meaning, Statement};
use crate::record::{Filed, PersonId, RecordId};

/// Something signed that a change would undo.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Undone {
    /// The path of the record or of the statement.
    pub path: String,
    /// What is done to it.
    pub act: Act,
    /// The record that was signed.
    pub record: RecordId,
    /// By whom.
    pub signers: Vec<PersonId>,
    /// When it was signed first.
    pub day: Day,
}

/// What is done to something signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// The record's words are changed, and its revision is not raised.
    Changed,
    /// The record is taken away.
    Removed,
    /// A statement is changed.
    StatementChanged,
    /// A statement is taken away.
    StatementRemoved,
}

/// What was signed before and would not stand any more, in order of path. A sign-off that did not hold before binds nobody,
/// and neither does one of a revision that has been raised since. Of a worker whose file went to another store, as a handover in
/// what is left says, nothing is missed that is not there any more (R13e).
pub fn undone(before: &Reading, after: &Reading) -> Vec<Undone> {
    let mut found: BTreeMap<(String, Act), Undone> = BTreeMap::new();
    let (texts, later) = (texts(before), texts(after));
    for made in before.records.sign_offs.values().flatten() {
        let own = before.sources.file(made.source);
        if let Some(act) = statement_act(own.path(), own.text(), &later) {
            note(&mut found, own.path(), act, made);
        }
        for part in [SignOffPart::Signature, SignOffPart::Comment] {
            let source = before
                .records
                .beside_sign_offs
                .get(&made.data.place.other(part));
            let Some(beside) = source.map(|source| before.sources.file(*source)) else {
                continue;
            };
            if let Some(act) = statement_act(beside.path(), beside.text(), &later) {
                note(&mut found, beside.path(), act, made);
            }
        }
        if let Some((path, act)) = record_act(own.path(), made, (before, &texts), (after, &later)) {
            note(&mut found, &path, act, made);
        }
    }
    found.retain(|(_, act), undone| {
        let is_gone = matches!(act, Act::Removed | Act::StatementRemoved);
        !(is_gone && has_gone(after, &undone.record))
    });
    found.into_values().collect()
}

/// Whether the file to which a record belongs went to another store.
fn has_gone(after: &Reading, record: &RecordId) -> bool {
    let worker = record.as_str().split('/').next().unwrap_or_default();
    let file = after.records.workers.get(worker);
    let mut handovers = file.into_iter().flat_map(|file| &file.handovers);
    file.is_some_and(|file| file.worker.is_none())
        && handovers.any(|one| one.data.direction == Direction::Sent && one.data.commit.is_some())
}

type Texts<'a> = BTreeMap<&'a str, &'a str>;

fn texts(reading: &Reading) -> Texts<'_> {
    let files = reading.sources.iter().map(|(_, file)| file);
    files.map(|file| (file.path(), file.text())).collect()
}

fn note(
    found: &mut BTreeMap<(String, Act), Undone>,
    path: &str,
    act: Act,
    made: &Filed<Statement>,
) {
    let undone = found
        .entry((path.to_owned(), act))
        .or_insert_with(|| Undone {
            path: path.to_owned(),
            act,
            record: made.id.clone(),
            signers: Vec::new(),
            day: made.data.signed.value,
        });
    undone.signers.push(made.data.signer.value.clone());
    undone.day = undone.day.min(made.data.signed.value);
}

fn statement_act(path: &str, text: &str, later: &Texts<'_>) -> Option<Act> {
    match later.get(path) {
        None => Some(Act::StatementRemoved),
        Some(now) if same_words(now, text) => None,
        Some(_) => Some(Act::StatementChanged),
    }
}

fn same_words(one: &str, other: &str) -> bool {
    one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
}

fn record_act(
    statement: &str,
    made: &Filed<Statement>,
    (before, texts): (&Reading, &Texts<'_>),
    (after, later): (&Reading, &Texts<'_>),
) -> Option<(String, Act)> {
    if made.data.meaning == Meaning::NotAvailable {
        return None;
    }
    let (folder, rest) = statement.split_once("/signoffs/")?;
    let stem = rest.split('/').next()?;
    let names = ["md", "yaml"].map(|ending| format!("{folder}/{stem}.{ending}"));
    let signed = names
        .iter()
        .find_map(|path| Some((path, *texts.get(path.as_str())?)));
    let (path, text) = signed?;
    let digest = |text: &str| {
        state::stores(&before.records, &made.id)
            .any(|store| seal::digest(&store, &made.id, text) == made.data.digest.value)
    };
    if !digest(text) {
        return None;
    }
    let Some(now) = later.get(path.as_str()) else {
        return Some((path.clone(), Act::Removed));
    };
    let raised = revision(after, &made.id).is_some_and(|now| now > made.data.revision);
    let stands = raised || digest(now);
    (!stands).then(|| (path.clone(), Act::Changed))
}

/// The revision that a record says it is, where records of its kind say so.
fn revision(reading: &Reading, record: &RecordId) -> Option<u32> {
    let worker = record.as_str().split('/').next()?;
    let file = reading.records.workers.get(worker)?;
    let agreement = file.agreements.iter().find(|filed| filed.id == *record)?;
    let revision = agreement.data.revision.as_ref()?;
    Some(revision.value)
}
