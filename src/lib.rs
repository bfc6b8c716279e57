//! Supervision records for children's social workers.
#![forbid(unsafe_code)]

pub mod source;

pub mod diag;

pub mod calendar;

pub mod text;

pub mod store;

pub mod record;

pub mod policy;

pub mod reading;

pub mod due;

pub mod revision;

pub mod rules;

pub mod report;

pub mod render;

pub mod cli;
