//! Supervision records for children's social workers.

pub mod calendar;
pub mod diag;
pub mod record;
pub mod source;
pub mod text;
