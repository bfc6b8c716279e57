//! Supervision records for children's social workers.

pub mod diag;
pub mod source;
