//! From a snapshot to typed records: which file is what, whether it has the right form, and how records join.
//!
//! Knows no interval and no policy. Reading never fails: bad records give findings and as much as could be read.
//! Typed records hold ids, days and numbers; their prose stays in the file and is reached only through [`words`], where
//! the worker's own words are of a type that no child's document can open.
//!
//! To add a kind: see [`kind`].

pub mod absence;
pub mod access;
pub mod action;
pub mod addendum;
pub mod agreement;
pub mod checklist;
pub mod child;
pub mod child_supervision;
pub mod clock_time;
pub mod cpd;
pub mod decision;
pub mod discussion;
pub mod dispute;
pub mod element;
pub mod handover;
mod held;
pub mod history;
pub mod id;
pub mod identifier;
pub mod kind;
pub mod layout;
pub mod note;
pub mod parse;
pub mod pdr;
pub mod person;
pub mod progression;
pub mod quality_audit;
pub mod records;
pub mod repair;
pub mod schema;
pub mod self_audit;
pub mod session;
mod settle;
pub mod sign_off;
pub mod signing_key;
pub mod store_settings;
pub mod wellbeing;
pub mod withheld;
pub mod words;
pub mod worker;
pub mod worker_only;

pub use id::{ActionId, ChildId, PersonId, RecordId, Term, WorkerId};
pub use kind::{Concerns, KINDS, Kind};
pub use records::{CaseFile, Filed, Records, WorkerFile};
