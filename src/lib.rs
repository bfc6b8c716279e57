//! Supervision records for children's social workers.
#![forbid(unsafe_code)]

pub mod calendar;
pub mod diag;
pub mod policy;
pub mod record;
pub mod source;
pub mod store;
pub mod text;
