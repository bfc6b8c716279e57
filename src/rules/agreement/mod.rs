//! Agreements and histories: that they are made, signed, kept to the policy and reviewed (R4, R8f).

mod agreement_changed_after_signing;
mod agreement_half_signed;
mod agreement_late;
mod agreement_looser_than_policy;
mod agreement_missing;
mod agreement_review_overdue;
mod agreement_unsigned;
mod confirmed_after_signing;
mod history_missing;
mod history_undiscussed;
mod looser_agreement_untold;

use super::{Context, Rule};
use crate::diag::{Citation, Severity};
use crate::due::of_relationship;
use crate::policy::rule::SigningRole;
use crate::record::agreement::Agreement;
use crate::record::sign_off::{Role, Statement};
use crate::record::{Filed, PersonId, WorkerId};
use crate::revision::signable;
use crate::revision::state::standing;
use crate::source::{Span, Spanned};

pub(super) const RULES: &[&Rule] = &[
    &agreement_missing::AGREEMENT_MISSING,
    &agreement_late::AGREEMENT_LATE,
    &agreement_unsigned::AGREEMENT_UNSIGNED,
    &agreement_half_signed::AGREEMENT_HALF_SIGNED,
    &agreement_changed_after_signing::AGREEMENT_CHANGED_AFTER_SIGNING,
    &confirmed_after_signing::CONFIRMED_AFTER_SIGNING,
    &agreement_looser_than_policy::AGREEMENT_LOOSER_THAN_POLICY,
    &looser_agreement_untold::LOOSER_AGREEMENT_UNTOLD,
    &agreement_review_overdue::AGREEMENT_REVIEW_OVERDUE,
    &history_missing::HISTORY_MISSING,
    &history_undiscussed::HISTORY_UNDISCUSSED,
];

/// The folder of section 2, in the names of records.
fn folder(worker: &WorkerId) -> String {
    format!("{worker}/2-agreement-and-history/")
}

/// The agreement of a present relationship that a pack wants signed, and how that stands.
struct Signing<'a> {
    worker: &'a WorkerId,
    agreement: &'a Filed<Agreement>,
    /// Who has signed what stands there now.
    holds: Vec<&'a Filed<Statement>>,
    /// Who has signed something else.
    changed: Vec<&'a Filed<Statement>>,
    /// Who has not signed, with where the agreement names them.
    missing: Vec<(PersonId, Span)>,
    asked_at: Span,
    because: Vec<Citation>,
    severity: Severity,
}

impl Signing<'_> {
    /// "agreement of 2026-01-12 between jo-field and sam-okoro".
    fn name(&self) -> String {
        let data = &self.agreement.data;
        format!(
            "agreement of {} between {} and {}",
            data.date.value, self.worker, data.supervisor.value
        )
    }
}

/// Every agreement that is to be signed by today. One on the day of which it is written has that day's end to be signed by.
fn to_sign<'a>(context: &Context<'a>) -> Vec<Signing<'a>> {
    let facts = &context.facts;
    let mut found = Vec::new();
    for (id, file, worker) in facts.workers() {
        let relationship = facts.relationship(worker);
        let agreement = relationship.and_then(|held| of_relationship(file, held, facts.today));
        let Some(agreement) = agreement.filter(|agreement| agreement.data.date.value < facts.today)
        else {
            continue;
        };
        if !facts.records.unread_sign_offs.contains(&agreement.id) {
            found.extend(signing(context, id, agreement));
        }
    }
    found
}

fn signing<'a>(
    context: &Context<'a>,
    worker: &'a WorkerId,
    agreement: &'a Filed<Agreement>,
) -> Option<Signing<'a>> {
    let facts = &context.facts;
    let today = facts.today;
    facts.records.settings()?;
    let signable = signable::find(facts.records, &agreement.id)?;
    let standing = standing(facts.records, context.sources, &signable, today);
    let mut signing: Option<Signing<'a>> = None;
    for (pack, rule) in facts.rules_today(|pack| &pack.agreement) {
        // Not yet: the policy leaves time for the signatures.
        let completed = rule.completed_within.as_ref();
        if completed.is_some_and(|within| within.after(agreement.data.date.value) >= today) {
            continue;
        }
        let clauses = &rule.signed_by.clauses;
        let signing = signing.get_or_insert_with(|| Signing {
            worker,
            agreement,
            holds: Vec::new(),
            changed: Vec::new(),
            missing: Vec::new(),
            asked_at: clauses.first().map_or(rule.within.span, |id| id.span),
            because: Vec::new(),
            severity: Severity::Note,
        });
        signing.because.extend(pack.cite(clauses));
        signing.severity = signing.severity.min(pack.modality(clauses).into());
        for role in &rule.signed_by.roles {
            let (role, (person, place)) = (Role::from(*role), party(*role, worker, agreement));
            let by_them = |made: &&&Filed<Statement>| {
                made.data.role == role && made.data.signer.value == person
            };
            let holds = standing.holding.iter().find(by_them);
            let changed = standing.changed.iter().find(by_them);
            match (holds, changed) {
                (Some(made), _) => signing.holds.push(made),
                (None, Some(made)) => signing.changed.push(made),
                (None, None) => {
                    if !signing.missing.iter().any(|(known, _)| *known == person) {
                        signing.missing.push((person, place));
                    }
                }
            }
        }
    }
    signing
}

/// Who signs in a role, and where the agreement names them.
fn party(role: SigningRole, worker: &WorkerId, agreement: &Filed<Agreement>) -> (PersonId, Span) {
    let Spanned { value, span } = &agreement.data.supervisor;
    match role {
        SigningRole::Supervisor => (value.clone(), *span),
        SigningRole::Supervisee => (worker.person(), agreement.data.worker.span),
    }
}
