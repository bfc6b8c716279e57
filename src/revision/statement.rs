//! A sign-off in the making: who may sign a record in which role, and the statement that says so (R4.1b).
//!
//! Nothing is written here and nothing is signed with a key: the bytes of the statement are made, for a key to sign.

use super::signable::{self, Bar, Signable};
use super::{seal, signable::KINDS};
use crate::calendar::Day;
use crate::due::Facts;
use crate::record::layout::SignOffPart;
use crate::record::sign_off::{Meaning, Role, Statement, place_name};
use crate::record::{Filed, PersonId, RecordId, Term};
use crate::source::Sources;

/// What somebody wants to sign.
pub struct Signing<'a> {
    /// The record.
    pub record: &'a RecordId,
    /// In which role; for one who was not available, the role that they would have signed in.
    pub role: Role,
    /// Who signs.
    pub signer: &'a PersonId,
    /// In which sense.
    pub meaning: Meaning,
    /// What they say beside it.
    pub comment: Option<&'a str>,
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
    /// What the signer says beside it, and where that is to stand.
    pub comment: Option<(String, String)>,
}

impl Prepared {
    /// Where the signature over the statement is to stand.
    pub fn signature_path(&self) -> String {
        let stem = self.path.trim_end_matches(SignOffPart::Statement.ending());
        format!("{stem}{}", SignOffPart::Signature.ending())
    }
}

/// Why a record cannot be signed so.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The store has no settings, and so no id that a statement could name.
    #[error("the store's settings cannot be read, so a statement cannot name the store")]
    NoStore,
    /// There is no such record, or it is of a kind that is not signed.
    #[error("there is no {kinds} `{0}` here that can be read", kinds = kinds())]
    NoRecord(RecordId),
    /// Who wants to may not.
    #[error(transparent)]
    Barred(#[from] Bar),
    /// One person would sign for both sides.
    #[error(
        "{signer} has signed this record as {role} on {day}: nobody signs for both sides, whatever posts they hold"
    )]
    BothSides {
        /// Who.
        signer: PersonId,
        /// In which role they have signed.
        role: &'static str,
        /// When.
        day: Day,
    },
    /// A comment is missing, or is there without a sense that needs one.
    #[error("{0}")]
    Comment(&'static str),
    /// It is signed already.
    #[error(
        "{signer} has signed revision {revision} of it on {day} already: what was signed stays{further}"
    )]
    Signed {
        /// By whom.
        signer: PersonId,
        /// Which revision.
        revision: u32,
        /// When.
        day: Day,
        /// What to do instead.
        further: &'static str,
    },
}

/// "agreement, history, session, …": what can be signed.
fn kinds() -> String {
    let names: Vec<&str> = KINDS.iter().map(|kind| kind.info().spoken).collect();
    let (last, others) = names.split_last().expect("some kinds are signed");
    format!("{} or {last}", others.join(", "))
}

/// Prepares the statement of one party about a record as it stands now.
///
/// # Errors
/// When there is nothing to sign, or not by this person, or they have signed already.
pub fn prepare(
    facts: &Facts<'_>,
    sources: &Sources,
    signing: &Signing<'_>,
) -> Result<Prepared, Refusal> {
    let records = facts.records;
    let store = records
        .settings()
        .map(|settings| &settings.id.value)
        .ok_or(Refusal::NoStore)?;
    let record = signable::find(records, signing.record)
        .ok_or_else(|| Refusal::NoRecord(signing.record.clone()))?;
    let earlier = records.sign_offs.get(signing.record).into_iter().flatten();
    let earlier: Vec<&Filed<Statement>> = earlier
        .filter(|filed| filed.data.revision == record.revision)
        .collect();
    may(facts, &record, signing, &earlier)?;
    let file = sources.file(record.source);
    let (folder, name) = file.path().rsplit_once('/').unwrap_or(("", file.path()));
    let stem = name.trim_end_matches(".md");
    let stem = format!(
        "{folder}/signoffs/{stem}/{}-{}",
        record.revision,
        place_name(signing.role, signing.meaning)
    );
    let comment = signing.comment.map(|words| format!("{}\n", words.trim()));
    let sealed = comment
        .as_deref()
        .map(|words| seal::comment_digest(store, signing.record, words));
    let digest = seal::digest(store, signing.record, file.text());
    Ok(Prepared {
        path: format!("{stem}{}", SignOffPart::Statement.ending()),
        text: statement(store, record.revision, signing, &digest, sealed.as_deref()),
        comment: comment.map(|words| (format!("{stem}{}", SignOffPart::Comment.ending()), words)),
    })
}

fn may(
    facts: &Facts<'_>,
    record: &Signable<'_>,
    signing: &Signing<'_>,
    earlier: &[&Filed<Statement>],
) -> Result<(), Refusal> {
    let (role, signer, day) = (signing.role, signing.signer, signing.day);
    // Who stands in signs for the supervisor's side, which signs once.
    let side = |role: Role| match role {
        Role::Cover => Role::Supervisor,
        role => role,
    };
    let is_answer = signing.meaning == Meaning::NotAvailable;
    let mut same = earlier.iter();
    let same =
        same.find(|made| side(made.data.role) == side(role) && made.data.is_own() != is_answer);
    if let Some(signed) = same {
        return Err(Refusal::Signed {
            signer: signed.data.signer.value.clone(),
            revision: record.revision,
            day: signed.data.signed.value,
            further: match record.kind {
                crate::record::Kind::Agreement => "; a new revision is signed anew",
                _ => "; what is to be added goes into an addendum",
            },
        });
    }
    let needs_words = match signing.meaning {
        Meaning::Agree => None,
        Meaning::AgreeWithComment => Some("a comment needs its words: give them with --comment"),
        Meaning::Disagree => Some("whoever does not agree says why: give the words with --comment"),
        Meaning::NotAvailable => {
            Some("say why they were not available: give the words with --comment")
        }
    };
    match (needs_words, signing.comment.map(str::trim)) {
        (Some(words), None | Some("")) => return Err(Refusal::Comment(words)),
        (None, Some(_)) => {
            return Err(Refusal::Comment(
                "a comment goes with --meaning agree-with-comment or disagree",
            ));
        }
        _ => {}
    }
    if signing.meaning == Meaning::NotAvailable {
        record.may_answer_for(facts, role, signer, day)?;
    } else {
        record.may_sign(facts, role, signer, day)?;
        let mut own = earlier.iter().filter(|made| made.data.is_own());
        if let Some(other) =
            own.find(|made| made.data.signer.value == *signer && made.data.role != role)
        {
            return Err(Refusal::BothSides {
                signer: signer.clone(),
                role: other.data.role.word(),
                day: other.data.signed.value,
            });
        }
    }
    Ok(())
}

fn statement(
    store: &Term,
    revision: u32,
    signing: &Signing<'_>,
    digest: &str,
    comment: Option<&str>,
) -> String {
    let commit = signing.commit.as_deref().unwrap_or("none");
    let comment = match comment {
        Some(digest) => format!("sha256:{digest}"),
        None => "none".to_owned(),
    };
    format!(
        "supervision-sign-off: 1\nstore: {store}\nrecord: {}\nrevision: {revision}\ndigest: sha256:{digest}\nrole: {}\nsigner: {}\nmeaning: {}\ncomment-digest: {comment}\ncommit: {commit}\nsigned: {}\n",
        signing.record,
        signing.role.word(),
        signing.signer,
        signing.meaning.word(),
        signing.day
    )
}
