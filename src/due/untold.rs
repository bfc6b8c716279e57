//! Why a day cannot be told, and what would let it be: typed, so that a document can say it in its own words.

use std::fmt;

use crate::calendar::Day;
use crate::record::{PersonId, RecordId, WorkerId};

/// Why it cannot be told when something falls due, or whether it was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Untold {
    /// How often hangs on the role of whoever holds the case, which is not known.
    Role {
        /// Who holds the case.
        holder: PersonId,
        /// The day on which it is not known.
        on: Day,
        /// The rule that hangs on it, as its pack has it.
        rule: String,
    },
    /// How often hangs on who holds the case, and nobody does.
    Holder {
        /// The rule that hangs on it.
        rule: String,
    },
    /// A session is asked for after so many of something that no store counts.
    Activity {
        /// The pack.
        pack: String,
        /// Its rule.
        rule: String,
        /// How many.
        count: u32,
        /// Of what.
        of: String,
    },
    /// A pack leaves how often to the agreement, and none says it.
    NotAgreed {
        /// The pack.
        pack: String,
    },
    /// The checklist has no date for a check.
    Check {
        /// The check.
        check: String,
    },
    /// The sessions that would tell are kept in another store.
    Elsewhere {
        /// Whose sessions.
        worker: WorkerId,
    },
    /// A record that may tell of a later session cannot be read.
    Session {
        /// The record.
        record: RecordId,
    },
    /// A record that may be the one that is looked for cannot be read.
    MayBe {
        /// The record.
        record: RecordId,
    },
    /// The record on which everything hangs is missing or cannot be read.
    Record {
        /// What it would be called.
        record: String,
    },
}

impl fmt::Display for Untold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role { holder, on, rule } => write!(
                f,
                "the role of {holder} on {on} is not known, and {rule} depends on it: give the post in `people/{holder}.yaml`"
            ),
            Self::Holder { rule } => {
                write!(
                    f,
                    "{rule} depends on who holds the case: give the allocation"
                )
            }
            Self::Activity {
                pack,
                rule,
                count,
                of,
            } => write!(
                f,
                "{pack}, {rule}: a session after every {count} {of}, and the store keeps no log of them"
            ),
            Self::NotAgreed { pack } => write!(
                f,
                "{pack} leaves how often to the agreement, and none in force says it: give its `interval`"
            ),
            Self::Check { check } => write!(
                f,
                "the checklist has no date for {check}: see it and enter it in section 1"
            ),
            Self::Elsewhere { worker } => write!(
                f,
                "the sessions of {worker} are kept in another store and are not available here"
            ),
            Self::Session { record } => write!(
                f,
                "the record {record} cannot be read, and may tell of a later session"
            ),
            Self::MayBe { record } => {
                write!(f, "the record {record} cannot be read, and may be the one")
            }
            Self::Record { record } => {
                write!(f, "the record {record} is missing or cannot be read")
            }
        }
    }
}
