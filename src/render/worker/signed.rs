//! Who signed a record of the file, in what sense and with what words, and who has not yet.
//!
//! The words beside a signature are the signer's own and shown with the record to whom the record is shown; a child's document
//! has none of them.

use serde_json::{Value as Json, json};

use super::Making;
use crate::record::RecordId;
use crate::record::layout::SignOffPart;
use crate::record::sign_off::{Meaning, Statement};
use crate::record::words::comment_of_worker;
use crate::revision::state::{State, standing};
use crate::revision::{keys, signable, signature};
use crate::source::SourceId;

impl Making<'_> {
    /// The statements of sign-off beside a record, as they were filed by today.
    pub(super) fn signed(&self, id: &RecordId) -> Vec<Json> {
        let statements = self.facts.records.sign_offs.get(id).into_iter().flatten();
        let statements = statements.filter(|filed| filed.data.signed.value <= self.today());
        statements
            .map(|filed| {
                let (made, words) = (&filed.data, self.wording());
                let role = words.role(made.role.word());
                let comment = comment_of_worker(self.facts.records, made, self.sources);
                let comment =
                    comment.and_then(|words| Some(words.open(self.key.as_ref()?).clone()));
                // A comment is one paragraph in the list of who signed.
                let comment =
                    comment.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
                json!({
                    "by": self.names.of(made.signer.as_str()),
                    "role": match made.meaning {
                        Meaning::NotAvailable => words.fill("signature.about", &[("role", &role)]),
                        _ => role,
                    },
                    "on": made.signed.value.to_string(),
                    "revision": made.revision,
                    "meaning": words.say(match made.meaning {
                        Meaning::Agree => "signature.agree",
                        Meaning::AgreeWithComment => "signature.agree-with-comment",
                        Meaning::Disagree => "signature.disagree",
                        Meaning::NotAvailable => "signature.not-available",
                    }),
                    "comment": comment,
                    "with_key": self.is_proven(made, filed.source),
                })
            })
            .collect()
    }

    /// Whether the signer's own key proves a statement.
    fn is_proven(&self, made: &Statement, source: SourceId) -> bool {
        let records = self.facts.records;
        let place = made.place.other(SignOffPart::Signature);
        let Some(signature) = records.beside_sign_offs.get(&place) else {
            return false;
        };
        let message = signature::message(self.sources.file(source).text());
        let key = signature::verify(self.sources.file(*signature).text(), &message);
        key.is_ok_and(|key| keys::is_theirs(records, &key, &made.signer.value, made.signed.value))
    }

    /// What is still lacking of a record that somebody has signed.
    pub(super) fn still_to_sign(&self, id: &RecordId) -> Option<String> {
        let records = self.facts.records;
        let signable = signable::find(records, id)?;
        let standing = standing(records, self.sources, &signable, self.today());
        match standing.state {
            State::Voided => Some(self.wording().say("signature.changed-since")),
            State::Offered => {
                let missing = standing.missing.iter();
                let names: Vec<String> = missing
                    .map(|(_, person, _)| self.names.of(person.as_str()))
                    .collect();
                Some(match names.as_slice() {
                    [one, other] => self
                        .wording()
                        .fill("signature.lacking-two", &[("one", one), ("other", other)]),
                    _ => self
                        .wording()
                        .fill("signature.lacking", &[("person", &names.join(", "))]),
                })
            }
            State::Draft | State::Signed | State::Amended => None,
        }
    }
}
