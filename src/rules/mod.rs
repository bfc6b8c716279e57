//! What the records do not do that the policy or the format asks: each rule finds one kind of fault.
//!
//! Pure functions of a reading and its dues. No rule reads another rule, and none knows how it is printed or how severe
//! the store has made it. What a single file can get wrong in its form is found while it is read, in `record`.
//!
//! To add a rule:
//! 1. write `<family>/<code>.md`, its page: what it finds, who asks, an example that should fire, how to put it right;
//! 2. write `<family>/<code>.rs`: `rule!` and one function;
//! 3. add a `mod` line and an entry in `RULES`, side by side in `<family>/mod.rs`;
//! 4. cite the clause in the pack;
//! 5. `cargo test`: a step that was forgotten fails by name.

mod accepted;
mod access;
mod agreed;
mod agreement;
mod asked;
pub mod brought;
mod cases;
mod child;
pub mod close;
pub mod consequence;
mod days;
mod declare;
mod disputed;
mod file;
mod frequency;
mod held;
mod known;
mod late;
pub mod mend;
mod mentoring;
mod names;
mod parts;
mod passages;
mod periods;
mod recent;
mod session;
mod sign_off;

pub use known::names;

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::diag::{Code, Diagnostic, Severity};
use crate::due::{Due, Facts};
use crate::reading::Reading;
use crate::record::store_settings::Level;
use crate::source::Sources;

/// A rule: its name, how much its findings matter unless the store says otherwise, its page, and what finds them.
#[derive(Debug)]
pub struct Rule {
    /// Its permanent name.
    pub code: Code,
    /// The level of its findings.
    pub severity: Severity,
    /// Its page, in Markdown.
    pub page: &'static str,
    /// Finds the faults.
    pub find: fn(&Context<'_>) -> Vec<Diagnostic>,
}

/// What a rule may look at.
pub struct Context<'a> {
    /// Records, policy and today, joined.
    pub facts: Facts<'a>,
    /// What is open today.
    pub dues: &'a [Due],
    /// The files, for what a rule must compare byte by byte.
    pub sources: &'a Sources,
}

/// The families of rules, in the order in which they are documented.
const FAMILIES: &[(&str, &[&Rule])] = &[
    ("Agreements and histories", agreement::RULES),
    ("Frequency of supervision", frequency::RULES),
    ("Sessions", session::RULES),
    ("Cases", cases::RULES),
    ("Children's records", child::RULES),
    ("The file", file::RULES),
    ("Access", access::RULES),
    ("Sign-offs and addenda", sign_off::RULES),
];

/// The families with their rules.
pub fn families() -> impl Iterator<Item = (&'static str, &'static [&'static Rule])> {
    FAMILIES.iter().copied()
}

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|(_, rules)| rules.iter().copied())
}

/// What a check came to.
#[derive(Debug)]
pub struct Verdict {
    /// Everything that is wrong, in its one order, at the store's own levels.
    pub findings: Vec<Diagnostic>,
    /// How many findings were left out because somebody has accepted them.
    pub accepted: usize,
}

/// Judges a reading: what was found while it was read, and what the rules find.
pub fn check(reading: &Reading, dues: &[Due]) -> Verdict {
    let context = Context {
        facts: Facts::new(&reading.records, &reading.policy, reading.today),
        dues,
        sources: &reading.sources,
    };
    let rules: Vec<&Rule> = all().collect();
    let found: Vec<Diagnostic> = rules
        .par_iter()
        .flat_map_iter(|rule| (rule.find)(&context))
        .collect();
    let mut findings = reading.findings.clone();
    findings.extend(found);
    findings.extend(known::unknown(reading));
    let findings = findings
        .with_levels(|code| level(reading, code))
        .into_sorted(&reading.sources);
    let (findings, accepted) = accepted::leave_out(reading, findings);
    let findings: Diagnostics = findings.into_iter().collect();
    Verdict {
        findings: findings.into_sorted(&reading.sources),
        accepted,
    }
}

/// The store's own level for a code; `Some(None)` where it has turned it off.
fn level(reading: &Reading, code: Code) -> Option<Option<Severity>> {
    let level = reading.records.settings()?.severities.get(code.name())?;
    Some(match level.value {
        Level::Error => Some(Severity::Error),
        Level::Warning => Some(Severity::Warning),
        Level::Note => Some(Severity::Note),
        Level::Off => None,
    })
}
