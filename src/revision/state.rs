//! How far the signing of a record has come: the one place that says so, from its statements and what stands there now.

use std::fmt;

use super::seal;
use super::signable::Signable;
use crate::calendar::Day;
use crate::record::sign_off::{Role, Statement};
use crate::record::{Filed, PersonId, RecordId, Records, Term};
use crate::source::{Sources, Span};

/// How far the signing of a record has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has signed the revision that stands there.
    Draft,
    /// One side has signed it and offers it to the other.
    Offered,
    /// Both sides have signed it.
    Signed,
    /// It says something else than what was signed.
    Voided,
    /// Both sides have signed it, and something was added later, beside it.
    Amended,
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Draft => "draft",
            Self::Offered => "offered",
            Self::Signed => "signed",
            Self::Voided => "voided",
            Self::Amended => "amended",
        })
    }
}

/// Where the signing of a record stands on a day.
#[derive(Debug)]
pub struct Standing<'a> {
    /// How far it has come.
    pub state: State,
    /// Who has signed what stands there now.
    pub holding: Vec<&'a Filed<Statement>>,
    /// Who has signed something else under the same revision.
    pub changed: Vec<&'a Filed<Statement>>,
    /// The sides that have not signed at all, with where the record names them.
    pub missing: Vec<(Role, PersonId, Span)>,
    /// What others say of somebody who was not available.
    pub not_available: Vec<&'a Filed<Statement>>,
    /// What was added to it later.
    pub addenda: Vec<&'a RecordId>,
}

/// Where the signing of a record stands on a day.
pub fn standing<'a>(
    records: &'a Records,
    sources: &Sources,
    signable: &Signable<'_>,
    today: Day,
) -> Standing<'a> {
    let text = sources.file(signable.source).text();
    let digests: Vec<String> = stores(records, signable.id)
        .map(|store| seal::digest(&store, signable.id, text))
        .collect();
    let made = records.sign_offs.get(signable.id).into_iter().flatten();
    let made = made
        .filter(|made| made.data.revision == signable.revision && made.data.signed.value <= today);
    let (own, not_available): (Vec<_>, Vec<_>) = made.partition(|made| made.data.is_own());
    let (holding, changed): (Vec<_>, Vec<_>) = own
        .into_iter()
        .partition(|made| digests.contains(&made.data.digest.value));
    let has_signed = |role: Role, person: &PersonId| {
        let mut all = holding.iter().chain(&changed);
        all.any(|made| match made.data.role {
            Role::Cover => role == Role::Supervisor,
            of => of == role && made.data.signer.value == *person,
        })
    };
    let sides = signable.sides().into_iter();
    let missing: Vec<(Role, PersonId, Span)> = sides
        .filter(|(role, person)| !has_signed(*role, &person.value))
        .map(|(role, person)| (role, person.value.clone(), person.span))
        .collect();
    let addenda: Vec<&RecordId> = addenda(records, signable.id, today).collect();
    let is_of_a_side = |made: &&&Filed<Statement>| made.data.role != Role::Authoriser;
    let state = match (&changed[..], missing.len()) {
        ([_, ..], _) => State::Voided,
        ([], 0) if addenda.is_empty() => State::Signed,
        ([], 0) => State::Amended,
        ([], _) if holding.iter().filter(is_of_a_side).count() > 0 => State::Offered,
        ([], _) => State::Draft,
    };
    Standing {
        state,
        holding,
        changed,
        missing,
        not_available,
        addenda,
    }
}

/// The stores that a statement about a record may name: this one, and those from which the worker's file was handed over.
pub fn stores<'a>(records: &'a Records, record: &RecordId) -> impl Iterator<Item = Term> + use<'a> {
    let own = records.settings().map(|settings| settings.id.value.clone());
    let worker = record.as_str().split('/').next().unwrap_or_default();
    let file = records.workers.get(worker);
    let handovers = file.into_iter().flat_map(|file| &file.handovers);
    own.into_iter()
        .chain(handovers.map(|handover| handover.data.other_store.value.clone()))
}

fn addenda<'a>(
    records: &'a Records,
    record: &RecordId,
    today: Day,
) -> impl Iterator<Item = &'a RecordId> {
    let folder = record.as_str().split('/').next().unwrap_or_default();
    let worker = records.workers.get(folder).map(|file| &file.addenda);
    let child = records.children.get(folder).map(|file| &file.addenda);
    let all = worker.into_iter().chain(child).flatten();
    let of = record.clone();
    all.filter(move |added| added.data.amends.value == of && added.data.date.value <= today)
        .map(|added| &added.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordId;
    use crate::revision::signable;
    use crate::source::SourceFile;

    const RECORD: &str = "jo-field/3-supervision/2026-02-10";
    const SESSION: &str = "---\nkind: session\nformat: 1\nworker: jo-field\nsupervisor: sam-okoro\ndate: 2026-02-10\nplanned: 2026-02-10\nminutes: 90\nstatus: held\ntype: individual\nrecorded: 2026-02-10\n---\n\n## Case management\n\nWords.\n";

    fn statement(
        role: &str,
        signer: &str,
        meaning: &str,
        signed: &str,
        text: &str,
    ) -> (String, String) {
        let digest = seal::digest(&Term::new("store"), &RecordId::new(RECORD), text);
        let name = match meaning {
            "not-available" => format!("{role}-{meaning}"),
            _ => role.to_owned(),
        };
        (
            format!("workers/jo-field/3-supervision/signoffs/2026-02-10/1-{name}.st"),
            format!(
                "supervision-sign-off: 1\nstore: store\nrecord: {RECORD}\nrevision: 1\ndigest: sha256:{digest}\nrole: {role}\nsigner: {signer}\nmeaning: {meaning}\ncomment-digest: none\ncommit: none\nsigned: {signed}\n"
            ),
        )
    }

    /// The state of the session with these files beside it, and who is missing.
    fn state(beside: &[(String, String)]) -> (State, Vec<&'static str>) {
        let mut sources = Sources::default();
        let settings = "kind: store\nformat: 1\nid: store\norganisation: X\nmarking: X\npolicies:\n  - {pack: rotherham, from: 2025-01-01}\n";
        sources.add(SourceFile::new("supervision.yaml", settings));
        let path = format!("workers/{RECORD}.md");
        sources.add(SourceFile::new(path, SESSION));
        for (path, text) in beside {
            sources.add(SourceFile::new(path.as_str(), text.as_str()));
        }
        let (records, _) = Records::read(&sources);
        let record = signable::find(&records, &RecordId::new(RECORD)).expect("a session");
        let today = Day::new(2026, 3, 2).expect("a day");
        let standing = standing(&records, &sources, &record, today);
        let missing = standing.missing.iter().map(|(role, ..)| role.word());
        (standing.state, missing.collect())
    }

    #[test]
    fn a_record_goes_from_draft_to_offered_to_signed_to_amended() {
        let sam = statement("supervisor", "sam-okoro", "agree", "2026-02-11", SESSION);
        let jo = statement("supervisee", "jo-field", "disagree", "2026-02-12", SESSION);
        let addendum = (
            "workers/jo-field/3-supervision/2026-02-10-addendum-1.md".to_owned(),
            format!(
                "---\nkind: addendum\nformat: 1\namends: {RECORD}\ndate: 2026-02-20\nby: jo-field\nreason: X\n---\n\n## Addendum\n\nWords.\n"
            ),
        );
        assert_eq!(state(&[]), (State::Draft, vec!["supervisor", "supervisee"]));
        assert_eq!(
            state(std::slice::from_ref(&sam)),
            (State::Offered, vec!["supervisee"])
        );
        // To sign in disagreement is to sign.
        assert_eq!(state(&[sam.clone(), jo.clone()]), (State::Signed, vec![]));
        assert_eq!(state(&[sam, jo, addendum]), (State::Amended, vec![]));
    }

    #[test]
    fn a_changed_record_is_voided_and_a_signature_of_tomorrow_is_not_there() {
        let sam = statement(
            "supervisor",
            "sam-okoro",
            "agree",
            "2026-02-11",
            "other words",
        );
        assert_eq!(state(&[sam]), (State::Voided, vec!["supervisee"]));
        let later = statement("supervisor", "sam-okoro", "agree", "2026-03-03", SESSION);
        assert_eq!(state(&[later]).0, State::Draft);
    }

    #[test]
    fn cover_signs_for_the_supervisors_side_and_nobody_signs_for_who_was_away() {
        let cover = statement("cover", "helen-marsh", "agree", "2026-02-11", SESSION);
        let away = statement(
            "supervisee",
            "sam-okoro",
            "not-available",
            "2026-02-12",
            SESSION,
        );
        assert_eq!(
            state(std::slice::from_ref(&cover)),
            (State::Offered, vec!["supervisee"])
        );
        assert_eq!(state(&[cover, away]), (State::Offered, vec!["supervisee"]));
        let ruth = statement("authoriser", "helen-marsh", "agree", "2026-02-11", SESSION);
        assert_eq!(state(&[ruth]).0, State::Draft);
    }
}
