//! A sign-off as it comes: whether it was good on the day it was added.

use super::made::{At, Made, SignOffPath, sibling};
use super::sort::{LATE, Sort};
use super::walk::{Judge, part_name, statement_of};
use crate::calendar::Held;
use crate::record::Records;
use crate::record::layout::SignOffPart;
use crate::record::sign_off::Meaning;
use crate::revision::seal;
use crate::revision::signature::{message, verify};
use crate::source::{SourceFile, Sources};

impl Judge<'_, '_> {
    /// A file of a sign-off that was not there before.
    pub(super) fn came(&mut self, at: usize, file: &At, is_first: bool, was_moved: bool) {
        let Some(place) = SignOffPath::read(&file.path) else {
            return;
        };
        let statement = statement_of(&file.path);
        if place.part != SignOffPart::Statement {
            self.beside_came(at, file, &statement, was_moved);
            return;
        }
        self.sign_offs += usize::from(!was_moved);
        let Some(text) = self.trail.text(at, &file.path, file.id) else {
            return;
        };
        let Some(made) = Made::read(&text) else {
            let message = "the statement cannot be read".to_owned();
            self.note(
                Sort::SignOffUnreadable,
                at,
                &file.path,
                Some(file.id),
                message,
            );
            return;
        };
        let mut records = place.records().into_iter();
        let record = records.find_map(|path| Some((self.trail.find(at, &path)?, path)));
        let Some((record_id, record_path)) = record else {
            let message = format!("{} is about a record that is not there", made.name());
            self.note(Sort::SignOffAstray, at, &file.path, Some(file.id), message);
            return;
        };
        let Some(record) = self.trail.text(at, &record_path, record_id) else {
            return;
        };
        let is_fit = made.is_in_place() || was_moved && made.holds(&record);
        if !is_fit {
            let message = format!(
                "{} names {}, revision {}",
                made.name(),
                made.statement.record.value,
                made.statement.revision
            );
            self.note(
                Sort::SignOffOfAnotherRecord,
                at,
                &file.path,
                Some(file.id),
                message,
            );
        }
        if !made.holds(&record) {
            self.never.insert(file.path.clone());
            let message = format!(
                "{} was made over another text than stands there",
                made.name()
            );
            self.note(
                Sort::SignOffNeverHeld,
                at,
                &file.path,
                Some(file.id),
                message,
            );
        }
        if was_moved {
            return; // judged where it came first
        }
        self.comment(at, file, &made);
        let is_own_store = self.store_is_known(at, file, &made);
        if is_own_store {
            let is_foreign = self.foreign.contains(&at);
            if !is_foreign {
                self.commit_seen(at, file, &made);
            }
            self.signed_day(at, file, &made, is_first);
            self.signature(at, file, &text, &made);
            if made.holds(&record) && made.is_in_place() && !is_foreign {
                self.party(at, file, &made, &record);
            }
            self.account(at, file, &made);
        }
    }

    /// A signature or a comment that was not there before.
    fn beside_came(&mut self, at: usize, file: &At, statement: &str, was_moved: bool) {
        let Some(statement_id) = self.trail.find(at, statement) else {
            let message = format!(
                "{} stands there without its statement",
                part_name(&file.path)
            );
            self.note(Sort::SignOffAstray, at, &file.path, Some(file.id), message);
            return;
        };
        let parents = self.trail.steps()[at].parents.clone();
        let is_old = parents
            .iter()
            .any(|parent| self.trail.find(*parent, statement).is_some());
        if !is_old || was_moved {
            return; // judged with its statement
        }
        let message = format!(
            "{} was added to a statement that stood there",
            part_name(&file.path)
        );
        self.note(
            Sort::SignatureAddedLater,
            at,
            &file.path,
            Some(file.id),
            message,
        );
        let at_statement = At {
            path: statement.to_owned(),
            id: statement_id,
        };
        if let Some(text) = self.trail.text(at, statement, statement_id)
            && let Some(made) = Made::read(&text)
        {
            self.comment(at, &at_statement, &made);
            self.signature(at, &at_statement, &text, &made);
        }
    }

    fn beside(&mut self, at: usize, statement: &str, part: SignOffPart) -> Option<SourceFile> {
        let path = sibling(statement, part);
        let id = self.trail.find(at, &path)?;
        self.trail.text(at, &path, id)
    }

    fn comment(&mut self, at: usize, file: &At, made: &Made) {
        let beside = self.beside(at, &file.path, SignOffPart::Comment);
        let data = &made.statement;
        let what = match (&data.comment, beside) {
            (Some(said), Some(text)) => {
                let digest =
                    seal::comment_digest(&data.store.value, &data.record.value, text.text());
                if digest == said.value {
                    return;
                }
                "is not the one that was signed"
            }
            (None, None) if data.meaning != Meaning::AgreeWithComment => return,
            (_, None) => "is not there",
            (None, Some(_)) => "was not there when it was signed",
        };
        let message = format!("the comment beside {} {what}", made.name());
        self.note(
            Sort::CommentNotAsSigned,
            at,
            &file.path,
            Some(file.id),
            message,
        );
    }

    /// Whether a statement is of this store. One of another needs a handover from there.
    fn store_is_known(&mut self, at: usize, file: &At, made: &Made) -> bool {
        let named = &made.statement.store.value;
        let own = self.settings_at(at);
        if own.is_some_and(|own| own.id.value == *named) {
            return true;
        }
        let worker = made
            .place
            .record
            .as_str()
            .split('/')
            .next()
            .unwrap_or_default();
        let folder = format!("workers/{worker}/8-miscellaneous");
        let files = self.trail.list(at, &folder);
        let texts = files
            .iter()
            .filter_map(|(path, id)| self.trail.text(at, path, *id));
        let (records, _) = Records::read(&Sources::new(texts.collect()));
        let mut handovers = records.workers.values().flat_map(|file| &file.handovers);
        if !handovers.any(|handover| handover.data.other_store.value == *named) {
            let message = format!("{} names the store {named}", made.name());
            self.note(
                Sort::SignOffOfAnotherStore,
                at,
                &file.path,
                Some(file.id),
                message,
            );
        }
        false
    }

    /// The commit that the signer had in front of them comes before the one that added the statement, or is of a clone that has been
    /// merged since.
    fn commit_seen(&mut self, at: usize, file: &At, made: &Made) {
        let Some(commit) = &made.commit else {
            return;
        };
        let seen = self.trail.place(commit);
        // What is no id may be anybody's words.
        let is_id = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
        let short = if is_id { &commit[..10] } else { "(no id)" };
        let (sort, message) = match seen {
            None => (
                Sort::CommitNotInHistory,
                format!(
                    "{} names the commit {short}, which is not in this history",
                    made.name()
                ),
            ),
            Some(seen) if self.graph.leads(seen, at) => return,
            Some(seen) if self.graph.leads(at, seen) => (
                Sort::CommitNotBefore,
                format!(
                    "{} names the commit {short}, which was made later",
                    made.name()
                ),
            ),
            Some(_) => return,
        };
        self.note(sort, at, &file.path, Some(file.id), message);
    }

    fn signed_day(&mut self, at: usize, file: &At, made: &Made, is_first: bool) {
        let signed = made.statement.signed.value;
        let committed = self.trail.steps()[at].commit.day;
        let days = signed.days_to(committed);
        // A day's difference is two clocks in two places.
        if days < -1 {
            let message = format!(
                "{} is of {}, and was committed {} days earlier",
                made.name(),
                signed.in_words(),
                -days
            );
            self.note(
                Sort::SignOffPostDated,
                at,
                &file.path,
                Some(file.id),
                message,
            );
            return;
        }
        let settings = self.settings_at(at);
        let has_signature = self
            .beside(at, &file.path, SignOffPart::Signature)
            .is_some();
        let asked = |day| {
            settings
                .as_ref()
                .is_some_and(|own| own.key_asked_on(day).is_some())
        };
        if !has_signature && asked(signed) {
            let message = format!("{} of {} is without a key", made.name(), signed.in_words());
            self.note(
                Sort::SignatureMissing,
                at,
                &file.path,
                Some(file.id),
                message,
            );
        } else if !has_signature && asked(committed) && !is_first {
            let message = format!(
                "{} is of {}, without a key, and was committed when the store asked for one, {} days later",
                made.name(),
                signed.in_words(),
                days
            );
            self.note(Sort::KeyEscaped, at, &file.path, Some(file.id), message);
        }
        if days > LATE && !is_first {
            let message = format!(
                "{} is of {}, and was committed {days} days later",
                made.name(),
                signed.in_words()
            );
            self.note(
                Sort::SignOffBackDated,
                at,
                &file.path,
                Some(file.id),
                message,
            );
        }
    }

    fn signature(&mut self, at: usize, file: &At, text: &SourceFile, made: &Made) {
        let Some(signature) = self.beside(at, &file.path, SignOffPart::Signature) else {
            return;
        };
        let data = &made.statement;
        let (signer, day) = (&data.signer.value, data.signed.value);
        let key = match verify(signature.text(), &message(text.text())) {
            Ok(key) => key,
            Err(fault) => {
                let message = format!("the signature of {} proves nothing: {fault}", made.name());
                self.note(
                    Sort::SignaturesUnproven,
                    at,
                    &file.path,
                    Some(file.id),
                    message,
                );
                return;
            }
        };
        let is_theirs = |person: &crate::record::person::Person| {
            let mut keys = person.signing_keys.iter();
            keys.any(|held| {
                held.period().contains(day) && held.public().is_ok_and(|known| known == key)
            })
        };
        let then = self.person_at(at, signer);
        if then.is_some_and(|person| is_theirs(&person)) {
            return;
        }
        let now = self.now.records.people.get(signer);
        let (sort, message) = match now.is_some_and(|person| is_theirs(&person.data)) {
            true => (
                Sort::KeyEnteredLater,
                format!(
                    "{} has a signature by a key that was entered as theirs later",
                    made.name()
                ),
            ),
            false => (
                Sort::SignatureByOtherKey,
                format!(
                    "{} has a signature by a key that was not theirs on that day",
                    made.name()
                ),
            ),
        };
        self.note(sort, at, &file.path, Some(file.id), message);
    }

    /// A statement without a key that somebody else's account committed.
    fn account(&mut self, at: usize, file: &At, made: &Made) {
        let signer = &made.statement.signer.value;
        let email = self.trail.steps()[at].commit.email.to_lowercase();
        if self
            .beside(at, &file.path, SignOffPart::Signature)
            .is_some()
        {
            return;
        }
        let own = self
            .person_at(at, signer)
            .and_then(|person| person.email.clone());
        if own.is_none_or(|own| own.to_lowercase() == email) {
            return;
        }
        let people = self.now.records.people.iter();
        let mut people = people.filter(|(_, person)| {
            let own = person.data.email.as_ref();
            own.is_some_and(|own| own.to_lowercase() == email)
        });
        if let Some((other, _)) = people.next().filter(|(other, _)| *other != signer) {
            let message = format!(
                "{}, without a key, was committed by the account of {other}",
                made.name()
            );
            self.note(
                Sort::SignedByAnotherAccount,
                at,
                &file.path,
                Some(file.id),
                message,
            );
        }
    }
}
