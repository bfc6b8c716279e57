//! Sign-offs: that keys, signatures, statements and comments stand for what they say, and that addenda stand beside what they
//! add to (R4.1b, C4d).
//!
//! What is found of a sign-off stands at the record that is signed, where its people are named: nobody edits a statement.

mod addendum_astray;
mod addendum_before_record;
mod addendum_by_another;
mod comment_not_as_signed;
mod record_changed_after_signing;
mod sign_off_astray;
mod signature_by_other_key;
mod signature_missing;
mod signature_unproven;
mod signed_for_both_sides;
mod signed_without_standing;
mod signing_key_shared;
mod signing_key_unfit;

use std::collections::BTreeMap;

use super::{Context, Rule};
use crate::record::layout::SignOffPart;
use crate::record::sign_off::{Role, Statement};
use crate::record::{Filed, RecordId};
use crate::revision::seal;
use crate::revision::signable::{self, Signable};
use crate::source::{SourceFile, Span};

pub(super) const RULES: &[&Rule] = &[
    &signed_without_standing::SIGNED_WITHOUT_STANDING,
    &signed_for_both_sides::SIGNED_FOR_BOTH_SIDES,
    &record_changed_after_signing::RECORD_CHANGED_AFTER_SIGNING,
    &comment_not_as_signed::COMMENT_NOT_AS_SIGNED,
    &sign_off_astray::SIGN_OFF_ASTRAY,
    &signing_key_unfit::SIGNING_KEY_UNFIT,
    &signing_key_shared::SIGNING_KEY_SHARED,
    &signature_missing::SIGNATURE_MISSING,
    &signature_unproven::SIGNATURE_UNPROVEN,
    &signature_by_other_key::SIGNATURE_BY_OTHER_KEY,
    &addendum_astray::ADDENDUM_ASTRAY,
    &addendum_before_record::ADDENDUM_BEFORE_RECORD,
    &addendum_by_another::ADDENDUM_BY_ANOTHER,
];

/// A statement of this store, with the record that it is about.
struct Made<'a> {
    statement: &'a Filed<Statement>,
    record: Signable<'a>,
}

/// The statements that were made by today. What was signed in another store, before the file came from there, is that store's.
fn made<'a>(context: &Context<'a>) -> Vec<Made<'a>> {
    let (records, today) = (context.facts.records, context.facts.today);
    let own = records.settings().map(|settings| &settings.id.value);
    let signables: BTreeMap<&RecordId, Signable<'a>> = signable::signed(records)
        .map(|signable| (signable.id, signable))
        .collect();
    let statements = records.sign_offs.values().flatten();
    let statements = statements.filter(|made| {
        made.data.signed.value <= today && own.is_some_and(|own| made.data.store.value == *own)
    });
    statements
        .filter_map(|statement| {
            let record = signables.get(&statement.id)?.clone();
            Some(Made { statement, record })
        })
        .collect()
}

impl<'a> Made<'a> {
    fn data(&self) -> &'a Statement {
        &self.statement.data
    }

    /// Where the record names who signs in the role.
    fn place(&self) -> Span {
        let supervisee = self.record.supervisee.as_ref();
        let mut authorisers = self.record.authorisers.iter();
        let signer = &self.data().signer.value;
        let named = match self.data().role {
            Role::Supervisor | Role::Cover => None,
            Role::Supervisee => supervisee,
            Role::Authoriser => authorisers.find(|person| person.value == *signer),
        };
        let named = named.filter(|person| person.span.source == self.record.source);
        named.unwrap_or(&self.record.supervisor).span
    }

    /// "the session jo-field/3-supervision/2026-03-02".
    fn name(&self) -> String {
        format!("the {} {}", self.record.kind.info().spoken, self.record.id)
    }

    /// A file of this sign-off beside the statement.
    fn beside(&self, context: &Context<'a>, part: SignOffPart) -> Option<&'a SourceFile> {
        let place = self.data().place.other(part);
        let source = context.facts.records.beside_sign_offs.get(&place)?;
        Some(context.sources.file(*source))
    }

    /// Whether the record still says what was signed.
    fn is_of_this_text(&self, context: &Context<'a>) -> bool {
        let text = context.sources.file(self.record.source).text();
        let data = self.data();
        seal::digest(&data.store.value, self.record.id, text) == data.digest.value
    }

    /// The statement's own file.
    fn file(&self, context: &Context<'a>) -> &'a SourceFile {
        context.sources.file(self.statement.source)
    }
}
