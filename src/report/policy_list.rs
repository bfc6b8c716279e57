//! What the policy in force asks, pack by pack and rule by rule, as a practice lead reads it over.

use super::visible;
use crate::diag::{Code, Diagnostic, Severity};
use crate::due::unmatched::Unmatched;
use crate::policy::{Entry, Pack};
use crate::reading::Reading;

/// A rule that concerns no worker and no case in the records.
pub const RULE_UNMATCHED: Code = Code::new("rule-unmatched");

/// That a rule concerns nobody, as a finding.
pub fn unmatched(unmatched: &Unmatched) -> Diagnostic {
    let Unmatched {
        pack,
        rule,
        at,
        about,
    } = unmatched;
    let message = format!("`{rule}` of {pack} concerns no {about} in the records");
    Diagnostic::new(RULE_UNMATCHED, Severity::Note, *at, message)
        .help("leave it, if it is for times to come; otherwise look whether its `applies:` says what you mean")
}

/// The rules in force on the day of a reading.
pub fn in_force(reading: &Reading) -> String {
    let mut out = format!("The policy in force on {}\n", reading.today.in_words());
    for pack in reading.policy.on(reading.today) {
        out.push_str(&format!(
            "\n{}: {}\n",
            visible(&pack.title),
            visible(&pack.document)
        ));
        if let Some(over) = &pack.over {
            out.push_str(&format!("  laid over {}\n", over.value));
        }
        for entry in pack.rules() {
            out.push_str(&line(pack, &entry, reading));
        }
    }
    out
}

fn line(pack: &Pack, entry: &Entry<'_>, reading: &Reading) -> String {
    let clauses: Vec<&str> = entry.clauses.iter().map(|clause| clause.as_str()).collect();
    let is_on = entry.is_in_force(reading.today);
    let state = match (entry.noted, is_on) {
        (_, false) if entry.is_replaced => ", replaced by a pack laid over this one",
        (_, false) => ", not in force today",
        (Some(_), true) => ", noted and not reckoned",
        (None, true) => "",
    };
    let modality = match pack.modality(entry.clauses).max(entry.modality) {
        crate::policy::Modality::Must => String::new(),
        other => format!(", {}", other.word()),
    };
    let words = spoken(pack, entry);
    let mut out = format!(
        "  {}: {} ({}{modality}{state})\n",
        entry.id,
        visible(&words),
        clauses.join(", ")
    );
    if let Some(reading) = entry.reading.filter(|_| is_on) {
        out.push_str(&format!("      read so: {}\n", visible(reading)));
    }
    if let Some(why) = entry.noted.filter(|_| is_on) {
        out.push_str(&format!("      not reckoned: {why}\n"));
    }
    out
}

/// What a rule asks; where it has no summary of its own, what its first clause does.
pub(super) fn spoken(pack: &Pack, entry: &Entry<'_>) -> String {
    let clause = entry.clauses.first().and_then(|id| pack.cited(id));
    match (entry.summary, clause) {
        ("", Some(clause)) => clause.summary.clone(),
        ("", None) => entry.key.replace('-', " "),
        (summary, _) => summary.to_owned(),
    }
}
