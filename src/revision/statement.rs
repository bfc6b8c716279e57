//! A sign-off in the making: who may sign a record in which role, and the statement that says so (R4.1b).
//!
//! Nothing is written here, and there are no keys yet: a statement is a recorded sign-off.

use super::seal;
use crate::calendar::Day;
use crate::record::sign_off::{Meaning, Role, Statement};
use crate::record::{Filed, PersonId, RecordId, Records, Term, WorkerId};
use crate::source::Sources;

/// What somebody wants to sign.
pub struct Signing<'a> {
    /// The record.
    pub record: &'a RecordId,
    /// In which role.
    pub role: Role,
    /// Who signs.
    pub signer: &'a PersonId,
    /// In which sense.
    pub meaning: Meaning,
    /// The commit that they have in front of them, as forty hexadecimal digits.
    pub commit: Option<String>,
    /// When.
    pub day: Day,
}

/// A statement and where it is to stand.
#[derive(Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The path in the store.
    pub path: String,
    /// What stands there.
    pub text: String,
}

/// Why a record cannot be signed so.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The store has no settings, and so no id that a statement could name.
    #[error("the store's settings cannot be read, so a statement cannot name the store")]
    NoStore,
    /// There is no such record, or it is of a kind that is not signed.
    #[error("there is no agreement or session `{0}` here that can be read")]
    NoRecord(RecordId),
    /// Somebody else is the party in that role.
    #[error("the {role} of this record is {party}, not {signer}: nobody signs for somebody else")]
    NotTheParty {
        /// The role.
        role: &'static str,
        /// Who may sign in it.
        party: PersonId,
        /// Who wanted to.
        signer: PersonId,
    },
    /// It is signed already.
    #[error(
        "{signer} has signed revision {revision} of it on {day} already: what was signed stays; a new revision is signed anew"
    )]
    Signed {
        /// By whom.
        signer: PersonId,
        /// Which revision.
        revision: u32,
        /// When.
        day: Day,
    },
}

/// Prepares the statement of one party about a record as it stands now.
///
/// # Errors
/// When there is nothing to sign, or not by this person, or they have signed already.
pub fn prepare(
    records: &Records,
    sources: &Sources,
    signing: &Signing<'_>,
) -> Result<Prepared, Refusal> {
    let store = records
        .settings()
        .map(|settings| &settings.id.value)
        .ok_or(Refusal::NoStore)?;
    let record =
        find(records, signing.record).ok_or_else(|| Refusal::NoRecord(signing.record.clone()))?;
    let party = match signing.role {
        Role::Supervisor | Role::Cover => record.supervisor.clone(),
        Role::Supervisee | Role::Authoriser => record.worker.person(),
    };
    if party != *signing.signer {
        let role = signing.role.word();
        return Err(Refusal::NotTheParty {
            role,
            party,
            signer: signing.signer.clone(),
        });
    }
    let earlier = records.sign_offs.get(signing.record).into_iter().flatten();
    let mut same = earlier.filter(|filed: &&Filed<Statement>| {
        filed.data.revision == record.revision && filed.data.role == signing.role
    });
    if let Some(signed) = same.next() {
        let (signer, day) = (signed.data.signer.value.clone(), signed.data.signed.value);
        return Err(Refusal::Signed {
            signer,
            revision: record.revision,
            day,
        });
    }
    let file = sources.file(record.source);
    let (folder, name) = file.path().rsplit_once('/').unwrap_or(("", file.path()));
    let stem = name.trim_end_matches(".md");
    Ok(Prepared {
        path: format!(
            "{folder}/signoffs/{stem}/{}-{}.st",
            record.revision,
            signing.role.word()
        ),
        text: statement(
            store,
            record.revision,
            signing,
            &seal::digest(store, signing.record, file.text()),
        ),
    })
}

fn statement(store: &Term, revision: u32, signing: &Signing<'_>, digest: &str) -> String {
    let commit = signing.commit.as_deref().unwrap_or("none");
    format!(
        "supervision-sign-off: 1\nstore: {store}\nrecord: {}\nrevision: {revision}\ndigest: sha256:{digest}\nrole: {}\nsigner: {}\nmeaning: {}\ncomment-digest: none\ncommit: {commit}\nsigned: {}\n",
        signing.record,
        signing.role.word(),
        signing.signer,
        signing.meaning.word(),
        signing.day
    )
}

/// What a signature needs to know of a record.
struct Signed<'a> {
    worker: &'a WorkerId,
    supervisor: &'a PersonId,
    revision: u32,
    source: crate::source::SourceId,
}

fn find<'a>(records: &'a Records, id: &RecordId) -> Option<Signed<'a>> {
    let worker = id.as_str().split('/').next()?;
    let file = records.workers.get(worker)?;
    let agreement = file
        .agreements
        .iter()
        .find(|filed| filed.id == *id)
        .map(|filed| Signed {
            worker: &filed.data.worker.value,
            supervisor: &filed.data.supervisor.value,
            revision: filed
                .data
                .revision
                .as_ref()
                .map_or(1, |revision| revision.value),
            source: filed.source,
        });
    let session = || {
        file.sessions
            .iter()
            .find(|filed| filed.id == *id)
            .map(|filed| Signed {
                worker: &filed.data.worker.value,
                supervisor: &filed.data.supervisor.value,
                revision: 1,
                source: filed.source,
            })
    };
    agreement.or_else(session)
}
