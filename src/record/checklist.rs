//! Section 1: DBS, registration and qualifications, each with the day it was seen (R13a).

use serde::Deserialize;

use super::id::{Term, WorkerId};
use crate::calendar::Day;
use crate::source::Spanned;

/// `checklist.yaml`.
#[derive(Debug, Deserialize)]
pub struct Checklist {
    /// The worker.
    pub worker: Spanned<WorkerId>,
    /// The last DBS check.
    #[serde(default)]
    pub dbs: Option<Dbs>,
    /// Registration with the regulator.
    #[serde(default)]
    pub registration: Option<Registration>,
    /// Qualifications seen.
    #[serde(default)]
    pub qualifications: Vec<Qualification>,
    /// Other checks that a pack asks for.
    #[serde(default)]
    pub others: Vec<OtherCheck>,
}

/// A DBS check.
#[derive(Debug, Deserialize)]
pub struct Dbs {
    /// The day on the certificate.
    pub issued: Spanned<Day>,
    /// When it was seen.
    pub seen: Spanned<Day>,
}

/// Registration with the regulator.
#[derive(Debug, Deserialize)]
pub struct Registration {
    /// When it was last renewed.
    pub renewed: Spanned<Day>,
    /// When that was seen.
    pub seen: Spanned<Day>,
}

/// A qualification.
#[derive(Debug, Deserialize)]
pub struct Qualification {
    /// When it was awarded.
    pub awarded: Spanned<Day>,
    /// When the certificate was seen.
    pub seen: Spanned<Day>,
}

/// Another check, such as a driving licence.
#[derive(Debug, Deserialize)]
pub struct OtherCheck {
    /// Which one.
    pub check: Spanned<Term>,
    /// When it was issued.
    #[serde(default)]
    pub issued: Option<Spanned<Day>>,
    /// When it runs out.
    #[serde(default)]
    pub expires: Option<Spanned<Day>>,
    /// When it was seen.
    pub seen: Spanned<Day>,
}
